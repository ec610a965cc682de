"""What everybody may ask: how many places are left. And the page on which an offer is answered, by a secret link."""

import hashlib
import json

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import Missing, Refusal
from scdapp.core.fields import Form
from scdapp.core.web import EVERYBODY, Door
from scdapp.registration.rules import PARTICIPANT
from scdapp.releases import queries as releases
from scdapp.seminars import queries, queue_service
from scdapp.seminars.letters import SEMINAR_OFFER
from scdapp.seminars.models import Choice
from scdapp.seminars.notice_service import time_of
from scdapp.tokens import queries as tokens

door = Door("seminars", __name__, who=EVERYBODY)
# A page with a secret address: nobody keeps it, and where it leads learns nothing of it.
SECRET = {"Referrer-Policy": "no-referrer", "Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


@door.get("/<int:year>/platser.json")
def left(year: int) -> AnyResponse:
    """By session: places left, places in all (null: no limit), how many wait. Only numbers, one query, and 304."""
    found = queries.left_in_public(year, clock.moment())
    body = json.dumps({uid: [one.places, one.capacity, one.waiting] for uid, one in found.items()}).encode()
    response = Response(body, mimetype="application/json")
    response.set_etag(hashlib.sha256(body).hexdigest()[:32], weak=True)
    response.headers["Cache-Control"] = "no-cache"
    response.headers["X-Robots-Tag"] = "noindex"
    return response.make_conditional(request)


@door.get("/seminarieplats/<token>")
def offer(token: str) -> tuple[str, int, dict[str, str]]:
    """What is offered, until when, and what is given up for it. Changes nothing: mail programs open it too."""
    return _page(token, _choice(token), None)


@door.post("/seminarieplats/<token>")
def answer(token: str) -> AnyResponse | tuple[str, int, dict[str, str]]:
    choice = _choice(token)
    if choice is None or not Form().validate():
        return _page(token, choice, None)
    try:
        with transaction():
            verb = queue_service.accept if request.form.get("svar") == "ja" else queue_service.decline
            verb(choice.id, actor=PARTICIPANT, now=clock.now())
    except Refusal as refusal:
        return _page(token, _choice(token), refusal.sentence)
    said_yes = request.form.get("svar") == "ja"
    flash(gettext("Platsen är din.") if said_yes else gettext("Du har tackat nej. Platsen går till nästa i kön."))
    return redirect(url_for("seminars.offer", token=token), 303)


def _choice(token: str) -> Choice | None:
    """What the link offers; None when it has been answered. Raises `Missing` for a link that opens nothing."""
    subject = tokens.find_subject(SEMINAR_OFFER, token, now=clock.now())
    if subject is None:
        raise Missing
    return queries.find_choice(*subject.split(":", 1))


def _page(token: str, choice: Choice | None, wrong: str | None) -> tuple[str, int, dict[str, str]]:
    programme = releases.current(choice.participant.edition_id, clock.now()) if choice else None
    session = programme.by_uid.get(choice.session.uid) if programme and choice else None
    ends_at = choice.offer_ends_at if choice and choice.state == "offered" else None
    stands = bool(ends_at and clock.now() < ends_at)
    page = render_template(
        "seminars/offer.html",
        edition=choice.participant.booking.edition if choice else None,
        choice=choice,
        session=session,
        when=time_of(session) if session else "",
        instead=queue_service.given_up_for(choice, now=clock.now()) if choice and stands else [],
        stands=stands,
        wrong=wrong,
        token=token,
        form=Form(),
    )
    return page, 422 if wrong else 200, SECRET

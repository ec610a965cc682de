"""The calendar of one's own, `/min-anmalan/<uid>/kalender`: a secret address made, shown once, renewed, ended."""

from flask import flash, redirect, render_template, session, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from scdapp.core import clock, qr, web
from scdapp.core.db import transaction
from scdapp.core.errors import Refusal
from scdapp.core.web import Door
from scdapp.guests import current
from scdapp.guests.guards import GUESTS
from scdapp.registration import access_queries, calendar_service
from scdapp.registration.letters import CALENDAR
from scdapp.registration.models import DayShare, Participant
from scdapp.tokens import queries as tokens

door = Door("my_calendar", __name__, who=GUESTS, url_prefix="/min-anmalan/<uid>/kalender")
# The token on its way from the button to the page that shows it: in this browser's own session, and gone when shown.
_ONCE = "calendar_token"


@door.get("")
def show(uid: str) -> tuple[str, dict[str, str]]:
    """Whether there is an address; the address itself only at once after it was made."""
    seat, share = access_queries.holder_for(current.who(), uid)
    subject = calendar_service.subject_of(share or seat)
    shown = session.pop(_ONCE, None)
    token = shown[1] if shown and shown[0] == uid else None
    address = web.address("feeds.personal", token=token) if token else None
    page = render_template(
        "mine/calendar.html",
        uid=uid,
        share=share,
        confirmed=seat.state == "confirmed",
        made_at=tokens.made_at(CALENDAR, subject, now=clock.now()),
        address=address,
        webcal=_webcal(address) if address else None,
        code=qr.inline_svg(_webcal(address)) if address else None,
        edition=seat.booking.edition,
    )
    return page, {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


@door.post("")
def create(uid: str) -> Response:
    """A new address; the one before is dead at once."""
    holder = _holder(uid)
    with transaction():
        token = calendar_service.new_address(holder, now=clock.now())
    session[_ONCE] = [uid, token]
    return redirect(url_for("my_calendar.show", uid=uid), 303)


@door.post("/avsluta")
def destroy(uid: str) -> Response:
    """No address any more."""
    seat, share = access_queries.holder_for(current.who(), uid)
    holder = share or seat
    with transaction():
        calendar_service.end_address(holder)
    flash(gettext("Adressen är avslutad. Kalendrar som hämtade den får veta att den är borta."))
    return redirect(url_for("my_calendar.show", uid=uid), 303)


def _holder(uid: str) -> Participant | DayShare:
    seat, share = access_queries.holder_for(current.who(), uid)
    if seat.state != "confirmed":
        raise Refusal(gettext("Kalendern finns när platsen är klar."))
    return share or seat


def _webcal(address: str) -> str:
    return "webcal" + address[address.index(":") :]

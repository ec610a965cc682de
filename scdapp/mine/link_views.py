"""What the links in our letters open, without a log-in: a glimpse, and the answer to an offer.

Who holds the link may do no more than its letter says. Looking changes nothing, for mail programs look too.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from flask import make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from scdapp.accounts.devices import device
from scdapp.accounts.rules import TooManyTries
from scdapp.admission import queries as admission
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import Missing
from scdapp.core.language import language
from scdapp.core.web import EVERYBODY, Door
from scdapp.editions.models import Edition
from scdapp.guests import service as guests
from scdapp.mine import wording
from scdapp.mine.seat_forms import Button
from scdapp.registration import offers, queries
from scdapp.registration.letters import OFFER, SHOW
from scdapp.registration.models import Booking, DayShare, Participant
from scdapp.registration.queue_service import OfferEnded
from scdapp.tokens import queries as tokens

door = Door("mine_links", __name__, who=EVERYBODY, url_prefix="/min-anmalan")
log = logging.getLogger(__name__)
Answer = Response | tuple[Response, int]


@dataclass(frozen=True)
class Glimpse:
    """What a link shows, and the address that a link to log in may be sent to."""

    edition: Edition
    email: str
    seats: tuple[Participant, ...] = ()
    share: DayShare | None = None
    number: str | None = None


@door.get("/visa/<token>")
def glimpse(token: str) -> Answer:
    """How it stands, in few words."""
    return _glimpse_page(token, _glimpse(token), Button())


@door.post("/visa/<token>")
def log_in(token: str) -> Answer:
    """Send a link to log in to the address that is stored; none can be typed."""
    seen = _glimpse(token)
    try:
        with transaction():
            guests.send_link(
                seen.email,
                network=request.remote_addr or "",
                device=device(request.user_agent.string),
                language=language(),
                now=clock.now(),
            )
    except TooManyTries as refusal:
        log.warning("link to log in refused: too many tries")
        form = Button()
        form.refuse(None, refusal.sentence)
        return _glimpse_page(token, _glimpse(token), form), 429
    return redirect(url_for("guests.sent"), 303)


@door.get("/erbjudande/<token>")
def offer(token: str) -> Answer:
    """What is offered and until when; of an offer that has ended, how."""
    return _offer_page(token)


@door.post("/erbjudande/<token>")
def answer(token: str) -> Answer:
    """Yes or no."""
    kind, key, found = _offer(token)
    verb = {"ja": kind.accept, "nej": kind.refuse}.get(request.form.get("svar", ""))
    if verb is None:
        return _offer_page(token), 422
    actor = found.actor
    try:
        with transaction():
            verb(key, actor, clock.now())
    except OfferEnded:
        return _offer_page(token, late=True), 422
    log.info("offer answered by link: %s", kind.name)
    return redirect(url_for("mine_links.offer", token=token), 303)


def _glimpse(token: str) -> Glimpse:
    subject = tokens.find_subject(SHOW, token, now=clock.now())
    name, _, uid = (subject or "").partition(":")
    found = _GLIMPSES[name](uid) if name in _GLIMPSES else None
    if found is None:
        raise Missing
    return found


def _of_booking(uid: str) -> Glimpse | None:
    found = queries.find_booking(uid)
    return _from_booking(found) if found else None


def _from_booking(booking: Booking) -> Glimpse:
    return Glimpse(booking.edition, booking.contact_email, tuple(booking.participants), number=booking.number)


def _of_seat(uid: str) -> Glimpse | None:
    seat = queries.find_participant(uid)
    return Glimpse(seat.booking.edition, seat.email or seat.booking.contact_email, (seat,)) if seat else None


def _of_share(uid: str) -> Glimpse | None:
    share = queries.find_share(uid)
    return Glimpse(share.participant.booking.edition, share.email, share=share) if share else None


_GLIMPSES: dict[str, Callable[[str], Glimpse | None]] = {
    "booking": _of_booking,
    "participant": _of_seat,
    "share": _of_share,
}


def _glimpse_page(token: str, seen: Glimpse, form: Button) -> Response:
    before = queries.standing_before(seen.seats)
    page = render_template(
        "mine/glimpse.html",
        seen=seen,
        states={seat.id: wording.seat_state(seat, before) for seat in seen.seats},
        masked=_masked(seen.email),
        form=form,
        token=token,
        edition=seen.edition,
    )
    return _secret(page)


def _masked(email: str) -> str:
    """Enough of an address for whoever knows it."""
    name, _, host = email.partition("@")
    return f"{name[:1]}…@{host}"


def _offer(token: str) -> tuple[offers.OfferKind, str, offers.Offer]:
    subject = tokens.find_subject(OFFER, token, now=clock.now())
    kind, key = offers.kind_of(subject or "")
    found = kind.find(key, clock.now()) if kind else None
    if kind is None or found is None:
        raise Missing
    return kind, key, found


def _offer_page(token: str, *, late: bool = False) -> Response:
    kind, _key, found = _offer(token)
    group = admission.get_catalogue(found.seat.edition_id).group(found.seat.category_id)
    page = render_template(
        "mine/offer.html",
        offer=found,
        of_seat=kind is offers.SEAT,
        lines=wording.lines(found.seat, {}),
        again=group if group.listed and group.stage(clock.now()).state == "open" else None,
        late=late,
        by=wording.answer_by(found.ends_at),
        form=Button(),
        token=token,
        name=found.seat.name or gettext("Namn kommer senare"),
        edition=found.seat.booking.edition,
    )
    return _secret(page)


def _secret(page: str) -> Response:
    """The address of the page is a secret: it goes to nobody else and into no search engine."""
    response = make_response(page)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "no-store"
    return response

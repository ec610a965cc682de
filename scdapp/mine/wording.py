"""What the pages of Min anmälan say of seats, products and what has happened, in the language of the page."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext, lazy_gettext, ngettext

from scdapp.core import words
from scdapp.core.money import kronor
from scdapp.registration.display import Text, text_of
from scdapp.registration.models import Change, DayShare, Line, Participant
from scdapp.registration.rules import Actor

Before = Mapping[tuple[int, int], int]

_ENDED = {
    "declined": lazy_gettext("Tackade nej"),
    "unanswered": lazy_gettext("Inget svar i tid"),
}
_WHAT = {
    "registered": lazy_gettext("Anmälan gjordes"),
    "person-added": lazy_gettext("Lades till i anmälan"),
    "person-changed": lazy_gettext("Uppgifter ändrades"),
    "transferred": lazy_gettext("Platsen lämnades över"),
    "day-shared": lazy_gettext("En dag lämnades till någon annan"),
    "day-taken-back": lazy_gettext("En dag togs tillbaka"),
    "products-changed": lazy_gettext("Biljett eller tillval ändrades"),
    "category-changed": lazy_gettext("Flyttad till en annan kategori"),
    "cancelled": lazy_gettext("Avbokad"),
    "left-queue": lazy_gettext("Lämnade kön"),
    "offered": lazy_gettext("Erbjuden plats från reservlistan"),
    "offer-accepted": lazy_gettext("Tackade ja till erbjudandet"),
    "offer-declined": lazy_gettext("Tackade nej till erbjudandet"),
    "offer-unanswered": lazy_gettext("Erbjudandet gick ut utan svar"),
    "confirmed-directly": lazy_gettext("Fick plats"),
    "seminars-changed": lazy_gettext("Seminarier valdes"),
    "seminars-lost": lazy_gettext("Seminarier föll bort när dagarna ändrades"),
    "seminar-waiting": lazy_gettext("Ställde sig i kö till ett seminarium"),
    "seminar-left-queue": lazy_gettext("Lämnade kön till ett seminarium"),
    "seminar-given": lazy_gettext("Fick plats på ett seminarium"),
    "seminar-offered": lazy_gettext("Erbjuden plats på ett seminarium"),
    "seminar-offer-accepted": lazy_gettext("Tackade ja till ett seminarium"),
    "seminar-offer-declined": lazy_gettext("Tackade nej till ett seminarium"),
    "seminar-offer-unanswered": lazy_gettext("Erbjudandet om ett seminarium gick ut"),
    "seminar-cancelled": lazy_gettext("Ett valt seminarium ställdes in"),
    "seminar-moved": lazy_gettext("Ett valt seminarium flyttades och krockar"),
}


@dataclass(frozen=True)
class State:
    """How something stands: a `mark` that the style sheet knows, a few words, and what else is to be said."""

    mark: str
    words: str
    more: str = ""


@dataclass(frozen=True)
class LineShown:
    """A product on somebody's seat. `state` None: they have it, and there is nothing more to say."""

    row: Line
    name: Text
    price: str
    state: State | None


@dataclass(frozen=True)
class Told:
    """One thing that happened to a seat."""

    at: datetime
    what: str
    about: str
    by: str


def seat_state(seat: Participant, before: Before) -> State:
    """Has a place; waits, and how many stand before; was offered one; has none any more."""
    if seat.state == "confirmed":
        return State("open", gettext("Har plats"))
    if seat.state == "waiting":
        promised = seat.category.promised_on
        answer = gettext("Besked senast %(day)s.", day=words.day(promised)) if promised else ""
        return State("full", gettext("På reservlistan"), f"{_before(seat, before)} {answer}".strip())
    if seat.state == "offered":
        return State("few", gettext("Erbjuden plats"), answer_by(seat.offer_ends_at))
    ended = gettext("Den %(day)s.", day=words.date_plain(seat.cancelled_at)) if seat.cancelled_at else ""
    cost = _fee(seat.cancel_fee_percent)
    return State("closed", str(_ENDED.get(seat.cancel_reason or "", gettext("Avbokad"))), f"{ended} {cost}".strip())


def _fee(percent: int | None) -> str:
    return str(gettext("Avgift %(percent)s procent av priset.", percent=percent)) if percent else ""


def answer_by(moment: datetime | None) -> str:
    """ "Svara senast …", or nothing."""
    return str(gettext("Svara senast %(moment)s.", moment=words.moment(moment))) if moment else ""


def lines(seat: Participant, before: Before) -> list[LineShown]:
    """The products that the seat has, wants or waits for."""
    return [_line(seat, one, before) for one in seat.lines if one.state != "cancelled"]


def _line(seat: Participant, line: Line, before: Before) -> LineShown:
    name = text_of(line.product.name, line.product.name_en)
    return LineShown(line, name, kronor(line.amount, words.language()), _line_state(seat, line, before))


def _line_state(seat: Participant, line: Line, before: Before) -> State | None:
    if line.state == "waiting":
        return State("full", gettext("I kön"), _before(line, before))
    if line.state == "offered":
        return State("few", gettext("Erbjuden plats"), answer_by(line.offer_ends_at))
    if line.state == "wanted" and seat.state != "confirmed":
        return State("soon", gettext("Följer med platsen"))
    return None


def _before(row: Participant | Line, before: Before) -> str:
    number = before.get((row.queue_id or 0, row.queue_number or 0), 0)
    if not number:
        return str(gettext("Först i kön."))
    return str(ngettext("%(num)d står före i kön.", "%(num)d står före i kön.", number))


def day_of(on: date, shares: Iterable[DayShare]) -> DayShare | None:
    """Whom the day was given to, if anybody."""
    return next((share for share in shares if share.date == on), None)


def history(changes: Iterable[Change], seat: Participant, viewer: Actor) -> list[Told]:
    """What happened to the seat that its viewer may know, the newest first."""
    known = [change for change in changes if change.what in _WHAT]
    if viewer.kind == "participant":
        known = _since_it_is_theirs(known)
    return [_told(change, seat, viewer) for change in reversed(known)]


def _since_it_is_theirs(changes: list[Change]) -> list[Change]:
    """What was before somebody took the seat over is not theirs to know."""
    start = max((n for n, change in enumerate(changes) if change.what == "transferred"), default=0)
    return changes[start:]


def _told(change: Change, seat: Participant, viewer: Actor) -> Told:
    detail = json.loads(change.detail)
    return Told(change.at, str(_WHAT[change.what]), _about(change.what, detail), _by(change, seat, viewer))


def _about(what: str, detail: Mapping[str, Any]) -> str:
    if what in ("day-shared", "day-taken-back"):
        return f"{words.day_short(date.fromisoformat(detail['day']))}, {detail.get('to', '')}"
    if what == "products-changed":
        return ", ".join(detail.get("after", ()))
    if what == "cancelled":
        return _fee(detail.get("fee"))
    if what in ("seminars-changed", "seminars-lost"):
        return ", ".join(title for title in detail.get("after", {}).values() if title)
    return str(detail.get("product") or detail.get("seminar", ""))


def _by(change: Change, seat: Participant, viewer: Actor) -> str:
    by_contact = change.actor in ("visitor", "contact")
    is_contact = viewer.kind == "contact" or seat.email == seat.booking.contact_email
    if change.actor == viewer.kind or (by_contact and is_contact):
        return str(gettext("av dig"))
    if by_contact:
        return str(gettext("av %(name)s", name=seat.booking.contact_name))
    if change.actor == "participant":
        return str(gettext("av %(name)s", name=seat.name or gettext("deltagaren")))
    return str(gettext("av arrangören") if change.actor == "organiser" else gettext("automatiskt"))

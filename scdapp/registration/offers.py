"""Offers that are answered by a link: of a seat, or of a product."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from scdapp.core.db import db
from scdapp.registration import queries, queue_service
from scdapp.registration.models import Line, Participant
from scdapp.registration.notice_service import what
from scdapp.registration.rules import CONTACT, PARTICIPANT, Actor


@dataclass(frozen=True)
class Offer:
    """One offer, as the page that answers it tells of it.

    `state`: "open", "accepted", "declined", "unanswered", or "gone" when it ended otherwise. `amount` in öre without
    VAT, None where nothing is paid for it by itself.
    """

    seat: Participant
    what: str
    state: str
    ends_at: datetime | None = None
    amount: int | None = None
    vat_rate: int | None = None

    @property
    def actor(self) -> Actor:
        """Who answers by the link that was mailed."""
        return PARTICIPANT if self.seat.email else CONTACT


@dataclass(frozen=True)
class OfferKind:
    """What links whose subject is `<name>:<key>` offer. `find` gives None for a key of nothing.

    `accept` and `refuse` are verbs: they lock for themselves, and refuse an offer that no longer stands.
    """

    name: str
    find: Callable[[str, datetime], Offer | None]
    accept: Callable[[str, Actor, datetime], object]
    refuse: Callable[[str, Actor, datetime], object]


def _seat_offer(uid: str, now: datetime) -> Offer | None:
    seat = queries.find_participant(uid)
    return Offer(seat, what(seat, None), _state_of_seat(seat, now), seat.offer_ends_at) if seat else None


def _state_of_seat(seat: Participant, now: datetime) -> str:
    if seat.state == "offered":
        return "open" if seat.offer_ends_at and now < seat.offer_ends_at else "unanswered"
    if seat.state == "confirmed":
        return "accepted"
    return seat.cancel_reason if seat.cancel_reason in ("declined", "unanswered") else "gone"


def _line_offer(key: str, now: datetime) -> Offer | None:
    line = db.session.get(Line, int(key)) if key.isdecimal() else None
    if line is None:
        return None
    seat = queries.find_participant(line.participant.uid)
    if seat is None:
        return None
    state = _state_of_line(line, now)
    return Offer(seat, what(seat, line), state, line.offer_ends_at, line.amount, line.vat_rate)


def _state_of_line(line: Line, now: datetime) -> str:
    if line.state == "offered":
        return "open" if line.offer_ends_at and now < line.offer_ends_at else "unanswered"
    return "accepted" if line.state == "taken" else "gone"


def _seat_id(uid: str) -> int:
    return queries.participant_id(uid)


SEAT = OfferKind(
    "participant",
    find=_seat_offer,
    accept=lambda uid, actor, now: queue_service.accept_seat(_seat_id(uid), actor=actor, now=now),
    refuse=lambda uid, actor, now: queue_service.refuse_seat(_seat_id(uid), actor=actor, now=now),
)
LINE = OfferKind(
    "line",
    find=_line_offer,
    accept=lambda key, actor, now: queue_service.accept_line(int(key), actor=actor, now=now),
    refuse=lambda key, actor, now: queue_service.refuse_line(int(key), actor=actor, now=now),
)


def kind_of(subject: str) -> tuple[OfferKind | None, str]:
    """The kind that a link's subject names, and the key."""
    name, _, key = subject.partition(":")
    return next((kind for kind in (SEAT, LINE) if kind.name == name), None), key

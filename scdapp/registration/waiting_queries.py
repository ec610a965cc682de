"""Reads of the waiting lists, for those who must keep their word: who waits, since when, what was promised."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from scdapp.admission.models import Category
from scdapp.core.db import db
from scdapp.places.models import Quota
from scdapp.places.queries import quotas
from scdapp.registration.models import Booking, Line, Participant

# Whoever declined or let an offer end is told of for as many of the latest.
ANSWERED_SHOWN = 20


@dataclass(frozen=True)
class Row:
    """Somebody in a queue or with an offer: for a seat, or for one product (`line`)."""

    seat: Participant
    line: Line | None = None

    @property
    def queued_at(self) -> datetime | None:
        return (self.line or self.seat).queued_at

    @property
    def offer_ends_at(self) -> datetime | None:
        return (self.line or self.seat).offer_ends_at

    @property
    def key(self) -> str:
        """What a form calls it."""
        return f"line:{self.line.id}" if self.line else f"seat:{self.seat.uid}"


@dataclass
class WaitingList:
    """Those who wait for a seat in a category, or for a product; who came first first."""

    name: str
    key: str
    quota: Quota
    promised_on: date | None = None
    waiting: list[Row] = field(default_factory=list)
    offered: list[Row] = field(default_factory=list)

    def overdue(self, today: date) -> bool:
        """Whether everybody should have had an answer by now, and somebody has not."""
        return bool(self.waiting) and self.promised_on is not None and self.promised_on <= today


def waiting_lists(edition_id: int) -> list[WaitingList]:
    """Every waiting list of the year on which somebody stands or has an offer. Constant queries.

    Seats come by category, in the organisers' order, then products.
    """
    seats = _seats(edition_id)
    lines = _lines(edition_id)
    known = quotas([row.category.quota_id for row in seats] + [row.product.quota_id for row in lines])
    found: dict[str, WaitingList] = {}
    for seat in seats:
        one = seat.category
        key = f"category:{one.id}"
        listed = found.setdefault(key, WaitingList(one.name, key, known[one.quota_id], one.promised_on))
        (listed.waiting if seat.state == "waiting" else listed.offered).append(Row(seat))
    for line in lines:
        product = line.product
        key = f"product:{product.id}"
        listed = found.setdefault(key, WaitingList(product.name, key, known[product.quota_id]))
        listed.promised_on = _earliest(listed.promised_on, line.participant.category.promised_on)
        (listed.waiting if line.state == "waiting" else listed.offered).append(Row(line.participant, line))
    return list(found.values())


def not_accepted(edition_id: int) -> list[Participant]:
    """The latest who declined an offer, or let it end."""
    query = (
        select(Participant)
        .where(Participant.edition_id == edition_id, Participant.cancel_reason.in_(("declined", "unanswered")))
        .order_by(Participant.cancelled_at.desc(), Participant.id)
        .limit(ANSWERED_SHOWN)
    )
    loads = (joinedload(Participant.category), joinedload(Participant.booking))
    return list(db.session.scalars(query.options(*loads)))


def count_waiting(edition_id: int) -> int:
    """How many wait, seats and products together."""
    return sum(_by_category(edition_id).values())


def count_overdue(edition_id: int, today: date) -> int:
    """How many still wait though their category promised everybody an answer by today."""
    promised = select(Category.id).where(Category.edition_id == edition_id, Category.promised_on <= today)
    late, waiting = set(db.session.scalars(promised)), _by_category(edition_id)
    return sum(number for category_id, number in waiting.items() if category_id in late)


def _by_category(edition_id: int) -> dict[int, int]:
    seats = select(Participant.category_id, func.count()).where(
        Participant.edition_id == edition_id, Participant.state == "waiting"
    )
    lines = (
        select(Participant.category_id, func.count())
        .join(Line, Line.participant_id == Participant.id)
        .where(Participant.edition_id == edition_id, Line.state == "waiting")
    )
    found: dict[int, int] = defaultdict(int)
    for query in (seats, lines):
        for category_id, number in db.session.execute(query.group_by(Participant.category_id)):
            found[category_id] += number
    return found


def _seats(edition_id: int) -> list[Participant]:
    query = (
        select(Participant)
        .join(Participant.category)
        .where(Participant.edition_id == edition_id, Participant.state.in_(("waiting", "offered")))
        .order_by(Category.position, Category.id, Participant.queued_at, Participant.id)
    )
    loads = (
        contains_eager(Participant.category),
        joinedload(Participant.booking).joinedload(Booking.organisation),
        selectinload(Participant.lines).joinedload(Line.product),
    )
    return list(db.session.scalars(query.options(*loads)))


def _lines(edition_id: int) -> list[Line]:
    query = (
        select(Line)
        .join(Line.participant)
        .join(Line.product)
        .where(Participant.edition_id == edition_id, Line.state.in_(("waiting", "offered")))
        .order_by(Line.product_id, Line.queued_at, Line.id)
    )
    seat = contains_eager(Line.participant)
    loads = (
        contains_eager(Line.product),
        seat.joinedload(Participant.category),
        seat.joinedload(Participant.booking).joinedload(Booking.organisation),
    )
    return list(db.session.scalars(query.options(*loads)))


def _earliest(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day), default=None)

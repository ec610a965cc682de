"""Reads for the organisers' desk: lists of seats, a booking with all that is known of it, and who waits."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from scdapp.admission.models import Category, Product, ProductDay
from scdapp.core.db import db, in_swedish
from scdapp.core.errors import Missing
from scdapp.core.lists import A_PAGE, Page, haystack, saying
from scdapp.organisations.models import Organisation
from scdapp.registration.models import STATES, Answer, Booking, Change, Line, Participant

# Orders of the list, by the name that stands in the address.
NEWEST, BY_NAME, BY_ORGANISATION, BY_CATEGORY = "", "namn", "organisation", "kategori"
# What is left of the seats when only these are shown.
UNPAID, UNINVOICED, NAMELESS, ADDRESSLESS, PROTECTED = (
    "obetalda",
    "ofakturerade",
    "utan-namn",
    "utan-adress",
    "skyddade",
)


@dataclass(frozen=True)
class Wanted:
    """Which seats of a year are asked for, and in which order. None and empty: all."""

    text: str = ""
    state: str | None = None
    category_id: int | None = None
    product_id: int | None = None
    day: date | None = None
    county_code: str | None = None
    municipality_code: str | None = None
    only: str | None = None
    order: str = NEWEST


@dataclass(frozen=True)
class Seats:
    """One page of seats, and how many are in which state of all that fit but for their state."""

    page: Page[Participant]
    states: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.states.values())


def seats(edition_id: int, wanted: Wanted, *, number: int) -> Seats:
    """One page of the year's seats. The same few queries however many there are."""
    found = _fitting(edition_id, wanted)
    counted = found.with_only_columns(Participant.state, func.count(), maintain_column_froms=True)
    tally = {row[0]: row[1] for row in db.session.execute(counted.group_by(Participant.state))}
    states = {state: tally.get(state, 0) for state in STATES}
    total = states[wanted.state] if wanted.state else sum(states.values())
    last = max(1, -(-total // A_PAGE))
    number = min(max(number, 1), last)
    rows = _ordered(_in_state(found, wanted), wanted).options(*_ROW).limit(A_PAGE).offset((number - 1) * A_PAGE)
    page = Page(db.session.scalars(rows).all(), total, number, last, ("1 plats", "platser"))
    return Seats(page, states)


def count_by_state(edition_id: int) -> dict[str, int]:
    """How many of the year's seats are in which state; states that none is in are left out."""
    query = select(Participant.state, func.count()).where(Participant.edition_id == edition_id)
    return {row[0]: row[1] for row in db.session.execute(query.group_by(Participant.state))}


def all_seats(edition_id: int, wanted: Wanted) -> Sequence[Participant]:
    """Every seat that fits, with all that a list of them tells. Constant queries."""
    query = _ordered(_in_state(_fitting(edition_id, wanted), wanted), wanted)
    answers = selectinload(Participant.answers).joinedload(Answer.question)
    return db.session.scalars(query.options(*_ROW, answers, selectinload(Participant.shares))).all()


def booking_ids(edition_id: int, wanted: Wanted) -> set[int]:
    """The bookings of all the seats that fit."""
    query = _in_state(_fitting(edition_id, wanted), wanted)
    return set(db.session.scalars(query.with_only_columns(Participant.booking_id, maintain_column_froms=True)))


def ids_of_bookings(edition_id: int, uids: Collection[str]) -> set[int]:
    """The year's bookings with these ids; others are left out."""
    query = select(Booking.id).where(Booking.edition_id == edition_id, Booking.uid.in_(uids))
    return set(db.session.scalars(query))


def count(edition_id: int, wanted: Wanted) -> int:
    """How many seats fit."""
    query = _in_state(_fitting(edition_id, wanted), wanted)
    return db.session.scalar(query.with_only_columns(func.count(), maintain_column_froms=True)) or 0


def whole_booking(edition_id: int, uid: str) -> Booking:
    """The booking with everything on it. Constant queries. Raises `Missing`."""
    seat = selectinload(Booking.participants)
    query = select(Booking).where(Booking.edition_id == edition_id, Booking.uid == uid)
    loads = (
        joinedload(Booking.organisation),
        seat.joinedload(Participant.category),
        seat.selectinload(Participant.lines).joinedload(Line.product).selectinload(Product.days),
        seat.selectinload(Participant.answers).joinedload(Answer.question),
        seat.selectinload(Participant.shares),
    )
    found = db.session.scalar(query.options(*loads))
    if found is None:
        raise Missing
    return found


def changes(booking_id: int, *, participant_id: int | None = None) -> Sequence[Change]:
    """What happened to a booking, or to one seat of it since it came in, the latest first."""
    query = select(Change).where(Change.booking_id == booking_id)
    if participant_id is not None:
        query = query.where(or_(Change.participant_id == participant_id, Change.what == "registered"))
    return db.session.scalars(query.order_by(Change.at.desc(), Change.id.desc())).all()


def places_of_origin(edition_id: int) -> tuple[set[str], set[str]]:
    """The codes of the municipalities and of the counties that people come from this year."""
    query = select(Organisation.municipality_code, Organisation.county_code).distinct()
    rows = db.session.execute(query.join(Booking).where(Booking.edition_id == edition_id)).all()
    return {row[0] for row in rows if row[0]}, {row[1] for row in rows if row[1]}


def _fitting(edition_id: int, wanted: Wanted) -> Select[Any]:
    """The seats that fit, in any state."""
    query = (
        select(Participant)
        .join(Participant.booking)
        .outerjoin(Booking.organisation)
        .where(Participant.edition_id == edition_id, *_conditions(wanted))
    )
    return saying(query, _words(), wanted.text)


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    exact = {
        Participant.category_id: wanted.category_id,
        Organisation.county_code: wanted.county_code,
        Organisation.municipality_code: wanted.municipality_code,
    }
    found: list[ColumnElement[bool]] = [column == value for column, value in exact.items() if value is not None]
    if wanted.product_id is not None:
        found.append(Participant.lines.any(and_(Line.product_id == wanted.product_id, Line.state != "cancelled")))
    if wanted.day is not None:
        days = Product.days.any(ProductDay.date == wanted.day)
        found.append(Participant.lines.any(and_(Line.state.in_(("taken", "wanted")), Line.product.has(days))))
    if wanted.only:
        found.append(_ONLY[wanted.only])
    return found


def _in_state(query: Select[Any], wanted: Wanted) -> Select[Any]:
    return query.where(Participant.state == wanted.state) if wanted.state else query


def _ordered(query: Select[Any], wanted: Wanted) -> Select[Any]:
    orders: dict[str, tuple[Any, ...]] = {
        BY_NAME: (Participant.name.is_(None), in_swedish(Participant.name)),  # type: ignore[arg-type]
        BY_ORGANISATION: (Organisation.name.is_(None), in_swedish(Organisation.name), Participant.booking_id),
        BY_CATEGORY: (Category.position, Category.id),
    }
    if wanted.order == BY_CATEGORY:
        query = query.join(Participant.category)
    return query.order_by(*orders.get(wanted.order, ()), Participant.id.desc())


def _words() -> ColumnElement[str]:
    """What a seat is found by. Of somebody protected only the number: a search must not tell who comes."""
    open_words = haystack(
        Booking.number,
        *(Participant.name, Participant.email, Participant.workplace, Organisation.name),
        *(Booking.contact_name, Booking.contact_email),
    )
    return case((Participant.protected, func.lower(Booking.number)), else_=open_words)


_HAS_TO_PAY = or_(
    Participant.lines.any(and_(Line.state == "taken", Line.amount > 0)), Participant.lines.any(Line.fee > 0)
)
_ONLY: dict[str, ColumnElement[bool]] = {
    UNPAID: and_(Booking.paid_at.is_(None), _HAS_TO_PAY),
    UNINVOICED: and_(Booking.invoiced_at.is_(None), _HAS_TO_PAY),
    NAMELESS: and_(Participant.name.is_(None), Participant.state != "cancelled"),
    ADDRESSLESS: and_(Participant.email.is_(None), Participant.state != "cancelled"),
    PROTECTED: Participant.protected.is_(True),
}
_ROW = (
    contains_eager(Participant.booking).contains_eager(Booking.organisation),
    joinedload(Participant.category),
    selectinload(Participant.lines).joinedload(Line.product),
)

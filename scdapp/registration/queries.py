"""Reads of those who come."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import cast

from sqlalchemy import Table, bindparam, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from scdapp.admission.models import Product
from scdapp.core.db import db
from scdapp.core.errors import Missing
from scdapp.registration.models import Booking, DayShare, Line, Participant

WHOLE_SEAT = (
    joinedload(Participant.booking).joinedload(Booking.organisation),
    joinedload(Participant.booking).joinedload(Booking.edition),
    joinedload(Participant.category),
    selectinload(Participant.lines).joinedload(Line.product).selectinload(Product.days),
    selectinload(Participant.answers),
    selectinload(Participant.shares),
)

# What a rush asks most often: of bare tables, and each statement made once.
_BOOKING, _SEAT = cast(Table, Booking.__table__).c, cast(Table, Participant.__table__).c
_BY_FORM_KEY = select(_BOOKING.id).where(_BOOKING.form_key == bindparam("key"))
_TAKEN = select(_SEAT.email).where(
    _SEAT.edition_id == bindparam("edition"),
    _SEAT.email.in_(bindparam("addresses", expanding=True)),
    _SEAT.state != "cancelled",
    _SEAT.id != bindparam("but"),
)


def find_booking_by_form_key(form_key: str) -> Booking | None:
    """What this form has led to already, if it was sent before."""
    found = db.session.scalar(_BY_FORM_KEY, {"key": form_key})
    return db.session.get_one(Booking, found) if found else None


def get_booking(edition_id: int, uid: str) -> Booking:
    """The year's booking with that id. Raises `Missing`."""
    found = db.session.scalar(select(Booking).where(Booking.edition_id == edition_id, Booking.uid == uid))
    if found is None:
        raise Missing
    return found


def get_participant(edition_id: int, uid: str) -> Participant:
    """The year's participant with that id and all that belongs to the seat. Raises `Missing`."""
    query = select(Participant).where(Participant.edition_id == edition_id, Participant.uid == uid)
    found = db.session.scalar(query.options(*WHOLE_SEAT))
    if found is None:
        raise Missing
    return found


def find_participant(uid: str) -> Participant | None:
    """The seat with that id, of whatever year, and all that belongs to it."""
    return db.session.scalar(select(Participant).where(Participant.uid == uid).options(*WHOLE_SEAT))


def participant_id(uid: str) -> int:
    """The number that the seat with that id has inside. Raises `Missing`."""
    found = db.session.scalar(select(Participant.id).where(Participant.uid == uid))
    if found is None:
        raise Missing
    return found


def find_share(uid: str) -> DayShare | None:
    """The given day with that id, its seat and booking along with it."""
    seat = joinedload(DayShare.participant).joinedload(Participant.booking).joinedload(Booking.edition)
    return db.session.scalar(select(DayShare).where(DayShare.uid == uid).options(seat))


def find_booking(uid: str) -> Booking | None:
    """The booking with that id, of whatever year, with its seats."""
    query = select(Booking).where(Booking.uid == uid)
    return db.session.scalar(query.options(joinedload(Booking.edition), *WHOLE_BOOKING))


def bookings_of(email: str) -> list[Booking]:
    """The bookings that the address is the contact of, newest first, with their seats. Constant queries."""
    query = select(Booking).where(Booking.contact_email == email).order_by(Booking.created_at.desc(), Booking.id.desc())
    return list(db.session.scalars(query.options(joinedload(Booking.edition), *WHOLE_BOOKING)))


def seats_of(email: str) -> list[Participant]:
    """The seats that the address holds, newest year first, cancelled ones last. Constant queries."""
    query = select(Participant).where(Participant.email == email)
    in_order = query.order_by(Participant.state == "cancelled", Participant.edition_id.desc(), Participant.id)
    return list(db.session.scalars(in_order.options(*WHOLE_SEAT)))


def shares_of(email: str) -> list[DayShare]:
    """The days that somebody gave to the address."""
    query = select(DayShare).where(DayShare.email == email).order_by(DayShare.date)
    seat = joinedload(DayShare.participant).joinedload(Participant.booking).joinedload(Booking.edition)
    return list(db.session.scalars(query.options(seat)))


def knows(email: str) -> bool:
    """Whether the address is the contact of a booking, holds a seat or a day of one."""
    contact = select(Booking.id).where(Booking.contact_email == email)
    holder = select(Participant.id).where(Participant.email == email)
    sharer = select(DayShare.id).where(DayShare.email == email)
    return bool(db.session.scalar(select(or_(contact.exists(), holder.exists(), sharer.exists()))))


def taken_addresses(edition_id: int, addresses: Collection[str], *, but: int | None = None) -> set[str]:
    """Those of the addresses that have a seat this year, other than the participant `but`."""
    asked = {"edition": edition_id, "addresses": list(addresses), "but": but or 0}
    return {email for email in db.session.scalars(_TAKEN, asked) if email}


def before_in_queue(queue_id: int, queue_number: int) -> int:
    """How many stand before the one with this number, seats and products together."""
    counts = (
        select(func.count()).select_from(row).where(row.queue_id == queue_id, row.queue_number < queue_number)
        for row in (Participant, Line)
    )
    return sum(db.session.scalar(count) or 0 for count in counts)


def standing_before(rows: Iterable[Participant | Line]) -> dict[tuple[int, int], int]:
    """How many stand before each of the rows that wait, by queue and number. Two queries, however many rows."""
    waiting = [(row.queue_id, row.queue_number) for row in rows if row.queue_id and row.queue_number]
    if not waiting:
        return {}
    numbers: dict[int, list[int]] = defaultdict(list)
    for model in (Participant, Line):
        query = select(model.queue_id, model.queue_number).where(model.queue_id.in_({queue for queue, _ in waiting}))
        for queue, number in db.session.execute(query):
            numbers[queue or 0].append(number or 0)
    return {(queue, number): sum(one < number for one in numbers[queue]) for queue, number in waiting}


def waiting_seats(queue_ids: Collection[int]) -> list[Participant]:
    """Those who wait for a seat in one of the queues, who came first first."""
    query = select(Participant).where(Participant.state == "waiting", Participant.queue_id.in_(queue_ids))
    return list(db.session.scalars(query.order_by(Participant.queued_at, Participant.id).options(*WHOLE_SEAT)))


def waiting_lines(queue_ids: Collection[int]) -> list[Line]:
    """Those who wait for a product in one of the queues, who came first first."""
    query = select(Line).where(Line.state == "waiting", Line.queue_id.in_(queue_ids)).join(Line.participant)
    loads = (contains_eager(Line.participant).joinedload(Participant.booking), joinedload(Line.product))
    return list(db.session.scalars(query.order_by(Line.queued_at, Line.id).options(*loads)))


def waiting_in_category(category_id: int) -> list[Participant]:
    """Those who wait for a seat in a category, who came first first."""
    query = select(Participant).where(Participant.state == "waiting", Participant.category_id == category_id)
    return list(db.session.scalars(query.order_by(Participant.queued_at, Participant.id).options(*WHOLE_SEAT)))


def waiting_for_product(product_id: int) -> list[Line]:
    """Those who wait for a product, who came first first."""
    query = select(Line).where(Line.state == "waiting", Line.product_id == product_id).join(Line.participant)
    loads = (contains_eager(Line.participant).joinedload(Participant.booking), joinedload(Line.product))
    return list(db.session.scalars(query.order_by(Line.queued_at, Line.id).options(*loads)))


def ended_offers(now: datetime) -> list[int]:
    """The ids of editions in which an offer of a seat or a product should have been answered by `now`."""
    seats = select(Participant.edition_id).where(Participant.state == "offered", Participant.offer_ends_at <= now)
    lines = (
        select(Participant.edition_id)
        .join(Line, Line.participant_id == Participant.id)
        .where(Line.state == "offered", Line.offer_ends_at <= now)
    )
    return sorted(set(db.session.scalars(seats.union(lines))))


WHOLE_BOOKING = (
    selectinload(Booking.participants).joinedload(Participant.category),
    selectinload(Booking.participants).selectinload(Participant.lines).joinedload(Line.product),
    joinedload(Booking.organisation),
)


def offered_seats(edition_id: int) -> list[Participant]:
    """The seats that are on offer, whose answer is due first first."""
    query = select(Participant).where(Participant.edition_id == edition_id, Participant.state == "offered")
    return list(db.session.scalars(query.order_by(Participant.offer_ends_at, Participant.id).options(*WHOLE_SEAT)))


def offered_lines(edition_id: int) -> list[Line]:
    """The products that are on offer, whose answer is due first first."""
    query = select(Line).join(Line.participant).where(Participant.edition_id == edition_id, Line.state == "offered")
    loads = (contains_eager(Line.participant).joinedload(Participant.booking), joinedload(Line.product))
    return list(db.session.scalars(query.order_by(Line.offer_ends_at, Line.id).options(*loads)))


def queues_of(edition_id: int) -> set[int]:
    """The quotas in whose queues somebody of the year stands."""
    seats = select(Participant.queue_id).where(Participant.edition_id == edition_id, Participant.state == "waiting")
    lines = (
        select(Line.queue_id)
        .join(Participant, Participant.id == Line.participant_id)
        .where(Participant.edition_id == edition_id, Line.state == "waiting")
    )
    return {one for one in db.session.scalars(seats.union(lines)) if one is not None}


def edition_of(participant_id: int) -> int:
    """The year of a seat. Raises `Missing`."""
    found = db.session.scalar(select(Participant.edition_id).where(Participant.id == participant_id))
    if found is None:
        raise Missing
    return found


def participant_of(line_id: int) -> int:
    """Whose line it is. Raises `Missing`."""
    found = db.session.scalar(select(Line.participant_id).where(Line.id == line_id))
    if found is None:
        raise Missing
    return found

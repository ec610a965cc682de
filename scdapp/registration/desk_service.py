"""Verbs that only organisers have: on a booking and many of them, and on a seat beside the usual ways."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from scdapp.accounts.rules import canonical_address
from scdapp.admission import queries as admission
from scdapp.admission.catalogue import Catalogue, Group
from scdapp.admission.models import Category
from scdapp.core.db import db, locked
from scdapp.core.errors import Refusal
from scdapp.organisations import rules as payers
from scdapp.organisations import service as organisations
from scdapp.organisations.rules import InvoiceFacts, OrganisationFacts
from scdapp.places import queue_service as queues
from scdapp.places import service as places
from scdapp.registration import history, queue_service, rules, seat_service, service
from scdapp.registration.models import Booking, Line, Participant
from scdapp.registration.rules import Actor, BookingWish, Full

NOTE_LIMIT = 2000
# What an organiser can say of many bookings at once, and the moment that it is kept in.
MARKS = {"paid": "paid_at", "invoiced": "invoiced_at"}


@dataclass(frozen=True)
class BookingFacts:
    """Whom to ask about a booking, and who pays."""

    contact_name: str
    contact_email: str
    contact_phone: str | None
    organisation: OrganisationFacts | None
    invoice: InvoiceFacts


def register(
    edition_id: int,
    category_id: int,
    wish: BookingWish,
    *,
    form_key: str,
    may_wait: bool,
    actor: Actor,
    now: datetime,
) -> Booking:
    """A booking on somebody's behalf. Windows do not stop it, capacity does.

    Refuses (`Full`) when somebody would have to stand in the queue, unless `may_wait`; and what `service.register`
    refuses.
    """
    booking = service.register(edition_id, category_id, wish, form_key=form_key, now=now, actor=actor)
    waiting = sum(person.state == "waiting" for person in booking.participants)
    if waiting and not may_wait:
        raise Full(f"Det är fullt: {waiting} av {len(booking.participants)} skulle hamna på reservlistan.")
    return booking


def update_booking(booking_id: int, facts: BookingFacts, *, version: int, actor: Actor, now: datetime) -> Booking:
    """Correct contact and payer. Refuses unsound facts. Raises `EditConflict` when somebody saved meanwhile."""
    booking = _locked(booking_id, version=version)
    before = _told(booking)
    booking.contact_name = rules.required(facts.contact_name, "contact_name", rules.LIMITS["name"])
    booking.contact_email = canonical_address(facts.contact_email, field="contact_email")
    booking.contact_phone = rules.text(facts.contact_phone, "contact_phone", rules.LIMITS["phone"])
    payer = organisations.find_or_create(facts.organisation, now=now) if facts.organisation else None
    invoice = payers.sound_invoice(
        facts.invoice, kind=payer.kind if payer else payers.OTHER, pattern=payer.reference_pattern if payer else None
    )
    booking.organisation = payer
    for name, value in asdict(invoice).items():
        setattr(booking, name, value)
    after = _told(booking)
    if before != after:
        _note(booking, "booking-changed", actor, now, before=before, after=after)
    return booking


def annotate_booking(booking_id: int, text: str | None, *, version: int, actor: Actor, now: datetime) -> None:
    """Keep a note that only organisers read; what it said before is gone. Raises `EditConflict`."""
    booking = _locked(booking_id, version=version)
    booking.note = rules.text(text, "note", NOTE_LIMIT, lines=True)
    _note(booking, "note-changed", actor, now)


def annotate_seat(participant_id: int, text: str | None, *, version: int, actor: Actor, now: datetime) -> None:
    """The same about one seat."""
    seat = seat_service.locked_seat(participant_id, version=version)
    seat.note = rules.text(text, "note", NOTE_LIMIT, lines=True)
    seat_service.note(seat, "note-changed", actor, now)


def protect(
    participant_id: int, *, protected: bool, badge_name: str | None, version: int, actor: Actor, now: datetime
) -> Participant:
    """Whether somebody lives under a protected identity, and what stands on the badge then.

    Whoever does stands on no list. Raises `EditConflict`.
    """
    seat = seat_service.locked_seat(participant_id, version=version)
    seat_service.ensure_alive(seat)
    seat.protected = protected
    seat.badge_name = rules.text(badge_name, "badge_name", rules.LIMITS["name"])
    if protected and seat.listed:
        seat.listed = False
        seat_service.consent_to_list(seat, False, now)
    seat_service.note(seat, "protected" if protected else "unprotected", actor, now)
    return seat


def change_category(
    participant_id: int,
    category_id: int,
    product_ids: Collection[int],
    *,
    version: int,
    actor: Actor,
    now: datetime,
) -> Participant:
    """Another category, and what is chosen of its products, at its prices of now.

    A seat needs a free place there; somebody who waits goes on waiting, with the time they came, or gets a seat if
    one is free and nobody stands before. Refuses when it is full, a category of another year, and products that it
    does not offer. Raises `EditConflict`.
    """
    seat = seat_service.locked_seat(participant_id, version=version)
    seat_service.ensure_alive(seat)
    catalogue = admission.get_catalogue(seat.edition_id)
    old, new = catalogue.group(seat.category_id), catalogue.group(category_id)
    rules.ensure_products(product_ids, new, now, field="products")
    answers = {answer.question_id for answer in seat.answers} - {ask.question_id for ask in new.asks}
    freed = _move(seat, catalogue, old, new)
    seat.category = db.session.get_one(Category, category_id)
    seat.answers = [answer for answer in seat.answers if answer.question_id not in answers]
    _choose(seat, product_ids, catalogue, new, now)
    if seat.state == "waiting":
        _seat_or_queue(seat, catalogue, new, now)
    seat_service.note(seat, "category-changed", actor, now, before=old.name, after=new.name)
    queue_service.fill(catalogue, freed, now=now)
    return seat


def mark(booking_ids: Iterable[int], *, what: str, done: bool, actor: Actor, now: datetime) -> int:
    """Say of bookings that they are paid or invoiced, or not after all; how many were not said to be so already."""
    column, changed = MARKS[what], 0
    for booking in _locked_all(booking_ids):
        if bool(getattr(booking, column)) != done:
            setattr(booking, column, now if done else None)
            _note(booking, what if done else f"not-{what}", actor, now)
            changed += 1
    return changed


def _move(seat: Participant, catalogue: Catalogue, old: Group, new: Group) -> set[int]:
    """From the places of one category to those of another, the pass left aside; which are free now."""
    if seat.state not in ("confirmed", "offered"):
        return set()
    had, wanted = set(catalogue.quota_ids(old, None)), set(catalogue.quota_ids(new, None))
    if places.take(wanted - had, past_queue=True) is not None:
        raise Refusal(f"Det finns ingen ledig plats i {new.name}.", field="category")
    places.give_back(had - wanted)
    return had - wanted


def _choose(seat: Participant, product_ids: Collection[int], catalogue: Catalogue, group: Group, now: datetime) -> None:
    held = {line.product_id: line for line in seat.lines if line.state != "cancelled"}
    for product_id in held.keys() - set(product_ids):
        seat_service.drop_line(seat, held[product_id], catalogue, now)
    for product_id in product_ids:
        if product_id in held:
            _reprice(held[product_id], group, now)
        else:
            seat_service.add_line(seat, product_id, catalogue, now)


def _reprice(line: Line, group: Group, now: datetime) -> None:
    offer = group.offer_of[line.product_id]
    if price := offer.price_at(now):
        line.amount, line.vat_rate = price.amount, offer.vat_rate


def _seat_or_queue(seat: Participant, catalogue: Catalogue, group: Group, now: datetime) -> None:
    full = places.take(queue_service.seat_quotas(catalogue, seat))
    if full is None:
        queue_service.seat_at_once(seat, now=now)
    elif not group.waitlist:
        raise Refusal(f"{group.name} är fullt och har ingen reservlista.", field="category")
    elif full != seat.queue_id:
        before, came = seat.queue_id, seat.queued_at
        queues.wait(seat, full, now=now)
        seat.queued_at = came
        if before:
            places.leave_queue(before)


def _told(booking: Booking) -> dict[str, Any]:
    """Contact and payer, as the history tells them."""
    columns = ("contact_name", "contact_email", "contact_phone", *InvoiceFacts.__dataclass_fields__)
    told = {name: getattr(booking, name) for name in columns}
    return {**told, "organisation": booking.organisation.name if booking.organisation else None}


def _locked(booking_id: int, *, version: int | None = None) -> Booking:
    service.alone(db.session.get_one(Booking, booking_id).edition_id)
    return locked(Booking, booking_id, version=version)


def _locked_all(booking_ids: Iterable[int]) -> list[Booking]:
    query = select(Booking).where(Booking.id.in_(set(booking_ids))).order_by(Booking.id).with_for_update()
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def _note(booking: Booking, what: str, actor: Actor, now: datetime, **detail: Any) -> None:
    booking.version += 1
    history.record(booking, what, actor=actor, now=now, **detail)
    db.session.flush()

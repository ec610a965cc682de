"""Verbs that take people out of registrations and leave what accounting and statistics need: who paid for what."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, delete, exists, func, select, update

from scdapp.core.db import db
from scdapp.editions.models import Edition
from scdapp.outbox import service as outbox
from scdapp.registration import notice_service, queries, rules, seat_service, service
from scdapp.registration.models import Answer, Booking, Change, Consent, DayShare, Participant
from scdapp.registration.rules import PARTICIPANT
from scdapp.registration.signals import holder_erased
from scdapp.tokens import service as tokens

# What is emptied; what is not named here says nothing about a person any more.
OF_PARTICIPANT = ("name", "email", "title", "workplace", "badge_name", "note", "earlier_visits")
OF_BOOKING = ("contact_phone", "note")


def erase_person(email: str, *, now: datetime) -> int:
    """Take the address out of everything: seats to come are given up by the rules, seats that were lose their person,
    bookings their contact. How many rows it concerned. Lines, sums and the payer stay, nameless.
    """
    seats, bookings, shares = queries.seats_of(email), queries.bookings_of(email), queries.shares_of(email)
    for seat in seats:
        service.alone(seat.edition_id)
        if seat.state != "cancelled" and seat.booking.edition.last_day >= now.date():
            seat_service.cancel(seat.id, reason="erased", actor=PARTICIPANT, now=now)
    for share in shares:
        tokens.forget(f"share:{share.uid}")
        share.participant.shares.remove(share)
    scrub_seats(seats, now=now)
    scrub_bookings(bookings)
    outbox.forget(to_address=email)
    db.session.flush()
    return len(seats) + len(bookings) + len(shares)


def scrub_seats(seats: Iterable[Participant], *, now: datetime) -> None:
    """Empty the seats of their persons, and end their links; what belongs to them above (`holder_erased`) goes too."""
    for seat in seats:
        notice_service.end_links(seat)
        _forget_name(seat.booking, seat.name)
        for name in OF_PARTICIPANT:
            setattr(seat, name, None)
        seat.listed = seat.protected = seat.avoid_photo = False
        seat.code = rules.new_code()
        seat.version += 1
        holder_erased.send(seat, now=now)
        db.session.execute(delete(Answer).where(Answer.participant_id == seat.id))
        db.session.execute(delete(DayShare).where(DayShare.participant_id == seat.id))
        db.session.execute(delete(Consent).where(Consent.participant_id == seat.id))
        db.session.execute(update(Change).where(Change.participant_id == seat.id).values(detail="{}"))
        outbox.forget(about=seat.uid)
        tokens.forget(f"participant:{seat.uid}")
        db.session.expire(seat, ["answers", "shares"])


def scrub_bookings(bookings: Iterable[Booking]) -> None:
    """Empty the bookings of their contacts; the payer and the references of the invoice stay."""
    for booking in bookings:
        _forget_name(booking, booking.contact_name)
        booking.contact_name = booking.contact_email = ""
        for name in OF_BOOKING:
            setattr(booking, name, None)
        booking.version += 1
        db.session.execute(update(Change).where(Change.booking_id == booking.id).values(detail="{}"))
        outbox.forget(about=booking.uid)
        tokens.forget(f"booking:{booking.uid}")


def _forget_name(booking: Booking, name: str | None) -> None:
    """The letters of others on the booking name whoever registered them, and who passed a seat on."""
    if name:
        outbox.forget_named(name, about=[booking.uid, *(seat.uid for seat in booking.participants)])


def scrub_ended(*, before: date, states: tuple[str, ...], now: datetime) -> int:
    """Empty the seats in one of `states` of editions whose last day lies before `before`; how many had a person."""
    seats = list(db.session.scalars(_named_seats(before, states)))
    scrub_seats(seats, now=now)
    db.session.flush()
    return len(seats)


def scrub_ended_bookings(*, before: date) -> int:
    """Empty the bookings of editions whose last day lies before `before`; how many had a contact."""
    bookings = list(db.session.scalars(_named_bookings(before)))
    scrub_bookings(bookings)
    db.session.flush()
    return len(bookings)


def count_ended(*, before: date, states: tuple[str, ...]) -> int:
    """How many seats `scrub_ended` would empty."""
    return len(db.session.scalars(_named_seats(before, states).with_only_columns(Participant.id)).all())


def count_ended_bookings(*, before: date) -> int:
    """How many bookings `scrub_ended_bookings` would empty."""
    return len(db.session.scalars(_named_bookings(before).with_only_columns(Booking.id)).all())


def delete_booking_invoices(*, before: date) -> int:
    """Take the payer and the references out of bookings whose accounting no longer has to be kept; how many had any."""
    over = exists().where(Edition.id == Booking.edition_id, _last_day() < before)
    statement = (
        update(Booking)
        .where(over, Booking.organisation_id.is_not(None))
        .values(
            organisation_id=None,
            **dict.fromkeys(
                (
                    *("buyer_reference", "order_reference", "billing_object", "contract_reference", "peppol_id"),
                    *("invoice_email", "invoice_address", "invoice_postcode", "invoice_city"),
                )
            ),
        )
        .returning(Booking.id)
    )
    return len(db.session.scalars(statement).all())


def count_booking_invoices(*, before: date) -> int:
    """How many bookings `delete_booking_invoices` would take the payer out of."""
    query = select(Booking.id).join(Edition, Edition.id == Booking.edition_id)
    return len(db.session.scalars(query.where(_last_day() < before, Booking.organisation_id.is_not(None))).all())


def _named_seats(before: date, states: tuple[str, ...]) -> Select[Participant]:
    query = select(Participant).join(Edition, Edition.id == Participant.edition_id)
    person = Participant.name.is_not(None) | Participant.email.is_not(None)
    return query.where(_last_day() < before, Participant.state.in_(states), person).order_by(Participant.id)


def _named_bookings(before: date) -> Select[Booking]:
    query = select(Booking).join(Edition, Edition.id == Booking.edition_id)
    return query.where(_last_day() < before, Booking.contact_email != "").order_by(Booking.id)


def _last_day() -> ColumnElement[date]:
    return func.coalesce(Edition.ends_on, Edition.starts_on)

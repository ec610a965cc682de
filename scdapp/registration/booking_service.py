"""Verbs on a booking that stands: one more person, and whom the invoice goes to."""

from dataclasses import asdict
from datetime import datetime

from flask_babel import gettext

from scdapp.admission import queries as admission
from scdapp.core.db import db, locked
from scdapp.core.errors import Missing, Refusal
from scdapp.organisations.rules import InvoiceFacts, sound_invoice
from scdapp.registration import history, notice_service, queries, rules, service
from scdapp.registration.models import Booking, Participant
from scdapp.registration.rules import Actor, PersonWish
from scdapp.registration.signals import seat_confirmed


def add_person(
    booking_id: int, category_id: int, wish: PersonWish, *, version: int, actor: Actor, now: datetime
) -> Participant:
    """One more person on the booking: a seat, or a place in the queue, by the rules and prices of now.

    Refuses a category that nobody on the booking has, outside its windows, more people than it takes, an address that
    has a seat this year, and (`Full`) when there is neither place nor waiting list. Raises `EditConflict` when
    somebody changed the booking meanwhile, so that the same form sent twice adds one person.
    """
    booking = _locked(booking_id, version)
    catalogue = admission.get_catalogue(booking.edition_id)
    group = catalogue.group(category_id)
    _ensure_may_come(booking, category_id)
    if actor.kind != "organiser":
        rules.ensure_open(group, now)
    if sum(one.state != "cancelled" for one in booking.participants) >= group.group_limit:
        raise Refusal(gettext("Högst %(num)d personer går bra i en anmälan. Gör en till.", num=group.group_limit))
    checked = rules.checked_person(wish, group, now)
    if checked.email and queries.taken_addresses(booking.edition_id, [checked.email]):
        raise rules.AlreadyRegistered(gettext("Den adressen har redan en plats."), field="email")
    person = service.new_seat(booking, checked, catalogue, group, now)
    booking.participants.append(person)
    db.session.flush()
    service.consents_to_list([person], now)
    _note(booking, "person-added", actor, now, participant=person)
    notice_service.added(person, now=now)
    if person.state == "confirmed":
        seat_confirmed.send(person, now=now)
    return person


def change_invoice(
    booking_id: int,
    contact: tuple[str, str | None],
    invoice: InvoiceFacts,
    *,
    version: int,
    actor: Actor,
    now: datetime,
) -> Booking:
    """Name and telephone of the contact, and what the invoice must say.

    Refuses unsound facts, and any once the invoice is made. Raises `EditConflict`.
    """
    booking = _locked(booking_id, version)
    if booking.invoiced_at:
        raise Refusal(gettext("Fakturan är redan skapad. Hör av dig till arrangören."))
    payer = booking.organisation
    sound = sound_invoice(
        invoice, kind=payer.kind if payer else "person", pattern=payer.reference_pattern if payer else None
    )
    name = rules.text(contact[0], "contact_name", rules.LIMITS["name"])
    if name is None:
        raise Refusal(gettext("Skriv ett namn."), field="contact_name")
    before = _told(booking)
    booking.contact_name = name
    booking.contact_phone = rules.text(contact[1], "contact_phone", rules.LIMITS["phone"])
    for column, value in asdict(sound).items():
        setattr(booking, column, value)
    if before != _told(booking):
        _note(booking, "booking-changed", actor, now, before=before, after=_told(booking))
    return booking


def _told(booking: Booking) -> dict[str, object]:
    columns = ("contact_name", "contact_phone", *InvoiceFacts.__dataclass_fields__)
    return {name: getattr(booking, name) for name in columns}


def _ensure_may_come(booking: Booking, category_id: int) -> None:
    if category_id not in {one.category_id for one in booking.participants}:
        raise Refusal(gettext("Välj något ur listan."), field="category")


def _locked(booking_id: int, version: int) -> Booking:
    booking = db.session.get(Booking, booking_id)
    if booking is None:
        raise Missing
    service.alone(booking.edition_id)
    return locked(Booking, booking_id, version=version)


def _note(
    booking: Booking,
    what: str,
    actor: Actor,
    now: datetime,
    *,
    participant: Participant | None = None,
    **detail: object,
) -> None:
    booking.version += 1
    history.record(booking, what, actor=actor, now=now, participant=participant, **detail)
    db.session.flush()

"""The verb that this program exists for: register. Everything of one form, or nothing of it."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import asdict
from datetime import datetime
from typing import cast

from flask_babel import gettext
from sqlalchemy import Table, bindparam, select

from scdapp.admission import queries as admission
from scdapp.admission.catalogue import Catalogue, Group
from scdapp.admission.models import Terms
from scdapp.core.db import Base, adopt, brought_in, db, write_new
from scdapp.core.errors import Missing, Refusal
from scdapp.editions.models import Edition
from scdapp.organisations import service as organisations
from scdapp.organisations.rules import sound_invoice
from scdapp.places import queue_service as queues
from scdapp.places import service as places
from scdapp.registration import history, notice_service, queries, rules
from scdapp.registration.models import Answer, Booking, Consent, Line, Participant
from scdapp.registration.rules import VISITOR, Actor, BookingWish, Full, PersonWish
from scdapp.registration.signals import seat_confirmed

_TERMS = cast(Table, Terms.__table__)
_LOCKED = select(_TERMS.c.id).where(_TERMS.c.edition_id == bindparam("edition")).with_for_update()


def alone(edition_id: int) -> None:
    """Wait until nobody else changes registrations of the year, by locking its one row of terms.

    What is read after it is what the one before has left. SQLite has let in one writer only already. Raises `Missing`
    while nobody has set up the year's registration.
    """
    if db.session.scalar(_LOCKED, {"edition": edition_id}) is None:
        raise Missing


def register(
    edition_id: int,
    category_id: int,
    wish: BookingWish,
    *,
    form_key: str,
    now: datetime,
    actor: Actor = VISITOR,
    example: bool = False,
    edition: Edition | None = None,
) -> Booking:
    """A booking with a seat, or a place in the queue, for each person on the form.

    The same form sent again gives the booking it led to the first time. `edition`: the year, if the caller has kept
    it, so that it need not be read while others wait. Refuses (`NotOpen`) outside the category's windows, (`Full`)
    when there is neither place nor waiting list, (`AlreadyRegistered`) an address that has a seat
    this year, and whatever `rules.checked` refuses.
    """
    alone(edition_id)
    if earlier := queries.find_booking_by_form_key(form_key):
        return earlier
    catalogue = admission.get_catalogue(edition_id)
    group = catalogue.group(category_id)
    wish = rules.checked(wish, catalogue, group, now=now, by_organiser=actor.kind == "organiser")
    _ensure_new(edition_id, wish)
    booking = _booking(brought_in(edition) if edition else db.session.get_one(Edition, edition_id), wish, form_key, now)
    booking.example = example
    # All rows are written together, after the places have been taken; nothing of them is the session's before.
    with db.session.no_autoflush:
        seated = _seated_together(wish.people, catalogue, group)
        booking.participants = [
            new_seat(booking, person, catalogue, group, now, seated=seated) for person in wish.people
        ]
    if wish.only_seats and any(one.state == "waiting" for one in booking.participants):
        raise Full(gettext("Platserna tog slut medan du skickade. Inget är sparat. Här ser du vad som finns kvar."))
    _write(booking)
    _write_down(booking, wish, catalogue, actor, now)
    notice_service.booked(booking, group.offer_of, now=now)
    for person in booking.participants:
        if person.state == "confirmed":
            seat_confirmed.send(person, now=now)
    return booking


def _seated_together(people: Collection[PersonWish], catalogue: Catalogue, group: Group) -> bool:
    """Take the places of a whole group at once, where there is room for all: the same as one by one, but quicker."""
    if len(people) < 2:
        return False
    quotas = (catalogue.quota_ids(group, rules.chosen_pass(one.product_ids, group)) for one in people)
    return places.take_many(Counter(quota_id for ids in quotas for quota_id in ids))


def _ensure_new(edition_id: int, wish: BookingWish) -> None:
    addresses = [one.email for one in wish.people if one.email]
    taken = queries.taken_addresses(edition_id, addresses) if addresses else set()
    for number, one in enumerate(wish.people):
        if one.email in taken:
            raise rules.AlreadyRegistered(
                gettext("Den här adressen är redan anmäld. Logga in med den under Min anmälan för att ändra."),
                field=f"people-{number}-email",
            )


def _booking(edition: Edition, wish: BookingWish, form_key: str, now: datetime) -> Booking:
    payer = organisations.find_or_create(wish.organisation, now=now) if wish.organisation else None
    invoice = sound_invoice(
        wish.invoice, kind=payer.kind if payer else "person", pattern=payer.reference_pattern if payer else None
    )
    if payer:
        organisations.remember(payer.id, invoice)
    return Booking(
        edition=edition,
        edition_id=edition.id,
        form_key=form_key,
        number=rules.new_number(edition.year),
        contact_name=wish.contact_name,
        contact_email=wish.contact_email,
        contact_phone=wish.contact_phone,
        organisation=payer,
        organisation_id=payer.id if payer else None,
        language=wish.language,
        created_at=now,
        changed_at=now,
        **asdict(invoice),
    )


def _write(booking: Booking) -> None:
    """The booking with all that hangs on it: nothing of it was the session's before."""
    write_new(booking)
    written: list[Base] = [booking]
    for person in booking.participants:
        person.booking_id = booking.id
        write_new(person)
        parts: list[Line | Answer] = [*person.lines, *person.answers]
        for part in parts:
            part.participant_id = person.id
            write_new(part)
        written += [person, *parts]
    adopt(*written)


def new_seat(
    booking: Booking, wish: PersonWish, catalogue: Catalogue, group: Group, now: datetime, *, seated: bool = False
) -> Participant:
    """A seat with its lines: confirmed when every quota it needs had room, else in the queue of the first full one.

    `seated`: its places have been taken already. Refuses (`Full`) when there is neither place nor waiting list.
    """
    person = Participant(
        edition_id=catalogue.edition_id,
        category_id=group.category_id,
        name=wish.name,
        email=wish.email,
        title=wish.title,
        workplace=wish.workplace or (booking.organisation.name if booking.organisation else None),
        listed=wish.listed,
        code=rules.new_code(),
        created_at=now,
        changed_at=now,
        answers=[Answer(question_id=key, value=value) for key, value in wish.answers.items()],
    )
    quota_ids = catalogue.quota_ids(group, rules.chosen_pass(wish.product_ids, group))
    full = None if seated else places.take(quota_ids)
    if full is None:
        person.state = "confirmed"
    elif group.waitlist:
        person.state = "waiting"
        queues.wait(person, full, now=now)
    else:
        raise Full(gettext("Det finns inte så många platser kvar, och ingen reservlista."))
    person.lines = [new_line(product_id, group, now, seated=full is None) for product_id in wish.product_ids]
    return person


def new_line(product_id: int, group: Group, now: datetime, *, seated: bool) -> Line:
    """A product at the price of now. A pass follows the seat; an extra is taken, or waited for in a queue of its own,
    once there is a seat. Refuses what has no price any more."""
    offer = group.offer_of[product_id]
    price = offer.price_at(now)
    if price is None:
        raise Refusal(gettext("Välj något ur listan."))
    line = Line(
        product_id=product_id,
        amount=price.amount,
        vat_rate=offer.vat_rate,
        state="taken" if seated else "wanted",
        created_at=now,
    )
    if seated and offer.kind == "extra":
        take_extra(line, offer.quota_id, now=now)
    return line


def take_extra(line: Line, quota_id: int, *, now: datetime) -> None:
    """Take a place of the product, or stand in its queue."""
    full = places.take([quota_id])
    line.state = "taken" if full is None else "waiting"
    if full is not None:
        queues.wait(line, full, now=now)


def consents_to_list(people: Iterable[Participant], now: datetime) -> None:
    """Keep of those who said yes to the list of participants that they did."""
    for one in people:
        if one.listed:
            write_new(Consent(participant_id=one.id, text="list", version=1, given_at=now))


def _write_down(booking: Booking, wish: BookingWish, catalogue: Catalogue, actor: Actor, now: datetime) -> None:
    """Consents and the first line of the booking's history."""
    if wish.accepts_conditions:
        agreed = Consent(booking_id=booking.id, text="conditions", version=catalogue.conditions_version, given_at=now)
        write_new(agreed)
    consents_to_list(booking.participants, now)
    history.record(booking, "registered", actor=actor, now=now, people=len(booking.participants))

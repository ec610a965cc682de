"""What organisers fill in about bookings and seats."""

from collections.abc import Mapping
from typing import Any, cast

from scdapp.admission.catalogue import Ask, Catalogue, Group
from scdapp.core.fields import Choice, Form, Prose, Tick, VersionedForm, Whole, Words
from scdapp.organisations import rules as payers
from scdapp.organisations.fields import Invoice, Payer
from scdapp.registration import rules
from scdapp.registration.desk_service import NOTE_LIMIT, BookingFacts
from scdapp.registration.fields import Address, Products, answer_field
from scdapp.registration.models import Booking, Participant
from scdapp.registration.seat_service import Person

NOBODY_PAYS = "person"


class PayerForm(Payer, Invoice, VersionedForm):
    """Whom to ask about a booking, who pays, and what the invoice must say."""

    contact_name = Words("Kontaktens namn", limit=rules.LIMITS["name"], required=True)
    contact_email = Address("Kontaktens e-postadress", required=True)
    contact_phone = Words("Telefon", limit=rules.LIMITS["phone"])

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.kind.offer([(NOBODY_PAYS, "Ingen: personen betalar själv"), *payers.KIND_WORDS.items()])

    def as_facts(self) -> BookingFacts:
        """What was typed."""
        return BookingFacts(
            contact_name=self.contact_name.data or "",
            contact_email=self.contact_email.data or "",
            contact_phone=self.contact_phone.data or None,
            organisation=None if self.kind.data == NOBODY_PAYS else self.organisation_facts(),
            invoice=self.invoice_facts(),
        )


class SeatForm(VersionedForm):
    """Who has a seat. `answer-<id>` fields stand beside these for what the category is asked."""

    asks: tuple[Ask, ...] = ()

    name = Words("Namn", limit=rules.LIMITS["name"])
    email = Address("E-postadress")
    title = Words("Titel", limit=rules.LIMITS["title"])
    workplace = Words("Arbetsplats", limit=rules.LIMITS["workplace"])
    earlier_visits = Whole("Gånger här förut", most=99)
    listed = Tick("På deltagarlistan", hint="Bara om personen själv har sagt ja.")
    avoid_photo = Tick("Vill inte vara med på bild")

    def as_person(self) -> Person:
        """What was typed, but for the answers."""
        return Person(
            name=self.name.data or None,
            email=self.email.data or None,
            title=self.title.data or None,
            workplace=self.workplace.data or None,
            listed=self.listed.data,
            avoid_photo=self.avoid_photo.data,
            earlier_visits=self.earlier_visits.data,
        )

    def answers(self) -> dict[int, str]:
        """What was typed in answer to each question."""
        return {ask.question_id: self[f"answer-{ask.question_id}"].data or "" for ask in self.asks}


class TransferForm(VersionedForm):
    """Who takes over a seat."""

    name = Words("Namn", limit=rules.LIMITS["name"], required=True)
    email = Address("E-postadress", required=True)
    title = Words("Titel", limit=rules.LIMITS["title"])
    workplace = Words("Arbetsplats", limit=rules.LIMITS["workplace"])

    def as_person(self) -> Person:
        """What was typed."""
        return Person(
            name=self.name.data,
            email=self.email.data,
            title=self.title.data or None,
            workplace=self.workplace.data or None,
        )


class NamedProducts(Products):
    """The same, for a form that may have to show what somebody else chose meanwhile."""

    names: Mapping[int, str] = {}

    def _value(self) -> str:
        return ", ".join(self.names.get(one, "") for one in self.data)


class ProductsForm(VersionedForm):
    """The pass and what is had beside."""

    products = NamedProducts("Biljett och tillval")


class MoveForm(ProductsForm):
    """Another category, with what is chosen there."""

    category = Choice("Kategori")


class CancelForm(Form):
    """Why a seat is given up, and what that costs."""

    why = Words("Skäl", limit=200, required=True, hint="Står i historiken. Inget om hälsa.")
    fee_percent = Whole("Avgift i procent av priset", most=100, required=True)


class ProtectionForm(VersionedForm):
    """Whether somebody lives under a protected identity."""

    protected = Tick("Skyddade personuppgifter", hint="På ingen lista, och sökningen hittar bara numret.")
    badge_name = Words("På namnbrickan", limit=rules.LIMITS["name"], hint="Om något annat än namnet ska stå där.")


class NoteForm(VersionedForm):
    """What only organisers read."""

    note = Prose(
        "Anteckning", limit=NOTE_LIMIT, hint="Bara arrangörer ser den. Skriv inget som den det gäller inte får läsa."
    )


class StandInForm(Form):
    """What an organiser says beside the form when they register somebody."""

    may_wait = Tick("Ställ dem som inte får plats på reservlistan")


def payer_form(booking: Booking, **given: Any) -> PayerForm:
    """The form with what stands now."""
    payer = booking.organisation
    return PayerForm(
        obj=booking,
        kind=payer.kind if payer else NOBODY_PAYS,
        municipality=payer.municipality_code if payer else None,
        organisation_name=payer.name if payer and payer.kind != payers.MUNICIPALITY else None,
        organisation_number=payer.organisation_number if payer else None,
        **given,
    )


def seat_form(seat: Participant, group: Group, **given: Any) -> SeatForm:
    """The form with what stands now, and a field for each question of the category."""
    fields = {f"answer-{ask.question_id}": answer_field(ask, "sv") for ask in group.asks}
    form = cast(type[SeatForm], type("SeatFields", (SeatForm,), {"asks": group.asks, **fields}))
    standing = {f"answer-{answer.question_id}": answer.value for answer in seat.answers}
    return form(obj=seat, data=standing, prefix="person-", **given)


def products_form(seat: Participant, names: Mapping[int, str], **given: Any) -> ProductsForm:
    """The form with what the seat has. `names` are the products'."""
    held = [line.product_id for line in seat.lines if line.state != "cancelled"]
    form = ProductsForm(version=seat.version, products=held, prefix="val-", **given)
    form.products.names = names
    return form


def move_form(seat: Participant, catalogue: Catalogue, **given: Any) -> MoveForm:
    """The form with the categories that the seat could move to; what it has there is what it has now."""
    held = [line.product_id for line in seat.lines if line.state != "cancelled"]
    form = MoveForm(version=seat.version, products=held, **given)
    form.category.offer([(one.slug, one.name) for one in catalogue.groups if one.category_id != seat.category_id])
    return form

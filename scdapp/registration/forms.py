"""The form by which people register: one person or a group. What a category asks decides which fields there are."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import lru_cache, partial
from typing import Any, cast

import wtforms
from flask_babel import gettext, lazy_gettext
from wtforms import Field, FieldList, FormField, HiddenField

from scdapp.admission.catalogue import Ask, Catalogue, Group
from scdapp.core import words
from scdapp.core.errors import Refusal
from scdapp.core.fields import Form, Tick, Words
from scdapp.organisations import rules as payers
from scdapp.organisations.fields import Invoice, Payer
from scdapp.registration import rules
from scdapp.registration.fields import Address, Products, answer_field
from scdapp.registration.rules import BookingWish, PersonWish

CODE_LIMIT = 40
# Among the kinds of payers: nobody but whoever registers.
PERSON = "person"
# No more rows are even looked at; how many a category lets in, the rules say.
ROWS_AT_MOST = 200
# What the page of review has fields of its own for.
NOT_CARRIED = ("csrf_token", "form_key", "people", "only_seats", "seats_seen")
CONTACT = ("access_code", "contact_name", "contact_email", "contact_phone", "attends")
MORE_OF_INVOICE = (
    *("order_reference", "billing_object", "contract_reference"),
    *("peppol_id", "invoice_email", "invoice_address", "invoice_postcode", "invoice_city"),
)


class People(FieldList):  # type: ignore[type-arg]  # is not generic when it runs
    """The rows for people. Rows after the last that can be, and numbers that are none, are not looked at."""

    @property
    def errors(self) -> list[Any]:
        """What is wrong in the rows now: the rules speak after the fields have."""
        found = [row.errors for row in self.entries]
        return found if any(found) else []

    @errors.setter
    def errors(self, _said: object) -> None:
        """The rows keep theirs."""

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        for name in formdata:
            number = name[len(prefix) + 1 :].partition("-")[0] if name.startswith(f"{prefix}-") else ""
            if number.isascii() and number.isdecimal() and len(number) < 6:
                yield int(number)


class PersonForm(wtforms.Form):
    """One person. `answer-<id>` fields stand beside these for what the category is asked."""

    asks: tuple[Ask, ...] = ()

    name = Words(lazy_gettext("Namn"), limit=rules.LIMITS["name"])
    email = Address(lazy_gettext("E-postadress"))
    title = Words(lazy_gettext("Titel"), limit=rules.LIMITS["title"])
    workplace = Words(lazy_gettext("Arbetsplats"), limit=rules.LIMITS["workplace"])
    products = Products(lazy_gettext("Biljett"))
    listed = Tick(lazy_gettext("Får stå med namn, titel och arbetsplats på deltagarlistan"))

    def as_wish(self) -> PersonWish:
        """What was typed."""
        return PersonWish(
            name=self.name.data or None,
            email=self.email.data or None,
            title=self.title.data or None,
            workplace=self.workplace.data or None,
            product_ids=self.products.data,
            answers={ask.question_id: self[f"answer-{ask.question_id}"].data or "" for ask in self.asks},
            listed=self.listed.data,
        )

    def ask_rules(self, group: Group, now: datetime) -> None:
        """Put what the rules say of products and answers beside those fields; of all at once."""
        _beside(self.products, lambda: rules.ensure_products(self.products.data, group, now, field=""))
        answers = self.as_wish().answers
        for ask in self.asks:
            _beside(self[f"answer-{ask.question_id}"], partial(rules.checked_answers, answers, [ask], place=""))


class BookingForm(Form):
    """Contact, people, conditions. `people` and, where somebody pays, the payer's fields come with the category."""

    pays = False
    people: People

    # Without a label one would be looked up in the translations.
    form_key = HiddenField("")
    contact_name = Words(lazy_gettext("Ditt namn"), limit=rules.LIMITS["name"], required=True)
    contact_email = Address(lazy_gettext("Din e-postadress"), required=True)
    contact_phone = Words(lazy_gettext("Telefon"), limit=rules.LIMITS["phone"])
    attends = Tick(lazy_gettext("Jag deltar själv, som person 1"), default=True)
    access_code = Words(lazy_gettext("Kod"), limit=CODE_LIMIT, hint=lazy_gettext("Den står i brevet från arrangören."))
    accepts_conditions = Tick(lazy_gettext("Jag har läst villkoren och godkänner dem"))
    # Both are put by the review: a wish, and how many seats it told of.
    only_seats = Tick(lazy_gettext("Skicka bara om alla får plats. Annars: spara inget och fråga mig igen."))
    seats_seen = HiddenField("")

    @property
    def key(self) -> str:
        """The id that was made with the form; another one if somebody has changed it."""
        try:
            return str(uuid.UUID(self.form_key.data or ""))
        except ValueError:
            return str(uuid.uuid4())

    @property
    def above_people(self) -> list[Field]:
        """All fields but those of the people, as they come on the page: the contact's first."""
        own = [self[name] for name in CONTACT]
        return [*own, *(field for field in self if field not in own and field is not self.people)]

    @property
    def seen(self) -> int:
        """How many seats the review told of."""
        typed = self.seats_seen.data or ""
        return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 4 else 0

    def arrange(self, step: str) -> str | None:
        """Add a row or take one away, as a button said; the id of the field to go on from, None for another button."""
        what, _, number = step.partition("-")
        count = len(self.people)
        if what == "add" and count < ROWS_AT_MOST:
            row = self.people.append_entry()
            row.form.products.data = tuple(self.people[count - 1].form.products.data) if count else ()
            return str(row.form["name"].id)
        if what == "remove" and number.isascii() and number.isdecimal() and int(number[:5]) < count and count > 1:
            self.people.pop_entry(int(number))  # type: ignore[call-arg]  # the stubs are older
            return "people-add"
        return None

    def as_wish(self) -> BookingWish:
        """What was typed, in the language of the page."""
        people = [row.form.as_wish() for row in self.people]
        if self.attends.data and people:
            people[0] = replace(people[0], name=self.contact_name.data, email=self.contact_email.data)
        return BookingWish(
            contact_name=self.contact_name.data or "",
            contact_email=self.contact_email.data or "",
            contact_phone=self.contact_phone.data or None,
            people=tuple(people),
            access_code=self.access_code.data,
            accepts_conditions=self.accepts_conditions.data,
            only_seats=self.only_seats.data,
            language=words.language(),
        )

    def is_sound(self, catalogue: Catalogue, group: Group, now: datetime) -> bool:
        """Whether it could be sent in now. Everything that is wrong stands beside its field, or at the top."""
        self.validate()
        for row in self.people:
            row.form.ask_rules(group, now)
        self._ask_payers_rules()
        if group.access_code:
            _beside(self.access_code, lambda: rules.ensure_code(group, self.access_code.data))
        if catalogue.conditions and not self.accepts_conditions.data:
            self.refuse("accepts_conditions", gettext("Kryssa i att ni godkänner villkoren."))
        if not self.wrong:
            try:
                rules.checked(self.as_wish(), catalogue, group, now=now)
            except Refusal as refusal:
                self.refuse(refusal.field, refusal.sentence)
        return not self.wrong

    @property
    def wrong(self) -> bool:
        """Whether anything has been said against it."""
        return bool(self.form_errors or any(field.errors for field in self))

    def carried(self) -> list[tuple[str, str]]:
        """What was sent in, name by name, to be sent again unseen from the page of review."""
        own = [field for field in self if field.short_name not in NOT_CARRIED]
        fields = [*own, *(field for row in self.people for field in row.form)]
        return [(field.name, value) for field in fields for value in field.raw_data or ()]

    def refuse(self, field: str | None, sentence: str) -> None:
        """Beside the field where it was typed: of somebody who registers themselves, that is the contact's."""
        name = field or ""
        if self.attends.data and name in ("people-0-name", "people-0-email"):
            name = name.replace("people-0-", "contact_")
        place, _, rest = name.removeprefix("people-").partition("-")
        if name.startswith("people-") and place.isdecimal() and int(place) < len(self.people):
            row = self.people[int(place)].form
            if rest in row:
                row[rest].errors = [*row[rest].errors, sentence]
                return
        super().refuse(name or None, sentence)

    def payer_in_words(self) -> list[tuple[str, str]]:
        """Who pays and what the invoice says, label and text, of all that was typed. Nothing, where nobody pays."""
        return []

    def _ask_payers_rules(self) -> None:
        """Nothing, where nobody pays."""


class PayingForm(Payer, Invoice, BookingForm):
    """The same with who pays and what the invoice must say."""

    pays = True

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.kind.offer([*payers.KIND_WORDS.items(), (PERSON, lazy_gettext("Jag betalar själv, som privatperson"))])

    @property
    def more_wrong(self) -> bool:
        """Whether something is wrong in what only some need to fill in."""
        return any(self[name].errors for name in MORE_OF_INVOICE)

    @property
    def more_filled(self) -> bool:
        """Whether something stands there."""
        return any(self[name].data for name in MORE_OF_INVOICE)

    def payer_in_words(self) -> list[tuple[str, str]]:
        kind = dict(self.kind.offered).get(self.kind.data, "")
        municipal, own = self.kind.data == payers.MUNICIPALITY, self.kind.data == PERSON
        which = ["municipality"] if municipal else [] if own else ["organisation_name", "organisation_number"]
        names = [*which, "buyer_reference", *MORE_OF_INVOICE]
        told = [(self[name].label.text, self[name]._value()) for name in names if self[name].data]
        if own and not (self.invoice_email.data or self.invoice_address.data):
            told.append((self.invoice_email.label.text, self.contact_email.data or ""))
        return [(self.kind.label.text, str(kind)), *told]

    def as_wish(self) -> BookingWish:
        if self.kind.data == PERSON:
            return replace(super().as_wish(), invoice=self._own_invoice())
        return replace(super().as_wish(), organisation=self.organisation_facts(), invoice=self.invoice_facts())

    def _own_invoice(self) -> payers.InvoiceFacts:
        """Whoever pays for themselves gets the invoice by mail, unless they say otherwise."""
        invoice = self.invoice_facts()
        if invoice.invoice_email or invoice.invoice_address:
            return invoice
        return replace(invoice, invoice_email=self.contact_email.data)

    def _ask_payers_rules(self) -> None:
        kind = self.kind.data or ""
        asks: list[Callable[[], object]] = [lambda: payers.sound_invoice(self.invoice_facts(), kind=kind)]
        if kind != PERSON:
            asks.insert(0, lambda: payers.sound_organisation(self.organisation_facts()))
        for ask in asks:
            try:
                ask()
            except Refusal as refusal:
                if refusal.field is None or not self[refusal.field].errors:
                    self.refuse(refusal.field, refusal.sentence)


def booking_form(group: Group, **given: Any) -> BookingForm:
    """The form of the category, with what was sent in or with what is `given`."""
    return _class_of(group.asks, group.pays, words.language())(**given)


def fresh(group: Group, now: datetime) -> BookingForm:
    """The form before anything was typed, with one row; where there is only one pass, it is chosen already."""
    form = booking_form(group, formdata=None)
    passes = group.passes(now)
    if len(passes) == 1:
        form.people[0].form.products.data = (passes[0].product_id,)
    return form


@lru_cache(maxsize=64)
def _class_of(asks: tuple[Ask, ...], pays: bool, language: str) -> type[BookingForm]:
    """Making a class takes longer than filling a form in, so each is made once."""
    answers = {f"answer-{ask.question_id}": answer_field(ask, language) for ask in asks}
    row = type("PersonRow", (PersonForm,), {"asks": asks, **answers})
    people = People(FormField(row, ""), lazy_gettext("Personer"), min_entries=1, max_entries=ROWS_AT_MOST)
    return cast(type[BookingForm], type("BookingFields", (PayingForm if pays else BookingForm,), {"people": people}))


def _beside(field: Any, ask: Callable[[], object]) -> None:
    """Let the rule say what it has against the field, unless something stands there already."""
    if field.errors:
        return
    try:
        ask()
    except Refusal as refusal:
        field.errors = [refusal.sentence]

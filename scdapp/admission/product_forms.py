"""What organisers type about a product and its prices."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import wtforms
from wtforms import FieldList, FormField, HiddenField, RadioField
from wtforms.validators import InputRequired, StopValidation

from scdapp.admission import product_rules as rules
from scdapp.admission import queries
from scdapp.admission.models import Product
from scdapp.admission.product_rules import PriceFacts, ProductFacts
from scdapp.admission.terms_rules import CAPACITY_AT_MOST
from scdapp.core import words
from scdapp.core.fields import Choice, Kronor, Moment, Several, VersionedForm, Whole, Words
from scdapp.editions.models import Edition
from scdapp.programme import queries as programme


@dataclass(frozen=True)
class Choices:
    """What a product of the edition can be tied to."""

    days: list[tuple[date, str]]
    sessions: list[tuple[int, str]]
    categories: dict[int, str]


def choices(edition: Edition) -> Choices:
    """The edition's days, programme items and categories."""
    return Choices(
        days=[(day.date, words.day_short(day.date)) for day in edition.days],
        sessions=[(one.id, one.title) for one in programme.titles(edition.id)],
        categories={one.id: one.name for one in queries.categories(edition.id)},
    )


class PriceRow(wtforms.Form):
    """What those of one category pay; the hidden field says which."""

    category = HiddenField()
    early = Kronor("Tidigt pris")
    early_until = Moment("Gäller före")
    amount = Kronor("Pris")

    @property
    def category_id(self) -> int:
        typed = str(self.category.data or "")
        return int(typed) if typed.isdecimal() and len(typed) < 10 else 0

    @property
    def blank(self) -> bool:
        return self.amount.data is None and self.early.data is None

    def validate_early(self, field: Kronor) -> None:
        if field.errors:
            return
        if self.early_until.data is None and not self.early_until.process_errors:
            raise StopValidation("Skriv också när det tidiga priset slutar gälla.")
        if self.amount.data is None and not self.amount.process_errors:
            raise StopValidation("Skriv också vad det kostar när det tidiga priset har slutat gälla.")

    def validate_early_until(self, field: Moment) -> None:
        if not field.errors and self.early.data is None and not self.early.process_errors:
            raise StopValidation("Skriv också det tidiga priset, eller töm tidpunkten.")

    def as_facts(self) -> PriceFacts:
        return PriceFacts(self.category_id, self.amount.data, self.early.data, self.early_until.data)


class ProductForm(VersionedForm):
    name = Words("Namn", limit=rules.LIMITS["name"], required=True, hint="Till exempel: Hela konferensen")
    name_en = Words("Namn på engelska", limit=rules.LIMITS["name_en"])
    kind = RadioField(
        "Vad är det?",
        choices=rules.KINDS,
        default="pass",
        validators=[InputRequired("Välj vad för slags produkt det är.")],
    )
    days = Several("Dagar som ingår", coerce=date.fromisoformat, hint="Så räknas närvaro och mat, dag för dag.")
    description = Words("Beskrivning", limit=rules.LIMITS["description"], hint="Till exempel: lunch och kaffe ingår.")
    description_en = Words("Beskrivning på engelska", limit=rules.LIMITS["description_en"])
    session_id = Choice("Ger tillträde till", empty="ingen särskild programpunkt", coerce=int)
    capacity = Whole("Platser", most=CAPACITY_AT_MOST, hint="Tomt om produkten inte har någon egen gräns.")
    vat_rate = Choice("Moms", coerce=int, default=25)
    vat_note = Words(
        "Vem bestämde momsen, och när?",
        limit=rules.LIMITS["vat_note"],
        hint="Till exempel: kassören 1 februari 2024, efter svar från Skatteverket. Bara för arrangörer.",
    )
    prices = FieldList(FormField(PriceRow), "Priser")

    def offer(self, offered: Choices) -> "ProductForm":
        """Set what can be chosen, and what the rows of prices are called."""
        self.days.offer(list(offered.days))
        self.session_id.offer(list(offered.sessions))
        self.vat_rate.offer([(rate, f"{rate} %") for rate in rules.VAT_RATES])
        self._names = offered.categories
        for row in self.prices:
            name = self.category_name(row.form)
            row.form.early.label.text = f"Tidigt pris, {name}"
            row.form.early_until.label.text = f"Tidigt pris gäller före, {name}"
            row.form.amount.label.text = f"Pris, {name}"
        return self

    def category_name(self, row: PriceRow) -> str:
        """Whose price it is."""
        return self._names.get(row.category_id, "en kategori som inte finns längre")

    def as_facts(self) -> ProductFacts:
        """What was typed, as a value."""
        return ProductFacts(
            **{name: self[name].data for name in (*rules.PLAIN, "capacity")},
            days=frozenset(self.days.data or ()),
            prices=tuple(row.form.as_facts() for row in self.prices),
        )


def new_product_form(offered: Choices) -> ProductForm:
    """An empty form with a row for each category, and what was typed."""
    rows = [{"category": key} for key in offered.categories]
    return ProductForm(data={"days": [], "kind": "pass", "vat_rate": 25, "prices": rows}).offer(offered)


def product_form(product: Product, offered: Choices, *, saved_only: bool = False) -> ProductForm:
    """The form filled from `product`, then with what was typed unless `saved_only`."""
    data: dict[str, Any] = {name: getattr(product, name) for name in ("version", *rules.PLAIN)}
    data |= {"capacity": product.quota.capacity, "days": [day.date for day in product.days]}
    data["prices"] = _rows(product, list(offered.categories))
    form = ProductForm(formdata=None, data=data) if saved_only else ProductForm(data=data)
    return form.offer(offered)


def _rows(product: Product, category_ids: Sequence[int]) -> list[dict[str, Any]]:
    early = {one.category_id: one for one in product.prices if one.until}
    lasting = {one.category_id: one.amount for one in product.prices if not one.until}
    return [
        {
            "category": key,
            "amount": lasting.get(key),
            "early": early[key].amount if key in early else None,
            "early_until": early[key].until if key in early else None,
        }
        for key in category_ids
    ]

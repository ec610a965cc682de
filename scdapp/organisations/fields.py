"""Form fields about who pays, for every form that asks: municipality, organisation number, Peppol id, postcode.

And the sets of them that belong together, to be mixed into a form: `Payer` and `Invoice`.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from flask_babel import gettext, lazy_gettext
from markupsafe import Markup
from wtforms import Field
from wtforms.validators import Optional
from wtforms.widgets import TextInput

from scdapp.core import words
from scdapp.core.fields import Choice, Prose, Required, Words
from scdapp.organisations import identifiers, rules
from scdapp.organisations.municipalities import find_municipality, municipalities, municipalities_like

LONGEST = 60


class Suggestions(TextInput):
    """A text field that suggests the 290 names; without a script, and as plain text where browsers cannot suggest."""

    def __call__(self, field: Field, **attributes: Any) -> Markup:
        box = super().__call__(field, **{"list": f"{field.id}-names", "autocomplete": "off", **attributes})
        return Markup('{}<datalist id="{}-names">{}</datalist>').format(box, field.id, _options())


@lru_cache(maxsize=1)
def _options() -> Markup:
    """Built once: it is the same 290 rows in every form."""
    return Markup("").join(Markup('<option value="{}">').format(one.name) for one in municipalities().values())


class Identifier(Field):
    """A short text that `read` brings into the form that is stored, or refuses with a ValueError and a sentence.

    `shown` is how what is stored is written for people. What was typed stays until it is right.
    """

    widget = TextInput()
    data: str | None

    def __init__(
        self,
        label: Any,
        *,
        read: Callable[[str], str],
        shown: Callable[[str | None], str] = lambda stored: stored or "",
        required: bool = False,
        hint: Any = "",
        **rest: Any,
    ) -> None:
        rest.setdefault("validators", [Required()] if required else [Optional()])
        super().__init__(label, description=hint, **rest)
        self._read, self._shown = read, shown

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else self._shown(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = valuelist[0].strip() if valuelist else ""
        self.data = None
        if len(typed) > LONGEST:
            raise ValueError(gettext("Det är för långt. Högst %(most)s tecken får plats.", most=LONGEST))
        if typed:
            self.data = self._read(typed)


class MunicipalityName(Identifier):
    """A municipality by its name; `data` is its code."""

    widget = Suggestions()

    def __init__(self, label: Any, **rest: Any) -> None:
        super().__init__(label, read=_municipality_code, shown=_municipality_name, **rest)


class OrganisationNumber(Identifier):
    """An organisation number; `data` is its ten digits."""

    def __init__(self, label: Any, **rest: Any) -> None:
        super().__init__(label, read=identifiers.organisation_number, shown=identifiers.shown_number, **rest)


class PeppolId(Identifier):
    """An address for e-invoices, with its scheme: 0007:2120000142."""

    def __init__(self, label: Any, **rest: Any) -> None:
        super().__init__(label, read=identifiers.peppol_id, **rest)


class Postcode(Identifier):
    """A Swedish postcode; `data` is its five digits."""

    def __init__(self, label: Any, **rest: Any) -> None:
        super().__init__(label, read=identifiers.postcode, shown=identifiers.shown_postcode, **rest)


class Payer:
    """The fields that tell which organisation it is. Municipalities need nothing but their name."""

    kind = Choice(lazy_gettext("Sorts organisation"))
    municipality = MunicipalityName(
        lazy_gettext("Kommun"), hint=lazy_gettext("Skriv början av namnet och välj. Bara för kommuner.")
    )
    organisation_name = Words(lazy_gettext("Organisationens namn"), limit=rules.LIMITS["organisation_name"])
    organisation_number = OrganisationNumber(
        lazy_gettext("Organisationsnummer"), hint=lazy_gettext("Tio siffror, till exempel 212000-0142.")
    )

    def offer_kinds(self) -> None:
        """Set the choices of `kind`."""
        self.kind.offer(list(rules.KIND_WORDS.items()))

    def organisation_facts(self) -> rules.OrganisationFacts:
        """What was typed. Of a municipality only its own fields count, of others all but those."""
        municipal = self.kind.data == rules.MUNICIPALITY
        return rules.OrganisationFacts(
            kind=self.kind.data or "",
            name=self.organisation_name.data or "",
            municipality_code=self.municipality.data if municipal else None,
            organisation_number=self.organisation_number.data,
        )


class Delivery:
    """The fields that tell where invoices go."""

    peppol_id = PeppolId(
        lazy_gettext("Peppol-id"),
        hint=lazy_gettext("Er adress för e-faktura, till exempel 0007:2120000142. Tomt om du inte vet."),
    )
    invoice_email = Words(lazy_gettext("E-postadress för fakturor"), limit=254)
    invoice_address = Prose(lazy_gettext("Fakturaadress"), limit=rules.LIMITS["invoice_address"])
    invoice_postcode = Postcode(lazy_gettext("Postnummer"))
    invoice_city = Words(lazy_gettext("Ort"), limit=rules.LIMITS["invoice_city"])

    def where_to(self) -> dict[str, str | None]:
        """What was typed, by the names that `rules.Delivery` has."""
        fields = (self.peppol_id, self.invoice_email, self.invoice_address, self.invoice_postcode, self.invoice_city)
        return {field.name: field.data or None for field in fields}


class Invoice(Delivery):
    """The fields of all that an invoice to one payer must say."""

    buyer_reference = Words(
        lazy_gettext("Er referens"),
        limit=rules.LIMITS["buyer_reference"],
        hint=lazy_gettext("Den kod som er ekonomiavdelning vill se på fakturan. Bara koden, utan ord framför."),
    )
    order_reference = Words(lazy_gettext("Ordernummer"), limit=rules.LIMITS["order_reference"])
    billing_object = Words(lazy_gettext("Faktureringsobjekt"), limit=rules.LIMITS["billing_object"])
    contract_reference = Words(lazy_gettext("Avtalsnummer"), limit=rules.LIMITS["contract_reference"])

    def invoice_facts(self) -> rules.InvoiceFacts:
        """What was typed."""
        return rules.InvoiceFacts(
            buyer_reference=self.buyer_reference.data or None,
            order_reference=self.order_reference.data or None,
            billing_object=self.billing_object.data or None,
            contract_reference=self.contract_reference.data or None,
            **self.where_to(),
        )


def _municipality_code(typed: str) -> str:
    found = find_municipality(typed)
    if found:
        return found.code
    if like := municipalities_like(typed):
        names = words.either(one.name for one in like)
        raise ValueError(gettext("Ingen kommun heter så. Menade du %(names)s?", names=names))
    raise ValueError(gettext("Ingen kommun heter så. Skriv början av namnet och välj."))


def _municipality_name(code: str | None) -> str:
    return municipalities()[code].name if code in municipalities() else ""

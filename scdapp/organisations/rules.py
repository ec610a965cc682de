"""Decisions about organisations and what an invoice to them must say."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace

from flask_babel import gettext, lazy_gettext

from scdapp.accounts.rules import canonical_address
from scdapp.core import personal_numbers
from scdapp.core.errors import Refusal
from scdapp.core.text import clean
from scdapp.organisations import identifiers, references
from scdapp.organisations.models import Organisation
from scdapp.organisations.municipalities import find_municipality, municipalities

MUNICIPALITY, OTHER = "municipality", "other"
KIND_WORDS = {
    MUNICIPALITY: lazy_gettext("Kommun"),
    "region": lazy_gettext("Region"),
    "agency": lazy_gettext("Myndighet"),
    "university": lazy_gettext("Universitet eller högskola"),
    "company": lazy_gettext("Företag"),
    "association": lazy_gettext("Förening"),
    OTHER: lazy_gettext("Annan, eller i ett annat land"),
}
# Bound by law to take e-invoices, which are refused without a reference (Peppol rule R003); their numbers begin with 2.
PUBLIC = frozenset({MUNICIPALITY, "region", "agency"})
LIMITS = {
    "organisation_name": 160,
    "buyer_reference": 60,
    "order_reference": 60,
    "billing_object": 60,
    "contract_reference": 60,
    "invoice_address": 200,
    "invoice_city": 80,
    "reference_pattern": 60,
}


@dataclass(frozen=True)
class OrganisationFacts:
    """Which organisation it is. A municipality is known by its code and needs nothing more."""

    kind: str
    name: str = ""
    municipality_code: str | None = None
    organisation_number: str | None = None


@dataclass(frozen=True)
class Delivery:
    """Where invoices go, electronically and by post."""

    peppol_id: str | None = None
    invoice_email: str | None = None
    invoice_address: str | None = None
    invoice_postcode: str | None = None
    invoice_city: str | None = None


@dataclass(frozen=True)
class InvoiceFacts(Delivery):
    """What one payer wants on and around an invoice: where it goes, and the four references of SFTI."""

    buyer_reference: str | None = None
    order_reference: str | None = None
    billing_object: str | None = None
    contract_reference: str | None = None


@dataclass(frozen=True)
class Standing(Delivery):
    """What organisers keep about an organisation, the same for all who come from there."""

    reference_pattern: str | None = None


def facts_of(organisation: Organisation) -> OrganisationFacts:
    """Which organisation it is, as it stands now."""
    return OrganisationFacts(**{one.name: getattr(organisation, one.name) for one in fields(OrganisationFacts)})


def standing_of(organisation: Organisation) -> Standing:
    """What is kept about the organisation now."""
    return Standing(**{one.name: getattr(organisation, one.name) for one in fields(Standing)})


def sound_organisation(facts: OrganisationFacts) -> OrganisationFacts:
    """`facts` in the form that is stored.

    Refuses an unknown kind or municipality, a missing name, and an organisation number that is wrong, missing where
    one must be (everywhere but for municipalities and `OTHER`) or of another kind of organisation.
    """
    if facts.kind not in KIND_WORDS:
        raise Refusal(gettext("Välj vad det är för organisation."), field="kind")
    number = _read(identifiers.organisation_number, facts.organisation_number, "organisation_number")
    if number and facts.kind in PUBLIC and not number.startswith("2"):
        sentence = gettext("Kommuners, regioners och myndigheters nummer börjar med 2. Är det ett bolag?")
        raise Refusal(sentence, field="organisation_number")
    name = _fitting(facts.name, "organisation_name")
    code = None
    if facts.kind == MUNICIPALITY:
        municipality = find_municipality(facts.municipality_code or "")
        if municipality is None:
            raise Refusal(gettext("Välj en kommun."), field="municipality")
        name, code = name or municipality.name, municipality.code
    elif not name:
        raise Refusal(gettext("Skriv vad organisationen heter."), field="organisation_name")
    elif number is None and facts.kind != OTHER:
        raise Refusal(gettext("Fyll i organisationsnumret."), field="organisation_number")
    return OrganisationFacts(facts.kind, name, code, number)


def county_of(facts: OrganisationFacts) -> str | None:
    """The county of a municipality; unknown for all others."""
    return municipalities()[facts.municipality_code].county_code if facts.municipality_code else None


def name_alone(facts: OrganisationFacts) -> str | None:
    """What an organisation is told by that has neither municipality code nor organisation number."""
    return None if facts.municipality_code or facts.organisation_number else facts.name.casefold()


def sound_invoice(invoice: InvoiceFacts, *, kind: str, pattern: str | None = None) -> InvoiceFacts:
    """`invoice` with texts in the form that is stored, references without their labels.

    Refuses a public payer without reference, a reference that does not look like `pattern`, wrong numbers and
    addresses, half a postal address, and personal numbers.
    """
    found = replace(
        invoice,
        **{
            name: _reference(getattr(invoice, name), name)
            for name in ("buyer_reference", "order_reference", "billing_object", "contract_reference")
        },
        **_where_to(invoice),
    )
    if kind in PUBLIC and not (found.buyer_reference or found.order_reference):
        sentence = gettext("Fyll i er referens eller ett ordernummer. Utan det kan er e-faktura inte tas emot.")
        raise Refusal(sentence, field="buyer_reference")
    if pattern and found.buyer_reference and not references.fits(found.buyer_reference, pattern):
        sentence = gettext(
            "Er organisation har referenser som ser ut så här: %(how)s.", how=references.in_words(pattern)
        )
        raise Refusal(sentence, field="buyer_reference")
    return found


def sound_standing(standing: Standing) -> Standing:
    """`standing` in the form that is stored. Refuses what `sound_invoice` does, and a pattern that says nothing."""
    pattern = _fitting(standing.reference_pattern, "reference_pattern")
    if pattern:
        _read(references.ensure_pattern, pattern, "reference_pattern")
    return replace(standing, reference_pattern=pattern, **_where_to(standing))


def reference_hint(organisation: Organisation | None) -> str:
    """How references of the organisation look, for whoever is to write one; empty when nobody knows."""
    known = organisation and (organisation.reference_pattern or organisation.reference_shape)
    return references.in_words(known) if known else ""


def _where_to(facts: Delivery) -> dict[str, str | None]:
    address = _fitting(facts.invoice_address, "invoice_address", lines=True)
    city = _fitting(facts.invoice_city, "invoice_city")
    postcode = _read(identifiers.postcode, facts.invoice_postcode, "invoice_postcode")
    if any((address, postcode, city)):
        for field, value in (("invoice_address", address), ("invoice_postcode", postcode), ("invoice_city", city)):
            if not value:
                raise Refusal(gettext("Fyll i hela postadressen, eller ingen del av den."), field=field)
    return {
        "peppol_id": _read(identifiers.peppol_id, facts.peppol_id, "peppol_id"),
        "invoice_email": _email(facts.invoice_email),
        "invoice_address": address,
        "invoice_postcode": postcode,
        "invoice_city": city,
    }


def _read(reader: Callable[[str], str | None], typed: str | None, field: str) -> str | None:
    """What `reader` makes of the text; its complaint as a refusal."""
    try:
        return reader(typed) if typed and typed.strip() else None
    except ValueError as error:
        raise Refusal(str(error), field=field) from None


def _email(typed: str | None) -> str | None:
    return canonical_address(typed, field="invoice_email") if typed and typed.strip() else None


def _reference(typed: str | None, field: str) -> str | None:
    return _fitting(references.trimmed(typed), field)


def _fitting(text: str | None, field: str, *, lines: bool = False) -> str | None:
    tidy = clean(text or "", lines=lines)
    personal_numbers.ensure_none(tidy, field)
    if len(tidy) > LIMITS[field]:
        raise Refusal(gettext("Texten är för lång. Högst %(most)s tecken får plats.", most=LIMITS[field]), field=field)
    return tidy or None

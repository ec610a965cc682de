"""Which column of a list says what, in Swedish or English. Pure."""

import re
from collections.abc import Sequence

# Our name for it, the heading of the template, and what else it may be called.
COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("Namn", "Name", "Deltagare", "Participant"),
    "email": ("E-post", "E-postadress", "Email", "E-mail", "Mejl", "Epost"),
    "title": ("Titel", "Title", "Befattning", "Roll"),
    "workplace": ("Arbetsplats", "Workplace", "Förvaltning"),
    "category": ("Kategori", "Category"),
    "ticket": ("Biljett", "Ticket", "Dagar", "Pass"),
    "extras": ("Tillval", "Extras", "Extra"),
    "municipality": ("Kommun", "Municipality"),
    "organisation": ("Organisation", "Organization", "Företag", "Company", "Arbetsgivare"),
    "number": ("Organisationsnummer", "Organisation number", "Organization number", "Org.nr", "Orgnr"),
    "buyer_reference": ("Er referens", "Referens", "Reference", "Your reference"),
    "order_reference": ("Ordernummer", "Order number", "Inköpsorder"),
    "peppol_id": ("Peppol-id", "Peppol", "Peppol id"),
    "invoice_email": ("E-post för fakturor", "Invoice email", "Fakturamejl"),
    "contact_name": ("Kontakt", "Kontaktperson", "Contact", "Contact name"),
    "contact_email": ("Kontaktens e-post", "Contact email", "Kontaktens e-postadress"),
    "phone": ("Telefon", "Phone"),
}
LABELS = {name: words[0] for name, words in COLUMNS.items()}
# Health data comes from the person alone, sealed; never in a list.
NEEDS = re.compile(r"allerg|kost|mat|food|diet|special|tillg[äa]nglighet|access", re.IGNORECASE)


def _heard(text: str) -> str:
    return re.sub(r"[^a-zåäö0-9]", "", text.casefold())


_KNOWN = {_heard(word): name for name, words in COLUMNS.items() for word in words}


def found(heads: Sequence[str]) -> dict[str, int]:
    """Where each column stands that the list has; the first of two of one name."""
    places: dict[str, int] = {}
    for place, head in enumerate(heads):
        if name := _KNOWN.get(_heard(head)):
            places.setdefault(name, place)
    return places


def unread(heads: Sequence[str]) -> list[str]:
    """The headings that nothing is read from."""
    used = set(found(heads).values())
    return [head for place, head in enumerate(heads) if head and place not in used]

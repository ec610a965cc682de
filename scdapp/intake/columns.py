"""Which column of a list of participants says what, in Swedish or English. Pure."""

import re

from scdapp.core.headings import Headings

# Our name for it, the heading of the template, and what else it may be called.
_WORDS = {
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
COLUMNS = Headings(_WORDS)
# Health data comes from the person alone, sealed; never in a list.
NEEDS = re.compile(r"allerg|kost|mat|food|diet|special|tillg[äa]nglighet|access", re.IGNORECASE)

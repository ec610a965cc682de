"""What makes an organisation, and what its invoices need, sound. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class OrganisationFacts:
    """An organisation as somebody names it: a municipality by its code, another by name and number."""

    kind: str
    name: str
    municipality_code: str | None = None
    organisation_number: str | None = None


@dataclass(frozen=True)
class InvoiceFacts:
    """What stands on the invoice: four references (SFTI), and where it goes."""

    buyer_reference: str | None = None
    order_reference: str | None = None
    billing_object: str | None = None
    contract_reference: str | None = None
    peppol_id: str | None = None
    invoice_email: str | None = None
    invoice_address: str | None = None
    invoice_postcode: str | None = None
    invoice_city: str | None = None

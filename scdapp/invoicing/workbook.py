"""Invoice basis as a workbook: lines to import, sums to check against, names only for whoever asks."""

from collections.abc import Iterator, Sequence

from scdapp.core.sheets import Cell, Kronor, Sheet
from scdapp.invoicing.basis import Basis
from scdapp.organisations.identifiers import shown_number, shown_postcode

PAYER = (
    *("Underlag", "Betalare", "Organisationsnummer", "Peppol-id", "Er referens", "Ordernummer"),
    *("Faktureringsobjekt", "Avtalsnummer", "E-post för fakturor", "Fakturaadress", "Postnummer", "Ort"),
)
LINES = (*PAYER, "Avser", "Artikel", "Antal", "Pris", "Summa", "Momssats", "Att rätta")
SUMS = ("Underlag", "Betalare", "Momssats", "Exklusive moms", "Moms", "Inklusive moms")
NAMES = ("Underlag", "Betalare", "Anmälan", "Namn", "Vad")


def sheets(found: Sequence[Basis], *, names: bool) -> list[Sheet]:
    """The sheets; that with names only if `names`."""
    always = [Sheet("Rader", LINES, _lines(found)), Sheet("Summor", SUMS, _sums(found))]
    return [*always, Sheet("Namn", NAMES, _names(found))] if names else always


def _lines(found: Sequence[Basis]) -> Iterator[list[Cell]]:
    for number, one in enumerate(found, 1):
        facts = one.facts
        payer: list[Cell] = [
            *(number, one.payer, shown_number(one.organisation.organisation_number if one.organisation else None)),
            *(facts.peppol_id, facts.buyer_reference, facts.order_reference, facts.billing_object),
            *(facts.contract_reference, facts.invoice_email, facts.invoice_address),
            *(shown_postcode(facts.invoice_postcode), facts.invoice_city, one.about),
        ]
        for article in one.articles:
            money: list[Cell] = [article.count, Kronor(article.price), Kronor(article.net), article.rate]
            yield [*payer, article.name, *money, " ".join(one.problems)]


def _sums(found: Sequence[Basis]) -> Iterator[list[Cell]]:
    for number, one in enumerate(found, 1):
        for rate in one.sums.rates:
            yield [number, one.payer, rate.rate, Kronor(rate.net), Kronor(rate.vat), Kronor(rate.net + rate.vat)]


def _names(found: Sequence[Basis]) -> Iterator[list[Cell]]:
    for number, one in enumerate(found, 1):
        for seat in one.seats:
            what = ", ".join(line.product.name for line in seat.lines if line.state == "taken" or line.fee)
            name = seat.badge_name if seat.protected else seat.name
            yield [number, one.payer, seat.booking.number, name, what]

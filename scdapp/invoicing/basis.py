"""What is to be invoiced, as values: one basis for each payer and set of references. Pure.

An e-invoice carries one set of references, so an organisation that gave two gets two. VAT is reckoned on the sum of
each rate of a basis.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Any

from scdapp.core.errors import Refusal
from scdapp.core.money import Line as Amount
from scdapp.core.money import RateSum, Sums, sums
from scdapp.organisations import rules as payers
from scdapp.organisations.models import Organisation
from scdapp.organisations.rules import Delivery, InvoiceFacts
from scdapp.registration.models import Booking, Line, Participant

FEE_RATE = 25


@dataclass(frozen=True)
class Article:
    """One line: so many of a product at one price and rate."""

    name: str
    rate: int
    price: int
    count: int

    @property
    def net(self) -> int:
        return self.price * self.count


@dataclass(frozen=True)
class Basis:
    """What one invoice says. `problems`: what must be put right before it can be sent."""

    payer: str
    organisation: Organisation | None
    facts: InvoiceFacts
    bookings: tuple[Booking, ...]
    articles: tuple[Article, ...]
    problems: tuple[str, ...]

    @property
    def sums(self) -> Sums:
        return sums(Amount(one.net, one.rate) for one in self.articles)

    @property
    def seats(self) -> list[Participant]:
        """Those who cost something."""
        found = [seat for booking in self.bookings for seat in booking.participants]
        return [seat for seat in found if any(True for _ in _charged(seat))]

    @property
    def about(self) -> str:
        """ "Deltagare 3 st, anmälan 24-K7M2QX": no names, which are personal data."""
        number = len(self.seats)
        return f"Deltagare {number} st, anmälan {', '.join(one.number for one in self.bookings)}"

    @property
    def key(self) -> str:
        """What a form calls it: its first booking, and what it came to when the page was shown."""
        return f"{self.bookings[0].uid}:{self.sums.total}"


def bases(bookings: Iterable[Booking], *, invoice_fee: int) -> list[Basis]:
    """A basis for each payer and set of references that owes something; those with problems first, then by name."""
    together: dict[tuple[Any, ...], list[Booking]] = defaultdict(list)
    for booking in bookings:
        together[_payer_of(booking)].append(booking)
    found = [_basis(rows, invoice_fee) for rows in together.values()]
    return sorted((one for one in found if one.articles), key=lambda one: not one.problems)


def total_of(found: Iterable[Basis]) -> int:
    """What they come to together, with VAT."""
    return sum(one.sums.total for one in found)


def wrong_payers(found: Iterable[Basis]) -> list[tuple[Basis, list[str]]]:
    """Each payer with something to put right, once: its first basis, and all that is wrong."""
    together: dict[tuple[str, int | None], tuple[Basis, list[str]]] = {}
    for one in found:
        if one.problems:
            key = (one.payer, one.organisation.id if one.organisation else one.bookings[0].id)
            _, said = together.setdefault(key, (one, []))
            said += [problem for problem in one.problems if problem not in said]
    return list(together.values())


def rate_totals(found: Iterable[Basis]) -> tuple[RateSum, ...]:
    """All bases together, per rate: the sum of what they say, each rounded by itself."""
    nets: dict[int, int] = defaultdict(int)
    vats: dict[int, int] = defaultdict(int)
    for basis in found:
        for one in basis.sums.rates:
            nets[one.rate] += one.net
            vats[one.rate] += one.vat
    return tuple(RateSum(rate, nets[rate], vats[rate]) for rate in sorted(nets, reverse=True))


def facts_of(booking: Booking) -> InvoiceFacts:
    """What the invoice says, and where it goes: as the booking says, else as is known of the organisation."""
    said = {one.name: getattr(booking, one.name) for one in fields(InvoiceFacts)}
    payer = booking.organisation
    if payer:
        for one in fields(Delivery):
            said[one.name] = said[one.name] or getattr(payer, one.name)
    return InvoiceFacts(**said)


def _payer_of(booking: Booking) -> tuple[Any, ...]:
    if booking.organisation_id is None:
        return ("booking", booking.id)
    return ("organisation", booking.organisation_id, facts_of(booking))


def _basis(bookings: list[Booking], invoice_fee: int) -> Basis:
    first = bookings[0]
    facts = facts_of(first)
    articles = _articles(line for booking in bookings for seat in booking.participants for line in _charged(seat))
    if invoice_fee and articles:
        articles.append(Article("Fakturaavgift", FEE_RATE, invoice_fee, 1))
    return Basis(
        payer=first.organisation.name if first.organisation else first.contact_name,
        organisation=first.organisation,
        facts=facts,
        bookings=tuple(bookings),
        articles=tuple(articles),
        problems=tuple(_problems(first.organisation, facts)),
    )


def _charged(seat: Participant) -> Iterator[Line]:
    """What is had and costs something, and what cost to give up."""
    return (line for line in seat.lines if (line.state == "taken" and line.amount) or line.fee)


def _articles(lines: Iterable[Line]) -> list[Article]:
    counts: dict[tuple[int, int, str, int, int], int] = defaultdict(int)
    for line in lines:
        given_up = line.state == "cancelled"
        name = f"Avbokningsavgift, {line.product.name}" if given_up else line.product.name
        price = (line.fee or 0) if given_up else line.amount
        counts[given_up, line.product.position, name, line.vat_rate, price] += 1
    return [Article(name, rate, price, count) for (_, _, name, rate, price), count in sorted(counts.items())]


def _problems(payer: Organisation | None, facts: InvoiceFacts) -> Iterator[str]:
    try:
        payers.sound_invoice(
            facts, kind=payer.kind if payer else payers.OTHER, pattern=payer.reference_pattern if payer else None
        )
    except Refusal as refusal:
        yield refusal.sentence
    if payer and payer.kind in payers.PUBLIC:
        if not facts.peppol_id:
            yield "Peppol-id saknas. Offentliga köpare tar bara emot e-faktura."
        if not payer.organisation_number:
            yield "Organisationsnummer saknas."
    elif not (facts.peppol_id or facts.invoice_email or facts.invoice_address):
        yield "Varken Peppol-id, e-postadress eller postadress för fakturan."

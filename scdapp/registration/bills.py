"""What seats cost: owed as it stands, and if all who wait get their places. Pure."""

from collections.abc import Iterable, Iterator

from scdapp.core.money import Line as Amount
from scdapp.core.money import Sums, sums
from scdapp.registration.models import Participant


def owed(seats: Iterable[Participant]) -> Sums:
    """What is owed as it stands, per rate of VAT: what confirmed seats have, and what giving others up cost."""
    return sums(amount for seat in seats for amount in _amounts(seat))


def _amounts(seat: Participant) -> Iterator[Amount]:
    for line in seat.lines:
        if seat.state == "confirmed" and line.state == "taken":
            yield Amount(line.amount, line.vat_rate)
        elif seat.state == "cancelled" and line.fee:
            yield Amount(line.fee, line.vat_rate)


def comes_to(seats: Iterable[Participant]) -> Sums:
    """What it comes to if all who wait get their places, per rate of VAT."""
    lines = (line for seat in seats for line in seat.lines if line.state != "cancelled")
    return sums(Amount(line.amount, line.vat_rate) for line in lines)

"""What a change or a cancellation would mean, before it is made. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from scdapp.admission.catalogue import Catalogue, Group
from scdapp.core.money import Line as Amount
from scdapp.core.money import Sums, share, sums
from scdapp.registration.models import Booking, Line, Participant
from scdapp.registration.rules import Actor


@dataclass(frozen=True)
class Difference:
    """From what somebody has to what they would have. `added` and `dropped` are ids of products."""

    added: tuple[int, ...]
    dropped: tuple[int, ...]
    before: Sums
    after: Sums

    @property
    def net(self) -> int:
        return self.after.net - self.before.net

    @property
    def any(self) -> bool:
        return bool(self.added or self.dropped)


def may_correct(seat: Participant, actor: Actor) -> bool:
    """Whether all of the person is theirs to correct: one's own seat, or one that nobody with an address has."""
    return actor.kind == "participant" or seat.email is None


def held(seat: Participant) -> dict[int, Line]:
    """What the seat has, wants or waits for, by product."""
    return {line.product_id: line for line in seat.lines if line.state != "cancelled"}


def difference(seat: Participant, product_ids: Collection[int], group: Group, now: datetime) -> Difference:
    """What choosing `product_ids` would change: what is kept keeps its price, what is new has the price of now."""
    lines = held(seat)
    kept = [lines[one] for one in product_ids if one in lines]
    new = [offer for one in product_ids if one not in lines and (offer := group.offer_of.get(one))]
    prices = [(step.amount, offer.vat_rate) for offer in new if (step := offer.price_at(now))]
    return Difference(
        added=tuple(offer.product_id for offer in new),
        dropped=tuple(one for one in lines if one not in product_ids),
        before=_sums(lines.values()),
        after=sums([*(Amount(line.amount, line.vat_rate) for line in kept), *(Amount(*one) for one in prices)]),
    )


def something_waits(seats: Collection[Participant]) -> bool:
    """Whether something would cost more if it comes true."""
    return any(
        seat.state in ("waiting", "offered") or any(line.state in ("waiting", "offered") for line in seat.lines)
        for seat in seats
        if seat.state != "cancelled"
    )


def fee_percent(seat: Participant, catalogue: Catalogue, now: datetime) -> int:
    """What giving the seat up at `now` costs, in percent of the price: nothing for whoever only waits."""
    return catalogue.fee_percent(now) if seat.state == "confirmed" else 0


def fee(seat: Participant, percent: int) -> Sums:
    """What that is in money, for what the seat has."""
    taken = (line for line in seat.lines if line.state == "taken")
    return sums(Amount(share(line.amount, percent), line.vat_rate) for line in taken)


def alive(booking: Booking) -> list[Participant]:
    """Those on the booking whose seats have not ended."""
    return [seat for seat in booking.participants if seat.state != "cancelled"]


def _sums(lines: Collection[Line]) -> Sums:
    return sums(Amount(line.amount, line.vat_rate) for line in lines)

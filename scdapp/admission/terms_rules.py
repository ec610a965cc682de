"""What makes a year's terms sound. Pure."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise

from scdapp.core.errors import Refusal
from scdapp.editions.rules import cleaned

LIMITS = {"conditions": 20_000, "conditions_en": 20_000}
CAPACITY_AT_MOST = 20_000
FEES_AT_MOST = 6


@dataclass(frozen=True)
class FeeFacts:
    """Cancelling before `until` costs `percent` of the price."""

    until: datetime
    percent: int


@dataclass(frozen=True)
class TermsFacts:
    """What organisers say about a whole year's registration. None is not decided, or no limit."""

    capacity: int | None = None
    changes_close_at: datetime | None = None
    seminars_open_at: datetime | None = None
    conditions: str | None = None
    conditions_en: str | None = None
    invoice_fee: int = 0
    asks_needs: bool = True
    fees: tuple[FeeFacts, ...] = ()


def checked(facts: TermsFacts) -> TermsFacts:
    """`facts` with clean texts and moments in UTC. Refuses, beside the field, what cannot be."""
    ensure_capacity(facts.capacity)
    if facts.invoice_fee < 0:
        raise Refusal("En avgift kan inte vara mindre än noll.", field="invoice_fee")
    return replace(
        facts,
        **cleaned(facts, LIMITS, frozenset(LIMITS)),
        changes_close_at=in_utc(facts.changes_close_at),
        seminars_open_at=in_utc(facts.seminars_open_at),
        fees=_fees(facts.fees),
    )


def ensure_capacity(capacity: int | None) -> None:
    """Refuses a number of places that no house has. None is no limit."""
    if capacity is not None and not 0 <= capacity <= CAPACITY_AT_MOST:
        most = f"{CAPACITY_AT_MOST:,}".replace(",", "\u00a0")
        raise Refusal(f"Antalet platser ska ligga mellan 0 och {most}.", field="capacity")


def in_utc(moment: datetime | None) -> datetime | None:
    """As an instant: two times of one zone are compared by the wall, which is wrong in the night the clock changes."""
    return moment.astimezone(UTC) if moment else None


def _fees(fees: tuple[FeeFacts, ...]) -> tuple[FeeFacts, ...]:
    """In order of time. Cancelling later is never cheaper."""
    if len(fees) > FEES_AT_MOST:
        raise Refusal(f"Högst {FEES_AT_MOST} steg går bra.", field="fees")
    in_order = sorted((replace(one, until=one.until.astimezone(UTC)) for one in fees), key=lambda one: one.until)
    for one, later in pairwise(in_order):
        if one.until == later.until:
            raise Refusal("Samma tidpunkt står två gånger.", field="fees")
        if later.percent < one.percent:
            raise Refusal("Det kan inte bli billigare att avboka senare. Se över stegen.", field="fees")
    if any(not 0 <= one.percent <= 100 for one in in_order):
        raise Refusal("Avgiften ska ligga mellan 0 och 100 procent.", field="fees")
    return tuple(in_order)

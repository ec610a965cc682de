"""How it stands with each category at a moment: in which state, how many places are left, what comes next. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple

from scdapp.admission.catalogue import Catalogue, Group, Offer, Step
from scdapp.core.walltime import ZONE, instant

# So few that they are counted out loud.
FEW = 10
# What a visitor wants to know first.
_RANK = {"open": 0, "few": 0, "full": 1, "soon": 2, "none": 3, "closed": 4}
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Count(NamedTuple):
    """A quota as far as it is shown. `left` None: no limit."""

    quota_id: int
    left: int | None
    waiting: int


@dataclass(frozen=True)
class Standing:
    """A category at a moment. `state`: none, soon, open, few, full or closed; `at` is the moment that belongs to it.

    `left`: exactly that many when few, else at least that many; None without a limit. `waiting`: how many stand before
    whoever comes now.
    """

    state: str
    at: datetime | None = None
    left: int | None = None
    waiting: int = 0
    waitlist: bool = False

    @property
    def enters(self) -> bool:
        """Whether the form leads anywhere now: to a place or to the waiting list."""
        return self.state in ("open", "few") or (self.state == "full" and self.waitlist)


@dataclass(frozen=True)
class Priced:
    """A product as somebody of the category meets it: the price, what comes after it, whether there is any left."""

    offer: Offer
    now: Step
    later: Step | None
    full: bool


@dataclass(frozen=True)
class Row:
    """One line of the board."""

    group: Group
    standing: Standing
    priced: tuple[Priced, ...]


def count(quota_id: int, capacity: int | None, taken: int, waiting: int) -> Count:
    """What is shown of a quota. Rounded down while there is plenty, so that the page is the same for many visitors."""
    if capacity is None:
        return Count(quota_id, None, waiting)
    left = 0 if waiting else max(capacity - taken, 0)
    return Count(quota_id, _rounded(left), waiting)


def _rounded(left: int) -> int:
    if left <= 2 * FEW:
        return left
    return left // 50 * 50 if left > 50 else left // 10 * 10


def rows(catalogue: Catalogue, counts: Mapping[int, Count], now: datetime) -> tuple[Row, ...]:
    """The board: every category that is shown, in the organisers' order."""
    return tuple(
        Row(group, standing(catalogue, group, counts, now), priced(group, counts, now))
        for group in catalogue.groups
        if group.listed
    )


def standing(catalogue: Catalogue, group: Group, counts: Mapping[int, Count], now: datetime) -> Standing:
    """How it stands with one category."""
    stage = group.stage(now)
    if stage.state != "open":
        return Standing(stage.state, stage.at)
    left = _least(_left(counts, key) for key in catalogue.quota_ids(group, None))
    if passes := group.passes(now):
        left = _least((left, _most(_left(counts, one.quota_id) for one in passes)))
    if left is None or left > FEW:
        return Standing("open", stage.at, left)
    if left:
        return Standing("few", stage.at, left)
    return Standing("full", stage.at, 0, _waiting(catalogue, group, counts, now), group.waitlist)


def _waiting(catalogue: Catalogue, group: Group, counts: Mapping[int, Count], now: datetime) -> int:
    """How many stand in the queue that somebody who comes now would join: that of the first quota that is full."""
    passes = group.passes(now)
    shortest = min(passes, key=lambda one: _in_line(counts, one.quota_id), default=None)
    full = (key for key in sorted(catalogue.quota_ids(group, shortest)) if _left(counts, key) == 0)
    return next((_in_line(counts, key) for key in full), 0)


def priced(group: Group, counts: Mapping[int, Count], now: datetime) -> tuple[Priced, ...]:
    """What the category may choose among and what it costs: now, or when it opens if that lies ahead."""
    stage = group.stage(now)
    at = stage.at if stage.state == "soon" and stage.at else now
    return tuple(
        Priced(offer, step, _after(offer, step), _left(counts, offer.quota_id) == 0)
        for offer in group.offers
        if (step := offer.price_at(at))
    )


def _after(offer: Offer, step: Step) -> Step | None:
    place = offer.steps.index(step) + 1
    return offer.steps[place] if place < len(offer.steps) else None


def next_change(catalogue: Catalogue, now: datetime) -> datetime | None:
    """The next moment at which the board says something else by itself: an opening, a closing, a price, a new day."""
    windows = [window for group in catalogue.groups for window in group.windows]
    steps = [step.until for group in catalogue.groups for offer in group.offers for step in offer.steps]
    moments = [*(one.opens_at for one in windows), *(one.closes_at for one in windows), *steps]
    ahead = [one for one in moments if one is not None and one > now]
    return min([midnight_after(now), *ahead]) if ahead else None


def midnight_after(now: datetime) -> datetime:
    """When the next day begins in Sweden: what opens "om 3 dagar" opens "om 2 dagar" then."""
    return instant(now.astimezone(ZONE).date() + timedelta(days=1), time(0))


def foremost(rows: Iterable[Row]) -> Row | None:
    """The one line that matters on the start page: what is open, else what opens first, else what is closed."""
    return min(rows, key=lambda row: (_RANK[row.standing.state], _opens(row)), default=None)


def _opens(row: Row) -> datetime:
    """In order of time for those that have not opened; the others stay in the organisers' order."""
    return row.standing.at if row.standing.state == "soon" and row.standing.at else _LONG_AGO


def _left(counts: Mapping[int, Count], quota_id: int) -> int | None:
    return counts[quota_id].left if quota_id in counts else None


def _in_line(counts: Mapping[int, Count], quota_id: int) -> int:
    return counts[quota_id].waiting if quota_id in counts else 0


def _least(numbers: Iterable[int | None]) -> int | None:
    """The smallest; None is no limit."""
    return min((one for one in numbers if one is not None), default=None)


def _most(numbers: Iterable[int | None]) -> int | None:
    """The largest; None is no limit, and so is more than every number."""
    found = list(numbers)
    return None if None in found else max((one for one in found if one is not None), default=None)

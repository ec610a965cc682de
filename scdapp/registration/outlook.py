"""What is left, and who would get a place if the form were sent now. Pure; only `places.service` hands any out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from scdapp.admission.catalogue import Catalogue, Group, Offer
from scdapp.places.queries import Count
from scdapp.registration.rules import PersonWish, chosen_pass

# Below this it is worth saying that there are few.
FEW = 10


@dataclass(frozen=True)
class Room:
    """What somebody who comes now meets: places `left` (None: no limit), else how many are `before` in the queue."""

    left: int | None
    before: int = 0

    @property
    def full(self) -> bool:
        return self.left == 0

    @property
    def few(self) -> bool:
        return self.left is not None and 0 < self.left <= FEW


@dataclass(frozen=True)
class Fate:
    """One person's: a seat, or how many are `before` in its queue. `waits`: the extras with a queue of their own."""

    seated: bool
    before: int
    waits: Mapping[int, int]


def room(quotas: Mapping[int, Count], quota_ids: Iterable[int]) -> Room:
    """What is left of places that are taken together. The first that is full is the one whose queue one stands in."""
    found = [quotas[one] for one in sorted(set(quota_ids)) if one in quotas]
    full = next((count for count in found if count.left == 0), None)
    if full:
        return Room(0, full.waiting)
    limits = [count.left for count in found if count.left is not None]
    return Room(min(limits, default=None))


def room_of(quotas: Mapping[int, Count], catalogue: Catalogue, group: Group, offer: Offer | None) -> Room:
    """The same for a pass (or a seat without one), or for an extra."""
    if offer and offer.kind == "extra":
        return room(quotas, [offer.quota_id])
    return room(quotas, catalogue.quota_ids(group, offer))


def quota_ids(catalogue: Catalogue, group: Group) -> set[int]:
    """Every quota that the category's form tells of."""
    return {*catalogue.quota_ids(group, None), *(offer.quota_id for offer in group.offers)}


def fates(people: Iterable[PersonWish], catalogue: Catalogue, group: Group, quotas: Mapping[int, Count]) -> list[Fate]:
    """What each would get, in the order of the form, as the service would hand it out."""
    tally = _Tally(quotas)
    return [_fate(person, catalogue, group, tally) for person in people]


class _Tally:
    """Counts down what is left while people are seated one after the other."""

    def __init__(self, quotas: Mapping[int, Count]) -> None:
        self.left = {key: count.left for key, count in quotas.items()}
        self.waiting = {key: count.waiting for key, count in quotas.items()}

    def take(self, quota_ids: Iterable[int]) -> int | None:
        """None when there was room in all, else how many stand before in the first that is full."""
        ids = sorted(set(quota_ids))
        for one in ids:
            if self.left.get(one) == 0:
                before = self.waiting[one]
                self.waiting[one] += 1
                return before
        for one in ids:
            left = self.left.get(one)
            self.left[one] = None if left is None else left - 1
        return None


def _fate(person: PersonWish, catalogue: Catalogue, group: Group, tally: _Tally) -> Fate:
    before = tally.take(catalogue.quota_ids(group, chosen_pass(person.product_ids, group)))
    if before is not None:
        return Fate(False, before, {})
    extras = [one for key in person.product_ids if (one := group.offer_of.get(key)) and one.kind == "extra"]
    waits = {one.product_id: stands for one in extras if (stands := tally.take([one.quota_id])) is not None}
    return Fate(True, 0, waits)


def next_change(catalogue: Catalogue, group: Group, now: datetime) -> datetime | None:
    """The next moment at which the form comes out differently by itself: a window, a price, a fee."""
    moments = [moment for one in group.windows for moment in (one.opens_at, one.closes_at)]
    moments += [step.until for offer in group.offers for step in offer.steps]
    moments += [fee.until for fee in catalogue.fees]
    return min((moment for moment in moments if moment and moment > now), default=None)

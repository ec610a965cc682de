"""Collisions in a draft: facts that need a person's judgement. Pure, and fast enough to be told at every look.

They inform. Only the release asks for an explicit word, and only for those that weigh "stop": two things at once in
one room, or one person in two places. What is not known yet never collides; a session whose end is unknown takes up
the moment in which it begins and no more.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property, lru_cache
from typing import TypeVar

from babel.dates import format_date

Key = TypeVar("Key", bound=Hashable)
UNKNOWN = datetime.max.replace(tzinfo=UTC)
LABELS = {
    "room": "Lokal",
    "speaker": "Person",
    "day": "Dag",
    "plenum": "Plenum",
    "capacity": "Platser",
    "block": "Block",
}


@dataclass(frozen=True)
class Hall:
    """A room, as much of it as matters here."""

    id: int
    name: str
    kind: str
    capacity: int | None = None


@dataclass(frozen=True)
class Item:
    """A session, as much of it as matters here. `people` have accepted or been asked: their ids and names.

    `off`: cancelled or kept in the draft, so it is in nobody's way.
    """

    uid: str
    title: str
    kind: str
    day: date | None = None
    start: datetime | None = None
    end: datetime | None = None
    service: bool = False
    off: bool = False
    hall: Hall | None = None
    block: str | None = None
    capacity: int | None = None
    people: tuple[tuple[int, str], ...] = ()

    @cached_property
    def hours(self) -> str:
        """ "kl. 14.15–15.00" """
        if self.start is None:
            return "utan tid"
        return f"kl.\u00a0{self.start:%H.%M}" + (f"–{self.end:%H.%M}" if self.end else "")

    @cached_property
    def told(self) -> str:
        """Title and time, as sentences name it."""
        return f"”{self.title}” {self.hours}"


@dataclass(frozen=True)
class Conflict:
    """One collision. `sessions` are those concerned, in order of time; `about` says which room, person or block."""

    kind: str
    sessions: tuple[Item, ...]
    about: str = ""
    weight: str = "note"

    @property
    def label(self) -> str:
        """What it is about, in a word."""
        return LABELS[self.kind]

    @cached_property
    def sentence(self) -> str:
        """The whole fact in plain Swedish: what, when and who else."""
        return _SENTENCES[self.kind](self)

    def others(self, uid: str) -> tuple[Item, ...]:
        """The sessions concerned besides the one with this uid."""
        return tuple(item for item in self.sessions if item.uid != uid)


def find(sessions: Iterable[Item], days: Collection[date]) -> list[Conflict]:
    """Every collision among `sessions`, the weighty ones first, then in order of time. `days` are the conference's."""
    live = [item for item in sessions if not item.off]
    timed = sorted((item for item in live if item.start), key=_start)
    found = [
        *_double_booked_rooms(timed),
        *_double_booked_people(timed),
        *_against_plenum(timed),
        *(Conflict("day", (item,)) for item in live if item.day and item.day not in days),
        *(Conflict("capacity", (item,), item.hall.name) for item in live if item.hall and _too_small(item, item.hall)),
        *_scattered_blocks(timed),
    ]
    # One sort by weight: within a weight the order above, which is by kind and then by time, stays.
    return sorted(found, key=lambda conflict: conflict.weight != "stop")


def count(found: Iterable[Conflict]) -> Counter[str]:
    """How many collisions each session is in, by uid."""
    return Counter(item.uid for conflict in found for item in conflict.sessions)


def free_halls(item: Item, sessions: Iterable[Item], halls: Iterable[Hall]) -> list[Hall]:
    """The plenary and seminar rooms where nothing else happens while `item` lasts; none while its time is unknown."""
    if item.start is None:
        return []
    others = [other for other in sessions if other.start and other.hall and not other.off and other.uid != item.uid]
    busy = {other.hall for other in others if _overlap(*sorted((item, other), key=_start))}
    return [hall for hall in halls if hall.kind != "area" and hall not in busy and hall != item.hall]


def _start(item: Item) -> datetime:
    return item.start or UNKNOWN


def _overlap(first: Item, second: Item) -> bool:
    """Whether `second`, which begins no earlier, begins while `first` lasts. To end when the other begins is none."""
    began, begins = _start(first), _start(second)
    return begins == began or (first.end is not None and begins < first.end)


def _pairs(timed: Sequence[Item]) -> Iterator[tuple[Item, Item]]:
    """The pairs that overlap, of items in order of time: nobody looks further than the end of the first."""
    for place, first in enumerate(timed):
        for second in timed[place + 1 :]:
            if not _overlap(first, second):
                break
            yield first, second


def _double_booked_rooms(timed: Sequence[Item]) -> Iterator[Conflict]:
    for hall, items in _grouped(timed, lambda item: [item.hall] if item.hall else []).items():
        # A foyer holds the registration and the coffee at the same time; a hall does not.
        weight = "note" if hall.kind == "area" else "stop"
        yield from (Conflict("room", pair, hall.name, weight) for pair in _pairs(items))


def _double_booked_people(timed: Sequence[Item]) -> Iterator[Conflict]:
    for (_, name), items in _grouped(timed, lambda item: dict.fromkeys(item.people)).items():
        yield from (Conflict("speaker", pair, name, "stop") for pair in _pairs(items))


def _against_plenum(timed: Sequence[Item]) -> Iterator[Conflict]:
    """A seminar at the same time as something that is for everybody."""
    going: dict[bool, list[Item]] = {True: [], False: []}
    for item in timed:
        plenary = _in_plenum(item)
        # A seminar in the plenary hall is plenary too: then the hall is double-booked, which has been said already.
        if plenary or item.kind == "seminar":
            # What has ended by now has ended for all that come after.
            going[not plenary] = [other for other in going[not plenary] if _overlap(other, item)]
            for other in going[not plenary]:
                yield Conflict("plenum", (other, item) if plenary else (item, other))
            going[plenary].append(item)


def _scattered_blocks(timed: Sequence[Item]) -> Iterator[Conflict]:
    """Those of a block that begin at another time than most of it: nobody could choose between them."""
    for block, items in _grouped(timed, lambda item: [item.block] if item.block else []).items():
        usual, _ = Counter(map(_start, items)).most_common(1)[0]
        told = f"block {block}, som annars börjar {_day(usual.date())} kl.\u00a0{usual:%H.%M}"
        yield from (Conflict("block", (item,), told) for item in items if _start(item) != usual)


def _grouped(items: Iterable[Item], keys: Callable[[Item], Iterable[Key]]) -> dict[Key, list[Item]]:
    groups = defaultdict(list)
    for item in items:
        for key in keys(item):
            groups[key].append(item)
    return groups


def _in_plenum(item: Item) -> bool:
    return item.hall is not None and item.hall.kind == "plenum" and not item.service


def _too_small(item: Item, hall: Hall) -> bool:
    return hall.capacity is not None and item.capacity is not None and hall.capacity < item.capacity


@lru_cache(maxsize=512)
def _day(day: date | None) -> str:
    return format_date(day, "EEEE d MMMM", locale="sv") if day else "utan dag"


def _double(conflict: Conflict) -> str:
    first, second = conflict.sessions
    booked = "används till två saker" if conflict.weight == "note" else "är dubbelbokad"
    return f"{conflict.about} {booked} {_day(first.day)}: {first.told} och {second.told}."


def _outside(conflict: Conflict) -> str:
    (item,) = conflict.sessions
    return f"”{item.title}” ligger {_day(item.day)}, som inte är någon av konferensens dagar."


def _plenum(conflict: Conflict) -> str:
    seminar, plenum = conflict.sessions
    hall = plenum.hall.name if plenum.hall else ""
    return f"Seminariet {seminar.told} {_day(seminar.day)} krockar med {plenum.told} i {hall}, som är för alla."


def _small(conflict: Conflict) -> str:
    (item,) = conflict.sessions
    places = item.hall.capacity if item.hall else None
    return f"”{item.title}” har {item.capacity} platser att boka. {conflict.about} tar {places}."


def _scattered(conflict: Conflict) -> str:
    (item,) = conflict.sessions
    return f"{item.told} {_day(item.day)} är i {conflict.about}."


_SENTENCES: dict[str, Callable[[Conflict], str]] = {
    "room": _double,
    "speaker": _double,
    "day": _outside,
    "plenum": _plenum,
    "capacity": _small,
    "block": _scattered,
}

"""Who registers in the demo, and when: a whole spring and summer, the same every time. Pure.

Nobody in it is anybody: "Deltagare 001" at an address that cannot exist. Only the municipalities are real. It begins as
a real one does: a rush in the first minutes of 7 May, then fewer each day, nobody in July, and full in August.
"""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from scdapp.core.walltime import instant
from scdapp.organisations.municipalities import municipalities

# About as many as register; enough for a desk that looks lived in.
PEOPLE = 230
SEMINARS_FROM = date(2024, 6, 10)
STRIDE = 30
# How many give up when the conference draws near.
LATE = 14
COORDINATOR = "samordnare@demo.example"
FIRST_PERSON = "deltagare001@demo.example"

TITLES = ("socialchef", "förvaltningschef", "avdelningschef", "enhetschef", "verksamhetschef", "utvecklingsledare")
WISHES = (("vegetarian",), ("vegetarian",), ("vegan",), ("gluten",), ("lactose",), ("gluten", "lactose"), ("halal",))
# Day of the first and the last registration of a stretch, and its share of all.
_STRETCHES = (
    (date(2024, 5, 7), date(2024, 5, 7), 0.34),
    (date(2024, 5, 8), date(2024, 5, 17), 0.16),
    (date(2024, 5, 20), date(2024, 6, 14), 0.20),
    (date(2024, 6, 17), date(2024, 7, 5), 0.06),
    (date(2024, 8, 5), date(2024, 8, 19), 0.16),
    (date(2024, 8, 20), date(2024, 8, 23), 0.08),
)
# Category, its share of the bookings, the smallest and the largest group.
_SHARES = (
    ("deltagare", 0.70, 1, 7),
    ("medlem", 0.19, 1, 3),
    ("monterpersonal", 0.08, 2, 4),
    ("socionomstudent", 0.03, 1, 1),
)
# Those who are asked to come, on a day of their own: category, how many together.
_ASKED = (
    *((date(2024, 5, 21), "talare", 1), (date(2024, 5, 28), "talare", 2), (date(2024, 6, 4), "talare", 3)),
    *((date(2024, 5, 16), "socionomstudent", 1), (date(2024, 6, 13), "socionomstudent", 1)),
    *((date(2024, 8, 21), "socionomstudent", 1), (date(2024, 8, 22), "socionomstudent", 1)),
    *((date(2024, 6, 11), "vardstad", 6), (date(2024, 8, 13), "press", 1), (date(2024, 8, 21), "press", 1)),
)


@dataclass(frozen=True)
class Somebody:
    """A person on a form. Without address, the name comes later."""

    number: int
    named: bool
    days: str = "hela"
    dinner: bool = False
    mingle: bool = False
    visits: int | None = None
    title: str = ""
    # What they want to eat, as options.
    wish: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return f"Deltagare {self.number:03}"

    @property
    def email(self) -> str:
        return f"deltagare{self.number:03}@demo.example"


@dataclass(frozen=True)
class Happening:
    """Something that happens at a moment. `key` names the booking, `number` the person that it concerns."""

    at: datetime
    what: str
    key: str = ""
    number: int = 0
    category: str = ""
    municipality: str = ""
    people: tuple[Somebody, ...] = ()
    choice: int = 0


def happenings(people: int = PEOPLE) -> list[Happening]:
    """All of them in order of time, for a year in which about so many register."""
    chance = random.Random(2024)  # noqa: S311 - nothing here is secret
    told = list(_bookings(people, chance))
    told += _afterwards(told, chance)
    return sorted(told, key=lambda one: one.at)


def _bookings(people: int, chance: random.Random) -> Iterator[Happening]:
    names = iter(range(1, 10_000))
    codes = sorted(municipalities())
    chance.shuffle(codes)
    number = 0
    for first, last, share in _STRETCHES:
        groups = _groups(round(people * share), chance, beginning=number == 0)
        for at, (category, size) in zip(_moments(first, last, len(groups), chance), groups, strict=True):
            yield _booking(number, at, category, codes[number % len(codes)], size, names, chance)
            number += 1
    for day, category, size in _ASKED:
        yield _booking(number, instant(day, time(10, 12)), category, "0180", size, names, chance)
        number += 1


def _groups(people: int, chance: random.Random, *, beginning: bool) -> list[tuple[str, int]]:
    """Category and size of bookings for so many people; the coordinator's eight come first of all."""
    groups = [("deltagare", 8)] if beginning else []
    while (left := people - sum(size for _category, size in groups)) > 0:
        category, _share, smallest, largest = chance.choices(_SHARES, [one[1] for one in _SHARES])[0]
        groups.append((category, min(chance.randint(smallest, largest), left)))
    return groups


def _moments(first: date, last: date, number: int, chance: random.Random) -> list[datetime]:
    """In order. On the first day most come in the first minutes; on others, at work, on working days."""
    if first == last:
        opens = instant(first, time(9))
        return sorted(opens + timedelta(seconds=2 + int(chance.expovariate(1 / 500))) for _ in range(number))
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    working = [day for day in days if day.weekday() < 5]
    minutes = range(8 * 60, 16 * 60)
    picked = ((chance.choice(working), chance.choice(minutes)) for _ in range(number))
    return sorted(instant(day, time(minute // 60, minute % 60, chance.randrange(60))) for day, minute in picked)


def _booking(
    number: int, at: datetime, category: str, code: str, size: int, names: Iterator[int], chance: random.Random
) -> Happening:
    people = tuple(_somebody(next(names), category, size, position, chance) for position in range(size))
    return Happening(at, "register", key=f"demo-{number:04}", category=category, municipality=code, people=people)


def _somebody(number: int, category: str, size: int, position: int, chance: random.Random) -> Somebody:
    named = position == 0 or chance.random() < 0.7
    days = "hela" if chance.random() < 0.88 else chance.choice(("onsdag", "torsdag", "fredag"))
    alone = category in ("talare", "monterpersonal", "socionomstudent", "vardstad", "press")
    return Somebody(
        number=number,
        named=named,
        days="hela" if alone else days,
        dinner=category not in ("socionomstudent", "press") and chance.random() < 0.5,
        mingle=chance.random() < 0.6,
        visits=chance.choice((0, 0, 0, 1, 1, 2, 4, 7)) if named and chance.random() < 0.8 else None,
        title=chance.choice(TITLES) if named else "",
        wish=chance.choice(WISHES) if number % 6 == 2 else (),
    )


def _afterwards(bookings: list[Happening], chance: random.Random) -> Iterator[Happening]:
    """What those who have registered do later: choose seminars, give up, pass on, share a day."""
    seated = [one for one in bookings if one.category in ("deltagare", "medlem")]
    early = [(one, who) for one in seated for who in one.people if who.named and one.at.date() < SEMINARS_FROM]
    chance.shuffle(early)
    chooses, rest = early[: len(early) // 4], early[len(early) // 4 :]
    for number, (one, who) in enumerate(chooses):
        at = instant(SEMINARS_FROM + timedelta(days=_later(number)), time(9, 0, number % 60)) + timedelta(
            minutes=number
        )
        yield Happening(at, "choose", key=one.key, number=who.number, choice=number)
    yield from _changed_minds(rest, chance)
    # Two give up on the Friday before the demo begins, so two of those who wait have an offer to answer.
    for minute, (one, who) in enumerate(_delegates(rest)[-2:]):
        yield Happening(instant(date(2024, 8, 23), time(14, 5 + minute)), "cancel", key=one.key, number=who.number)
    # Others follow, until all who wait have had their answer before the promised day.
    for day, (one, who) in enumerate(_delegates(rest)[-2 - LATE : -2]):
        on = date(2024, 8, 28) + timedelta(days=day % 14)
        yield Happening(instant(on, time(13, day)), "cancel", key=one.key, number=who.number)
    for month, days in ((6, (11, 14, 28)), (7, (2,)), (8, (21, 28, 30)), (9, (2, 4, 6, 9, 11, 13))):
        for number in days:
            yield Happening(instant(date(2024, month, number), time(9)), "answer")


def _later(number: int) -> int:
    """Days from the opening of the seminars: half at once, the others over the weeks."""
    return 0 if number % 2 else number % 19


def _delegates(some: list[tuple[Happening, Somebody]]) -> list[tuple[Happening, Somebody]]:
    return [(one, who) for one, who in some if one.category == "deltagare"]


def _changed_minds(rest: list[tuple[Happening, Somebody]], chance: random.Random) -> Iterator[Happening]:
    plain = _delegates(rest)[: -2 - LATE]
    what = ["cancel"] * (len(plain) // 10) + ["transfer"] * 2 + ["share"] * 2
    for verb, (one, who) in zip(what, plain, strict=False):
        if verb == "share" and who.days != "hela":
            continue
        day = max(one.at.date(), date(2024, 6, 1)) + timedelta(days=chance.randrange(2, 30))
        yield Happening(instant(min(day, date(2024, 8, 16)), time(11, 20)), verb, key=one.key, number=who.number)


def poses(named: Iterable[datetime], people: int = PEOPLE) -> list[datetime]:
    """Moments from which it is never long to any other: those that have names, and others where much happens."""
    told = happenings(people)
    before = told[0].at - timedelta(seconds=1)
    return sorted({before, *(one.at for one in told[STRIDE::STRIDE]), *(one for one in named if one > before)})


def earlier_year(starts_on: date) -> list[tuple[datetime, int]]:
    """When how many registered together in an earlier year: it opened five days later, and slower."""
    chance = random.Random(starts_on.year)  # noqa: S311 - nothing here is secret
    days = [143] * 24 + sorted(chance.choices(range(20, 142), [142 - abs(day - 100) for day in range(20, 142)], k=76))
    return [
        (instant(starts_on - timedelta(days=day), time(9 + n % 7, n % 60)), chance.randint(1, 7))
        for n, day in enumerate(days)
    ]

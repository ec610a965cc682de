"""Reading JSON with an eye on every value: what is wrong, and where. All faults at once, in Swedish. Pure."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final, TypeVar

from scdapp.core.text import clean
from scdapp.core.walltime import ZONE

AT_MOST = 100
# The association's first study days were held in 1945; a year far ahead is a slip of the keyboard.
YEARS = (1945, 2100)
MISSING: Final = object()
# One way of writing each: `fromisoformat` alone takes 20241002 and 2024-W40-3 too.
DATE, TIME, MOMENT = r"\d{4}-\d\d-\d\d", r"\d\d:\d\d", r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?([+-]\d\d:\d\d|Z)?"
T = TypeVar("T")


class Faults:
    """What is wrong, each thing said once, in the order in which it was found."""

    def __init__(self) -> None:
        self._found: dict[str, None] = {}

    def add(self, path: str, sentence: str) -> None:
        self._found[f"{path}: {sentence}" if path else sentence] = None

    def __len__(self) -> int:
        return len(self._found)

    def lines(self) -> tuple[str, ...]:
        """The first hundred, and how many more there are."""
        found = tuple(self._found)
        more = len(found) - AT_MOST
        return (*found[:AT_MOST], f"… och {more} fel till.") if more > 0 else found


@dataclass(frozen=True)
class Node:
    """A value in the file, and the way to it. A reader that finds a fault notes it and gives a stand-in back."""

    value: Any
    path: str
    faults: Faults

    def wrong(self, sentence: str) -> None:
        """Note that something is wrong here."""
        self.faults.add(self.path, sentence)

    def __getitem__(self, key: str) -> "Node":
        """The value named `key`, which has to be there; null is how the files say "unknown"."""
        found = self.optional(key)
        if found.value is MISSING and isinstance(self.value, dict):
            found.wrong("saknas")
        return found

    def optional(self, key: str) -> "Node":
        """The value named `key`, if it is there."""
        path = f"{self.path}.{key}" if self.path else key
        if self._is(dict, "ett objekt"):
            return Node(self.value.get(key, MISSING), path, self.faults)
        return Node(MISSING, path, self.faults)

    def each(self) -> list["Node"]:
        """The values of a list."""
        if not self._is(list, "en lista"):
            return []
        return [Node(value, f"{self.path}[{n}]", self.faults) for n, value in enumerate(self.value)]

    def values(self) -> list["Node"]:
        """The values of an object, whatever their names."""
        return [self[key] for key in self.value] if self._is(dict, "ett objekt") else []

    def maybe(self, read: Callable[["Node"], T]) -> T | None:
        """What `read` makes of it, or None where the file says null."""
        return None if self.value is None or self.value is MISSING else read(self)

    def text(self, limit: int = 5000, *, lines: bool = False) -> str:
        """Some text, without control characters, at most `limit` characters."""
        if not self._is(str, "text"):
            return ""
        cleaned = clean(self.value, lines=lines)
        if not cleaned:
            self.wrong("är tom")
        if len(cleaned) > limit:
            self.wrong(f"har {len(cleaned)} tecken, högst {limit} får plats")
        return cleaned

    def flag(self) -> bool:
        """True or false."""
        return bool(self.value) if self._is(bool, "true eller false") else False

    def whole(self, least: int = 1, most: int = 100_000) -> int:
        """A whole number between `least` and `most`."""
        if not self._is(int, "ett heltal"):
            return least
        number = int(self.value)
        if not least <= number <= most:
            self.wrong(f"ska ligga mellan {least} och {most}")
        return number

    def one_of(self, words: Mapping[str, T]) -> T:
        """What the word here stands for in `words`."""
        first = next(iter(words.values()))
        if not self._is(str, "text"):
            return first
        if self.value not in words:
            self.wrong(f"{quoted(self.value)} är inget känt ord (kända: {', '.join(words)})")
        return words.get(self.value, first)

    def day(self) -> date:
        """A date, as 2024-10-02 (ISO 8601)."""
        found = self._parsed(date.fromisoformat, DATE, "är inget datum (skriv så här: 2024-10-02)", None)
        return date.max if found is None or self._far_away(found) else found

    def clock_time(self) -> time:
        """A time of day, as 10:15 (ISO 8601)."""
        return self._parsed(time.fromisoformat, TIME, "är inget klockslag (skriv så här: 10:15)", time.min)

    def wall(self) -> datetime | None:
        """The wall time in Sweden of a moment with its offset, as 2024-10-02T10:15:00+02:00; None if it is wrong."""
        example = "skriv så här: 2024-10-02T10:15:00+02:00"
        found = self._parsed(datetime.fromisoformat, MOMENT, f"är inget klockslag ({example})", None)
        if found is None or self._far_away(found):
            return None
        if found.tzinfo is None:
            self.wrong(f"{quoted(self.value)} saknar avstånd till UTC ({example})")
            return None
        there = found.astimezone(ZONE)
        if found.utcoffset() != there.utcoffset():
            self.wrong(
                f"{quoted(self.value)} stämmer inte med svensk tid, där skillnaden då är {there.isoformat()[-6:]}"
            )
            return None
        if there.fold:
            self.wrong(f"{quoted(self.value)} är den andra av nattens två timmar 02–03; bara den första kan sparas")
        if there.second or there.microsecond:
            self.wrong(f"{quoted(self.value)} ska sluta på hel minut")
        return there.replace(tzinfo=None, second=0, microsecond=0, fold=0)

    def _far_away(self, day: date) -> bool:
        far = not YEARS[0] <= day.year <= YEARS[1]
        if far:
            self.wrong(f"{quoted(self.value)}: året verkar inte stämma")
        return far

    def _parsed(self, parse: Callable[[str], T], form: str, sentence: str, stand_in: T) -> T:
        if not self._is(str, "text"):
            return stand_in
        try:
            if not re.fullmatch(form, self.value, re.ASCII):
                raise ValueError
            return parse(self.value)
        except (ValueError, OverflowError):
            self.wrong(f"{quoted(self.value)} {sentence}")
            return stand_in

    def _is(self, kind: type, words: str) -> bool:
        if self.value is MISSING:
            return False
        if isinstance(self.value, kind) and not (kind is int and isinstance(self.value, bool)):
            return True
        self.wrong(f"ska vara {words}, inte {_named(self.value)}")
        return False


def quoted(value: object) -> str:
    """A value as it stands in the file, shortened, safe to show in a terminal."""
    text = clean(json.dumps(value, ensure_ascii=False))
    return text if len(text) <= 60 else f'{text[:56]} …"'


def unique(nodes: list[Node], *, what: str = "") -> None:
    """Notes every value that stands in `nodes` a second time."""
    first: dict[Any, Node] = {}
    for node in nodes:
        if isinstance(node.value, (str, int)):
            before = first.setdefault(node.value, node)
            if before is not node:
                node.wrong(f"{quoted(node.value)} finns redan{what} i {before.path}")


_STEP = re.compile(r"(\w+)(\??)((?:\[\]|\{\})*)")


def found(node: Node, pattern: str) -> Iterator[Node]:
    """The values that lie along `pattern`: `sessions[].speakers[]`, `a.b?` where b may be absent, `c{}` all of c."""
    below = [node]
    for step in pattern.split("."):
        ((key, absent, suffixes),) = _STEP.findall(step)
        below = [one.optional(key) if absent else one[key] for one in below]
        for suffix in re.findall(r"\[\]|\{\}", suffixes):
            below = [each for one in below for each in (one.each() if suffix == "[]" else one.values())]
    yield from below


def within(day: date, first: date, last: date | None, *, before: int = 0, after: int = 0) -> bool:
    """Whether `day` lies between two days, or so many before or after them. Stand-ins for wrong dates pass."""
    if date.max in (day, first, last):
        return True
    return first - timedelta(before) <= day <= (last or first) + timedelta(after)


def _named(value: object) -> str:
    names = {bool: "true/false", int: "ett tal", float: "ett tal", str: "text", list: "en lista", dict: "ett objekt"}
    return names.get(type(value), "null")

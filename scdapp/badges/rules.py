"""What stands on a badge, which badges are wanted and in which order, and how they lie on the sheet. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import Any

from scdapp.core.secret import fingerprint
from scdapp.registration.holder_rules import Holder, days_in_words

# A file with a thousand names lies about no longer than it takes to print it.
KEPT = timedelta(days=1)
# So few are made at once; more are left to the worker.
SMALL = 40
# A worker that died in the middle is not waited for longer than this.
LEASE = timedelta(minutes=5)


@dataclass(frozen=True)
class Sheet:
    """Badges on an A4, in millimetres and points. `name` is how high the name may be, `sizes` what it may have."""

    label: str
    columns: int
    rows: int
    width: float
    height: float
    pad: float
    band: float
    square: float
    name: float
    gap: float
    small: float
    text: float
    role: float
    sizes: tuple[int, ...]


SHEETS: Mapping[str, Sheet] = {
    "8": Sheet(
        "8 på ett A4, 100 × 70 mm", 2, 4, 100, 70, 7, 12, 19, 19, 2, 7, 10, 11, (30, 27, 24, 21, 19, 17, 15, 13, 11)
    ),
    "4": Sheet(
        "4 på ett A4, 100 × 140 mm", 2, 2, 100, 140, 8, 18, 32, 50, 3, 8, 14, 11, (40, 36, 32, 28, 25, 22, 19, 16, 13)
    ),
    "10": Sheet("10 på ett A4, 85 × 54 mm", 2, 5, 85, 54, 5, 9, 17, 13, 1.2, 6, 8, 9, (24, 21, 18, 16, 14, 12, 10)),
}
ORDERS: Mapping[str, str] = {"name": "efter namn", "organisation": "efter arbetsplats, sedan namn"}


@dataclass(frozen=True)
class Wish:
    """Which badges somebody wants. `only_new`: those never printed, or printed with other words on them."""

    category_id: int | None = None
    day: date | None = None
    only_new: bool = False
    order: str = "name"
    sheet: str = "8"

    def as_json(self) -> dict[str, str | int | bool | None]:
        """As it is kept."""
        return {**asdict(self), "day": self.day.isoformat() if self.day else None}


def as_wish(kept: Mapping[str, Any]) -> Wish:
    """The wish that `Wish.as_json` kept."""
    return Wish(**{**kept, "day": date.fromisoformat(kept["day"]) if kept["day"] else None})


@dataclass(frozen=True)
class Face:
    """What stands on one badge. `code` is what its QR code leads to."""

    participant_id: int
    code: str
    name: str
    title: str
    work: str
    role: str
    days: str
    photo: bool
    fingerprint: str = field(init=False)

    def __post_init__(self) -> None:
        told = (self.code, self.name, self.title, self.work, self.role, self.days, str(self.photo))
        object.__setattr__(self, "fingerprint", fingerprint("\n".join(told)))


def coming(holders: Iterable[Holder], *, category_id: int | None = None, day: date | None = None) -> list[Holder]:
    """Those with a seat who are known by name, of that category and that day where one is named."""
    return [
        one
        for one in holders
        if one.state == "confirmed"
        and one.known_as
        and one.days
        and category_id in (None, one.category_id)
        and (day is None or day in one.days)
    ]


def nameless(holders: Iterable[Holder]) -> list[Holder]:
    """Those with a seat whose name nobody has said yet: they get no badge."""
    return [one for one in holders if one.state == "confirmed" and not one.known_as]


def main_days(first: date, last: date) -> list[date]:
    """The days of the conference itself; the evening before is none of them."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def has_all_days(holder: Holder, whole: Collection[date]) -> bool:
    """Whether somebody comes on all of the days in `whole`."""
    return set(whole) <= set(holder.days)


def on_the_list(holders: Iterable[Holder]) -> list[Holder]:
    """Those who said yes to standing on the list of participants."""
    return [one for one in holders if one.listed and one.name and not one.protected and one.state == "confirmed"]


def faces(holders: Iterable[Holder], whole: Collection[date]) -> list[Face]:
    """What stands on each badge. The days stand there when they are not all of those in `whole`."""
    return [
        Face(
            participant_id=one.participant_id,
            code=one.code,
            name=one.known_as or "",
            title=one.known_title or "",
            work=one.known_workplace or "",
            role=one.category,
            days="" if has_all_days(one, whole) else days_in_words(one.days),
            photo=one.avoid_photo,
        )
        for one in holders
    ]


def wanted(everybody: Iterable[Face], wish: Wish, printed: Mapping[str, str]) -> list[Face]:
    """Those that are to be printed; `printed` says what stood on each badge, by its code."""
    return [one for one in everybody if not wish.only_new or printed.get(one.code) != one.fingerprint]


def spoken(code: str) -> str:
    """A code in two halves, to be read out or typed."""
    half = len(code) // 2
    return f"{code[:half]} {code[half:]}"

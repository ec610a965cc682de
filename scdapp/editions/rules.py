"""What makes an edition sound, which days it has, and how one year becomes the next."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from scdapp.core import words
from scdapp.core.errors import Refusal
from scdapp.core.text import clean

LIMITS = {
    "name": 120,
    "theme": 200,
    "city": 80,
    "venue": 120,
    "venue_address": 200,
    "host": 120,
    "welcome": 5000,
    "note": 2000,
}
SEVERAL_LINES = frozenset({"welcome", "note"})
LABEL_LIMIT = 60
FIRST_YEAR, LAST_YEAR = 1900, 2200
MAX_DAYS = 14
MAX_EXTRA_DAYS = 7
NEAR = timedelta(days=7)
HUES = range(0, 360, 5)
# What an edition's entry in a calendar shows: only when one of these changes does the entry change.
IN_CALENDAR = ("name", "theme", "city", "venue", "venue_address", "host", "note", "starts_on", "ends_on")


@dataclass(frozen=True)
class DayLine:
    """A day and what it is called besides its date ("halvdag", "kvällen före")."""

    on: date
    label: str | None = None


@dataclass(frozen=True)
class EditionFacts:
    """What an organiser says about an edition. None is unknown.

    `labels` are for the days from start to end, which exist by themselves; `extra_days` come besides.
    """

    year: int
    starts_on: date
    ends_on: date | None = None
    name: str | None = None
    theme: str | None = None
    city: str | None = None
    venue: str | None = None
    venue_address: str | None = None
    host: str | None = None
    hue: int = 265
    welcome: str | None = None
    note: str | None = None
    labels: tuple[DayLine, ...] = ()
    extra_days: tuple[DayLine, ...] = ()


def checked(facts: EditionFacts) -> EditionFacts:
    """`facts` with clean texts and a name. Refuses, beside the field, what cannot be."""
    facts = replace(facts, **cleaned(facts, LIMITS, SEVERAL_LINES))
    _ensure_dates(facts)
    _ensure_extra_days(facts)
    for line in (*facts.labels, *facts.extra_days):
        if len(line.label or "") > LABEL_LIMIT:
            raise Refusal(f"Högst {LABEL_LIMIT} tecken får plats i en etikett.", field="extra_days")
    if facts.hue not in HUES:
        raise Refusal("Välj en färg.", field="hue")
    return replace(facts, name=facts.name or default_name(facts.year))


def cleaned(facts: Any, limits: dict[str, int], several_lines: frozenset[str]) -> dict[str, Any]:
    """The texts of `facts`, clean, None for empty ones. Refuses those that are longer than their limit."""
    texts = {name: clean(getattr(facts, name) or "", lines=name in several_lines) for name in limits}
    for name, text in texts.items():
        if len(text) > limits[name]:
            raise Refusal(f"Texten har {len(text)} tecken. Högst {limits[name]} får plats.", field=name)
    return {name: text or None for name, text in texts.items()}


def _ensure_dates(facts: EditionFacts) -> None:
    if not FIRST_YEAR <= facts.year <= LAST_YEAR:
        raise Refusal("Årtalet verkar inte stämma.", field="year")
    if facts.starts_on.year != facts.year:
        raise Refusal(f"Första dagen ligger inte under {facts.year}.", field="starts_on")
    ensure_order(facts.starts_on, facts.ends_on)
    if len(main_days(facts.starts_on, facts.ends_on)) > MAX_DAYS:
        raise Refusal(f"Konferensen kan vara i högst {MAX_DAYS} dagar.", field="ends_on")


def ensure_order(starts_on: date, ends_on: date | None) -> None:
    """Refuses a last day before the first."""
    if ends_on is not None and ends_on < starts_on:
        raise Refusal("Sista dagen ligger före den första.", field="ends_on")


def _ensure_extra_days(facts: EditionFacts) -> None:
    if len(facts.extra_days) > MAX_EXTRA_DAYS:
        raise Refusal(f"Högst {MAX_EXTRA_DAYS} extra dagar går bra.", field="extra_days")
    main = main_days(facts.starts_on, facts.ends_on)
    seen: set[date] = set()
    for line in facts.extra_days:
        if not main[0] - NEAR <= line.on <= main[-1] + NEAR:
            sentence = f"Extradagen {words.day(line.on)} ligger mer än en vecka från konferensen."
            raise Refusal(sentence, field="extra_days")
        if line.on in seen:
            raise Refusal(f"Extradagen {words.day(line.on)} står två gånger.", field="extra_days")
        seen.add(line.on)


def main_days(starts_on: date, ends_on: date | None) -> list[date]:
    """All days from the first to the last; the first alone while the last is unknown."""
    last = ends_on or starts_on
    return [starts_on + timedelta(days=n) for n in range((last - starts_on).days + 1)]


def days_for(facts: EditionFacts) -> dict[date, str | None]:
    """Every day of the edition with its label, in order.

    When as many days as before lie on other dates, the labels follow by position (the last stays "halvdag");
    when days come or go, each label stays on its date.
    """
    main = main_days(facts.starts_on, facts.ends_on)
    if len(facts.labels) == len(main):
        in_order = sorted(facts.labels, key=lambda line: line.on)
        days = {day: line.label for day, line in zip(main, in_order, strict=True)}
    else:
        on_date = {line.on: line.label for line in facts.labels}
        days = {day: on_date.get(day) for day in main}
    for line in facts.extra_days:
        days[line.on] = line.label or days.get(line.on)
    return {day: clean(label) or None if label else None for day, label in sorted(days.items())}


def differs(row: Any, facts: Any, names: tuple[str, ...]) -> bool:
    """Whether any of `names` has another value in `facts` than in `row`."""
    return any(getattr(row, name) != getattr(facts, name) for name in names)


def default_name(year: int) -> str:
    """What an edition is called unless somebody says otherwise."""
    return f"Socialchefsdagarna {year}"


def ensure_year_may_change(*, announced: bool) -> None:
    """Refuses a new year for an edition that everybody has seen: addresses and calendars are built on it."""
    if announced:
        sentence = "Årtalet kan inte ändras när året visas för alla: adresser och kalendrar bygger på det."
        raise Refusal(sentence, field="year")


def ensure_same_weekday(old: date, new: date) -> timedelta:
    """How far it is from `old` to `new`, whole weeks. Refuses another weekday and says which dates would do."""
    if old.weekday() == new.weekday():
        return new - old
    before = new - timedelta(days=(new.weekday() - old.weekday()) % 7)
    raise Refusal(
        f"{words.date_plain(new)} är en {words.weekday(new)}, förlagan börjar en {words.weekday(old)}. "
        f"Närmast ligger {words.date_plain(before)} och {words.date_plain(before + timedelta(days=7))}.",
        field="starts_on",
    )


def copied(source: Any, starts_on: date, shift: timedelta) -> EditionFacts:
    """The facts of a new year made after `source`: its colour, name and days. What belongs to one year is unknown."""
    year = starts_on.year
    main = set(main_days(source.starts_on, source.ends_on))
    lines = [(day.date in main, DayLine(day.date + shift, day.label)) for day in source.days]
    return EditionFacts(
        year=year,
        name=source.name.replace(str(source.year), str(year)) if str(source.year) in source.name else None,
        starts_on=starts_on,
        ends_on=source.ends_on + shift if source.ends_on else None,
        hue=source.hue,
        labels=tuple(line for is_main, line in lines if is_main),
        extra_days=tuple(line for is_main, line in lines if not is_main),
    )


def same_weekday_in(year: int, first: date) -> date:
    """The day of `year` nearest to the anniversary of `first` that falls on the same weekday."""
    leap_day = (first.month, first.day) == (2, 29)
    anniversary = first.replace(year=year, day=28 if leap_day else first.day)
    ahead = (first.weekday() - anniversary.weekday() + 3) % 7 - 3
    nearest = anniversary + timedelta(days=ahead)
    weeks = (year > nearest.year) - (year < nearest.year)  # a step back over a new year
    return nearest + timedelta(weeks=weeks)

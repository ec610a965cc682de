"""From counted rows to figures, each with the sentence that says what it shows. Pure."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from scdapp.core.text import slugify
from scdapp.core.words import day
from scdapp.figures.figure import EARLIER, NOW, OUTLINE, Figure, Series
from scdapp.figures.rules import CategoryCount, Course, Fill
from scdapp.needs.rules import Meal, words
from scdapp.organisations.municipalities import Municipality, counties, municipalities

ELSEWHERE = "Utan kommun"
WEEK = 7
# Bounds of how often somebody has been here before, and what they are called.
VISITS = ((0, 0, "Första gången"), (1, 2, "1–2 gånger förut"), (3, 5, "3–5 gånger förut"), (6, 10_000, "6 eller fler"))


def over_time(courses: Sequence[Course], year: int, days_left: int) -> Figure:
    """How many were registered with so many days left, this year and in earlier ones, up to now."""
    shown = [one for one in courses if one.year <= year]
    places = _places(shown, year, days_left)
    series = tuple(_course(one, places, days_left if one.year == year else 0, year) for one in shown)
    return Figure(
        name="over-tid",
        title="Anmälda över tid",
        finding=_over_time_in_words(shown, year, days_left),
        rows_are="Dagar kvar",
        rows=tuple(str(place) for place in places),
        series=series,
        places=places,
    )


def _places(courses: Sequence[Course], year: int, days_left: int) -> tuple[int, ...]:
    """Every week, and for each edition the day before the first came, that day, and the last that is known."""
    firsts = [max(one.steps) for one in courses if one.steps]
    if not firsts:
        return ()
    ends = [days_left if one.year == year else 0 for one in courses]
    edges = {day for first, end in zip(firsts, ends, strict=True) for day in (first + 1, first, max(end, 0))}
    return tuple(sorted(edges | set(range(0, max(firsts), WEEK)), reverse=True))


def _course(course: Course, places: Sequence[int], until: int, year: int) -> Series:
    values = tuple(course.at(place) if place >= until else None for place in places)
    name = f"{course.year} (exempel)" if course.example else str(course.year)
    return Series(name, values, NOW if course.year == year else EARLIER)


def _over_time_in_words(courses: Sequence[Course], year: int, days_left: int) -> str:
    """ "Med 37 dagar kvar är 412 anmälda. 2023 var de 377." """
    here = next((one for one in courses if one.year == year), None)
    if here is None:
        return "Ingen är anmäld än."
    left = max(days_left, 0)
    when = f"Med {_days(left)} kvar" if left else "Vid konferensens början"
    earlier = "".join(f" {one.year} var det {one.at(left)}." for one in courses if one.year < year)
    return f"{when} är {_people(here.at(left))} {'anmäld' if here.at(left) == 1 else 'anmälda'}.{earlier}"


def per_category(counts: Sequence[CategoryCount]) -> Figure:
    """Who has a seat and who waits, category by category."""
    most = max(counts, key=lambda one: one.seated, default=None)
    waiting = sum(one.waiting for one in counts)
    finding = "Ingen är anmäld än."
    if most and most.seated:
        seated = sum(one.seated for one in counts)
        finding = f"{_people(seated)} har plats, flest som {most.name.lower()} ({most.seated})."
        finding += f" {_people(waiting)} står på reservlistan." if waiting else ""
    return Figure(
        name="kategorier",
        title="Per kategori",
        finding=finding,
        rows_are="Kategori",
        rows=tuple(one.name for one in counts),
        series=(
            Series("Har plats", tuple(one.seated for one in counts)),
            Series("På reservlistan", tuple(one.waiting for one in counts), OUTLINE),
        ),
        notes_are="Platser, avbokade",
        notes=tuple(f"{_capacity(one.capacity)}, {one.cancelled} avbokade" for one in counts),
    )


def per_county(found: Sequence[tuple[str | None, str | None, int]]) -> Figure:
    """Where those with a seat come from; the county with most first, those without a municipality last."""
    people = Counter[str]()
    places: dict[str, set[str]] = {}
    for code, county, number in found:
        people[county or ""] += number
        if code and county:
            places.setdefault(county, set()).add(code)
    order = sorted(counties(), key=lambda county: -people[county])
    all_of = Counter(one.county_code for one in municipalities().values())
    rows, values = [counties()[one] for one in order], [people[one] for one in order]
    notes = [f"{len(places.get(one, ()))} av {all_of[one]}" for one in order]
    return Figure(
        name="lan",
        title="Per län",
        finding=_counties_in_words(places, people, order),
        rows_are="Län",
        rows=(*rows, ELSEWHERE),
        series=(Series("Har plats", (*values, people[""])),),
        notes_are="Kommuner",
        notes=(*notes, ""),
    )


def _counties_in_words(places: dict[str, set[str]], people: Counter[str], order: Sequence[str]) -> str:
    there = sum(len(codes) for codes in places.values())
    if not there:
        return "Ingen kommun är anmäld än."
    first = order[0]
    return (
        f"{there} av {len(municipalities())} kommuner är här. "
        f"Flest kommer från {counties()[first]} ({people[first]} personer)."
    )


def missing_municipalities(found: Sequence[tuple[str | None, str | None, int]]) -> list[tuple[str, list[Municipality]]]:
    """The municipalities that nobody comes from, county by county in Swedish order."""
    there = {code for code, _county, _number in found}
    missing: dict[str, list[Municipality]] = {county: [] for county in counties()}
    for one in municipalities().values():
        if one.code not in there:
            missing[one.county_code].append(one)
    return [(counties()[county], some) for county, some in missing.items() if some]


def per_product(fills: Sequence[Fill]) -> Figure:
    """How full each product is."""
    return _filled("produkter", "Biljetter och tillval", "Produkt", fills)


def per_seminar(fills: Sequence[Fill]) -> list[Figure]:
    """How full each seminar is, one figure a block."""
    blocks: dict[str, list[Fill]] = {}
    for one in fills:
        blocks.setdefault(one.group, []).append(one)
    return [
        _filled(f"seminarier-{slugify(block)}", f"Seminarier, block {block}", "Seminarium", some)
        for block, some in blocks.items()
    ]


def _filled(name: str, title: str, rows_are: str, fills: Sequence[Fill]) -> Figure:
    limited = any(one.capacity is not None for one in fills)
    left = Series("Lediga", tuple(None if one.capacity is None else one.capacity - one.taken for one in fills), OUTLINE)
    return Figure(
        name=name,
        title=title,
        finding=_fills_in_words(fills),
        rows_are=rows_are,
        rows=tuple(one.name for one in fills),
        series=(Series("Tagna", tuple(one.taken for one in fills)), *((left,) if limited else ())),
        marks=tuple(f"{one.taken} av {one.capacity}" if one.capacity is not None else str(one.taken) for one in fills),
        notes_are="I kö",
        notes=tuple(str(one.waiting) for one in fills),
    )


def _fills_in_words(fills: Sequence[Fill]) -> str:
    full = [one.name for one in fills if one.capacity is not None and one.taken >= one.capacity]
    if not any(one.taken for one in fills):
        return "Ingen plats är tagen än."
    if full:
        return f"Fullt: {', '.join(full)}."
    most = max(fills, key=lambda one: one.taken / one.capacity if one.capacity else 0)
    if most.capacity:
        return f"Inget är fullt. Fullast är {most.name}: {most.taken} av {most.capacity} platser är tagna."
    first = max(fills, key=lambda one: one.taken)
    return f"Flest har valt {first.name} ({first.taken})."


def visits(found: Sequence[tuple[int, int]]) -> Figure:
    """How many are here for the first time."""
    values = tuple(sum(n for times, n in found if low <= times <= high) for low, high, _name in VISITS)
    total = sum(values)
    finding = f"{values[0]} av de {total} som har svarat är här för första gången." if total else "Ingen har svarat än."
    return Figure(
        name="besok",
        title="Första gången eller återkommande",
        finding=finding,
        rows_are="Tidigare besök",
        rows=tuple(name for _low, _high, name in VISITS),
        series=(Series("Personer", values),),
    )


def per_question(found: Sequence[tuple[int, str, str, str, int]]) -> list[Figure]:
    """What was answered to each question with choices, in the order of its choices."""
    counted: dict[int, Counter[str]] = {}
    asked: dict[int, tuple[str, str]] = {}
    for key, label, choices, answer, number in found:
        asked[key] = (label, choices)
        for one in answer.splitlines():
            counted.setdefault(key, Counter())[one] += number
    return [_question(key, *asked[key], counted[key]) for key in asked]


def _question(key: int, label: str, choices: str, counted: Counter[str]) -> Figure:
    rows = tuple(dict.fromkeys((*choices.splitlines(), *counted)))
    (most, number), *_rest = counted.most_common(1)
    return Figure(
        name=f"fraga-{key}",
        title=label,
        finding=f"Vanligaste svaret är {most} ({number}).",
        rows_are="Svar",
        rows=rows,
        series=(Series("Personer", tuple(counted[row] for row in rows)),),
    )


def per_meal(meals: Sequence[Meal]) -> list[Figure]:
    """What is to be cooked for each day and each occasion with food; nobody is told from anybody else."""
    return [_meal(one) for one in meals if one.options]


def _meal(meal: Meal) -> Figure:
    options = words()
    counted = [(options.get(key, "Eget önskemål"), number) for key, number in meal.options.items()]
    rows = [("Som det serveras", meal.ordinary), *sorted(counted, key=lambda one: -one[1])]
    return Figure(
        name=f"mat-{slugify(meal.label)}",
        title=f"Mat, {_occasion(meal.label)}",
        finding=f"{meal.ordinary} av {_people(meal.guests)} äter det som serveras. Vanligast bland önskemålen är "
        f"{rows[1][0].lower()} ({rows[1][1]}).",
        rows_are="Önskemål",
        rows=tuple(name for name, _number in rows),
        series=(Series("Personer", tuple(number for _name, number in rows)),),
    )


def _occasion(label: str) -> str:
    """A day in words, or the name of what is beside."""
    try:
        return day(date.fromisoformat(label))
    except ValueError:
        return label.lower()


def _capacity(capacity: int | None) -> str:
    return "ingen gräns" if capacity is None else f"{capacity} platser"


def _days(number: int) -> str:
    return "1 dag" if number == 1 else f"{number} dagar"


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number} personer"

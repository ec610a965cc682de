"""Which editions can be, which days they have, and how one year becomes the next."""

from datetime import date, timedelta

import pytest

from scdapp.core.errors import Refusal
from scdapp.editions import rules
from scdapp.editions.models import Edition, EditionDay
from scdapp.editions.rules import DayLine, EditionFacts

WEDNESDAY, THURSDAY, FRIDAY = date(2024, 10, 2), date(2024, 10, 3), date(2024, 10, 4)
FACTS = EditionFacts(year=2024, starts_on=WEDNESDAY, ends_on=FRIDAY)


def facts(**changed: object) -> EditionFacts:
    return EditionFacts(**{"year": 2024, "starts_on": WEDNESDAY, "ends_on": FRIDAY, **changed})


def test_texts_are_cleaned_and_a_name_is_given() -> None:
    checked = rules.checked(facts(theme=" Omställning\x00 pågår ", city="  ", welcome="Hej\r\n\r\ndu", hue=0))

    assert checked == facts(name="Socialchefsdagarna 2024", theme="Omställning pågår", welcome="Hej\n\ndu", hue=0)


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"year": 2025}, "starts_on", "Första dagen ligger inte under 2025."),
        ({"year": 24}, "year", "Årtalet verkar inte stämma."),
        ({"ends_on": date(2024, 10, 1)}, "ends_on", "Sista dagen ligger före den första."),
        ({"ends_on": date(2024, 10, 16)}, "ends_on", "Konferensen kan vara i högst 14 dagar."),
        ({"hue": 264}, "hue", "Välj en färg."),
        ({"hue": 360}, "hue", "Välj en färg."),
        ({"theme": "å" * 201}, "theme", "Texten har 201 tecken. Högst 200 får plats."),
        ({"labels": (DayLine(FRIDAY, "x" * 61),)}, "extra_days", "Högst 60 tecken får plats i en etikett."),
        (
            {"extra_days": (DayLine(date(2024, 9, 24)),)},
            "extra_days",
            "Extradagen tisdag 24 september 2024 ligger mer än en vecka från konferensen.",
        ),
        (
            {"extra_days": (DayLine(date(2024, 10, 12)),)},
            "extra_days",
            "Extradagen lördag 12 oktober 2024 ligger mer än en vecka från konferensen.",
        ),
        (
            {"extra_days": (DayLine(date(2024, 10, 1)), DayLine(date(2024, 10, 1), "igen"))},
            "extra_days",
            "Extradagen tisdag 1 oktober 2024 står två gånger.",
        ),
        (
            {"extra_days": tuple(DayLine(date(2024, 9, 25) + timedelta(days=n)) for n in range(8))},
            "extra_days",
            "Högst 7 extra dagar går bra.",
        ),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(changed: dict[str, object], field: str, sentence: str) -> None:
    with pytest.raises(Refusal) as refusal:
        rules.checked(facts(**changed))

    assert (refusal.value.field, refusal.value.sentence) == (field, sentence)


def test_days_exist_from_start_to_end_and_others_come_besides() -> None:
    days = rules.days_for(facts(extra_days=(DayLine(date(2024, 10, 1), "kvällen före"),)))

    assert list(days.items()) == [
        (date(2024, 10, 1), "kvällen före"),
        (WEDNESDAY, None),
        (THURSDAY, None),
        (FRIDAY, None),
    ]


def test_only_the_first_day_is_sure_while_the_last_is_unknown() -> None:
    assert rules.days_for(facts(ends_on=None)) == {WEDNESDAY: None}


LABELS = (DayLine(FRIDAY, " halvdag "), DayLine(WEDNESDAY), DayLine(THURSDAY))


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "expected"),
    [
        (WEDNESDAY, FRIDAY, [None, None, "halvdag"]),
        (date(2024, 10, 9), date(2024, 10, 11), [None, None, "halvdag"]),  # a week later: the last is still the half
        (date(2024, 10, 1), date(2024, 10, 3), [None, None, "halvdag"]),
        (date(2024, 10, 1), FRIDAY, [None, None, None, "halvdag"]),  # a day more before: the date keeps it
        (WEDNESDAY, THURSDAY, [None, None]),
    ],
)
def test_labels_follow_their_days(starts_on: date, ends_on: date, expected: list[str | None]) -> None:
    days = rules.days_for(facts(starts_on=starts_on, ends_on=ends_on, labels=LABELS))

    assert list(days.values()) == expected


@pytest.mark.parametrize(
    ("first", "year", "expected"),
    [
        (date(2023, 9, 27), 2024, date(2024, 9, 25)),
        (date(2024, 10, 2), 2025, date(2025, 10, 1)),
        (date(2024, 10, 2), 2031, date(2031, 10, 1)),
        (date(2024, 2, 29), 2025, date(2025, 2, 27)),
        (date(2025, 1, 1), 2026, date(2026, 1, 7)),  # Wednesday 31 December is nearer, but in another year
        (date(2024, 12, 31), 2025, date(2025, 12, 30)),
        (date(2022, 12, 31), 2023, date(2023, 12, 30)),
        (date(2021, 12, 31), 2026, date(2026, 12, 25)),
    ],
)
def test_the_nearest_same_weekday_of_another_year(first: date, year: int, expected: date) -> None:
    found = rules.same_weekday_in(year, first)

    assert (found, found.weekday(), found.year) == (expected, first.weekday(), year)


@pytest.mark.parametrize(("new", "weeks"), [(date(2024, 9, 25), 52), (date(2024, 10, 2), 53), (date(2022, 9, 28), -52)])
def test_years_are_whole_weeks_apart(new: date, weeks: int) -> None:
    assert rules.ensure_same_weekday(date(2023, 9, 27), new) == timedelta(weeks=weeks)


def test_another_weekday_is_refused_with_dates_that_would_do() -> None:
    with pytest.raises(Refusal) as refusal:
        rules.ensure_same_weekday(date(2023, 9, 27), date(2024, 9, 27))

    assert (refusal.value.field, refusal.value.sentence) == (
        "starts_on",
        "27 september 2024 är en fredag, förlagan börjar en onsdag. "
        "Närmast ligger 25 september 2024 och 2 oktober 2024.",
    )


def test_a_copy_knows_its_days_name_and_colour_and_nothing_that_belongs_to_one_year() -> None:
    source = Edition(
        year=2023,
        name="Socialchefsdagarna 2023",
        theme="Förändringskraft tillsammans",
        city="Karlstad",
        hue=145,
        starts_on=date(2023, 9, 27),
        ends_on=date(2023, 9, 29),
        days=[
            EditionDay(date=date(2023, 9, 26), label="kvällen före"),
            EditionDay(date=date(2023, 9, 27)),
            EditionDay(date=date(2023, 9, 28)),
            EditionDay(date=date(2023, 9, 29), label="halvdag"),
        ],
    )

    copied = rules.copied(source, WEDNESDAY, timedelta(weeks=53))

    assert copied == facts(
        name="Socialchefsdagarna 2024",
        hue=145,
        labels=(DayLine(WEDNESDAY), DayLine(THURSDAY), DayLine(FRIDAY, "halvdag")),
        extra_days=(DayLine(date(2024, 10, 1), "kvällen före"),),
    )


def test_a_name_of_its_own_is_not_copied() -> None:
    source = Edition(year=2021, name="Jubileet", hue=5, starts_on=date(2021, 11, 24), ends_on=None, days=[])

    assert (
        rules.checked(rules.copied(source, date(2022, 11, 23), timedelta(weeks=52))).name == "Socialchefsdagarna 2022"
    )


def test_the_year_stands_once_everybody_has_seen_it() -> None:
    rules.ensure_year_may_change(announced=False)
    with pytest.raises(Refusal) as refusal:
        rules.ensure_year_may_change(announced=True)

    assert refusal.value.field == "year"

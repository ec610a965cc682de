"""The facts are right as a whole, or refused with all that is wrong and where."""

from collections import Counter
from datetime import date, time
from typing import Any

import pytest

from scdapp.imports import facts
from scdapp.imports.json_files import WrongFile
from tests.imports.files import del_, raw_facts, right_facts, wrong_facts


def test_all_that_is_known_is_read() -> None:
    found = right_facts()
    assert (len(found.people), len(found.editions), len(found.sessions)) == (55, 10, 45)
    assert Counter(session.edition for session in found.sessions) == {
        **{"scd2017": 12, "scd2021": 7, "scd2022": 5, "scd2023": 13, "scd2024": 8}
    }
    marmot = found.session_of["scd2021-marmot"]
    assert (marmot.day, marmot.starts, marmot.ends) == (date(2021, 11, 24), time(10, 10), None)
    assert (marmot.language, marmot.prerecorded, marmot.kind) == ("en", True, "keynote")
    assert found.edition_of["scd2020"].ends_on is None
    assert found.edition_of["scd2024"].days[2] == (date(2024, 10, 4), "halvdag")


@pytest.mark.parametrize(
    ("path", "value", "wrong"),
    [
        ("people.3.name", None, "people[3].name: ska vara text, inte null"),
        ("people.3.name", "x" * 121, "people[3].name: har 121 tecken, högst 120 får plats"),
        ("people.3.entity", "robot", 'people[3].entity: "robot" är inget känt ord (kända: person, grupp)'),
        ("people.3.title", del_, "people[3].title: saknas"),
        ("editions.0.days", {}, "editions[0].days: ska vara en lista, inte ett objekt"),
        (
            "editions.0.end",
            "2017-09-26",
            'editions[0].end: "2017-09-26" ligger före start, eller mer än en vecka efter',
        ),
        ("editions.0.year", 2016, 'editions[0].start: "2017-09-27" ligger inte i år 2016'),
        ("editions.0.year", 2021, "editions[1].year: 2021 finns redan i editions[0].year"),
        ("earlier_editions.0.year", 2015, "earlier_editions[1].year: 2015 finns redan i earlier_editions[0].year"),
        (
            "editions.0.days.0.date",
            "2017-09-20",
            'editions[0].days[0].date: "2017-09-20" ligger utanför upplagans dagar',
        ),
        ("editions.0.days.0.label", "fredag", "editions[0].days[0].label: 2017-09-27 är en onsdag, inte en fredag"),
        (
            "editions.4.registration.opens",
            "i maj",
            'editions[4].registration.opens: "i maj" är inget datum (skriv så här: 2024-10-02)',
        ),
        ("sessions.12.kind", "föredrag", None),
        (
            "sessions.12.date",
            "2021-11-22",
            'sessions[12].date: "2021-11-22" ligger utanför dagarna för Socialchefsdagarna 2021',
        ),
        ("sessions.12.date", None, "sessions[12].start: det finns ett klockslag men ingen dag (date)"),
        ("sessions.12.end", "10:10", 'sessions[12].end: "10:10" ligger inte efter start "10:10"'),
        ("sessions.13.end", "10:10", "sessions[13].end: det finns ett slut men ingen början (start)"),
        ("sessions.12.language", "tyska", None),
        (
            "sessions.12.status",
            "kanske",
            'sessions[12].status: "kanske" är inget känt ord (kända: genomförd, annonserad)',
        ),
        (
            "sessions.12.id",
            "scd2021 marmot",
            'sessions[12].id: "scd2021 marmot" får bara innehålla bokstäverna a–z, siffror och bindestreck',
        ),
        (
            "sessions.12.speakers.+",
            "michael-marmot",
            'sessions[12].speakers[1]: "michael-marmot" finns redan i sessions[12].speakers[0]',
        ),
        ("meta.schema_version", 2, "meta.schema_version: ska vara 1"),
        ("meta.timezone", "UTC", "meta.timezone: ska vara Europe/Stockholm"),
    ],
)
def test_one_fault_is_told_with_its_place(path: str, value: Any, wrong: str | None) -> None:
    faults = wrong_facts((path, value))
    if wrong is None:
        place = path.replace(".12.", "[12].")
        assert faults[0].startswith(f'{place}: "{value}" är inget känt ord (kända: ')
    else:
        assert wrong in faults


def test_an_hour_that_does_not_exist_is_told() -> None:
    changes = [
        ("editions.4.start", "2024-03-30"),
        ("editions.4.end", "2024-04-01"),
        *((f"editions.4.days.{n}.{name}", value) for n in range(3) for name, value in (("label", None),)),
        *((f"editions.4.days.{n}.date", f"2024-03-3{n}") for n in (0, 1)),
        ("editions.4.days.2.date", "2024-04-01"),
        *((f"sessions.{n}.{name}", None) for n in range(37, 45) for name in ("date", "start")),
        ("sessions.37.date", "2024-03-31"),
        ("sessions.37.start", "02:30"),
    ]
    assert wrong_facts(*changes) == (
        "sessions[37].start: klockslaget 02:30 finns inte den 2024-03-31: klockan ställs fram den natten",
    )


def test_all_faults_are_told_at_once() -> None:
    faults = wrong_facts(("people.0.name", 7), ("sessions.12.speakers.0", "x"), ("editions.1.start", "24 november"))
    assert faults == (
        "people[0].name: ska vara text, inte ett tal",
        'editions[1].start: "24 november" är inget datum (skriv så här: 2024-10-02)',
        'sessions[12].speakers[0]: "x" finns inte i people',
    )


@pytest.mark.parametrize("raw", [{}, {"meta": {}, "people": [], "editions": []}, {"venue": {}, "days": []}])
def test_a_file_of_another_sort_is_refused_in_one_sentence(raw: dict[str, Any]) -> None:
    with pytest.raises(WrongFile) as refused:
        facts.read("x.json", raw)
    missing = [key for key in facts.EXPECTED if key not in raw]
    assert refused.value.faults == (f"Det här är ingen fil med fakta: {', '.join(missing)} saknas.",)


@pytest.mark.parametrize("key", sorted(raw_facts()))
def test_any_value_in_any_place_is_read_or_refused(key: str) -> None:
    """No file makes the import stumble: it is right, or refused with words. A bare number is right nowhere."""
    refused = {}
    for value in (None, 3, "x", True, [], {}, [None], {"a": 1}, [[]], [{}]):
        try:
            facts.read("x.json", raw_facts() | {key: value})
        except WrongFile as wrong:
            refused[repr(value)] = wrong.faults
    assert "3" in refused
    assert all(faults and all(faults) for faults in refused.values())

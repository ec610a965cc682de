"""A programme is checked against itself, its days and the facts."""

from collections import Counter
from datetime import date, time
from typing import Any

import pytest

from scdapp.imports import programmes
from scdapp.imports.json_files import WrongFile
from tests.imports.files import del_, raw_programme, right_facts, wrong_programme


def test_the_whole_programme_is_read() -> None:
    found = programmes.read("programme.json", raw_programme(), right_facts())
    assert (len(found.entries), len(found.rooms), len(found.tracks), found.blocks) == (54, 9, 5, ("A", "B", "C", "D"))
    assert Counter(entry.example for entry in found.entries) == {True: 46, False: 8}
    assert found.days == (
        (date(2024, 10, 1), "kvällen före"),
        (date(2024, 10, 2), None),
        (date(2024, 10, 3), None),
        (date(2024, 10, 4), "halvdag"),
    )
    eliasson = next(entry for entry in found.entries if entry.fact == "scd2024-eliasson")
    assert (eliasson.day, eliasson.starts, eliasson.ends) == (date(2024, 10, 4), time(10), time(11))
    assert (eliasson.approximate, eliasson.example_fields) == (True, ("ends", "room"))


def test_an_entry_may_go_on_past_midnight() -> None:
    raw = raw_programme()
    raw["sessions"][45]["end"] = "2024-10-04T00:30:00+02:00"
    party = programmes.read("programme.json", raw, right_facts()).entries[45]
    assert (party.starts, party.ends, party.past_midnight) == (time(19), time(0, 30), True)


NOT_SWEDISH = "stämmer inte med svensk tid, där skillnaden då är +02:00"


@pytest.mark.parametrize(
    ("path", "value", "wrong"),
    [
        ("meta.edition", "scd2025", 'meta.edition: "scd2025" finns inte i fakta: editions'),
        ("sessions.5.speakers.1", "x", 'sessions[5].speakers[1]: "x" finns inte i fakta: people'),
        ("sessions.5.fact_session", "x", 'sessions[5].fact_session: "x" finns inte i fakta: sessions för scd2024'),
        (
            "sessions.5.fact_session",
            "scd2023-fest",
            'sessions[5].fact_session: "scd2023-fest" finns inte i fakta: sessions för scd2024',
        ),
        (
            "sessions.13.fact_session",
            "scd2024-ministrar",
            'sessions[13].fact_session: "scd2024-ministrar" finns redan i sessions[5].fact_session',
        ),
        ("sessions.5.room", "sal-9", 'sessions[5].room: "sal-9" finns inte i venue.rooms'),
        ("sessions.7.track", "x", 'sessions[7].track: "x" finns inte i tracks'),
        ("sessions.7.choice_block", "E", 'sessions[7].choice_block: "E" finns inte i registration.choices.blocks'),
        ("sessions.7.date", "2024-10-05", 'sessions[7].date: "2024-10-05" finns inte i days'),
        (
            "sessions.7.date",
            "2024-10-03",
            'sessions[7].start: "2024-10-02T11:20:00+02:00" ligger inte på dagen 2024-10-03 (date)',
        ),
        (
            "sessions.7.start",
            "2024-10-02T11:20:00+01:00",
            f'sessions[7].start: "2024-10-02T11:20:00+01:00" {NOT_SWEDISH}',
        ),
        (
            "sessions.7.end",
            "2024-10-02T11:20:00+02:00",
            'sessions[7].end: "2024-10-02T11:20:00+02:00" ligger inte efter start, eller mer än 16 timmar efter',
        ),
        ("sessions.7.end", None, "sessions[7].end: ska vara text, inte null"),
        ("sessions.7.id", "p24-001", 'sessions[7].id: "p24-001" finns redan i sessions[0].id'),
        ("sessions.7.kind", "workshop", None),
        ("sessions.7.max_seats", 0, "sessions[7].max_seats: ska ligga mellan 1 och 100000"),
        (
            "sessions.7.illustrative_fields",
            ["start"],
            'sessions[7].illustrative_fields: ska vara ["*"] när illustrative är true',
        ),
        ("sessions.7.fact_session", "scd2024-berg", "sessions[7].fact_session: ska vara null när illustrative är true"),
        ("sessions.5.fact_session", None, "sessions[5].fact_session: saknas fast illustrative är false"),
        ("sessions.5.illustrative_fields.0", "title", None),
        (
            "sessions.25.illustrative_fields.0",
            "end",
            "sessions[25].illustrative_fields: date är påhittat men räknas inte upp",
        ),
        (
            "sessions.5.illustrative_fields.0",
            "end",
            "sessions[5].illustrative_fields: start är påhittat men räknas inte upp",
        ),
        ("venue.rooms.1.id", "plenum", 'venue.rooms[1].id: "plenum" finns redan i venue.rooms[0].id'),
        ("venue.rooms.1.name", "Stora scenen", 'venue.rooms[1].name: "Stora scenen" finns redan i venue.rooms[0].name'),
        (
            "venue.rooms.1.kind",
            "källare",
            'venue.rooms[1].kind: "källare" är inget känt ord (kända: plenum, seminarium, yta)',
        ),
        ("venue.rooms.1.capacity", "260", "venue.rooms[1].capacity: ska vara ett heltal, inte text"),
        ("venue.rooms", del_, "venue.rooms: saknas"),
        ("tracks.1.id", "nara-vard", 'tracks[1].id: "nara-vard" finns redan i tracks[0].id'),
        ("days.0.date", "2024-09-01", 'days[0].date: "2024-09-01" ligger utanför dagarna för Socialchefsdagarna 2024'),
        ("days.1.label", "torsdag", "days[1].label: 2024-10-02 är en onsdag, inte en torsdag"),
        (
            "registration.closes.date",
            "13 september",
            'registration.closes.date: "13 september" är inget datum (skriv så här: 2024-10-02)',
        ),
        ("ticket_types.1.valid.0", "2024-10-09", 'ticket_types[1].valid[0]: "2024-10-09" finns inte i days'),
        ("meta.counts.sessions_total", 53, "meta.counts.sessions_total: säger 53, men det finns 54"),
        ("meta.counts.service_items", 11, "meta.counts.service_items: säger 11, men det finns 10"),
        ("meta.counts.by_kind.lunch", 4, "meta.counts.by_kind.lunch: säger 4, men det finns 3"),
        ("meta.counts.by_kind.lunch", del_, 'meta.counts.by_kind: "lunch" är inte räknat'),
    ],
)
def test_one_fault_is_told_with_its_place(path: str, value: Any, wrong: str | None) -> None:
    faults = wrong_programme((path, value))
    if wrong is None:
        assert any(f'"{value}" är inget känt ord (kända: ' in fault for fault in faults)
    else:
        assert wrong in faults


def test_facts_in_the_place_of_a_programme_are_refused_in_one_sentence() -> None:
    with pytest.raises(WrongFile) as refused:
        programmes.read("x.json", {"meta": {}, "sessions": []}, right_facts())
    wrong = "Det här är ingen fil med ett program: venue, days, tracks, registration saknas."
    assert refused.value.faults == (wrong,)


@pytest.mark.parametrize("key", sorted(raw_programme()))
def test_any_value_in_any_place_is_read_or_refused(key: str) -> None:
    """No file makes the import stumble: it is right, or refused with words. A bare number is right nowhere."""
    refused = {}
    for value in (None, 3, "x", True, [], {}, [None], {"a": 1}, [[]], [{}]):
        try:
            programmes.read("x.json", raw_programme() | {key: value}, right_facts())
        except WrongFile as wrong:
            refused[repr(value)] = wrong.faults
    assert "3" in refused
    assert all(faults and all(faults) for faults in refused.values())

"""Every kind of collision, found and not found."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from scdapp.core.walltime import ZONE
from scdapp.programme import conflicts
from scdapp.programme.conflicts import Hall, Item

WEDNESDAY, THURSDAY = date(2024, 10, 2), date(2024, 10, 3)
DAYS = {WEDNESDAY, THURSDAY}
HALL = Hall(1, "Sal A", "seminar", 100)
OTHER = Hall(2, "Sal B", "seminar", 100)
STAGE = Hall(3, "Stora scenen", "plenum", 1000)
FOYER = Hall(4, "Foajén", "area")
ASA, BO = (1, "Åsa Exempel"), (2, "Bo Prov")


def at(hour: int, minute: int = 0, day: date = WEDNESDAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)


def item(title: str, start: datetime | None, end: datetime | None = None, **more: Any) -> Item:
    """A seminar, on the day on which it begins."""
    day = more.pop("day", start.date() if start else None)
    return Item(uid=title, title=title, kind=more.pop("kind", "seminar"), day=day, start=start, end=end, **more)


def told(items: Iterable[Item]) -> list[tuple[str, str, str]]:
    return [(c.kind, c.weight, c.sentence.replace("\xa0", " ")) for c in conflicts.find(items, DAYS)]


def test_two_sessions_in_one_hall() -> None:
    first = item("Ett", at(14, 15), at(15), hall=HALL)
    assert told([item("Två", at(14, 30), at(15, 30), hall=HALL), first]) == [
        (
            "room",
            "stop",
            "Sal A är dubbelbokad onsdag 2 oktober: ”Ett” kl. 14.15–15.00 och ”Två” kl. 14.30–15.30.",
        )
    ]
    assert told([first, item("Två", at(14, 30), at(15, 30), hall=OTHER)]) == []
    assert told([first, item("Två", at(14, 30, THURSDAY), at(15, 30, THURSDAY), hall=HALL)]) == []
    assert told([first, item("Två", at(14, 30), at(15, 30))]) == []


def test_one_that_ends_when_the_next_begins_is_in_nobodys_way() -> None:
    assert told([item("Ett", at(10), at(11), hall=HALL), item("Två", at(11), at(12), hall=HALL)]) == []


def test_a_long_session_collides_with_everything_it_covers() -> None:
    covered = [item(f"Del {n}", at(9 + n), at(9 + n, 30), hall=HALL) for n in range(3)]
    found = conflicts.find([item("Hela dagen", at(8), at(17), hall=HALL), *covered], DAYS)
    assert [conflict.others("Hela dagen")[0].title for conflict in found] == ["Del 0", "Del 1", "Del 2"]


def test_a_party_past_midnight_collides_with_what_goes_on_then() -> None:
    party = item("Fest", at(21), at(0, 30, THURSDAY), hall=HALL)
    assert len(told([party, item("Nattmangling", at(0, 15, THURSDAY), at(1, 0, THURSDAY), hall=HALL)])) == 1
    assert told([party, item("Frukost", at(0, 30, THURSDAY), at(1, 0, THURSDAY), hall=HALL)]) == []


@pytest.mark.parametrize(("begins", "collides"), [(at(9, 59), False), (at(10), True), (at(10, 1), False)])
def test_an_unknown_end_takes_up_the_moment_of_the_start(begins: datetime, collides: bool) -> None:
    open_ended, other = item("Öppen", at(10), hall=HALL), item("Annan", begins, hall=HALL)
    assert bool(told([open_ended, other])) is collides


def test_an_unknown_end_within_another_session_collides() -> None:
    lasting = item("Lång", at(9), at(11), hall=HALL)
    assert len(told([lasting, item("Öppen", at(10), hall=HALL)])) == 1
    assert told([lasting, item("Öppen", at(11), hall=HALL)]) == []


def test_what_is_not_known_yet_never_collides() -> None:
    assert (
        told([item("Ett", None, day=WEDNESDAY, hall=HALL, people=(ASA,)), item("Två", at(10), at(11), hall=HALL)]) == []
    )
    assert told([item("Ett", None, hall=HALL), item("Två", None, hall=HALL)]) == []


def test_what_is_cancelled_or_kept_back_never_collides() -> None:
    first = item("Ett", at(10), at(11), hall=HALL, people=(ASA,), capacity=500, block="A", day=date(2024, 9, 1))
    second = item("Två", at(10), at(11), hall=HALL, people=(ASA,))
    assert told([replace(first, off=True), second]) == []
    assert {kind for kind, *_ in told([first, second])} == {"room", "speaker", "day", "capacity"}


def test_a_foyer_may_hold_two_things_but_it_is_said() -> None:
    items = [item("Kaffe", at(10), at(11), hall=FOYER), item("Registrering", at(10), at(12), hall=FOYER)]
    assert told(items) == [
        (
            "room",
            "note",
            "Foajén används till två saker onsdag 2 oktober: ”Kaffe” kl. 10.00–11.00 och "
            "”Registrering” kl. 10.00–12.00.",
        )
    ]


def test_one_person_in_two_places() -> None:
    first, second = item("Ett", at(10), at(11), people=(ASA, BO)), item("Två", at(10, 30), at(12), people=(ASA,))
    assert told([first, second]) == [
        (
            "speaker",
            "stop",
            "Åsa Exempel är dubbelbokad onsdag 2 oktober: ”Ett” kl. 10.00–11.00 och ”Två” kl. 10.30–12.00.",
        )
    ]
    assert told([first, replace(second, people=((3, "Åsa Exempel"),))]) == []
    assert told([first, replace(second, start=at(11))]) == []


def test_one_person_in_two_roles_of_one_session_is_no_collision() -> None:
    assert told([item("Ett", at(10), at(11), people=(ASA, ASA))]) == []


def test_a_day_that_is_not_the_conferences() -> None:
    assert told([item("Förmöte", at(10, 0, date(2024, 9, 30)), at(11, 0, date(2024, 9, 30)))]) == [
        ("day", "note", "”Förmöte” ligger måndag 30 september, som inte är någon av konferensens dagar.")
    ]
    assert told([item("Utan tid", None, day=date(2024, 9, 30))]) != []
    assert told([item("Förmöte", at(10), at(11)), item("Utan dag", None)]) == []


def test_a_seminar_against_plenum() -> None:
    seminar, opening = (
        item("Ett", at(10), at(11), hall=HALL),
        item("Start", at(9), at(10, 30), hall=STAGE, kind="opening"),
    )
    expected = [
        (
            "plenum",
            "note",
            "Seminariet ”Ett” kl. 10.00–11.00 onsdag 2 oktober krockar med ”Start” kl. 09.00–10.30 i Stora scenen, "
            "som är för alla.",
        )
    ]
    assert told([seminar, opening]) == told([opening, seminar]) == expected
    assert told([seminar, replace(opening, end=at(10))]) == []
    assert told([seminar, replace(opening, service=True)]) == []
    assert told([seminar, replace(opening, hall=OTHER)]) == []
    assert told([replace(seminar, kind="network"), opening]) == []


def test_a_plenary_that_begins_during_a_seminar_and_one_after_it() -> None:
    seminar = item("Ett", at(9), at(11), hall=HALL)
    stage = [item(f"Scen {n}", at(n), at(n, 45), hall=STAGE, kind="keynote") for n in (8, 10, 11)]
    assert [conflict.others("Ett")[0].title for conflict in conflicts.find([seminar, *stage], DAYS)] == ["Scen 10"]


def test_a_seminar_in_the_plenary_hall_is_double_booked_and_no_more() -> None:
    seminar, opening = (
        item("Ett", at(10), at(11), hall=STAGE),
        item("Start", at(10), at(11), hall=STAGE, kind="opening"),
    )
    assert [kind for kind, *_ in told([seminar, opening])] == ["room"]


def test_a_hall_that_is_too_small() -> None:
    big = item("Stort", at(10), at(11), hall=HALL, capacity=101)
    assert told([big]) == [("capacity", "note", "”Stort” har 101 platser att boka. Sal A tar 100.")]
    assert told([replace(big, capacity=100)]) == []
    assert told([replace(big, capacity=None)]) == []
    assert told([replace(big, hall=FOYER)]) == []


def test_a_block_whose_sessions_begin_at_different_times() -> None:
    items = [item(f"B{n}", at(14), at(15), block="B") for n in range(3)]
    assert told(items) == []
    assert told([*items, item("Sen", at(15), at(16), block="B")]) == [
        (
            "block",
            "note",
            "”Sen” kl. 15.00–16.00 onsdag 2 oktober är i block B, som annars börjar onsdag 2 oktober kl. 14.00.",
        )
    ]
    assert told([*items, item("Sen", at(15), at(16), block="C")]) == []


def test_the_weighty_come_first_and_each_session_knows_how_many_it_is_in() -> None:
    first = item("Ett", at(10), at(11), hall=HALL, capacity=200)
    second = item("Två", at(10), at(11), hall=HALL)
    found = conflicts.find([first, second], DAYS)
    assert [(c.kind, c.label, c.weight) for c in found] == [("room", "Lokal", "stop"), ("capacity", "Platser", "note")]
    assert conflicts.count(found) == {"Ett": 2, "Två": 1}
    assert conflicts.count([]) == {}


def test_free_halls_are_those_where_nothing_else_happens_meanwhile() -> None:
    one = item("Ett", at(10), at(11), hall=HALL)
    busy = item("Två", at(10, 30), at(12), hall=OTHER)
    halls = [HALL, OTHER, STAGE, FOYER]
    assert conflicts.free_halls(one, [one, busy], halls) == [STAGE]
    assert conflicts.free_halls(one, [one, replace(busy, off=True)], halls) == [OTHER, STAGE]
    assert conflicts.free_halls(one, [one, replace(busy, start=at(11))], halls) == [OTHER, STAGE]
    assert conflicts.free_halls(replace(one, start=None), [busy], halls) == []


def test_a_thousand_sessions_are_checked() -> None:
    # How long it takes is measured by the bench, beside what is wanted.
    halls = [Hall(n, f"Sal {n}", "plenum" if n == 0 else "seminar", 100) for n in range(20)]
    start = at(8)
    items = [
        item(
            f"Pass {n}",
            start + timedelta(days=n % 5, minutes=45 * (n // 100)),
            start + timedelta(days=n % 5, minutes=45 * (n // 100) + 50),
            hall=halls[n // 5 % 20],
            people=((n % 800, f"Person {n % 800}"),),
            block=f"Block {n // 100}",
            capacity=90,
        )
        for n in range(1000)
    ]
    found = Counter(one.kind for one in conflicts.find(items, DAYS))
    assert found == {"plenum": 2660, "room": 900, "block": 800, "day": 600}

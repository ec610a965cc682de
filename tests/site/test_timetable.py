from datetime import datetime, time

from scdapp.core.walltime import ZONE
from scdapp.releases.released import Block, Day, Room, Session
from scdapp.site import timetable
from tests.site.programmes import BLOCK, ROOM_A, ROOM_B, STAGE, THURSDAY, TUESDAY, WEDNESDAY, programme, session

NOON = datetime(2024, 10, 2, 12, 0, tzinfo=ZONE)


def _days(*sessions: Session, **given: object) -> list[timetable.Day]:
    released = programme(*sessions, **given)
    return timetable.days(released, released.shown, NOON)


def _titles(sessions: tuple[Session, ...]) -> list[str]:
    return [one.title for one in sessions]


def test_what_starts_together_is_one_slot() -> None:
    [day] = _days(
        session("Ett", room=ROOM_A, block="a"),
        session("Två", room=ROOM_B, block="a"),
        session("Lunch", starts=time(11), ends=time(12), service=True, kind="lunch"),
    )
    assert [(slot.starts, slot.ends, slot.service, slot.state) for slot in day.slots] == [
        (time(10), time(11), False, "done"),
        (time(11), time(12), True, "done"),
    ]


def test_days_in_order_with_their_labels_and_without_empty_ones() -> None:
    found = _days(
        session("Kvällen före", day=TUESDAY, starts=time(18), ends=None),
        session("Morgon", day=THURSDAY),
        days=(Day(WEDNESDAY), Day(THURSDAY, "torsdag, halvdag")),
    )
    assert [(day.date, day.label) for day in found] == [(TUESDAY, None), (THURSDAY, "torsdag, halvdag")]


def test_seminars_stand_in_the_column_of_their_room() -> None:
    [day] = _days(session("I B", room=ROOM_B), session("I A", room=ROOM_A), session("Alla", room=STAGE))
    assert day.rooms == (ROOM_A, ROOM_B)
    [group] = day.slots[0].groups
    assert _titles(group.across) == ["Alla"]
    assert [(column, one.title) for column, one in group.columns] == [(1, "I A"), (2, "I B")]
    assert group.loose == ()


def test_a_block_is_one_thing_and_a_choice_without_a_room_stands_in_it() -> None:
    [day] = _days(
        session("I A", room=ROOM_A, block="a"),
        session("I B", room=ROOM_B, block="a"),
        session("Utan sal", block="a"),
        session("Utställning", kind="social"),
    )
    rest, block = day.slots[0].groups
    assert (rest.block, _titles(rest.across)) == (None, ["Utställning"])
    assert (block.block, block.across) == (BLOCK, ())
    assert [one.title for _, one in block.columns] == ["I A", "I B"]
    assert _titles(block.loose) == ["Utan sal"]


def test_two_blocks_at_one_time_come_in_the_organisers_order() -> None:
    [day] = _days(
        session("Ett", room=ROOM_A, block="b"),
        session("Två", room=ROOM_B, block="a"),
        blocks=(Block("b", "B"), Block("a", "A")),
    )
    assert [group.block.name for group in day.slots[0].groups if group.block] == ["B", "A"]


def test_what_nothing_stands_beside_needs_no_column() -> None:
    [day] = _days(
        session("Ett", room=ROOM_A, block="a"),
        session("Två", room=ROOM_B, block="a"),
        session("FSS årsmöte", room=ROOM_A, starts=time(16), ends=time(18)),
    )
    [group] = day.slots[1].groups
    assert (_titles(group.across), group.columns) == (["FSS årsmöte"], ())


def test_more_rooms_than_fit_have_no_columns() -> None:
    rooms = tuple(Room(f"sal-{n}", f"Sal {n}", "seminar") for n in range(7))
    [day] = _days(*(session(f"I {room.name}", room=room) for room in rooms), rooms=rooms)
    [group] = day.slots[0].groups
    assert (day.rooms, group.columns, len(group.loose)) == ((), (), 7)


def test_a_single_room_is_no_timetable() -> None:
    [day] = _days(session("Ett", room=ROOM_A), session("Två", room=ROOM_A))
    assert day.rooms == ()
    assert len(day.slots[0].groups[0].loose) == 2


def test_the_slot_ends_as_most_of_it_does() -> None:
    [day] = _days(
        session("Ett"),
        session("Två"),
        session("Längre", ends=time(12)),
        session("Inställt", ends=time(12), cancelled=True),
        session("Öppet slut", ends=None),
    )
    assert day.slots[0].ends == time(11)


def test_a_slot_is_approximate_when_all_of_it_is() -> None:
    [day] = _days(session("Ett", approximate=True), session("Två"), session("Tre", starts=time(13), approximate=True))
    assert [slot.approximate for slot in day.slots] == [False, True]


def test_states_on_the_line_follow_the_clock() -> None:
    [day] = _days(
        session("Förr"),
        session("Nu", starts=time(11, 30), ends=time(12, 30)),
        session("Nu, utan slut", starts=time(11, 45), ends=None),
        session("Sedan", starts=time(12, 1), ends=None),
    )
    assert [slot.state for slot in day.slots] == ["done", "now", "now", "next"]


def test_unknown_times_and_days_stand_last() -> None:
    released = programme(session("Känd"), session("Utan tid", starts=None), session("Utan dag", day=None))
    [day] = timetable.days(released, released.shown, NOON)
    assert _titles(day.untimed) == ["Utan tid"]
    assert _titles(timetable.undated(released.shown)) == ["Utan dag"]


def test_choices_count_what_takes_place() -> None:
    released = programme(
        session("Ett", block="a"), session("Två", block="a"), session("Tre", block="a", cancelled=True), session("Fyra")
    )
    assert timetable.choices(released) == {"a": 2}

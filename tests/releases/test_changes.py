"""From one version to the next: counters that calendars need, and what is told as changed."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

from scdapp.releases import changes, released
from scdapp.releases.changes import Change, FieldChange
from scdapp.releases.released import Appearance, Place, Programme, Session

FIRST = datetime(2024, 5, 31, 8, 0, tzinfo=UTC)
SECOND = datetime(2024, 8, 19, 8, 0, tzinfo=UTC)
THIRD = datetime(2024, 9, 2, 8, 0, tzinfo=UTC)

TALK = Session(
    uid="talk",
    slug="talk",
    title="Ett föredrag",
    kind="keynote",
    day=date(2024, 10, 2),
    starts=time(10, 15),
    ends=time(11, 0),
    room="sal-a",
    room_name="Sal A",
    location="Sal A, Kistamässan",
    appearances=(Appearance("speaker", "Åsa Exempel", "person-1", "asa-exempel"),),
)
LUNCH = Session(uid="lunch", slug="lunch", title="Lunch", kind="lunch", day=date(2024, 10, 2), starts=time(12, 0))


def version(*drafts: Session, before: Programme | None = None, at: datetime = FIRST) -> Programme:
    """A release of these drafts."""
    number = before.number + 1 if before else 1
    sessions = changes.number(drafts, before, at=at)
    return Programme(2024, number, False, "", at, sessions=sessions)


def test_the_first_version_starts_at_zero() -> None:
    first = version(TALK, LUNCH)
    assert [(s.uid, s.sequence, s.created_at, s.changed_at) for s in first.sessions] == [
        ("talk", 0, FIRST, FIRST),
        ("lunch", 0, FIRST, FIRST),
    ]


def test_nothing_changed_keeps_every_counter() -> None:
    first = version(TALK, LUNCH)
    second = version(TALK, LUNCH, before=first, at=SECOND)
    assert second.sessions == first.sessions
    assert changes.compare(first, second) == ()


def test_a_move_raises_only_its_own_counter_and_remembers_the_place() -> None:
    first = version(TALK, LUNCH)
    moved = replace(TALK, starts=time(14, 0), ends=time(14, 45), room="sal-b", room_name="Sal B", location="Sal B")
    second = version(moved, LUNCH, before=first, at=SECOND)
    talk, lunch = second.by_uid["talk"], second.by_uid["lunch"]
    assert (talk.sequence, talk.created_at, talk.changed_at) == (1, FIRST, SECOND)
    assert talk.moved_from == Place(date(2024, 10, 2), time(10, 15), "Sal A")
    assert (lunch.sequence, lunch.changed_at) == (0, FIRST)
    assert changes.compare(first, second) == (
        Change(
            "talk",
            "talk",
            "Ett föredrag",
            "moved",
            (
                FieldChange("starts", "10.15", "14.00"),
                FieldChange("ends", "11.00", "14.45"),
                FieldChange("room_name", "Sal A", "Sal B"),
            ),
        ),
    )


def test_the_place_before_is_remembered_while_other_things_change() -> None:
    first = version(TALK)
    second = version(replace(TALK, starts=time(14, 0), ends=time(14, 45)), before=first, at=SECOND)
    renamed = replace(TALK, starts=time(14, 0), ends=time(14, 45), title="Ett nytt namn")
    third = version(renamed, before=second, at=THIRD)
    talk = third.by_uid["talk"]
    assert (talk.sequence, talk.changed_at) == (2, THIRD)
    assert talk.moved_from == Place(date(2024, 10, 2), time(10, 15), "Sal A")
    assert [change.what for change in changes.compare(second, third)] == ["changed"]


def test_filling_in_what_was_unknown_is_no_move() -> None:
    first = version(replace(TALK, starts=None, ends=None, room=None, room_name=None))
    second = version(TALK, before=first, at=SECOND)
    assert second.by_uid["talk"].moved_from is None
    assert second.by_uid["talk"].sequence == 1
    assert [change.what for change in changes.compare(first, second)] == ["changed"]


def test_cancelled_and_restored() -> None:
    first = version(TALK)
    second = version(replace(TALK, cancelled=True, cancel_note="Sjukdom"), before=first, at=SECOND)
    third = version(TALK, before=second, at=THIRD)
    assert [change.what for change in changes.compare(first, second)] == ["cancelled"]
    assert [change.what for change in changes.compare(second, third)] == ["restored"]
    assert [p.by_uid["talk"].sequence for p in (first, second, third)] == [0, 1, 2]


def test_taken_off_the_programme_stays_for_the_calendars_once() -> None:
    first = version(TALK, LUNCH)
    second = version(LUNCH, before=first, at=SECOND)
    third = version(LUNCH, before=second, at=THIRD)
    gone = second.by_uid["talk"]
    assert (gone.withdrawn, gone.sequence, gone.changed_at) == (True, 1, SECOND)
    assert third.by_uid["talk"] == gone
    assert [s.uid for s in second.shown] == ["lunch"]
    assert [(c.uid, c.what) for c in changes.compare(first, second)] == [("talk", "withdrawn")]
    assert changes.compare(second, third) == ()


def test_brought_back_after_withdrawal_counts_on() -> None:
    first = version(TALK)
    second = version(before=first, at=SECOND)
    third = version(TALK, before=second, at=THIRD)
    assert (third.by_uid["talk"].sequence, third.by_uid["talk"].withdrawn) == (2, False)
    assert [(c.uid, c.what) for c in changes.compare(second, third)] == [("talk", "added")]


def test_another_address_or_venue_is_a_change_that_calendars_show() -> None:
    first = version(TALK)
    second = version(replace(TALK, slug="nytt", former_slugs=("talk",)), before=first, at=SECOND)
    third = version(
        replace(TALK, slug="nytt", former_slugs=("talk",), location="Sal A, Folkets hus"), before=second, at=THIRD
    )
    assert [p.by_uid["talk"].sequence for p in (first, second, third)] == [0, 1, 2]
    assert second.by_slug["talk"] is second.by_slug["nytt"]


def test_order_is_by_time_and_the_unknown_come_last() -> None:
    late = replace(TALK, uid="late", slug="late", starts=time(9, 0), day=date(2024, 10, 3))
    no_time = replace(TALK, uid="no-time", slug="no-time", starts=None, ends=None)
    no_day = replace(no_time, uid="no-day", slug="no-day", day=None)
    assert [s.uid for s in version(no_day, late, no_time, LUNCH, TALK).sessions] == [
        "talk",
        "lunch",
        "no-time",
        "late",
        "no-day",
    ]


def test_a_programme_and_its_changes_survive_their_storage() -> None:
    first = version(TALK, LUNCH)
    moved = replace(TALK, starts=time(14, 0), ends=time(0, 30), past_midnight=True, example_fields=("starts",))
    second = version(moved, LUNCH, before=first, at=SECOND)
    found = changes.compare(first, second)
    assert released.loads(released.dumps(second)) == second
    assert changes.loads(changes.dumps(found)) == found

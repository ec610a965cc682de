"""A new year begins with what another left, and a programme moves when its dates do."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from scdapp.core.db import db, transaction
from scdapp.core.errors import Refusal
from scdapp.editions.models import Edition
from scdapp.editions.queries import key_dates
from scdapp.programme import copy_service as service
from scdapp.programme import place_queries, queries
from scdapp.programme.models import Block, Room, Session, SessionLink, Track
from tests.factories import (
    THEN,
    make_block,
    make_edition,
    make_key_date,
    make_person,
    make_room,
    make_session,
    make_track,
    save,
)

pytestmark = pytest.mark.usefixtures("app")
NOW = datetime(2024, 1, 20, 8, 0, tzinfo=UTC)
FIRST = date(2023, 9, 27)


def copy(source: Edition, *, sessions: bool, starts_on: date = date(2024, 10, 2)) -> Edition:
    with transaction():
        return service.copy_programme(source.id, starts_on=starts_on, sessions=sessions, now=NOW)


def shift(edition: Edition, days: int) -> int:
    with transaction():
        return service.shift_sessions(edition.id, days=days, now=NOW)


def full_year() -> Edition:
    edition = make_edition(2023, starts_on=FIRST)
    make_key_date(edition, starts_on=date(2023, 5, 9))
    hall = make_room(edition, "Plenum", kind="plenum", capacity=1000, position=2, example=True)
    make_room(edition, "Sal A", directions="Plan 2", step_free=True, hearing_loop=False, position=1)
    block, track = make_block(edition, "A", note="välj ett", position=1), make_track(edition, "Nära vård", position=1)
    lecture = make_session(
        edition,
        "Storföreläsning",
        kind="keynote",
        room_id=hall.id,
        summary="**Text**",
        speakers=[make_person()],
        example=True,
        example_fields="starts,ends",
        included=False,
    )
    seminar = make_session(
        edition, "Seminarium", day=FIRST + timedelta(days=1), block_id=block.id, track_id=track.id, capacity=40
    )
    make_session(edition, "Utan dag", day=None)
    make_session(edition, "Inställt", status="cancelled")
    save(SessionLink(session_id=seminar.id, related_id=lecture.id))
    return edition


def places(edition: Edition) -> list[list[dict[str, Any]]]:
    hidden = {"id", "edition_id", "version"}
    return [
        [
            {column.name: getattr(place, column.key) for column in model.__table__.columns if column.name not in hidden}
            for place in place_queries.places(model, edition.id)
        ]
        for model in (Room, Block, Track)
    ]


def test_rooms_blocks_tracks_and_key_dates_always_follow() -> None:
    source = full_year()

    edition = copy(source, sessions=False)

    assert (edition.year, edition.announced_at) == (2024, None)
    assert places(edition) == places(source)
    assert [room.name for room in place_queries.rooms(edition.id)] == ["Sal A", "Plenum"]
    assert [one.starts_on for one in key_dates(edition.id)] == [date(2024, 5, 14)]
    assert queries.draft(edition.id) == []


def test_sessions_follow_as_drafts_on_their_weekdays_with_nobody_on_stage() -> None:
    source = full_year()

    edition = copy(source, sessions=True)

    copies = {session.title: session for session in queries.draft(edition.id)}
    assert list(copies) == ["Storföreläsning", "Seminarium", "Utan dag"]
    lecture, seminar, undated = copies.values()
    assert (lecture.day, lecture.starts, lecture.ends, lecture.kind) == (
        date(2024, 10, 2),
        time(10),
        time(11),
        "keynote",
    )
    assert (lecture.summary, lecture.example, lecture.example_fields, lecture.included) == (
        "**Text**",
        True,
        "starts,ends",
        False,
    )
    assert (lecture.created_at, lecture.changed_at, lecture.version) == (NOW, NOW, 1)
    assert [session.slots for session in copies.values()] == [[], [], []]
    assert lecture.room is not None
    assert (lecture.room.name, lecture.room.edition_id) == ("Plenum", edition.id)
    assert seminar.block is not None
    assert seminar.track is not None
    assert (seminar.day, seminar.block.edition_id, seminar.track.edition_id, seminar.capacity) == (
        date(2024, 10, 3),
        edition.id,
        edition.id,
        40,
    )
    assert [link.related_id for link in seminar.links] == [lecture.id]
    assert (undated.day, undated.room_id) == (None, None)
    assert not {one.uid for one in copies.values()} & {one.uid for one in queries.draft(source.id)}


def test_the_source_is_left_as_it_was() -> None:
    source = full_year()
    before = [(s.uid, s.day, s.version, len(s.slots)) for s in queries.draft(source.id)], places(source)

    copy(source, sessions=True)

    db.session.expire_all()
    assert ([(s.uid, s.day, s.version, len(s.slots)) for s in queries.draft(source.id)], places(source)) == before


def test_a_wrong_weekday_makes_nothing_at_all() -> None:
    source = full_year()

    with pytest.raises(Refusal) as refusal:
        copy(source, sessions=True, starts_on=date(2024, 10, 1))

    assert refusal.value.field == "starts_on"
    assert len(db.session.scalars(select(Edition)).all()) == 1
    assert len(db.session.scalars(select(Session)).all()) == 4


def test_a_session_that_cannot_be_copied_is_named() -> None:
    source = make_edition(2023, starts_on=date(2023, 4, 2))
    make_session(source, "Nattmangling", starts=time(2, 30), ends=time(4))

    with pytest.raises(Refusal) as refusal:
        copy(source, sessions=True, starts_on=date(2024, 3, 31))

    assert refusal.value.field == "starts_on"
    assert refusal.value.sentence.startswith("”Nattmangling”: Klockan 02.30 finns inte")
    assert len(db.session.scalars(select(Edition)).all()) == 1


def test_a_programme_moves_with_its_clocks_unchanged() -> None:
    edition = full_year()

    assert shift(edition, 7) == 3

    by_title = {session.title: session for session in queries.draft(edition.id)}
    assert {title: session.day for title, session in by_title.items()} == {
        "Storföreläsning": date(2023, 10, 4),
        "Inställt": date(2023, 10, 4),
        "Seminarium": date(2023, 10, 5),
        "Utan dag": None,
    }
    moved = by_title["Storföreläsning"]
    assert (moved.starts, moved.version, moved.changed_at, len(moved.slots)) == (time(10), 2, NOW, 1)
    assert (by_title["Utan dag"].version, by_title["Utan dag"].changed_at) == (1, THEN)


@pytest.mark.parametrize("days", [0, 60, -60])
def test_a_programme_is_not_moved_nowhere_or_far_away(days: int) -> None:
    edition = full_year()

    with pytest.raises(Refusal) as refusal:
        shift(edition, days)

    assert refusal.value.field == "days"
    assert {session.version for session in queries.draft(edition.id)} == {1}


def test_an_empty_programme_cannot_be_moved() -> None:
    with pytest.raises(Refusal) as refusal:
        shift(make_edition(), 7)

    assert refusal.value.sentence == "Då flyttas ingenting."


def test_a_programme_is_not_moved_into_the_hour_that_does_not_exist() -> None:
    edition = make_edition(2024, starts_on=date(2024, 3, 30))
    make_session(edition, "Natt", starts=time(2, 30), ends=time(3, 30))

    with pytest.raises(Refusal) as refusal:
        shift(edition, 1)

    assert refusal.value.sentence.startswith("”Natt”: Klockan 02.30 finns inte söndag 31 mars 2024")

"""Reads of the draft: right order, right narrowing, and the same number of queries for few and for many."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, time
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from scdapp.core.db import db, transaction
from scdapp.core.errors import Missing
from scdapp.editions.models import Edition
from scdapp.programme import conflicts, queries, rules
from scdapp.programme.models import FormerSessionSlug, SessionLink, SpeakerSlot
from scdapp.programme.queries import Wanted
from tests.factories import make_block, make_edition, make_person, make_room, make_session, make_track

THURSDAY = date(2024, 10, 3)


@contextmanager
def statements() -> Iterator[list[str]]:
    """What is asked of the database meanwhile."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement != "BEGIN":
            asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield asked
    event.remove(db.engine, "before_cursor_execute", note)


def cost(read: Callable[[], object]) -> int:
    """How many queries the read takes, with nothing remembered from before."""
    db.session.rollback()
    db.session.expunge_all()
    with statements() as asked:
        read()
    return len(asked)


def look_at(sessions: list[Any]) -> list[Any]:
    """Touch everything that a page or a release reads of a session."""
    return [
        (
            (s.room and s.room.name, s.block and s.block.name, s.track and s.track.name),
            [(slot.person.name if slot.person else slot.label) for slot in s.slots],
            [link.related.uid for link in s.links],
            [former.slug for former in s.former_slugs],
        )
        for s in sessions
    ]


def fill(edition: Edition, count: int) -> None:
    """So many sessions, each with a room, block, track, speaker, link and former address of its own."""
    rows = [
        make_session(
            edition,
            f"Pass {n}",
            room_id=make_room(edition, f"Sal {n}").id,
            block_id=make_block(edition, f"Block {n}").id,
            track_id=make_track(edition, f"Spår {n}").id,
            speakers=[make_person(f"Person {n}")],
        )
        for n in range(count)
    ]
    with transaction():
        for one, other in zip(rows, rows[1:] + rows[:1], strict=True):
            db.session.add(SessionLink(session_id=one.id, related_id=other.id))
            db.session.add(FormerSessionSlug(session_id=one.id, edition_id=edition.id, slug=f"forr-{one.id}"))


def test_reads_cost_the_same_for_three_and_for_many(app: Flask) -> None:
    few, many = make_edition(2023), make_edition(2024)
    fill(few, 3)
    fill(many, 20)
    few_id, many_id = few.id, many.id

    def costs(key: int) -> dict[str, int]:
        return {
            "draft": cost(lambda: look_at(queries.draft(key))),
            "page": cost(
                lambda: [(s.room, s.block, [x.person for x in s.slots]) for s in queries.page(key, Wanted()).rows]
            ),
            "items": cost(lambda: queries.items(key)),
            "titles": cost(lambda: queries.titles(key)),
        }

    assert costs(few_id) == costs(many_id) == {"draft": 4, "page": 3, "items": 2, "titles": 1}


def test_the_draft_is_in_order_of_time_with_the_unknown_last(app: Flask) -> None:
    edition = make_edition()
    make_session(edition, "Utan dag", day=None)
    make_session(edition, "Dag två", day=THURSDAY)
    make_session(edition, "Utan tid", starts=None)
    make_session(edition, "Öppning", starts=time(9), ends=time(10))
    make_session(edition, "Ärende", starts=time(9), ends=time(10))
    make_session(edition, "Tidig", starts=time(8))
    make_session(make_edition(2023), "Ett annat år")
    wanted = ["Tidig", "Ärende", "Öppning", "Utan tid", "Dag två", "Utan dag"]
    assert [session.title for session in queries.draft(edition.id)] == wanted
    assert [session.title for session in queries.page(edition.id, Wanted()).rows] == wanted
    assert [title.title for title in queries.titles(edition.id)] == wanted


def test_a_session_is_found_by_uid_in_its_own_year(app: Flask) -> None:
    edition = make_edition()
    session = make_session(edition)
    assert queries.get_session(edition.id, session.uid) is session
    for key, uid in ((make_edition(2023).id, session.uid), (edition.id, "okänd")):
        with pytest.raises(Missing):
            queries.get_session(key, uid)


def test_the_list_is_narrowed_down(app: Flask) -> None:
    edition = make_edition()
    hall, block, asa = make_room(edition), make_block(edition), make_person("Åsa Öberg")
    one = make_session(edition, "Ett", room_id=hall.id, block_id=block.id, speakers=[asa], kind="panel")
    two = make_session(edition, "TVÅ ÄLGAR 100%", day=THURSDAY, room_id=hall.id, service=True)
    make_session(edition, "Tre", day=None)
    with transaction():
        db.session.add(SpeakerSlot(session_id=two.id, label="en förvaltningschef"))

    def found(**wanted: Any) -> list[str]:
        return [session.title for session in queries.page(edition.id, Wanted(**wanted)).rows]

    assert found() == ["Ett", "TVÅ ÄLGAR 100%", "Tre"]
    assert found(text="åsa ÖBERG") == ["Ett"]
    assert found(text="älgar två") == ["TVÅ ÄLGAR 100%"]
    assert found(text="Förvaltningschef") == ["TVÅ ÄLGAR 100%"]
    assert found(text="0%") == ["TVÅ ÄLGAR 100%"]
    assert found(text="_") == []
    assert found(day=THURSDAY) == ["TVÅ ÄLGAR 100%"]
    assert found(undated=True) == ["Tre"]
    assert found(kind="panel") == ["Ett"]
    assert found(room_id=hall.id, text="ett") == ["Ett"]
    assert found(block_id=block.id) == ["Ett"]
    assert found(uids=frozenset({one.uid})) == ["Ett"]
    assert found(uids=frozenset()) == []


def test_incomplete_means_in_the_list_what_it_means_on_the_page(app: Flask) -> None:
    edition = make_edition()
    hall = make_room(edition).id
    make_session(edition, "Allt", room_id=hall)
    make_session(edition, "Ingen dag", room_id=hall, day=None)
    make_session(edition, "Ingen tid", room_id=hall, starts=None)
    make_session(edition, "Inget slut", room_id=hall, ends=None)
    make_session(edition, "Ingen lokal")
    make_session(edition, "Lunch", service=True, ends=None)
    make_session(edition, "Lunch utan tid", service=True, starts=None)
    make_session(edition, "Inställt", status="cancelled")
    waiting = make_session(edition, "Inget svar", room_id=hall)
    label = make_session(edition, "Bara en roll", room_id=hall)
    person = make_person()
    with transaction():
        db.session.add(SpeakerSlot(session_id=waiting.id, person_id=person.id, state="asked"))
        db.session.add(SpeakerSlot(session_id=label.id, label="N.N.", state="asked"))
    listed = {session.title for session in queries.page(edition.id, Wanted(incomplete=True)).rows}
    told = {session.title for session in queries.draft(edition.id) if rules.gaps(session)}
    assert listed == told == {"Ingen dag", "Ingen tid", "Inget slut", "Ingen lokal", "Lunch utan tid", "Inget svar"}


def test_a_long_draft_is_read_in_pages(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "A_PAGE", 2)
    edition = make_edition()
    for n in range(5):
        make_session(edition, f"Pass {n}", starts=time(8 + n))

    def page(number: int) -> tuple[list[str], int, int, int]:
        found = queries.page(edition.id, Wanted(), number=number)
        return [session.title for session in found.rows], found.total, found.number, found.last

    assert page(1) == (["Pass 0", "Pass 1"], 5, 1, 3)
    assert page(3) == page(99) == (["Pass 4"], 5, 3, 3)
    assert page(0) == page(1)
    nothing = queries.page(make_edition(2023).id, Wanted())
    assert (list(nothing.rows), nothing.total, nothing.number, nothing.last) == ([], 0, 1, 1)


def test_the_search_for_collisions_sees_the_draft_as_it_is(app: Flask) -> None:
    edition = make_edition()
    hall, block = make_room(edition, capacity=50), make_block(edition)
    yes, asked, no = (make_person(name) for name in ("Ja", "Frågad", "Nej"))
    session = make_session(
        edition, "Fest", kind="social", starts=time(21), ends=time(1), past_midnight=True, room_id=hall.id,
        block_id=block.id, capacity=60, speakers=[yes],
    )  # fmt: skip
    with transaction():
        db.session.add(SpeakerSlot(session_id=session.id, person_id=asked.id, state="asked", position=1))
        db.session.add(SpeakerSlot(session_id=session.id, person_id=no.id, state="declined", position=2))
    bare = make_session(edition, "Inget känt", day=None, status="cancelled")
    held = make_session(edition, "Kvar", included=False, ends=None)
    day = edition.starts_on
    assert queries.items(edition.id) == [
        conflicts.Item(
            session.uid, "Fest", "social", day, rules.times.start_of(day, time(21)),
            rules.times.end_of(day, time(1), past_midnight=True), False, False,
            conflicts.Hall(hall.id, "Sal A", "seminar", 50), "A", 60, ((yes.id, "Ja"), (asked.id, "Frågad")),
        ),
        conflicts.Item(bare.uid, "Inget känt", "seminar", off=True),
        conflicts.Item(held.uid, "Kvar", "seminar", day, rules.times.start_of(day, time(10)), off=True),
    ]  # fmt: skip
    assert [(c.kind, c.sessions[0].title) for c in queries.collisions(edition)] == [("capacity", "Fest")]


def test_addresses_that_are_taken(app: Flask) -> None:
    edition, other_year = make_edition(), make_edition(2023)
    one, two = make_session(edition, "Tillit"), make_session(edition, "Hopp")
    make_session(other_year, "Tillit idag")
    with transaction():
        db.session.add(FormerSessionSlug(edition_id=edition.id, session_id=two.id, slug="tillit-ar-allt"))
    assert queries.taken_slugs(edition.id, "tillit") == {"tillit", "tillit-ar-allt"}
    assert queries.taken_slugs(edition.id, "tillit", but=one.id) == {"tillit-ar-allt"}
    assert queries.taken_slugs(edition.id, "tillit", but=two.id) == {"tillit"}

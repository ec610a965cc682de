"""Releasing: what the public gets, when it is refused, and that it can never be changed afterwards."""

from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError

from scdapp.core import publication
from scdapp.core.db import db, transaction
from scdapp.core.errors import EditConflict, Missing
from scdapp.editions.models import Edition
from scdapp.people import service as people
from scdapp.people.models import Person
from scdapp.programme.models import Session, SpeakerSlot
from scdapp.releases import queries, rules, service
from scdapp.releases.models import Release
from scdapp.releases.preview import preview
from scdapp.releases.released import Appearance
from tests.factories import make_edition, make_person, make_room, make_session, save

MAY = datetime(2024, 5, 31, 8, 0, tzinfo=UTC)
AUGUST = datetime(2024, 8, 19, 8, 0, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("app")


def release(edition: Edition, *, now: datetime = MAY, final: bool = False, accept: bool = False, note: str = "") -> int:
    """Release the draft and give the number of the version."""
    with transaction():
        made = service.release(
            edition.id, final=final, note=note, by="Olle Organisatör", accept_collisions=accept, now=now
        )
        return made.number


def change(session: Session, **values: object) -> None:
    """An organiser changes a session."""
    with transaction():
        row = db.session.get_one(Session, session.id)
        for name, value in values.items():
            setattr(row, name, value)


def test_the_public_gets_what_was_drafted() -> None:
    edition = make_edition()
    room = make_room(edition, "Sal A", directions="plan 2")
    speaker = make_person("Åsa Exempel", organisation="Exempelkommun")
    session = make_session(edition, "Ett föredrag", room_id=room.id, speakers=[speaker], summary="*Hej*")
    assert queries.current(edition.id, AUGUST) is None
    assert release(edition, note="Första versionen") == 1
    programme = queries.current(edition.id, AUGUST)
    assert programme is not None
    assert (programme.year, programme.number, programme.final, programme.note) == (2024, 1, False, "Första versionen")
    assert [room.name for room in programme.rooms] == ["Sal A"]
    (released,) = programme.sessions
    assert released.uid == session.uid
    assert released.location == "Sal A, plan 2, Kistamässan, Stockholm"
    assert released.appearances == (
        Appearance("speaker", "Åsa Exempel", speaker.uid, "asa-exempel", "socialchef", "Exempelkommun"),
    )
    assert (released.sequence, released.created_at, released.changed_at) == (0, MAY, MAY)


def test_only_those_who_said_yes_are_named() -> None:
    edition = make_edition()
    session = make_session(edition)
    people = [make_person(name) for name in ("Ja Exempel", "Tillfrågad Exempel", "Nej Exempel")]
    for position, (person, state) in enumerate(zip(people, ("accepted", "asked", "declined"), strict=True)):
        label = "en forskare" if state == "asked" else None
        save(SpeakerSlot(session_id=session.id, person_id=person.id, state=state, label=label, position=position))
    save(SpeakerSlot(session_id=session.id, label="moderator", role="moderator", state="asked", position=9))
    release(edition)
    programme = queries.current(edition.id, AUGUST)
    assert programme is not None
    assert [a.name for a in programme.sessions[0].appearances] == ["Ja Exempel", "en forskare", "moderator"]
    assert "Tillfrågad" not in db.session.scalar(text("SELECT content FROM release"))


def test_what_is_kept_back_stays_in_the_draft() -> None:
    edition = make_edition()
    make_session(edition, "Klart")
    make_session(edition, "Inte klart", included=False)
    release(edition)
    programme = queries.current(edition.id, AUGUST)
    assert programme is not None
    assert [s.title for s in programme.shown] == ["Klart"]


def test_the_public_of_a_moment_sees_the_version_of_that_moment() -> None:
    edition = make_edition()
    session = make_session(edition, "Ett föredrag")
    release(edition, now=MAY)
    change(session, title="Ett bättre föredrag")
    release(edition, now=AUGUST, final=True)
    seen = {when: queries.current(edition.id, when) for when in (MAY, AUGUST)}
    assert {when: p and (p.number, p.sessions[0].title) for when, p in seen.items()} == {
        MAY: (1, "Ett föredrag"),
        AUGUST: (2, "Ett bättre föredrag"),
    }
    assert [(e.number, e.final, [c.what for c in e.changes]) for e in queries.history(edition.id, AUGUST)] == [
        (2, True, ["changed"]),
        (1, False, ["added"]),
    ]
    assert [e.number for e in queries.history(edition.id, MAY)] == [1]


def test_an_unchanged_draft_is_not_released_again_but_a_changed_state_is() -> None:
    edition = make_edition()
    make_session(edition)
    release(edition)
    with pytest.raises(rules.NothingToRelease):
        release(edition, now=AUGUST)
    assert release(edition, now=AUGUST, final=True) == 2
    programme = queries.current(edition.id, AUGUST)
    assert programme is not None
    assert (programme.final, programme.sessions[0].sequence) == (True, 0)


def test_a_room_that_became_step_free_can_be_released() -> None:
    edition = make_edition()
    room = make_room(edition)
    make_session(edition, room_id=room.id)
    release(edition)
    with transaction():
        db.session.merge(room).step_free = True
    assert release(edition, now=AUGUST) == 2


def test_a_double_booked_room_has_to_be_accepted_by_name() -> None:
    edition = make_edition()
    room = make_room(edition)
    make_session(edition, "Ett", room_id=room.id)
    make_session(edition, "Två", room_id=room.id)
    with pytest.raises(rules.CollisionsNotAccepted) as refusal:
        release(edition)
    assert refusal.value.field == "accept_collisions"
    assert db.session.query(Release).count() == 0
    assert release(edition, accept=True) == 1


def test_the_version_seen_in_the_preview_is_the_one_that_goes_out() -> None:
    edition = make_edition()
    make_session(edition)
    release(edition)
    with pytest.raises(rules.ReleasedMeanwhile), transaction():
        service.release(edition.id, final=True, note="", by="Olle", now=AUGUST, expected_number=1)


def test_a_preview_tells_what_will_change_and_changes_nothing() -> None:
    edition = make_edition()
    kept, moved, gone = (make_session(edition, title) for title in ("Kvar", "Flyttas", "Utgår"))
    release(edition)
    change(moved, starts=time(14, 0), ends=time(15, 0))
    change(gone, included=False)
    make_session(edition, "Ny", day=date(2024, 10, 3))
    before = publication.standing()
    seen = preview(db.session.get_one(Edition, edition.id), now=AUGUST)
    assert {change.title: change.what for change in seen.changes} == {
        "Flyttas": "moved",
        "Utgår": "withdrawn",
        "Ny": "added",
    }
    assert (seen.count("moved"), seen.unchanged, seen.differs, seen.after.number) == (1, 1, True, 2)
    assert kept.title == "Kvar"
    assert publication.standing() == before


def test_a_release_cannot_be_changed_by_any_road() -> None:
    edition = make_edition()
    make_session(edition)
    release(edition)
    with pytest.raises(DBAPIError, match="immutable"), transaction():
        db.session.execute(text("UPDATE release SET content = '{}'"))
    assert queries.latest(edition.id) is not None


def test_a_release_is_noticed_by_everything_that_is_kept() -> None:
    edition = make_edition()
    session = make_session(edition)
    before = publication.standing()
    change(session, title="Bara ett utkast")
    assert publication.standing() == before
    release(edition)
    assert publication.standing().version == before.version + 1


def test_only_what_was_never_released_can_be_deleted() -> None:
    edition = make_edition()
    seen = make_session(edition, "Har synts")
    release(edition)
    unseen = make_session(edition, "Har inte synts")
    with pytest.raises(EditConflict), transaction():
        service.delete_session(unseen.id, version=99)
    with transaction():
        service.delete_session(unseen.id, version=1)
    with pytest.raises(Missing), transaction():
        service.delete_session(unseen.id, version=1)
    with pytest.raises(rules.AlreadyReleased, match="Ställ in den"), transaction():
        service.delete_session(seen.id, version=1)
    assert db.session.query(Session).count() == 1


def questions(year: int, sessions: int) -> int:
    """How many statements the preview of an edition with so many sessions costs."""
    edition = make_edition(year)
    room, person = make_room(edition), make_person()
    rows = [
        Session(
            edition_id=edition.id,
            slug=f"s{n}",
            title=f"S {n}",
            kind="seminar",
            room_id=room.id,
            created_at=MAY,
            changed_at=MAY,
            slots=[SpeakerSlot(person_id=person.id, state="accepted")],
        )
        for n in range(sessions)
    ]
    with transaction():
        db.session.add_all(rows)
    statements: list[str] = []

    def note(*given: object) -> None:
        statements.append(str(given[2]))

    event.listen(db.engine, "before_cursor_execute", note)
    preview(db.session.get_one(Edition, edition.id), now=MAY)
    event.remove(db.engine, "before_cursor_execute", note)
    db.session.remove()
    return len(statements)


def test_a_preview_costs_the_same_number_of_questions_however_large_the_programme() -> None:
    assert questions(2024, 3) == questions(2025, 300) <= 15


def test_somebody_whom_a_released_programme_leads_to_stays_even_when_no_longer_in_the_draft(tmp_path: Path) -> None:
    edition, person = make_edition(), make_person("Åsa Exempel")
    session = make_session(edition, speakers=[person])
    key = person.id
    release(edition)
    change(session, slots=[])
    with pytest.raises(rules.AlreadyReleased, match="Åsa Exempel är med i ett släppt program"), transaction():
        people.delete_person(key, version=1, folder=tmp_path)
    release(edition, now=AUGUST)
    with transaction():
        people.delete_person(key, version=1, folder=tmp_path)
    assert db.session.get(Person, key) is None

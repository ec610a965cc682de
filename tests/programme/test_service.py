"""What the verbs on sessions do to the draft, and what they refuse."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from scdapp.core.db import db, transaction
from scdapp.core.errors import EditConflict, Missing, Refusal
from scdapp.editions.models import Edition
from scdapp.programme import queries, rules, service
from scdapp.programme.models import FormerSessionSlug, Session, SessionLink, SpeakerSlot
from scdapp.programme.rules import Placing, SessionValues, SlotValues
from tests.factories import make_block, make_edition, make_person, make_room, make_session, make_track

NOW = datetime(2024, 8, 26, 7, 0, tzinfo=UTC)
LATER = datetime(2024, 8, 27, 7, 0, tzinfo=UTC)


@pytest.fixture
def edition(app: Flask) -> Edition:
    return make_edition()


def create(edition: Edition, values: SessionValues, **more: Any) -> Session:
    with transaction():
        return service.create_session(edition.id, values, now=NOW, **more)


def change(session: Session, **changed: Any) -> Session:
    values, version = replace(rules.values_of(session), **changed), session.version
    with transaction():
        return service.update_session(session.id, values, version=version, now=LATER)


def refused(verb: Any, *given: Any, **more: Any) -> tuple[str | None, str]:
    with pytest.raises(Refusal) as caught:
        verb(*given, **more)
    return caught.value.field, caught.value.sentence


def everything(edition: Edition) -> SessionValues:
    """Values that name one of each thing that there is."""
    other = make_session(edition, "En föreläsning")
    return SessionValues(
        title="Panel: hur gör vi?",
        kind="panel",
        summary="**Samtal**",
        day=date(2024, 10, 3),
        starts=time(22),
        ends=time(0, 15),
        past_midnight=True,
        approximate=True,
        room_id=make_room(edition).id,
        block_id=make_block(edition).id,
        track_id=make_track(edition).id,
        capacity=80,
        language="en",
        prerecorded=True,
        service=True,
        status="cancelled",
        cancel_note="Snö",
        included=False,
        example=True,
        example_fields="starts,room",
        slots=(
            SlotValues(make_person("Åsa").id, None, "moderator", "accepted"),
            SlotValues(make_person("Bo").id, "en chef", "panellist", "asked"),
            SlotValues(None, "en kommun", "panellist", "asked"),
        ),
        related_ids=frozenset({other.id}),
    )


def test_a_new_session_is_all_that_was_said_of_it(edition: Edition) -> None:
    values = everything(edition)
    uid = create(edition, values).uid
    found = queries.get_session(edition.id, uid)
    assert rules.values_of(found) == values
    assert (found.slug, found.version, found.created_at, found.changed_at) == ("panel-hur-gor-vi", 1, NOW, NOW)


def test_an_import_may_bring_the_uid(edition: Edition) -> None:
    create(edition, SessionValues(title="Lunch", kind="lunch"), uid="5e9")
    found = queries.get_session(edition.id, "5e9")
    assert (found.title, found.service) == ("Lunch", True)


def test_titles_alike_get_addresses_of_their_own(edition: Edition) -> None:
    slugs = [create(edition, SessionValues(title=title)).slug for title in ("Lunch", "Lunch!", "Lunch 2")]
    assert slugs == ["lunch", "lunch-2", "lunch-2-2"]
    other_year = make_edition(2023)
    assert create(other_year, SessionValues(title="Lunch")).slug == "lunch"


def test_nothing_is_kept_of_a_session_that_is_refused(edition: Edition) -> None:
    assert refused(create, edition, SessionValues(title=""))[0] == "title"
    far = SessionValues(title="Fel år", day=date(2025, 10, 2))
    assert refused(create, edition, far)[0] == "day"
    assert queries.draft(edition.id) == []


def test_no_session_in_a_year_that_is_not_there(app: Flask) -> None:
    with pytest.raises(Missing), transaction():
        service.create_session(99, SessionValues(title="Lunch"), now=NOW)


@pytest.mark.parametrize("field", ["room_id", "block_id", "track_id"])
def test_places_of_another_year_or_of_none_are_refused(edition: Edition, field: str) -> None:
    make = {"room_id": make_room, "block_id": make_block, "track_id": make_track}[field]
    for key in (make(make_edition(2023)).id, 999):
        told = refused(create, edition, SessionValues(title="Lunch", **{field: key}))
        assert told == (field, "Det finns inte längre i listan. Välj något annat.")


def test_people_and_sessions_that_are_not_there_are_refused(edition: Edition) -> None:
    nobody = SessionValues(title="Lunch", slots=(SlotValues(make_person().id), SlotValues(999)))
    assert refused(create, edition, nobody) == ("slots", "Någon av de medverkande finns inte längre bland personerna.")
    another_year = make_session(make_edition(2023))
    for key in (another_year.id, 999):
        told = refused(create, edition, SessionValues(title="Lunch", related_ids=frozenset({key})))
        assert told == ("related", "Välj andra programpunkter från samma år.")
    session = make_session(edition)
    assert refused(change, session, related_ids=frozenset({session.id}))[0] == "related"


def test_a_change_is_written_whole_and_raises_the_version(edition: Edition) -> None:
    session = make_session(edition)
    values = everything(edition)
    with transaction():
        service.update_session(session.id, values, version=1, now=LATER)
    found = queries.get_session(edition.id, session.uid)
    assert rules.values_of(found) == values
    assert (found.version, found.changed_at) == (2, LATER)


def test_saving_what_stands_already_changes_nothing(edition: Edition) -> None:
    session = create(edition, everything(edition))
    assert (change(session).version, session.changed_at) == (1, NOW)


def test_the_second_of_two_who_change_the_same_session_is_told(edition: Edition) -> None:
    session = make_session(edition)
    change(session, title="Först")
    with pytest.raises(EditConflict) as conflict, transaction():
        service.update_session(session.id, SessionValues(title="Sedan"), version=1, now=LATER)
    assert isinstance(conflict.value.current, Session)
    db.session.rollback()
    assert (session.title, session.version) == ("Först", 2)


def test_a_new_title_gives_a_new_address_and_keeps_the_old_ones(edition: Edition) -> None:
    session = create(edition, SessionValues(title="Tillit"))

    def addresses() -> tuple[str, list[str]]:
        found = queries.get_session(edition.id, session.uid)
        return found.slug, sorted(former.slug for former in found.former_slugs)

    change(session, title="Tillit i kris")
    assert addresses() == ("tillit-i-kris", ["tillit"])
    change(session, title="Tillit!")
    assert addresses() == ("tillit", ["tillit-i-kris"])
    change(session, title="Tillit")
    assert addresses() == ("tillit", ["tillit-i-kris"])
    change(session, title="Tillit i kris")
    assert addresses() == ("tillit-i-kris", ["tillit"])


def test_an_address_that_once_led_to_a_session_is_nobody_elses(edition: Edition) -> None:
    change(create(edition, SessionValues(title="Tillit")), title="Hopp")
    assert create(edition, SessionValues(title="Tillit")).slug == "tillit-2"
    third = create(edition, SessionValues(title="Kärlek"))
    change(third, title="Hopp")
    assert third.slug == "hopp-2"
    formers = db.session.scalars(select(FormerSessionSlug.slug).order_by(FormerSessionSlug.slug)).all()
    assert formers == ["karlek", "tillit"]


def test_places_on_stage_can_change_order_roles_and_people(edition: Edition) -> None:
    one, two = make_person("Ett").id, make_person("Två").id
    before = (SlotValues(one), SlotValues(two), SlotValues(None, "N.N."))
    session = create(edition, SessionValues(title="Panel", slots=before))
    kept = {slot.person_id: slot.id for slot in session.slots}
    after = (
        SlotValues(two, None, "speaker", "accepted"),
        SlotValues(None, "N.N.", "moderator"),
        SlotValues(one, None, "speaker", "declined"),
        SlotValues(one, None, "moderator", "asked"),
    )
    change(session, slots=after)
    found = queries.get_session(edition.id, session.uid)
    assert rules.values_of(found).slots == after
    assert [slot.position for slot in found.slots] == [0, 1, 2, 3]
    assert [found.slots[0].id, found.slots[2].id] == [kept[two], kept[one]]
    change(session, slots=())
    assert db.session.scalars(select(SpeakerSlot.id)).all() == []


def test_related_sessions_can_be_taken_away(edition: Edition) -> None:
    others = [make_session(edition, f"Nummer {n}").id for n in range(3)]
    session = create(edition, SessionValues(title="Panel", related_ids=frozenset(others[:2])))
    change(session, related_ids=frozenset(others[1:]))
    rows = db.session.execute(select(SessionLink.session_id, SessionLink.related_id).order_by(SessionLink.related_id))
    assert rows.all() == [(session.id, others[1]), (session.id, others[2])]


def test_a_day_that_was_far_away_before_may_stay(edition: Edition) -> None:
    session = make_session(edition, day=date(2024, 6, 1))
    assert change(session, title="Samma dag").day == date(2024, 6, 1)
    assert refused(change, session, day=date(2024, 6, 2))[0] == "day"


def test_a_move_changes_where_and_when_and_nothing_else(edition: Edition) -> None:
    session = create(edition, everything(edition))
    before = rules.values_of(session)
    placing = Placing(date(2024, 10, 4), time(9), time(10), room_id=make_room(edition, "Sal B").id)
    with transaction():
        service.move_session(session.id, placing, version=1, now=LATER)
    after = rules.values_of(queries.get_session(edition.id, session.uid))
    assert after == replace(
        before,
        day=date(2024, 10, 4),
        starts=time(9),
        ends=time(10),
        past_midnight=False,
        room_id=placing.room_id,
    )
    assert (session.version, session.changed_at) == (2, LATER)


def test_a_move_is_refused_and_conflicts_as_any_change(edition: Edition) -> None:
    session = make_session(edition)
    with pytest.raises(EditConflict), transaction():
        service.move_session(session.id, Placing(), version=7, now=LATER)
    with pytest.raises(Refusal), transaction():
        service.move_session(session.id, Placing(day=None, starts=time(9)), version=1, now=LATER)
    db.session.rollback()
    assert (session.starts, session.version) == (time(10), 1)


def write(session: Session, version: int, **changed: Any) -> None:
    """Save the whole form with some of it changed."""
    values = replace(rules.values_of(session), **changed)
    with transaction():
        service.update_session(session.id, values, version=version, now=LATER)


def test_a_session_is_cancelled_and_takes_place_after_all(edition: Edition) -> None:
    session = make_session(edition)
    write(session, 1, status="cancelled", cancel_note="Föreläsaren är sjuk")
    assert (session.status, session.cancel_note, session.version) == ("cancelled", "Föreläsaren är sjuk", 2)
    write(session, 2, status="planned", cancel_note=None)
    assert (session.status, session.cancel_note, session.version) == ("planned", None, 3)


def test_a_session_is_held_back_and_let_in(edition: Edition) -> None:
    session = make_session(edition)
    write(session, 1, included=False)
    assert (session.included, session.version) == (False, 2)
    write(session, 2, included=True)
    assert (session.included, session.version) == (True, 3)

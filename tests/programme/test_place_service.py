"""Rooms, blocks and tracks in the database: names once, slugs for ever, nothing removed that is in use."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask

from scdapp.core.db import db, transaction
from scdapp.core.errors import EditConflict, Missing, Refusal
from scdapp.editions.models import Edition
from scdapp.programme import place_queries as queries
from scdapp.programme import place_service as service
from scdapp.programme.models import Block, Room, Track
from scdapp.programme.place_rules import BlockValues, RoomValues, TrackValues, Values
from tests.factories import make_block, make_edition, make_room, make_session, make_track

pytestmark = pytest.mark.usefixtures("app")

KINDS: list[tuple[type[Room] | type[Block] | type[Track], type[Values]]] = [
    (Room, RoomValues),
    (Block, BlockValues),
    (Track, TrackValues),
]
all_kinds = pytest.mark.parametrize(("model", "values"), KINDS)


def create(model: Any, edition: Edition, values: Values) -> Any:
    key = edition.id
    with transaction():
        return service.create_place(model, key, values)


def names(model: Any, edition: Edition) -> list[str]:
    return [place.name for place in queries.places(model, edition.id)]


@all_kinds
def test_a_new_one_stands_last_with_a_slug_of_its_own(model: Any, values: Any) -> None:
    edition = make_edition()
    create(model, edition, values("Åsö"))
    made = create(model, edition, values(" Aso "))
    assert (made.name, made.slug, made.position, made.version) == ("Aso", "aso-2", 2, 1)
    assert names(model, edition) == ["Åsö", "Aso"]


def test_a_room_keeps_everything_that_was_said_of_it() -> None:
    made = create(Room, make_edition(), RoomValues("Sal A", "plenum", 900, "plan 2", True, False))
    assert (made.kind, made.capacity, made.directions, made.step_free, made.hearing_loop, made.example) == (
        "plenum",
        900,
        "plan 2",
        True,
        False,
        False,
    )


@all_kinds
def test_a_name_is_there_once_a_year(model: Any, values: Any) -> None:
    edition = make_edition()
    create(model, edition, values("A"))
    with pytest.raises(Refusal) as refusal:
        create(model, edition, values("a"))
    assert refusal.value.field == "name"
    create(model, make_edition(2023), values("A"))
    assert names(model, edition) == ["A"]


@all_kinds
def test_a_new_name_leaves_the_slug(model: Any, values: Any) -> None:
    edition = make_edition()
    made = create(model, edition, values("A"))
    other = create(model, edition, values("B"))
    key, seen = made.id, made.version
    with transaction():
        service.update_place(model, key, values("C"), version=seen)
    assert (made.name, made.slug, made.version) == ("C", "a", 2)
    with pytest.raises(EditConflict), transaction():
        service.update_place(model, key, values("D"), version=seen)
    with pytest.raises(Refusal), transaction():
        service.update_place(model, key, values(other.name), version=2)
    with transaction():
        service.update_place(model, key, values("c"), version=2)
    assert names(model, edition) == ["c", "B"]


@all_kinds
def test_the_order_is_changed_step_by_step(model: Any, values: Any) -> None:
    edition = make_edition()
    for name in "ABC":
        last = create(model, edition, values(name))
    where, key = edition.id, last.id
    with transaction():
        service.move_place(model, where, key, step=-1)
    assert names(model, edition) == ["A", "C", "B"]
    for _ in range(3):
        with transaction():
            service.move_place(model, where, key, step=1)
    assert names(model, edition) == ["A", "B", "C"]
    elsewhere = make_edition(2023).id
    with pytest.raises(Missing), transaction():
        service.move_place(model, elsewhere, key, step=1)


@pytest.mark.parametrize(
    ("model", "make", "used_as"),
    [(Room, make_room, "room_id"), (Block, make_block, "block_id"), (Track, make_track, "track_id")],
)
def test_what_sessions_use_stays_and_the_rest_may_go(model: Any, make: Any, used_as: str) -> None:
    edition = make_edition()
    used, unused = make(edition, "A"), make(edition, "B")
    make_session(edition, "Om tillit", **{used_as: used.id})
    assert queries.uses(model, edition.id) == {used.id: 1}

    def delete(place: Any, version: int = 1) -> None:
        key = place.id
        with transaction():
            service.delete_place(model, key, version=version)

    with pytest.raises(Refusal) as refusal:
        delete(used)
    assert refusal.value.sentence == "A används av en programpunkt: ”Om tillit”. Flytta den först."
    with pytest.raises(EditConflict):
        delete(unused, version=2)
    delete(unused)
    assert names(model, edition) == ["A"]


def test_of_two_who_give_one_name_at_once_the_second_is_told(app: Flask) -> None:
    edition = make_edition().id
    db.session.rollback()

    def add(_number: int) -> str:
        with app.app_context():
            try:
                with transaction():
                    return service.create_place(Room, edition, RoomValues("Sal A")).slug
            except Refusal as refusal:
                return refusal.sentence

    with ThreadPoolExecutor(3) as pool:
        told = sorted(pool.map(add, range(3)))
    assert told == ["Det finns redan en lokal som heter Sal A."] * 2 + ["sal-a"]


def test_a_name_taken_between_look_and_save_is_refused_beside_its_field(app: Flask) -> None:
    edition = make_edition()
    first, second = make_room(edition, "Sal A").id, make_room(edition, "Sal B").id
    db.session.rollback()

    def rename(key: int) -> str | None:
        with app.app_context():
            try:
                with transaction():
                    return service.update_place(Room, key, RoomValues("Sal C"), version=1).name
            except Refusal as refusal:
                return refusal.field

    with ThreadPoolExecutor(2) as pool:
        assert sorted(str(told) for told in pool.map(rename, (first, second))) == ["Sal C", "name"]


def test_lists_are_in_the_organisers_order() -> None:
    edition = make_edition()
    for name, position in (("A", 3), ("B", 1), ("C", 2)):
        make_room(edition, name, position=position)
        make_block(edition, name, position=position)
        make_track(edition, name, position=position)
    assert [[one.name for one in found(edition.id)] for found in (queries.rooms, queries.blocks, queries.tracks)] == [
        ["B", "C", "A"]
    ] * 3

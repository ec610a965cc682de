"""The organisers' page of rooms, blocks and tracks, as an organiser uses it."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from scdapp.core.db import db
from scdapp.editions.models import Edition
from scdapp.editions.queries import get_edition
from scdapp.programme import place_queries as queries
from scdapp.programme.models import Block, Room, Track
from tests.factories import make_block, make_edition, make_room, make_session, make_track
from tests.reading import text

DESK = "/arrangor/2024"
LIST = f"{DESK}/lokaler"
PARTS: list[tuple[str, Any, Any]] = [
    ("lokaler", Room, make_room),
    ("block", Block, make_block),
    ("spar", Track, make_track),
]
all_parts = pytest.mark.parametrize(("part", "model", "make"), PARTS)


def names(model: Any) -> list[str]:
    db.session.rollback()
    return [one.name for one in queries.places(model, get_edition(2024).id)]


@pytest.fixture
def edition(app: object) -> Edition:
    return make_edition()


def test_the_page_says_what_to_do_while_it_is_empty(organiser: FlaskClient, edition: Edition) -> None:
    page = text(organiser.get(LIST).text)
    assert [page.count(words) for words in ("Ny lokal", "Nytt block", "Nytt spår", "Inga än.")] == [1, 1, 1, 3]


def test_the_page_tells_what_is_known_of_each_and_who_uses_it(organiser: FlaskClient, edition: Edition) -> None:
    room = make_room(edition, "Sal A", directions="plan 2", step_free=True, hearing_loop=False, position=1)
    make_room(edition, "Foajén", kind="area", capacity=None, position=2)
    make_block(edition, "A", note="välj ett")
    make_session(edition, room_id=room.id)
    make_session(edition, "Ett till", room_id=room.id)
    page = text(organiser.get(LIST).text)
    assert (
        "Sal A seminariesal (egen kolumn i tidsschemat) 100 platser, utan trappor, ingen hörslinga. plan 2 "
        "2 programpunkter" in page
    )
    assert "Antal platser okänt, okänt om det finns trappor, okänt om det finns hörslinga Används inte än" in page
    assert "A välj ett Används inte än" in page


def test_the_page_costs_the_same_for_3_and_for_30(organiser: FlaskClient, edition: Edition) -> None:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)

    def cost(count: int) -> int:
        for number in range(count):
            room = make_room(edition, f"Sal {count}-{number}")
            make_session(edition, f"Pass {count}-{number}", room_id=room.id)
        organiser.get(LIST)
        asked.clear()
        organiser.get(LIST)
        return len(asked)

    assert cost(3) == cost(30)


def test_a_room_is_added_with_everything(organiser: FlaskClient, edition: Edition) -> None:
    typed = {
        "name": " Sal Åsö ",
        "kind": "plenum",
        "capacity": "1 200",
        "directions": "plan 2",
        "step_free": "True",
        "hearing_loop": "False",
    }
    answer = organiser.post(f"{LIST}/ny", data=typed)
    assert (answer.status_code, answer.location) == (303, f"{LIST}#lokaler")
    (room,) = queries.rooms(get_edition(2024).id)
    assert (room.name, room.slug, room.kind, room.capacity, room.directions, room.step_free, room.hearing_loop) == (
        "Sal Åsö",
        "sal-aso",
        "plenum",
        1200,
        "plan 2",
        True,
        False,
    )
    assert "Upplagt: Sal Åsö." in text(organiser.get(LIST).text)
    page = organiser.get(f"{LIST}/andra/sal-aso").text
    assert re.findall(r'<option selected value="(\w+)">', page) == ["True", "False"]


@all_parts
def test_one_after_another_is_added(organiser: FlaskClient, edition: Edition, part: str, model: Any, make: Any) -> None:
    answer = organiser.post(f"{DESK}/{part}/ny", data={"name": "Ny", "kind": "seminar", "more": "1"})
    assert (answer.status_code, answer.location) == (303, f"{DESK}/{part}/ny")
    organiser.post(f"{DESK}/{part}/ny", data={"name": "B", "kind": "seminar"})
    assert names(model) == ["Ny", "B"]
    assert organiser.get(f"{DESK}/{part}/andra/ny").status_code == 200


@all_parts
def test_a_name_is_there_once(organiser: FlaskClient, edition: Edition, part: str, model: Any, make: Any) -> None:
    make(edition, "Sal A")
    answer = organiser.post(f"{DESK}/{part}/ny", data={"name": "sal a", "kind": "seminar"})
    assert answer.status_code == 422
    assert answer.text.count("som heter Sal A.") == 2
    assert 'value="sal a"' in answer.text
    assert names(model) == ["Sal A"]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Fyll i det här fältet."),
        ({"kind": "källare"}, "Inte ett giltigt val"),
        ({"capacity": "många"}, "Skriv ett heltal med siffror."),
        ({"capacity": "0"}, "Talet ska ligga mellan 1 och 20\xa0000."),
        ({"step_free": "kanske"}, "Välj något ur listan."),
        ({"directions": "a" * 161}, "Texten har 161 tecken."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    organiser: FlaskClient, edition: Edition, wrong: dict[str, str], sentence: str
) -> None:
    typed = {"name": "Sal A", "kind": "area", "directions": "till <höger>", **wrong}
    answer = organiser.post(f"{LIST}/ny", data=typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "directions" in wrong or 'value="till &lt;höger&gt;"' in answer.text
    assert names(Room) == []


@all_parts
def test_the_second_of_two_editors_sees_both(
    organiser: FlaskClient, edition: Edition, part: str, model: Any, make: Any
) -> None:
    place = make(edition, "A")
    here = f"{DESK}/{part}/andra/{place.slug}"
    answer = organiser.post(here, data={"name": "Deras", "kind": "seminar", "version": "1"})
    assert (answer.status_code, answer.location) == (303, f"{LIST}#{part}")
    answer = organiser.post(here, data={"name": "Mitt", "kind": "seminar", "version": "1"})
    assert answer.status_code == 409
    assert "Namn Deras Mitt" in text(answer.text)
    assert names(model) == ["Deras"]
    version = re.search(r'name="version"[^>]*value="(\d+)"', answer.text)
    assert version
    answer = organiser.post(here, data={"name": "Mitt", "kind": "seminar", "version": version[1]})
    assert (answer.status_code, names(model)) == (303, ["Mitt"])
    assert organiser.post(here, data={"name": "", "kind": "seminar", "version": "3"}).status_code == 422


def test_both_versions_speak_swedish(organiser: FlaskClient, edition: Edition) -> None:
    make_room(edition, "Sal A", step_free=True, capacity=100)
    typed = {"name": "Sal A", "kind": "plenum", "capacity": "100", "step_free": "False", "version": "0"}
    page = text(organiser.post(f"{LIST}/andra/sal-a", data=typed).text)
    assert "Går att nå utan trappor? ja nej" in page
    assert "seminariesal (egen kolumn i tidsschemat) plenisal (programmet går tvärs över alla salar)" in page
    assert "Platser 100" not in page


@all_parts
def test_the_order_is_changed_with_buttons(
    organiser: FlaskClient, edition: Edition, part: str, model: Any, make: Any
) -> None:
    for position, name in enumerate("ABC"):
        make(edition, name, position=position)
    answer = organiser.post(f"{DESK}/{part}/flytta/c", data={"step": "-1"})
    assert (answer.status_code, answer.location) == (303, f"{LIST}#{part}-c")
    assert names(model) == ["A", "C", "B"]
    organiser.post(f"{DESK}/{part}/flytta/a", data={"step": "1"})
    assert names(model) == ["C", "A", "B"]


def test_what_is_in_use_cannot_be_removed_and_the_page_says_by_what(organiser: FlaskClient, edition: Edition) -> None:
    room = make_room(edition, "Sal A")
    make_session(edition, "Om tillit", room_id=room.id)
    page = organiser.get(f"{LIST}/andra/sal-a").text
    assert "Om tillit" in page
    assert "Ta bort Sal A" not in page
    answer = organiser.post(f"{LIST}/ta-bort/sal-a", data={"version": "1"})
    assert answer.status_code == 422
    assert "Sal A används av en programpunkt: ”Om tillit”. Flytta den först." in text(answer.text)
    assert names(Room) == ["Sal A"]


@all_parts
def test_what_nobody_uses_can_be_removed(
    organiser: FlaskClient, edition: Edition, part: str, model: Any, make: Any
) -> None:
    make(edition, "A")
    here = f"{DESK}/{part}/ta-bort/a"
    answer = organiser.post(here, data={"version": "2"})
    assert answer.status_code == 422
    assert "Någon annan ändrade uppgifterna just nu." in text(answer.text)
    answer = organiser.post(here, data={"version": "1"})
    assert (answer.status_code, answer.location, names(model)) == (303, f"{LIST}#{part}", [])
    assert organiser.post(here, data={"version": "1"}).status_code == 404


def test_blocks_and_tracks_have_addresses_too(organiser: FlaskClient, edition: Edition) -> None:
    assert [organiser.get(f"{DESK}/{part}").location for part in ("block", "spar")] == [
        f"{LIST}#block",
        f"{LIST}#spar",
    ]
    assert organiser.get(f"{DESK}/annat/ny").status_code == 404
    assert organiser.get("/arrangor/1999/lokaler").status_code == 404


def test_only_organisers_come_in(client: FlaskClient, board_member: FlaskClient, edition: Edition) -> None:
    assert client.get(LIST).status_code == 302
    assert client.post(f"{LIST}/ny", data={"name": "A"}).status_code == 302
    assert board_member.get(LIST).status_code == 403
    assert board_member.post(f"{LIST}/ny", data={"name": "A"}).status_code == 403
    assert names(Room) == []

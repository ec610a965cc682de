from collections.abc import Iterator
from datetime import time

import pytest
from flask import Flask

from scdapp.releases.released import Appearance, Place, Room
from scdapp.site import wording
from scdapp.site.wording import Move
from tests.site.programmes import ROOM_A, ROOM_B, THURSDAY, WEDNESDAY, session


@pytest.fixture(autouse=True)
def _in_swedish(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


@pytest.mark.parametrize(
    ("before", "move"),
    [
        (None, None),
        (Place(WEDNESDAY, time(10), "Sal A"), None),
        (Place(WEDNESDAY, time(10, 15), "Sal B"), Move("Flyttad", "var kl.\u00a010.15 i Sal B")),
        (Place(WEDNESDAY, time(10), "Sal B"), Move("Ny lokal", "var i Sal B")),
        (Place(WEDNESDAY, time(10, 15), "Sal A"), Move("Ny tid", "var kl.\u00a010.15")),
        (Place(THURSDAY, time(10), "Sal A"), Move("Ny tid", "var torsdag 3 oktober kl.\u00a010.00")),
        (Place(THURSDAY, None, "Sal A"), Move("Ny tid", "var torsdag 3 oktober")),
        (Place(None, None, "Sal B"), Move("Ny lokal", "var i Sal B")),
        (Place(WEDNESDAY, time(10, 15), None), Move("Ny tid", "var kl.\u00a010.15")),
    ],
)
def test_a_move_says_where_it_was(before: Place | None, move: Move | None) -> None:
    assert wording.move(session("Ett", room=ROOM_A, moved_from=before)) == move


def test_when_says_what_is_known() -> None:
    assert wording.when(session("Ett")) == "onsdag 2 oktober kl.\u00a010.00–11.00"
    assert wording.when(session("Ett", ends=None, approximate=True)) == "onsdag 2 oktober ca\u00a0kl.\u00a010.00"
    assert wording.when(session("Ett", starts=None)) == "onsdag 2 oktober, tid meddelas senare"
    assert wording.when(session("Ett", day=None)) == "dag meddelas senare"


def test_a_choice_is_told_in_words() -> None:
    seminars = [session("Ett"), session("Två")]
    assert wording.one_of(seminars, 5) == "Ett seminarium av fem"
    assert wording.one_of([*seminars, session("Tre", kind="panel")], 13) == "En programpunkt av 13"
    assert wording.one_of(seminars[:1], 1) == ""


def test_a_block_is_called_block_once() -> None:
    assert (wording.block_title("A"), wording.block_title("Block 2")) == ("Block A", "Block 2")


def test_the_title_is_not_repeated_by_the_names() -> None:
    people = (
        Appearance("speaker", "Martin Berg", "u1", "martin-berg"),
        Appearance("moderator", "Åsa Exempel", "u2", "asa-exempel"),
        Appearance("panellist", "Åsa Exempel", "u2", "asa-exempel"),
        Appearance("moderator", "moderator från FSS"),
    )
    assert wording.on_stage(session("Martin Berg om AI", appearances=people)) == "Åsa Exempel"


def test_rooms_say_how_they_are_reached_and_nothing_that_is_unknown() -> None:
    assert wording.room_facts(ROOM_A) == "Plan 2. Stegfri väg in. Hörslinga finns."
    assert wording.room_facts(ROOM_B) == "Stegfri väg in. Hörslinga saknas."
    assert wording.room_facts(Room("x", "X", "area", step_free=False)) == "Ingen stegfri väg in."
    assert wording.room_facts(Room("x", "X", "area")) == ""
    assert (wording.room_brief(ROOM_A), wording.room_brief(ROOM_B)) == ("260 platser, slinga", "180 platser")


def test_which_facts_are_examples() -> None:
    assert wording.examples(session("Ett", example_fields=("starts", "ends", "room", "day"))) == "tid, lokal och dag"
    assert wording.examples(session("Ett", example_fields=("room",))) == "lokal"
    assert wording.examples(session("Ett")) == ""

"""Rooms, blocks and tracks: what can be stored, and what is said when one is in use."""

import pytest

from scdapp.core.errors import Refusal
from scdapp.programme import place_rules as rules
from scdapp.programme.models import Block, Room, Track
from scdapp.programme.place_rules import BlockValues, RoomValues, TrackValues, Values


def test_texts_are_tidied_and_empty_ones_become_unknown() -> None:
    assert RoomValues(" Sal\tA ", "plenum", 300, "  ", False, None).sound() == RoomValues(
        "Sal A", "plenum", 300, None, False, None
    )
    assert BlockValues("A", "").sound() == BlockValues("A", None)
    assert TrackValues(" Nära vård").sound() == TrackValues("Nära vård")


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        (TrackValues(" "), "name", "Skriv vad det ska heta."),
        (BlockValues("a" * 61), "name", "Texten är för lång. Högst 60 tecken får plats."),
        (BlockValues("A", "a" * 201), "note", "Texten är för lång. Högst 200 tecken får plats."),
        (RoomValues("A", kind="källare"), "kind", "Välj vad för slags lokal det är."),
        (RoomValues("A", capacity=0), "capacity", "Antalet platser ska ligga mellan 1 och 20\u00a0000."),
        (RoomValues("A", capacity=20_001), "capacity", "Antalet platser ska ligga mellan 1 och 20\u00a0000."),
        (RoomValues("A", directions="a" * 161), "directions", "Texten är för lång. Högst 160 tecken får plats."),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(values: Values, field: str, sentence: str) -> None:
    with pytest.raises(Refusal) as refusal:
        values.sound()
    assert (refusal.value.field, refusal.value.sentence) == (field, sentence)


@pytest.mark.parametrize(
    ("there", "sentence"),
    [
        (Room(name="Sal A"), "Det finns redan en lokal som heter Sal A."),
        (Block(name="Sal A"), "Det finns redan ett block som heter Sal A."),
        (Track(name="Sal A"), "Det finns redan ett spår som heter Sal A."),
    ],
)
def test_a_name_is_free_once_however_it_is_capitalised(there: Room | Block | Track, sentence: str) -> None:
    rules.ensure_free_name("Sal B", [there])
    with pytest.raises(Refusal) as refusal:
        rules.ensure_free_name("sal a", [there])
    assert (refusal.value.field, refusal.value.sentence) == ("name", sentence)


@pytest.mark.parametrize(
    ("titles", "sentence"),
    [
        (["Ett"], "Sal A används av en programpunkt: ”Ett”. Flytta den först."),
        (["Ett", "Två"], "Sal A används av 2 programpunkter: ”Ett” och ”Två”. Flytta dem först."),
        (
            ["Ett", "Två", "Tre", "Fyra", "Fem", "Sex", "Sju"],
            "Sal A används av 7 programpunkter: ”Ett”, ”Två”, ”Tre”, ”Fyra”, ”Fem” och 2 till. Flytta dem först.",
        ),
    ],
)
def test_the_sentence_says_which_sessions_use_it(titles: list[str], sentence: str) -> None:
    with pytest.raises(Refusal) as refusal:
        rules.ensure_unused("Sal A", titles)
    assert refusal.value.sentence == sentence


def test_what_nobody_uses_may_go() -> None:
    rules.ensure_unused("Sal A", [])

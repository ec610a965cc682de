"""Whose names could be one and the same, and what can be written about somebody."""

import pytest

from scdapp.core.errors import Refusal
from scdapp.people import rules
from scdapp.people.rules import AnnouncementValues, Name, PersonValues


def known(*names: str) -> list[Name]:
    return [Name(number, f"uid-{number}", name, None) for number, name in enumerate(names, 1)]


@pytest.mark.parametrize(
    ("typed", "there"),
    [
        ("Dick Harrisson", "Dick Harrison"),
        ("DICK HARRISON", "Dick Harrison"),
        ("Harrison, Dick", "Dick Harrison"),
        ("Dik Harrison", "Dick Harrison"),
        ("Asa Furen-Thulin", "Åsa Furén-Thulin"),
        ("Ewa Berg", "Eva Berg"),
        ("Kören Vox", "Kören Wox"),
        ("Kristina Karlsson", "Christina Carlsson"),
        ("李小龙", "李小龙"),
    ],
)
def test_slips_of_the_pen_are_heard_as_the_same_name(typed: str, there: str) -> None:
    people = known("Helt Annan", there)
    assert rules.alike(typed, people) == [people[1]]


@pytest.mark.parametrize(
    ("typed", "there"),
    [("Anna Ek", "Anna Eklund"), ("Anna Larsson", "Anna Karlsson"), ("Per Ek", "Pia Ek"), ("李小龙", "成龙")],
)
def test_different_people_are_left_in_peace(typed: str, there: str) -> None:
    assert rules.alike(typed, known(there)) == []


def test_texts_are_tidied_and_empty_ones_become_unknown() -> None:
    typed = PersonValues(name="  Åsa\tExempel ", title=" ", bio="Ett.\r\n\r\nTvå.", internal_note="\u202e")
    assert rules.sound_person(typed) == PersonValues(name="Åsa Exempel", bio="Ett.\n\nTvå.")


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        (PersonValues(name=" \n"), "name", "Skriv vad personen eller gruppen heter."),
        (PersonValues(name="a" * 121), "name", "Texten är för lång. Högst 120 tecken får plats."),
        (PersonValues(name="A", bio="a" * 5001), "bio", "Texten är för lång. Högst 5000 tecken får plats."),
    ],
)
def test_what_cannot_be_stored_is_refused_beside_its_field(values: PersonValues, field: str, sentence: str) -> None:
    with pytest.raises(Refusal) as refusal:
        rules.sound_person(values)
    assert (refusal.value.field, refusal.value.sentence) == (field, sentence)


def test_an_announcement_has_room_for_few_words_about_when() -> None:
    assert rules.sound_announcement(AnnouncementValues(" ", "torsdag\neller fredag")) == AnnouncementValues(
        None, "torsdag eller fredag"
    )
    with pytest.raises(Refusal) as refusal:
        rules.sound_announcement(AnnouncementValues(when_words="a" * 121))
    assert refusal.value.field == "when_words"

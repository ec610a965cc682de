"""Choosing by name among many."""

from scdapp.programme.choosing import Choosable

HOMES = {1: "Umeå kommun", 3: "Kiruna", 4: "Kiruna"}
PEOPLE = Choosable({1: "Åsa Exempel", 2: "Bo Prov", 3: "Åsa exempel", 4: "Åsa Exempel"}, HOMES.get)


def test_a_name_of_its_own_needs_no_detail() -> None:
    assert PEOPLE.names[2] == "Bo Prov"
    assert PEOPLE.find("bo  PROV ") == 2
    assert PEOPLE.find("Bo") is None


def test_namesakes_are_told_apart() -> None:
    assert [PEOPLE.names[n] for n in (1, 3, 4)] == [
        "Åsa Exempel (Umeå kommun)",
        "Åsa exempel (Kiruna)",
        "Åsa Exempel (Kiruna, 2)",
    ]
    assert [PEOPLE.find(PEOPLE.names[n]) for n in (1, 3, 4)] == [1, 3, 4]


def test_a_name_of_several_leads_to_none_but_says_who_they_are() -> None:
    assert PEOPLE.find("Åsa Exempel") is None
    assert PEOPLE.namesakes("åsa exempel") == [PEOPLE.names[n] for n in (1, 3, 4)]
    assert PEOPLE.namesakes("Bo Prov") == []


def test_namesakes_without_any_detail() -> None:
    nameless = Choosable({1: "Lunch", 2: "Lunch"}, lambda _: None)
    assert list(nameless.names.values()) == ["Lunch (1)", "Lunch (2)"]

"""The municipalities of Sweden, found as people write them."""

import pytest

from scdapp.organisations.municipalities import counties, find_municipality, municipalities, municipalities_like


def test_there_are_290_of_them_in_21_counties() -> None:
    every = municipalities()
    assert (len(every), len({one.name.casefold() for one in every.values()}), len(counties())) == (290, 290, 21)
    assert all(code == one.code and code.startswith(one.county_code) for code, one in every.items())
    gotland = every["0980"]
    assert (gotland.name, gotland.county_code, gotland.county) == ("Gotland", "09", "Gotlands län")


def test_they_stand_in_swedish_order() -> None:
    names = [one.name for one in municipalities().values()]
    assert names[0] == "Ale"
    assert names[-1] == "Övertorneå"
    assert names.index("Åre") < names.index("Älmhult") < names.index("Ödeshög")
    assert list(counties().values())[-1] == "Östergötlands län"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        *(("Falun", "Falun"), (" falu  KOMMUN", "Falun"), ("2080", "Falun"), ("Stockholms stad", "Stockholm")),
        *(("Linköpings kommun", "Linköping"), ("Borås", "Borås"), ("Hagfors kommun", "Hagfors")),
        *(("Region Gotland", "Gotland"), ("Ostersund", "Östersund"), ("habo", "Habo"), ("HÅBO", "Håbo")),
        *(("", None), ("kommun", None), ("Falan", None), ("9999", None), ("'\x00<", None)),
    ],
)
def test_one_is_found_as_it_is_written(typed: str, name: str | None) -> None:
    found = find_municipality(typed)
    assert (found.name if found else None) == name


def test_a_slip_of_the_pen_gets_suggestions() -> None:
    assert [one.name for one in municipalities_like("Falan kommun")] == ["Falun"]
    assert [one.name for one in municipalities_like("Norköping")] == ["Norrköping", "Nyköping", "Enköping"]
    assert municipalities_like("Rom") == []

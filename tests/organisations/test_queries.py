"""Organisations found by those who know them by name or number."""

import pytest
from flask import Flask

from scdapp.core.errors import Missing
from scdapp.organisations import queries
from tests.factories import make_organisation


@pytest.fixture(autouse=True)
def known(app: Flask) -> None:
    make_organisation("Östersund", municipality_code="2380", county_code="23", organisation_number="2120002528")
    make_organisation("Åre", municipality_code="2321", county_code="23")
    make_organisation("Ostbolaget AB", kind="company", organisation_number="5560160680")


@pytest.mark.parametrize(
    ("search", "names"),
    [
        ("", ["Ostbolaget AB", "Åre", "Östersund"]),
        *(
            ("öster", ["Östersund"]),
            ("ÅRE", ["Åre"]),
            ("2120002528", ["Östersund"]),
            ("556016-0680", ["Ostbolaget AB"]),
        ),
        # Only when nothing has the letters as they were typed are rings and dots left out.
        *(("ost", ["Ostbolaget AB"]), ("ostersund", ["Östersund"]), ("are", ["Åre"]), ("%", []), ("xyz", [])),
    ],
)
def test_the_list_is_searched_as_people_type(search: str, names: list[str]) -> None:
    assert [one.name for one in queries.organisations_page(search).rows] == names


def test_one_is_found_by_what_it_is_told_by() -> None:
    by_code, by_number = queries.find_by_municipality("2380"), queries.find_by_number("2120002528")
    assert by_code is not None
    assert by_code == by_number == queries.get_organisation(by_code.uid)
    assert (queries.find_by_municipality("0980"), queries.find_by_number("2120000142")) == (None, None)
    assert [name for _key, name in queries.choices()] == ["Ostbolaget AB", "Åre", "Östersund"]
    with pytest.raises(Missing):
        queries.get_organisation("c2c9aa2f-6a6d-4f8e-93f0-4d2f3c1a7b10")

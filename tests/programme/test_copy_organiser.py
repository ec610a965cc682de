"""The organisers' pages that copy a year and move a programme."""

import re
from datetime import date

import pytest
from flask.testing import FlaskClient

from scdapp.core.db import db
from scdapp.editions.queries import editions, get_edition
from scdapp.programme import place_queries, queries
from tests.factories import make_edition, make_room, make_session
from tests.reading import said, text

COPY = "/arrangor/upplagor/kopiera"
SHIFT = "/arrangor/2024/flytta-programmet"


def days(year: int) -> list[date | None]:
    db.session.rollback()
    return [session.day for session in queries.draft(get_edition(year).id)]


def test_there_must_be_a_year_to_copy(organiser: FlaskClient) -> None:
    answer = organiser.get(COPY)

    assert (answer.status_code, answer.headers["Location"]) == (303, "/arrangor/upplagor/ny")
    assert organiser.post(COPY, data={}).status_code == 404


def test_the_form_begins_with_the_same_weekday_of_the_next_free_year(organiser: FlaskClient) -> None:
    older, newer = make_edition(2023, starts_on=date(2023, 9, 27)), make_edition(2024)

    page = organiser.get(COPY).text
    assert f'<option selected value="{newer.id}">Socialchefsdagarna 2024</option>' in page
    assert 'value="2025-10-01"' in page

    page = organiser.get(f"{COPY}?fran=2023").text
    assert f'<option selected value="{older.id}">Socialchefsdagarna 2023</option>' in page
    assert 'value="2025-09-24"' in page


def test_a_good_form_makes_a_draft(organiser: FlaskClient) -> None:
    source = make_edition(2023, starts_on=date(2023, 9, 27))
    make_session(source, room_id=make_room(source).id)

    answer = organiser.post(COPY, data={"source": source.id, "starts_on": "2024-10-02", "sessions": "y"})

    assert (answer.status_code, answer.headers["Location"]) == (303, "/arrangor/2024/uppgifter")
    assert [room.name for room in place_queries.rooms(get_edition(2024).id)] == ["Sal A"]
    assert days(2024) == [date(2024, 10, 2)]
    page = text(organiser.get("/arrangor/2024/uppgifter").text)
    assert "Socialchefsdagarna 2024 är skapad som utkast. Fyll i ort, lokal, tema och värd" in page


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"starts_on": ""}, "Fyll i det här fältet."),
        ({"source": "0"}, "Välj något ur listan."),
        ({"source": "x"}, "Välj något ur listan."),
        (
            {"starts_on": "2024-10-01"},
            "1 oktober 2024 är en tisdag, förlagan börjar en onsdag. "
            "Närmast ligger 25 september 2024 och 2 oktober 2024.",
        ),
        ({"starts_on": "2023-10-04"}, "Det finns redan ett år 2023."),
    ],
)
def test_a_bad_form_says_why_keeps_what_was_typed_and_makes_nothing(
    organiser: FlaskClient, changed: dict[str, str], sentence: str
) -> None:
    source = make_edition(2023, starts_on=date(2023, 9, 27))
    typed = {"source": str(source.id), "starts_on": "2024-10-02", "sessions": "y"} | changed

    answer = organiser.post(COPY, data=typed)

    assert (answer.status_code, said(answer.text)) == (422, [sentence])
    assert f'name="starts_on" required type="date" value="{typed["starts_on"]}"' in answer.text
    assert re.search(r'<input [^>]*\bchecked [^>]*name="sessions"', answer.text)
    db.session.rollback()
    assert [edition.year for edition in editions()] == [2023]


def test_a_programme_is_moved(organiser: FlaskClient) -> None:
    edition = make_edition()
    make_session(edition)
    make_session(edition, "Ett till")
    assert "Så ligger programmet nu onsdag 2 oktober 2 programpunkter" in text(organiser.get(SHIFT).text)

    answer = organiser.post(SHIFT, data={"days": "-1"})

    assert (answer.status_code, answer.headers["Location"]) == (303, "/arrangor/2024/program")
    assert days(2024) == [date(2024, 10, 1)] * 2


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Fyll i det här fältet."),
        ("en vecka", "Skriv ett heltal med siffror."),
        ("500", "Talet ska ligga mellan -400 och 400."),
        ("0", "Då flyttas ingenting."),
        (
            "300",
            "”Ett seminarium”: Tisdag 29 juli 2025 ligger långt från konferensen, som börjar onsdag 2 oktober 2024. "
            "Kontrollera dagen.",
        ),
    ],
)
def test_a_bad_move_moves_nothing(organiser: FlaskClient, typed: str, sentence: str) -> None:
    make_session(make_edition())

    answer = organiser.post(SHIFT, data={"days": typed})

    assert (answer.status_code, said(answer.text)) == (422, [sentence])
    assert f'value="{typed}"' in answer.text
    assert days(2024) == [date(2024, 10, 2)]


def test_an_empty_programme_says_so(organiser: FlaskClient) -> None:
    make_edition()

    assert "Inga programpunkter har någon dag än." in text(organiser.get(SHIFT).text)


def test_only_organisers_enter(client: FlaskClient, board_member: FlaskClient) -> None:
    make_edition()

    for path in (COPY, SHIFT):
        assert (client.get(path).status_code, board_member.get(path).status_code) == (302, 403)
        assert (client.post(path).status_code, board_member.post(path).status_code) == (302, 403)

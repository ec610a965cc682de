"""Looking at another moment: for one log-in, reading only."""

from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from scdapp.accounts import service
from scdapp.accounts.models import Login
from scdapp.core import clock
from scdapp.core.clock import ZONE
from scdapp.core.db import db, transaction
from scdapp.core.web import EVERYBODY, Door
from tests.conftest import logged_in
from tests.factories import make_account

pytestmark = pytest.mark.own_app

THEN = datetime(2024, 10, 2, 13, 32, tzinfo=ZONE)


@pytest.fixture
def told(app: Flask) -> None:
    """A page that says what moment it is shown as of, and what time it is."""
    door = Door("told", __name__, who=EVERYBODY)
    door.get("/told")(lambda: f"{clock.moment():%Y-%m-%d} {clock.now():%Y-%m-%d} {clock.previewing()}")
    app.register_blueprint(door)


def moments() -> list[datetime | None]:
    db.session.rollback()
    return list(db.session.scalars(select(Login.preview_at)))


@pytest.mark.usefixtures("told")
def test_an_organiser_sees_another_day_and_comes_back(organiser: FlaskClient, client: FlaskClient) -> None:
    response = organiser.post("/arrangor/tidsresa", data={"moment": "2024-10-02T13:32", "next": "/told"})

    assert (response.status_code, response.location) == (303, "/told")
    assert organiser.get("/told").text == "2024-10-02 2024-08-26 True"
    assert client.get("/told").text == "2024-08-26 2024-08-26 False"
    assert moments() == [THEN]

    response = organiser.post("/arrangor/tidsresa/slut", data={"next": "/told"})
    assert (response.status_code, response.location) == (303, "/told")
    assert organiser.get("/told").text == "2024-08-26 2024-08-26 False"


def test_the_public_pages_say_so_and_are_kept_nowhere(organiser: FlaskClient, client: FlaskClient) -> None:
    organiser.post("/arrangor/tidsresa", data={"moment": "2024-10-02T13:32"})

    seen, theirs = organiser.get("/en/"), client.get("/en/")

    assert "Wednesday 2 October 2024" in seen.text
    assert 'name="next" value="/en/"' in seen.text
    assert seen.headers["Cache-Control"] == "private, no-store"
    assert "/arrangor/tidsresa" not in theirs.text


@pytest.mark.usefixtures("told")
def test_it_ends_with_the_right_to_it(app: Flask) -> None:
    account = make_account(roles=("board",))
    client = logged_in(app, account)
    with transaction():
        service.preview(db.session.scalars(select(Login.id)).one(), THEN)

    assert client.get("/told").text.endswith("False")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Fyll i det här fältet."),
        ("i morgon", "Skriv dag och klockslag"),
        ("2024-03-31T02:30", "Klockslaget finns inte"),
        ("0001-01-01T00:00", "Året verkar inte stämma."),
        ("9999-12-31T23:59", "Året verkar inte stämma."),
    ],
)
def test_a_moment_that_is_none_is_refused_and_kept(organiser: FlaskClient, typed: str, sentence: str) -> None:
    response = organiser.post("/arrangor/tidsresa", data={"moment": typed, "next": "/2024/program"})

    assert response.status_code == 422
    assert sentence in response.text
    assert f'value="{typed}"' in response.text
    assert 'name="next" value="/2024/program"' in response.text
    assert moments() == [None]


@pytest.mark.parametrize("next_", ["https://evil.example", "//evil.example", ""])
def test_it_leads_to_this_site_only(organiser: FlaskClient, next_: str) -> None:
    for path in ("/arrangor/tidsresa", "/arrangor/tidsresa/slut"):
        response = organiser.post(path, data={"moment": "2024-10-02T13:32", "next": next_})
        assert (response.status_code, response.location) == (303, "/")


def test_only_organisers_travel(board_member: FlaskClient, client: FlaskClient) -> None:
    for path in ("/arrangor/tidsresa", "/arrangor/tidsresa/slut"):
        answers = [who.post(path, data={"moment": "2024-10-02T13:32"}).status_code for who in (board_member, client)]
        assert answers == [403, 302]
    assert moments() == [None]


def test_the_page_starts_from_the_moment_that_is_shown(organiser: FlaskClient) -> None:
    assert 'type="datetime-local" value=""' in organiser.get("/arrangor/tidsresa").text

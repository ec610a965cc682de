"""The address of one's own calendar: made, shown once, renewed, ended; nobody else's business."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from scdapp.editions.models import Edition
from scdapp.registration.models import Participant
from tests.conftest import logged_in_guest
from tests.seminars.programmes import make_programme, make_seats


@pytest.fixture
def edition(app: Flask) -> Edition:
    return make_programme()


@pytest.fixture
def anna(edition: Edition) -> Participant:
    return make_seats(edition, "Anna", "Bo")[0]


def _made(client: FlaskClient, uid: str) -> str:
    """Press the button; the address that is shown."""
    answer = client.post(f"/min-anmalan/{uid}/kalender")
    assert answer.status_code == 303
    assert "min/" not in answer.headers["Location"]
    found = re.search(r'value="https://socialchefsdagarna.example(/kalender/min/[\w-]{43}\.ics)"', _page(client, uid))
    assert found
    return found[1]


def _page(client: FlaskClient, uid: str) -> str:
    answer = client.get(f"/min-anmalan/{uid}/kalender")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    return answer.text


def test_an_address_is_shown_once_and_dies_when_it_is_renewed_or_ended(app: Flask, anna: Participant) -> None:
    client, world = logged_in_guest(app, "anna@kommun.example"), app.test_client()
    assert "Du har ingen adress än." in _page(client, anna.uid)
    first = _made(client, anna.uid)
    assert world.get(first).status_code == 200
    again = _page(client, anna.uid)
    assert first.removesuffix(".ics") not in again
    assert "Den visas inte igen." in again
    second = _made(client, anna.uid)
    assert (world.get(first).status_code, world.get(second).status_code) == (404, 200)
    ended = client.post(f"/min-anmalan/{anna.uid}/kalender/avsluta")
    assert (ended.status_code, world.get(second).status_code) == (303, 404)
    assert "Du har ingen adress än." in _page(client, anna.uid)


def test_no_other_page_holds_the_address(app: Flask, anna: Participant) -> None:
    client = logged_in_guest(app, "anna@kommun.example")
    token = _made(client, anna.uid).split("/")[-1].removesuffix(".ics")
    pages = ("/min-anmalan", f"/min-anmalan/plats/{anna.uid}", f"/min-anmalan/{anna.uid}/seminarier", "/2024")
    assert not [path for path in pages if token in client.get(path).text]


@pytest.mark.parametrize("method", ["get", "post"])
def test_somebody_elses_is_like_none(app: Flask, anna: Participant, method: str) -> None:
    for stranger in (logged_in_guest(app, "bo@kommun.example"), logged_in_guest(app, "okand@kommun.example")):
        assert getattr(stranger, method)(f"/min-anmalan/{anna.uid}/kalender").status_code == 404

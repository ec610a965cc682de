"""Reading, taking along and erasing what is held of oneself."""

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient

from scdapp.registration.rules import PersonWish
from tests.conftest import logged_in_guest
from tests.factories import make_booking, make_category, make_edition, make_terms


@pytest.fixture
def asa(app: Flask) -> FlaskClient:
    edition = make_edition()
    make_terms(edition)
    category = make_category(edition)
    make_booking(
        category, PersonWish("Åsa", "asa@kommun.example"), contact_name="Åsa", contact_email="asa@kommun.example"
    )
    make_booking(category, PersonWish("Bo", "bo@kommun.example"), contact_name="Bo", contact_email="bo@kommun.example")
    return logged_in_guest(app, "asa@kommun.example")


def test_what_is_kept_and_why_is_told_to_everybody(client: FlaskClient) -> None:
    page = client.get("/personuppgifter")
    assert page.status_code == 200
    assert "14 dagar efter konferensen, sedan bara antal" in page.text


def test_the_file_holds_everything_about_oneself_and_nothing_about_others(asa: FlaskClient) -> None:
    answer = asa.get("/min-anmalan/uppgifter/mina-uppgifter.json")
    held = json.loads(answer.text)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="mina-uppgifter.json"'
    assert [(seat["name"], seat["konferens"]) for seat in held["platser"]] == [("Åsa", "Socialchefsdagarna 2024")]
    assert [mail["letter"] for mail in held["brev"]] == ["booked"]
    assert "Bo" not in answer.text
    assert asa.get("/min-anmalan/uppgifter").text.count("asa@kommun.example") > 0


def test_erasing_asks_once_more_and_then_it_is_done(asa: FlaskClient) -> None:
    refused = asa.post("/min-anmalan/uppgifter/radera", data={})
    assert refused.status_code == 422
    assert "Kryssa i rutan om du vill radera allt." in refused.text
    assert asa.post("/min-anmalan/uppgifter/radera", data={"sure": "y"}).status_code == 303
    assert asa.get("/min-anmalan/uppgifter").status_code == 302


def test_nobody_comes_here_without_logging_in(client: FlaskClient, organiser: FlaskClient) -> None:
    for somebody in (client, organiser):
        assert somebody.get("/min-anmalan/uppgifter/mina-uppgifter.json").location.startswith("/min-anmalan/logga-in")

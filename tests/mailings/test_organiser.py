"""The organisers' door to letters to many."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from scdapp.core.db import db
from scdapp.mailings.models import Mailing
from scdapp.registration.rules import PersonWish
from tests.factories import make_booking, make_category, make_edition, make_terms

LETTER = {"subject": "Mat & <mingel>", "body": "Ta med {namn} & <b>tallrik</b>.", "recipients": "holders"}


@pytest.fixture
def year(app: Flask) -> None:
    edition = make_edition()
    make_terms(edition)
    category = make_category(edition)
    make_booking(category, PersonWish("Åsa <i>Exempel</i>", "asa@kommun.example"), contact_email="asa@kommun.example")
    make_booking(category)


def _mailing() -> Mailing:
    return db.session.scalars(select(Mailing)).one()


@pytest.mark.usefixtures("year")
def test_from_draft_to_the_outbox(organiser: FlaskClient) -> None:
    saved = organiser.post("/arrangor/2024/utskick/nytt", data=LETTER)
    shown = organiser.get(saved.location)
    assert "Går till 2 adresser" in shown.text
    assert "Hej Åsa &lt;i&gt;Exempel&lt;/i&gt;!" in shown.text
    assert "Ta med {namn} &amp; &lt;b&gt;tallrik&lt;/b&gt;." in shown.text
    assert "[personlig länk]" in shown.text
    sent = organiser.post(f"{saved.location}/skicka", data={"version": "1", "expected": "2"})
    assert (sent.status_code, _mailing().state) == (303, "sending")
    assert "0 av 2 är skickade." in organiser.get(saved.location).text


@pytest.mark.usefixtures("year")
def test_an_empty_letter_comes_back_with_what_was_chosen(organiser: FlaskClient) -> None:
    answer = organiser.post("/arrangor/2024/utskick/nytt", data={**LETTER, "subject": " ", "lage": "waiting"})
    assert answer.status_code == 422
    assert re.findall(r'class="error" id="([\w-]+)">([^<]+)', answer.text) == [("subject-error", "Skriv något här.")]
    assert '<option selected value="waiting">' in answer.text
    assert "Ta med {namn}" in answer.text
    assert db.session.scalars(select(Mailing)).all() == []


@pytest.mark.usefixtures("year")
def test_whoever_saves_second_sees_both(organiser: FlaskClient) -> None:
    place = organiser.post("/arrangor/2024/utskick/nytt", data=LETTER).location
    organiser.post(f"{place}/andra", data={**LETTER, "body": "Deras", "version": "1"})
    answer = organiser.post(f"{place}/andra", data={**LETTER, "body": "Min", "version": "1"})
    assert answer.status_code == 409
    assert '<td class="pre">Deras</td><td class="pre">Min</td>' in answer.text
    assert _mailing().body == "Deras"


@pytest.mark.usefixtures("year")
def test_a_draft_can_be_thrown_away(organiser: FlaskClient) -> None:
    place = organiser.post("/arrangor/2024/utskick/nytt", data=LETTER).location
    assert organiser.post(f"{place}/ta-bort").status_code == 303
    assert organiser.get(place).status_code == 404

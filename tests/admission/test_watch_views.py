"""The pages of "säg till när det öppnar", as a visitor meets them."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from scdapp.admission.letters import WATCH
from scdapp.admission.models import OpeningWatch
from scdapp.core.db import db, transaction
from scdapp.outbox.models import Mail
from scdapp.tokens import service as tokens
from tests.admission.setting import OPENS, add_category
from tests.conftest import StoppedClock
from tests.factories import make_edition, make_terms
from tests.reading import said, text

FORM = "/2024/anmalan/deltagare/sag-till"
ADDRESS = "asa@kommun.example"


@pytest.fixture(autouse=True)
def before(app: Flask, clock: StoppedClock) -> None:
    """Three days before it opens."""
    clock.moment = OPENS - timedelta(days=3)
    edition = make_edition()
    make_terms(edition)
    add_category(edition)
    add_category(edition, "Press", listed=False)


def mails() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Mail)) or 0


def link(clock: StoppedClock) -> str:
    with transaction():
        uid = db.session.scalars(select(OpeningWatch.uid)).one()
        return f"/sag-till/{tokens.mint(WATCH, uid, now=clock.now())}"


def test_from_the_board_to_a_confirmed_address(client: FlaskClient, clock: StoppedClock) -> None:
    assert f'href="{FORM}"' in client.get("/2024/anmalan").text
    assert "Deltagare: öppnar tisdag 7 maj 2024 kl. 09.00." in text(client.get(FORM).text).replace("\xa0", " ")
    answer = client.post(FORM, data={"email": ADDRESS})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{FORM}/skickat")
    assert ADDRESS not in client.get(f"{FORM}/skickat").text
    address = link(clock)
    for _ in range(2):  # what a mail program opens in advance confirms nothing
        assert "Ja, säg till" in client.get(address).text
    assert db.session.scalars(select(OpeningWatch.confirmed_at)).one() is None
    answer = client.post(address)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sag-till/klart")
    assert "Vi säger till" in client.get("/sag-till/klart").text
    db.session.rollback()
    assert db.session.scalars(select(OpeningWatch.confirmed_at)).one() == clock.now()
    assert (client.get(address).status_code, client.post(address).status_code) == (404, 404)


def test_known_and_unknown_addresses_get_the_same_answer(client: FlaskClient, clock: StoppedClock) -> None:
    first = client.post(FORM, data={"email": ADDRESS})
    client.post(link(clock))
    known, unknown = (client.post(FORM, data={"email": one}) for one in (ADDRESS, "bo@kommun.example"))
    answers = {(one.status_code, one.headers["Location"], one.data) for one in (first, known, unknown)}
    assert len(answers) == 1
    assert mails() == 2


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Fyll i det här fältet."),
        ('"><b>', "Skriv en e-postadress, så här: namn@kommun.se."),
        ("åsa", "Skriv en e-postadress, så här: namn@kommun.se."),
        ("a" * 300 + "@kommun.example", "Texten har 315 tecken. Högst 254 får plats."),
    ],
)
def test_what_is_no_address_is_said_beside_the_field_and_kept(client: FlaskClient, typed: str, sentence: str) -> None:
    answer = client.post(FORM, data={"email": typed})
    assert (answer.status_code, said(answer.text)) == (422, [sentence])
    assert "<b>" not in answer.text
    assert mails() == 0


def test_in_english_the_letter_is_in_english(client: FlaskClient) -> None:
    answer = client.post(f"/en{FORM}", data={"email": ADDRESS})
    assert answer.headers["Location"] == f"/en{FORM}/skickat"
    assert db.session.scalars(select(Mail.language)).one() == "en"


def test_once_open_the_form_leads_to_the_board(client: FlaskClient, clock: StoppedClock) -> None:
    clock.moment = OPENS
    answer = client.get(FORM)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/2024/anmalan")
    late = client.post(FORM, data={"email": ADDRESS})
    assert late.status_code == 422
    assert "Anmälan är redan öppen." in late.text


def test_there_is_no_form_for_what_nobody_knows_of(client: FlaskClient) -> None:
    for path in ("/2024/anmalan/press/sag-till", "/2024/anmalan/okand/sag-till", "/2031/anmalan/deltagare/sag-till"):
        assert (client.get(path).status_code, client.post(path).status_code) == (404, 404)
    assert client.get("/sag-till/gissad").status_code == 404

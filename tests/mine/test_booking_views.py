"""A booking in the hands of its contact: one more person, the invoice, and what was mailed."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from scdapp.core.db import db, transaction
from scdapp.registration.models import Booking
from tests.conftest import StoppedClock, logged_in_guest
from tests.mine.people import ASA, BO, EVA, Party, make_party


@pytest.fixture
def party(app: Flask) -> Party:
    return make_party()


@pytest.fixture
def contact(app: Flask, party: Party) -> FlaskClient:
    return logged_in_guest(app, ASA)


def url(party: Party, page: str = "") -> str:
    return f"/min-anmalan/anmalan/{party.booking.uid}{page}"


def booking(party: Party) -> Booking:
    db.session.rollback()
    return db.session.get_one(Booking, party.booking.id, populate_existing=True)


def test_all_of_it_with_what_was_mailed_but_not_what_it_said(contact: FlaskClient, party: Party) -> None:
    page = contact.get(url(party)).text
    told = (
        "Bo Exempel",
        BO,
        "Namn kommer senare",
        "16\u00a0200\u00a0kr",
        "som någon annan har anmält",
        "på väg",
    )
    assert [one for one in told if one not in page] == []
    assert "har anmält dig" not in page
    assert party.seats[1].code not in page


def test_one_more_person_once(contact: FlaskClient, party: Party) -> None:
    typed = {"version": "1", "name": "Eva Exempel", "email": EVA, "products": str(party.whole.id)}
    assert contact.get(url(party, "/ny-person")).status_code == 200
    wrong = contact.post(url(party, "/ny-person"), data={**typed, "email": BO, "products": ""})
    assert wrong.status_code == 422
    assert ('id="products-error"' in wrong.text, 'value="Eva Exempel"' in wrong.text) == (True, True)
    answer = contact.post(url(party, "/ny-person"), data=typed)
    assert (answer.status_code, answer.location) == (303, url(party))
    twice = contact.post(url(party, "/ny-person"), data={**typed, "email": ""})
    assert twice.status_code == 409
    assert "Anmälan har ändrats sedan du öppnade sidan." in twice.text
    assert [one.email for one in booking(party).participants] == [ASA, BO, None, EVA]


def test_nobody_is_added_when_the_category_is_closed(contact: FlaskClient, party: Party, clock: StoppedClock) -> None:
    clock.set(2024, 9, 13, 17, 0)
    assert "Lägg till en person" not in contact.get(url(party)).text
    assert contact.get(url(party, "/ny-person")).status_code == 404
    assert contact.post(url(party, "/ny-person"), data={"version": "1"}).status_code == 404


def test_what_the_invoice_says_until_it_is_made(contact: FlaskClient, party: Party) -> None:
    typed = {"version": "1", "contact_name": "Åsa Ek", "contact_phone": "070", "buyer_reference": "4711"}
    wrong = contact.post(url(party, "/faktura"), data={**typed, "contact_name": "", "invoice_postcode": "12"})
    assert wrong.status_code == 422
    assert ('id="contact_name-error"' in wrong.text, 'id="invoice_postcode-error"' in wrong.text) == (True, True)
    assert contact.post(url(party, "/faktura"), data=typed).status_code == 303
    assert (booking(party).contact_name, booking(party).buyer_reference) == ("Åsa Ek", "4711")
    stale = contact.post(url(party, "/faktura"), data={**typed, "buyer_reference": "4712"})
    assert stale.status_code == 409
    assert ("4711" in stale.text, 'value="4712"' in stale.text) == (True, True)
    with transaction():
        booking(party).invoiced_at = party.booking.created_at
    late = contact.post(url(party, "/faktura"), data={**typed, "version": "2"})
    assert late.status_code == 422
    assert "Fakturan är redan skapad." in late.text

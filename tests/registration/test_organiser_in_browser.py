"""The organisers' way through registrations in a browser: find, change, cancel, let somebody off the waiting list."""

import re

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from scdapp.core.db import db
from scdapp.registration.models import Participant
from scdapp.registration.rules import PersonWish
from tests.browser import assert_accessible, log_in
from tests.factories import (
    make_account,
    make_booking,
    make_category,
    make_edition,
    make_product,
    make_question,
    make_terms,
)

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(page: Page) -> Page:
    """A full category of two, with one who waits; an organiser who is logged in."""
    edition = make_edition()
    make_terms(edition)
    category = make_category(edition, capacity=2, automatic=False)
    whole = make_product(edition, category)
    make_product(edition, category, name="Middag", kind="extra", amount=69_500, vat_rate=12)
    make_question(edition, "Vilka spår?", kind="several", choices="Barn\nÄldre")
    make_category(edition, "Talare")
    people = [PersonWish(name, f"{name}@kommun.example", product_ids=(whole.id,)) for name in ("asa", "bo", "cia")]
    make_booking(category, *people)
    make_account("Olga Arrangör", email="olga@exempel.se", roles=("organiser",))
    log_in(page, "olga@exempel.se")
    return page


def test_from_the_list_to_the_place_of_somebody_who_waited(desk: Page) -> None:
    desk.goto("/arrangor/2024/anmalningar")
    assert_accessible(desk)
    desk.get_by_label("Namn, adress, organisation eller nummer").fill("asa")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("status")).to_have_text("1 plats")
    desk.get_by_role("link", name="asa", exact=True).click()
    desk.get_by_label("Titel").first.fill("socialchef")
    desk.get_by_label("Äldre").check()
    desk.get_by_role("button", name="Spara", exact=True).first.click()
    expect(desk.get_by_role("status")).to_have_text("Sparat.")
    expect(desk.get_by_label("Äldre")).to_be_checked()
    desk.get_by_label("Middag").check()
    desk.get_by_role("button", name="Ändra", exact=True).click()
    expect(desk.get_by_role("status")).to_have_text("Biljett och tillval är ändrade.")
    assert_accessible(desk)
    desk.get_by_text("Avboka", exact=True).click()
    desk.get_by_label("Avgift i procent av priset").fill("mycket")
    desk.get_by_role("button", name="Avboka platsen").click()
    expect(desk.get_by_role("alert")).to_be_focused()
    assert_accessible(desk)
    desk.get_by_label("Skäl").fill("Dubbelbokad")
    desk.get_by_label("Avgift i procent av priset").fill("25")
    desk.get_by_role("button", name="Avboka platsen").click()
    expect(desk.get_by_role("status")).to_contain_text("Platsen är avbokad.")
    desk.goto("/arrangor/2024/reservlista")
    assert_accessible(desk)
    desk.get_by_role("button", name="Erbjud nästa i Deltagare").click()
    expect(desk.get_by_role("status")).to_contain_text("Erbjudna: 1.")
    desk.get_by_role("button", name=re.compile("Har tackat ja")).click()
    expect(desk.get_by_role("status")).to_contain_text("Platsen är klar.")
    states = dict(db.session.execute(select(Participant.name, Participant.state)).all())
    assert states == {"asa": "cancelled", "bo": "confirmed", "cia": "confirmed"}


def test_the_other_pages_can_be_used_by_everybody(desk: Page) -> None:
    seat = db.session.scalars(select(Participant).where(Participant.name == "bo")).one()
    for path in (
        f"anmalningar/{seat.booking.uid}",
        f"platser/{seat.uid}/kategori?category=talare",
        "anmalningar/ny",
        "anmalningar/ny/deltagare",
        "fakturaunderlag",
        "listor",
    ):
        desk.goto(f"/arrangor/2024/{path}")
        assert_accessible(desk)
    desk.goto("/arrangor/2024/anmalningar/ny/deltagare")
    desk.get_by_role("button", name="Anmäl", exact=True).click()
    expect(desk.get_by_role("alert")).to_be_focused()
    assert_accessible(desk)
    desk.goto("/arrangor/2024/listor")
    csv = "Namn;E-post;Biljett\nDan;dan@kommun.example;Hela konferensen\nEva;ingen;Dag 9\n"
    desk.get_by_label("Fil").set_input_files({"name": "lista.csv", "mimeType": "text/csv", "buffer": csv.encode()})
    desk.get_by_label("Kategori för rader som inte anger någon").select_option("Deltagare")
    desk.get_by_role("button", name="Titta på listan").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Så skulle listan läsas in")
    assert_accessible(desk)
    desk.get_by_label("Hoppa över raderna med fel").check()
    desk.get_by_label("Ställ dem som inte får plats på reservlistan").check()
    desk.get_by_role("button", name="Läs in: 1 person").click()
    expect(desk.get_by_role("status").first).to_have_text("Inlästa: 1 person.")

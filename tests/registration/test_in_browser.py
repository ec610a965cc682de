"""Registering in a real browser: by mouse and by keyboard, alone and for others."""

from datetime import date

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from scdapp.admission.models import Category
from scdapp.core.db import db
from scdapp.registration.models import Participant
from tests.browser import assert_accessible
from tests.factories import make_category, make_edition, make_product, make_question, make_terms

pytestmark = pytest.mark.browser
FORM = "/2024/anmalan/deltagare"


@pytest.fixture
def category(app: Flask) -> Category:
    """One with two places, who pays, a dinner, a question and conditions."""
    edition = make_edition()
    make_terms(edition, conditions="Anmälan är **bindande**.")
    category = make_category(edition, capacity=2, pays=True, promised_on=date(2024, 9, 18))
    make_product(edition, category)
    make_product(edition, category, name="Bara onsdag", amount=260_000)
    make_product(edition, category, name="Middag", kind="extra", amount=69_500, vat_rate=12)
    make_question(edition, "Varifrån kommer du?", kind="choice", choices="Norr\nSöder", required=True)
    return category


def people() -> list[tuple[str | None, str | None, str]]:
    db.session.rollback()
    rows = db.session.execute(select(Participant.name, Participant.email, Participant.state).order_by(Participant.id))
    return [(name, email, state) for name, email, state in rows]


def test_somebody_registers_herself_by_keyboard_alone(page: Page, category: Category) -> None:
    page.goto(FORM)
    assert_accessible(page)
    page.get_by_label("Ditt namn").focus()
    keys = page.keyboard
    keys.type("Åsa Exempel")
    # An address is missing: Enter sends the form, and does not take a row away.
    keys.press("Enter")
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(page.get_by_label("Ditt namn")).to_have_value("Åsa Exempel")
    assert_accessible(page)
    keys.press("Tab")
    expect(page.get_by_role("link", name="Din e-postadress")).to_be_focused()
    keys.press("Enter")
    page.get_by_label("Din e-postadress").focus()
    keys.type("asa@kommun.example")
    page.get_by_label("Sorts organisation").focus()
    keys.type("Jag betalar")
    page.get_by_label("Hela konferensen").focus()
    keys.press("Space")
    page.get_by_label("Varifrån kommer du?").focus()
    keys.type("Norr")
    page.get_by_label("Jag har läst villkoren").focus()
    keys.press("Space")
    page.get_by_role("button", name="Granska anmälan").focus()
    keys.press("Enter")
    expect(page.get_by_role("heading", name="Granska anmälan")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Anmäl, bindande").focus()
    keys.press("Enter")
    expect(page.get_by_role("heading", name="Anmälan är mottagen")).to_be_visible()
    expect(page.get_by_text("Har plats")).to_be_visible()
    assert_accessible(page)
    assert people() == [("Åsa Exempel", "asa@kommun.example", "confirmed")]


def test_a_coordinator_registers_three_of_whom_one_comes_later(page: Page, category: Category) -> None:
    page.goto(FORM)
    page.get_by_label("Ditt namn").fill("Karin Exempel")
    page.get_by_label("Din e-postadress").fill("karin@kumla.example")
    # Whoever does not come herself says who does.
    expect(page.locator("#people-0-name")).to_be_hidden()
    page.get_by_label("Jag deltar själv").uncheck()
    page.locator("#people-0-name").fill("Ett Exempel")
    page.get_by_label("Kommun", exact=True).fill("Kumla")
    page.get_by_label("Er referens").fill("FM1234")
    page.get_by_label("Hela konferensen").check()
    page.get_by_label("Varifrån kommer du?").select_option("Norr")
    for number in (2, 3):
        page.get_by_role("button", name="Lägg till en person").press("Enter")
        expect(page.locator(f"#people-{number - 1}-name")).to_be_focused()
        expect(page.locator("#meddelande")).to_have_text(f"Person {number} är tillagd.")
        expect(page.get_by_label("Hela konferensen")).to_have_count(number)
        expect(page.locator("[type=radio]:checked")).to_have_count(number)
    page.get_by_role("button", name="Lägg till en person").click()
    page.get_by_role("button", name="Ta bort person 2").press("Enter")
    expect(page.get_by_role("button", name="Lägg till en person")).to_be_focused()
    page.locator("#people-1-name").fill("Två Exempel")
    page.locator("#people-1-email").fill("tva@kumla.example")
    for row in (1, 2):
        page.locator(f"[name^=people-{row}-answer]").select_option("Söder")
    page.get_by_label("Jag har läst villkoren").check()
    page.get_by_role("button", name="Granska anmälan").click()
    expect(page.get_by_text("Plats, som det ser ut nu")).to_have_count(2)
    expect(page.get_by_text("Reservlistan, som det ser ut nu")).to_have_count(1)
    # Back for a look: everything stands there still.
    page.get_by_role("button", name="Ändra").click()
    expect(page.locator("#people-1-name")).to_have_value("Två Exempel")
    page.get_by_role("button", name="Granska anmälan").click()
    page.get_by_role("button", name="Anmäl, bindande").click()
    expect(page.get_by_text("Reservlistan, kölapp 1")).to_be_visible()
    expect(page.get_by_text("Namn kommer senare")).to_be_visible()
    assert people() == [
        ("Ett Exempel", None, "confirmed"),
        ("Två Exempel", "tva@kumla.example", "confirmed"),
        (None, None, "waiting"),
    ]

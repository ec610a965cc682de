"""An organiser sets up a year's registration in forms, and a visitor sees it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import assert_accessible, log_in
from tests.factories import make_account, make_edition

pytestmark = pytest.mark.browser


def test_from_nothing_to_the_board(page: Page) -> None:
    make_account("Olga Arrangör", email="olga@exempel.se", roles=("organiser",))
    make_edition()
    log_in(page, "olga@exempel.se")
    page.goto("/arrangor/2024/anmalan")
    assert_accessible(page)
    page.get_by_role("button", name="Börja med de vanliga kategorierna").click()
    assert_accessible(page)
    _open_delegates(page)
    _sell_the_whole_conference(page)
    _ask_about_the_bus(page)
    _limit_the_house(page)
    page.context.clear_cookies()
    _visit(page)


def _open_delegates(page: Page) -> None:
    page.get_by_role("main").get_by_role("link", name="Deltagare").click()
    page.get_by_label("Öppnar", exact=True).fill("2024-05-07T09:00")
    page.get_by_label("Stänger", exact=True).fill("2024-09-13T17:00")
    page.get_by_label("Egna platser").fill("ca 300")
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_role("alert")).to_contain_text("Skriv ett heltal med siffror.")
    expect(page.get_by_label("Öppnar", exact=True)).to_have_value("2024-05-07T09:00")
    assert_accessible(page)
    page.get_by_label("Egna platser").fill("300")
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_role("status")).to_have_text("Deltagare är sparad.")


def _sell_the_whole_conference(page: Page) -> None:
    page.get_by_role("link", name="Ny produkt").click()
    page.get_by_label("Namn", exact=True).fill("Hela konferensen")
    page.get_by_label("Pris, Deltagare", exact=True).fill("5900")
    page.get_by_label("Tidigt pris, Deltagare").fill("5400")
    page.get_by_role("button", name="Lägg upp").click()
    expect(page.get_by_role("alert")).to_contain_text("Skriv också när det tidiga priset slutar gälla.")
    assert_accessible(page)
    page.get_by_label("Tidigt pris gäller före, Deltagare").fill("2024-09-01T00:00")
    page.get_by_role("button", name="Lägg upp").click()
    expect(page.get_by_role("alert")).to_contain_text("Välj vilka dagar den ger.")
    for day in ("onsdag 2 oktober", "torsdag 3 oktober", "fredag 4 oktober"):
        page.get_by_label(day).check()
    page.get_by_role("button", name="Lägg upp").click()
    expect(page.get_by_role("status")).to_have_text("Upplagt: Hela konferensen.")


def _ask_about_the_bus(page: Page) -> None:
    page.get_by_role("link", name="Ny fråga").click()
    page.get_by_label("Fråga", exact=True).fill("Vilken buss tar du?")
    page.get_by_label("ett av flera svar").check()
    page.get_by_label("Svar att välja bland").fill("18.00\n18.30")
    assert_accessible(page)
    page.get_by_role("button", name="Lägg upp").click()
    expect(page.get_by_role("status")).to_have_text("Upplagt: ”Vilken buss tar du?”.")


def _limit_the_house(page: Page) -> None:
    page.get_by_role("main").get_by_role("link", name="Ändra").click()
    page.get_by_label("Platser på hela konferensen").fill("250")
    assert_accessible(page)
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_role("status")).to_have_text("Sparat.")


def _visit(page: Page) -> None:
    page.goto("/2024")
    page.get_by_role("navigation").get_by_role("link", name="Anmälan", exact=True).click()
    row = page.locator("#deltagare")
    for words in ("5 400 kr", "därefter 5 900 kr från 1 september 2024", "Minst 250 platser kvar."):
        expect(row).to_contain_text(words)
    assert_accessible(page)
    row.get_by_role("link", name="Anmäl dig").click()
    expect(page.get_by_text("Vilken buss tar du?")).to_be_visible()
    page.goto("/2024/anmalan")
    page.get_by_role("link", name="Säg till när det öppnar för Medlem").click()
    assert_accessible(page)

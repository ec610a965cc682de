"""The board's desk in a real browser: a list looked at and taken in, a member let go, by whoever sees and hears it."""

from datetime import date

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from scdapp.core.sheets import Sheet, workbook
from tests.browser import assert_accessible, log_in
from tests.factories import make_account, make_member

pytestmark = pytest.mark.browser


def test_the_board_takes_in_a_list_and_lets_somebody_go(app: Flask, page: Page) -> None:
    make_member("Bo Ek", email="bo@kommun.example", region="Mitt", since=date(2019, 5, 1))
    log_in(page, make_account(roles=("board",)).email)
    page.get_by_role("link", name="Medlemmar", exact=True).click()
    page.get_by_role("link", name="Läs in och hämta").click()
    rows = [("Bo Ek", "bo@kommun.example", "Väst"), ("Åsa Öberg", "asa@kommun.example", "Öst"), ("Fel", "fel", "")]
    book = workbook([Sheet("Lista", ("Namn", "E-post", "Region"), rows)])
    file = {"name": "lista.xlsx", "mimeType": "application/octet-stream", "buffer": book}
    page.get_by_label("Fil").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Titta på listan").click()
    assert_accessible(page)
    take_in = page.get_by_role("button", name="Läs in: 1 nya, 1 ändrade")
    take_in.click()
    expect(page.get_by_role("alert")).to_contain_text("Rätta raderna med fel i filen")
    page.get_by_label("Hoppa över raderna med fel").check()
    take_in.click()
    expect(page.get_by_role("status").first).to_have_text("Listan är inläst: 1 nya, 1 ändrade.")
    assert_accessible(page)
    page.get_by_label("Region").select_option("Väst")
    page.get_by_role("button", name="Sök").click()
    page.get_by_role("link", name="Bo Ek").click()
    expect(page.get_by_label("Region")).to_have_value("Väst")
    page.get_by_role("button", name="Markera som lämnad").click()
    expect(page.get_by_role("heading", name="Har lämnat")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Till alla medlemmar").click()
    expect(page.get_by_role("link", name="Bo Ek")).to_have_count(0)

"""Choosing seminars in a browser: places told live, the last chair lost, the queue, and the calendar's code."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from scdapp.editions.models import Edition
from tests.browser import assert_accessible
from tests.conftest import logged_in_guest
from tests.seminars.programmes import chosen, make_programme, make_seats
from tests.seminars.test_service import choose

pytestmark = pytest.mark.browser


@pytest.fixture
def edition(app: Flask) -> Edition:
    return make_programme()


def _log_in(app: Flask, page: Page, live: str, email: str) -> None:
    client = logged_in_guest(app, email)
    for cookie in client._cookies.values():  # type: ignore[union-attr]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live}])


def test_a_seminar_is_changed_and_the_last_chair_lost(app: Flask, page: Page, live: str, edition: Edition) -> None:
    anna, bo = make_seats(edition, "Anna", "Bo")
    choose(anna, a="vard")
    _log_in(app, page, live, "anna@kommun.example")
    page.goto(f"/min-anmalan/{anna.uid}/seminarier")
    assert_accessible(page)
    block = page.get_by_role("group", name="Block A")
    last = block.locator(".choice", has_text="Barn")
    expect(last.locator(".places")).to_have_text("1 av 1 platser kvar")
    choose(bo, a="barn")
    # The numbers are asked for anew whenever the page comes into sight.
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(last.locator(".places")).to_have_text("Fullt")
    expect(page.locator("#meddelande")).to_have_text("Barn är fullt nu.")
    block.get_by_label("Barn", exact=True).check()
    page.get_by_role("group", name="Block B").get_by_label("Arbete", exact=True).check()
    page.get_by_role("button", name="Spara valen").click()
    expect(page.get_by_role("alert")).to_contain_text("”Barn” är fullt. Du har kvar ”Vard”.")
    expect(page.get_by_role("alert")).to_be_focused()
    assert_accessible(page)
    page.get_by_role("button", name="Ställ mig i kö till Barn").click()
    expect(page.get_by_text("Du står först i kön.")).to_be_visible()
    choose(bo, a=None)
    page.reload()
    page.get_by_role("button", name="Ja, byt").click()
    expect(page.get_by_text("Platsen är din.")).to_be_visible()
    assert chosen(anna) == {"barn": "taken", "arbete": "taken"}


def test_a_calendar_of_ones_own_is_made(app: Flask, page: Page, live: str, edition: Edition) -> None:
    (anna,) = make_seats(edition, "Anna")
    _log_in(app, page, live, "anna@kommun.example")
    page.goto(f"/min-anmalan/{anna.uid}/kalender")
    page.get_by_role("button", name="Gör en adress").click()
    address = page.get_by_label("Adress att kopiera").input_value()
    expect(page.get_by_role("img", name="QR-kod: prenumerera på Min kalender").locator("svg")).to_be_visible()
    assert_accessible(page)
    assert app.test_client().get(address.removeprefix(live)).status_code == 200
    page.reload()
    expect(page.get_by_text("Den visas inte igen.")).to_be_visible()
    assert address not in page.content()

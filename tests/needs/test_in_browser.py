"""The pages about needs in a browser: for the person, by keyboard, and for the organisers."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser import assert_accessible, log_in
from tests.checkin.door import make_door
from tests.factories import make_account, make_guest_login

pytestmark = pytest.mark.browser


def test_the_holder_says_what_they_need_and_the_kitchen_counts_it(page: Page, app: Flask) -> None:
    seat = make_door().comes("Åsa Exempel")
    address = f"/min-anmalan/{seat.uid}/mat-och-tillganglighet"
    cookie = app.session_interface.get_signing_serializer(app).dumps({"guest": make_guest_login(str(seat.email))})  # type: ignore[attr-defined]
    page.context.add_cookies([{"name": "scdapp", "value": cookie, "url": app.config["BASE_URL"]}])
    page.goto(f"/en{address}")
    assert_accessible(page)
    page.goto(address)
    page.get_by_label("Veganskt").focus()
    page.keyboard.press("Space")
    page.get_by_label("Allergier och annat köket måste veta").fill("nötter")
    page.get_by_label("Hörslinga").check()
    page.get_by_role("button", name="Spara").press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Veganskt")).to_be_checked()
    assert_accessible(page)
    page.get_by_label("Jag samtycker").check()
    page.get_by_role("button", name="Spara").press("Enter")
    expect(page.get_by_text("Det är sparat.")).to_be_visible()
    expect(page.get_by_text("Din kod vid serveringen")).to_be_visible()
    assert_accessible(page)
    page.context.clear_cookies()
    make_account("Olga Arrangör", email="olga@exempel.se", roles=("organiser",))
    log_in(page, "olga@exempel.se")
    page.goto("/arrangor/2024/mat")
    assert_accessible(page)
    page.get_by_role("button", name="Visa namn (1)").click()
    expect(page.get_by_role("heading", name="Åsa Exempel")).to_be_visible()
    assert_accessible(page)

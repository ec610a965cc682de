"""Badges in a browser: the pages read, and progress that shows itself."""

from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from scdapp.badges import press, rules
from scdapp.core.clock import now
from tests.browser import assert_accessible, log_in
from tests.checkin.door import make_door
from tests.factories import make_account

pytestmark = pytest.mark.browser


def test_badges_are_asked_for_and_fetched(page: Page, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "SMALL", 0)
    door = make_door()
    for name in ("Åsa Exempel", "Bo Exempel"):
        door.comes(name)
    make_account("Olga Arrangör", email="olga@exempel.se", roles=("organiser",))
    log_in(page, "olga@exempel.se")
    page.goto("/arrangor/2024/namnskyltar")
    assert_accessible(page)
    page.get_by_role("button", name="Gör namnskyltar").press("Enter")
    expect(page.get_by_text("Väntar på sin tur.")).to_be_visible()
    assert_accessible(page)
    press.work(Path(app.instance_path) / press.FOLDER, "https://scd.example", now=now())
    expect(page.locator("#lage")).to_contain_text("Klara.")
    assert_accessible(page)
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Hämta PDF").click()
    assert fetched.value.suggested_filename == "namnskyltar-2024.pdf"
    for address in ("/arrangor/2024/namnlistor", "/arrangor/2024/namnlistor?lista=deltagare"):
        page.goto(address)
        assert_accessible(page)

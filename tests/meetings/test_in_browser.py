"""A meeting is called off in a real browser; the way to one that is held is in journeys."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser import assert_accessible, log_in
from tests.factories import make_account, make_member
from tests.meetings import steps
from tests.meetings.meetings import make_item, make_meeting

pytestmark = pytest.mark.browser


def test_a_meeting_is_called_off_after_the_call(app: Flask, page: Page) -> None:
    meeting = make_meeting()
    make_item(meeting, "Mötets öppnande")
    for name in ("Ann Ask", "Bea Berg"):
        make_member(name)
    log_in(page, make_account(roles=("board",)).email)
    base = f"/styrelse/arsmoten/{meeting.uid}"
    steps.send_the_call(page, f"{base}/utskick", members=2)
    page.goto(base)
    page.get_by_role("link", name="Ställ in mötet").click()
    assert_accessible(page)
    page.get_by_role("button", name="Se vilka som får veta det").click()
    expect(page.get_by_role("alert")).to_contain_text("Varför mötet ställs in")
    page.get_by_label("Varför mötet ställs in").fill("Kistamässan är översvämmad.\nNy dag meddelas.")
    page.get_by_role("button", name="Se vilka som får veta det").click()
    expect(page.get_by_role("heading", name="Brevet går till 2 som fick kallelsen")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Ställ in och skicka till 2").click()
    expect(page.get_by_role("status").first).to_have_text("Mötet är inställt. Brevet är på väg till 2.")
    assert_accessible(page)
    page.goto(f"{base}/utskick")
    expect(page.get_by_text("2 på väg")).to_have_count(2)
    assert_accessible(page)
    for address, told in (("/arsmote/2024", "Inställt"), ("/en/arsmote/2024", "Cancelled"), ("/arsmote", "Inställt")):
        page.goto(address)
        expect(page.get_by_text(told, exact=True)).to_be_visible()
        assert_accessible(page)

"""The way to an annual meeting in a real browser: made, agenda, a motion, answered, called; by keyboard too."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from scdapp.core.db import db
from scdapp.meetings import queries
from tests.browser import assert_accessible, log_in
from tests.conftest import StoppedClock
from tests.factories import make_account, make_edition, make_member

pytestmark = pytest.mark.browser


def test_a_meeting_is_prepared(app: Flask, page: Page, clock: StoppedClock) -> None:
    clock.set(2024, 8, 15, 9, 0)
    make_edition()
    make_member("Maj Medlem", email="maj@kommun.example")
    make_member("Bo Ek", email="bo@kommun.example")
    email = make_account(roles=("board",)).email
    log_in(page, email)
    page.goto("/styrelse")
    page.get_by_role("link", name="Skapa årsmötet").click()
    page.get_by_label("År", exact=True).select_option("2024")
    page.get_by_label("Dag", exact=True).fill("2024-10-02")
    page.get_by_label("Klockslag").fill("16.30")
    page.get_by_label("Plats").fill("Kistamässan")
    page.get_by_label("Verksamhetsår").fill("2023/2024")
    page.get_by_role("button", name="Skapa mötet").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ordinarie årsmöte 2024")
    assert_accessible(page)

    page.get_by_role("navigation", name="Mötets sidor").get_by_role("link", name="Dagordning").click()
    page.get_by_role("button", name="Gör ett utkast från mallen").click()
    points = page.get_by_role("main").get_by_role("heading", level=3)
    expect(points.first).to_have_text("1. Mötets öppnande")
    page.get_by_role("button", name="Ner Mötets öppnande").press("Enter")
    expect(points.nth(1)).to_have_text("2. Mötets öppnande")
    page.locator(".agenda-points > li").nth(1).drag_to(page.locator(".agenda-points > li").nth(3))
    expect(points.nth(2)).to_have_text("3. Mötets öppnande")
    assert_accessible(page)

    _send_a_motion(page)
    page.goto("/styrelse")
    page.get_by_role("link", name="Yttra er över en motion").click()
    page.get_by_role("link", name="Motion 1: Om digitala möten").click()
    expect(page.get_by_text("Adressen hör till en medlem.")).to_be_visible()
    page.get_by_label("Styrelsen föreslår årsmötet att").select_option("bifalla motionen")
    page.get_by_label("Styrelsens yttrande").fill("Bra.")
    page.get_by_label("Punkt på dagordningen").select_option("14. Motioner med riksstyrelsens yttranden")
    assert_accessible(page)
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_text("Styrelsen föreslår årsmötet att bifalla motionen.")).to_be_visible()

    clock.set(2024, 9, 3, 9, 0)
    log_in(page, email)
    _call_too_late(page)
    page.goto("/arsmote/2024")
    expect(page.get_by_text("Val av mötesordförande")).to_be_visible()
    assert_accessible(page)
    db.session.rollback()
    meeting = queries.get_meeting_of(2024)
    assert (meeting.state, [one.recipient_count for one in meeting.notices]) == ("called", [2])


def _call_too_late(page: Page) -> None:
    page.goto("/styrelse")
    expect(page.get_by_text("sista dagen var 2 september 2024")).to_be_visible()
    page.get_by_role("link", name="Skicka kallelsen").click()
    page.get_by_role("link", name="Kallelse", exact=True).click()
    expect(page.get_by_text("Sista dagen var måndag 2 september 2024.")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Se hur det blir").click()
    expect(page.get_by_role("heading", name="Till maj@kommun.example")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Skicka till 2 medlemmar").click()
    expect(page.get_by_text("Brevet är på väg till 2 medlemmar.")).to_be_visible()
    expect(page.get_by_text("för sent").first).to_be_visible()
    assert_accessible(page)


def _send_a_motion(page: Page) -> None:
    page.goto("/arsmote")
    page.get_by_role("link", name="Skriv en motion").click()
    page.get_by_label("Rubrik").fill("Om digitala möten")
    page.get_by_label("Varför").fill("Många har långt att resa.")
    page.get_by_label("Att-sats 1").fill("att årsmötet hålls digitalt")
    page.get_by_role("button", name="Lägg till en att-sats").press("Enter")
    expect(page.get_by_label("Att-sats 2")).to_be_focused()
    page.keyboard.type("uppdra åt styrelsen")
    page.get_by_label("Ditt namn").fill("Maj Medlem")
    page.get_by_label("Din e-postadress").fill("maj")
    page.get_by_role("button", name="Lämna in motionen").last.click()
    expect(page.get_by_role("alert")).to_contain_text("Skriv en e-postadress")
    assert_accessible(page)
    page.get_by_label("Din e-postadress").fill("maj@kommun.example")
    page.get_by_role("button", name="Lämna in motionen").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Motionen är mottagen")
    assert_accessible(page)

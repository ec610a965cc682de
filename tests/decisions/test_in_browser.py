"""The meeting's screen in a real browser: what is typed is never lost, and the hall follows."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from scdapp.core.db import db
from scdapp.decisions import queries
from tests.browser import assert_accessible, log_in
from tests.conftest import StoppedClock
from tests.decisions.hall import LATER, decide, make_open_meeting, open_question
from tests.decisions.roll import call_roll
from tests.decisions.steps import press
from tests.factories import make_account
from tests.meetings.meetings import make_item

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def _in_the_evening_of_the_meeting(clock: StoppedClock) -> None:
    clock.moment = LATER


def test_what_is_typed_is_kept_without_network_and_over_a_reload(app: Flask, page: Page) -> None:
    meeting = make_open_meeting()
    decision = open_question(meeting, None, "avgiften är 500 kronor")
    log_in(page, make_account(roles=("board",)).email)
    page.goto(f"/styrelse/arsmoten/{meeting.uid}/mote")
    body, saved = page.get_by_label("Text", exact=True).first, page.locator("#sparat")
    body.fill("Årsmötet")
    expect(saved).to_contain_text("Sparat")
    db.session.rollback()
    assert queries.get_decision(decision.uid).body == "Årsmötet"
    page.context.set_offline(True)
    body.fill("Årsmötet fastställde avgiften")
    expect(saved).to_contain_text("Nätet är borta.")
    page.context.set_offline(False)
    expect(saved).to_contain_text("Sparat")
    db.session.rollback()
    assert queries.get_decision(decision.uid).body == "Årsmötet fastställde avgiften"
    # Closed in the middle of a word: what had not been sent yet comes back.
    body.fill("Årsmötet fastställde avgiften till 500")
    page.reload()
    expect(body).to_have_value("Årsmötet fastställde avgiften till 500")
    expect(saved).to_contain_text("Sparat")
    # Another press takes it along.
    body.fill("Årsmötet fastställde avgiften till 500 kronor.")
    press(page, "Votering begärd")
    expect(body).to_have_value("Årsmötet fastställde avgiften till 500 kronor.")


def test_somebody_else_writes_in_the_same_paragraph(app: Flask, page: Page) -> None:
    meeting = make_open_meeting()
    decision = open_question(meeting)
    log_in(page, make_account(roles=("board",)).email)
    page.goto(f"/styrelse/arsmoten/{meeting.uid}/mote")
    other = page.context.new_page()
    other.goto(f"/styrelse/arsmoten/{meeting.uid}/mote")
    other.get_by_label("Text", exact=True).first.fill("Ordförandens text.")
    expect(other.locator("#sparat")).to_contain_text("Sparat")
    mine, saved = page.get_by_label("Text", exact=True).first, page.locator("#sparat")
    mine.fill("Sekreterarens text.")
    expect(saved).to_contain_text("Någon annan har ändrat paragrafen.")
    expect(mine).to_have_value("Sekreterarens text.")
    press(page, "Spara min text i stället")
    expect(saved).to_contain_text("Sparat")
    db.session.rollback()
    assert queries.get_decision(decision.uid).body == "Sekreterarens text."


def test_the_big_screen_follows(app: Flask, page: Page) -> None:
    meeting = make_open_meeting()
    log_in(page, make_account(roles=("board",)).email)
    page.goto(f"/styrelse/arsmoten/{meeting.uid}/sal")
    expect(page.get_by_text("Mötet är öppnat")).to_be_visible()
    decision = open_question(meeting, make_item(meeting, "Medlemsavgift"), "avgiften är 500 kronor")
    expect(page.get_by_role("heading", name="§ 1 Medlemsavgift")).to_be_visible()
    expect(page.get_by_text("att avgiften är 500 kronor")).to_be_visible()
    assert_accessible(page)
    decide(decision)
    expect(page.locator(".hall-big")).to_have_text("Bifall")


def test_a_second_screen_follows_the_meeting(app: Flask, page: Page) -> None:
    meeting = make_open_meeting()
    log_in(page, make_account(roles=("board",)).email)
    page.goto(f"/styrelse/arsmoten/{meeting.uid}/mote")
    decision = open_question(meeting, make_item(meeting, "Medlemsavgift"), "avgiften är 500 kronor")
    expect(page.get_by_role("heading", name="Medlemsavgift")).to_be_visible()
    decide(decision)
    expect(page.get_by_role("button", name="Avsluta mötet")).to_be_visible()
    assert_accessible(page)


def test_what_is_typed_on_the_second_screen_stays_when_the_meeting_goes_on(app: Flask, page: Page) -> None:
    meeting = make_open_meeting()
    decision = open_question(meeting, None, "avgiften är 500 kronor")
    log_in(page, make_account(roles=("board",)).email)
    page.goto(f"/styrelse/arsmoten/{meeting.uid}/mote")
    page.get_by_text("Ny reservation eller anteckning").click()
    form = page.locator("details[open]").filter(has_text="Ny reservation")
    form.get_by_label("Text").fill("För dyrt.")
    decide(decision)
    told = page.locator("#vidare")
    expect(told).to_contain_text("§ 1 är avgjord.")
    open_question(meeting, make_item(meeting, "Arvoden"))
    expect(told).to_contain_text("Mötet har gått vidare till § 2.")
    expect(form.get_by_label("Text")).to_have_value("För dyrt.")
    assert_accessible(page)
    told.get_by_role("link", name="Gå dit").click()
    expect(page.get_by_role("heading", name="Arvoden")).to_be_visible()


def test_an_earlier_paragraph_that_is_looked_up_stays(app: Flask, page: Page) -> None:
    meeting = make_open_meeting()
    decision = open_question(meeting, make_item(meeting, "Medlemsavgift"))
    decide(decision)
    log_in(page, make_account(roles=("board",)).email)
    page.goto(f"/styrelse/arsmoten/{meeting.uid}/mote/{decision.uid}")
    open_question(meeting, make_item(meeting, "Arvoden"))
    expect(page.locator("#vidare")).to_contain_text("Mötet har gått vidare till § 2.")
    expect(page.get_by_role("heading", name="Medlemsavgift")).to_be_visible()


def test_names_are_called_by_keyboard(app: Flask, page: Page) -> None:
    row = call_roll()
    log_in(page, make_account(roles=("board",)).email)
    page.goto(f"/styrelse/arsmoten/{row.decision.meeting.uid}/mote")
    page.get_by_role("link", name="Upprop med namn").click()
    assert_accessible(page)
    page.get_by_role("radio", name="Svarade inte").first.focus()
    for key in ("j", "n", "s", "a", "j"):
        page.keyboard.press(key)
    expect(page.locator("#summa")).to_have_text("2 ja, 1 nej, 1 avstår")
    expect(page.get_by_role("button", name="Spara namnen")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Inskrivet: 2 ja, 1 nej, 1 avstår.")).to_be_visible()
    db.session.rollback()
    assert [one.vote for one in row.names] == ["for", "against", "abstained", "for"]

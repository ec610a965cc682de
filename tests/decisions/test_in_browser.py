"""A whole meeting in a real browser, as the board holds it; and what is typed is never lost."""

import re
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from scdapp.core.db import db
from scdapp.decisions import queries
from scdapp.meetings import queries as meetings
from scdapp.meetings.models import AnnualMeeting
from tests.browser import assert_accessible, log_in
from tests.conftest import StoppedClock
from tests.decisions.hall import LATER, decide, make_open_meeting, open_question
from tests.factories import make_account, make_member
from tests.meetings.meetings import (
    make_document,
    make_item,
    make_mandate,
    make_meeting,
    make_motion,
    make_notice,
    make_post,
)

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def _in_the_evening_of_the_meeting(clock: StoppedClock) -> None:
    clock.moment = LATER


def prepared() -> AnnualMeeting:
    """Called one day late, with the points of a short meeting."""
    meeting = make_meeting(state="called")
    make_notice(meeting, sent_at=LATER.replace(month=9, day=3))
    make_document(meeting, "Revisionsberättelse", kind="audit_report")
    chair = make_post("chair", "ordförande")
    make_mandate(chair, "Bo Styrelse")
    points: tuple[tuple[str, dict[str, Any]], ...] = (
        ("Val av mötesordförande", {"kind": "election", "template_key": "val_motesordf"}),
        ("Val av mötessekreterare", {"kind": "election", "template_key": "val_sekr"}),
        ("Val av två justerare tillika rösträknare", {"kind": "election", "template_key": "val_just"}),
        ("Fastställande av röstlängd", {"kind": "formality", "template_key": "rostlangd"}),
        ("Behörigt utlyst", {"kind": "formality", "template_key": "utlysande", "sentence": "Behörigen utlyst."}),
        ("Ansvarsfrihet", {"template_key": "ansvarsfrihet", "sentence": "Årsmötet beviljade ansvarsfrihet."}),
        ("Medlemsavgift", {}),
        ("Arvoden", {}),
        ("Motioner", {"kind": "motion"}),
        ("Val av ordförande", {"kind": "election"}),
    )
    for title, given in points:
        make_item(meeting, title, **given)
    make_motion(meeting, "Om digitala möten")
    for name in ("Ann Ask", "Bea Berg", "Cia Cedersund", "Dan Dal", "Eva Ek", "Fia Fors"):
        make_member(name)
    return meeting


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def shortcut(page: Page, key: str) -> None:
    """Alt and a letter as a keyboard sends it: Playwright's own keys leave out what the browser looks at."""
    given = {"modifiers": 1, "key": key, "code": f"Key{key.upper()}", "windowsVirtualKeyCode": ord(key.upper())}
    keyboard = page.context.new_cdp_session(page)
    keyboard.send("Input.dispatchKeyEvent", {"type": "keyDown", "text": key, "unmodifiedText": key, **given})
    keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", **given})
    keyboard.detach()


def take_next(page: Page, number: int) -> None:
    expect(page.get_by_role("button", name="Ta upp punkten")).to_be_visible()
    shortcut(page, "n")
    expect(page.locator(".paragraph .sign")).to_have_text(f"§ {number}")


def chosen(page: Page, *names: str) -> None:
    for name in names:
        page.get_by_label("Namn", exact=True).first.fill(name)
        press(page, "Skriv in den valda")
    press(page, "Valt med acklamation")


def count(page: Page, rows: dict[str, tuple[int, int]]) -> None:
    """What the two tellers write, by row."""
    for label, (first, second) in rows.items():
        boxes = page.get_by_role("row", name=re.compile(f"^{label}")).get_by_role("textbox")
        boxes.nth(0).fill(str(first))
        boxes.nth(1).fill(str(second))
    press(page, "Jämför siffrorna")


def let_count(page: Page, *clauses: str) -> None:
    """A question on which a vote is asked for."""
    page.get_by_label("Att-sats").first.fill(clauses[0])
    press(page, "Spara texten")
    expect(page.get_by_role("status").first).to_have_text("Sparat.")
    press(page, "Votering begärd")
    press(page, "Låt räkna rösterna")


def test_a_whole_meeting(app: Flask, page: Page) -> None:
    meeting = prepared()
    base = f"/styrelse/arsmoten/{meeting.uid}"
    log_in(page, make_account("Bo Styrelse", roles=("board",)).email)
    page.goto(f"{base}/mote")
    assert_accessible(page)
    press(page, "Öppna mötet")
    page.get_by_role("link", name="Närvaro och röstlängd").click()
    for name in ("Ann Ask", "Bea Berg", "Cia Cedersund", "Dan Dal", "Eva Ek", "Fia Fors"):
        page.get_by_role("button", name=f"Här {name}").click()
    page.get_by_label("Namn", exact=True).fill("Gun Gäst")
    press(page, "Pricka in")
    assert_accessible(page)
    page.get_by_role("link", name="Mötet", exact=True).click()
    take_next(page, 1)
    chosen(page, "Ove Ordförande")
    take_next(page, 2)
    chosen(page, "Siv Sekreterare")
    take_next(page, 3)
    assert_accessible(page)
    chosen(page, "Jan Justerare", "Pia Protokoll")
    take_next(page, 4)
    press(page, "Fastställ röstlängden")
    expect(page.locator(".head")).to_contain_text("Röstlängd 1: 6 röstberättigade")
    press(page, "Fastställt med acklamation")
    _late_call(page)
    _discharge(page)
    _counted_with_two_tellers_who_differ(page)
    _tie(page)
    _motion_put_off(page)
    _election_with_two_rounds(page)
    page.goto(f"{base}/mote")
    page.get_by_role("link", name="Val", exact=True).click()
    expect(page.get_by_text("Bea Berg")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Mötet", exact=True).click()
    press(page, "Avsluta mötet")
    expect(page.locator(".head")).to_contain_text("Avslutat")
    page.goto(f"{base}/sal")
    expect(page.get_by_text("Mötet är avslutat")).to_be_visible()
    assert_accessible(page)
    db.session.rollback()
    assert [(one.paragraph_no, one.outcome, one.method) for one in queries.paragraphs(meeting.id)] == [
        (1, "elected", "acclamation"),
        (2, "elected", "acclamation"),
        (3, "elected", "acclamation"),
        (4, "fixed", "acclamation"),
        (5, "approved", "acclamation"),
        (6, "approved", "acclamation"),
        (7, "approved", "count"),
        (8, "rejected", "count"),
        (9, "tabled", None),
        (10, "elected", "secret"),
    ]
    assert [one.state for one in meetings.agenda(meeting.id)] == [*(["done"] * 8), "tabled", "done"]


def _late_call(page: Page) -> None:
    take_next(page, 5)
    expect(page.get_by_text("Kallelsen gick ut 3 september 2024")).to_be_visible()
    shortcut(page, "b")
    expect(page.get_by_role("alert")).to_contain_text("Skriv med egna ord vad mötet beslutade om det.")
    page.get_by_label("Text", exact=True).first.fill("Kallelsen kom en dag sent. Årsmötet godtog det.")
    shortcut(page, "b")


def _discharge(page: Page) -> None:
    take_next(page, 6)
    expect(page.get_by_text("Bo Styrelse ansvarsfrihet för det egna uppdraget")).to_be_visible()
    assert_accessible(page)
    shortcut(page, "b")


def _counted_with_two_tellers_who_differ(page: Page) -> None:
    take_next(page, 7)
    let_count(page, "avgiften är 500 kronor")
    count(page, {"Ja, bifall": (4, 4), "Nej, avslag": (2, 1)})
    expect(page.get_by_role("alert")).to_contain_text("Rösträknarna är inte överens")
    assert_accessible(page)
    count(page, {"Ja, bifall": (4, 4), "Nej, avslag": (2, 2)})
    press(page, "Bifall efter rösträkning")
    page.get_by_role("link", name="§ 7").click()
    page.get_by_text("Ny reservation eller anteckning").click()
    form = page.locator("details[open]")
    form.get_by_label("Från").fill("Rut Reservant")
    form.get_by_label("Text").fill("För dyrt.")
    press(page, "Skriv in")
    expect(page.get_by_text("Rut Reservant: För dyrt.")).to_be_visible()
    press(page, "Förklara omedelbart justerad")
    expect(page.get_by_role("status").first).to_contain_text("§ 7 är omedelbart justerad")


def _tie(page: Page) -> None:
    take_next(page, 8)
    let_count(page, "arvodet höjs")
    count(page, {"Ja, bifall": (3, 3), "Nej, avslag": (3, 3)})
    page.get_by_label("Det blev").select_option("avslag")
    page.get_by_label("Vad ordföranden eller lotten sade").fill("Ordföranden röstade nej.")
    press(page, "Skriv in utslaget")
    press(page, "Avslag efter rösträkning")


def _motion_put_off(page: Page) -> None:
    take_next(page, 9)
    expect(page.get_by_label("Att-sats").first).to_have_value("att årsmötet hålls digitalt")
    press(page, "Bordlägg")


def _election_with_two_rounds(page: Page) -> None:
    take_next(page, 10)
    page.get_by_role("link", name="Till valet").click()
    page.get_by_label("Uppdrag", exact=True).select_option("ordförande")
    press(page, "Öppna valet")
    for at, name in enumerate(("Ann Ask", "Bea Berg", "Cia Cedersund")):
        if at:
            page.get_by_text("Föreslå någon").click()
        page.get_by_label("Namn", exact=True).fill(name)
        page.get_by_role("button", name="Föreslå", exact=True).click()
    assert_accessible(page)
    page.get_by_text("Votering begärd: räkna röster").click()
    press(page, "Låt räkna rösterna")
    count(page, {"Ann Ask": (2, 2), "Bea Berg": (3, 3), "Cia Cedersund": (1, 1)})
    expect(page.get_by_text("Ingen fick tillräckligt många röster.")).to_be_visible()
    page.get_by_role("group", name="Omgång 2 mellan").get_by_label("Cia Cedersund").uncheck()
    press(page, "Låt räkna rösterna")
    count(page, {"Ann Ask": (2, 2), "Bea Berg": (4, 4)})
    expect(page.get_by_label("Så står det i protokollet")).to_have_value(
        "Årsmötet valde Bea Berg till ordförande för tiden t.o.m. nästa ordinarie årsmöte."
    )
    press(page, "Skriv in och gå vidare")


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

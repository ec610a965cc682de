"""The draft's pages in a browser: by keyboard, without scripts, on a narrow phone, and for axe."""

from datetime import time

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from scdapp.core.db import db
from scdapp.editions.models import Edition
from scdapp.programme import queries, rules
from scdapp.programme.rules import SlotValues
from tests.browser import assert_accessible, log_in
from tests.factories import make_account, make_edition, make_person, make_room, make_session

pytestmark = pytest.mark.browser

LIST = "/arrangor/2024/program"


@pytest.fixture
def edition(app: Flask) -> Edition:
    return make_edition()


@pytest.fixture
def desk(page: Page, edition: Edition) -> Page:
    """An organiser's window."""
    log_in(page, make_account().email)
    return page


def saved(edition: Edition) -> list[rules.SessionValues]:
    db.session.rollback()
    db.session.expire_all()
    return [rules.values_of(session) for session in queries.draft(edition.id)]


def test_every_page_is_accessible(desk: Page, edition: Edition) -> None:
    hall, person = make_room(edition), make_person("Åsa Exempel")
    given = {"room_id": hall.id, "speakers": [person], "summary": "Text\n\n- punkt", "capacity": 500}
    one = make_session(edition, "Kompetensförsörjningsutmaningar i äldreomsorgen", **given, example=True)
    make_session(edition, "En till", room_id=hall.id, speakers=[person])
    make_session(edition, "Lunch", kind="lunch", service=True, status="cancelled")
    make_session(edition, "Idé", day=None, included=False)
    for path in (LIST, f"{LIST}?visa=krockar", f"{LIST}/krockar", f"{LIST}/ny", f"{LIST}/{one.uid}"):
        desk.goto(path)
        assert_accessible(desk)


def test_wrong_input_is_accessible_and_leads_to_the_fields(desk: Page) -> None:
    desk.goto(f"{LIST}/ny")
    desk.get_by_label("Börjar kl.").fill("halv tre")
    desk.get_by_role("group", name="Medverkande 2").get_by_label("Namn").fill("Ingen Alls")
    desk.get_by_role("button", name="Lägg till i utkastet").click()
    summary = desk.get_by_role("alert")
    expect(summary).to_be_focused()
    assert_accessible(desk)
    summary.get_by_role("link", name="Namn").click()
    field = desk.get_by_role("group", name="Medverkande 2").get_by_label("Namn")
    expect(field).to_have_value("Ingen Alls")
    expect(field).to_have_accessible_description(
        "Hittar inte ”Ingen Alls”. Välj ett av förslagen, eller lägg till det först."
    )


def test_both_versions_are_accessible(desk: Page, edition: Edition) -> None:
    session = make_session(edition)
    desk.goto(f"{LIST}/{session.uid}")
    other = desk.context.new_page()
    other.goto(f"{LIST}/{session.uid}")
    other.get_by_label("Titel").fill("Den förstas titel")
    other.get_by_role("button", name="Spara utkast").click()
    expect(other.get_by_role("status")).to_contain_text("Utkastet är sparat.")
    desk.get_by_label("Titel").fill("Den andras titel")
    desk.get_by_role("button", name="Spara utkast").click()
    expect(desk.get_by_role("row", name="Titel Den förstas titel Den andras titel")).to_be_visible()
    assert_accessible(desk)
    desk.get_by_role("button", name="Spara utkast").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Den andras titel")


def test_a_session_is_written_with_the_keyboard_alone(desk: Page, edition: Edition) -> None:
    asa, bo = make_person("Åsa Exempel"), make_person("Bo Prov")
    desk.goto(f"{LIST}/ny")
    keyboard = desk.keyboard
    desk.get_by_label("Titel").focus()
    keyboard.type("Panel om tillit")
    keyboard.press("Tab")
    keyboard.type("panel")
    desk.get_by_label("Dag").focus()
    keyboard.type("torsdag")
    desk.get_by_label("Börjar kl.").focus()
    keyboard.type("14.15")
    keyboard.press("Tab")
    keyboard.type("15")
    desk.get_by_role("group", name="Medverkande 1").get_by_label("Namn").focus()
    keyboard.type("Åsa Exempel")
    desk.get_by_role("button", name="En rad till").focus()
    keyboard.press("Enter")
    expect(desk.get_by_role("group", name="Medverkande 3").get_by_label("Namn")).to_be_focused()
    keyboard.type("Bo Prov")
    keyboard.press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Panel om tillit")
    [values] = saved(edition)
    assert (values.kind, values.starts, values.ends) == ("panel", time(14, 15), time(15))
    assert values.slots == (SlotValues(asa.id), SlotValues(bo.id))


def test_everything_works_without_scripts(browser: Browser, live: str, edition: Edition) -> None:
    person, hall = make_person("Åsa Exempel"), make_room(edition, "Sal B")
    context = browser.new_context(base_url=live, java_script_enabled=False)
    context.set_default_timeout(10_000)
    # What the test has read must not keep the server from writing.
    reading = db.session()
    context.on("request", lambda _request: reading.rollback())
    page = context.new_page()
    log_in(page, make_account().email)
    page.goto(LIST)
    page.get_by_role("link", name="den första programpunkten").click()
    page.get_by_label("Titel").fill("Samtal")
    page.get_by_role("button", name="En rad till").click()
    page.get_by_role("group", name="Medverkande 3").get_by_label("Namn").fill("åsa exempel")
    page.get_by_role("button", name="Lägg till i utkastet").click()
    page.get_by_role("region", name="Flytta").get_by_label("Dag").select_option("2024-10-03")
    page.get_by_role("region", name="Flytta").get_by_label("Lokal").select_option(str(hall.id))
    page.get_by_role("button", name="Flytta").click()
    assert "torsdag 3 oktober, utan tid, Sal B" in page.get_by_role("main").inner_text()
    page.goto(LIST)
    page.get_by_text("Sök och välj ut").click()
    page.get_by_label("Titel eller namn").fill("ÅSA")
    page.get_by_role("button", name="Visa").click()
    assert "1 av 1 programpunkter passar." in page.get_by_role("main").inner_text()
    context.close()
    [values] = saved(edition)
    assert (values.title, values.room_id, values.slots) == ("Samtal", hall.id, (SlotValues(person.id),))

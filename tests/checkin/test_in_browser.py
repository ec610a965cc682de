"""The door on a telephone: by script, without network, at two doors at once, by keyboard."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import delete, func, select

from scdapp.accounts.models import Login
from scdapp.checkin.models import Arrival
from scdapp.core.db import db, transaction
from tests.browser import assert_accessible, log_in
from tests.checkin.door import Door, make_door
from tests.conftest import StoppedClock
from tests.factories import make_account

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def door(app: Flask, clock: StoppedClock) -> Door:
    door = make_door()
    clock.set(2024, 10, 2, 8, 41)
    return door


@pytest.fixture
def phone(page: Page, door: Door) -> Page:
    make_account("Ingrid Incheckning", email="ingrid@exempel.se", roles=("checkin",))
    page.set_viewport_size(PHONE)
    log_in(page, "ingrid@exempel.se")
    return page


def opened(page: Page) -> Page:
    """The door, with today's list in memory."""
    page.goto("/incheckning/2024")
    expect(page.locator("#dorren")).to_have_attribute("data-ready", "yes")
    return page


def type_in(page: Page, typed: str) -> None:
    page.get_by_label("Kod eller namn").fill(typed)
    page.keyboard.press("Enter")


def inside() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).where(Arrival.undone_at.is_(None))) or 0


def test_a_code_and_a_name_let_people_in_and_a_second_time_says_so(phone: Page, door: Door) -> None:
    code, thursday = door.comes("Åsa Exempel").code, door.comes("Tor Exempel", only_thursday=True).code
    door.comes("Bo Exempel")
    opened(phone)
    answer = phone.locator("#svar")
    assert_accessible(phone)
    type_in(phone, code.lower())
    expect(answer).to_have_text("VälkommenÅsa ExempelLunds kommunDeltagareÅngra Åsa Exempel")
    expect(phone.locator("#natet")).to_have_text("Allt är skickat.")
    assert_accessible(phone)
    type_in(phone, f"https://scd.example/in/{code}")
    expect(answer).to_have_text("Redan incheckad 08.41Åsa ExempelLunds kommunDeltagare")
    assert_accessible(phone)
    type_in(phone, thursday)
    expect(answer).to_contain_text("Inte i dag: gäller torsdag")
    assert_accessible(phone)
    phone.get_by_label("Kod eller namn").fill("bo ex")
    # The count is told at once; what it is made of is in the database when the server has answered.
    with phone.expect_response(lambda answered: answered.request.method == "POST"):
        phone.get_by_role("button", name="Checka in Bo Exempel").press("Enter")
    expect(answer).to_contain_text("VälkommenBo Exempel")
    expect(phone.get_by_text("2 av 2 inne")).to_be_visible()
    assert inside() == 2
    with phone.expect_response(lambda answered: answered.request.method == "POST"):
        answer.get_by_role("button", name="Ångra Bo Exempel").click()
    expect(answer).to_contain_text("Incheckningen är ångrad")
    assert inside() == 1


def test_a_minute_without_network_loses_nothing_and_leaves_nothing(phone: Page, door: Door) -> None:
    codes = [door.comes(name).code for name in ("Åsa Exempel", "Bo Exempel", "Cia Exempel")]
    opened(phone)
    phone.context.set_offline(True)
    for code in codes:
        type_in(phone, code)
        expect(phone.locator("#svar")).to_contain_text("Välkommen")
    expect(phone.locator("#natet")).to_have_text("3 väntar på nätet. Fortsätt som vanligt.")
    expect(phone.get_by_text("3 av 3 inne")).to_be_visible()
    type_in(phone, codes[0])
    expect(phone.locator("#svar")).to_contain_text("Redan incheckad 08.41")
    assert_accessible(phone)
    kept = phone.evaluate("JSON.stringify(localStorage)")
    assert "Exempel" not in kept
    assert codes[0] in kept
    assert inside() == 0
    phone.context.set_offline(False)
    expect(phone.locator("#natet")).to_have_text("Allt är skickat.", timeout=35_000)
    assert inside() == 3
    assert phone.evaluate("localStorage.length + sessionStorage.length") == 0


def test_what_waits_survives_that_the_page_is_closed(phone: Page, door: Door) -> None:
    code = door.comes("Åsa Exempel").code
    opened(phone)
    phone.route("**/synk", lambda route: route.abort("internetdisconnected"))
    type_in(phone, code)
    expect(phone.locator("#natet")).to_have_text("1 väntar på nätet. Fortsätt som vanligt.")
    phone.get_by_role("button", name="Logga ut").click()
    expect(phone.locator("#natet")).to_have_text("Logga inte ut än. 1 incheckning är sparad i telefonen.")
    phone.unroute("**/synk")
    opened(phone)
    expect(phone.get_by_text("1 av 1 inne")).to_be_visible()
    expect(phone.locator("#natet")).to_be_empty()
    assert inside() == 1


def test_whoever_is_logged_out_in_the_middle_loses_nothing(phone: Page, door: Door) -> None:
    codes = [door.comes(name).code for name in ("Åsa Exempel", "Bo Exempel")]
    opened(phone)
    with transaction():
        db.session.execute(delete(Login))
    for code in codes:
        type_in(phone, code)
        expect(phone.locator("#svar")).to_contain_text("Välkommen")
    expect(phone.locator("#natet")).to_contain_text("Du är inte inloggad längre. Ladda om sidan och logga in.")
    expect(phone.locator("#natet")).to_contain_text("2 incheckningar är sparade i telefonen.")
    log_in(phone, "ingrid@exempel.se")
    opened(phone)
    expect(phone.get_by_text("2 av 2 inne")).to_be_visible()
    expect(phone.locator("#natet")).to_be_empty()
    assert inside() == 2


def test_two_doors_and_one_person(phone: Page, door: Door) -> None:
    code = door.comes("Åsa Exempel").code
    opened(phone)
    other = opened(phone.context.new_page())
    type_in(other, code)
    expect(other.locator("#svar")).to_contain_text("Välkommen")
    expect(other.locator("#natet")).to_have_text("Allt är skickat.")
    type_in(phone, code)
    expect(phone.locator("#svar")).to_contain_text("Redan incheckad 08.41")
    expect(phone.locator("#svar")).not_to_contain_text("Ångra")
    assert inside() == 1


def test_a_code_opened_with_the_camera_of_the_telephone(phone: Page, door: Door) -> None:
    code = door.comes("Åsa Exempel").code
    phone.goto(f"/in/{code}")
    assert inside() == 0
    expect(phone.locator("#dorren")).to_have_attribute("data-ready", "yes")
    assert_accessible(phone)
    phone.get_by_role("button", name="Checka in Åsa Exempel").click()
    expect(phone.locator("#svar")).to_contain_text("VälkommenÅsa Exempel")
    expect(phone.locator("#natet")).to_have_text("Allt är skickat.")
    assert inside() == 1


def test_strangers_read_about_the_code(page: Page, app: Flask) -> None:
    for address in ("/in/ABCDE", "/en/in/ABCDE"):
        page.goto(address)
        assert_accessible(page)


# Chromium on Linux reads no codes itself: this stands for the part of the telephone that does.
READS_CODES = """
    navigator.mediaDevices.getUserMedia = async () => document.createElement("canvas").captureStream();
    window.BarcodeDetector = class {
        static async getSupportedFormats() { return ["qr_code"]; }
        async detect() { return window.held ? [{ rawValue: window.held }] : []; }
    };
"""


def test_the_camera_lets_in_whoever_holds_up_the_badge(phone: Page, door: Door) -> None:
    code = door.comes("Åsa Exempel").code
    phone.add_init_script(READS_CODES)
    opened(phone)
    phone.get_by_role("button", name="Skanna").click()
    expect(phone.get_by_role("button", name="Sluta skanna")).to_be_visible()
    phone.evaluate(f"window.held = 'https://scd.example/in/{code}'")
    expect(phone.locator("#svar")).to_contain_text("VälkommenÅsa Exempel")
    expect(phone.locator("#natet")).to_have_text("Allt är skickat.")
    expect(phone.locator("#svar")).to_contain_text("Välkommen")  # held up still, it is not asked for again
    assert inside() == 1
    assert_accessible(phone)
    phone.get_by_role("button", name="Sluta skanna").click()
    expect(phone.locator("#kamera")).to_be_hidden()

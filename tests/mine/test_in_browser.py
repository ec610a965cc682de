"""Min anmälan in a browser, with letters that a real mail server got: the ways that people go."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from scdapp.registration.rules import PersonWish
from tests.browser import assert_accessible
from tests.conftest import StoppedClock
from tests.factories import make_booking
from tests.mine.people import ASA, BO, EVA, make_party
from tests.post import letter, link_in
from tests.smtp import Sink

pytestmark = pytest.mark.browser


def log_in(app: Flask, page: Page, sink: Sink, email: str) -> None:
    """As a person does it: type the address, read the letter, press the button."""
    page.goto("/min-anmalan/logga-in")
    page.get_by_label("E-postadress").fill(email)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Titta i din e-post")).to_be_visible()
    page.goto(link_in(letter(app, sink, email)))
    page.get_by_role("button", name="Logga in").press("Enter")
    expect(page.get_by_role("heading", name="Min anmälan")).to_be_visible()


def log_out(page: Page) -> None:
    page.get_by_role("button", name="Logga ut").click()
    expect(page.get_by_text("Du är utloggad.")).to_be_visible()


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("link", name=name).first.click()


def test_a_coordinator_has_three_and_one_of_them_completes_their_own_data(app: Flask, page: Page, sink: Sink) -> None:
    make_party()
    log_in(app, page, sink, ASA)
    assert_accessible(page)
    follow(page, "Namn kommer senare")
    follow(page, "Rätta och komplettera")
    page.get_by_label("Namn", exact=True).fill("Eva Exempel")
    page.get_by_label("E-postadress").fill(EVA)
    press(page, "Spara")
    expect(page.get_by_role("heading", name="Eva Exempel", level=1)).to_be_visible()
    assert_accessible(page)
    log_out(page)

    page.goto(link_in(letter(app, sink, EVA)))
    assert_accessible(page)
    expect(page.get_by_role("main")).to_contain_text("Har plats")
    press(page, "Skicka en länk för att logga in")
    page.goto(link_in(letter(app, sink, EVA)))
    press(page, "Logga in")
    follow(page, "Eva Exempel")
    follow(page, "Rätta och komplettera")
    page.get_by_label("Titel").fill("enhetschef")
    page.get_by_label("Vad hoppas du på?").fill("Nya kollegor")
    page.get_by_label("Får stå på deltagarlistan").check()
    page.get_by_label("Hur många gånger").fill("två")
    press(page, "Spara")
    expect(page.locator("#fel")).to_be_focused()
    assert_accessible(page)
    page.get_by_label("Hur många gånger").fill("2")
    press(page, "Spara")
    expect(page.get_by_role("status")).to_have_text("Uppgifterna är sparade.")
    for told in ("enhetschef", "Nya kollegor"):
        expect(page.get_by_role("main")).to_contain_text(told)


def test_a_seat_goes_to_a_colleague_and_is_then_cancelled(app: Flask, page: Page, sink: Sink) -> None:
    make_party()
    log_in(app, page, sink, BO)
    follow(page, "Bo Exempel")
    follow(page, "Lämna över platsen")
    page.get_by_label("Namn", exact=True).fill("Eva Exempel")
    page.get_by_label("E-postadress").fill(EVA)
    assert_accessible(page)
    press(page, "Lämna över platsen")
    expect(page.get_by_role("status")).to_contain_text("överlämnad till Eva Exempel")
    assert "har lämnats över till Eva Exempel" in letter(app, sink, BO)
    log_out(page)

    page.goto(link_in(letter(app, sink, EVA)))
    press(page, "Skicka en länk för att logga in")
    page.goto(link_in(letter(app, sink, EVA)))
    press(page, "Logga in")
    follow(page, "Eva Exempel")
    follow(page, "Avboka")
    expect(page.get_by_role("main")).to_contain_text("50 procent av priset")
    assert_accessible(page)
    page.get_by_role("button", name="Avboka, bindande").click()
    expect(page.get_by_role("main")).to_contain_text("Tackade nej")
    assert "50 procent av priset" in letter(app, sink, EVA)


def test_from_the_waiting_list_to_a_seat_by_the_link_in_the_letter(
    app: Flask, page: Page, sink: Sink, clock: StoppedClock
) -> None:
    party = make_party(capacity=3)
    make_booking(party.category, PersonWish("Eva Exempel", EVA, product_ids=(party.whole.id,)))
    log_in(app, page, sink, ASA)
    page.get_by_role("link", name="Hela anmälan").click()
    follow(page, "Namn kommer senare")
    follow(page, "Avboka")
    page.get_by_role("button", name="Avboka, bindande").click()
    log_out(page)

    page.goto(link_in(letter(app, sink, EVA)))
    expect(page.get_by_role("main")).to_contain_text("Svara senast torsdag 29 augusti 2024 kl. 17.00.")
    assert_accessible(page)
    page.get_by_role("button", name="Ja, jag tar den").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Platsen är din")
    assert_accessible(page)
    assert "Platsen är din" in letter(app, sink, EVA)


def test_other_products_and_shared_days(app: Flask, page: Page, sink: Sink) -> None:
    make_party()
    log_in(app, page, sink, BO)
    follow(page, "Bo Exempel")
    follow(page, "Ändra biljett och tillval")
    assert_accessible(page)
    page.get_by_label("Middag").check()
    press(page, "Granska ändringen")
    expect(page.get_by_role("main")).to_contain_text("695 kr dyrare")
    assert_accessible(page)
    press(page, "Spara ändringen")
    expect(page.get_by_role("main")).to_contain_text("7 528,40 kr")
    follow(page, "Dela platsen på flera personer")
    page.get_by_label("Dag", exact=True).select_option("fredag 4 oktober")
    page.get_by_label("Namn", exact=True).fill("Eva Exempel")
    page.get_by_label("E-postadress").fill(EVA)
    press(page, "Ge dagen")
    expect(page.get_by_role("status")).to_contain_text("Eva Exempel har dagen")
    assert_accessible(page)


def test_every_page_reads_well_in_the_dark_and_on_the_narrowest_phone(app: Flask, page: Page, sink: Sink) -> None:
    party = make_party()
    asa, bo, _ = (seat.uid for seat in party.seats)
    booking = party.booking.uid
    page.goto("/min-anmalan/logga-in/skickat")
    assert_accessible(page)
    page.goto(f"/min-anmalan/logga-in/lank/{'x' * 43}")
    assert_accessible(page)
    log_in(app, page, sink, ASA)
    for path in (
        *(asa, f"{asa}/avboka", f"{asa}/dagar", f"{bo}", f"{bo}/person"),
        *(f"anmalan/{booking}", f"anmalan/{booking}/faktura", f"anmalan/{booking}/ny-person"),
    ):
        page.goto(f"/min-anmalan/{path}")
        assert_accessible(page)
    press(page, "Lägg till, bindande")
    assert_accessible(page)

"""The pages about people in a browser: what axe says where something went wrong, and the way by keyboard."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import assert_accessible, log_in
from tests.factories import make_account, make_announcement, make_edition, make_person

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(page: Page) -> Page:
    make_account("Olga Arrangör", email="olga@exempel.se", roles=("organiser",))
    log_in(page, "olga@exempel.se")
    return page


def test_somebody_much_alike_is_pointed_out_and_can_be_added_anyway(desk: Page) -> None:
    make_person("Dick Harrison", organisation="Lunds universitet")
    desk.goto("/arrangor/personer/ny")
    desk.get_by_label("Namn").fill("Dick Harrisson")
    desk.get_by_role("button", name="Lägg upp").click()
    expect(desk.get_by_role("alert")).to_be_focused()
    expect(desk.get_by_role("alert")).to_contain_text("Finns redan?")
    expect(desk.get_by_label("Namn")).to_have_value("Dick Harrisson")
    assert_accessible(desk)
    desk.get_by_label("Det är någon annan. Lägg upp ändå.").check()
    desk.get_by_role("button", name="Lägg upp").click()
    expect(desk.get_by_role("status")).to_have_text("Dick Harrisson är upplagd.")
    assert_accessible(desk)


def test_what_is_wrong_leads_to_its_field(desk: Page) -> None:
    desk.goto("/arrangor/personer/ny")
    desk.get_by_role("button", name="Lägg upp").click()
    expect(desk.get_by_role("alert")).to_be_focused()
    assert_accessible(desk)
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(desk.get_by_label("Namn")).to_be_focused()


def test_two_editors_meet(desk: Page) -> None:
    person = make_person("Anna Ek")
    desk.goto(f"/arrangor/personer/{person.uid}")
    other = desk.context.new_page()
    other.goto(f"/arrangor/personer/{person.uid}")
    other.get_by_label("Titel").fill("professor")
    other.get_by_role("button", name="Spara", exact=True).click()
    desk.get_by_label("Titel").fill("docent")
    desk.get_by_role("button", name="Spara", exact=True).click()
    expect(desk.get_by_role("row", name="Titel")).to_have_text("Titelprofessordocent")
    assert_accessible(desk)


def test_the_order_of_speakers_is_changed_by_keyboard(desk: Page) -> None:
    edition = make_edition()
    for position, name in enumerate(("Anna", "Bo"), 1):
        make_announcement(edition, make_person(name), position=position)
    desk.goto("/arrangor/2024/klara-talare")
    desk.get_by_role("button", name="Upp Bo").focus()
    desk.keyboard.press("Enter")
    expect(desk.locator(".ordered h2")).to_have_text(["Bo", "Anna"])
    assert_accessible(desk)

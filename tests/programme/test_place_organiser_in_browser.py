"""The pages about rooms, blocks and tracks in a browser."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import assert_accessible, log_in
from tests.factories import make_account, make_block, make_edition, make_room, make_track

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(page: Page) -> Page:
    make_account("Olga Arrangör", email="olga@exempel.se", roles=("organiser",))
    make_edition()
    log_in(page, "olga@exempel.se")
    return page


def test_rooms_are_added_one_after_another(desk: Page) -> None:
    desk.goto("/arrangor/2024/lokaler")
    assert_accessible(desk)
    desk.get_by_role("link", name="Ny lokal").click()
    desk.get_by_label("Namn").fill("Stora scenen")
    desk.get_by_label("plenisal").check()
    desk.get_by_label("Platser").fill("många")
    desk.get_by_role("button", name="Lägg upp och fortsätt med nästa").click()
    expect(desk.get_by_role("alert")).to_contain_text("Skriv ett heltal med siffror.")
    expect(desk.get_by_label("Platser")).to_have_value("många")
    expect(desk.get_by_label("plenisal")).to_be_checked()
    assert_accessible(desk)
    desk.get_by_label("Platser").fill("1 100")
    desk.get_by_role("button", name="Lägg upp och fortsätt med nästa").click()
    expect(desk.get_by_role("status")).to_have_text("Upplagt: Stora scenen.")
    expect(desk.get_by_label("Namn")).to_have_value("")


def test_every_list_and_every_form_is_for_everybody(desk: Page) -> None:
    edition = make_edition(2023)
    for make in (make_room, make_block, make_track):
        make(edition, "A")
        make(edition, "B")
    desk.goto("/arrangor/2023/lokaler")
    assert_accessible(desk)
    for part in ("lokaler", "block", "spar"):
        desk.goto(f"/arrangor/2023/{part}/andra/a")
        assert_accessible(desk)
    desk.goto("/arrangor/2023/spar")
    expect(desk.get_by_role("heading", name="Spår", exact=True)).to_be_in_viewport()

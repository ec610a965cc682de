"""The organisers' pages about editions in a real browser: by keyboard, on a phone, for those who hear them."""

from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from scdapp.core.db import transaction
from scdapp.editions import service
from scdapp.pictures.decode import rendered
from tests.browser import assert_accessible, log_in
from tests.factories import THEN, make_account, make_edition, make_key_date, make_room, make_session
from tests.pictures import images

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(app: Flask, page: Page) -> Page:
    """A logged-in organiser's window; 2024 has a picture, key dates and a session, 2025 is a draft."""
    edition = make_edition()
    make_room(edition)
    make_session(edition)
    make_key_date(edition, audience="medlemmar", note="Först till kvarn")
    make_key_date(edition, "Anmälan stänger", withdrawn_at=THEN)
    make_edition(2025, announced_at=None)
    with transaction():
        service.set_hero(
            edition.id,
            rendered(images.picture(1600, 900)),
            alt="Kistamässan",
            credit="Åsa Bild",
            folder=Path(app.instance_path) / "pictures",
            version=1,
            now=THEN,
        )
    log_in(page, make_account("Olga Arrangör", roles=("organiser",)).email)
    return page


@pytest.mark.parametrize(
    "path",
    [
        "/arrangor/upplagor/ny",
        "/arrangor/upplagor/kopiera",
        "/arrangor/2024/uppgifter",
        "/arrangor/2025/uppgifter",
        "/arrangor/2024/uppgifter/bild",
        "/arrangor/2025/uppgifter/bild",
        "/arrangor/2024/viktiga-datum",
        "/arrangor/2025/viktiga-datum",
        "/arrangor/2024/viktiga-datum/ny",
        "/arrangor/2024/flytta-programmet",
        "/arrangor/2025/flytta-programmet",
    ],
)
def test_every_page_is_accessible(desk: Page, path: str) -> None:
    answer = desk.goto(path)
    assert answer is not None
    assert answer.status == 200
    assert_accessible(desk)


def test_a_year_is_made_shown_and_given_a_picture_without_a_mouse(desk: Page, tmp_path: Path) -> None:
    desk.goto("/arrangor/upplagor/ny")
    desk.get_by_label("Årtal").fill("2026")
    desk.get_by_label("Första dagen").fill("2026-09-30")
    desk.get_by_label("Sista dagen").fill("2026-09-29")
    desk.get_by_label("gran").focus()
    desk.keyboard.press("Space")
    desk.get_by_label("Tema").press("Enter")
    expect(desk.locator("#fel")).to_be_focused()
    assert_accessible(desk)
    desk.get_by_role("alert").get_by_role("link", name="Sista dagen").press("Enter")
    expect(desk.get_by_label("Sista dagen")).to_be_focused()
    desk.get_by_label("Sista dagen").fill("2026-10-02")
    desk.get_by_label("Tema").press("Enter")

    expect(desk.get_by_role("status")).to_have_text("Socialchefsdagarna 2026 är skapad. Bara arrangörer ser den.")
    expect(desk.get_by_label("gran")).to_be_checked()
    desk.get_by_label("Etikett för fredag 2 oktober").fill("halvdag")
    desk.get_by_role("button", name="Spara", exact=True).press("Enter")
    expect(desk.get_by_label("Etikett för fredag 2 oktober")).to_have_value("halvdag")
    desk.get_by_role("button", name="Visa för alla").press("Enter")
    expect(desk.get_by_role("heading", name="Visas för alla")).to_be_visible()

    file = tmp_path / "hus.png"
    file.write_bytes(images.picture(900, 600, kind="PNG"))
    desk.get_by_role("link", name="Ladda upp en").press("Enter")
    desk.get_by_label("Bildfil").set_input_files(file)
    desk.get_by_label("Fotograf").fill("Åsa Bild")
    desk.get_by_label("Fotograf").press("Enter")
    expect(desk.get_by_text("Välj bildfilen igen: webbläsaren kan inte behålla den.").last).to_be_visible()
    desk.get_by_label("Bildfil").set_input_files(file)
    desk.get_by_label("Bildbeskrivning").fill("Ett hus vid vatten")
    desk.get_by_label("Bildbeskrivning").press("Enter")
    expect(desk.get_by_alt_text("Ett hus vid vatten")).to_be_visible()


def test_the_second_of_two_organisers_sees_both_versions(desk: Page) -> None:
    desk.goto("/arrangor/2024/uppgifter")
    other = desk.context.new_page()
    other.goto("/arrangor/2024/uppgifter")
    other.get_by_label("Tema").fill("Tillit")
    other.get_by_role("button", name="Spara", exact=True).click()
    desk.get_by_label("Tema").fill("Omställning")
    desk.get_by_role("button", name="Spara", exact=True).click()

    expect(desk.get_by_role("row", name="Tema Tillit Omställning")).to_be_visible()
    assert_accessible(desk)
    desk.get_by_role("button", name="Spara", exact=True).click()
    expect(desk.get_by_role("status")).to_have_text("Sparat.")
    expect(desk.get_by_label("Tema")).to_have_value("Omställning")

"""A visitor looks for what was decided in 2023, and for what the association worked for on two days."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from scdapp.core.db import transaction
from scdapp.demo import known_meetings, meeting_service
from scdapp.demo import service as demo
from scdapp.demo.moments import START
from tests.browser import NARROWEST, assert_accessible, overflow
from tests.demo.test_meeting_service import STARTS
from tests.factories import make_edition

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def history(app: Flask) -> None:
    for year, starts in STARTS.items():
        make_edition(year, starts_on=starts)
    with transaction():
        meeting_service.load(known_meetings.read(demo.FACTS), now=START)


def test_a_visitor_finds_the_decision_of_2023_and_the_areas_of_two_days(page: Page) -> None:
    page.goto("/arkiv")
    page.get_by_role("link", name="Beslut och uppdrag").click()
    page.get_by_label("År").select_option("2023")
    page.get_by_label("Slag").select_option("beslut")
    page.get_by_role("button", name="Sök").press("Enter")
    page.get_by_role("link", name="Nya fokusområden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nya fokusområden")
    expect(page.get_by_text("Känt beslut.")).to_be_visible()
    expect(page.get_by_text("28 september 2023").first).to_be_visible()
    page.get_by_role("navigation", name="Föreningens beslut och uppdrag").get_by_role(
        "link", name="Fokusområden"
    ).click()
    page.get_by_label("Visa en annan dag").fill("2024-10-02")
    page.get_by_role("button", name="Visa").click()
    expect(page.get_by_role("heading", name="Nära vård")).to_be_visible()
    expect(page.get_by_role("heading", level=2)).to_have_count(5)
    page.get_by_label("Visa en annan dag").fill("2023-09-01")
    page.get_by_role("button", name="Visa").click()
    expect(page.get_by_role("heading", name="Kompetens och kvalitet")).to_be_visible()
    expect(page.get_by_role("heading", name="Nära vård")).to_have_count(0)


@pytest.mark.parametrize("path", ["/beslut", "/beslut/1", "/fokusomraden", "/fortroendevalda"])
def test_they_can_be_read_by_all_and_on_the_narrowest_phone(page: Page, path: str) -> None:
    page.set_viewport_size(NARROWEST)  # type: ignore[arg-type]
    page.goto(path)
    assert overflow(page) == []
    assert_accessible(page)

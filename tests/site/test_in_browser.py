"""What only a browser can tell: reading aloud, narrow screens, columns, paper, and the page that keeps itself fresh."""

from datetime import date, time

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from scdapp.editions.models import Edition
from scdapp.releases import changes
from scdapp.releases.changes import Change, FieldChange
from scdapp.releases.released import Appearance, Place
from tests.browser import assert_accessible
from tests.conftest import StoppedClock
from tests.factories import make_announcement, make_edition, make_key_date, make_person
from tests.site.programmes import ROOM_A, ROOM_B, STAGE, THURSDAY, WEDNESDAY, programme, publish, session

pytestmark = pytest.mark.browser


@pytest.fixture
def edition(app: Flask) -> Edition:
    """2024 with one of everything that the pages can show."""
    edition = make_edition(2024, host="Stockholms stad", welcome="Välkommen till **Kista**.", note="Om *året*.")
    make_edition(2023, theme="Våga visa vägen – att navigera i framtidens socialtjänst", hue=60)
    person = make_person("Camilla Waltersson Grönvall", bio="En *minister*.", organisation="Regeringen")
    make_announcement(edition, person, topic="om omställning")
    make_key_date(edition, "Anmälan öppnar")
    make_key_date(edition, "Nominera", starts_on=date(2024, 8, 20), ends_on=date(2024, 9, 30), audience="medlemmar")
    stage = (Appearance("speaker", person.name, person.uid, person.slug, "minister"), Appearance("speaker", "en till"))
    choice = {"block": "a", "block_name": "A", "starts": time(13), "ends": time(14)}
    related = session("Socialförsäkringsministerns Kompetensförsörjningsstrategi", day=THURSDAY, starts=None)
    publish(
        edition,
        programme(
            session("Kaffe", kind="break", service=True, starts=time(9), ends=time(9, 30), example=True),
            session("Ministrarna inleder", room=STAGE, appearances=stage, summary="En **inledning**.", example=True),
            session("Nära vård i kommunen", room=ROOM_A, track="nara-vard", track_name="Nära vård", **choice),
            session("Bostad och stöd", room=ROOM_B, moved_from=Place(WEDNESDAY, time(10), "Sal A"), **choice),
            session("Inställt seminarium", cancelled=True, cancel_note="Sjukdom.", related=(related.uid,), **choice),
            session("Ungefär", room=STAGE, starts=time(15), ends=None, approximate=True, language="en"),
            related,
            session("Borttagen", withdrawn=True),
            session("Utan dag", day=None),
            note="Två seminarier har bytt sal.",
        ),
        changes=changes.dumps(
            [
                Change("1", "bostad-och-stod", "Bostad", "moved", (FieldChange("room_name", "Sal A", "Sal B"),)),
                *(Change(str(n), f"p-{n}", f"Punkt {n}", "added") for n in range(14)),
            ]
        ),
    )
    return edition


@pytest.mark.usefixtures("edition")
@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/2023",
        "/2024/program",
        "/2024/program?typ=seminarium&lokal=sal-a",
        "/2024/program?dag=2024-10-03",
        "/2024/program?lokal=okand",
        "/2023/program",
        "/2024/program/ministrarna-inleder",
        "/2024/program/installt-seminarium",
        "/2024/program/borttagen",
        "/talare/camilla-waltersson-gronvall",
        "/2024/talare",
        "/2024/viktiga-datum",
        "/2024/andringar",
        "/arkiv",
        "/en/2024/program",
        "/en/2024",
    ],
)
def test_every_page_can_be_read_by_everybody(page: Page, address: str) -> None:
    page.goto(address)
    assert_accessible(page)


@pytest.mark.usefixtures("edition")
@pytest.mark.parametrize("address", ["/", "/2024/program"])
def test_during_the_days_too(page: Page, clock: StoppedClock, address: str) -> None:
    clock.set(2024, 10, 2, 13, 30)
    page.goto(address)
    expect(page.get_by_role("region", name="Nu och härnäst")).to_contain_text("Nära vård")
    assert_accessible(page)


def test_without_any_edition(page: Page) -> None:
    for address in ("/", "/arkiv"):
        page.goto(address)
        assert_accessible(page)


@pytest.mark.usefixtures("edition")
def test_rooms_stand_side_by_side_on_a_wide_screen_and_below_each_other_on_a_phone(page: Page) -> None:
    page.goto("/2024/program")
    left = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="Nära vård", level=4))
    right = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="Bostad och stöd", level=4))

    def corners() -> tuple[float, float, float, float]:
        one, other = left.last.bounding_box(), right.last.bounding_box()
        assert one is not None
        assert other is not None
        return one["x"], one["y"], other["x"], other["y"]

    x, y, other_x, other_y = corners()
    assert (x < other_x, y) == (True, other_y)
    page.set_viewport_size({"width": 360, "height": 800})
    x, y, other_x, other_y = corners()
    assert (x, y < other_y) == (other_x, True)


@pytest.mark.usefixtures("edition")
def test_the_filter_works_by_keyboard_and_lives_in_the_address(page: Page) -> None:
    page.goto("/2024/program")
    page.get_by_text("Visa en del av programmet").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Lokal").select_option("Sal A")
    page.get_by_role("button", name="Visa").press("Enter")
    page.wait_for_url("**/program?*lokal=sal-a*")
    expect(page.get_by_role("link", name="Nära vård i kommunen")).to_be_visible()
    expect(page.get_by_role("link", name="Bostad och stöd")).to_have_count(0)


@pytest.mark.usefixtures("edition")
def test_now_and_next_keep_themselves_fresh(page: Page, clock: StoppedClock) -> None:
    clock.set(2024, 10, 2, 10, 30)
    page.clock.install()
    page.goto("/2024/program")
    now = page.get_by_role("region", name="Nu och härnäst")
    expect(now).to_contain_text("Ministrarna inleder")
    clock.set(2024, 10, 2, 13, 30)
    page.clock.run_for(61_000)
    expect(now).to_contain_text("Nu, till kl. 14.00")
    expect(page.locator(".slot[data-state=now]")).to_contain_text("Block A")


@pytest.mark.usefixtures("edition")
def test_on_paper_there_are_only_words(page: Page) -> None:
    page.goto("/2024/program")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Ministrarna inleder")).to_be_visible()
    for away in (page.get_by_role("navigation", name="Huvudmeny"), page.get_by_text("Visa en del av programmet")):
        expect(away).to_be_hidden()

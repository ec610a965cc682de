"""The page to subscribe from, and the codes for phones."""

import io
import re
from typing import Any

import pytest
import segno
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect
from sqlalchemy import event

from scdapp.core.db import db
from scdapp.editions.models import Edition
from tests.browser import assert_accessible
from tests.conftest import StoppedClock
from tests.factories import make_edition, make_person
from tests.feeds.programmes import PERSON_UID, SESSIONS, publish, session

BASE = "https://socialchefsdagarna.example"
ALWAYS = ["/2024/kalender.ics", "/2024/viktiga-datum.ics", "/kalender.ics"]
PARTS = [
    "/2024/kalender/dag/2024-03-30.ics",
    "/2024/kalender/dag/2024-03-31.ics",
    "/2024/kalender/dag/2024-10-02.ics",
    "/2024/kalender/dag/2024-10-26.ics",
    "/2024/kalender/dag/2024-10-27.ics",
    "/2024/kalender/lokal/stora-scenen.ics",
    "/2024/kalender/lokal/sal-a.ics",
    "/2024/kalender/pass/a.ics",
    "/2024/kalender/typ/seminarium.ics",
    "/2024/kalender/typ/invigning.ics",
    "/2024/kalender/typ/middag.ics",
]
SHOWN = [one for one in SESSIONS if not one.withdrawn]


@pytest.fixture
def edition(app: Flask) -> Edition:
    edition = make_edition(2024)
    make_person("Åsa Exempel", uid=PERSON_UID, slug="asa-exempel")
    publish(edition)
    return edition


def offered(client: FlaskClient, page: str) -> list[str]:
    """The feeds on the page: each with its button, its address to copy and its code."""
    answer = client.get(page)
    assert answer.status_code == 200
    copied = re.findall(r'<input class="mono" id="[^"]+" type="url" readonly value="([^"]+)">', answer.text)
    pressed = re.findall(r'href="(webcal://[^"]+)"', answer.text)
    codes = re.findall(r'<img src="([^"]+\.svg)" width="144" height="144" loading="lazy" alt="[^"]+"', answer.text)
    assert pressed == [address.replace("https:", "webcal:") for address in copied]
    assert [client.get(code).status_code for code in codes] == [200] * len(copied)
    assert [client.get(address.removeprefix(BASE)).status_code for address in copied] == [200] * len(copied)
    return [address.removeprefix(BASE) for address in copied]


@pytest.mark.usefixtures("edition")
def test_offers_every_feed_with_button_address_and_code(client: FlaskClient) -> None:  # [44]
    assert sorted(offered(client, "/2024/prenumerera")) == sorted(ALWAYS + PARTS)
    assert offered(client, "/2024/prenumerera/talare") == ["/talare/asa-exempel.ics"]
    assert offered(client, "/2024/prenumerera/programpunkter") == [f"/2024/program/{one.slug}.ics" for one in SHOWN]


@pytest.mark.usefixtures("edition")
def test_leads_to_the_long_lists_and_says_how_slow_calendars_are(client: FlaskClient) -> None:
    page = client.get("/2024/prenumerera").text
    assert 'href="/2024/prenumerera/talare"' in page
    assert 'href="/2024/prenumerera/programpunkter"' in page
    assert "efter 4–24 timmar, går inte att påverka" in page
    assert f'href="{BASE}/2024/kalender.ics?hamta=1"' in page


def test_before_there_is_a_programme_offers_what_exists(
    client: FlaskClient, edition: Edition, clock: StoppedClock
) -> None:
    clock.set(2024, 5, 1, 12, 0)
    assert offered(client, "/2024/prenumerera") == ALWAYS
    assert "Programmet är inte släppt än" in client.get("/2024/prenumerera").text
    assert client.get("/2024/prenumerera/talare").status_code == 404


def test_in_english_the_feeds_are_the_english_ones(client: FlaskClient, edition: Edition) -> None:
    page = client.get("/en/2024/prenumerera").text
    assert f'value="{BASE}/en/2024/kalender.ics"' in page
    assert 'src="/en/2024/prenumerera/programmet.svg"' in page


def test_lunches_are_told_apart(client: FlaskClient, edition: Edition) -> None:
    page = client.get("/2024/prenumerera/programpunkter").text
    assert "Middag, onsdag 2 oktober kl.\u00a019.00" in page
    assert "Utan dag, tid meddelas senare" in page


def test_a_code_is_an_image_of_the_webcal_address(client: FlaskClient, edition: Edition) -> None:
    answer = client.get("/2024/prenumerera/lokal-sal-a.svg")
    assert answer.headers["Content-Type"] == "image/svg+xml; charset=utf-8"
    wanted = segno.make(
        "webcal://socialchefsdagarna.example/2024/kalender/lokal/sal-a.ics",
        error="m", mask=2, micro=False, boost_error=False,
    )  # fmt: skip
    out = io.BytesIO()
    wanted.save(out, kind="svg", border=4, dark="#000", light="#fff", omitsize=True, svgclass=None, lineclass=None)
    assert answer.data == out.getvalue()


def test_three_hundred_sessions_cost_as_many_queries_as_three(client: FlaskClient, edition: Edition) -> None:
    def queries(page: str) -> int:
        statements: list[str] = []

        def note(*call: Any) -> None:
            statements.append(call[2])

        event.listen(db.engine, "before_cursor_execute", note)
        assert client.get(page).status_code == 200
        event.remove(db.engine, "before_cursor_execute", note)
        return len([one for one in statements if one.startswith("SELECT")])

    pages = ("/2024/prenumerera", "/2024/prenumerera/programpunkter", "/2024/kalender.ics", "/2024/program.json")
    few = tuple(session(n, f"s{n}") for n in range(3))
    publish(edition, number=3, sessions=few)
    before = {page: queries(page) for page in pages}
    publish(edition, number=4, sessions=tuple(session(n, f"s{n}") for n in range(300)))
    assert {page: queries(page) for page in pages} == before


@pytest.mark.browser
def test_a_person_copies_an_address(page: Page, edition: Edition) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/2024/prenumerera")
    whole = page.get_by_role("region", name="Hela programmet")
    whole.get_by_role("button", name="Kopiera").click()
    expect(page.get_by_role("status")).to_have_text("Adressen är kopierad.")
    assert page.evaluate("navigator.clipboard.readText()") == whole.get_by_role("textbox").input_value()


@pytest.mark.browser
def test_the_pages_are_accessible(page: Page, edition: Edition) -> None:
    for address in ("/2024/prenumerera", "/2024/prenumerera/programpunkter", "/en/2024/prenumerera"):
        page.goto(address)
        for group in page.locator("details:not([open]) > summary").all():
            if group.is_visible():
                group.click()
        assert_accessible(page)

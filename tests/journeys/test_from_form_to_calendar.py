"""The whole way, in a browser: an organiser builds a year in forms and releases it; a calendar that subscribes
sees the truth, and sees exactly what changed.
"""

import re
from dataclasses import dataclass, field

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, expect

from tests.browser import assert_accessible, log_in
from tests.conftest import StoppedClock
from tests.factories import make_account

pytestmark = pytest.mark.browser


@dataclass
class Feed:
    """The feed as a calendar keeps it: an event's lines by its title, and what surrounds the events."""

    text: str
    etag: str
    events: dict[str, dict[str, str]] = field(default_factory=dict)
    frame: str = ""

    def __post_init__(self) -> None:
        unfolded = self.text.replace("\r\n ", "")
        for block in re.findall(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT", unfolded, re.S):
            lines = dict(line.split(":", 1) for line in block.strip().split("\r\n"))
            self.events[lines["UID"]] = lines
        self.frame = re.sub(r"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", "", unfolded, flags=re.S)

    def named(self, title: str) -> dict[str, str]:
        return next(event for event in self.events.values() if event["SUMMARY"].endswith(title))


def fetch(page: Page, path: str) -> Feed:
    """What a calendar gets, without any cookie."""
    answer = page.request.get(path, headers={"Cookie": ""})
    assert answer.status == 200
    return Feed(answer.text(), answer.headers["etag"])


def save(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def make_the_year(page: Page) -> None:
    page.goto("/arrangor")
    page.get_by_role("link", name="Nytt år").click()
    page.get_by_label("Årtal").fill("2026")
    page.get_by_label("Tema").fill("Vägar framåt")
    page.get_by_label("Första dagen").fill("2026-09-30")
    page.get_by_label("Sista dagen").fill("2026-10-02")
    page.get_by_label("Ort", exact=True).fill("Luleå")
    page.get_by_label("Lokal", exact=True).fill("Kulturens hus")
    save(page, "Skapa utkastet")
    page.get_by_role("button", name="Visa för alla").click()


def make_rooms_and_block(page: Page) -> None:
    for name, places in (("Sal A", "120"), ("Sal B", "80")):
        page.goto("/arrangor/2026/lokaler/ny")
        page.get_by_label("Namn").fill(name)
        page.get_by_label("Platser").fill(places)
        save(page, "Lägg upp")
    page.goto("/arrangor/2026/block/ny")
    page.get_by_label("Namn").fill("A")
    save(page, "Lägg upp")


def make_people(page: Page) -> None:
    for name, title in (("Åsa Exempel", "forskare"), ("Örjan Prov", "socialchef")):
        page.goto("/arrangor/personer/ny")
        page.get_by_label("Namn", exact=True).fill(name)
        page.get_by_label("Titel", exact=True).fill(title)
        save(page, "Lägg upp")


def make_session(page: Page, title: str, hours: str, room: str, *, speaker: str = "", block: str = "") -> None:
    start, end = hours.split("–")
    page.goto("/arrangor/2026/program/ny")
    page.get_by_label("Titel", exact=True).fill(title)
    page.get_by_label("Dag", exact=True).select_option("2026-09-30")
    page.get_by_label("Börjar kl.").fill(start)
    page.get_by_label("Slutar kl.").fill(end)
    rooms, blocks = (page.get_by_label(name, exact=True) for name in ("Lokal", "Block"))
    rooms.select_option(label=choice(rooms, room))
    if block:
        blocks.select_option(label=choice(blocks, block))
    if speaker:
        page.get_by_label("Namn").first.fill(speaker)
        page.get_by_label("Svar").first.select_option("accepted")
    save(page, "Lägg till i utkastet")
    page.wait_for_url(re.compile(r"program/[0-9a-f-]{36}"))


def choice(select: Locator, beginning: str) -> str:
    """The choice that begins so: rooms say their places too."""
    return next(text for text in select.locator("option").all_text_contents() if text.startswith(beginning))


def draft_form(page: Page) -> Locator:
    """The session's form, not the quick one for moving it."""
    return page.locator("form").filter(has=page.get_by_role("button", name="Spara utkast", exact=True))


def choose_room(page: Page, beginning: str) -> None:
    select = draft_form(page).get_by_label("Lokal", exact=True)
    select.select_option(label=choice(select, beginning))


def open_session(page: Page, title: str) -> None:
    page.goto("/arrangor/2026/program")
    page.get_by_role("link", name=title, exact=True).click()


def release(page: Page, number: int, note: str) -> None:
    page.goto("/arrangor/2026/slapp")
    page.get_by_label("Vad vill du säga").fill(note)
    save(page, f"Släpp version {number}")
    expect(page.get_by_role("status").first).to_contain_text(f"Version {number} är släppt")


def draft(page: Page) -> None:
    """A year with three days, two rooms, a block, two speakers and six sessions, two of them in one room."""
    make_the_year(page)
    make_rooms_and_block(page)
    make_people(page)
    make_session(page, "Invigning", "9.00–9.30", "Sal A", speaker="Åsa Exempel")
    make_session(page, "Ny lag i praktiken", "10.00–10.45", "Sal A", block="A")
    make_session(page, "Tidiga insatser", "10.00–10.45", "Sal A", block="A")
    make_session(page, "Ett föredrag", "12.00–12.45", "Sal B", speaker="Örjan Prov")
    make_session(page, "AI i vardagen", "13.15–14.00", "Sal A")
    make_session(page, "Avslutning", "15.00–15.30", "Sal A")


def mend_the_collision(page: Page) -> None:
    """Two seminars in one room: said beside the session and before the release."""
    for look in (lambda: open_session(page, "Tidiga insatser"), lambda: page.goto("/arrangor/2026/slapp")):
        look()
        expect(page.get_by_text("Sal A är dubbelbokad")).to_be_visible()
    assert_accessible(page)
    open_session(page, "Tidiga insatser")
    choose_room(page, "Sal B")
    save(page, "Spara utkast")
    expect(page.get_by_text("dubbelbokad")).to_have_count(0)


def move_one_and_cancel_another(page: Page) -> None:
    open_session(page, "Ett föredrag")
    draft_form(page).get_by_label("Börjar kl.").fill("12.15")
    draft_form(page).get_by_label("Slutar kl.").fill("13.00")
    choose_room(page, "Sal A")
    save(page, "Spara utkast")
    open_session(page, "AI i vardagen")
    page.get_by_label("Inställd", exact=True).check()
    page.get_by_label("Skäl till att den är inställd").fill("Föreläsaren är sjuk.")
    save(page, "Spara utkast")


def read_the_programme(page: Page) -> None:
    page.goto("/2026/program")
    for title in ("Invigning", "Ny lag i praktiken", "Tidiga insatser", "Ett föredrag", "Avslutning"):
        expect(page.get_by_role("link", name=title)).to_be_visible()
    assert_accessible(page)


def subscribe(page: Page) -> str:
    page.goto("/2026/prenumerera")
    return str(page.get_by_role("link", name="Prenumerera på Hela programmet").get_attribute("href"))


def assert_only_these_two_changed(first: Feed, second: Feed) -> None:
    moved, cancelled = second.named("Ett föredrag"), second.named("AI i vardagen")
    assert set(second.events) == set(first.events)
    assert {uid for uid in second.events if second.events[uid] != first.events[uid]} == {moved["UID"], cancelled["UID"]}
    assert second.frame == first.frame
    for event in (moved, cancelled):
        assert (first.events[event["UID"]]["SEQUENCE"], event["SEQUENCE"]) == ("0", "1")
        assert event["LAST-MODIFIED"] == event["DTSTAMP"] == "20260820T070000Z"
    assert moved["DTSTART;TZID=Europe/Stockholm"] == "20260930T121500"
    assert moved["LOCATION"].startswith("Sal A")
    assert re.search(r"var .*kl\.\s12\.00 i Sal B", moved["DESCRIPTION"])
    assert (cancelled["SUMMARY"], cancelled["STATUS"]) == ("INSTÄLLT: AI i vardagen", "CANCELLED")


def test_a_year_from_the_first_form_to_the_third_fetch(app: Flask, page: Page, clock: StoppedClock) -> None:
    clock.set(2026, 4, 1, 9, 0)
    make_account("Olga Arrangör", email="olga@fss.example", roles=("organiser",))
    log_in(page, "olga@fss.example")
    draft(page)
    mend_the_collision(page)
    release(page, 1, "Första versionen")
    read_the_programme(page)
    assert subscribe(page) == app.config["BASE_URL"].replace("http://", "webcal://") + "/2026/kalender.ics"
    first = fetch(page, "/2026/kalender.ics")
    assert len(first.events) == 6
    assert fetch(page, "/2026/kalender.ics").text == first.text

    clock.set(2026, 8, 20, 9, 0)
    log_in(page, "olga@fss.example")  # the log-in of April has ended
    move_one_and_cancel_another(page)
    assert fetch(page, "/2026/kalender.ics").text == first.text  # a draft is nobody's business
    release(page, 2, "Ett föredrag flyttat, ett inställt")
    second = fetch(page, "/2026/kalender.ics")
    assert_only_these_two_changed(first, second)
    third = page.request.get("/2026/kalender.ics", headers={"If-None-Match": second.etag})
    assert (third.status, third.body()) == (304, b"")
    page.goto("/2026/andringar")
    expect(page.get_by_text("Ett föredrag flyttat, ett inställt")).to_be_visible()
    assert_accessible(page)

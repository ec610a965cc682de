"""The organisers' numbers: what is drawn is what stands in the table, and an image needs nothing but itself."""

import re
from datetime import UTC, date, datetime
from xml.etree import ElementTree as Tree

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page
from sqlalchemy import event, insert, select

from scdapp.core.db import db, transaction
from scdapp.needs import service as needs
from scdapp.needs.rules import Wish
from scdapp.organisations.rules import InvoiceFacts, OrganisationFacts
from scdapp.registration import seat_service
from scdapp.registration.models import Booking, Participant
from scdapp.registration.rules import SYSTEM, PersonWish
from tests.browser import assert_accessible, log_in
from tests.factories import (
    make_account,
    make_block,
    make_booking,
    make_category,
    make_edition,
    make_product,
    make_question,
    make_session,
    make_terms,
    save,
)
from tests.reading import text

HOME = "/arrangor/2024/statistik"
NOW = datetime(2024, 8, 1, 8, tzinfo=UTC)
PAYER = {"invoice": InvoiceFacts(buyer_reference="R1")}


@pytest.fixture
def year(app: Flask) -> int:
    """Two who registered in 2023; four in 2024, one of whom waits and one has cancelled."""
    before = make_edition(2023, starts_on=date(2023, 9, 27))
    make_terms(before)
    opened = (datetime(2023, 5, 2, 7, tzinfo=UTC), datetime(2023, 9, 1, tzinfo=UTC))
    others = make_category(before, windows=[opened])
    for day in (2, 30):
        make_booking(others, now=datetime(2023, 5, day, 8, tzinfo=UTC))
    edition = make_edition()
    make_terms(edition)
    people, press = make_category(edition, pays=True, capacity=2), make_category(edition, "Press & media")
    whole = make_product(edition, people, press, capacity=30)
    question = make_question(edition, "Hur kommer du?", kind="choice", choices="Tåg\nBuss")
    wish = {"product_ids": (whole.id,), "answers": {question.id: "Tåg"}}
    falun = OrganisationFacts("municipality", municipality_code="2080")
    make_booking(
        people, PersonWish("A", **wish), PersonWish("B", **wish), PersonWish("C", **wish), organisation=falun, **PAYER
    )
    # At half past midnight in Sweden it is still the day before in UTC.
    seat = make_booking(press, PersonWish("D", **wish), now=datetime(2024, 6, 3, 22, 30, tzinfo=UTC)).participants[0]
    with transaction():
        seat_service.cancel(seat.id, reason="own", actor=SYSTEM, now=NOW)
        db.session.scalars(select(Participant).where(Participant.name == "A")).one().earlier_visits = 0
        for name, food in (("A", ("vegan",)), ("B", ("vegan", "gluten"))):
            row = db.session.scalars(select(Participant).where(Participant.name == name)).one()
            needs.tell(row.id, None, Wish(food=food), consents=True, now=NOW)
    return edition.id


def _tables(page: str) -> dict[str, list[list[str]]]:
    """The rows of each figure's table."""
    found = {}
    for name, part in re.findall(
        r'<section class="panel[ figure]*" aria-labelledby="([\w-]+)">(.*?)</section>', page, re.S
    ):
        rows = re.findall(r"<tr>(.*?)</tr>", part, re.S)
        found[name] = [[re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)] for row in rows]
    return found


@pytest.mark.usefixtures("year")
def test_numbers_are_told_in_sentences_and_in_tables(organiser: FlaskClient) -> None:
    page = organiser.get(HOME).text
    tables = _tables(page)
    told = text(page)
    for sentence in (
        "Med 37 dagar kvar är 3 personer anmälda. 2023 var det 2.",
        "2 personer har plats, flest som deltagare (2). 1 person står på reservlistan.",
        "Inget är fullt. Fullast är Hela konferensen: 2 av 30 platser är tagna.",
        "1 av 290 kommuner är här. Flest kommer från Dalarnas län (2 personer).",
        "1 av de 1 som har svarat är här för första gången.",
        "Vanligaste svaret är Tåg (2).",
        "0 av 2 personer äter det som serveras. Vanligast bland önskemålen är veganskt (2).",
    ):
        assert sentence in told
    assert tables["over-tid"][0] == ["Dagar kvar", "2024", "2023"]
    by_day = {row[0]: row[1:] for row in tables["over-tid"][1:]}
    assert (by_day["149"], by_day["148"], by_day["120"]) == (["0", "0"], ["0", "1"], ["1", "2"])
    assert (by_day["37"], by_day["35"]) == (["3", "2"], ["–", "2"])
    assert tables["kategorier"][1:] == [
        ["Deltagare", "2", "1", "2 platser, 0 avbokade"],
        ["Press &amp; media", "0", "0", "ingen gräns, 1 avbokade"],
    ]
    assert tables["produkter"][1:] == [["Hela konferensen", "2", "28", "0"]]
    assert tables["lan"][1] == ["Dalarnas län", "2", "1 av 15"]
    assert tables["mat-2024-10-02"][1:] == [["Som det serveras", "0"], ["Veganskt", "2"], ["Glutenfritt", "1"]]
    assert len(tables["lan"]) == 1 + 21 + 1
    assert tables[next(name for name in tables if name.startswith("fraga-"))][1:] == [["Tåg", "2"], ["Buss", "0"]]
    assert "289 kommuner har ingen plats." in told


@pytest.mark.usefixtures("year")
def test_what_is_drawn_stands_in_the_table_and_needs_nothing_else(organiser: FlaskClient) -> None:
    page = organiser.get(HOME).text
    tables = _tables(page)
    images = re.findall(r'(?:src|srcset)="(/arrangor/2024/statistik/\w+/([\w-]+)\.svg)"', page)
    assert {name for _address, name in images} == set(tables) - {"saknas"}
    for address, name in images:
        answer = organiser.get(address)
        assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
        assert re.fullmatch(
            r"default-src 'none'; style-src 'sha256-[\w+/]+='; frame-ancestors 'none'",
            answer.headers["Content-Security-Policy"],
        )
        outside = answer.text.replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"<script|<style type|style=|href|https?:|url\(|@import", outside), name
        drawing = Tree.fromstring(answer.data)
        assert [child.tag.rpartition("}")[2] for child in drawing][:3] == ["title", "desc", "style"]
        texts = ["".join(node.itertext()) for node in drawing.iter("{http://www.w3.org/2000/svg}text")]
        if name in ("kategorier", "lan") or name.startswith("fraga"):
            marks = {one.partition("\u2003")[0]: one.partition("\u2003")[2] for one in texts if "\u2003" in one}
            numbers = [
                row[1] + (f" + {row[2]}" if name == "kategorier" and row[2] != "0" else "") for row in tables[name][1:]
            ]
            assert list(marks.values())[::-1] == numbers, name
    assert organiser.get(f"{HOME}/bred/finns-inte.svg").status_code == 404
    assert organiser.get(f"{HOME}/mellan/lan.svg").status_code == 404


def test_a_year_that_nobody_has_registered_for_says_so(app: Flask, organiser: FlaskClient) -> None:
    make_edition()
    assert "Här ritas anmälningarna upp" in organiser.get(HOME).text
    assert organiser.get(f"{HOME}/bred/over-tid.svg").status_code == 404


def test_five_thousand_cost_as_many_queries_as_three(organiser: FlaskClient, year: int) -> None:
    def asked() -> int:
        told: list[str] = []

        def note(*call: object) -> None:
            told.append(str(call[2]))

        event.listen(db.engine, "before_cursor_execute", note)
        assert organiser.get(HOME).status_code == 200
        event.remove(db.engine, "before_cursor_execute", note)
        return len([one for one in told if one.startswith("SELECT")])

    before = asked()
    seat = db.session.scalars(select(Participant).where(Participant.name == "A")).one()
    same = {"booking_id": seat.booking_id, "edition_id": year, "category_id": seat.category_id}
    one = {**same, "state": "confirmed", "created_at": seat.created_at, "changed_at": seat.created_at}
    rows = [{**one, "uid": f"p{n}", "code": f"c{n}"} for n in range(5000)]
    with transaction():
        db.session.execute(insert(Participant), rows)
    assert asked() == before < 30
    assert "5003 personer anmälda" in text(organiser.get(HOME).text)


@pytest.mark.browser
def test_images_are_taken_by_the_browser_also_when_opened_by_themselves(page: Page, year: int) -> None:
    edition = db.session.scalars(select(Booking)).all()[-1].edition
    block = make_block(edition)
    make_session(edition, block_id=block.id)
    account = save(make_account("Olga Arrangör", email="olga@kommun.example"))
    log_in(page, account.email)
    page.goto(HOME)
    assert_accessible(page)
    for image in page.locator("img").all():
        image.scroll_into_view_if_needed()
        assert image.evaluate("one => one.decode().then(() => one.naturalWidth)") == 720
    # The fixture fails the test if the policy refuses anything of it.
    answer = page.goto(f"{HOME}/smal/over-tid.svg")
    assert answer is not None
    assert page.locator("svg").evaluate("one => getComputedStyle(one.querySelector('.now .line')).strokeWidth") == "3px"

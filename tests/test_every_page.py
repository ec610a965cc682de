"""Every page that links lead to, for a visitor and for an organiser, in both languages and on the narrowest phone.

Walks the demo from page to page as a person would. So a page that nothing leads to is noticed too.
"""

from collections import deque
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page
from sqlalchemy import select
from werkzeug.exceptions import HTTPException

from scdapp.accounts import passwords
from scdapp.admission.models import Category
from scdapp.badges import service as badges
from scdapp.badges.rules import Wish
from scdapp.core import clock
from scdapp.core.db import db, transaction
from scdapp.core.web import door_of
from scdapp.demo import service as demo
from scdapp.demo.cli import FACTS, PROGRAMME
from scdapp.editions.models import Edition
from scdapp.editions.queries import get_edition
from scdapp.imports import reading
from scdapp.mailings import service as mailings
from scdapp.mailings.rules import Draft, Selection
from scdapp.meetings import queries as meetings
from scdapp.organisations.rules import InvoiceFacts, OrganisationFacts
from scdapp.registration import seat_service
from scdapp.registration.rules import PARTICIPANT, PersonWish
from tests.browser import assert_accessible, log_in
from tests.conftest import logged_in_guest
from tests.factories import (
    make_account,
    make_booking,
    make_category,
    make_member,
    make_organisation,
    make_room,
    make_session,
)
from tests.meetings.meetings import make_document

pytestmark = [pytest.mark.browser, pytest.mark.slow]

GUEST = "samordnare@kommun.example"
DESK = ("staff", "organisers", "administrators", "checkin", "board")
AUDIENCES = ("everybody", "guests", *DESK)
# No links on pages, but letters and what one has just done, lead to these; the tests of their slices look at them.
AFTER_SOMETHING = {
    *("guests.enter", "guests.sent", "mine_links.glimpse", "mine_links.offer", "seminars.offer"),
    *("opening_watch.sent", "opening_watch.edit", "opening_watch.show", "registration.receipt"),
    "motions.receipt",
    # A meeting that is being held: a browser runs one in the tests of decisions.
    *("hall_desk.paragraph", "roll_desk.show", "register_desk.register", "election_desk.show"),
    # From the name of somebody who has chosen a seminar.
    "seminar_desk.edit",
    # Minutes of a meeting that was held: a link in a letter, a paragraph, an addendum, and what was published.
    *("attesting.show", "minutes_desk.edit", "minutes_signing.show", "minutes.show"),
}
# No pages but files, ways to a page, or what only a machine asks for.
NO_PAGES = {
    *("invoice_desk.file", "list_desk.template", "list_desk.export", "hall_desk.place"),
    *("member_list_desk.template", "member_list_desk.export"),
    *("minutes.file", "minutes_files.show", "minutes_files.extract", "minutes_files.check"),
    *("assets.show", "pictures.show", "dashboard.now", "place_desk.show"),
    *("status.healthz", "status.readyz", "status.robots"),
    *("feeds.editions", "feeds.programme", "feeds.day", "feeds.room", "feeds.block", "feeds.kind", "feeds.session"),
    *("feeds.person", "feeds.key_dates", "feeds.programme_json", "feeds.qr"),
    *("feeds.personal", "seminars.left", "my_seat.code", "my_day.code", "own_data.download"),
    *("checkin.enter", "checkin_desk.index", "checkin_desk.people", "badge_desk.download", "name_list_desk.pdf"),
    *("feeds.meetings", "feeds.board", "annual_meetings.document", "document_desk.file"),
    *("figures.drawing", "invoice_desk.file", "list_desk.export", "list_desk.template"),
}


@pytest.fixture
def year(app: Flask) -> None:
    """The demo's data, and two sessions that collide."""
    hashes = {one.email: passwords.new(one.password, email=one.email, name=one.name) for one in demo.GUESTS}
    with transaction():
        demo.load(reading.read(FACTS, (PROGRAMME,)), hashes, now=clock.now())
    make_organisation()
    make_member()
    edition = get_edition(2024)
    room = make_room(edition, "En dubbelbokad sal")
    for title in ("Den ena", "Den andra"):
        make_session(edition, title, room_id=room.id)
    _register(edition)
    meeting = meetings.find_meeting(2024)
    assert meeting is not None
    make_document(meeting)


def _register(edition: Edition) -> None:
    """A coordinator with a seat and two others, somebody's day for them, and what organisers make of it."""
    category = db.session.scalars(select(Category).where(Category.slug == "deltagare")).one()
    whole = next(price.product_id for price in category.prices if price.product.kind == "pass")
    people = [
        PersonWish(name, email, product_ids=(whole,))
        for name, email in (("Sam", GUEST), ("Kim", "kim@kommun.example"), (None, None))
    ]
    payer = {
        "organisation": OrganisationFacts("municipality", municipality_code="2580"),
        "invoice": InvoiceFacts(buyer_reference="FM1234"),
    }
    make_booking(category, *people, contact_name="Sam", contact_email=GUEST, **payer)
    other = PersonWish("Bo", "bo@kommun.example", product_ids=(whole,))
    seat = make_booking(category, other, contact_email="bo@kommun.example", **payer).participants[0]
    make_category(edition, "Senare", windows=[(datetime(2024, 9, 9, tzinfo=UTC), None)])
    maker = make_account().id
    with transaction():
        sam = seat_service.Person("Sam", GUEST)
        first_day = seat.lines[0].product.days[0].date
        seat_service.share_day(seat.id, first_day, sam, version=seat.version, actor=PARTICIPANT, now=clock.now())
        draft = Draft("Hej", "Text", Selection(), "holders")
        mailings.create_mailing(edition.id, draft, by="Olga", now=clock.now())
        badges.ask(edition.id, Wish(), account_id=maker, now=clock.now())


def _endpoints(app: Flask, *audiences: str) -> set[str]:
    """The pages behind doors for any of the audiences that links lead to."""
    found = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and (door := door_of(app, rule.endpoint)) and door.who.name in audiences
    }
    return found - NO_PAGES - AFTER_SOMETHING


def _leads_to(app: Flask, address: str) -> tuple[str, str] | None:
    """Language and endpoint of a page of ours, or None for anything else."""
    path = urlsplit(address).path
    language, path = ("en", path[3:] or "/") if path == "/en" or path.startswith("/en/") else ("sv", path)
    try:
        endpoint, _values = app.url_map.bind("127.0.0.1").match(path, method="GET")
    except HTTPException:
        return None
    return (language, endpoint) if endpoint in _endpoints(app, *AUDIENCES) else None


def _walk(app: Flask, page: Page, *starts: str, among: set[str]) -> Iterator[tuple[str, str]]:
    """Follow links from `starts`; stop at one page of each kind `among` these in each language."""
    waiting, known = deque(starts), set[tuple[str, str]]()
    while waiting:
        address = waiting.popleft()
        kind = _leads_to(app, address)
        if kind is None or kind in known or kind[1] not in among:
            continue
        known.add(kind)
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, f"{address} answered {answer.status}"
        waiting.extend(page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)"))
        yield kind


def _submit_empty(page: Page) -> None:
    """What a form says about what is missing is a page of its own."""
    page.locator("main form[method=post]").last.get_by_role("button").last.click()
    assert_accessible(page)


@pytest.mark.usefixtures("year")
def test_every_page_a_visitor_can_reach(app: Flask, page: Page) -> None:
    expected = _endpoints(app, "everybody")
    reached = set()
    for kind in _walk(app, page, "/", "/logga-in", "/min-anmalan/logga-in", among=expected):
        assert_accessible(page)
        reached.add(kind)
    assert reached == {(language, endpoint) for endpoint in expected for language in ("sv", "en")}
    page.goto("/finns-inte")
    assert_accessible(page)


@pytest.mark.usefixtures("year")
def test_every_page_of_those_who_come(app: Flask, page: Page) -> None:
    _carry(page, logged_in_guest(app, GUEST), app)
    expected = _endpoints(app, "guests")
    reached = set()
    for kind in _walk(app, page, "/min-anmalan", "/en/min-anmalan", among=expected):
        assert_accessible(page)
        reached.add(kind)
    assert reached == {(language, endpoint) for endpoint in expected for language in ("sv", "en")}


@pytest.mark.usefixtures("year")
def test_every_page_of_the_desks(app: Flask, page: Page) -> None:
    guest = next(one for one in demo.GUESTS if one.role == "administrator")
    log_in(page, guest.email, guest.password)
    expected = _endpoints(app, *DESK)
    reached = set()
    # A form leads to the second; from then on a banner does.
    for _language, endpoint in _walk(app, page, "/arrangor/2024", "/arrangor/tidsresa", among=expected):
        assert_accessible(page)
        reached.add(endpoint)
        if endpoint.endswith(".new"):
            _submit_empty(page)
    assert reached == expected


def _carry(page: Page, client: FlaskClient, app: Flask) -> None:
    """Give the browser the log-in that `client` holds."""
    name = app.config["SESSION_COOKIE_NAME"]
    cookie = client.get_cookie(name, "127.0.0.1") or client.get_cookie(name)
    assert cookie is not None
    page.context.add_cookies([{"name": name, "value": cookie.value, "url": app.config["BASE_URL"]}])

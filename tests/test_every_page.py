"""Every page that links lead to, for a visitor and for an organiser, in both languages and on the narrowest phone.

Walks the demo from page to page as a person would. So a page that nothing leads to is noticed too.
"""

from collections import deque
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Page
from werkzeug.exceptions import HTTPException

from scdapp.accounts import passwords
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.demo import service as demo
from scdapp.demo.cli import FACTS, PROGRAMME
from scdapp.editions.queries import get_edition
from scdapp.imports import reading
from tests.browser import assert_accessible, log_in
from tests.factories import make_organisation, make_room, make_session

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES_OF_VISITORS = ("site.", "feeds.subscribe", "accounts.new")
# No pages but files, ways to a page, or what only a machine asks for.
NO_PAGES = {
    *("invoice_desk.file", "list_desk.template", "list_desk.export"),
    *("assets.show", "pictures.show", "dashboard.now", "place_desk.show"),
    *("status.healthz", "status.readyz", "status.robots"),
    *("feeds.editions", "feeds.programme", "feeds.day", "feeds.room", "feeds.block", "feeds.kind", "feeds.session"),
    *("feeds.person", "feeds.key_dates", "feeds.programme_json", "feeds.qr"),
    *("checkin.enter", "checkin_desk.index", "checkin_desk.people", "badge_desk.download", "name_list_desk.pdf"),
}


@pytest.fixture
def year(app: Flask) -> None:
    """The demo's data, and two sessions that collide."""
    hashes = {one.email: passwords.new(one.password, email=one.email, name=one.name) for one in demo.GUESTS}
    with transaction():
        demo.load(reading.read(FACTS, (PROGRAMME,)), hashes, now=clock.now())
    make_organisation()
    edition = get_edition(2024)
    room = make_room(edition, "En dubbelbokad sal")
    for title in ("Den ena", "Den andra"):
        make_session(edition, title, room_id=room.id)


def _endpoints(app: Flask) -> set[str]:
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    return pages - NO_PAGES


def _leads_to(app: Flask, address: str) -> tuple[str, str] | None:
    """Language and endpoint of a page of ours, or None for anything else."""
    path = urlsplit(address).path
    language, path = ("en", path[3:] or "/") if path == "/en" or path.startswith("/en/") else ("sv", path)
    try:
        endpoint, _values = app.url_map.bind("127.0.0.1").match(path, method="GET")
    except HTTPException:
        return None
    return (language, endpoint) if endpoint in _endpoints(app) else None


def _walk(app: Flask, page: Page, *starts: str) -> Iterator[tuple[str, str]]:
    """Follow links from `starts`; stop at one page of each kind in each language."""
    waiting, known = deque(starts), set[tuple[str, str]]()
    while waiting:
        address = waiting.popleft()
        kind = _leads_to(app, address)
        if kind is None or kind in known:
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
    reached = set()
    for kind in _walk(app, page, "/", "/logga-in"):
        assert_accessible(page)
        reached.add(kind)
    expected = {endpoint for endpoint in _endpoints(app) if endpoint.startswith(PAGES_OF_VISITORS)}
    assert reached == {(language, endpoint) for endpoint in expected for language in ("sv", "en")}
    page.goto("/finns-inte")
    assert_accessible(page)


@pytest.mark.usefixtures("year")
def test_every_page_of_the_organisers(app: Flask, page: Page) -> None:
    guest = next(one for one in demo.GUESTS if one.role == "administrator")
    log_in(page, guest.email, guest.password)
    reached = set()
    # A form leads to the second; from then on a banner does.
    for _language, endpoint in _walk(app, page, "/arrangor/2024", "/arrangor/tidsresa"):
        if endpoint.startswith(PAGES_OF_VISITORS):
            continue
        assert_accessible(page)
        reached.add(endpoint)
        if endpoint.endswith(".new"):
            _submit_empty(page)
    assert reached == {endpoint for endpoint in _endpoints(app) if not endpoint.startswith(PAGES_OF_VISITORS)}

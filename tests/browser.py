"""A real browser for tests marked `browser`: the system's Chromium against the app of the test, served on this machine.

Nothing is downloaded. Without Chromium these tests are skipped, or fail when SCDAPP_REQUIRE_BROWSER=1.
"""

import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from scdapp.core.db import db
from tests.factories import PASSWORD

NAMES = (os.environ.get("SCDAPP_CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
AXE_OPTIONS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
DESKTOP = {"width": 1280, "height": 900}
NARROWEST = {"width": 320, "height": 700}


@dataclass
class Complaints:
    """What a page of ours must never do: errors in the console, broken rules of its CSP, requests to other hosts."""

    home: str
    heard: list[str] = field(default_factory=list)
    _visited: set[str] = field(default_factory=set)

    def listen(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", self._page_error)
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        # The browser also notes that a page itself answered 4xx; a test that provoked it looks at the page instead.
        answered_so = message.text.startswith("Failed to load resource: the server responded with a status of 4")
        if message.text.startswith("Failed to load resource: net::ERR_INTERNET_DISCONNECTED"):
            return  # the test took the network away
        if message.text.startswith("Failed to load resource: the server responded with a status of 409"):
            return  # a script sent what somebody else had changed meanwhile: the page says so
        if message.type == "error" and not (answered_so and message.location.get("url") in self._visited):
            self.heard.append(f"console: {message.text} ({message.location.get('url')})")

    def _page_error(self, error: Error) -> None:
        self.heard.append(f"script: {error}")

    def _request(self, request: Request) -> None:
        if request.is_navigation_request():
            self._visited.add(request.url)
        if not request.url.startswith((self.home + "/", "data:", "blob:")):
            self.heard.append(f"request to another host: {request.url}")


class _Quiet(WSGIRequestHandler):
    # Seconds: a browser that keeps a connection for later does not keep the test from ending.
    timeout = 5

    def log(self, type: str, message: str, *args: Any) -> None:
        """Tests have enough to say."""


def _chromium() -> str | None:
    return next((found for name in NAMES if name and (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run."""
    executable = _chromium()
    if executable is None:
        sentence = "no Chromium found: install it or name it in SCDAPP_CHROMIUM"
        if os.environ.get("SCDAPP_REQUIRE_BROWSER") == "1":
            pytest.fail(sentence)
        pytest.skip(sentence)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.fixture
def live(app: Flask) -> Iterator[str]:
    """The address at which the app of this test answers a browser."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    # Whatever is being answered is answered before the test ends: it would open the next test's database half copied.
    server.daemon_threads, server.block_on_close = False, True  # type: ignore[attr-defined]
    app.config["BASE_URL"] = f"http://127.0.0.1:{server.server_port}"
    app.config["WTF_CSRF_ENABLED"] = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield app.config["BASE_URL"]
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(browser: Browser, live: str) -> Iterator[Page]:
    """A Swedish visitor's window, 1280 wide, where `goto("/2024")` works. Fails the test if any page misbehaved."""
    context = browser.new_context(base_url=live, viewport=DESKTOP, locale="sv-SE", timezone_id="Europe/Stockholm")
    context.set_default_timeout(10_000)
    complaints = Complaints(live)
    context.on("page", complaints.listen)
    # What the test has read must not keep the server from writing.
    reading = db.session()
    context.on("request", lambda _request: reading.rollback())
    yield context.new_page()
    context.close()
    assert complaints.heard == []


def log_in(page: Page, email: str, password: str = PASSWORD) -> None:
    """Log in by typing, as a person would."""
    page.goto("/logga-in")
    page.get_by_label("E-postadress").fill(email)
    page.get_by_label("Lösenord").fill(password)
    page.get_by_role("main").get_by_role("button", name="Logga in").click()
    page.wait_for_url(lambda address: not address.endswith("/logga-in"))


def assert_accessible(page: Page) -> None:
    """Nothing for axe to say in light and in dark, and no sideways scrolling on the narrowest phone."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == [], f"{page.url} in {scheme}"
    page.emulate_media(color_scheme="light")
    assert overflow(page) == [], page.url


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands: the rule, and where."""
    found = Axe().run(page, options=AXE_OPTIONS).response["violations"]
    return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


def broken_words(page: Page, among: str) -> list[str]:
    """Words among those elements that stand on two lines: no place to break them was given, and yet they were."""
    found: list[str] = page.locator(among).evaluate_all(
        """found => found.flatMap(one => {
            const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT), broken = [];
            for (let node = walker.nextNode(); node; node = walker.nextNode())
                for (const word of node.data.matchAll(/[^\\s\\u00ad-]+/g)) {
                    const range = document.createRange();
                    range.setStart(node, word.index);
                    range.setEnd(node, word.index + word[0].length);
                    if (new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1)
                        broken.push(word[0]);
                }
            return broken;
        })"""
    )
    return found


def overflow(page: Page) -> list[str]:
    """What sticks out to the right at 320 px (WCAG 2.2, 1.4.10), if the page can be scrolled sideways there."""
    usual = page.viewport_size
    page.set_viewport_size(NARROWEST)
    found: list[str] = page.evaluate(
        """() => {
            const wide = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= wide) return [];
            const out = [...document.body.querySelectorAll("*")].filter(e => e.getBoundingClientRect().right > wide);
            return ["page is " + document.documentElement.scrollWidth + " px wide",
                    ...out.slice(0, 8).map(e => e.outerHTML.slice(0, 120))];
        }"""
    )
    page.set_viewport_size(usual or DESKTOP)
    return found

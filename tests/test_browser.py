"""The net that the browser tests work over has no hole: whatever a page does wrong is noticed."""

import pytest
from flask import Flask, request
from playwright.sync_api import Browser, Page

from scdapp.core.web import EVERYBODY, Door
from tests.browser import Complaints, assert_accessible, log_in, overflow, violations
from tests.factories import make_account

pytestmark = [pytest.mark.browser, pytest.mark.own_app]

PAGE = (
    '<!doctype html><html lang="sv"><head><title>Prov</title><link rel="icon" href="/prov.ico">{}</head>'
    "<body><main><h1>Prov</h1>{}</main></body></html>"
)


def _serve(app: Flask, *, head: str = "", body: str = "", status: int = 200) -> None:
    """Let `/prov` be a page with this in it, and `/prov.js` the script that it may load."""
    door = Door("trial", __name__, who=EVERYBODY)
    door.add_url_rule("/prov", "page", lambda: (PAGE.format(head, body), status))
    door.add_url_rule("/prov.js", "script", lambda: (request.args["script"], {"Content-Type": "text/javascript"}))
    door.add_url_rule("/prov.ico", "icon", lambda: "")
    app.register_blueprint(door)


@pytest.mark.parametrize(
    ("head", "body", "heard"),
    [
        ("", '<p style="color: red">Hej</p>', "console: Applying inline style violates"),
        ("<script>document.title = 'x'</script>", "", "console: Executing inline script violates"),
        ("", '<img alt="" src="http://127.0.0.1:1/bild.png">', "request to another host: http://127.0.0.1:1/bild.png"),
        ("<script src='/prov.js?script=console.error(1)'></script>", "", "console: 1"),
        ("<script src='/prov.js?script=nothing()'></script>", "", "script: nothing is not defined"),
        ("", '<img alt="" src="/finns-inte.png">', "console: Failed to load resource"),
    ],
)
def test_what_a_page_does_wrong_is_heard(
    app: Flask, live: str, browser: Browser, head: str, body: str, heard: str
) -> None:
    _serve(app, head=head, body=body)
    complaints = Complaints(live)
    page = browser.new_page(base_url=live)
    complaints.listen(page)
    page.goto("/prov", wait_until="networkidle")
    page.close()
    assert [one for one in complaints.heard if one.startswith(heard)], complaints.heard


def test_a_page_that_says_no_is_not_wrong(app: Flask, page: Page) -> None:
    _serve(app, status=422)
    answer = page.goto("/prov")
    assert answer is not None
    assert answer.status == 422


def test_what_is_hard_to_use_is_seen(app: Flask, page: Page) -> None:
    wide = '<svg width="400" height="10" aria-hidden="true"></svg>'
    _serve(app, body=f'<input name="ort"><button></button>{wide}')
    page.goto("/prov")
    assert {one.partition(":")[0] for one in violations(page)} == {"button-name", "label", "target-size"}
    assert overflow(page)[0] == "page is 408 px wide"


def test_logging_in_as_a_person_would(page: Page) -> None:
    account = make_account("Siv Utanroll", roles=())
    page.goto("/logga-in")
    assert_accessible(page)
    log_in(page, account.email)
    page.goto("/mitt-konto")
    assert_accessible(page)
    assert account.email in page.get_by_role("main").inner_text()

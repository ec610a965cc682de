"""Answers that are kept: what a browser, a calendar and a proxy notice."""

import gzip
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from scdapp.core.clock import ZONE
from scdapp.core.db import db, transaction
from scdapp.core.kept import Kept, Made, Shelf, answer
from scdapp.core.web import EVERYBODY, Door
from tests.conftest import StoppedClock
from tests.factories import make_edition

pytestmark = pytest.mark.own_app

TEXT = "Socialchefsdagarna " * 100


@pytest.fixture
def built(app: Flask) -> list[str]:
    """Adds /ett (says the theme count, kept) and /nu (changes at 10.00); lists what was built."""
    found: list[str] = []

    def build(name: str, until: datetime | None = None) -> Callable[[], Made]:
        def make() -> Made:
            found.append(name)
            return Made(TEXT + name, good_until=until)

        return make

    door = Door("trial", __name__, who=EVERYBODY)
    door.add_url_rule("/ett", "one", lambda: answer(build("ett"), mimetype="text/plain"))
    ten = datetime(2024, 8, 26, 10, 0, tzinfo=ZONE)
    door.add_url_rule("/nu", "now", lambda: answer(build("nu", ten), mimetype="text/plain"))
    app.register_blueprint(door)
    return found


def test_is_built_once_and_again_only_after_a_public_change(client: FlaskClient, built: list[str]) -> None:
    assert [client.get("/ett").status_code for _ in range(3)] == [200, 200, 200]
    assert built == ["ett"]
    make_edition()
    client.get("/ett")
    assert built == ["ett", "ett"]


def test_costs_one_query_and_a_304_too(client: FlaskClient, built: list[str]) -> None:
    etag = client.get("/ett").headers["ETag"]
    statements: list[str] = []
    engine = db.engine
    event.listen(engine, "before_cursor_execute", lambda *a: statements.append(a[2]))
    assert client.get("/ett").status_code == 200
    assert client.get("/ett", headers={"If-None-Match": etag}).status_code == 304
    assert statements == []  # the one query goes straight through the driver, past the counted layer
    assert built == ["ett"]


def test_the_client_is_told_that_it_has_it(client: FlaskClient, built: list[str]) -> None:
    first = client.get("/ett")
    etag = first.headers["ETag"]
    modified = first.headers["Last-Modified"]
    fresh = [
        {"If-None-Match": etag},
        {"If-None-Match": etag.removeprefix("W/")},
        {"If-None-Match": f'"other", {etag}'},
        {"If-None-Match": "*"},
        {"If-Modified-Since": modified},
        {"If-None-Match": etag, "If-Modified-Since": "Mon, 01 Jan 1990 00:00:00 GMT"},
    ]
    stale = [
        {"If-None-Match": '"other"'},
        {"If-Modified-Since": "Mon, 01 Jan 1990 00:00:00 GMT"},
        {"If-None-Match": '"other"', "If-Modified-Since": modified},
    ]
    assert [client.get("/ett", headers=h).status_code for h in fresh] == [304] * 6
    assert [client.get("/ett", headers=h).status_code for h in stale] == [200] * 3
    told = client.get("/ett", headers=fresh[0])
    assert (told.data, told.headers["ETag"], told.headers["Vary"]) == (b"", etag, "Accept-Encoding")


def test_the_short_way_and_the_long_way_agree(client: FlaskClient, built: list[str]) -> None:
    """Without a cookie a 304 is decided in front of the application, with one inside it."""
    etag = client.get("/ett").headers["ETag"]
    short = client.get("/ett", headers={"If-None-Match": etag})
    client.set_cookie("something", "else")
    long = client.get("/ett", headers={"If-None-Match": etag})
    assert (short.status, short.data) == (long.status, long.data) == ("304 NOT MODIFIED", b"")
    assert dict(short.headers) == dict(long.headers)
    assert client.get("/en/ett", headers={"If-None-Match": etag}).status_code == 304
    assert client.post("/ett", headers={"If-None-Match": etag}).status_code == 405
    assert client.get("/ingenting", headers={"If-None-Match": etag}).status_code == 404
    make_edition()
    client.delete_cookie("something")
    assert client.get("/ett", headers={"If-None-Match": '"other"'}).status_code == 200


def test_the_same_content_keeps_its_etag_although_something_else_changed(client: FlaskClient, built: list[str]) -> None:
    first = client.get("/ett")
    make_edition()
    second = client.get("/ett", headers={"If-None-Match": first.headers["ETag"]})
    assert second.status_code == 304
    assert client.get("/ett").headers["Last-Modified"] != first.headers["Last-Modified"]


def test_packed_and_unpacked_say_the_same(client: FlaskClient, built: list[str]) -> None:
    plain = client.get("/ett")
    packed = client.get("/ett", headers={"Accept-Encoding": "gzip, br"})
    refused = client.get("/ett", headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data == refused.data
    assert packed.headers["ETag"] == plain.headers["ETag"]
    assert {r.headers["Vary"] for r in (plain, packed)} == {"Accept-Encoding"}


def test_head_is_get_without_the_body_and_nothing_else_is_allowed(client: FlaskClient, built: list[str]) -> None:
    get, head = client.get("/ett"), client.head("/ett")
    assert head.data == b""
    assert dict(head.headers) == dict(get.headers)
    assert [client.open("/ett", method=m).status_code for m in ("POST", "PUT", "DELETE", "PATCH")] == [405] * 4


def test_what_tells_of_the_present_is_built_again_when_the_present_is_over(
    client: FlaskClient, built: list[str], clock: StoppedClock
) -> None:
    client.get("/nu")
    client.get("/nu")
    assert built == ["nu"]
    assert "Last-Modified" not in client.get("/nu").headers
    clock.set(2024, 8, 26, 10, 0)
    client.get("/nu")
    assert built == ["nu", "nu"]


def test_each_language_is_kept_for_itself(client: FlaskClient, built: list[str]) -> None:
    client.get("/ett")
    client.get("/en/ett")
    client.get("/en/ett")
    assert built == ["ett", "ett"]


def test_no_cookie_and_every_header(client: FlaskClient, built: list[str]) -> None:
    headers = client.get("/ett").headers
    assert "Set-Cookie" not in headers
    assert headers["Cache-Control"] == "no-cache"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "unsafe" not in headers["Content-Security-Policy"]


def test_a_rolled_back_change_is_no_change(client: FlaskClient, built: list[str]) -> None:
    client.get("/ett")
    edition = make_edition()
    client.get("/ett")

    def change_and_fail() -> None:
        db.session.merge(edition).theme = "Något annat"
        db.session.flush()
        raise RuntimeError("the plug is pulled")

    with pytest.raises(RuntimeError, match="plug"), transaction():
        change_and_fail()
    client.get("/ett")
    assert built == ["ett", "ett"]


def test_the_shelf_drops_what_was_unused_longest() -> None:
    def row(size: int) -> Kept:
        return Kept(b"x" * size, None, "e", None, 0, (), "text/plain")

    shelf = Shelf(limit=100)

    def now() -> datetime:
        return datetime(2024, 8, 26, tzinfo=ZONE)

    shelf.put("a", row(40))
    shelf.put("b", row(40))
    assert shelf.get("a", now) is not None
    shelf.put("c", row(40))
    assert [key for key in "abc" if shelf.get(key, now)] == ["a", "c"]
    shelf.put("c", row(200))
    assert [key for key in "abc" if shelf.get(key, now)] == ["c"]
    assert now() + timedelta(0) == now()

"""How every feed behaves on the wire. Numbers in brackets are rows of the checklist."""

import gzip
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event as listen

from scdapp.app import create_app
from scdapp.core.db import db
from scdapp.editions.models import Edition
from tests.feeds.programmes import FEEDS, by_slug, publish

pytestmark = pytest.mark.usefixtures("edition")


@pytest.mark.parametrize("address", FEEDS)
def test_the_headers(client: FlaskClient, address: str) -> None:  # [32] [33] [35] [36] [37] [38] [43]
    answer = client.get(address, headers={"Accept": "text/html"})
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert re.fullmatch(r'inline; filename="[a-z0-9-]+\.ics"', answer.headers["Content-Disposition"])
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.headers["ETag"].startswith('W/"')
    assert "Last-Modified" in answer.headers
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("address", [*FEEDS, "/2024/program.json"])
def test_head_is_get_without_the_body(client: FlaskClient, address: str) -> None:  # [34]
    got, head = client.get(address), client.head(address)
    assert (head.status_code, head.data) == (200, b"")
    assert dict(head.headers) == dict(got.headers)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "REPORT"])
def test_other_methods_are_refused(client: FlaskClient, method: str) -> None:
    for address in FEEDS:
        answer = client.open(address, method=method)
        assert answer.status_code == 405
        assert {one.strip() for one in answer.headers["Allow"].split(",")} == {"GET", "HEAD"}


@pytest.mark.parametrize(
    "address", [*FEEDS, "/2024/program.json", "/2024/prenumerera", "/2024/prenumerera/programmet.svg"]
)
def test_304_for_those_who_have_it(client: FlaskClient, address: str) -> None:  # [33], decision 9
    first = client.get(address)
    etag, changed = first.headers["ETag"], first.headers["Last-Modified"]
    long_ago, other = "Mon, 01 Jan 2001 00:00:00 GMT", 'W/"other"'
    expected: list[tuple[dict[str, str], int]] = [
        ({"If-None-Match": etag}, 304),
        ({"If-None-Match": etag.removeprefix("W/")}, 304),
        ({"If-None-Match": f'"one", {etag}, "two"'}, 304),
        ({"If-None-Match": "*"}, 304),
        ({"If-None-Match": other}, 200),
        ({"If-Modified-Since": changed}, 304),
        ({"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}, 304),
        ({"If-Modified-Since": long_ago}, 200),
        ({"If-Modified-Since": "in the spring"}, 200),
        ({"If-None-Match": other, "If-Modified-Since": changed}, 200),
        ({"If-None-Match": etag, "If-Modified-Since": long_ago}, 304),
    ]
    assert [client.get(address, headers=asked).status_code for asked, _ in expected] == [code for _, code in expected]
    unchanged = client.get(address, headers={"If-None-Match": etag})
    assert (unchanged.data, unchanged.headers["ETag"]) == (b"", etag)
    assert "Content-Type" not in unchanged.headers


def test_gzip_for_those_who_can(client: FlaskClient) -> None:  # [36]
    plain = client.get("/2024/kalender.ics")
    packed = client.get("/2024/kalender.ics", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["ETag"] == plain.headers["ETag"]
    assert "Content-Encoding" not in client.get("/2024/kalender.ics", headers={"Accept-Encoding": "gzip;q=0"}).headers


def test_a_file_to_save(client: FlaskClient) -> None:  # [37]
    saved = client.get("/2024/program/flyttad.ics?hamta=1")
    assert saved.headers["Content-Disposition"] == 'attachment; filename="socialchefsdagarna-2024-flyttad.ics"'
    assert saved.data == client.get("/2024/program/flyttad.ics").data


@pytest.mark.parametrize("address", FEEDS)
def test_costs_few_queries_at_first_and_none_afterwards(client: FlaskClient, address: str) -> None:
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    listen.listen(db.engine, "before_cursor_execute", note)
    client.get(address)
    assert len([one for one in statements if one.startswith("SELECT")]) <= 6
    statements.clear()
    client.get(address)
    # The version of what is published goes straight through the driver.
    assert [one for one in statements if one.startswith("SELECT")] == []


def test_two_instances_of_the_application_answer_alike(client: FlaskClient, app: Flask, tmp_path: Path) -> None:
    settings = {key: app.config[key] for key in ("SQLALCHEMY_DATABASE_URI", "BASE_URL", "CLOCK", "SECRET_KEY")}
    other = create_app({**settings, "INSTANCE": str(tmp_path / "other"), "TESTING": True})
    other.test_client_class = app.test_client_class
    twin = other.test_client()
    for address in FEEDS:
        here, there = client.get(address), twin.get(address)
        assert (there.data, there.headers["ETag"]) == (here.data, here.headers["ETag"])
        assert there.headers["Last-Modified"] == here.headers["Last-Modified"]
    with other.app_context():
        db.engine.dispose()


def test_a_failure_is_never_half_a_calendar(client: FlaskClient, app: Flask, edition: Edition) -> None:  # [48]
    app.config["PROPAGATE_EXCEPTIONS"] = False
    broken = replace(by_slug("invigning"), kind="finns inte")
    publish(edition, number=3, sessions=(broken, by_slug("middag")))
    answer = client.get("/2024/kalender.ics")
    assert answer.status_code == 500
    assert b"VCALENDAR" not in answer.data


def test_a_host_that_is_not_ours_is_refused(client: FlaskClient) -> None:
    assert client.get("/2024/kalender.ics", headers={"Host": "evil.example"}).status_code == 400

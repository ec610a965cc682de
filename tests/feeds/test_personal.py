"""The calendar that only one person knows of: what it holds after each step, and that nobody else learns of it."""

import logging
import re
from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event as listen

from scdapp.core.db import db, transaction
from scdapp.editions.models import Edition
from scdapp.programme.models import Session
from scdapp.registration import calendar_service, erasure_service, seat_service
from scdapp.registration.models import DayShare, Participant
from scdapp.registration.rules import PARTICIPANT
from scdapp.registration.seat_service import Person
from tests.conftest import StoppedClock
from tests.factories import make_key_date, make_product, make_session
from tests.feeds.test_readers import READERS, shown, subscriber
from tests.seminars.programmes import NOW, make_programme, make_seats, publish, redraft
from tests.seminars.test_service import choose, wait

WEDNESDAY, THURSDAY = date(2024, 10, 2), date(2024, 10, 3)


@pytest.fixture
def edition(app: Flask) -> Edition:
    """A programme with something of each sort, of which block B is on Thursday."""
    edition = make_programme(arbete={"day": THURSDAY}, bostad={"day": THURSDAY})
    for slug, kind, day in (
        ("lunch", "lunch", WEDNESDAY),
        ("arsmote", "annual_meeting", WEDNESDAY),
        ("mingel", "social", WEDNESDAY),
        ("middag", "dinner", THURSDAY),
        ("final", "closing", THURSDAY),
    ):
        at = {"starts": time(18), "ends": time(19)}
        make_session(edition, slug.capitalize(), uid=f"uid-{slug}", kind=kind, day=day, service=kind == "lunch", **at)
    make_key_date(edition, uid="uid-anmalan")
    publish(edition)
    return edition


def address(holder: Participant | DayShare) -> str:
    with transaction():
        return f"/kalender/min/{calendar_service.new_address(holder, now=NOW)}.ics"


def held(client: FlaskClient, path: str) -> set[str]:
    """What three independent readers agree that the calendar holds, by short name; called-off ones with a cross."""
    answer = client.get(path)
    assert answer.status_code == 200
    told = [READERS[name](answer.text) for name in READERS]
    assert told[0] == told[1] == told[2]
    return {
        uid.removeprefix("uid-") + ("✝" if title.startswith("INSTÄLLT") else "")
        for uid, (_, _, title) in told[0].items()
    }


COMMON = {"anmalan", "invigning", "mingel", "middag", "final"}


def test_what_is_chosen_bought_and_for_all(edition: Edition, client: FlaskClient) -> None:
    anna, bo = make_seats(edition, "Anna", "Bo", member=True)
    session = db.session.query(Session).filter_by(uid="uid-middag").one()
    dinner = make_product(edition, anna.category, name="Middag", kind="extra", session_id=session.id)
    hers, his = address(anna), address(bo)
    assert held(client, hers) == held(client, his) == (COMMON - {"middag"}) | {"arsmote"}
    whole = anna.lines[0].product_id
    with transaction():
        products = [whole, dinner.id]
        seat_service.change_products(anna.id, products, version=anna.version, actor=PARTICIPANT, now=NOW)
    choose(anna, a="vard")
    assert held(client, hers) == COMMON | {"arsmote", "vard"}
    assert held(client, his) == (COMMON - {"middag"}) | {"arsmote"}


def test_each_step_of_choosing_is_followed(edition: Edition, client: FlaskClient) -> None:
    anna, bo = make_seats(edition, "Anna", "Bo")
    hers, his = address(anna), address(bo)
    choose(anna, a="barn")
    assert held(client, hers) == COMMON | {"barn"}
    wait(bo, "barn")
    assert held(client, his) == COMMON
    choose(anna, a="vard", b="arbete")
    assert (held(client, hers), held(client, his)) == (COMMON | {"vard", "arbete"}, COMMON | {"barn"})
    choose(anna, b=None)
    assert held(client, hers) == COMMON | {"vard"}
    with transaction():
        seat_service.cancel(anna.id, reason="cancelled", actor=PARTICIPANT, now=NOW)
    assert held(client, hers) == set()
    empty = client.get(hers).text
    assert "BEGIN:VTIMEZONE" in empty
    assert held(client, his) == COMMON | {"barn"}


def test_each_version_of_the_programme_is_followed(edition: Edition, client: FlaskClient) -> None:
    (anna,) = make_seats(edition, "Anna")
    hers = address(anna)
    choose(anna, a="barn", b="arbete")
    public = client.get("/2024/program/arbete.ics").text
    redraft("arbete", starts=time(15), ends=time(16))
    redraft("barn", status="cancelled")
    redraft("mingel", included=False)
    publish(edition)
    assert held(client, hers) == (COMMON - {"mingel"}) | {"barn✝", "mingel✝", "arbete"}
    mine, theirs = (
        _entry(client.get(hers).text, "arbete"),
        _entry(client.get("/2024/program/arbete.ics").text, "arbete"),
    )
    assert mine == {**theirs, "CLASS": "PRIVATE", "TRANSP": "OPAQUE"}
    assert theirs["SEQUENCE"] == "1"
    assert _entry(public, "arbete")["SEQUENCE"] == "0"
    assert _entry(client.get(hers).text, "barn")["TRANSP"] == "TRANSPARENT"
    choose(anna, a="vard")
    assert held(client, hers) == (COMMON - {"mingel"}) | {"barn✝", "mingel✝", "vard", "arbete"}


def _entry(text: str, slug: str) -> dict[str, str]:
    block = next(one for one in text.replace("\r\n ", "").split("BEGIN:VEVENT")[1:] if f"UID:uid-{slug}\r\n" in one)
    return dict(line.split(":", 1) for line in block.partition("END:VEVENT")[0].strip().splitlines())


def test_before_the_programme_is_released_the_conference_itself(
    edition: Edition, client: FlaskClient, clock: StoppedClock
) -> None:
    (anna,) = make_seats(edition, "Anna")
    hers = address(anna)
    clock.set(2024, 8, 20, 8, 0)
    assert held(client, hers) == {"anmalan", edition.uid}


def test_a_day_that_somebody_else_has_is_in_their_calendar(edition: Edition, client: FlaskClient) -> None:
    (anna,) = make_seats(edition, "Anna")
    hers = address(anna)
    choose(anna, a="vard", b="arbete")
    with transaction():
        bo = Person("Bo", "bo@kommun.example")
        share = seat_service.share_day(anna.id, THURSDAY, bo, version=anna.version, actor=PARTICIPANT, now=NOW)
    his = address(share)
    assert held(client, hers) == {"anmalan", "invigning", "mingel", "vard"}
    assert held(client, his) == {"anmalan", "middag", "final", "arbete"}
    with transaction():
        seat_service.unshare_day(anna.id, THURSDAY, actor=PARTICIPANT, now=NOW)
    assert client.get(his).status_code == 404
    assert held(client, hers) == COMMON | {"vard", "arbete"}


def test_only_the_days_of_the_pass(edition: Edition, client: FlaskClient) -> None:
    (anna,) = make_seats(edition, "Anna")
    hers = address(anna)
    wednesday = make_product(edition, anna.category, name="Onsdag", days=[WEDNESDAY])
    with transaction():
        seat_service.change_products(anna.id, [wednesday.id], version=anna.version, actor=PARTICIPANT, now=NOW)
    assert held(client, hers) == {"anmalan", "invigning", "mingel"}


def test_dead_addresses_answer_like_those_that_never_were(edition: Edition, client: FlaskClient) -> None:
    anna, bo = make_seats(edition, "Anna", "Bo")
    old = address(anna)
    etag = client.get(old).headers["ETag"]
    new = address(anna)
    revoked = address(bo)
    with transaction():
        calendar_service.end_address(bo)
    unknown = client.get("/kalender/finns-inte")
    for dead in (old, revoked, "/kalender/min/gissad.ics", f"{new.removesuffix('.ics')}x.ics", new.swapcase()):
        for headers in ({}, {"If-None-Match": etag}):
            answer = client.get(dead, headers=headers)
            assert (answer.status_code, answer.data) == (404, unknown.data)
            assert dict(answer.headers) == dict(unknown.headers)
    assert client.get(new).status_code == 200


def test_a_seat_that_is_passed_on_takes_its_old_address_along(edition: Edition, client: FlaskClient) -> None:
    (anna,) = make_seats(edition, "Anna")
    hers = address(anna)
    choose(anna, a="vard")
    with transaction():
        bo = Person("Bo", "bo@kommun.example")
        seat_service.transfer(anna.id, bo, version=anna.version, actor=PARTICIPANT, now=NOW)
    assert client.get(hers).status_code == 404
    assert held(client, address(anna)) == COMMON | {"vard"}


def test_whoever_is_erased_has_no_calendar(edition: Edition, client: FlaskClient) -> None:
    (anna,) = make_seats(edition, "Anna")
    hers = address(anna)
    with transaction():
        erasure_service.scrub_seats([anna], now=NOW)
    assert client.get(hers).status_code == 404


def test_how_it_answers(edition: Edition, client: FlaskClient) -> None:
    anna, bo = make_seats(edition, "Anna", "Bo")
    hers, his = address(anna), address(bo)
    first, again = client.get(hers), client.get(hers)
    assert first.data == again.data == client.get(his).data
    assert first.headers["Cache-Control"] == "private, no-cache"
    assert first.headers["Referrer-Policy"] == "no-referrer"
    assert first.headers["X-Robots-Tag"] == "noindex"
    assert first.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert not {"Set-Cookie", "Last-Modified", "Access-Control-Allow-Origin"} & set(first.headers.keys())
    head = client.head(hers)
    assert (head.data, dict(head.headers)) == (b"", dict(first.headers))
    etag = {"If-None-Match": first.headers["ETag"]}
    assert client.get(hers, headers=etag).status_code == 304
    assert client.get(hers, headers={"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}).status_code == 200
    choose(anna, a="vard")
    assert client.get(hers, headers=etag).status_code == 200
    assert client.get(his, headers=etag).status_code == 304
    assert client.post(hers).status_code == 405


def test_nothing_in_it_says_whose_it_is(edition: Edition, client: FlaskClient) -> None:
    (anna,) = make_seats(edition, "Anna")
    choose(anna, a="vard")
    path = address(anna)
    text = client.get(path).text.replace("\r\n ", "")
    assert "NAME:Mina Socialchefsdagarna 2024\r\n" in text
    assert not re.search("ORGANIZER|ATTENDEE|SOURCE|METHOD|kommun|Anna|CLASS:PUBLIC", text)
    for secret in (path.split("/")[-1].removesuffix(".ics"), anna.uid, anna.code, anna.booking.number):
        assert secret not in text


def test_costs_two_small_queries_while_nothing_changes(edition: Edition, client: FlaskClient) -> None:
    (anna,) = make_seats(edition, "Anna")
    path = address(anna)
    client.get(path)
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    listen.listen(db.engine, "before_cursor_execute", note)
    client.get(path)
    listen.remove(db.engine, "before_cursor_execute", note)
    assert len([one for one in statements if one.startswith("SELECT")]) == 2


@pytest.mark.parametrize("server", ["gunicorn.access", "werkzeug"])
def test_no_log_holds_the_address(
    edition: Edition, client: FlaskClient, caplog: pytest.LogCaptureFixture, server: str
) -> None:
    (anna,) = make_seats(edition, "Anna")
    path = address(anna)
    token = path.split("/")[-1].removesuffix(".ics")
    with caplog.at_level(logging.DEBUG):
        client.get(path)
        logging.getLogger(server).info('%(h)s "GET %(U)s HTTP/1.1" 200', {"h": "127.0.0.1", "U": path})
        logging.getLogger(server).info("GET %s %d", path, 200)
    assert token not in caplog.text
    assert "/kalender/min/….ics" in caplog.text


def test_a_real_subscriber_sees_each_change(edition: Edition, live: str, tmp_path: Any, client: FlaskClient) -> None:
    (anna,) = make_seats(edition, "Anna")
    choose(anna, a="vard")
    run: Callable[..., str] = subscriber(tmp_path, live, [address(anna)])
    titles = []
    run("vdirsyncer", "discover")
    for step in ({}, {"a": "barn", "b": "arbete"}, {"b": None}):
        choose(anna, **step)
        run("vdirsyncer", "sync")
        titles.append({row[2] for row in shown(run, 0)} & {"Vard", "Barn", "Arbete"})
    assert titles == [{"Vard"}, {"Barn", "Arbete"}, {"Barn"}]

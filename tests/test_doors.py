"""Who may enter where: walks every address that the application answers, so that a new one cannot be forgotten."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import product

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import AnyConverter, IntegerConverter, Rule

from scdapp.accounts import guards
from scdapp.core.clock import now
from scdapp.core.db import db, transaction
from scdapp.core.web import EVERYBODY, Door, Guard, door_of
from scdapp.guests.guards import GUESTS
from scdapp.registration import seat_service
from scdapp.registration.rules import CONTACT, PARTICIPANT, PersonWish
from tests.conftest import logged_in, logged_in_guest
from tests.factories import make_account, make_booking
from tests.mine.people import ASA, BO, EVA, FRIDAY, Party, make_party

GUARDS = {EVERYBODY, guards.STAFF, guards.ORGANISERS, guards.BOARD, guards.CHECKIN, guards.ADMINISTRATORS, GUESTS}
# What needs no role, only an account: one's own password and log-ins.
FOR_ALL_STAFF = {"my_account"}


def _rules(app: Flask) -> Iterator[tuple[Rule, Door]]:
    for rule in app.url_map.iter_rules():
        door = door_of(app, rule.endpoint)
        assert door is not None, f"{rule} belongs to no door"
        yield rule, door


def _filled(app: Flask, rule: Rule) -> str:
    """An address that `rule` matches."""
    values = {name: _plausible(rule, name) for name in rule.arguments if name not in (rule.defaults or {})}
    return app.url_map.bind("127.0.0.1").build(rule.endpoint, {**(rule.defaults or {}), **values}, append_unknown=False)


def _plausible(rule: Rule, name: str) -> object:
    converter = rule._converters[name]
    if isinstance(converter, IntegerConverter):
        return 2024 if name == "year" else 1
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    return {"day": date(2024, 10, 2), "uid": "c2c9aa2f-6a6d-4f8e-93f0-4d2f3c1a7b10"}.get(name, "sal-a")


def _requests(app: Flask) -> list[tuple[str, str, Guard]]:
    """Every address with every method it answers, and the guard of its door."""
    return [
        (method, _filled(app, rule), door.who) for rule, door in _rules(app) for method in sorted(rule.methods or ())
    ]


def test_every_address_lies_behind_a_door_with_a_known_guard(app: Flask) -> None:
    assert {door.who for _rule, door in _rules(app)} <= GUARDS
    open_paths = [rule.rule for rule, door in _rules(app) if door.who is EVERYBODY]
    assert [path for path in open_paths if path.startswith("/arrangor")] == []
    assert {door.name for _rule, door in _rules(app) if door.who is guards.STAFF} <= FOR_ALL_STAFF


def test_a_visitor_comes_no_further_than_the_log_in(app: Flask, client: FlaskClient) -> None:
    for method, path, guard in _requests(app):
        if guard is EVERYBODY:
            continue
        answer = client.open(path, method=method)
        log_in = "/min-anmalan/logga-in" if guard is GUESTS else "/logga-in"
        asked_to_log_in = answer.status_code == 302 and answer.headers["Location"].startswith(log_in)
        assert asked_to_log_in or answer.status_code == 403, f"{method} {path}: {answer.status}"


@pytest.mark.parametrize("role", ["", "organiser", "board", "checkin", "administrator"])
def test_staff_enter_where_their_roles_let_them(app: Flask, role: str) -> None:
    """Only that they are let in or not: what is done behind a door, the tests of that door tell."""
    app.config["WTF_CSRF_ENABLED"] = True  # whatever is let in ends there, with nothing changed
    allowed = {
        guards.STAFF: True,
        guards.ORGANISERS: role in {"organiser", "administrator"},
        guards.BOARD: role in {"board", "administrator"},
        guards.CHECKIN: role in {"checkin", "organiser", "administrator"},
        guards.ADMINISTRATORS: role == "administrator",
    }
    client = logged_in(app, make_account("Siv Exempel", roles=(role,) if role else ()))
    for method, path, guard in _requests(app):
        if guard is EVERYBODY or method == "POST":
            continue
        if guard is GUESTS:  # no role of staff opens what belongs to those who come
            assert client.open(path, method=method).location.startswith("/min-anmalan/logga-in"), path
            continue
        answer = client.open(path, method=method)
        assert (answer.status_code != 403) == allowed[guard], f"{method} {path}: {answer.status}"
        assert answer.status_code < 500, f"{method} {path}: {answer.status}"


def test_nobody_without_a_role_can_post(app: Flask) -> None:
    client = logged_in(app, make_account("Siv Utanroll", roles=()))
    posts = [(path, guard) for method, path, guard in _requests(app) if method == "POST"]
    inside = [path for path, guard in posts if guard not in {EVERYBODY, guards.STAFF, GUESTS}]
    assert {path: client.post(path).status_code for path in inside} == dict.fromkeys(inside, 403)


def test_no_form_is_taken_without_its_token(app: Flask, client: FlaskClient, administrator: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    posts = [path for method, path, _guard in _requests(app) if method == "POST"]
    assert posts
    for somebody in (client, administrator):
        assert {path: somebody.post(path).status_code for path in posts} == dict.fromkeys(posts, 400)


def test_no_address_takes_anything_but_reading_and_posting(app: Flask) -> None:
    methods = {method for rule, _door in _rules(app) for method in rule.methods or ()}
    assert methods == {"GET", "HEAD", "POST"}


def test_addresses_are_plain_swedish_in_ascii(app: Flask) -> None:
    parts = re.compile(r"(<[^>]+>|[a-z0-9/.-])*")
    assert [rule.rule for rule, _door in _rules(app) if not parts.fullmatch(rule.rule)] == []


@pytest.fixture
def party(app: Flask) -> Party:
    """A booking of three: a day of one is somebody else's, another waits for the dinner."""
    party = make_party()
    first, second, _ = party.seats
    with transaction():
        for seat in (first, second):
            wants = [party.whole.id, party.dinner.id]
            seat_service.change_products(seat.id, wants, version=seat.version, actor=CONTACT, now=now())
        taker = seat_service.Person("Eva Exempel", EVA)
        seat_service.share_day(first.id, FRIDAY, taker, version=first.version, actor=PARTICIPANT, now=now())
    return party


def _with_ids(app: Flask, party: Party) -> dict[str, list[str]]:
    """Every address of those who come that holds an id, by its rule: filled with each real id that could be meant."""
    seats = [seat.uid for seat in party.seats]
    values: dict[str, list[object]] = {
        "uid": [party.booking.uid, party.seats[0].shares[0].uid, *seats],
        "line_id": [line.id for seat in party.seats for line in seat.lines if line.state == "waiting"],
        "on": [FRIDAY.isoformat()],
    }
    found = {}
    for rule, door in _rules(app):
        if door.who is GUESTS and rule.arguments:
            names = sorted(rule.arguments)
            choices = product(*(values.get(name) or [_plausible(rule, name)] for name in names))
            urls = app.url_map.bind("127.0.0.1")
            found[f"{rule} {sorted(rule.methods or ())}"] = [
                urls.build(rule.endpoint, dict(zip(names, one, strict=True))) for one in choices
            ]
    assert len(found) > 20
    return found


def _everything() -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables."""
    db.session.rollback()
    tables = db.metadata.sorted_tables
    return {table.name: sorted(map(tuple, db.session.execute(select(table))), key=repr) for table in tables}


# What would count as a change, were it let in.
MEDDLING = {
    **{"version": "1", "name": "Nils Nyfiken", "email": "nils@kommun.example", "svar": "ja", "seen": "50"},
    **{"steg": "spara", "products": "1", "date": FRIDAY.isoformat(), "contact_name": "Nils Nyfiken"},
}


def test_nobody_sees_or_changes_what_is_somebody_elses(app: Flask, client: FlaskClient, party: Party) -> None:
    make_booking(party.category, PersonWish("Nils Nyfiken", "nils@kommun.example", product_ids=(party.whole.id,)))
    strangers = {
        "visitor": client,
        "another participant": logged_in_guest(app, "nils@kommun.example"),
        "another coordinator": logged_in_guest(app, "kontakt@kommun.example"),
        **{role: logged_in(app, make_account("Siv Exempel", roles=(role,))) for role in ("checkin", "organiser")},
    }
    theirs = PersonWish("Karin", product_ids=(party.whole.id,))
    make_booking(party.category, theirs, contact_name="Karin Kontakt", contact_email="kontakt@kommun.example")
    pages = _with_ids(app, party)
    before = _everything()
    for who, somebody in strangers.items():
        for rule, paths in pages.items():
            for path in paths:
                answer = somebody.post(path, data=MEDDLING) if "'POST'" in rule else somebody.get(path)
                asked_to_log_in = answer.status_code == 302 and answer.location.startswith("/min-anmalan/logga-in")
                assert asked_to_log_in or answer.status_code == 404, f"{who}: {rule} {path}: {answer.status}"
    assert _everything() == before


def test_of_one_booking_each_sees_only_what_is_theirs(app: Flask, party: Party) -> None:
    theirs = {BO: {party.seats[1].uid}, EVA: {party.seats[0].shares[0].uid}}
    pages = _with_ids(app, party)
    for email, own in theirs.items():
        somebody = logged_in_guest(app, email)
        before = _everything()
        for rule, paths in pages.items():
            for path in paths:
                if any(uid in path for uid in own):
                    continue
                answer = somebody.post(path, data=MEDDLING) if "'POST'" in rule else somebody.get(path)
                assert answer.status_code == 404, f"{email}: {rule} {path}: {answer.status}"
        assert _everything() == before


def test_every_page_with_an_id_opens_for_whoever_it_belongs_to(app: Flask, party: Party) -> None:
    """Else the walks above would prove nothing."""
    owners = [logged_in_guest(app, email) for email in (ASA, BO, EVA)]
    closed = [
        rule
        for rule, paths in _with_ids(app, party).items()
        if "'GET'" in rule and not any(one.get(path).status_code == 200 for path in paths for one in owners)
    ]
    assert closed == []

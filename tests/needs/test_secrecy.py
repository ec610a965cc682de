"""What people need stands nowhere but where it must: not in the database to read, on no page, in no file, no log."""

import logging
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import inspect, text
from werkzeug.routing import AnyConverter, IntegerConverter, Rule

from scdapp.badges import press, service
from scdapp.badges.rules import Wish
from scdapp.core.clock import now
from scdapp.core.db import db, transaction
from scdapp.outbox.postman import Postman
from tests.checkin.door import Door, make_door
from tests.conftest import logged_in, logged_in_guest
from tests.factories import make_account

MARKER = "kryddnejlika"
SAYS = {"food": ["kosher"], "food_note": MARKER, "access": ["interpreter"], "access_note": MARKER, "consents": "y"}
# The one page that shows it, to whoever has the seat.
OWN = "needs.edit"


@pytest.fixture
def door(app: Flask) -> Door:
    """Somebody whom another has registered has said what they need."""
    door = make_door()
    seat = door.comes("Åsa Exempel", contact_name="Kim Kontakt", contact_email="kim@kommun.example")
    client = logged_in_guest(app, str(seat.email))
    assert client.post(f"/min-anmalan/{seat.uid}/mat-och-tillganglighet", data=SAYS).status_code == 303
    return door


def _addresses(app: Flask, **known: object) -> Iterator[tuple[Rule, str]]:
    """Every address that can be read, of what there is."""
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint != OWN:
            values = {name: known.get(name) or _plausible(rule, name) for name in rule.arguments}
            values = {**(rule.defaults or {}), **values}
            yield rule, app.url_map.bind("127.0.0.1").build(rule.endpoint, values, append_unknown=False)


def _plausible(rule: Rule, name: str) -> object:
    converter = rule._converters.get(name)
    if isinstance(converter, IntegerConverter):
        return 1
    return min(converter.items) if isinstance(converter, AnyConverter) else "deltagare"


def test_the_database_holds_nothing_that_can_be_read(app: Flask, door: Door, engine: str, tmp_path: Path) -> None:
    rows = [
        str(row)
        for table in inspect(db.engine).get_table_names()
        for row in db.session.execute(text(f'SELECT * FROM "{table}"'))
    ]
    assert rows
    assert [row for row in rows if MARKER in row or "kosher" in row or "interpreter" in row] == []
    if engine == "sqlite":
        db.session.rollback()
        file = shutil.copy(Path(app.instance_path) / "scdapp.db", tmp_path)
        assert MARKER.encode() not in Path(file).read_bytes()


def test_no_page_or_file_shows_it_to_anybody_else(app: Flask, door: Door, organiser: FlaskClient) -> None:
    [seat] = db.session.scalars(text("SELECT uid FROM participant"))
    [booking] = db.session.scalars(text("SELECT uid FROM booking"))
    everybody: list[FlaskClient] = [
        *(organiser, app.test_client(), logged_in_guest(app, "kim@kommun.example")),
        *(logged_in(app, make_account(role, roles=(role,))) for role in ("checkin", "board")),
    ]
    read = 0
    for uid in (seat, booking):
        for rule, address in _addresses(app, year=2024, uid=uid):
            for somebody in everybody:
                answer = somebody.get(address)
                read += answer.status_code == 200
                assert MARKER.encode() not in answer.data, f"{rule} shows what somebody needs"
    assert read > 50
    assert "Åsa Exempel" in organiser.get("/arrangor/2024/anmalningar?sok=exempel").text
    assert "Åsa Exempel" not in organiser.get(f"/arrangor/2024/anmalningar?sok={MARKER}").text


def test_badges_mails_and_logs_know_nothing_of_it(
    app: Flask, door: Door, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    account_id = make_account().id
    with transaction():
        uid = service.ask(door.edition.id, Wish(), account_id=account_id, now=now()).uid
    press.work(tmp_path, "https://scd.example", now=now())
    assert MARKER.encode() not in (tmp_path / f"{uid}.pdf").read_bytes()
    Postman(app, lambda: False).send_due()
    kept = [file for file in Path(app.instance_path).rglob("*.eml")]
    assert kept
    assert [file for file in kept if MARKER in file.read_text(encoding="utf-8")] == []
    assert MARKER not in caplog.text

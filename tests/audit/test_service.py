"""Every change of state stands in a chain that nobody can mend unseen."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from scdapp.audit import queries, service
from scdapp.audit.chain import Break
from scdapp.core.db import db, transaction

NOW = datetime(2024, 8, 26, 7, 0, 0, 123456, tzinfo=UTC)


def _write(*actions: str) -> None:
    for action in actions:
        with transaction():
            service.write(action, "meeting", "m1", actor="Bo Styrelse", now=NOW, before="planned", after="åäö")


def _without_guards(statement: str) -> None:
    """What somebody does who has the database file, and knows that its triggers can be dropped."""
    names = ("audit_event_update", "audit_event_delete", "audit_event_follows")
    on = "" if db.engine.dialect.name == "sqlite" else " ON audit_event"
    with db.engine.begin() as connection:
        saved: dict[str, str] = {}
        for name in names:
            if not on:
                saved[name] = connection.execute(
                    text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": name}
                ).scalar_one()
                connection.execute(text(f"DROP TRIGGER {name}"))
            else:
                connection.execute(text(f"ALTER TABLE audit_event DISABLE TRIGGER {name}"))
        connection.execute(text(statement))
        for name in names:
            connection.execute(text(saved[name] if not on else f"ALTER TABLE audit_event ENABLE TRIGGER {name}"))
    db.session.expire_all()


def test_invariant_19_each_event_carries_the_hash_of_the_one_before(app: Flask) -> None:
    _write("meetings.call", "meetings.open")
    first, second = queries.events_of("meeting", "m1")
    assert (first.seq, first.prev_hash, first.detail) == (1, "0" * 64, '{"after":"åäö","before":"planned"}')
    assert (second.seq, second.prev_hash) == (2, first.hash)
    assert queries.verify() is None


def test_invariant_19_many_who_write_at_once_make_one_chain(app: Flask) -> None:
    def write(number: int) -> None:
        with app.app_context():
            for _ in range(5):
                _write(f"meetings.{number}")

    db.session.rollback()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    assert len(queries.latest()) == 20
    assert queries.verify() is None


def test_what_is_undone_is_not_written_down(app: Flask) -> None:
    def undone() -> None:
        with transaction():
            service.write("meetings.call", "meeting", "m1", actor="Bo", now=NOW)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        undone()
    assert queries.last() is None


@pytest.mark.parametrize("statement", ["UPDATE audit_event SET actor = 'Ingen'", "DELETE FROM audit_event"])
def test_invariant_19_the_database_refuses_to_change_an_event(app: Flask, statement: str) -> None:
    _write("meetings.call")
    with pytest.raises(IntegrityError, match="audit_event is written once"), transaction():
        db.session.execute(text(statement))


def test_invariant_19_the_database_refuses_an_event_that_does_not_follow(app: Flask) -> None:
    _write("meetings.call")
    columns = "(seq, at, actor, action, object, detail, prev_hash, hash)"
    for verb in ("INSERT", "INSERT OR REPLACE") if db.engine.dialect.name == "sqlite" else ("INSERT",):
        for seq in (1, 2, 3):
            values = f"({seq}, '2024-08-26 07:00:00+00', 'x', 'x', 'x', '{{}}', '{'1' * 64}', 'another')"
            with pytest.raises(IntegrityError, match="follows the last one"), transaction():
                db.session.execute(text(f"{verb} INTO audit_event {columns} VALUES {values}"))


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE audit_event SET actor = 'Ingen' WHERE seq = 2", Break(2, "händelsen är ändrad")),
        ("DELETE FROM audit_event WHERE seq = 2", Break(2, "händelsen saknas")),
        ("UPDATE audit_event SET prev_hash = 'x' WHERE seq = 3", Break(3, "händelsen följer inte på den förra")),
    ],
)
def test_invariant_19_a_change_past_the_guards_is_found_and_named(app: Flask, statement: str, found: Break) -> None:
    _write("meetings.call", "meetings.open", "meetings.close")
    _without_guards(statement)
    assert queries.verify() == found

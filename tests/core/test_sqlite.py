"""The file survives a power cut, and people read while somebody writes, wherever SQLite is sound enough for it."""

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from scdapp.core import sqlite
from scdapp.core.db import db, transaction
from scdapp.editions.models import Edition
from tests.factories import make_edition

pytestmark = pytest.mark.only("sqlite")


def test_what_is_committed_is_on_the_disk(app: Flask) -> None:
    asked = {
        name: db.session.scalar(text(f"PRAGMA {name}")) for name in ("synchronous", "foreign_keys", "journal_mode")
    }
    assert asked == {"synchronous": 2, "foreign_keys": 1, "journal_mode": sqlite.JOURNAL.lower()}


def test_the_newest_sqlite_is_taken() -> None:
    assert sqlite.driver.sqlite_version_info >= sqlite.sqlite3.sqlite_version_info
    assert (sqlite.JOURNAL == "WAL") == (sqlite.driver.sqlite_version_info >= sqlite.SOUND_WAL)


def test_one_reads_what_stood_while_another_writes(app: Flask) -> None:
    edition = make_edition(2031)
    with db.engine.connect() as reader, transaction():
        db.session.get_one(Edition, edition.id).city = "Kalmar"
        db.session.flush()
        before = reader.scalar(text("SELECT city FROM edition"))
    assert before != "Kalmar"
    assert db.session.get_one(Edition, edition.id).city == "Kalmar"


def test_a_file_with_the_older_journal_is_used_while_somebody_is_at_it_and_changed_when_nobody_is(
    tmp_path: Path,
) -> None:
    def connected() -> Any:
        connection = sqlite.driver.connect(tmp_path / "scdapp.db")
        sqlite.prepare(connection)
        return connection

    with closing(sqlite.driver.connect(tmp_path / "scdapp.db", isolation_level=None)) as before:
        before.execute("PRAGMA journal_mode=DELETE")
        before.execute("CREATE TABLE t (a)")
        before.execute("BEGIN")
        before.execute("SELECT * FROM t").fetchall()
        with closing(connected()) as second:
            assert second.execute("SELECT count(*) FROM t").fetchone() == (0,)
            assert second.execute("PRAGMA busy_timeout").fetchone() == (15000,)
    with closing(connected()) as third:
        assert third.execute("PRAGMA journal_mode").fetchone() == (sqlite.JOURNAL.lower(),)

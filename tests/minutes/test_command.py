"""`flask --app wsgi minutes check`, as the board's technician runs it: a changed byte is found, and named."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from scdapp.core.db import db
from tests.minutes.protocol import attest, hold_meeting, past_the_guards

ROOT = Path(__file__).parents[2]


def _check(app: Flask) -> tuple[int, str]:
    """The command in a process of its own."""
    db.session.rollback()
    environment = {
        **os.environ,
        "SCDAPP_INSTANCE": app.instance_path,
        "DATABASE_URL": db.engine.url.render_as_string(hide_password=False),
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "minutes", "check"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stdout + done.stderr


def test_the_command_finds_what_was_changed_past_the_guards_and_names_it(app: Flask) -> None:
    attest(hold_meeting())
    assert _check(app) == (0, "Inget är ändrat. Justerade protokoll: 1.\n")
    past_the_guards("UPDATE clause SET text = 'att avgiften är 900 kronor' WHERE id = (SELECT MIN(id) FROM clause)")
    assert _check(app) == (1, "  årsmötet 2024: § 1 är ändrad\n")


# PostgreSQL keeps its files where a test cannot write.
@pytest.mark.only("sqlite")
def test_one_byte_in_the_file_itself_is_enough(app: Flask) -> None:
    attest(hold_meeting())
    db.session.remove()
    with db.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    db.engine.dispose()
    file = Path(app.instance_path) / "scdapp.db"
    content = file.read_bytes()
    assert b"500 kronor" in content
    file.write_bytes(content.replace(b"500 kronor", b"600 kronor", 1))
    status, told = _check(app)
    assert status == 1
    assert "årsmötet 2024: " in told

"""How many SQL statements an answer takes, counted where none can slip by: in SQLite itself."""

from pathlib import Path
from typing import Any

from sqlalchemy import event

from scdapp.core.db import db
from tests.bench.edition import open_app

READ_OR_WRITE = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")


def count(folder: Path, path: str) -> tuple[int, int]:
    """For the first request that a new process ever gets, and for the second."""
    app = open_app(folder)
    seen: list[str] = []
    with app.app_context():
        event.listen(db.engine, "connect", lambda connection, _record: _listen(connection, seen))
    client = app.test_client()
    counts = []
    for _ in range(2):
        seen.clear()
        client.get(path)
        counts.append(sum(statement.lstrip().upper().startswith(READ_OR_WRITE) for statement in seen))
    with app.app_context():
        db.engine.dispose()
    return counts[0], counts[1]


def _listen(connection: Any, seen: list[str]) -> None:
    connection.set_trace_callback(seen.append)

"""Which SQLite we run on, and how each connection to it is prepared.

WAL lets everybody read while one writes, and a commit is one write to the disk instead of three; but it is sound from
SQLite 3.51.3 on only (https://sqlite.org/wal.html, the WAL-reset bug), and Python brings whatever the machine had. So
the package `pysqlite3`, which carries its own, is taken where there is one; else the rollback journal has to do.
"""

import sqlite3
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

SOUND_WAL = (3, 51, 3)


def _newest() -> ModuleType:
    carried = [import_module("pysqlite3.dbapi2")] if find_spec("pysqlite3") else []
    return max([sqlite3, *carried], key=lambda module: tuple(module.sqlite_version_info))


driver = _newest()
JOURNAL = "WAL" if driver.sqlite_version_info >= SOUND_WAL else "DELETE"


class Dialect(SQLiteDialect_pysqlite):
    """What SQLAlchemy takes for addresses that begin with `sqlite:`: its own, with the driver above."""

    supports_statement_cache = True

    @classmethod
    def import_dbapi(cls) -> Any:
        """The driver."""
        return driver


registry.register("sqlite", __name__, Dialect.__name__)


def is_sqlite(connection: object) -> bool:
    """Whether a connection of a driver is one to SQLite."""
    return isinstance(connection, (driver.Connection, sqlite3.Connection))


def prepare(connection: Any) -> None:
    """Set what every connection keeps to. What was committed is on the disk (`synchronous=FULL`)."""
    connection.isolation_level = None  # whoever begins a transaction says so, see `core.db`
    for pragma in ("busy_timeout=0", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    with suppress(
        connection.OperationalError
    ):  # somebody is at a file with the other journal: it keeps that till later
        connection.execute(f"PRAGMA journal_mode={JOURNAL}")
    connection.execute("PRAGMA busy_timeout=15000")

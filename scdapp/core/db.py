"""One data layer for SQLite and PostgreSQL: base class, column types, connections, the transaction.

Why writers announce themselves at BEGIN, and what differs between the engines, is measured and
told in the functions below; a unique constraint stands behind every check made under the lock.
"""

import unicodedata
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, TypeVar, cast

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    CheckConstraint,
    DateTime,
    Dialect,
    Insert,
    MetaData,
    String,
    Table,
    collate,
    event,
    insert,
    inspect,
)
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import (
    DeclarativeBase,
    InstrumentedAttribute,
    Mapped,
    make_transient_to_detached,
    mapped_column,
    registry,
)
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.types import TypeDecorator

from scdapp.core import sqlite
from scdapp.core.errors import EditConflict, Missing
from scdapp.core.turns import turn

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. Refuses naive values, stores UTC, gives aware UTC back on both engines."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime is no instant")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Every table. `public_face` marks those whose change a visitor can see at once (see `core.publication`)."""

    registry = registry(metadata=MetaData(naming_convention=NAMING), type_annotation_map={datetime: UtcDateTime()})
    public_face = False


class Versioned:
    """Rows that people edit in forms: the form carries the version it was opened with."""

    version: Mapped[int] = mapped_column(default=1)


class Identified:
    """Rows that the outside world refers to: an id made once, knowing neither host, title nor time."""

    uid: Mapped[str] = mapped_column(String(36), unique=True, default=lambda: str(uuid.uuid4()))


def among(column: str, values: Iterable[str], *, name: str | None = None) -> CheckConstraint:
    """A constraint that lets `column` hold nothing but one of `values`."""
    known = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({known})", name=name or column)


Row = TypeVar("Row", bound=Base)

db = SQLAlchemy(model_class=Base)


_LAST_LETTERS = {ord(letter): key for letter, key in zip("åäöæø", ("{a", "{b", "{c", "{b", "{c"), strict=True)}


@lru_cache(maxsize=8192)
def swedish_key(text: str) -> str:
    """Sort key in Swedish order (å ä ö last, é as e), the same order as the database's `sv`."""
    placed = text.casefold().translate(_LAST_LETTERS)
    return "".join(c for c in unicodedata.normalize("NFD", placed) if not unicodedata.combining(c))


def _compare_swedish(left: str, right: str) -> int:
    a, b = swedish_key(left), swedish_key(right)
    return (a > b) - (a < b)


def in_swedish(column: InstrumentedAttribute[str]) -> ColumnElement[str]:
    """`column` for an ORDER BY in Swedish order. Never in an index: other tools could not open the table."""
    return collate(column, "sv")


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: object) -> None:
    if not sqlite.is_sqlite(connection):
        return
    sqlite.prepare(connection)
    connection.create_collation("sv", _compare_swedish)
    # SQLite's own lower() knows ASCII only: searching "åsa" would miss "Åsa".
    connection.create_function("lower", 1, lambda s: s.lower() if isinstance(s, str) else s, deterministic=True)


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    # A transaction that has read cannot become a writer once another has written: SQLite refuses at once,
    # whatever the timeout. So writers say so at BEGIN.
    if connection.dialect.name == "sqlite":
        writing = connection.get_execution_options().get("write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@contextmanager
def transaction() -> Iterator[None]:
    """One unit of work: all of it is in the database when the block ends, or nothing.

    Doors wrap one service call in it. Ends any read transaction first, so that what the service reads is read
    under the write lock. Refuses to start with unsaved changes in the session: those would slip in unseen.
    Keep mail, hashing and rendering outside.
    """
    session = db.session()
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("unsaved changes before the transaction began")
    session.rollback()
    with turn(db.engine):
        session.connection(execution_options={"write": True})
        try:
            yield
            session.flush()
            session.commit()
        except BaseException:
            session.rollback()
            raise


def glance(query: str, engine: Engine | None = None) -> list[tuple[Any, ...]]:
    """The rows of one constant query straight through the driver, outside every transaction that is open here.

    For what nearly every request asks: an opened session, a compiled statement and row objects would cost more than
    the answer.
    """
    connection = (engine or db.engine).raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(query)
        return list(cursor.fetchall())
    finally:
        connection.close()


def writing() -> bool:
    """Whether a `transaction` is open in this context: what is read in it may never come to be."""
    return bool(db.session.connection().get_execution_options().get("write"))


def write_new(row: Base) -> None:
    """Write a new row at once, past the unit of work, which takes three times as long: for what a rush does.

    Its foreign keys are set already; its own key and what it has by default are filled in. `adopt` follows.
    """
    table = cast(Table, row.__table__)
    given = inspect(row).dict
    written = {column.key: given[column.key] for column in table.columns if column.key in given}
    done = db.session.connection().execute(_insert_into(table), written)
    assert done.inserted_primary_key is not None
    for name, value in cast(dict[str, Any], done.last_inserted_params()).items():
        set_committed_value(row, name, value)
    set_committed_value(row, "id", done.inserted_primary_key[0])


def adopt(*rows: Base) -> None:
    """Let the session know rows that `write_new` has written, all that belong together at once."""
    for row in rows:
        make_transient_to_detached(row)
    db.session.add_all(rows)


def brought_in(row: Row) -> Row:
    """A row that was kept from an earlier session, as one of this session; the database is not asked."""
    return db.session.merge(row, load=False)


@lru_cache(maxsize=64)
def _insert_into(table: Table) -> Insert:
    return insert(table)


def locked(model: type[Row], key: int, *, version: int | None = None) -> Row:
    """The row, read under a lock that lasts to the end of the transaction.

    Raises `Missing`, and `EditConflict` when a form was opened with another `version` than the one that stands.
    """
    # Only the row itself: PostgreSQL refuses to lock what an eager load joins to it from outside. And not its key:
    # a row that points at it may be written meanwhile, so a release and a registration do not wait for each other.
    found = db.session.get(model, key, with_for_update={"of": model, "key_share": True}, populate_existing=True)
    if found is None:
        raise Missing
    if version is not None and getattr(found, "version", version) != version:
        raise EditConflict(found)
    return found

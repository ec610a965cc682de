"""Snapshots of the demo's example registrations: all their rows at a moment, kept in a file, put back in a second.

Playing a whole summer takes longer than somebody who moves the clock wants to wait. A row that refers to what is no
longer there (a category that somebody has deleted meanwhile) is left out; places are counted anew from the rows.
All of it is made up, so what the examples eat may lie in a file.
"""

import gzip
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Column, ColumnElement, Date, Select, Table, delete, func, insert, select, update

from scdapp.admission.models import Category, Product, Terms
from scdapp.core.db import Base, UtcDateTime, db
from scdapp.needs.models import Needs
from scdapp.outbox.models import Mail
from scdapp.places.models import Quota
from scdapp.programme.models import Session
from scdapp.registration.models import Answer, Booking, Change, Consent, DayShare, Line, Participant
from scdapp.seminars.models import Choice, SessionPlaces

# Beside the database.
FOLDER = "demo-registrations"
HELD = ("confirmed", "offered")
TAKEN = ("taken", "offered")
# Each after those that it refers to. Letters know nothing but the uid of what they are about.
MODELS: tuple[type[Base], ...] = (
    *(Booking, Participant, DayShare),
    *(Line, Answer, Consent, Change, Needs, Choice, Mail),
)
# What others refer to, so that new ids are handed on.
REFERRED_TO = ("booking", "participant", "day_share")


@dataclass(frozen=True)
class Snapshot:
    """The rows of each table, by its name, as they stood at `at` in a story of so many people."""

    at: datetime
    people: int
    rows: dict[str, list[dict[str, Any]]]


def take(edition_id: int, at: datetime, people: int) -> Snapshot:
    """How the example registrations of the year stand."""
    db.session.flush()
    return Snapshot(at, people, {_table(model).name: _rows(model, edition_id) for model in MODELS})


def save(folder: Path, taken: Iterable[Snapshot]) -> None:
    """Keep the snapshots, in place of all that lie there."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.json.gz"):
        old.unlink()
    for one in taken:
        text = json.dumps({"people": one.people, "rows": one.rows}, default=_written, ensure_ascii=False)
        (folder / _file_name(one.at)).write_bytes(gzip.compress(text.encode(), compresslevel=3))


def latest(folder: Path, now: datetime) -> Snapshot | None:
    """The last snapshot that was taken at or before `now`."""
    known = sorted(file for file in folder.glob("*.json.gz") if file.name <= _file_name(now))
    if not known:
        return None
    at = datetime.strptime(f"{known[-1].name[:15]}+0000", "%Y%m%dT%H%M%S%z")
    return Snapshot(at, **json.loads(gzip.decompress(known[-1].read_bytes())))


def there(folder: Path) -> bool:
    """Whether any have been taken."""
    return any(folder.glob("*.json.gz"))


def _file_name(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%S}.json.gz"


def put_back(edition_id: int, snapshot: Snapshot) -> None:
    """Let the rows of the snapshot stand again, where there are no example registrations."""
    new_ids: dict[str, dict[int, int]] = {}
    # Letters about somebody who is no longer there may still lie in the outbox.
    db.session.execute(delete(Mail).where(Mail.uid.in_([row["uid"] for row in snapshot.rows.get("mail", [])])))
    for model in MODELS:
        table = _table(model)
        rows = [_read(table, row) for row in snapshot.rows.get(table.name, [])]
        kept = _known(table, rows, new_ids)
        if table.name == "participant":
            _give_way(edition_id, kept)
        _insert(table, kept, new_ids)
    db.session.expire_all()
    recount(edition_id)


def recount(edition_id: int) -> None:
    """Let each quota of the year say what the rows say; whoever of the demo has taken too much gives way."""
    _make_room(edition_id)
    taken, waiting, last = _counts(edition_id)
    ids = _quota_ids(edition_id)
    rows = [
        {"id": one, "taken": taken.get(one, 0), "waiting": waiting.get(one, 0), "last_number": last.get(one, 0)}
        for one in ids
    ]
    if rows:
        db.session.execute(update(Quota), rows)
    db.session.expire_all()


def _quota_ids(edition_id: int) -> list[int]:
    places = select(SessionPlaces.quota_id).join(Session).where(Session.edition_id == edition_id)
    own = (select(row.quota_id).where(row.edition_id == edition_id) for row in (Terms, Category, Product))
    return [one for query in (*own, places) for one in db.session.scalars(query)]


def _counts(edition_id: int) -> tuple[dict[int, int], dict[int, int], dict[int, int]]:
    """By quota: how many have a place, how many stand in line, and the last number that was handed out."""
    taken: dict[int, int] = {}
    for query in _takers(edition_id):
        for quota_id, number in db.session.execute(query):
            taken[quota_id] = taken.get(quota_id, 0) + number
    waiting: dict[int, int] = {}
    last: dict[int, int] = {}
    for row in (Participant, Line, Choice):
        standing = select(row.queue_id, func.count(), func.max(row.queue_number)).where(row.queue_id.is_not(None))
        for queue_id, number, highest in db.session.execute(standing.group_by(row.queue_id)):
            key = queue_id or 0
            waiting[key] = waiting.get(key, 0) + number
            last[key] = max(last.get(key, 0), highest or 0)
    return taken, waiting, last


def _takers(edition_id: int) -> list[Select[int, int]]:
    """Each kind of row that takes places, counted by quota."""
    seats = select(Participant.id).where(Participant.edition_id == edition_id, Participant.state.in_(HELD))
    seated = (Participant.edition_id == edition_id, Participant.state.in_(HELD))
    in_category = select(Category.quota_id, func.count()).join(Participant, Participant.category_id == Category.id)
    of_all = select(Terms.quota_id, func.count()).join(Category, Category.edition_id == Terms.edition_id)
    lines = select(Product.quota_id, func.count()).join(Line, Line.product_id == Product.id)
    choices = select(SessionPlaces.quota_id, func.count()).join(Choice, Choice.session_id == SessionPlaces.session_id)
    return [
        in_category.where(*seated).group_by(Category.quota_id),
        of_all.join(Participant, Participant.category_id == Category.id)
        .where(*seated, Category.counts)
        .group_by(Terms.quota_id),
        # A pass goes with the seat, also while the seat is on offer.
        lines.where(Product.kind == "pass", Line.state != "cancelled", Line.participant_id.in_(seats)).group_by(
            Product.quota_id
        ),
        lines.where(Product.kind == "extra", Product.edition_id == edition_id, Line.state.in_(TAKEN)).group_by(
            Product.quota_id
        ),
        choices.where(Choice.state.in_(TAKEN)).group_by(SessionPlaces.quota_id),
    ]


def _make_room(edition_id: int) -> None:
    """Visitors of the demo may have taken the last places: then the last of the examples did not get theirs."""
    taken, _waiting, _last = _counts(edition_id)
    query = select(Quota.id, Quota.capacity).where(Quota.id.in_(taken), Quota.capacity.is_not(None))
    for quota_id, capacity in db.session.execute(query).all():
        if capacity is not None and taken[quota_id] > capacity:
            _end_last(quota_id, taken[quota_id] - capacity)


def _end_last(quota_id: int, number: int) -> None:
    seats = select(Participant.id).join(Booking, Participant.booking_id == Booking.id).where(Booking.example)
    held = (
        (Participant, seats.join(Category).where(Category.quota_id == quota_id, Participant.state.in_(HELD))),
        (
            Line,
            select(Line.id)
            .join(Product, Product.id == Line.product_id)
            .where(Product.quota_id == quota_id, Product.kind == "extra", Line.state.in_(TAKEN))
            .where(Line.participant_id.in_(seats)),
        ),
        (
            Choice,
            select(Choice.id)
            .join(SessionPlaces, SessionPlaces.session_id == Choice.session_id)
            .where(SessionPlaces.quota_id == quota_id, Choice.state.in_(TAKEN), Choice.participant_id.in_(seats)),
        ),
    )
    for model, query in held:
        last = list(db.session.scalars(query.order_by(model.id.desc()).limit(number)))
        db.session.execute(delete(model).where(model.id.in_(last)).execution_options(synchronize_session=False))


def _give_way(edition_id: int, rows: list[dict[str, Any]]) -> None:
    """An address that a visitor of the demo has registered with is the visitor's."""
    theirs = select(Participant.email).where(Participant.edition_id == edition_id, Participant.email.is_not(None))
    known = set(db.session.scalars(theirs))
    for row in rows:
        if row["email"] in known:
            row["email"] = None


def _table(model: type[Base]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table


def _rows(model: type[Base], edition_id: int) -> list[dict[str, Any]]:
    """The rows of the table that belong to example registrations, as Python has them."""
    table = _table(model)
    query = select(table).where(_mine(model, table, edition_id)).order_by(table.c.id)
    return [dict(row) for row in db.session.execute(query).mappings()]


def _mine(model: type[Base], table: Table, edition_id: int) -> ColumnElement[bool]:
    bookings = select(Booking.id).where(Booking.edition_id == edition_id, Booking.example)
    seats = select(Participant.id).where(Participant.booking_id.in_(bookings))
    if model is Booking:
        return table.c.id.in_(bookings)
    if model is Mail:
        uids = select(Booking.uid).where(Booking.id.in_(bookings))
        return table.c.about.in_(uids) | table.c.about.in_(select(Participant.uid).where(Participant.id.in_(seats)))
    if model is Consent:
        return table.c.booking_id.in_(bookings) | table.c.participant_id.in_(seats)
    if "booking_id" in table.c:
        return table.c.booking_id.in_(bookings)
    return table.c.participant_id.in_(seats)


def _written(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a snapshot")


def _read(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """A row as it was, from what a file says; columns that a later version has done away with are left out."""
    return {name: _value(table.c[name], value) for name, value in row.items() if name in table.c}


def _value(column: Column[Any], value: Any) -> Any:
    if isinstance(value, str) and isinstance(column.type, UtcDateTime):
        return datetime.fromisoformat(value)
    if isinstance(value, str) and isinstance(column.type, Date):
        return date.fromisoformat(value)
    return value


def _known(table: Table, rows: list[dict[str, Any]], new_ids: dict[str, dict[int, int]]) -> list[dict[str, Any]]:
    """The rows whose references lead to something, with the ids that those have now."""
    for column in table.c:
        for key in column.foreign_keys:
            other = key.column.table
            ids = new_ids.get(other.name) or {one: one for one in db.session.scalars(select(key.column))}
            for row in rows:
                row[column.name] = ids.get(row[column.name])
            if not column.nullable:
                rows = [row for row in rows if row[column.name] is not None]
    return rows


def _insert(table: Table, rows: list[dict[str, Any]], new_ids: dict[str, dict[int, int]]) -> None:
    old_ids = [row.pop("id") for row in rows]
    new_ids[table.name] = {}
    if not rows:
        return
    if table.name not in REFERRED_TO:
        db.session.execute(insert(table), rows)
        return
    statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    new = db.session.scalars(statement, rows)
    new_ids[table.name] = dict(zip(old_ids, new, strict=True))

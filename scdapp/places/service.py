"""Verbs on places. Each is one guarded statement inside the caller's transaction, which announced itself as a writer.

Between the question "is there room?" and the answer nobody else can come: the statement is both. How many rows it
changed says whether there was. That holds on SQLite (BEGIN IMMEDIATE) and on PostgreSQL (the row is locked).
"""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from sqlalchemy import CursorResult, Table, Update, bindparam, update
from sqlalchemy.sql.elements import ColumnElement

from scdapp.core.db import db
from scdapp.core.errors import Refusal
from scdapp.places.models import Quota

# The bare table: what a rush asks most often should not pass through the machinery for objects.
_QUOTA = cast(Table, Quota.__table__)


def _taking(*, past_queue: bool) -> Update:
    free = _QUOTA.c.capacity.is_(None) | (_QUOTA.c.taken + bindparam("many") <= _QUOTA.c.capacity)
    return (
        update(_QUOTA)
        .where(
            _QUOTA.c.id.in_(bindparam("ids", expanding=True)), free if past_queue else free & (_QUOTA.c.waiting == 0)
        )
        .values(taken=_QUOTA.c.taken + bindparam("many"))
        .returning(_QUOTA.c.id)
    )


# Made once: building the statement took longer than running it.
_TAKE = {past_queue: _taking(past_queue=past_queue) for past_queue in (False, True)}


def create(capacity: int | None) -> Quota:
    """A new quota with nothing taken."""
    quota = Quota(capacity=capacity, taken=0, waiting=0, last_number=0)
    db.session.add(quota)
    db.session.flush()
    return quota


def take(quota_ids: Iterable[int], *, past_queue: bool = False) -> int | None:
    """Take one place in each of the quotas, or in none of them.

    Returns None when all were taken, else the id of the first that is full. Somebody who comes now is stopped by a
    queue too; `past_queue` is for those who come from it.
    """
    wanted = set(quota_ids)
    had = _take_all(wanted, 1, past_queue=past_queue)
    if had == wanted:
        return None
    give_back(had)
    return min(wanted - had)


def take_many(wanted: Mapping[int, int]) -> bool:
    """Take so many places in each of the quotas (id -> how many), or none at all; whether there was room for all."""
    had: dict[int, int] = {}
    for many in sorted(set(wanted.values())):
        ids = {key for key, count in wanted.items() if count == many}
        found = _take_all(ids, many)
        had.update(dict.fromkeys(found, many))
        if found != ids:
            break
    if had.keys() == wanted.keys():
        return True
    for quota_id, many in had.items():
        give_back([quota_id], many)
    return False


def _take_all(quota_ids: set[int], many: int, *, past_queue: bool = False) -> set[int]:
    """The ids of those of the quotas in which so many places were free, and are taken now."""
    return set(db.session.scalars(_TAKE[past_queue], {"ids": sorted(quota_ids), "many": many}))


def give_back(quota_ids: Iterable[int], many: int = 1) -> None:
    """Give back one place, or `many`, in each of the quotas."""
    for quota_id in sorted(set(quota_ids)):
        if not _change(quota_id, Quota.taken >= many, taken=Quota.taken - many):
            raise RuntimeError("a place was given back that nobody had")


def join_queue(quota_id: int) -> int:
    """Stand last in the queue; returns the number, which rises for ever."""
    statement = (
        update(Quota)
        .where(Quota.id == quota_id)
        .values(waiting=Quota.waiting + 1, last_number=Quota.last_number + 1)
        .returning(Quota.last_number)
        .execution_options(synchronize_session=False)
    )
    return db.session.execute(statement).scalar_one()


def leave_queue(quota_id: int) -> None:
    """One fewer stands in the queue."""
    if not _change(quota_id, Quota.waiting > 0, waiting=Quota.waiting - 1):
        raise RuntimeError("a queue was left in which nobody stood")


def set_capacity(quota_id: int, capacity: int | None) -> None:
    """Another number of places. Refuses fewer than are taken."""
    guard = Quota.taken <= capacity if capacity is not None else Quota.id == quota_id
    if not _change(quota_id, guard, capacity=capacity):
        taken = db.session.get_one(Quota, quota_id, populate_existing=True).taken
        raise Refusal(f"{taken} platser är redan tagna. Färre än så kan det inte bli.", field="capacity")


def _change(quota_id: int, guard: ColumnElement[bool], **values: Any) -> bool:
    statement = update(Quota).where(Quota.id == quota_id, guard).values(**values)
    done = db.session.execute(statement.execution_options(synchronize_session=False))
    assert isinstance(done, CursorResult)
    return done.rowcount == 1

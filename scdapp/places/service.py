"""Verbs on places. Each is one guarded statement inside the caller's transaction, which announced itself as a writer.

Between the question "is there room?" and the answer nobody else can come: the statement is both. How many rows it
changed says whether there was. That holds on SQLite (BEGIN IMMEDIATE) and on PostgreSQL (the row is locked).
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import CursorResult, update
from sqlalchemy.sql.elements import ColumnElement

from scdapp.core.db import db
from scdapp.core.errors import Refusal
from scdapp.places.models import Quota


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
    had: list[int] = []
    for quota_id in sorted(set(quota_ids)):
        free = (Quota.capacity.is_(None)) | (Quota.taken < Quota.capacity)
        guard = free if past_queue else free & (Quota.waiting == 0)
        if not _change(quota_id, guard, taken=Quota.taken + 1):
            give_back(had)
            return quota_id
        had.append(quota_id)
    return None


def give_back(quota_ids: Iterable[int]) -> None:
    """Give back one place in each of the quotas."""
    for quota_id in sorted(set(quota_ids)):
        if not _change(quota_id, Quota.taken > 0, taken=Quota.taken - 1):
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

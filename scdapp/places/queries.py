"""Reads of quotas."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from scdapp.core.db import db, glance
from scdapp.places.models import Quota, left


@dataclass(frozen=True)
class Count:
    """How a quota stands at a moment. `left`: places for somebody who comes now; None without a limit."""

    left: int | None
    waiting: int


def quotas(ids: Iterable[int]) -> dict[int, Quota]:
    """The quotas with these ids, as they stand now. One query."""
    query = select(Quota).where(Quota.id.in_(set(ids))).execution_options(populate_existing=True)
    return {quota.id: quota for quota in db.session.scalars(query)}


def counts(ids: Iterable[int]) -> dict[int, Count]:
    """How the quotas with these ids stand now, as everybody else sees it. One quick query, for pages of a rush."""
    some = ", ".join(str(int(one)) for one in sorted(set(ids))) or "0"
    rows = glance(f"SELECT id, capacity, taken, waiting FROM quota WHERE id IN ({some})")  # noqa: S608 - numbers
    return {key: Count(left(capacity, taken, waiting), waiting) for key, capacity, taken, waiting in rows}

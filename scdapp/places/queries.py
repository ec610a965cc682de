"""Reads of quotas."""

from collections.abc import Iterable

from sqlalchemy import select

from scdapp.core.db import db
from scdapp.places.models import Quota


def quotas(ids: Iterable[int]) -> dict[int, Quota]:
    """The quotas with these ids, as they stand now. One query."""
    query = select(Quota).where(Quota.id.in_(set(ids))).execution_options(populate_existing=True)
    return {quota.id: quota for quota in db.session.scalars(query)}

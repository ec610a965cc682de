"""The application with its lock taken away: who asks "is there room?" and who answers are no longer one.

Places are read first and written afterwards, and no writer announces itself. A test that cannot see this sees nothing.
"""

import time
from collections.abc import Iterable
from contextlib import nullcontext
from typing import Any

from sqlalchemy import event, select, update
from sqlalchemy.engine import Engine

from scdapp.app import create_app
from scdapp.core import db as data
from scdapp.core.db import db
from scdapp.places import service as places
from scdapp.places.models import Quota
from scdapp.registration import service as registration

# How long somebody thinks between looking and taking; without it the race is still lost, but not every time.
THINKING = 0.005


def take(quota_ids: Iterable[int], *, past_queue: bool = False) -> int | None:
    """Look at all, think, take all."""
    ids = sorted(set(quota_ids))
    columns = (Quota.id, Quota.capacity, Quota.taken, Quota.waiting)
    seen = db.session.execute(select(*columns).where(Quota.id.in_(ids)).order_by(Quota.id)).all()
    time.sleep(THINKING)
    for quota_id, capacity, taken, waiting in seen:
        if capacity is not None and (taken >= capacity or waiting):
            return int(quota_id)
    for quota_id, _capacity, taken, _waiting in seen:
        db.session.execute(update(Quota).where(Quota.id == quota_id).values(taken=taken + 1))
    return None


def _each_statement_alone(_connection: Any) -> None:
    """SQLite as many programs use it: no BEGIN, so each statement is a transaction."""


places.take = take
registration.alone = lambda _edition_id: None
data.turn = lambda _engine: nullcontext()
event.remove(Engine, "begin", data._begin)
event.listen(Engine, "begin", _each_statement_alone)
app = create_app()

"""The verb: write down, in the caller's transaction, what it did. Undone with it, never without it."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import text

from scdapp.audit import chain, queries
from scdapp.audit.models import AuditEvent
from scdapp.core.db import db

# An advisory lock of PostgreSQL: the last row cannot be locked while there is none. SQLite has one writer anyway.
_LOCK = text("SELECT pg_advisory_xact_lock(7220451)")


def write(action: str, object_kind: str, uid: str, *, actor: str, now: datetime, **detail: Any) -> AuditEvent:
    """The next event of the chain. Whoever comes meanwhile waits until this transaction is over.

    `detail` says what changed: states, numbers, hashes and offices, never what somebody wrote or lives by.
    """
    if db.engine.dialect.name == "postgresql":
        db.session.execute(_LOCK)
    db.session.flush()
    before = queries.last()
    event = AuditEvent(
        seq=before.seq + 1 if before else 1,
        at=now.astimezone(UTC),
        actor=actor,
        action=action,
        object=f"{object_kind}:{uid}",
        detail=chain.dumps(detail),
        prev_hash=before.hash if before else chain.BEGINNING,
    )
    event.hash = chain.hash_of(event)
    db.session.add(event)
    db.session.flush()
    return event

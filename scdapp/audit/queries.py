"""Reads of the chain."""

from contextlib import closing

from sqlalchemy import select

from scdapp.audit import chain
from scdapp.audit.chain import Break
from scdapp.audit.models import AuditEvent
from scdapp.core.db import db


def last() -> AuditEvent | None:
    """The event that the next one follows."""
    return db.session.scalar(select(AuditEvent).order_by(AuditEvent.seq.desc()).limit(1))


def verify() -> Break | None:
    """The first broken event of the whole chain; None when every one of them is as it was written."""
    events = select(AuditEvent).order_by(AuditEvent.seq).execution_options(yield_per=500, populate_existing=True)
    with closing(db.session.scalars(events)) as found:
        return chain.first_break(found)


def events_of(kind: str, uid: str) -> list[AuditEvent]:
    """What happened to one thing, oldest first."""
    query = select(AuditEvent).where(AuditEvent.object == f"{kind}:{uid}").order_by(AuditEvent.seq)
    return list(db.session.scalars(query))


def latest(limit: int = 100) -> list[AuditEvent]:
    """The last events, newest first."""
    return list(db.session.scalars(select(AuditEvent).order_by(AuditEvent.seq.desc()).limit(limit)))

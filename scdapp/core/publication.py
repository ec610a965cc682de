"""One number that says whether anything a visitor can see has changed.

Every public page and feed costs one query: this row. While it stands, what was built before is still true
(`core.kept`). It rises in the same transaction as the change itself, by itself: a model with
`public_face = True` cannot be changed without it.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import event, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from scdapp.core import clock
from scdapp.core.db import Base, db


class Publication(Base):
    """The one row, made by the first migration."""

    __tablename__ = "publication"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int]
    changed_at: Mapped[datetime]


class Standing(NamedTuple):
    """What stands now: a version, and when it came to be (UTC)."""

    version: int
    changed_at: datetime


_QUERY = select(Publication.version, Publication.changed_at).where(Publication.id == 1)


def standing() -> Standing:
    """The version that stands now. One query on a connection of its own, so that no session is opened."""
    with db.engine.connect() as connection:
        version, changed_at = connection.execute(_QUERY).one()
    return Standing(version, changed_at)


@event.listens_for(Session, "before_flush")
def _note_public_change(session: Session, _context: object, _instances: object) -> None:
    touched = [*session.new, *session.deleted, *(row for row in session.dirty if session.is_modified(row))]
    if any(getattr(row, "public_face", False) for row in touched):
        session.info["public_change"] = True


@event.listens_for(Session, "before_commit")
def _raise_version(session: Session) -> None:
    if not session.info.pop("public_change", False):
        return
    # HTTP dates count whole seconds (RFC 9110 5.6.7): two changes never share one, or If-Modified-Since would lie.
    previous = session.scalar(select(Publication.changed_at).where(Publication.id == 1).with_for_update())
    now = clock.now().replace(microsecond=0)
    changed_at = max(now, previous + timedelta(seconds=1)) if previous else now
    session.execute(
        update(Publication).where(Publication.id == 1).values(version=Publication.version + 1, changed_at=changed_at)
    )


@event.listens_for(Session, "after_rollback")
def _forget_public_change(session: Session) -> None:
    session.info.pop("public_change", None)

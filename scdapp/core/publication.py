"""One number that says whether anything a visitor can see has changed.

Every public page and feed costs one query: this row. While it stands, what was built before is still true
(`core.kept`). It rises in the same transaction as the change itself, by itself: a model with
`public_face = True` cannot be changed without it.
"""

from typing import NamedTuple

from sqlalchemy import BigInteger, Engine, case, event, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from scdapp.core import clock
from scdapp.core.db import Base, db, glance


class Publication(Base):
    """The one row, made by the first migration."""

    __tablename__ = "publication"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int]
    # Unix time in whole seconds: read at every request, so nothing has to be converted.
    changed_at: Mapped[int] = mapped_column(BigInteger)


class Standing(NamedTuple):
    """What stands now: a version, and when it came to be (Unix time, whole seconds)."""

    version: int
    changed_at: int


_QUERY = "SELECT version, changed_at FROM publication WHERE id = 1"


def standing(engine: Engine | None = None) -> Standing:
    """The version that stands now, in the application's database or in that of `engine`.

    This is all that most requests ask of the database.
    """
    rows = glance(_QUERY, engine)
    if not rows:
        raise RuntimeError("the publication row is gone: run the migrations")
    return Standing(*rows[0])


def touch() -> None:
    """Let the present transaction count as a change that visitors see, although no row of theirs is another."""
    db.session().info["public_change"] = True


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
    now, next_second = int(clock.now().timestamp()), Publication.changed_at + 1
    session.execute(
        update(Publication)
        .where(Publication.id == 1)
        .values(version=Publication.version + 1, changed_at=case((next_second > now, next_second), else_=now))
    )


@event.listens_for(Session, "after_rollback")
def _forget_public_change(session: Session) -> None:
    session.info.pop("public_change", None)

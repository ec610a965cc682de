"""Which sessions people chose, one per block, and how many fit."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scdapp.core.db import Base
from scdapp.places.models import Queued, Quota
from scdapp.programme.models import Block, Session
from scdapp.registration.models import Participant


class SessionPlaces(Base):
    """The places of a session that one chooses, as the latest release says."""

    __tablename__ = "session_places"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"), unique=True)
    quota_id: Mapped[int] = mapped_column(ForeignKey("quota.id"))

    session: Mapped[Session] = relationship()
    quota: Mapped[Quota] = relationship()


class Choice(Queued, Base):
    """A session that a participant has a seat in, waits for or was offered.

    `off`: had a seat in until it was called off; stays, so that the own calendar can say so.
    """

    __tablename__ = "session_choice"
    __table_args__ = (
        UniqueConstraint("participant_id", "session_id"),
        CheckConstraint("state IN ('taken', 'waiting', 'offered', 'off')", name="state"),
        # One seat per block; one may wait for another beside it.
        Index(
            "uq_session_choice_participant_block",
            "participant_id",
            "block_id",
            unique=True,
            sqlite_where=text("state = 'taken'"),
            postgresql_where=text("state = 'taken'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"), index=True)
    block_id: Mapped[int] = mapped_column(ForeignKey("block.id", ondelete="CASCADE"), index=True)
    state: Mapped[str] = mapped_column(String(10))
    created_at: Mapped[datetime]

    participant: Mapped[Participant] = relationship()
    session: Mapped[Session] = relationship()
    block: Mapped[Block] = relationship()

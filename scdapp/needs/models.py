"""What somebody needs to eat and to take part: health data, so in a table of its own, sealed, and gone in time."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scdapp.core.db import Base
from scdapp.core.sealed import Sealed
from scdapp.editions.models import Edition
from scdapp.registration.models import DayShare, Participant


class Needs(Base):
    """One person's needs: of whoever has the seat, or of whoever has one day of it (`share_id`)."""

    __tablename__ = "needs"
    __table_args__ = (
        UniqueConstraint("share_id"),
        Index(
            "uq_needs_participant",
            "participant_id",
            unique=True,
            sqlite_where=text("share_id IS NULL"),
            postgresql_where=text("share_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    share_id: Mapped[int | None] = mapped_column(ForeignKey("day_share.id", ondelete="CASCADE"))
    # JSON of {"food": [...], "food_note": "...", "access": [...], "access_note": "..."}, sealed.
    content: Mapped[str] = mapped_column(Sealed)
    consent_version: Mapped[int]
    consent_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    participant: Mapped[Participant] = relationship()
    share: Mapped[DayShare | None] = relationship()


class NeedCount(Base):
    """What is left of the needs when the persons' are gone: how many had each option on each day."""

    __tablename__ = "need_count"
    __table_args__ = (
        UniqueConstraint("edition_id", "date", "option"),
        CheckConstraint("number >= 0", name="number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    date: Mapped[date]
    option: Mapped[str] = mapped_column(String(40))
    number: Mapped[int]

    edition: Mapped[Edition] = relationship()

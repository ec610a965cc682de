"""What is to be printed, how far it has come, and which badges have been printed before."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scdapp.core.db import Base, Identified
from scdapp.editions.models import Edition


class PrintJob(Identified, Base):
    """Badges that somebody asked for. Gone after a day, and the file with it."""

    __tablename__ = "print_job"
    __table_args__ = (CheckConstraint("state IN ('queued', 'working', 'done', 'failed')", name="state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    # Which badges, in which order, on which sheet (`rules.Wish`).
    wish: Mapped[dict[str, str | int | bool | None]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(10), default="queued")
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    begun_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    edition: Mapped[Edition] = relationship()


class PrintedBadge(Base):
    """That the badge with this code was printed, and what stood on it (a fingerprint): another name is a new badge."""

    __tablename__ = "printed_badge"

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    face: Mapped[str] = mapped_column(String(64))
    printed_at: Mapped[datetime]

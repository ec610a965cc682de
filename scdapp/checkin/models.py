"""Who came through the door, on which day, and when."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from scdapp.core.db import Base

_SEAT = text("share_id IS NULL AND undone_at IS NULL")
_SHARE = text("undone_at IS NULL")


class Arrival(Base):
    """Somebody is in: whoever has the seat, or has this day of it (`share_id`). Once for each and day.

    `uid` is made by the device that let them in, so that what is sent twice counts once.
    """

    __tablename__ = "arrival"
    __table_args__ = (
        Index(
            "uq_arrival_seat_date", "participant_id", "date", unique=True, sqlite_where=_SEAT, postgresql_where=_SEAT
        ),
        Index("uq_arrival_share_date", "share_id", "date", unique=True, sqlite_where=_SHARE, postgresql_where=_SHARE),
        Index("ix_arrival_date", "date"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(36), unique=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    share_id: Mapped[int | None] = mapped_column(ForeignKey("day_share.id", ondelete="CASCADE"))
    date: Mapped[date]
    at: Mapped[datetime]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    undone_at: Mapped[datetime | None]

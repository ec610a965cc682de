"""How many there may be of something, and how many there are: the one place where a place can be taken."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from scdapp.core.db import Base


class Quota(Base):
    """A number of places. `capacity` None: no limit.

    Changed only by the guarded statements of `places.service`; the checks stand behind them.
    """

    __tablename__ = "quota"
    __table_args__ = (
        CheckConstraint("capacity IS NULL OR capacity >= 0", name="capacity"),
        CheckConstraint("taken >= 0 AND (capacity IS NULL OR taken <= capacity)", name="taken"),
        CheckConstraint("waiting >= 0", name="waiting"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    capacity: Mapped[int | None]
    taken: Mapped[int] = mapped_column(default=0)
    # How many stand in the queue. While anybody does, nobody new gets past.
    waiting: Mapped[int] = mapped_column(default=0)
    last_number: Mapped[int] = mapped_column(default=0)

    @property
    def left(self) -> int | None:
        """Places that somebody who comes now may have; None without a limit."""
        return left(self.capacity, self.taken, self.waiting)


def left(capacity: int | None, taken: int, waiting: int) -> int | None:
    """What is left for somebody who comes now, and so goes last; None without a limit."""
    if capacity is None:
        return None
    return 0 if waiting else max(capacity - taken, 0)


class Queued:
    """What may wait for a place and be offered one. `queue_id` says where it stands; None: nowhere."""

    @declared_attr
    def queue_id(cls) -> Mapped[int | None]:  # noqa: N805
        return mapped_column(ForeignKey("quota.id"), index=True)

    queue_number: Mapped[int | None]
    queued_at: Mapped[datetime | None]
    offered_at: Mapped[datetime | None]
    offer_ends_at: Mapped[datetime | None]

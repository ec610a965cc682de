"""What the public sees: numbered, immutable pictures of a programme."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from scdapp.core.db import Base
from scdapp.editions.models import Edition


class Release(Base):
    """One version of an edition's programme. Never changed after it was made."""

    __tablename__ = "release"
    __table_args__ = (UniqueConstraint("edition_id", "number"),)
    public_face = True

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    number: Mapped[int]
    final: Mapped[bool]
    note: Mapped[str] = mapped_column(String(500), default="")
    released_at: Mapped[datetime]
    released_by: Mapped[str] = mapped_column(String(120))
    # JSON of `released.Programme`, and of the list of `changes.Change` against the version before.
    content: Mapped[str] = deferred(mapped_column(Text))
    changes: Mapped[str] = deferred(mapped_column(Text))

    edition: Mapped[Edition] = relationship()

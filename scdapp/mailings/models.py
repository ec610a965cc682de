"""A letter to many: what it says, to whom, and how far it has come."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scdapp.core.db import Base, Identified, Versioned
from scdapp.editions.models import Edition


class Mailing(Identified, Versioned, Base):
    """Written as a draft, looked at, then sent: its mails are put in the outbox bit by bit under its uid."""

    __tablename__ = "mailing"
    __table_args__ = (
        CheckConstraint("state IN ('draft', 'sending', 'queued')", name="state"),
        CheckConstraint("recipients IN ('holders', 'contacts', 'both')", name="recipients"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    subject: Mapped[str] = mapped_column(String(160))
    body: Mapped[str] = mapped_column(Text)
    # Who it is for: `rules.Selection` as JSON, read anew when it is sent.
    selection: Mapped[dict[str, str | int | None]] = mapped_column(JSON)
    recipients: Mapped[str] = mapped_column(String(10), default="holders")
    state: Mapped[str] = mapped_column(String(10), default="draft")
    # How many addresses it was sent to, once it was.
    total: Mapped[int | None]
    written_by: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[datetime]
    begun_at: Mapped[datetime | None]

    edition: Mapped[Edition] = relationship()

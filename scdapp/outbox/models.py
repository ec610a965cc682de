"""The post: mails on their way and sent, texts that organisers have edited, and whether everything waits."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scdapp.core.db import Base, Identified, Versioned


class Mail(Identified, Base):
    """One mail to one address: what it says is made from letter and values when it is sent, and kept as sent."""

    __tablename__ = "mail"
    __table_args__ = (
        CheckConstraint("state IN ('queued', 'held', 'sending', 'sent', 'dead', 'stopped')", name="state"),
        CheckConstraint("language IN ('sv', 'en')", name="language"),
        # The next to send is the first of these, however many there are.
        Index("ix_mail_state_batch_id", "state", "batch", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    letter: Mapped[str] = mapped_column(String(60))
    language: Mapped[str] = mapped_column(String(2))
    to_address: Mapped[str] = mapped_column(String(254), index=True)
    values: Mapped[dict[str, str]] = mapped_column(JSON)
    # Place in the text -> [kind of link, what it opens]: minted anew for each try, so no token lies here.
    links: Mapped[dict[str, list[str]]] = mapped_column(JSON)
    # The uid of the booking or participant that it concerns, and of the mailing it belongs to.
    about: Mapped[str | None] = mapped_column(String(36), index=True)
    batch: Mapped[str | None] = mapped_column(String(36), index=True)
    # What may be told only once, such as "offer-<uid>": a second mail with the same key is never queued.
    key: Mapped[str | None] = mapped_column(String(120), unique=True)
    message_id: Mapped[str | None] = mapped_column(String(254))
    state: Mapped[str] = mapped_column(String(10))
    attempts: Mapped[int] = mapped_column(default=0)
    # Null: as soon as can be.
    run_after: Mapped[datetime | None]
    lease_until: Mapped[datetime | None]
    claimed_by: Mapped[str | None] = mapped_column(String(36))
    subject: Mapped[str | None] = mapped_column(String(200))
    body: Mapped[str | None] = mapped_column(Text)
    error: Mapped[str | None] = mapped_column(String(500))
    created_at: Mapped[datetime]
    tried_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]

    attachments: Mapped[list["MailAttachment"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="MailAttachment.id"
    )


class MailAttachment(Base):
    __tablename__ = "mail_attachment"

    id: Mapped[int] = mapped_column(primary_key=True)
    mail_id: Mapped[int] = mapped_column(ForeignKey("mail.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    mimetype: Mapped[str] = mapped_column(String(80))
    content: Mapped[bytes] = mapped_column(LargeBinary)


class MailWording(Versioned, Base):
    """A letter's text in one language, as an organiser wants it."""

    __tablename__ = "mail_wording"
    __table_args__ = (UniqueConstraint("letter", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    letter: Mapped[str] = mapped_column(String(60))
    language: Mapped[str] = mapped_column(String(2))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)


class MailPause(Base):
    """Stands while everything waits; there is never more than the one row."""

    __tablename__ = "mail_pause"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    since: Mapped[datetime]

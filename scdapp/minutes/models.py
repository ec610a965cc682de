"""The minutes: one text, its hash, who signed it. Once attested the database refuses every change (migration 0004)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from scdapp.core.db import Base, Identified, Versioned, among
from scdapp.decisions.hall_models import Officer
from scdapp.decisions.models import Decision
from scdapp.meetings.models import AnnualMeeting, Document
from scdapp.minutes import vocabulary as words


class Minutes(Identified, Versioned, Base):
    """`canonical` is what was sent to be attested: canonical JSON of all that everybody may read, and its SHA-256.

    What only the board and the attesters may read (names in the register, dissents) is `internal`, whose hash stands
    in `canonical`: so anybody can check the public text, and nothing of the rest can be changed either.
    """

    __tablename__ = "minutes"
    __table_args__ = (
        among("state", words.STATES),
        CheckConstraint(
            "state = 'draft' OR (canonical IS NOT NULL AND internal IS NOT NULL AND sha256 IS NOT NULL)",
            name="has_text",
        ),
        CheckConstraint("(state IN ('attested', 'published')) = (attested_at IS NOT NULL)", name="attested_at"),
        CheckConstraint("(state = 'published') = (published_at IS NOT NULL)", name="published_at"),
    )
    public_face = True

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("annual_meeting.id"), unique=True)
    state: Mapped[str] = mapped_column(String(10), default="draft")
    canonical: Mapped[str | None] = deferred(mapped_column(Text))
    internal: Mapped[str | None] = deferred(mapped_column(Text))
    sha256: Mapped[str | None] = mapped_column(String(64), index=True)
    # Written once, when the attested text was first made into a PDF.
    pdf_sha256: Mapped[str | None] = mapped_column(String(64), index=True)
    sent_at: Mapped[datetime | None]
    attested_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    meeting: Mapped[AnnualMeeting] = relationship()
    signatures: Mapped[list["Signature"]] = relationship(
        order_by="Signature.signed_at, Signature.id", foreign_keys="Signature.minutes_id"
    )
    remarks: Mapped[list["Remark"]] = relationship(order_by="Remark.at, Remark.id")
    addenda: Mapped[list["Addendum"]] = relationship(back_populates="minutes", order_by="Addendum.number")


class Addendum(Identified, Versioned, Base):
    """What was put right or added after the minutes were attested, numbered and attested by itself."""

    __tablename__ = "addendum"
    __table_args__ = (
        UniqueConstraint("minutes_id", "number"),
        among("kind", words.ADDENDUM_KINDS),
        among("state", words.ADDENDUM_STATES),
        CheckConstraint("state = 'draft' OR (canonical IS NOT NULL AND sha256 IS NOT NULL)", name="has_text"),
        CheckConstraint("(state = 'attested') = (attested_at IS NOT NULL)", name="attested_at"),
    )
    public_face = True

    id: Mapped[int] = mapped_column(primary_key=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    # The paragraph that it is about; None: the whole.
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"), index=True)
    # The decision of a later meeting that asked for it.
    decided_in_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10), default="draft")
    canonical: Mapped[str | None] = deferred(mapped_column(Text))
    sha256: Mapped[str | None] = mapped_column(String(64), index=True)
    created_at: Mapped[datetime]
    attested_at: Mapped[datetime | None]

    minutes: Mapped[Minutes] = relationship(back_populates="addenda")
    decision: Mapped[Decision | None] = relationship(foreign_keys=decision_id)
    decided_in: Mapped[Decision | None] = relationship(foreign_keys=decided_in_id)
    signatures: Mapped[list["Signature"]] = relationship(
        order_by="Signature.signed_at, Signature.id", foreign_keys="Signature.addendum_id"
    )


class Signature(Base):
    """That an officer stands by a text, which one, and how. One of a text that was changed since is void."""

    __tablename__ = "signature"
    __table_args__ = (
        CheckConstraint("(minutes_id IS NULL) <> (addendum_id IS NULL)", name="one_text"),
        CheckConstraint("method <> 'paper' OR document_id IS NOT NULL", name="paper"),
        among("method", words.SIGNING_METHODS),
        UniqueConstraint("minutes_id", "officer_id", "signed_sha256"),
        UniqueConstraint("addendum_id", "officer_id", "signed_sha256"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    minutes_id: Mapped[int | None] = mapped_column(ForeignKey("minutes.id"))
    addendum_id: Mapped[int | None] = mapped_column(ForeignKey("addendum.id"))
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[str] = mapped_column(String(10))
    method: Mapped[str] = mapped_column(String(5))
    # The page that was signed on paper.
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    signed_at: Mapped[datetime]
    signed_sha256: Mapped[str] = mapped_column(String(64))

    officer: Mapped[Officer] = relationship()
    document: Mapped[Document | None] = relationship()


class Remark(Base):
    """Why the text was given back: what an attester said of it, or the secretary when taking it back. Kept."""

    __tablename__ = "remark"

    id: Mapped[int] = mapped_column(primary_key=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"), index=True)
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)
    # The text that it is about.
    sha256: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]

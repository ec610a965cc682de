"""The annual meeting before it decides anything: rules, agenda, motions, notices and numbered documents."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    case,
    func,
    select,
    text,
)
from sqlalchemy.orm import Mapped, column_property, deferred, mapped_column, relationship

from scdapp.core.db import Base, Identified, Versioned, among
from scdapp.editions.models import Edition, KeyDate
from scdapp.meetings import vocabulary as words


class StatuteVersion(Identified, Versioned, Base):
    """What the statutes say from one day on. Until the board has checked it, shown as an assumption."""

    __tablename__ = "statute_version"
    __table_args__ = (
        CheckConstraint("call_days >= 0 AND documents_days >= 0 AND motion_days >= 0", name="days"),
        CheckConstraint("(quorum_rule = 'none') = (quorum_value IS NULL)", name="quorum_value"),
        among("quorum_rule", words.QUORUM_RULES),
        among("decision_majority", words.MAJORITIES),
        among("statute_change_majority", words.MAJORITIES),
        among("tie_rule", words.TIE_RULES),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    valid_from: Mapped[date] = mapped_column(unique=True)
    # Where it was adopted, as told: "ordinarie årsmöte 3 oktober 2018".
    source: Mapped[str | None] = mapped_column(String(200))
    # How many days before the meeting the call, the documents and the motions are due.
    call_days: Mapped[int] = mapped_column(default=30)
    documents_days: Mapped[int] = mapped_column(default=14)
    motion_days: Mapped[int] = mapped_column(default=42)
    quorum_rule: Mapped[str] = mapped_column(String(10), default="none")
    quorum_value: Mapped[int | None]
    decision_majority: Mapped[str] = mapped_column(String(20), default="simple")
    statute_change_majority: Mapped[str] = mapped_column(String(20), default="two_thirds")
    # A change of the statutes needs two meetings, the second of which refers to the first.
    two_meetings: Mapped[bool] = mapped_column(default=False)
    tie_rule: Mapped[str] = mapped_column(String(20), default="casting_vote")
    board_size: Mapped[int] = mapped_column(default=18)
    term_years: Mapped[int] = mapped_column(default=1)
    attesters: Mapped[int] = mapped_column(default=2)
    other_business_may_decide: Mapped[bool] = mapped_column(default=False)
    checked_by_board: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class AnnualMeeting(Identified, Versioned, Base):
    """One meeting. What is null is unknown and shown as such."""

    __tablename__ = "annual_meeting"
    __table_args__ = (
        among("kind", words.KINDS),
        among("format", words.FORMATS),
        among("state", words.STATES),
        Index(
            "uq_annual_meeting_ordinary_year",
            "year",
            unique=True,
            sqlite_where=text("kind = 'ordinary' AND cancelled_at IS NULL"),
            postgresql_where=text("kind = 'ordinary' AND cancelled_at IS NULL"),
        ),
    )
    public_face = True

    if TYPE_CHECKING:
        # Of an extra meeting: the first, the second … of its year.
        extra_number: Mapped[int | None]

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), index=True)
    year: Mapped[int] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(10), default="ordinary")
    format: Mapped[str | None] = mapped_column(String(10))
    # The year that is accounted for: "2023/2024".
    fiscal_year: Mapped[str | None] = mapped_column(String(9))
    place: Mapped[str | None] = mapped_column(String(200))
    # The day in Sweden, and the moment when that is known too.
    held_on: Mapped[date | None]
    starts_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(String(10), default="planned")
    statute_version_id: Mapped[int] = mapped_column(ForeignKey("statute_version.id"), index=True)
    # Held before meetings were kept here: only what is known of it stands here, and it has no minutes.
    recorded_afterwards: Mapped[bool] = mapped_column(default=False)
    # Made up for the demo.
    example: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str | None] = mapped_column(Text)
    # It will not be held; another ordinary one of the year may be made in its place. Never of one that was opened.
    cancelled_at: Mapped[datetime | None]
    cancelled_because: Mapped[str | None] = mapped_column(Text)
    # The letter about it to those who had been called, and to how many it went; None: nobody had been.
    cancelled_batch: Mapped[str | None] = mapped_column(String(36))
    cancelled_told: Mapped[int | None]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    edition: Mapped[Edition] = relationship()
    statutes: Mapped[StatuteVersion] = relationship(lazy="joined", innerjoin=True)
    items: Mapped[list["AgendaItem"]] = relationship(back_populates="meeting", order_by="AgendaItem.position")
    notices: Mapped[list["Notice"]] = relationship(order_by="Notice.sent_at")
    documents: Mapped[list["Document"]] = relationship(order_by="Document.number")
    motions: Mapped[list["Motion"]] = relationship(back_populates="meeting", order_by="Motion.received_at, Motion.id")

    @property
    def extra(self) -> str | None:
        """What an extra meeting is called in addresses, beside the year: "extra", "extra-2"; None: an ordinary one."""
        if self.extra_number is None:
            return None
        return "extra" if self.extra_number == 1 else f"extra-{self.extra_number}"


def _extra_number() -> object:
    other = AnnualMeeting.__table__.alias()
    same = (other.c.kind == "extra", other.c.year == AnnualMeeting.year, other.c.id <= AnnualMeeting.id)
    counted = select(func.count(other.c.id)).where(*same).correlate_except(other).scalar_subquery()
    return column_property(case((AnnualMeeting.kind == "extra", counted)))


AnnualMeeting.extra_number = _extra_number()  # type: ignore[assignment]


class MeetingKeyDate(Base):
    """Which key date tells of which of the meeting's moments; kept in step by `meetings.deadline_service`."""

    __tablename__ = "meeting_key_date"
    __table_args__ = (among("kind", words.DEADLINES),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("annual_meeting.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    key_date_id: Mapped[int] = mapped_column(ForeignKey("key_date.id", ondelete="CASCADE"), unique=True)

    key_date: Mapped[KeyDate] = relationship()


class AgendaItem(Identified, Versioned, Base):
    """A point of the agenda. Its number is its place in the order, not the number of a paragraph in the minutes."""

    __tablename__ = "agenda_item"
    __table_args__ = (among("kind", words.ITEM_KINDS), among("state", words.ITEM_STATES))
    public_face = True

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("annual_meeting.id"), index=True)
    position: Mapped[int]
    # Of `template.POINTS`; None: written by hand.
    template_key: Mapped[str | None] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(12))
    presenter: Mapped[str | None] = mapped_column(String(120))
    planned_minutes: Mapped[int | None]
    # What the secretary begins from.
    sentence: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(8), default="waiting")
    # The uid of the decision of an earlier meeting that put it here: tabled, remitted, or not yet followed up.
    from_decision: Mapped[str | None] = mapped_column(String(36), index=True)

    meeting: Mapped[AnnualMeeting] = relationship(back_populates="items")


class Motion(Identified, Versioned, Base):
    """What a member asks the meeting to decide, as it came in, and the board's opinion on it."""

    __tablename__ = "motion"
    __table_args__ = (
        UniqueConstraint("meeting_id", "number"),
        among("state", words.MOTION_STATES),
        among("proposed", words.OPINIONS),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("annual_meeting.id"))
    # The point of the agenda that it stands under, once the board has put it there.
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id", ondelete="SET NULL"), index=True)
    number: Mapped[int]
    # Made with the form, so that the same form sent twice is one motion.
    form_key: Mapped[str] = mapped_column(String(36), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    sender_name: Mapped[str] = mapped_column(String(120))
    sender_email: Mapped[str | None] = mapped_column(String(254), index=True)
    received_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(10), default="received")
    board_opinion: Mapped[str | None] = mapped_column(Text)
    proposed: Mapped[str | None] = mapped_column(String(10))
    answered_at: Mapped[datetime | None]

    meeting: Mapped[AnnualMeeting] = relationship(back_populates="motions")
    clauses: Mapped[list["MotionClause"]] = relationship(
        cascade="all, delete-orphan", order_by="MotionClause.position", lazy="selectin"
    )


class MotionClause(Base):
    """One att-sats of a motion."""

    __tablename__ = "motion_clause"
    __table_args__ = (UniqueConstraint("motion_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id", ondelete="CASCADE"))
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)


class Notice(Base):
    """Proof that something was sent: when, how and to how many. Whether in time is derived (`rules.in_time`)."""

    __tablename__ = "notice"
    __table_args__ = (
        among("kind", words.NOTICE_KINDS),
        among("channel", words.CHANNELS),
        CheckConstraint("recipient_count >= 0", name="recipient_count"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("annual_meeting.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    sent_at: Mapped[datetime]
    channel: Mapped[str] = mapped_column(String(10))
    recipient_count: Mapped[int]
    # Of the mails in the outbox, if that is how it went.
    batch: Mapped[str | None] = mapped_column(String(36))
    note: Mapped[str | None] = mapped_column(String(500))


class Document(Identified, Base):
    """A numbered document (bilaga) of the meeting. What it says never changes: another text is another number."""

    __tablename__ = "document"
    __table_args__ = (
        UniqueConstraint("meeting_id", "number"),
        among("kind", words.DOCUMENT_KINDS),
        among("visibility", words.VISIBILITIES),
        among("accessible", words.ACCESSIBLE),
    )
    public_face = True

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("annual_meeting.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(16), default="other")
    title: Mapped[str] = mapped_column(String(200))
    file_name: Mapped[str] = mapped_column(String(120))
    mime: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    visibility: Mapped[str] = mapped_column(String(8), default="internal")
    accessible: Mapped[str] = mapped_column(String(8), default="unknown")
    # In the database, so that the copy of it that is kept is a copy of all that the minutes refer to.
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(String(120))

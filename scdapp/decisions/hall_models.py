"""Who is in the hall, who may vote, and who was chosen to lead, write, count and attest."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scdapp.core.db import Base, Identified, among
from scdapp.decisions import vocabulary as words
from scdapp.members.models import Member


class Presence(Base):
    """Somebody in the hall, from when to when. Not the conference's check-in."""

    __tablename__ = "presence"
    __table_args__ = (
        among("capacity", words.CAPACITIES),
        CheckConstraint("left_at IS NULL OR left_at >= arrived_at", name="order"),
        # A member is in the hall once.
        Index(
            "uq_presence_member",
            "meeting_id",
            "member_id",
            unique=True,
            sqlite_where=text("left_at IS NULL"),
            postgresql_where=text("left_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("annual_meeting.id"), index=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    region: Mapped[str | None] = mapped_column(String(80))
    capacity: Mapped[str] = mapped_column(String(10), default="member")
    arrived_at: Mapped[datetime]
    left_at: Mapped[datetime | None]

    member: Mapped[Member | None] = relationship()


class Register(Base):
    """The röstlängd as it was fixed: never changed, a new one gets the next number."""

    __tablename__ = "voting_register"
    __table_args__ = (UniqueConstraint("meeting_id", "seq"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("annual_meeting.id"))
    seq: Mapped[int]
    fixed_at: Mapped[datetime]
    # Reckoned when it was fixed: how many may vote, and with how many votes.
    voters: Mapped[int]
    votes: Mapped[int]

    entries: Mapped[list["RegisterEntry"]] = relationship(order_by="RegisterEntry.number")


class RegisterEntry(Base):
    """Somebody who may vote, as written in the register: no reference to what may later be erased."""

    __tablename__ = "register_entry"
    __table_args__ = (UniqueConstraint("register_id", "number"), CheckConstraint("weight >= 1", name="weight"))

    id: Mapped[int] = mapped_column(primary_key=True)
    register_id: Mapped[int] = mapped_column(ForeignKey("voting_register.id"))
    number: Mapped[int]
    member_uid: Mapped[str] = mapped_column(String(36), index=True)
    name: Mapped[str] = mapped_column(String(120))
    region: Mapped[str | None] = mapped_column(String(80))
    weight: Mapped[int] = mapped_column(default=1)


class Officer(Identified, Base):
    """Chair, secretary, attester or teller of a meeting. "Justerare tillika rösträknare" are two rows."""

    __tablename__ = "officer"
    __table_args__ = (UniqueConstraint("meeting_id", "role", "name"), among("role", words.ROLES))

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("annual_meeting.id"))
    role: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(120))
    title: Mapped[str | None] = mapped_column(String(120))
    chosen_at: Mapped[datetime]

    contact: Mapped["OfficerContact | None"] = relationship(cascade="all, delete-orphan", passive_deletes=True)


class OfficerContact(Base):
    """Where the minutes to attest are sent. Apart from the office, which is frozen, so that it can be erased."""

    __tablename__ = "officer_contact"

    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id", ondelete="CASCADE"), primary_key=True)
    email: Mapped[str] = mapped_column(String(254), index=True)

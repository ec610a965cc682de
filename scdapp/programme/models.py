"""The draft that organisers work on: rooms, blocks, tracks, sessions and who takes part in them.

A session has a *wall* time in the conference's city: day and clock, each perhaps still unknown. Instants are
computed where they are needed (`rules.starts_at`), so moving an edition to other dates keeps every "kl. 10.00".
"""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scdapp.core.db import Base, Identified, Versioned
from scdapp.editions.models import Edition
from scdapp.people.models import Person


class Room(Versioned, Base):
    """`kind`: the plenary hall, a seminar room (a column of the timetable), or an area such as the foyer."""

    __tablename__ = "room"
    __table_args__ = (
        UniqueConstraint("edition_id", "slug"),
        UniqueConstraint("edition_id", "name"),
        CheckConstraint("kind IN ('plenum', 'seminar', 'area')", name="kind"),
        CheckConstraint("capacity IS NULL OR capacity > 0", name="capacity"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(80))
    # Made at creation and never changed: calendars subscribe to it.
    slug: Mapped[str] = mapped_column(String(90))
    kind: Mapped[str] = mapped_column(String(10), default="seminar")
    capacity: Mapped[int | None]
    directions: Mapped[str | None] = mapped_column(String(160))
    step_free: Mapped[bool | None]
    hearing_loop: Mapped[bool | None]
    position: Mapped[int] = mapped_column(default=0)
    example: Mapped[bool] = mapped_column(default=False)

    edition: Mapped[Edition] = relationship()


class Block(Versioned, Base):
    """A set of parallel sessions of which each participant chooses one."""

    __tablename__ = "block"
    __table_args__ = (UniqueConstraint("edition_id", "slug"), UniqueConstraint("edition_id", "name"))

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(60))
    slug: Mapped[str] = mapped_column(String(90))
    note: Mapped[str | None] = mapped_column(String(200))
    position: Mapped[int] = mapped_column(default=0)

    edition: Mapped[Edition] = relationship()


class Track(Versioned, Base):
    """A line of thought through the programme, such as one of the association's focus areas."""

    __tablename__ = "track"
    __table_args__ = (UniqueConstraint("edition_id", "slug"), UniqueConstraint("edition_id", "name"))

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(80))
    slug: Mapped[str] = mapped_column(String(90))
    position: Mapped[int] = mapped_column(default=0)

    edition: Mapped[Edition] = relationship()


class Session(Identified, Versioned, Base):
    """An item on the programme (programpunkt)."""

    __tablename__ = "session"
    __table_args__ = (
        UniqueConstraint("edition_id", "slug"),
        CheckConstraint("starts IS NOT NULL OR ends IS NULL", name="end_needs_start"),
        CheckConstraint("day IS NOT NULL OR starts IS NULL", name="time_needs_day"),
        CheckConstraint("capacity IS NULL OR capacity > 0", name="capacity"),
        CheckConstraint("status IN ('planned', 'cancelled')", name="status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    slug: Mapped[str] = mapped_column(String(90))
    title: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    summary: Mapped[str | None] = mapped_column(Text)
    day: Mapped[date | None]
    starts: Mapped[time | None]
    ends: Mapped[time | None]
    # The party ends at 00.30: `ends` is then on the day after.
    past_midnight: Mapped[bool] = mapped_column(default=False)
    approximate: Mapped[bool] = mapped_column(default=False)
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id"), index=True)
    block_id: Mapped[int | None] = mapped_column(ForeignKey("block.id"), index=True)
    track_id: Mapped[int | None] = mapped_column(ForeignKey("track.id"), index=True)
    capacity: Mapped[int | None]
    language: Mapped[str] = mapped_column(String(5), default="sv")
    prerecorded: Mapped[bool] = mapped_column(default=False)
    service: Mapped[bool] = mapped_column(default=False)
    status: Mapped[str] = mapped_column(String(10), default="planned")
    cancel_note: Mapped[str | None] = mapped_column(String(300))
    # False: stays in the draft when a version is released.
    included: Mapped[bool] = mapped_column(default=True)
    # Made up for the demo, whole or in the named fields.
    example: Mapped[bool] = mapped_column(default=False)
    example_fields: Mapped[str] = mapped_column(String(120), default="")
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    edition: Mapped[Edition] = relationship()
    room: Mapped[Room | None] = relationship()
    block: Mapped[Block | None] = relationship()
    track: Mapped[Track | None] = relationship()
    slots: Mapped[list["SpeakerSlot"]] = relationship(
        back_populates="session", cascade="all, delete-orphan", order_by="SpeakerSlot.position"
    )
    links: Mapped[list["SessionLink"]] = relationship(
        cascade="all, delete-orphan", foreign_keys="SessionLink.session_id"
    )
    former_slugs: Mapped[list["FormerSessionSlug"]] = relationship(cascade="all, delete-orphan")


class FormerSessionSlug(Base):
    """An address that once led to the session, and still does."""

    __tablename__ = "former_session_slug"
    __table_args__ = (UniqueConstraint("edition_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"), index=True)
    slug: Mapped[str] = mapped_column(String(90))


class SpeakerSlot(Base):
    """A place on stage: somebody by name, or a role still to be filled (`label`)."""

    __tablename__ = "speaker_slot"
    __table_args__ = (
        UniqueConstraint("session_id", "person_id", "role"),
        CheckConstraint("person_id IS NOT NULL OR label IS NOT NULL", name="somebody"),
        CheckConstraint("role IN ('speaker', 'moderator', 'panellist', 'artist')", name="role"),
        CheckConstraint("state IN ('asked', 'accepted', 'declined')", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    label: Mapped[str | None] = mapped_column(String(120))
    role: Mapped[str] = mapped_column(String(10), default="speaker")
    state: Mapped[str] = mapped_column(String(10), default="asked")
    position: Mapped[int] = mapped_column(default=0)

    session: Mapped[Session] = relationship(back_populates="slots")
    person: Mapped[Person | None] = relationship(lazy="joined")


class SessionLink(Base):
    """From one session to another that belongs with it (the panel that follows up the lecture)."""

    __tablename__ = "session_link"
    __table_args__ = (
        UniqueConstraint("session_id", "related_id"),
        CheckConstraint("session_id <> related_id", name="another"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"))
    related_id: Mapped[int] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"), index=True)

    related: Mapped[Session] = relationship(foreign_keys=[related_id])

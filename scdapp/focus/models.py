"""Focus areas: what the association works for, adopted and ended by decisions of its annual meetings."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scdapp.core.db import Base, Identified, Versioned
from scdapp.decisions.models import Decision
from scdapp.people.models import Person
from scdapp.programme.models import Session


class FocusArea(Identified, Versioned, Base):
    """One area. In force on a day when `valid_from <= day < valid_to`; None: no end, or a beginning not known."""

    __tablename__ = "focus_area"
    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from", name="order"),
    )
    public_face = True

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    adopted_by_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"), index=True)
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"), index=True)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    adopted_by: Mapped[Decision | None] = relationship(foreign_keys=adopted_by_id)
    ended_by: Mapped[Decision | None] = relationship(foreign_keys=ended_by_id)
    drivers: Mapped[list["FocusDriver"]] = relationship(
        cascade="all, delete-orphan", order_by="FocusDriver.position", lazy="selectin"
    )
    notes: Mapped[list["FocusNote"]] = relationship(cascade="all, delete-orphan", order_by="FocusNote.at.desc()")


class FocusDriver(Base):
    """Somebody who drives an area."""

    __tablename__ = "focus_driver"
    __table_args__ = (UniqueConstraint("area_id", "name"),)
    public_face = True

    id: Mapped[int] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("focus_area.id", ondelete="CASCADE"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)

    person: Mapped[Person | None] = relationship()


class FocusNote(Base):
    """How an area goes, written by the board."""

    __tablename__ = "focus_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("focus_area.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    text: Mapped[str] = mapped_column(Text)
    written_by: Mapped[str] = mapped_column(String(120))


class FocusTag(Base):
    """That a session of a programme is about an area."""

    __tablename__ = "focus_tag"
    public_face = True

    area_id: Mapped[int] = mapped_column(ForeignKey("focus_area.id", ondelete="CASCADE"), primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"), primary_key=True, index=True)

    area: Mapped[FocusArea] = relationship()
    session: Mapped[Session] = relationship()

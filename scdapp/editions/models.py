"""The year: an edition, its days and its key dates."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scdapp.core.db import Base, Identified, Versioned
from scdapp.pictures.models import Picture


class Edition(Identified, Versioned, Base):
    """One year's conference. What is null is unknown and shown as such, never made up."""

    __tablename__ = "edition"
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="order"),
        CheckConstraint("hue BETWEEN 0 AND 355", name="hue"),
    )
    public_face = True

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(String(120))
    theme: Mapped[str | None] = mapped_column(String(200))
    city: Mapped[str | None] = mapped_column(String(80))
    venue: Mapped[str | None] = mapped_column(String(120))
    venue_address: Mapped[str | None] = mapped_column(String(200))
    host: Mapped[str | None] = mapped_column(String(120))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    hue: Mapped[int] = mapped_column(default=265)
    welcome: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)
    hero_id: Mapped[int | None] = mapped_column(ForeignKey("picture.id", ondelete="SET NULL"))
    # Null until an organiser announces the edition; before that only organisers see it.
    announced_at: Mapped[datetime | None]
    # How many times an entry in a calendar changed, and when it last did (RFC 5545 3.8.7.4, 3.8.7.3).
    sequence: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    hero: Mapped[Picture | None] = relationship(lazy="selectin")
    days: Mapped[list["EditionDay"]] = relationship(
        back_populates="edition", cascade="all, delete-orphan", order_by="EditionDay.date"
    )

    @property
    def last_day(self) -> date:
        return self.ends_on or self.starts_on


class EditionDay(Base):
    """A day on which something is on the programme; the evening before counts too."""

    __tablename__ = "edition_day"
    __table_args__ = (UniqueConstraint("edition_id", "date"),)
    public_face = True

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    date: Mapped[date]
    label: Mapped[str | None] = mapped_column(String(60))

    edition: Mapped[Edition] = relationship(back_populates="days")


class KeyDate(Identified, Versioned, Base):
    """Something to remember: when, and for whom. `ends_on` is inclusive."""

    __tablename__ = "key_date"
    __table_args__ = (CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="order"),)
    public_face = True

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(160))
    starts_on: Mapped[date]
    at: Mapped[time | None]
    ends_on: Mapped[date | None]
    audience: Mapped[str | None] = mapped_column(String(120))
    note: Mapped[str | None] = mapped_column(Text)
    example: Mapped[bool] = mapped_column(default=False)
    # For the organisers only: on no page and in no calendar of the public.
    internal: Mapped[bool] = mapped_column(default=False, server_default=false())
    # The slice that made it and changes it ("admission"); None: written by hand.
    owner: Mapped[str | None] = mapped_column(String(20))
    # Withdrawn ones stay in the calendars as cancelled until the edition is over.
    withdrawn_at: Mapped[datetime | None]
    sequence: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    edition: Mapped[Edition] = relationship()

    @property
    def last_day(self) -> date:
        return self.ends_on or self.starts_on

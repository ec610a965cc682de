"""Who is on stage: persons and groups, and who has been announced for which year."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scdapp.core.db import Base, Identified, Versioned
from scdapp.editions.models import Edition
from scdapp.pictures.models import Picture


class Person(Identified, Versioned, Base):
    """A person or a group. One row however many roles and years."""

    __tablename__ = "person"
    public_face = True

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    slug: Mapped[str] = mapped_column(String(90), unique=True)
    is_group: Mapped[bool] = mapped_column(default=False)
    title: Mapped[str | None] = mapped_column(String(200))
    organisation: Mapped[str | None] = mapped_column(String(160))
    bio: Mapped[str | None] = mapped_column(Text)
    # What only organisers see: spellings in sources, how to reach them through their office.
    internal_note: Mapped[str | None] = mapped_column(Text)
    portrait_id: Mapped[int | None] = mapped_column(ForeignKey("picture.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    portrait: Mapped[Picture | None] = relationship(lazy="selectin")
    former_slugs: Mapped[list["FormerPersonSlug"]] = relationship(cascade="all, delete-orphan", lazy="selectin")


class FormerPersonSlug(Base):
    """An address that once led to the person, and still does."""

    __tablename__ = "former_person_slug"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    slug: Mapped[str] = mapped_column(String(90), unique=True)


class Announcement(Versioned, Base):
    """A speaker made public for an edition, perhaps before there is a session, a day or a time."""

    __tablename__ = "announcement"
    __table_args__ = (UniqueConstraint("edition_id", "person_id"),)
    public_face = True

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    topic: Mapped[str | None] = mapped_column(String(200))
    when_words: Mapped[str | None] = mapped_column(String(120))
    position: Mapped[int] = mapped_column(default=0)
    announced_at: Mapped[datetime]

    edition: Mapped[Edition] = relationship()
    person: Mapped[Person] = relationship(lazy="joined")

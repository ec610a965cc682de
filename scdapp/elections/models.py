"""Posts, elections and the terms of office that they make."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scdapp.core.db import Base, Identified, Versioned, among
from scdapp.decisions.models import Decision
from scdapp.elections import vocabulary as words
from scdapp.people.models import Person


class Post(Identified, Base):
    """An office to be elected to, and how many hold it."""

    __tablename__ = "post"
    __table_args__ = (
        among("key", words.POST_KEYS),
        CheckConstraint("seats >= 1", name="seats"),
        UniqueConstraint("key", "name"),
    )
    public_face = True

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(20))
    # As people say it: "ordförande i riksstyrelsen".
    name: Mapped[str] = mapped_column(String(120))
    seats: Mapped[int] = mapped_column(default=1)
    # A seat that belongs to one of the association's regions.
    region: Mapped[str | None] = mapped_column(String(80))
    position: Mapped[int] = mapped_column(default=0)


class Mandate(Identified, Versioned, Base):
    """Somebody's term of office. It ends by an election, a resignation, a removal or death; no row is ever
    deleted. What was recorded wrongly is corrected, and the audit chain keeps what it was.

    `ends_on` None: until the ordinary meeting of `until_year` is held, whenever that will be; with a reason, it
    has ended on a day that is not known.
    """

    __tablename__ = "mandate"
    __table_args__ = (
        among("elected_as", words.ELECTED_AS),
        among("ended_reason", words.END_REASONS),
        CheckConstraint("ends_on IS NULL OR ended_reason IS NOT NULL", name="ended"),
        CheckConstraint("ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on", name="order"),
        Index("ix_mandate_post_id_ends_on", "post_id", "ends_on"),
    )
    public_face = True

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"))
    name: Mapped[str] = mapped_column(String(120))
    # As they were when the person was elected.
    title: Mapped[str | None] = mapped_column(String(120))
    employer: Mapped[str | None] = mapped_column(String(160))
    region: Mapped[str | None] = mapped_column(String(80))
    # The same person on the conference's stage, if known.
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    elected_as: Mapped[str] = mapped_column(String(12), default="unknown")
    # None: the day is not known, only the year.
    starts_on: Mapped[date | None]
    from_year: Mapped[int]
    until_year: Mapped[int]
    ends_on: Mapped[date | None]
    ended_reason: Mapped[str | None] = mapped_column(String(8))
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"), index=True)
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"), index=True)
    # Whose term this one finishes, of a by-election.
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"), index=True)
    created_at: Mapped[datetime]

    post: Mapped[Post] = relationship(lazy="joined", innerjoin=True)
    decision: Mapped[Decision | None] = relationship(foreign_keys=decision_id)
    ended_by: Mapped[Decision | None] = relationship(foreign_keys=ended_by_id)
    previous: Mapped["Mandate | None"] = relationship(remote_side="Mandate.id")
    person: Mapped[Person | None] = relationship()


class Election(Identified, Versioned, Base):
    """Who is to be elected to a post in one paragraph. Frozen with its decision."""

    __tablename__ = "election"
    __table_args__ = (among("state", words.ELECTION_STATES), CheckConstraint("seats >= 1", name="seats"))

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"), index=True)
    seats: Mapped[int]
    state: Mapped[str] = mapped_column(String(10), default="nominating")
    # Of a by-election: the term that the elected will finish.
    finishes_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"), index=True)

    decision: Mapped[Decision] = relationship()
    post: Mapped[Post] = relationship()
    finishes: Mapped[Mandate | None] = relationship()
    candidates: Mapped[list["Candidate"]] = relationship(
        back_populates="election", cascade="all, delete-orphan", order_by="Candidate.position", lazy="selectin"
    )


class Candidate(Identified, Base):
    """Somebody who is proposed. The uid is the key of an option in a round of votes."""

    __tablename__ = "candidate"
    __table_args__ = (UniqueConstraint("election_id", "name"), among("nominated_by", words.NOMINATORS))

    id: Mapped[int] = mapped_column(primary_key=True)
    election_id: Mapped[int] = mapped_column(ForeignKey("election.id"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))
    title: Mapped[str | None] = mapped_column(String(120))
    employer: Mapped[str | None] = mapped_column(String(160))
    region: Mapped[str | None] = mapped_column(String(80))
    nominated_by: Mapped[str] = mapped_column(String(10), default="committee")
    withdrawn: Mapped[bool] = mapped_column(default=False)
    elected: Mapped[bool] = mapped_column(default=False)
    by_lot: Mapped[bool] = mapped_column(default=False)

    election: Mapped[Election] = relationship(back_populates="candidates")

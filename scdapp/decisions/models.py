"""What the meeting decided, how, counted against which register. Frozen once the minutes are attested.

Prose is rendered from these rows. After attestation, or from the moment a paragraph is attested on the spot, the
database refuses to change, delete or add to them (the triggers of migrations 0004 and 0006); only `FollowUp` lives on.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scdapp.core.db import Base, Identified, Versioned, among
from scdapp.decisions import vocabulary as words
from scdapp.decisions.hall_models import Officer, Register, RegisterEntry
from scdapp.meetings import vocabulary as meeting_words
from scdapp.meetings.models import AgendaItem, AnnualMeeting, Motion


class Decision(Identified, Versioned, Base):
    """A paragraph of the minutes. Without an outcome it is still open: the meeting is at it."""

    __tablename__ = "decision"
    __table_args__ = (
        UniqueConstraint("meeting_id", "paragraph_no"),
        CheckConstraint("paragraph_no >= 1", name="paragraph_no"),
        CheckConstraint("(attested_at IS NULL) = (attested_sha256 IS NULL)", name="attested"),
        among("kind", words.DECISION_KINDS),
        among("outcome", words.OUTCOMES),
        among("method", words.METHODS),
        among("majority", meeting_words.MAJORITIES),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("annual_meeting.id"))
    # None: known of from before the minutes were kept here, like the number.
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    # 1, 2, 3 … in the order taken.
    paragraph_no: Mapped[int | None]
    kind: Mapped[str] = mapped_column(String(16), default="decision")
    heading: Mapped[str] = mapped_column(String(200))
    # What stands before the att-satser, in the secretary's words.
    body: Mapped[str] = mapped_column(Text, default="")
    outcome: Mapped[str | None] = mapped_column(String(10))
    method: Mapped[str | None] = mapped_column(String(12))
    majority: Mapped[str] = mapped_column(String(20), default="simple")
    register_id: Mapped[int | None] = mapped_column(ForeignKey("voting_register.id"), index=True)
    motion_id: Mapped[int | None] = mapped_column(ForeignKey("motion.id"), index=True)
    # The decision of an earlier meeting that this one confirms (statutes), or takes up again.
    earlier_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"), index=True)
    # Somebody asked for the votes to be counted.
    count_requested: Mapped[bool] = mapped_column(default=False)
    # Of a discharge: the year that it is about.
    fiscal_year: Mapped[str | None] = mapped_column(String(9))
    valid_from: Mapped[date | None]
    opened_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    # Omedelbart justerad: attested in the hall, together with the hash of its text.
    attested_at: Mapped[datetime | None]
    attested_sha256: Mapped[str | None] = mapped_column(String(64))

    meeting: Mapped[AnnualMeeting] = relationship()
    item: Mapped[AgendaItem | None] = relationship()
    motion: Mapped[Motion | None] = relationship()
    register: Mapped[Register | None] = relationship()
    earlier: Mapped["Decision | None"] = relationship(remote_side="Decision.id")
    clauses: Mapped[list["Clause"]] = relationship(
        cascade="all, delete-orphan", order_by="Clause.position", lazy="selectin"
    )
    rounds: Mapped[list["Round"]] = relationship(
        back_populates="decision", cascade="all, delete-orphan", order_by="Round.number"
    )
    proposals: Mapped[list["Proposal"]] = relationship(cascade="all, delete-orphan", order_by="Proposal.id")
    dissents: Mapped[list["Dissent"]] = relationship(cascade="all, delete-orphan", order_by="Dissent.id")
    recusals: Mapped[list["Recusal"]] = relationship(cascade="all, delete-orphan", order_by="Recusal.id")
    follow_up: Mapped["FollowUp | None"] = relationship(back_populates="decision")


class Clause(Base):
    """One att-sats: "att …", with an outcome of its own."""

    __tablename__ = "clause"
    __table_args__ = (UniqueConstraint("decision_id", "position"), among("outcome", words.CLAUSE_OUTCOMES))

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str | None] = mapped_column(String(10))


class Proposal(Base):
    """What somebody moved on a question: a proposal, an amendment, a rejection, that it wait."""

    __tablename__ = "proposal"
    __table_args__ = (among("kind", words.PROPOSAL_KINDS), among("state", words.PROPOSAL_STATES))

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    kind: Mapped[str] = mapped_column(String(14))
    # The att-sats that an amendment is about.
    clause_position: Mapped[int | None]
    moved_by: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10), default="open")
    moved_at: Mapped[datetime]


class Round(Base):
    """One time that the meeting was asked: how, counted against which register, with what figures.

    A question has votes for and against; an election has options. Not final until the figures are sure.
    """

    __tablename__ = "vote_round"
    __table_args__ = (
        UniqueConstraint("decision_id", "number"),
        CheckConstraint("votes_each >= 1", name="votes_each"),
        among("method", words.METHODS),
        among("result", words.RESULTS),
        among("tie_break", meeting_words.TIE_RULES),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    number: Mapped[int]
    method: Mapped[str] = mapped_column(String(12))
    # What was put to the meeting, if it was not the whole question.
    question: Mapped[str | None] = mapped_column(Text)
    register_id: Mapped[int | None] = mapped_column(ForeignKey("voting_register.id"), index=True)
    # How many names a ballot may carry: as many as there are seats.
    votes_each: Mapped[int] = mapped_column(default=1)
    votes_for: Mapped[int | None]
    votes_against: Mapped[int | None]
    abstained: Mapped[int | None]
    blank: Mapped[int | None]
    invalid: Mapped[int | None]
    result: Mapped[str | None] = mapped_column(String(10))
    # How a tie was broken, and what the lot or the chair said.
    tie_break: Mapped[str | None] = mapped_column(String(14))
    tie_note: Mapped[str | None] = mapped_column(String(300))
    held_at: Mapped[datetime]
    final_at: Mapped[datetime | None]

    decision: Mapped[Decision] = relationship(back_populates="rounds")
    register: Mapped[Register | None] = relationship()
    options: Mapped[list["Option"]] = relationship(
        cascade="all, delete-orphan", order_by="Option.position", lazy="selectin"
    )
    tallies: Mapped[list["Tally"]] = relationship(
        cascade="all, delete-orphan", order_by="Tally.attempt, Tally.id", lazy="selectin"
    )
    names: Mapped[list["NamedVote"]] = relationship(
        cascade="all, delete-orphan", order_by="NamedVote.entry_id", lazy="selectin"
    )


class Option(Base):
    """What one could vote for in a round of an election, or of several proposals at once."""

    __tablename__ = "vote_option"
    __table_args__ = (UniqueConstraint("round_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("vote_round.id"))
    position: Mapped[int]
    # The uid of the candidate.
    key: Mapped[str] = mapped_column(String(36))
    label: Mapped[str] = mapped_column(String(200))
    votes: Mapped[int | None]
    elected: Mapped[bool] = mapped_column(default=False)
    by_lot: Mapped[bool] = mapped_column(default=False)


class Tally(Base):
    """What one teller counted. Two must agree; when they differ both count anew, and both attempts stay."""

    __tablename__ = "tally"
    __table_args__ = (UniqueConstraint("round_id", "officer_id", "attempt"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("vote_round.id"))
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"), index=True)
    attempt: Mapped[int] = mapped_column(default=1)
    # "for", "against", "abstained", "blank", "invalid", and an option's key -> how many.
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
    entered_at: Mapped[datetime]

    officer: Mapped[Officer] = relationship()


class NamedVote(Base):
    """What somebody answered at a roll call. Never public: there only the figures stand."""

    __tablename__ = "named_vote"
    __table_args__ = (UniqueConstraint("round_id", "entry_id"), among("vote", words.NAMED_VOTES))

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("vote_round.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("register_entry.id"), index=True)
    vote: Mapped[str] = mapped_column(String(10))

    entry: Mapped[RegisterEntry] = relationship(lazy="joined", innerjoin=True)


class Dissent(Base):
    """A reservation or a note that somebody wanted in the minutes."""

    __tablename__ = "dissent"
    __table_args__ = (among("kind", words.DISSENT_KINDS),)

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)
    notified_at: Mapped[datetime]


class Recusal(Base):
    """Somebody who took no part in a decision (jäv)."""

    __tablename__ = "recusal"
    __table_args__ = (UniqueConstraint("decision_id", "name"), among("reason", words.RECUSAL_REASONS))

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    name: Mapped[str] = mapped_column(String(120))
    reason: Mapped[str] = mapped_column(String(14))


class FollowUp(Versioned, Base):
    """What becomes of a decision: who sees to it, until when, how it goes. Never frozen. Only `status` is public."""

    __tablename__ = "follow_up"
    __table_args__ = (among("status", words.FOLLOW_UP_STATES),)
    public_face = True

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), unique=True)
    responsible: Mapped[str | None] = mapped_column(String(120))
    due_on: Mapped[date | None] = mapped_column(index=True)
    status: Mapped[str] = mapped_column(String(8), default="open")
    notes: Mapped[str | None] = mapped_column(Text)
    changed_at: Mapped[datetime]

    decision: Mapped[Decision] = relationship(back_populates="follow_up")

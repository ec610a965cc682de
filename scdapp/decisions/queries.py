"""Reads of decisions and of who was in the hall."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import aliased, contains_eager, selectinload

from scdapp.core.db import db
from scdapp.core.errors import Missing
from scdapp.core.lists import WORDS_AT_MOST, Page, haystack, page_of
from scdapp.decisions import vocabulary as words
from scdapp.decisions.follow_up_rules import GOING_ON, OVER, Wanted
from scdapp.decisions.hall_models import Officer, OfficerContact, Presence, Register, RegisterEntry
from scdapp.decisions.models import Clause, Decision, FollowUp, NamedVote, Round
from scdapp.meetings.models import AnnualMeeting

WHOLE = (
    selectinload(Decision.rounds).selectinload(Round.register),
    *(selectinload(part) for part in (Decision.proposals, Decision.dissents, Decision.recusals)),
    *(selectinload(part) for part in (Decision.item, Decision.motion, Decision.register, Decision.follow_up)),
)


def get_decision(uid: str) -> Decision:
    """The decision with this uid and all that belongs to it. Raises `Missing`."""
    found = db.session.scalar(select(Decision).where(Decision.uid == uid).options(*WHOLE))
    if found is None:
        raise Missing
    return found


def find_decision(uid: str) -> Decision | None:
    """The decision with this uid."""
    return db.session.scalar(select(Decision).where(Decision.uid == uid))


def get_round(decision_id: int, number: int) -> Round:
    """A round of votes on a decision. Raises `Missing`."""
    found = db.session.scalar(select(Round).where(Round.decision_id == decision_id, Round.number == number))
    if found is None:
        raise Missing
    return found


def paragraphs(meeting_id: int) -> list[Decision]:
    """All that the meeting decided, in the order taken, whole."""
    query = select(Decision).where(Decision.meeting_id == meeting_id).options(*WHOLE)
    return list(db.session.scalars(query.order_by(Decision.paragraph_no, Decision.id)))


def open_paragraph(meeting_id: int) -> Decision | None:
    """The question that the meeting is at."""
    query = select(Decision).where(Decision.meeting_id == meeting_id, Decision.outcome.is_(None))
    return db.session.scalar(query.order_by(Decision.paragraph_no.desc()).limit(1).options(*WHOLE))


def latest_paragraph(meeting_id: int) -> Decision | None:
    """The paragraph that was taken last, whole."""
    query = select(Decision).where(Decision.meeting_id == meeting_id).order_by(Decision.paragraph_no.desc())
    return db.session.scalar(query.limit(1).options(*WHOLE))


def last_paragraph_no(meeting_id: int) -> int:
    """The last number taken; 0 when there is none."""
    return db.session.scalar(select(func.max(Decision.paragraph_no)).where(Decision.meeting_id == meeting_id)) or 0


def unfinished_before(meeting: AnnualMeeting) -> list[Decision]:
    """What earlier meetings put off and no later one has decided on, oldest first."""
    again = aliased(Decision)
    taken_up = exists().where(again.earlier_id == Decision.id, again.outcome.is_not(None))
    in_part = exists().where(Clause.decision_id == Decision.id, Clause.outcome.in_(words.UNFINISHED))
    query = (
        select(Decision)
        .join(AnnualMeeting)
        .where(AnnualMeeting.id != meeting.id, AnnualMeeting.year <= meeting.year)
        .where(Decision.outcome.in_(words.UNFINISHED) | in_part, ~taken_up)
        .order_by(AnnualMeeting.year, Decision.paragraph_no)
    )
    return list(db.session.scalars(query))


def first_readings(meeting: AnnualMeeting) -> list[Decision]:
    """Changes of the statutes that earlier meetings have adopted, for a second one to confirm, newest first."""
    query = (
        select(Decision)
        .join(Decision.meeting)
        .where(AnnualMeeting.id != meeting.id, AnnualMeeting.year <= meeting.year)
        .where(Decision.kind == "statute_change", Decision.outcome == "approved", Decision.paragraph_no.is_not(None))
        .order_by(AnnualMeeting.year.desc(), Decision.paragraph_no.desc())
        .options(contains_eager(Decision.meeting))
    )
    return list(db.session.scalars(query))


def followed_up_before(meeting: AnnualMeeting) -> list[Decision]:
    """Decisions of earlier meetings that somebody is still to carry out, oldest first."""
    query = (
        select(Decision)
        .join(FollowUp)
        .join(AnnualMeeting, AnnualMeeting.id == Decision.meeting_id)
        .where(AnnualMeeting.id != meeting.id, AnnualMeeting.year <= meeting.year)
        .where(FollowUp.status.in_(("open", "ongoing")))
        .order_by(AnnualMeeting.year, Decision.paragraph_no)
    )
    return list(db.session.scalars(query))


def follow_ups_page(wanted: Wanted, *, number: int = 1) -> Page[Decision]:
    """Decisions with what becomes of them: what is to be seen to, the most urgent first; or others, newest first."""
    query = found(search=wanted.text).outerjoin(FollowUp, FollowUp.decision_id == Decision.id)
    if wanted.which == "klara":
        query = query.where(FollowUp.status.in_(OVER))
    elif wanted.which != "alla":
        query = query.where(FollowUp.status.in_(GOING_ON)).order_by(None)
        query = query.order_by(FollowUp.due_on.is_(None), FollowUp.due_on, AnnualMeeting.year, Decision.id)
    query = query.options(contains_eager(Decision.meeting), contains_eager(Decision.follow_up))
    return page_of(query, number=number, words=("Ett beslut", "beslut"))


def follow_ups_due(until: date) -> list[FollowUp]:
    """What is to be done by that day and is not, the most urgent first."""
    query = select(FollowUp).where(FollowUp.due_on <= until, FollowUp.status.in_(("open", "ongoing")))
    return list(db.session.scalars(query.order_by(FollowUp.due_on).options(selectinload(FollowUp.decision))))


def found(
    *, search: str = "", year: int | None = None, kind: str | None = None, outcome: str | None = None
) -> Select[Decision]:
    """The question to the register of decisions over all years, newest first, to be asked by the caller."""
    query = select(Decision).join(AnnualMeeting).where(Decision.outcome.is_not(None))
    for word in search.split()[:WORDS_AT_MOST]:
        says = haystack(Decision.heading, Decision.body).contains(word.lower(), autoescape=True)
        clause = haystack(Clause.text).contains(word.lower(), autoescape=True)
        query = query.where(says | exists().where(Clause.decision_id == Decision.id, clause))
    for column, value in ((AnnualMeeting.year, year), (Decision.kind, kind), (Decision.outcome, outcome)):
        if value:
            query = query.where(column == value)
    return query.order_by(AnnualMeeting.year.desc(), Decision.paragraph_no, Decision.id)


def present(meeting_id: int) -> list[Presence]:
    """Those in the hall, in the order in which they came."""
    query = select(Presence).where(Presence.meeting_id == meeting_id, Presence.left_at.is_(None))
    return list(db.session.scalars(query.order_by(Presence.arrived_at, Presence.id)))


def presences(meeting_id: int) -> list[Presence]:
    """All comings and goings of the meeting."""
    query = select(Presence).where(Presence.meeting_id == meeting_id)
    return list(db.session.scalars(query.order_by(Presence.arrived_at, Presence.id)))


def presences_of(member_id: int) -> list[tuple[Presence, AnnualMeeting]]:
    """When a member was at meetings, and at which."""
    query = select(Presence, AnnualMeeting).join(AnnualMeeting, AnnualMeeting.id == Presence.meeting_id)
    query = query.where(Presence.member_id == member_id).order_by(Presence.arrived_at, Presence.id)
    return [(row, meeting) for row, meeting in db.session.execute(query)]


def entries_of(member_uid: str) -> list[tuple[RegisterEntry, Register, AnnualMeeting]]:
    """Where a member stands in the registers of meetings."""
    query = select(RegisterEntry, Register, AnnualMeeting).join(Register, Register.id == RegisterEntry.register_id)
    query = query.join(AnnualMeeting, AnnualMeeting.id == Register.meeting_id)
    query = query.where(RegisterEntry.member_uid == member_uid).order_by(Register.fixed_at, Register.id)
    return [(entry, register, meeting) for entry, register, meeting in db.session.execute(query)]


def answers_of(member_uid: str) -> list[tuple[NamedVote, Decision, AnnualMeeting]]:
    """What a member answered at roll calls, and to which question."""
    query = select(NamedVote, Decision, AnnualMeeting).join(NamedVote.entry)
    query = query.join(Round, Round.id == NamedVote.round_id).join(Decision, Decision.id == Round.decision_id)
    query = query.join(AnnualMeeting, AnnualMeeting.id == Decision.meeting_id)
    query = query.where(RegisterEntry.member_uid == member_uid).order_by(NamedVote.id)
    return [(vote, decision, meeting) for vote, decision, meeting in db.session.execute(query)]


def offices_reached_at(email: str) -> list[tuple[Officer, AnnualMeeting]]:
    """What meetings chose somebody to who is reached at the address."""
    query = select(Officer, AnnualMeeting).join(AnnualMeeting, AnnualMeeting.id == Officer.meeting_id)
    query = query.join(OfficerContact).where(OfficerContact.email == email).order_by(Officer.id)
    return [(officer, meeting) for officer, meeting in db.session.execute(query)]


def knows(email: str) -> bool:
    """Whether somebody who leads, writes, counts or attests is reached at the address."""
    query = select(OfficerContact.officer_id).where(OfficerContact.email == email)
    return db.session.scalar(query.limit(1)) is not None


def named_before(before: date) -> list[Presence]:
    """Who was at meetings held before this day, as far as their names are still kept."""
    query = select(Presence).join(AnnualMeeting, AnnualMeeting.id == Presence.meeting_id)
    return list(db.session.scalars(query.where(AnnualMeeting.held_on < before, Presence.name != "")))


def registers(meeting_id: int) -> list[Register]:
    """The registers of the meeting, first to last."""
    return list(db.session.scalars(select(Register).where(Register.meeting_id == meeting_id).order_by(Register.seq)))


def last_register(meeting_id: int) -> Register | None:
    """The register that votes are counted against now."""
    query = select(Register).where(Register.meeting_id == meeting_id).order_by(Register.seq.desc())
    return db.session.scalar(query.limit(1))


def officers(meeting_id: int, roles: Collection[str] = tuple(words.ROLES)) -> list[Officer]:
    """Those whom the meeting chose to those roles."""
    query = select(Officer).where(Officer.meeting_id == meeting_id, Officer.role.in_(roles)).order_by(Officer.id)
    return list(db.session.scalars(query))

"""Reads for the screen of the meeting: few, and as many for a long meeting as for a short one."""

from sqlalchemy import func, select

from scdapp.core.db import db, in_swedish
from scdapp.core.errors import Missing
from scdapp.decisions import queries, stage_rules
from scdapp.decisions.hall_models import Officer, Presence, Register
from scdapp.decisions.models import Decision
from scdapp.decisions.stage_rules import Known, Place, Stop, Taken, stops
from scdapp.meetings import queries as meetings
from scdapp.meetings import template
from scdapp.meetings.models import AgendaItem, AnnualMeeting
from scdapp.meetings.rules import in_time, quorum_needed
from scdapp.members.models import Member


def rail(meeting_id: int, items: list[AgendaItem]) -> list[Stop]:
    """The agenda with the paragraphs that each point became."""
    columns = (Decision.item_id, Decision.uid, Decision.paragraph_no, Decision.heading, Decision.outcome)
    query = select(*columns).where(Decision.meeting_id == meeting_id).order_by(Decision.paragraph_no)
    return stops(items, [(row[0], Taken(*row[1:])) for row in db.session.execute(query)])


def place(meeting: AnnualMeeting) -> Place:
    """Where the meeting is, for a screen that asks often. One query."""
    columns = (Decision.uid, Decision.paragraph_no, Decision.outcome)
    query = select(*columns).where(Decision.meeting_id == meeting.id).order_by(Decision.paragraph_no)
    return stage_rules.place(meeting.state, [(row[0], row[1], row[2]) for row in db.session.execute(query)])


def taken_motions(meeting_id: int) -> set[int | None]:
    """The motions that have a paragraph."""
    query = select(Decision.motion_id).where(Decision.meeting_id == meeting_id, Decision.motion_id.is_not(None))
    return set(db.session.scalars(query))


def paragraph_of(meeting: AnnualMeeting, uid: str) -> Decision:
    """A paragraph of that meeting. Raises `Missing` for one of another."""
    found = queries.get_decision(uid)
    if found.meeting_id != meeting.id:
        raise Missing
    return found


def paragraph_id(meeting: AnnualMeeting, uid: str) -> int:
    """The id of a paragraph of that meeting. Raises `Missing`."""
    query = select(Decision.id).where(Decision.uid == uid, Decision.meeting_id == meeting.id)
    found = db.session.scalar(query)
    if found is None:
        raise Missing
    return found


def known(meeting: AnnualMeeting, decision: Decision) -> Known:
    """What the facts about a question are reckoned from; asks only for what concerns it."""
    statutes = meeting.statutes
    call = None
    if decision.item is not None and decision.item.template_key == template.CALLED:
        call = in_time("call", meeting, statutes, meetings.notices(meeting.id))
    report = decision.kind != "discharge" or meetings.has_document(meeting.id, "audit_report")
    voters, quorum = _quorum(meeting) if decision.item and decision.item.template_key == template.REGISTER else (0, 0)
    return Known(call, report, statutes.other_business_may_decide, voters, quorum)


def _quorum(meeting: AnnualMeeting) -> tuple[int, int]:
    """How many members are here, and how many the statutes want."""
    if meeting.statutes.quorum_rule == "none":
        return 0, 0
    members = db.session.scalar(select(func.count()).select_from(Member).where(Member.left_on.is_(None))) or 0
    return inside(meeting.id).get("member", 0), quorum_needed(meeting.statutes, members)


def inside(meeting_id: int) -> dict[str, int]:
    """How many are in the hall, by capacity."""
    query = select(Presence.capacity, func.count()).where(Presence.meeting_id == meeting_id, Presence.left_at.is_(None))
    return {capacity: number for capacity, number in db.session.execute(query.group_by(Presence.capacity))}


def members_with_presence(meeting_id: int) -> list[tuple[Member, Presence | None]]:
    """All members, each with where they are in the hall, if they are there."""
    there = (Presence.member_id == Member.id) & (Presence.meeting_id == meeting_id) & Presence.left_at.is_(None)
    query = select(Member, Presence).outerjoin(Presence, there).where(Member.left_on.is_(None))
    query = query.order_by(in_swedish(Member.name), Member.id)
    return [(member, presence) for member, presence in db.session.execute(query)]


def get_presence(meeting_id: int, key: int) -> Presence:
    """Somebody's coming to that meeting. Raises `Missing`."""
    found = db.session.get(Presence, key)
    if found is None or found.meeting_id != meeting_id:
        raise Missing
    return found


def get_register(meeting_id: int, seq: int) -> Register:
    """A register of that meeting. Raises `Missing`."""
    found = db.session.scalar(select(Register).where(Register.meeting_id == meeting_id, Register.seq == seq))
    if found is None:
        raise Missing
    return found


def get_officer(meeting_id: int, uid: str) -> Officer:
    """Somebody whom that meeting chose. Raises `Missing`."""
    found = db.session.scalar(select(Officer).where(Officer.meeting_id == meeting_id, Officer.uid == uid))
    if found is None:
        raise Missing
    return found

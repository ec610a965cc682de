"""Verbs on a meeting: make, change, open, adjourn, resume, close; `cancel_service` calls it off.

None is ever deleted once it was called.
"""

from datetime import datetime

from scdapp.audit import service as audit
from scdapp.core.db import db, locked
from scdapp.core.errors import Refusal
from scdapp.editions.models import Edition
from scdapp.editions.rules import differs
from scdapp.meetings import deadline_service, queries, rules, signals, statute_service
from scdapp.meetings.models import AnnualMeeting
from scdapp.meetings.rules import MeetingFacts


def create_meeting(
    edition_id: int, facts: MeetingFacts, *, by: str, now: datetime, recorded_afterwards: bool = False
) -> AnnualMeeting:
    """A meeting of the edition, planned under the statutes of its day; its deadlines become key dates.

    `recorded_afterwards`: one that was held before meetings were kept here, closed from the start. Refuses a second
    ordinary meeting of a year, unless the first is cancelled, and facts that are not sound.
    """
    edition = locked(Edition, edition_id)
    facts = rules.checked(facts)
    if facts.kind == "ordinary" and queries.is_taken(edition.year):
        raise Refusal(f"{edition.year} har redan ett ordinarie årsmöte.", field="kind")
    statutes = statute_service.statutes_for(facts.held_on or edition.starts_on, by=by, now=now)
    meeting = AnnualMeeting(
        edition_id=edition.id,
        year=edition.year,
        statutes=statutes,
        state="closed" if recorded_afterwards else "planned",
        recorded_afterwards=recorded_afterwards,
        created_at=now,
        changed_at=now,
    )
    _write(meeting, facts)
    db.session.add(meeting)
    db.session.flush()
    deadline_service.follow(meeting, now=now)
    _told("create", meeting, by, now, kind=meeting.kind, year=meeting.year)
    return meeting


def update_meeting(meeting_id: int, facts: MeetingFacts, *, version: int, by: str, now: datetime) -> AnnualMeeting:
    """Change what is known of the meeting; the deadlines follow its day, and so do the statutes until it is called.

    Refuses facts that are not sound, another kind, and a meeting that is closed. Raises `EditConflict`.
    """
    meeting = locked(AnnualMeeting, meeting_id, version=version)
    rules.ensure_not_closed(meeting)
    facts = rules.checked(facts)
    if facts.kind != meeting.kind:
        raise Refusal("Ett ordinarie årsmöte kan inte bli ett extra, eller tvärtom.", field="kind")
    changed = [name for name in rules.IN_FACTS if differs(meeting, facts, (name,))]
    _write(meeting, facts)
    if meeting.state == "planned":
        day = facts.held_on or meeting.edition.starts_on
        meeting.statutes = statute_service.statutes_for(day, by=by, now=now)
    meeting.version += 1
    meeting.changed_at = now
    db.session.flush()
    deadline_service.follow(meeting, now=now)
    _told("update", meeting, by, now, changed=changed)
    return meeting


def open_meeting(meeting_id: int, *, by: str, now: datetime) -> AnnualMeeting:
    """Open the meeting. Refuses unless it is planned or called, and when it is cancelled.

    A call that is missing is for the meeting to judge.
    """
    meeting = _step(meeting_id, "open", by, now)
    meeting.opened_at = now
    db.session.flush()
    return meeting


def adjourn(meeting_id: int, *, by: str, now: datetime) -> AnnualMeeting:
    """Let the meeting rest; nothing is decided meanwhile. Refuses unless it is open."""
    return _step(meeting_id, "adjourned", by, now)


def resume(meeting_id: int, *, by: str, now: datetime) -> AnnualMeeting:
    """Go on with an adjourned meeting. Refuses any other."""
    meeting = locked(AnnualMeeting, meeting_id)
    if meeting.state != "adjourned":
        raise rules.MeetingState("Mötet är inte ajournerat.")
    return _step(meeting_id, "open", by, now)


def close(meeting_id: int, *, by: str, now: datetime) -> AnnualMeeting:
    """End the meeting. Refuses unless it is open, and while a question is still open."""
    meeting = locked(AnnualMeeting, meeting_id)
    rules.ensure_step(meeting.state, "closed")
    signals.closing.send(meeting, by=by, now=now)
    meeting = _step(meeting_id, "closed", by, now)
    meeting.ended_at = now
    db.session.flush()
    return meeting


def mark_called(meeting: AnnualMeeting, *, by: str, now: datetime) -> None:
    """The call has gone out: from now on the meeting is called."""
    if meeting.state == "planned" and meeting.cancelled_at is None:
        _step(meeting.id, "called", by, now)


def _step(meeting_id: int, state: str, by: str, now: datetime) -> AnnualMeeting:
    meeting = locked(AnnualMeeting, meeting_id)
    rules.ensure_not_cancelled(meeting)
    before = meeting.state
    rules.ensure_step(before, state)
    meeting.state = state
    meeting.version += 1
    meeting.changed_at = now
    db.session.flush()
    _told("step", meeting, by, now, before=before, after=state)
    return meeting


def _write(meeting: AnnualMeeting, facts: MeetingFacts) -> None:
    for name in rules.IN_FACTS:
        setattr(meeting, name, getattr(facts, name))


def _told(verb: str, meeting: AnnualMeeting, by: str, now: datetime, **detail: object) -> None:
    audit.write(f"meetings.{verb}", "meeting", meeting.uid, actor=by, now=now, **detail)

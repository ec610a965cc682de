"""Verbs on motions: receive in time, answer, put on the agenda, withdraw."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select

from scdapp.audit import service as audit
from scdapp.core.db import db, locked
from scdapp.core.errors import Refusal
from scdapp.meetings import motion_rules as rules
from scdapp.meetings import queries
from scdapp.meetings.models import AgendaItem, AnnualMeeting, Motion, MotionClause
from scdapp.meetings.motion_rules import MotionFacts
from scdapp.meetings.rules import ensure_not_closed


def receive_motion(meeting_id: int, facts: MotionFacts, *, form_key: str, now: datetime) -> Motion:
    """A motion with the next number. The same form sent twice is one motion.

    Refuses (`MotionsClosed`) one that is late by a second, and one that lacks something.
    """
    meeting = locked(AnnualMeeting, meeting_id)
    if sent := db.session.scalar(select(Motion).where(Motion.form_key == form_key)):
        return sent
    rules.ensure_receivable(meeting, now=now)
    return _add(meeting, facts, form_key=form_key, state="received", by="medlem", now=now)


def record_motion(
    meeting_id: int, facts: MotionFacts, *, form_key: str, received_at: datetime, late: bool, by: str, now: datetime
) -> Motion:
    """A motion that came to the board by another way, in time or late: the meeting judges a late one.

    Refuses one that lacks something, and when the meeting is closed.
    """
    meeting = locked(AnnualMeeting, meeting_id)
    ensure_not_closed(meeting)
    motion = _add(meeting, facts, form_key=form_key, state="late" if late else "received", by=by, now=now)
    motion.received_at = received_at
    db.session.flush()
    return motion


def answer_motion(
    motion_id: int, *, opinion: str | None, proposed: str | None, version: int, by: str, now: datetime
) -> Motion:
    """The board's opinion and what it proposes the meeting to do. Refuses when the meeting is closed."""
    motion = locked(Motion, motion_id, version=version)
    ensure_not_closed(motion.meeting)
    motion.board_opinion, motion.proposed = rules.checked_opinion(opinion, proposed)
    motion.answered_at = now
    motion.version += 1
    db.session.flush()
    _told("answer_motion", motion, by, now, proposed=motion.proposed)
    return motion


def place_motion(motion_id: int, item_id: int | None, *, by: str, now: datetime) -> Motion:
    """Let the motion stand under a point of its meeting's agenda, or under none. Refuses another meeting's point."""
    motion = locked(Motion, motion_id)
    ensure_not_closed(motion.meeting)
    if item_id is not None and db.session.get_one(AgendaItem, item_id).meeting_id != motion.meeting_id:
        raise Refusal("Punkten hör till ett annat möte.")
    motion.item_id = item_id
    db.session.flush()
    _told("place_motion", motion, by, now)
    return motion


def withdraw_motion(motion_id: int, *, by: str, now: datetime) -> None:
    """The sender takes the motion back; it stays on record. Refuses when the meeting is closed."""
    motion = locked(Motion, motion_id)
    ensure_not_closed(motion.meeting)
    motion.state = "withdrawn"
    db.session.flush()
    _told("withdraw_motion", motion, by, now)


def forget_sender(email: str) -> int:
    """Take the address out of all motions, and the name out of those taken back; of how many.

    What the meeting was asked stays with the name of whoever asked: it is among the papers that the minutes are about.
    """
    sent = queries.motions_from(email)
    for motion in sent:
        if motion.state == "withdrawn":
            motion.sender_name = ""
    _forget_addresses(sent)
    return len(sent)


def purge_senders(*, before: date) -> int:
    """Take the sender's address out of the motions to meetings held before this day; out of how many."""
    sent = queries.senders_before(before)
    _forget_addresses(sent)
    return len(sent)


def _forget_addresses(sent: Iterable[Motion]) -> None:
    for motion in sent:
        motion.sender_email = None
        motion.version += 1
    db.session.flush()


def _add(meeting: AnnualMeeting, facts: MotionFacts, *, form_key: str, state: str, by: str, now: datetime) -> Motion:
    facts = rules.checked(facts)
    numbers = [one.number for one in queries.motions(meeting.id)]
    motion = Motion(
        meeting_id=meeting.id,
        number=max(numbers, default=0) + 1,
        form_key=form_key,
        title=facts.title,
        text=facts.text,
        sender_name=facts.sender_name,
        sender_email=facts.sender_email,
        received_at=now,
        state=state,
    )
    motion.clauses = [MotionClause(position=n, text=text) for n, text in enumerate(facts.clauses, 1)]
    db.session.add(motion)
    db.session.flush()
    _told("receive_motion", motion, by, now, number=motion.number, state=state)
    return motion


def _told(verb: str, motion: Motion, by: str, now: datetime, **detail: object) -> None:
    audit.write(f"meetings.{verb}", "motion", motion.uid, actor=by, now=now, **detail)

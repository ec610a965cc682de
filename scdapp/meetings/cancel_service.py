"""Verbs: call a meeting off and tell those who were called; take that back while nobody has been told."""

from datetime import datetime

from scdapp.audit import service as audit
from scdapp.core.db import db, locked
from scdapp.core.errors import Refusal
from scdapp.editions.models import Edition
from scdapp.meetings import cancel_rules as rules
from scdapp.meetings import deadline_service, display, letters, notice_queries, queries
from scdapp.meetings.models import AnnualMeeting
from scdapp.outbox import service as outbox


def cancel(
    meeting_id: int, reason: str, *, version: int, batch: str, expected: int, by: str, now: datetime
) -> AnnualMeeting:
    """Call the meeting off: its key dates are withdrawn, and whoever got the call by mail gets a letter in this
    transaction. Sent twice from the same page, it happens once.

    Refuses a meeting that was opened or is cancelled already, an empty reason, and another number of letters than
    somebody has just looked at. Raises `EditConflict`.
    """
    meeting = locked(AnnualMeeting, meeting_id)
    if meeting.cancelled_batch == batch:
        return meeting
    meeting = locked(AnnualMeeting, meeting_id, version=version)
    rules.ensure_cancellable(meeting)
    reason = rules.checked_reason(reason)
    called = notice_queries.called(meeting.id)
    if len(called) != expected:
        raise Refusal(
            f"Nu går brevet till {len(called)} i stället för {expected}. Se efter en gång till och ställ in sedan."
        )
    for one in called:
        outbox.queue(
            letters.CANCELLED, one.email, values(meeting, one.name, reason), about=one.uid, batch=batch, now=now
        )
    meeting.cancelled_at = now
    meeting.cancelled_because = reason
    meeting.cancelled_batch, meeting.cancelled_told = batch, len(called)
    _changed(meeting, now)
    audit.write("meetings.cancel", "meeting", meeting.uid, actor=by, now=now, reason=reason, letters=len(called))
    return meeting


def uncancel(meeting_id: int, *, version: int, by: str, now: datetime) -> AnnualMeeting:
    """Let the meeting be held after all; its key dates count again.

    Refuses when it is not cancelled, when letters about it have gone out, and when the year has another ordinary
    meeting by now. Raises `EditConflict`.
    """
    locked(Edition, db.session.get_one(AnnualMeeting, meeting_id).edition_id)
    meeting = locked(AnnualMeeting, meeting_id, version=version)
    rules.ensure_restorable(meeting, year_is_taken=queries.is_taken(meeting.year))
    meeting.cancelled_at = meeting.cancelled_because = None
    meeting.cancelled_batch = meeting.cancelled_told = None
    _changed(meeting, now)
    audit.write("meetings.uncancel", "meeting", meeting.uid, actor=by, now=now)
    return meeting


def values(meeting: AnnualMeeting, name: str, reason: str) -> dict[str, str]:
    """What the letter to somebody is filled with."""
    return {"namn": name, "mote": display.name(meeting), "nar": display.when_in_letters(meeting), "skal": reason}


def _changed(meeting: AnnualMeeting, now: datetime) -> None:
    meeting.version += 1
    meeting.changed_at = now
    db.session.flush()
    deadline_service.follow(meeting, now=now)

"""The meeting's deadlines as key dates: the same entry in every calendar, wherever the meeting's day moves."""

from datetime import date, datetime

from sqlalchemy import select

from scdapp.core.db import db
from scdapp.core.walltime import ZONE
from scdapp.editions import key_date_service as key_dates
from scdapp.editions.key_date_rules import KeyDateFacts
from scdapp.meetings import rules
from scdapp.meetings import vocabulary as words
from scdapp.meetings.models import AnnualMeeting, MeetingKeyDate

OWNER = "meetings"
# Only the board has to send call and documents.
INTERNAL = ("call", "documents")


def follow(meeting: AnnualMeeting, *, now: datetime) -> None:
    """Let the key dates say when motions, call, documents and the meeting itself are due; none of one cancelled."""
    if meeting.recorded_afterwards:
        return
    wanted = {} if meeting.cancelled_at else rules.deadlines(meeting, meeting.statutes)
    query = select(MeetingKeyDate).where(MeetingKeyDate.meeting_id == meeting.id)
    standing = {one.kind: one for one in db.session.scalars(query)}
    for kind in words.DEADLINES:
        _follow(meeting, kind, wanted.get(kind), standing.get(kind), now)
    db.session.flush()


def _follow(meeting: AnnualMeeting, kind: str, on: date | None, standing: MeetingKeyDate | None, now: datetime) -> None:
    if on is None:
        if standing is not None:
            key_dates.withdraw_key_date(standing.key_date_id, by=OWNER, now=now)
        return
    facts = _facts(meeting, kind, on)
    if standing is None:
        made = key_dates.create_key_date(meeting.edition_id, facts, by=OWNER, internal=kind in INTERNAL, now=now)
        db.session.add(MeetingKeyDate(meeting_id=meeting.id, kind=kind, key_date_id=made.id))
        return
    key_dates.restore_key_date(standing.key_date_id, by=OWNER, now=now)
    version = standing.key_date.version
    key_dates.update_key_date(standing.key_date_id, facts, version=version, by=OWNER, now=now)


def _facts(meeting: AnnualMeeting, kind: str, on: date) -> KeyDateFacts:
    title = words.DEADLINES[kind]
    if meeting.kind == "extra":
        title = title.replace("årsmöte", "extra årsmöte").replace("Årsmöte", "Extra årsmöte")
    at = None
    if kind == "meeting" and meeting.starts_at is not None:
        at = meeting.starts_at.astimezone(ZONE).time().replace(second=0, microsecond=0)
    audience = "Riksstyrelsen" if kind in INTERNAL else "Medlemmar"
    return KeyDateFacts(title=title, starts_on=on, at=at, audience=audience)

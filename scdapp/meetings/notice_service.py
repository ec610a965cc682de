"""A letter to all members, and the proof of it, in one step."""

from datetime import datetime

from sqlalchemy import select

from scdapp.core.db import db, locked
from scdapp.core.errors import Refusal
from scdapp.meetings import document_service, letters, notice_queries
from scdapp.meetings import notice_rules as rules
from scdapp.meetings.models import AnnualMeeting, Notice
from scdapp.meetings.notice_rules import NoticeText
from scdapp.meetings.rules import ensure_not_cancelled, ensure_not_closed
from scdapp.outbox import service as outbox


def send(meeting_id: int, kind: str, text: NoticeText, *, batch: str, expected: int, by: str, now: datetime) -> Notice:
    """Let the letter go to every member with an address. Sent twice from the same page, it goes once.

    Refuses when that is nobody, or another number than somebody has just looked at; and when the meeting is closed or
    cancelled.
    """
    meeting = locked(AnnualMeeting, meeting_id)
    if sent := db.session.scalar(select(Notice).where(Notice.meeting_id == meeting.id, Notice.batch == batch)):
        return sent
    ensure_not_closed(meeting)
    ensure_not_cancelled(meeting)
    text = rules.checked(text)
    members = notice_queries.reached().members
    if not members:
        raise Refusal("Ingen medlem har en e-postadress, så brevet skulle inte gå till någon.")
    if len(members) != expected:
        raise Refusal(
            f"Nu går brevet till {len(members)} medlemmar i stället för {expected}. "
            "Se efter en gång till och skicka sedan."
        )
    for one in members:
        values = {"rubrik": text.subject, "namn": one.name, "text": text.body}
        outbox.queue(letters.NOTICE, one.email or "", values, about=one.uid, batch=batch, now=now)
    return document_service.record_notice(
        meeting.id,
        kind,
        channel="email",
        recipient_count=len(members),
        sent_at=now,
        batch=batch,
        note=text.subject,
        by=by,
        now=now,
    )

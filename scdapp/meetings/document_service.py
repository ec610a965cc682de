"""Verbs on what belongs to a meeting on paper: numbered documents, and proof of what was sent."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from scdapp.audit import service as audit
from scdapp.core.db import db, locked
from scdapp.core.errors import Refusal
from scdapp.core.text import clean
from scdapp.meetings import queries, service
from scdapp.meetings import vocabulary as words
from scdapp.meetings.models import AgendaItem, AnnualMeeting, Document, Notice
from scdapp.meetings.rules import ensure_not_closed

LIMIT = 20 * 1024 * 1024


@dataclass(frozen=True)
class Upload:
    """A file as it came."""

    file_name: str
    mime: str
    content: bytes


def add_document(
    meeting_id: int,
    upload: Upload,
    *,
    title: str,
    by: str,
    now: datetime,
    kind: str = "other",
    visibility: str = "internal",
    item: AgendaItem | None = None,
) -> Document:
    """The next numbered document with its SHA-256. Refuses one without title or content, and one that is too large."""
    meeting = locked(AnnualMeeting, meeting_id)
    title = clean(title)
    if not 0 < len(title) <= 200:
        raise Refusal("Skriv vad bilagan heter, med högst 200 tecken.", field="title")
    if kind not in words.DOCUMENT_KINDS or visibility not in words.VISIBILITIES:
        raise Refusal("Välj ur listan.", field="kind")
    if not upload.content:
        raise Refusal("Filen är tom.", field="file")
    if len(upload.content) > LIMIT:
        raise Refusal("Filen är för stor: högst 20 MB.", field="file")
    numbers = [one.number for one in queries.documents(meeting.id)]
    document = Document(
        meeting_id=meeting.id,
        item_id=item.id if item else None,
        number=max(numbers, default=0) + 1,
        kind=kind,
        title=title,
        file_name=clean(upload.file_name)[-120:] or "bilaga",
        mime=upload.mime[:100],
        size=len(upload.content),
        sha256=hashlib.sha256(upload.content).hexdigest(),
        visibility=visibility,
        content=upload.content,
        created_at=now,
        created_by=by,
    )
    db.session.add(document)
    db.session.flush()
    _told("add_document", document, by, now, number=document.number, sha256=document.sha256)
    return document


def show_document(document_id: int, *, visibility: str, accessible: str, by: str, now: datetime) -> Document:
    """Who may see the document, and whether everybody can read it. Refuses what is not on the lists."""
    document = locked(Document, document_id)
    if visibility not in words.VISIBILITIES:
        raise Refusal("Välj vem som får se bilagan.", field="visibility")
    if accessible not in words.ACCESSIBLE:
        raise Refusal("Välj ur listan.", field="accessible")
    document.visibility, document.accessible = visibility, accessible
    db.session.flush()
    _told("show_document", document, by, now, visibility=visibility)
    return document


def remove_document(document_id: int, *, by: str, now: datetime) -> None:
    """Take away the last document. Refuses any other, whose number stands elsewhere, and when the meeting is closed."""
    document = locked(Document, document_id)
    meeting = locked(AnnualMeeting, document.meeting_id)
    ensure_not_closed(meeting)
    if document.number != queries.documents(meeting.id)[-1].number:
        raise Refusal("Bara den sista bilagan kan tas bort: numren på de andra kan stå i protokollet.")
    _told("remove_document", document, by, now, number=document.number, sha256=document.sha256)
    db.session.delete(document)
    db.session.flush()


def record_notice(
    meeting_id: int,
    kind: str,
    *,
    channel: str,
    recipient_count: int,
    sent_at: datetime,
    by: str,
    now: datetime,
    batch: str | None = None,
    note: str | None = None,
) -> Notice:
    """Keep proof that call, documents or a reminder were sent. After a call the meeting is called.

    Refuses what has not been sent yet, and when the meeting is closed.
    """
    meeting = locked(AnnualMeeting, meeting_id)
    ensure_not_closed(meeting)
    if kind not in words.NOTICE_KINDS or channel not in words.CHANNELS:
        raise Refusal("Välj ur listan.", field="kind")
    if sent_at > now:
        raise Refusal("Det som inte är skickat än kan inte vara bevis.", field="sent_at")
    if recipient_count < 0:
        raise Refusal("Skriv hur många det gick till.", field="recipient_count")
    notice = Notice(
        meeting_id=meeting.id,
        kind=kind,
        channel=channel,
        recipient_count=recipient_count,
        sent_at=sent_at,
        batch=batch,
        note=clean(note or "")[:500] or None,
    )
    db.session.add(notice)
    db.session.flush()
    detail = {"notice": kind, "channel": channel, "recipients": recipient_count, "sent_at": sent_at.isoformat()}
    audit.write("meetings.record_notice", "meeting", meeting.uid, actor=by, now=now, **detail)
    if kind == "call":
        service.mark_called(meeting, by=by, now=now)
    return notice


def _told(verb: str, document: Document, by: str, now: datetime, **detail: object) -> None:
    audit.write(f"meetings.{verb}", "document", document.uid, actor=by, now=now, **detail)

"""Numbered documents with their checksum, and proof of what was sent."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from flask import Flask

from scdapp.audit import queries as audit
from scdapp.core.db import transaction
from scdapp.core.errors import Missing, Refusal
from scdapp.meetings import document_service as service
from scdapp.meetings import queries
from scdapp.meetings.document_service import Upload
from scdapp.meetings.models import AnnualMeeting, Document
from tests.meetings.meetings import make_document, make_meeting

BY = "Bo Styrelse"
NOW = datetime(2024, 8, 28, 8, 0, tzinfo=UTC)
FILE = Upload("C:\\filer\\berättelse.pdf", "application/pdf", b"%PDF-1.7")


@pytest.fixture
def meeting(app: Flask) -> AnnualMeeting:
    return make_meeting()


def _add(meeting: AnnualMeeting, file: Upload = FILE, title: str = "Berättelse", **given: str) -> Document:
    with transaction():
        return service.add_document(meeting.id, file, title=title, by=BY, now=NOW, **given)  # type: ignore[arg-type]


def test_documents_are_numbered_and_carry_their_checksum(meeting: AnnualMeeting) -> None:
    first, second = _add(meeting), _add(meeting, visibility="public", kind="audit_report")
    assert (first.number, second.number, first.visibility) == (1, 2, "internal")
    assert first.sha256 == sha256(FILE.content).hexdigest()
    assert queries.get_document(first.uid).content == FILE.content
    assert [one.number for one in queries.documents(meeting.id, visible_to=("public",))] == [2]
    assert queries.has_document(meeting.id, "audit_report")
    with pytest.raises(Missing):
        queries.get_document("nobody")


def test_only_the_last_document_is_taken_away(meeting: AnnualMeeting) -> None:
    first, second = make_document(meeting), make_document(meeting)
    with pytest.raises(Refusal, match="Bara den sista bilagan"), transaction():
        service.remove_document(first.id, by=BY, now=NOW)
    with transaction():
        service.remove_document(second.id, by=BY, now=NOW)
        service.show_document(first.id, visibility="member", accessible="yes", by=BY, now=NOW)
    assert [(one.number, one.visibility) for one in queries.documents(meeting.id)] == [(1, "member")]


@pytest.mark.parametrize(
    ("file", "title", "told"),
    [
        (FILE, " ", "Skriv vad bilagan heter"),
        (Upload("x", "text/plain", b""), "Tom", "Filen är tom"),
        (Upload("x", "text/plain", b"x" * (service.LIMIT + 1)), "Stor", "högst 20 MB"),
    ],
)
def test_what_is_no_document_is_refused(meeting: AnnualMeeting, file: Upload, title: str, told: str) -> None:
    with pytest.raises(Refusal, match=told):
        _add(meeting, file, title)


def test_a_call_is_proof_of_when_how_and_to_how_many(meeting: AnnualMeeting) -> None:
    given = {"channel": "email", "recipient_count": 120, "by": BY, "now": NOW}
    with pytest.raises(Refusal, match="inte är skickat än"), transaction():
        service.record_notice(meeting.id, "call", sent_at=NOW + timedelta(seconds=1), **given)  # type: ignore[arg-type]
    with transaction():
        service.record_notice(meeting.id, "documents", sent_at=NOW, **given)  # type: ignore[arg-type]
    assert meeting.state == "planned"
    with transaction():
        service.record_notice(meeting.id, "call", sent_at=NOW, batch="b1", **given)  # type: ignore[arg-type]
    assert meeting.state == "called"
    assert [(one.kind, one.recipient_count) for one in queries.notices(meeting.id)] == [
        ("documents", 120),
        ("call", 120),
    ]
    assert [one.action for one in audit.events_of("meeting", meeting.uid)][-1] == "meetings.step"

"""Verbs on minutes: begin, send, sign, give back, take back, publish. The last signature attests them."""

from datetime import datetime

from scdapp.audit import service as audit
from scdapp.core.db import db, locked
from scdapp.core.errors import Refusal
from scdapp.core.text import clean
from scdapp.decisions import hall_rules, hall_service, signals
from scdapp.decisions import rules as decision_rules
from scdapp.decisions import service as decisions
from scdapp.decisions.hall_models import Officer
from scdapp.decisions.models import Decision
from scdapp.meetings import document_service
from scdapp.meetings.document_service import Upload
from scdapp.meetings.models import AnnualMeeting, Document
from scdapp.minutes import canonical, queries, record, rules, signature_service
from scdapp.minutes import vocabulary as words
from scdapp.minutes.models import Minutes, Remark

REMARK_LIMIT = 4000


def begin(meeting_id: int, *, by: str, now: datetime) -> Minutes:
    """The meeting's minutes as a draft; those that have been begun stay as they are."""
    meeting = locked(AnnualMeeting, meeting_id)
    if standing := queries.find_minutes(meeting.id):
        return standing
    minutes = Minutes(meeting=meeting, created_at=now)
    db.session.add(minutes)
    db.session.flush()
    _told("begin", minutes, by, now)
    return minutes


def send(minutes_id: int, *, by: str, now: datetime) -> Minutes:
    """Write the text and let it be attested: from now on nothing of the record changes.

    Refuses a meeting that goes on, a question left open, a number missing, and fewer attesters than the statutes want.
    """
    minutes = _locked(minutes_id)
    rules.ensure_state(minutes, "draft")
    minutes.sent_at = now
    sources = queries.sources(minutes.meeting, minutes)
    rules.ensure_sendable(minutes.meeting, sources.decisions)
    hall_rules.ensure_complete(sources.officers, minutes.meeting.statutes.attesters)
    written = record.write(sources)
    minutes.canonical, minutes.internal, minutes.sha256 = written.canonical, written.internal, written.sha256
    _step(minutes, "review", by, now, sha256=written.sha256, paragraphs=len(sources.decisions))
    return minutes


def sign(
    minutes_id: int,
    officer_id: int,
    *,
    sha256: str,
    by: str,
    now: datetime,
    method: str = "app",
    page: Document | None = None,
) -> Minutes:
    """An officer stands by the text with that hash; with the last signature the minutes are attested for ever.

    Refuses (`ChangedSince`) another text than the one that stands, somebody who has nothing to sign, a second
    signature, and paper without the signed page.
    """
    minutes = _locked(minutes_id)
    rules.ensure_state(minutes, "review")
    officer = locked(Officer, officer_id)
    rules.ensure_signer(officer, minutes.meeting_id)
    rules.ensure_same_text(sha256, minutes.sha256, queries.written(minutes).sha256)
    signature_service.add(minutes, officer, sha256=sha256, method=method, page=page, now=now)
    _told("sign", minutes, by, now, role=officer.role, method=method, sha256=sha256)
    if not queries.still_to_sign(minutes):
        minutes.attested_at = now
        _step(minutes, "attested", by, now, sha256=sha256, signatures=len(minutes.signatures))
        hall_service.forget_contacts(minutes.meeting_id)
    return minutes


def give_back(minutes_id: int, officer_id: int, text: str, *, by: str, now: datetime) -> Minutes:
    """An officer does not sign and says why; the draft can be changed again, and a change makes all signatures void.

    Whoever attests does not write in the text. Refuses an empty remark.
    """
    minutes = _locked(minutes_id)
    rules.ensure_state(minutes, "review")
    officer = db.session.get_one(Officer, officer_id)
    rules.ensure_signer(officer, minutes.meeting_id)
    return _return(minutes, text, officer.name, officer.id, "give_back", by, now)


def take_back(minutes_id: int, reason: str, *, by: str, now: datetime) -> Minutes:
    """The secretary takes the text back to change it, which makes all signatures void. Refuses without a reason."""
    minutes = _locked(minutes_id)
    rules.ensure_state(minutes, "review")
    return _return(minutes, reason, by, None, "take_back", by, now)


def publish(minutes_id: int, *, by: str, now: datetime) -> Minutes:
    """Let everybody read the attested minutes. Refuses any that are not attested."""
    minutes = _locked(minutes_id)
    rules.ensure_state(minutes, "attested")
    minutes.published_at = now
    # Nothing else of the row may change any more, its version neither.
    minutes.state = "published"
    db.session.flush()
    _told("publish", minutes, by, now, sha256=minutes.sha256)
    return minutes


def keep_pdf_hash(minutes_id: int, pdf_sha256: str, *, by: str, now: datetime) -> Minutes:
    """Remember the hash of the PDF of attested minutes, once. Refuses another one later, and minutes not attested."""
    minutes = _locked(minutes_id)
    if minutes.attested_at is None:
        raise Refusal("Protokollet är inte justerat.")
    if minutes.pdf_sha256 == pdf_sha256:
        return minutes
    if minutes.pdf_sha256 is not None:
        raise rules.MinutesLocked("Protokollet har redan en PDF, och den ser annorlunda ut.")
    minutes.pdf_sha256 = pdf_sha256
    db.session.flush()
    _told("keep_pdf_hash", minutes, by, now, pdf_sha256=pdf_sha256)
    return minutes


def keep_pdf(minutes_id: int, upload: Upload, *, by: str, now: datetime) -> Minutes:
    """Keep the PDF of attested minutes as a bilaga for everybody, and remember its hash. Refuses a second one."""
    minutes = keep_pdf_hash(minutes_id, canonical.digest(upload.content), by=by, now=now)
    title = f"Protokoll {minutes.meeting.year}"
    document_service.add_document(minutes.meeting_id, upload, title=title, visibility="public", by=by, now=now)
    return minutes


def attest_paragraph(decision_id: int, *, by: str, now: datetime) -> Decision:
    """Omedelbart justerad: the paragraph, read out in the hall, stands as it is from now on.

    Refuses one that is not decided, one that is attested already, and before the attesters are chosen.
    """
    decision = decisions.writable(decision_id)
    if decision.outcome is None:
        raise Refusal(f"§ {decision.paragraph_no} är inte avgjord än.")
    statutes = decision.meeting.statutes
    hall_rules.ensure_complete(queries.signers(decision.meeting_id), statutes.attesters)
    decision.attested_sha256 = queries.written_paragraph(decision).sha256
    decision.attested_at = now
    db.session.flush()
    detail = {"paragraph": decision.paragraph_no, "sha256": decision.attested_sha256}
    audit.write("minutes.attest_paragraph", "decision", decision.uid, actor=by, now=now, **detail)
    return decision


@signals.changing.connect
def ensure_open_record(meeting: AnnualMeeting) -> None:
    """Refuses to change what is with the attesters, or attested."""
    minutes = queries.find_minutes(meeting.id)
    if minutes is not None:
        if minutes.state in words.FINAL:
            raise decision_rules.Attested(rules.SEALED[minutes.state])
        rules.ensure_state(minutes, "draft")


def _return(
    minutes: Minutes, text: str, name: str, officer_id: int | None, verb: str, by: str, now: datetime
) -> Minutes:
    text = clean(text, lines=True)
    if not 0 < len(text) <= REMARK_LIMIT:
        raise Refusal(f"Skriv varför, med högst {REMARK_LIMIT} tecken.", field="text")
    db.session.add(
        Remark(minutes_id=minutes.id, officer_id=officer_id, name=name, text=text, sha256=minutes.sha256 or "", at=now)
    )
    minutes.canonical = minutes.internal = minutes.sha256 = minutes.sent_at = None
    _step(minutes, "draft", by, now, how=verb)
    return minutes


def _locked(minutes_id: int) -> Minutes:
    """After its meeting, in the order in which decisions lock theirs."""
    locked(AnnualMeeting, db.session.get_one(Minutes, minutes_id).meeting_id)
    return locked(Minutes, minutes_id)


def _step(minutes: Minutes, state: str, by: str, now: datetime, **detail: object) -> None:
    before = minutes.state
    minutes.state = state
    minutes.version += 1
    db.session.flush()
    _told("step", minutes, by, now, before=before, after=state, **detail)


def _told(verb: str, minutes: Minutes, by: str, now: datetime, **detail: object) -> None:
    audit.write(f"minutes.{verb}", "minutes", minutes.uid, actor=by, now=now, **detail)

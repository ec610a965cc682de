"""Verbs on what is put right or added after the minutes were attested, each with a justering of its own."""

from datetime import datetime

from scdapp.audit import service as audit
from scdapp.core.db import db, locked
from scdapp.core.errors import Refusal
from scdapp.core.text import clean
from scdapp.decisions import hall_service
from scdapp.decisions.hall_models import Officer
from scdapp.decisions.models import Decision
from scdapp.meetings.models import AnnualMeeting, Document
from scdapp.minutes import queries, record, rules, signature_service
from scdapp.minutes import vocabulary as words
from scdapp.minutes.models import Addendum, Minutes

TEXT_LIMIT = 10_000


def create_addendum(
    minutes_id: int,
    kind: str,
    text: str,
    *,
    by: str,
    now: datetime,
    decision_id: int | None = None,
    decided_in_id: int | None = None,
) -> Addendum:
    """The next addendum, as a draft. Refuses one to minutes that are not attested, and about another meeting's text."""
    minutes = _locked_minutes(minutes_id)
    if minutes.state not in words.FINAL:
        raise rules.MinutesLocked("Protokollet är inte justerat än. Ändra i texten i stället.")
    if kind not in words.ADDENDUM_KINDS:
        raise Refusal("Välj rättelse eller tillägg.", field="kind")
    if decision_id and db.session.get_one(Decision, decision_id).meeting_id != minutes.meeting_id:
        raise Refusal("Paragrafen hör till ett annat protokoll.", field="decision")
    addendum = Addendum(
        minutes=minutes,
        number=max((one.number for one in minutes.addenda), default=0) + 1,
        kind=kind,
        text=_text(text),
        decision_id=decision_id,
        decided_in_id=decided_in_id,
        created_at=now,
    )
    db.session.add(addendum)
    db.session.flush()
    _told("create", addendum, by, now, kind=kind)
    return addendum


def update_addendum(addendum_id: int, text: str, *, version: int, by: str, now: datetime) -> Addendum:
    """Change a draft. Refuses one that has been sent. Raises `EditConflict`."""
    addendum = _locked(addendum_id, version=version)
    _ensure_state(addendum, "draft")
    addendum.text = _text(text)
    addendum.version += 1
    db.session.flush()
    _told("update", addendum, by, now)
    return addendum


def send_addendum(addendum_id: int, *, by: str, now: datetime) -> Addendum:
    """Let the addendum be attested. Refuses one that has been sent."""
    addendum = _locked(addendum_id)
    _ensure_state(addendum, "draft")
    written = record.write_addendum(addendum)
    addendum.canonical, addendum.sha256, addendum.state = written.canonical, written.sha256, "review"
    addendum.version += 1
    db.session.flush()
    _told("send", addendum, by, now, sha256=addendum.sha256)
    return addendum


def take_back_addendum(addendum_id: int, *, by: str, now: datetime) -> Addendum:
    """Make it a draft again, its signatures void. Refuses one that is not with the attesters."""
    addendum = _locked(addendum_id)
    _ensure_state(addendum, "review")
    addendum.canonical = addendum.sha256 = None
    addendum.state = "draft"
    addendum.version += 1
    db.session.flush()
    _told("take_back", addendum, by, now)
    return addendum


def sign_addendum(
    addendum_id: int,
    officer_id: int,
    *,
    sha256: str,
    by: str,
    now: datetime,
    method: str = "app",
    page: Document | None = None,
) -> Addendum:
    """An officer of the meeting stands by the addendum; the last signature attests it. Refuses as minutes do."""
    addendum = _locked(addendum_id)
    _ensure_state(addendum, "review")
    meeting_id = addendum.minutes.meeting_id
    officer = db.session.get_one(Officer, officer_id)
    rules.ensure_signer(officer, meeting_id)
    rules.ensure_same_text(sha256, addendum.sha256, record.write_addendum(addendum).sha256)
    signature_service.add(addendum, officer, sha256=sha256, method=method, page=page, now=now)
    _told("sign", addendum, by, now, role=officer.role, method=method, sha256=sha256)
    if not rules.missing(queries.signers(meeting_id), addendum.signatures, sha256):
        addendum.state, addendum.attested_at = "attested", now
        addendum.version += 1
        db.session.flush()
        _told("attest", addendum, by, now, sha256=sha256)
        if all(one.state != "review" for one in addendum.minutes.addenda):
            hall_service.forget_contacts(meeting_id)
    return addendum


def _ensure_state(addendum: Addendum, state: str) -> None:
    if addendum.state != state:
        raise rules.MinutesLocked(f"Tillägg {addendum.number} är {words.ADDENDUM_STATES[addendum.state]}.")


def _locked_minutes(minutes_id: int) -> Minutes:
    locked(AnnualMeeting, db.session.get_one(Minutes, minutes_id).meeting_id)
    return locked(Minutes, minutes_id)


def _locked(addendum_id: int, *, version: int | None = None) -> Addendum:
    _locked_minutes(db.session.get_one(Addendum, addendum_id).minutes_id)
    return locked(Addendum, addendum_id, version=version)


def _text(text: str) -> str:
    text = clean(text, lines=True)
    if not 0 < len(text) <= TEXT_LIMIT:
        raise Refusal(f"Skriv vad som rättas, med högst {TEXT_LIMIT} tecken.", field="text")
    return text


def _told(verb: str, addendum: Addendum, by: str, now: datetime, **detail: object) -> None:
    object_kind, number = "addendum", addendum.number
    audit.write(f"minutes.{verb}_addendum", object_kind, addendum.uid, actor=by, now=now, number=number, **detail)

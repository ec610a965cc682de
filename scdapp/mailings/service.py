"""Verbs on letters to many. Sending only says so; the worker puts the mails into the outbox a portion at a time."""

from datetime import datetime

from scdapp.core.db import db, locked
from scdapp.core.errors import Refusal
from scdapp.mailings import letters, queries, rules
from scdapp.mailings.models import Mailing
from scdapp.mailings.rules import Draft, Recipient, Selection
from scdapp.outbox import service as outbox


def create_mailing(edition_id: int, draft: Draft, *, by: str, now: datetime) -> Mailing:
    """A new draft. Refuses texts that are empty or too long."""
    mailing = Mailing(edition_id=edition_id, state="draft", written_by=by, created_at=now)
    _write(mailing, rules.checked(draft))
    db.session.add(mailing)
    db.session.flush()
    return mailing


def update_mailing(mailing_id: int, draft: Draft, *, version: int) -> Mailing:
    """Change a draft. Refuses one that is sent and unsound texts; raises `EditConflict`."""
    mailing = locked(Mailing, mailing_id, version=version)
    _ensure_draft(mailing)
    _write(mailing, rules.checked(draft))
    mailing.version += 1
    db.session.flush()
    return mailing


def delete_mailing(mailing_id: int) -> None:
    """Throw a draft away. Refuses one that is sent."""
    mailing = locked(Mailing, mailing_id)
    _ensure_draft(mailing)
    db.session.delete(mailing)
    db.session.flush()


def send(mailing_id: int, *, version: int, expected: int, now: datetime) -> Mailing:
    """Let the letter go, to whoever the selection finds now. Refuses when that is nobody, or another number than
    somebody has just looked at; raises `EditConflict` when the letter is another."""
    mailing = locked(Mailing, mailing_id, version=version)
    _ensure_draft(mailing)
    found = _recipients(mailing)
    if not found:
        raise Refusal("Ingen passar in på urvalet, så brevet skulle inte gå till någon.")
    if len(found) != expected:
        raise Refusal(
            f"Nu går brevet till {len(found)} adresser i stället för {expected}. "
            "Se efter en gång till och skicka sedan."
        )
    mailing.state, mailing.total, mailing.begun_at = "sending", len(found), now
    mailing.version += 1
    db.session.flush()
    return mailing


def queue_portion(now: datetime) -> int:
    """Put the next portion of each letter that is under way into the outbox; how many mails. Nobody gets two: whoever
    has one already is left out, also after a worker died half-way."""
    return sum(_queue_portion(mailing_id, now) for mailing_id in queries.under_way())


def _queue_portion(mailing_id: int, now: datetime) -> int:
    mailing = locked(Mailing, mailing_id)
    if mailing.state != "sending":
        return 0
    had = queries.queued_addresses(mailing.uid)
    left = [one for one in _recipients(mailing) if one.email not in had]
    for one in left[: rules.PORTION]:
        _queue(mailing, one, now)
    if len(left) <= rules.PORTION:
        mailing.state, mailing.total = "queued", len(had) + len(left)
    db.session.flush()
    return min(len(left), rules.PORTION)


def _queue(mailing: Mailing, one: Recipient, now: datetime) -> None:
    values = {
        "rubrik": mailing.subject,
        "namn": one.name,
        "text": mailing.body,
        "konferens": mailing.edition.name,
    }
    links = {"se_anmalan": ("show", one.link)}
    outbox.queue(
        letters.MAILING,
        one.email,
        values,
        language=one.language,
        links=links,
        about=one.about,
        batch=mailing.uid,
        now=now,
    )


def _recipients(mailing: Mailing) -> list[Recipient]:
    return queries.recipients(mailing.edition_id, Selection.from_json(mailing.selection), mailing.recipients)


def _write(mailing: Mailing, draft: Draft) -> None:
    mailing.subject, mailing.body = draft.subject, draft.body
    mailing.selection, mailing.recipients = draft.selection.as_json(), draft.recipients


def _ensure_draft(mailing: Mailing) -> None:
    if mailing.state != "draft":
        raise Refusal("Brevet är redan skickat.")

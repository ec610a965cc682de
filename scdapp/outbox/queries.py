"""Reads of the post."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import defer, selectinload

from scdapp.core.db import db
from scdapp.core.errors import Missing
from scdapp.outbox.letters import Letter, Wording
from scdapp.outbox.models import Mail, MailPause, MailWording
from scdapp.outbox.rules import STATE_WORDS

PAGE = 50


@dataclass(frozen=True)
class Page:
    """One page of a list of mails. `counts` are of all states, for the same search."""

    rows: list[Mail]
    number: int
    last: int
    counts: dict[str, int]


def mail_page(search: str, *, state: str | None, number: int) -> Page:
    """Mails to addresses that contain `search`, the newest first; those that did not arrive before all others."""
    wanted = [Mail.to_address.contains(search.lower(), autoescape=True)] if search else []
    found = db.session.execute(select(Mail.state, func.count()).where(*wanted).group_by(Mail.state))
    tally = {row[0]: row[1] for row in found}
    counts = {name: tally.get(name, 0) for name in STATE_WORDS}
    last = max(1, math.ceil((counts[state] if state else sum(counts.values())) / PAGE))
    number = min(max(number, 1), last)
    query = (
        select(Mail)
        .where(*wanted, *([Mail.state == state] if state else []))
        .order_by((Mail.state == "dead").desc(), Mail.id.desc())
        .options(defer(Mail.body), defer(Mail.values), defer(Mail.links))
    )
    rows = db.session.scalars(query.limit(PAGE).offset((number - 1) * PAGE))
    return Page(list(rows), number, last, counts)


def get_mail(uid: str) -> Mail:
    """The mail with that id, its attachments along with it. Raises `Missing`."""
    mail = db.session.scalar(select(Mail).where(Mail.uid == uid).options(selectinload(Mail.attachments)))
    if mail is None:
        raise Missing
    return mail


def count_dead() -> int:
    """How many mails did not arrive and wait for somebody to see it."""
    return db.session.scalar(select(func.count()).where(Mail.state == "dead")) or 0


def batch_counts(batch: str) -> dict[str, int]:
    """How many mails of a batch are in which state, all states named."""
    found = db.session.execute(select(Mail.state, func.count()).where(Mail.batch == batch).group_by(Mail.state))
    tally = {row[0]: row[1] for row in found}
    return {state: tally.get(state, 0) for state in STATE_WORDS}


def paused_since() -> datetime | None:
    """Since when everything waits, or None."""
    return db.session.scalar(select(MailPause.since))


def next_due(*, lease: timedelta, now: datetime, locked: bool = False) -> int | None:
    """The id of the mail to send next: one whose worker has gone silent, a single one, one of a batch.

    With `locked` each worker gets another: PostgreSQL skips what somebody holds, on SQLite only one can be writing.
    A clock that was moved back (the demo's) strands none: a try or a lease from times to come counts as over.
    """
    due = or_(Mail.run_after.is_(None), Mail.run_after <= now, and_(Mail.attempts > 0, Mail.tried_at > now))
    # Twice the lease: another worker may have read the clock a moment later.
    silent = or_(Mail.lease_until <= now, Mail.lease_until > now + 2 * lease)
    for condition in (
        (Mail.state == "sending", silent),
        (Mail.state == "queued", due, Mail.batch.is_(None)),
        (Mail.state == "queued", due, Mail.batch.is_not(None)),
    ):
        query = select(Mail.id).where(*condition).order_by(Mail.batch, Mail.id).limit(1)
        if found := db.session.scalar(query.with_for_update(skip_locked=True) if locked else query):
            return found
    return None


def find_wording(letter: str, language: str, *, for_update: bool = False) -> MailWording | None:
    """What an organiser has made of the letter's text, if anybody has."""
    query = select(MailWording).where(MailWording.letter == letter, MailWording.language == language)
    return db.session.scalar(query.with_for_update() if for_update else query)


def wording(letter: Letter, language: str) -> Wording:
    """The letter's text as it stands: an organiser's, else the original."""
    edited = find_wording(letter.name, language)
    return Wording(edited.subject, edited.body) if edited else letter.wording(language)


def edited_wordings() -> set[tuple[str, str]]:
    """(letter, language) of all texts that are not the original."""
    return {(row[0], row[1]) for row in db.session.execute(select(MailWording.letter, MailWording.language))}


def uids() -> set[str]:
    """The ids of all mails there are."""
    return set(db.session.scalars(select(Mail.uid)))

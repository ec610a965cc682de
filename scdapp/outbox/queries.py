"""Reads of the post."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import defer, selectinload

from scdapp.core.db import db
from scdapp.core.errors import Missing
from scdapp.core.lists import Page, page_of
from scdapp.outbox.letters import Letter, Wording
from scdapp.outbox.models import Mail, MailPause, MailWording
from scdapp.outbox.rules import STATE_WORDS

IN_WORDS = ("1 mejl", "mejl")


@dataclass(frozen=True)
class Wanted:
    """Which mails: to an address that contains `search`, in a state, of a batch, about a booking or participant."""

    search: str = ""
    state: str | None = None
    batch: str | None = None
    about: str | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """All but the state."""
        found = []
        if self.search:
            found.append(Mail.to_address.contains(self.search.lower(), autoescape=True))
        if self.batch:
            found.append(Mail.batch == self.batch)
        if self.about:
            found.append(Mail.about == self.about)
        return found


def mail_page(wanted: Wanted, *, number: int) -> Page[Mail]:
    """A page of the mails that are wanted: those that did not arrive first, then the newest."""
    query = select(Mail).where(*wanted.conditions()).order_by((Mail.state == "dead").desc(), Mail.id.desc())
    if wanted.state:
        query = query.where(Mail.state == wanted.state)
    return page_of(
        query.options(defer(Mail.body), defer(Mail.values), defer(Mail.links)), number=number, words=IN_WORDS
    )


def state_counts(wanted: Wanted) -> dict[str, int]:
    """How many of the wanted mails are in which state, all states named."""
    query = select(Mail.state, func.count()).where(*wanted.conditions()).group_by(Mail.state)
    found = {row[0]: row[1] for row in db.session.execute(query)}
    return {state: found.get(state, 0) for state in STATE_WORDS}


def get_mail(uid: str) -> Mail:
    """The mail with that id, its attachments along with it. Raises `Missing`."""
    mail = db.session.scalar(select(Mail).where(Mail.uid == uid).options(selectinload(Mail.attachments)))
    if mail is None:
        raise Missing
    return mail


def count_dead() -> int:
    """How many mails did not arrive and wait for somebody to see it."""
    return db.session.scalar(select(func.count()).where(Mail.state == "dead")) or 0


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


def mails_about(subjects: Collection[str]) -> list[Mail]:
    """The mails about these bookings and participants (their uids), the newest first."""
    query = select(Mail).where(Mail.about.in_(subjects)).order_by(Mail.id.desc())
    return list(db.session.scalars(query.options(defer(Mail.body), defer(Mail.values), defer(Mail.links))))


def count_before(before: datetime) -> int:
    """How many mails `service.purge` would delete."""
    old = Mail.state.in_(("sent", "stopped")) & (Mail.created_at < before)
    return db.session.scalar(select(func.count()).select_from(Mail).where(old)) or 0

"""Reads: whom a letter to the members reaches or has reached, and how far it has come."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select

from scdapp.core.db import db, in_swedish
from scdapp.meetings.models import Notice
from scdapp.members.models import Member
from scdapp.outbox.models import Mail


@dataclass(frozen=True)
class Reached:
    """The members of now: those with an address, and how many have none."""

    members: list[Member]
    without_address: int


def reached() -> Reached:
    """Whom a letter would go to now."""
    here = select(Member).where(Member.left_on.is_(None)).order_by(in_swedish(Member.name), Member.id)
    everybody = list(db.session.scalars(here))
    addressed = [one for one in everybody if one.email]
    return Reached(addressed, len(everybody) - len(addressed))


@dataclass(frozen=True)
class Called:
    """Somebody to whom a call was sent: where they are reached now."""

    uid: str
    name: str
    email: str


def called(meeting_id: int) -> list[Called]:
    """Those to whom a call to the meeting went by mail, once each; all members of now when those mails are purged."""
    query = select(Notice.batch).where(Notice.meeting_id == meeting_id, Notice.kind == "call")
    batches = [one for one in db.session.scalars(query) if one]
    if not batches:
        return []
    mails = select(Mail).where(Mail.batch.in_(batches), Mail.state != "stopped").order_by(Mail.id)
    sent = {one.about: one for one in db.session.scalars(mails) if one.about}
    if not sent:
        return [Called(one.uid, one.name, one.email or "") for one in reached().members]
    # Somebody may have another address by now.
    known = {one.uid: one for one in db.session.scalars(select(Member).where(Member.uid.in_(sent)))}
    return [
        Called(uid, mail.values.get("namn", ""), (known[uid].email if uid in known else None) or mail.to_address)
        for uid, mail in sent.items()
    ]


def progress(batches: Collection[str]) -> dict[str, dict[str, int]]:
    """For each letter, how many of its mails are in which state. One query."""
    query = select(Mail.batch, Mail.state, func.count()).where(Mail.batch.in_(batches)).group_by(Mail.batch, Mail.state)
    found: dict[str, dict[str, int]] = {batch: {} for batch in batches}
    for batch, state, number in db.session.execute(query):
        found[str(batch)][state] = number
    return found

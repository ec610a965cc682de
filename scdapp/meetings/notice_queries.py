"""Reads: whom a letter to the members reaches, and how far it has come."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select

from scdapp.core.db import db, in_swedish
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


def progress(batches: Collection[str]) -> dict[str, dict[str, int]]:
    """For each letter, how many of its mails are in which state. One query."""
    query = select(Mail.batch, Mail.state, func.count()).where(Mail.batch.in_(batches)).group_by(Mail.batch, Mail.state)
    found: dict[str, dict[str, int]] = {batch: {} for batch in batches}
    for batch, state, number in db.session.execute(query):
        found[str(batch)][state] = number
    return found

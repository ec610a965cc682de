"""Verbs at the door: let somebody in, take that back."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete

from scdapp.checkin import queries, rules
from scdapp.checkin.models import Arrival
from scdapp.checkin.rules import Verdict
from scdapp.core import clock
from scdapp.core.db import db
from scdapp.registration.holder_queries import find_holder, holders_of
from scdapp.registration.holder_rules import Holder
from scdapp.registration.models import Participant
from scdapp.registration.service import alone
from scdapp.registration.signals import seat_transferred


@dataclass(frozen=True)
class Entry:
    """How it went: who it is, what is said, and under which id they are in."""

    holder: Holder | None
    verdict: Verdict
    uid: str | None = None


def check_in(edition_id: int, code: str, *, uid: str, at: datetime, account_id: int, now: datetime) -> Entry:
    """Let in whoever has the code. `uid` is made by the device: sent again it gives the same answer and changes
    nothing. Whoever may not come in that day, or is in already, is told so. Raises `Missing` for a year without
    registration.
    """
    alone(edition_id)
    sent = queries.find_by_uid(uid)
    moment = sent.at if sent else rules.believed(at, now=now)
    on = clock.local(moment).date()
    holder = find_holder(edition_id, code)
    if holder is None:
        return Entry(None, rules.UNKNOWN)
    standing = queries.find_arrival(holder, on)
    if standing is None and sent is None and rules.hindrance(holder, on) is None:
        standing = _arrival(holder, uid, moment, account_id)
    came_at = standing.at if standing else None
    said = rules.verdict(holder, on, came_at, just_now=standing is not None and standing.uid == uid)
    return Entry(holder, said, standing.uid if standing else None)


def undo(edition_id: int, uid: str, *, now: datetime) -> None:
    """They are not in after all. Done twice it is done once; raises `Missing` for what was never let in."""
    alone(edition_id)
    arrival = queries.get_by_uid(edition_id, uid)
    arrival.undone_at = arrival.undone_at or now
    db.session.flush()


def _arrival(holder: Holder, uid: str, at: datetime, account_id: int) -> Arrival:
    arrival = Arrival(
        uid=uid,
        participant_id=holder.participant_id,
        share_id=holder.share_id,
        date=clock.local(at).date(),
        at=at,
        account_id=account_id,
    )
    db.session.add(arrival)
    db.session.flush()
    return arrival


def purge(*, before: date) -> int:
    """Delete when people came to editions whose last day lies before `before`; how many lines. What was counted of
    them stands in the number of those who had a seat."""
    done: Any = db.session.execute(delete(Arrival).where(queries.of_ended(before)))
    return int(done.rowcount)


@seat_transferred.connect
def _another_comes(seat: Participant, *, now: datetime) -> None:
    """Whoever had the seat may have come today; the one who has it now has not."""
    for holder in holders_of(seat.edition_id, seat.id):
        arrival = queries.find_arrival(holder, clock.local(now).date())
        if arrival and holder.share_id is None:
            arrival.undone_at = now

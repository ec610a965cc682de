"""Which sessions belong in the calendar of somebody with a seat. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from scdapp.releases.released import Programme, Session


@dataclass(frozen=True)
class Facts:
    """All that decides what such a calendar holds, and nothing that says whose it is: two who take part in the same
    have the same calendar.

    `passes`: the days that the seat gives, None where a seat is for all days. `given`: those of them that somebody
    else has. `day`: the only one, in the calendar of such a somebody. `chosen`, `bought`: uids of sessions.
    """

    edition_id: int
    seated: bool
    member: bool = False
    passes: frozenset[date] | None = None
    given: frozenset[date] = frozenset()
    day: date | None = None
    chosen: frozenset[str] = frozenset()
    bought: frozenset[str] = frozenset()


def holds(facts: Facts, session: Session, programme: Programme, ticketed: Collection[str]) -> bool:
    """Chosen, bought, or for everybody on a day that they have; called-off ones too, so that no hole is left."""
    if session.day is None or not _theirs(facts, session.day):
        return False
    if session.uid in facts.chosen:
        return True
    if session.block is not None:
        return False
    if session.uid in ticketed:
        return session.uid in facts.bought
    if session.service or (session.kind == "annual_meeting" and not facts.member):
        return False
    return session.day in (facts.passes if facts.passes is not None else {day.date for day in programme.days})


def _theirs(facts: Facts, day: date) -> bool:
    return day == facts.day if facts.day else day not in facts.given

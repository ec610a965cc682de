"""What the present makes of a programme: what is on, what comes next, and when that changes. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from scdapp.core.walltime import ZONE
from scdapp.releases.released import Programme, Session

# Only to know when something without a known end has ceased to be "now"; never shown.
ASSUMED_LENGTH = timedelta(hours=1)


@dataclass(frozen=True)
class NowAndNext:
    """What is on and what comes next, perhaps several in parallel; each may be empty, not both."""

    now: tuple[Session, ...]
    next: tuple[Session, ...]


def midnight(day: date) -> datetime:
    """The instant at which `day` begins in Sweden."""
    return datetime.combine(day, time(0), tzinfo=ZONE)


def midnight_after(moment: datetime) -> datetime:
    """The next midnight in Sweden."""
    return midnight(moment.astimezone(ZONE).date() + timedelta(days=1))


def soonest(*moments: datetime | None) -> datetime | None:
    """The earliest of those that are known."""
    return min((moment for moment in moments if moment is not None), default=None)


def over_at(session: Session) -> datetime | None:
    """When it stops being "now": its end, or an hour after its start while the end is unknown."""
    if session.starts_at is None:
        return None
    return session.ends_at or session.starts_at + ASSUMED_LENGTH


def state(starts_at: datetime, ends_at: datetime, moment: datetime) -> str:
    """ "done", "now" or "next", as the Line draws it."""
    if ends_at <= moment:
        return "done"
    return "now" if starts_at <= moment else "next"


def now_and_next(programme: Programme, moment: datetime) -> NowAndNext | None:
    """What is on at `moment` and what starts next; None when all is over.

    Cancelled sessions are neither. Coffee gives way to a lecture that goes on at the same time.
    """
    timed = [s for s in programme.shown if s.starts_at is not None and not s.off]
    now = [s for s in timed if _is_on(s, moment)]
    start = min((s.starts_at for s in timed if s.starts_at and s.starts_at > moment), default=None)
    following = [s for s in timed if s.starts_at == start]
    found = NowAndNext(_without_service(now), _without_service(following))
    return found if found.now or found.next else None


def next_change(programme: Programme, moment: datetime, *, first: date, last: date) -> datetime | None:
    """The next instant at which the programme's page looks different by itself: a start, an end, a day's end."""
    instants = (at for s in programme.shown for at in (s.starts_at, over_at(s)) if at is not None)
    days = (midnight(first + timedelta(days=n)) for n in range((last - first).days + 2))
    return min((at for at in (*instants, *days) if at > moment), default=None)


def _is_on(session: Session, moment: datetime) -> bool:
    ends_at = over_at(session)
    return session.starts_at is not None and ends_at is not None and session.starts_at <= moment < ends_at


def _without_service(sessions: Iterable[Session]) -> tuple[Session, ...]:
    found = tuple(sessions)
    return tuple(s for s in found if not s.service) or found

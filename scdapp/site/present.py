"""Now and next in words, for the field at the top of the programme and of the start page during the conference."""

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext

from scdapp.core import words
from scdapp.core.walltime import ZONE
from scdapp.releases.released import Programme, Session
from scdapp.site import moments, wording

LISTED_AT_MOST = 8


@dataclass(frozen=True)
class Line:
    """One session of several that go on in parallel, or the only one."""

    slug: str
    title: str
    where: str
    moved: str


@dataclass(frozen=True)
class Side:
    """One half of the field: `heading` for several in parallel, empty for one; `more` are not listed."""

    label: str
    when: str
    heading: str
    lines: tuple[Line, ...]
    more: int


@dataclass(frozen=True)
class Present:
    now: Side | None
    next: Side | None


def present(programme: Programme, moment: datetime, *, first: date, last: date) -> Present | None:
    """What is on and what comes next, during the days of the programme; None before, after and when all is over."""
    today = moment.astimezone(ZONE).date()
    found = moments.now_and_next(programme, moment) if first <= today <= last else None
    if found is None:
        return None
    now = _side(found.now, gettext("Nu"), _until(found.now)) if found.now else None
    following = _side(found.next, gettext("Härnäst"), _from(found.next, today)) if found.next else None
    return Present(now, following)


def _until(sessions: tuple[Session, ...]) -> str:
    ends = {session.ends for session in sessions}
    end = ends.pop() if len(ends) == 1 else None
    return str(gettext("Nu, till %(time)s", time=words.at(end)) if end else gettext("Nu"))


def _from(sessions: tuple[Session, ...], today: date) -> str:
    day, starts = sessions[0].day, sessions[0].starts
    if day is None or starts is None:
        raise ValueError("what comes next has a day and a time")
    at = words.hours(starts, None, approximate=all(session.approximate for session in sessions))
    time = at if day == today else words.day_at(words.weekday(day), at)
    return str(gettext("Härnäst %(time)s", time=time))


def _side(sessions: tuple[Session, ...], label: str, when: str) -> Side:
    lines = tuple(_line(session) for session in sessions[:LISTED_AT_MOST])
    return Side(label, when, _heading(sessions), lines, len(sessions) - len(lines))


def _heading(sessions: tuple[Session, ...]) -> str:
    if len(sessions) == 1:
        return ""
    block = sessions[0].block_name
    if block and all(session.block_name == block for session in sessions):
        return wording.block_title(block)
    return str(gettext("%(n)s samtidigt", n=wording.first_upper(wording.numeral(len(sessions)))))


def _line(session: Session) -> Line:
    moved = wording.move(session)
    return Line(session.slug, session.title, session.room_name or "", moved.tag if moved else "")

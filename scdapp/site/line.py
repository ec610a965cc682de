"""The year as the Line: the key dates behind us, the one we are at, and those ahead. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from scdapp.core.walltime import ZONE, instant
from scdapp.editions.models import Edition, KeyDate
from scdapp.site.moments import midnight, midnight_after


@dataclass(frozen=True)
class Stop:
    """One stop on the Line. `state`: done, now or ahead; `days`: to its start, or to its end while it goes on.

    `conference`: the days of the conference itself, which are no key date of their own.
    """

    title: str
    starts_on: date
    ends_on: date | None
    at: time | None
    audience: str | None
    note: str | None
    example: bool
    conference: bool
    state: str
    ongoing: bool
    happens_on: date
    days: int


def stops(key_dates: Iterable[KeyDate], edition: Edition, moment: datetime) -> list[Stop]:
    """The key dates and the conference, in the order in which something happens: what goes on stands at its end.

    "Now" is the first that is not over: what to remember next.
    """
    found = [*_together(_stop(one, moment) for one in key_dates), _stop(edition, moment)]
    found.sort(key=lambda stop: (stop.state != "done", stop.happens_on, stop.at or time(0), stop.conference))
    here = next((n for n, stop in enumerate(found) if stop.state != "done"), None)
    return [replace(stop, state="now") if n == here else stop for n, stop in enumerate(found)]


def _together(found: Iterable[Stop]) -> list[Stop]:
    """What happens to several at the same moment is one stop, for all of them."""
    alike: dict[Stop, list[str | None]] = {}
    for stop in found:
        alike.setdefault(replace(stop, audience=None), []).append(stop.audience)
    return [replace(stop, audience=_everybody(audiences)) for stop, audiences in alike.items()]


def _everybody(audiences: list[str | None]) -> str | None:
    named = list(dict.fromkeys(one for one in audiences if one))
    return ", ".join(named) if named and all(audiences) else None


def around(line: list[Stop], *, before: int = 2, after: int = 3) -> list[Stop]:
    """The part of `line` around the present: a long year does not fill the start page."""
    here = next((n for n, stop in enumerate(line) if stop.state != "done"), len(line))
    return line[max(0, here - before) : here + 1 + after]


def _stop(one: KeyDate | Edition, moment: datetime) -> Stop:
    today = moment.astimezone(ZONE).date()
    over = _over(one, moment)
    ongoing = not over and one.starts_on <= today and one.last_day > one.starts_on
    happens_on = one.last_day if ongoing or over else one.starts_on
    return Stop(
        title=one.name if isinstance(one, Edition) else one.title,
        starts_on=one.starts_on,
        ends_on=one.ends_on if one.ends_on != one.starts_on else None,
        at=_at(one),
        audience=None if isinstance(one, Edition) else one.audience,
        note=None if isinstance(one, Edition) else one.note,
        example=False if isinstance(one, Edition) else one.example,
        conference=isinstance(one, Edition),
        state="done" if over else "ahead",
        ongoing=ongoing,
        happens_on=happens_on,
        days=(happens_on - today).days,
    )


def _at(one: KeyDate | Edition) -> time | None:
    return None if isinstance(one, Edition) else one.at


def _over(one: KeyDate | Edition, moment: datetime) -> bool:
    """A day is over at its end (both ends are inclusive), a clock time when it has struck."""
    at = _at(one)
    if at is not None and one.last_day == one.starts_on:
        return instant(one.starts_on, at) <= moment
    return midnight(one.last_day + timedelta(days=1)) <= moment


def over(edition: Edition, key_dates: Iterable[KeyDate], moment: datetime) -> bool:
    """Whether all of the Line is behind us, so that it never moves again."""
    return _over(edition, moment) and all(_over(one, moment) for one in key_dates)


def next_move(key_dates: Iterable[KeyDate], moment: datetime) -> datetime:
    """When the Line next looks different: at midnight, or when a key date with a clock time strikes."""
    struck = (instant(one.starts_on, one.at) for one in key_dates if one.at is not None)
    return min([midnight_after(moment), *(at for at in struck if at > moment)])

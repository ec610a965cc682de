"""From a draft's wall times to instants. Pure."""

from datetime import date, datetime, time, timedelta

from scdapp.core.walltime import ZONE, exists, instant, twice

__all__ = ["ZONE", "end_of", "exists", "start_of", "twice"]


def start_of(day: date | None, starts: time | None) -> datetime | None:
    """The instant it begins, aware, or None while day or time is unknown."""
    return None if day is None or starts is None else instant(day, starts)


def end_of(day: date | None, ends: time | None, *, past_midnight: bool) -> datetime | None:
    """The instant it ends, aware, or None while unknown; on the next day if `past_midnight`."""
    return None if day is None or ends is None else instant(day + timedelta(days=past_midnight), ends)

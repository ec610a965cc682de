"""From wall time to instants: the only place that knows what a draft's "kl. 10.00" means. Pure."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Stockholm")


def exists(day: date, at: time) -> bool:
    """False in the hour that is skipped when summer time begins (the last Sunday of March, 02.00–03.00)."""
    there = datetime.combine(day, at, tzinfo=ZONE)
    return there.astimezone(ZoneInfo("UTC")).astimezone(ZONE).replace(tzinfo=None) == there.replace(tzinfo=None)


def twice(day: date, at: time) -> bool:
    """True in the hour that comes twice when summer time ends (the last Sunday of October, 02.00–03.00)."""
    there = datetime.combine(day, at, tzinfo=ZONE)
    return there.utcoffset() != there.replace(fold=1).utcoffset() and exists(day, at)


def start_of(day: date | None, starts: time | None) -> datetime | None:
    """The instant it begins, aware, or None while day or time is unknown."""
    return None if day is None or starts is None else datetime.combine(day, starts, tzinfo=ZONE)


def end_of(day: date | None, ends: time | None, *, past_midnight: bool) -> datetime | None:
    """The instant it ends, aware, or None while unknown; on the next day if `past_midnight`."""
    if day is None or ends is None:
        return None
    return datetime.combine(day + timedelta(days=past_midnight), ends, tzinfo=ZONE)

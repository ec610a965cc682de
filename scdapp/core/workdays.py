"""Days on which people in Sweden are at work, and deadlines that can be kept by those who are. Pure."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache

import holidays

from scdapp.core.walltime import ZONE, instant

END_OF_WORK = time(17, 0)
# The public ones alone miss the eves, on which offices are empty; the bank's are those that close at 14.
_CATEGORIES = ("public", "de_facto", "bank")


def is_workday(day: date) -> bool:
    """Neither Saturday, Sunday, holiday nor the eve of one."""
    return day.weekday() < 5 and day not in _days_off(day.year)


def answer_deadline(now: datetime, *, workdays: int, latest: datetime | None = None) -> datetime:
    """When an answer is due that was asked for at `now`: at 17.00 in Sweden, after `workdays` whole working days.

    The day of the question does not count: asked on a Friday at 16.30 with two days, it is due on Tuesday at 17.00,
    so nobody loses a place over a weekend, at night or at midsummer. Never past `latest`: then it is the last 17.00
    of a working day before that, or `latest` itself when none is left. At least one day is given (ValueError).
    """
    if workdays < 1:
        raise ValueError("an answer needs a working day at least")
    day, left = now.astimezone(ZONE).date(), workdays
    while left:
        day += timedelta(days=1)
        left -= is_workday(day)
    due = instant(day, END_OF_WORK)
    return due if latest is None or due <= latest else _last_before(latest, now)


def _last_before(latest: datetime, now: datetime) -> datetime:
    day = latest.astimezone(ZONE).date()
    while (due := instant(day, END_OF_WORK)) > latest or not is_workday(day):
        day -= timedelta(days=1)
    return due if due > now else latest


@lru_cache(maxsize=64)
def _days_off(year: int) -> frozenset[date]:
    # Whole years, once: the library's own table grows while it is read, and we are read by many threads.
    return frozenset(holidays.country_holidays("SE", years=year, categories=_CATEGORIES))

"""Dates, times and numbers in words, in the language of the page. The only place that formats them."""

from collections.abc import Iterable
from datetime import date, datetime, time
from functools import lru_cache

from babel.dates import format_date
from babel.lists import format_list
from flask_babel import get_locale, gettext

from scdapp.core import clock, money

NBSP = money.NBSP


def language() -> str:
    """ "sv" or "en": the language that is spoken at this moment, on a page or in a letter."""
    locale = get_locale()
    return locale.language if locale else "sv"


def _formatted(value: date, pattern: str) -> str:
    """A day, or the day in Sweden of an instant."""
    on = clock.local(value).date() if isinstance(value, datetime) else value
    return _in_words(on, pattern, language())


@lru_cache(maxsize=4096)
def _in_words(value: date, pattern: str, language: str) -> str:
    """A list of a thousand sessions names few days, but each of them many times."""
    return str(format_date(value, pattern, locale=language))


def day(value: date) -> str:
    """ "onsdag 2 oktober 2024"."""
    return _formatted(value, "EEEE d MMMM y")


def day_short(value: date) -> str:
    """ "onsdag 2 oktober", where the year is known from what stands around it."""
    return _formatted(value, "EEEE d MMMM")


def weekday(value: date) -> str:
    """ "onsdag"."""
    return _formatted(value, "EEEE")


def date_plain(value: date) -> str:
    """ "2 oktober 2024"."""
    return _formatted(value, "d MMMM y")


def days(first: date, last: date | None) -> str:
    """ "2–4 oktober 2024", "30 september–2 oktober 2020", or one date."""
    if last is None or last == first:
        return date_plain(first)
    if first.year != last.year:
        return f"{date_plain(first)}–{date_plain(last)}"
    start = "d" if first.month == last.month else "d MMMM"
    return f"{_formatted(first, start)}–{date_plain(last)}"


def clock_time(value: time) -> str:
    """ "10.00" in Swedish, "10:00" in English."""
    return value.strftime("%H:%M" if language() == "en" else "%H.%M")


def at(value: time) -> str:
    """ "kl. 10.00" with a hard space."""
    return str(gettext("kl. %(time)s", time=clock_time(value))).replace(" ", NBSP)


def hours(start: time, end: time | None, *, approximate: bool = False) -> str:
    """ "kl. 10.00–11.30", "kl. 10.00" when the end is unknown, "ca kl. 10.00" when approximate."""
    return _hours(start, end, approximate, language())


@lru_cache(maxsize=4096)
def _hours(start: time, end: time | None, approximate: bool, _in: str) -> str:
    text = at(start) if end is None else f"{at(start)}–{clock_time(end)}"
    return str(gettext("ca %(time)s", time=text).replace("ca ", f"ca{NBSP}")) if approximate else text


def day_at(day: str, time: str) -> str:
    """ "onsdag 2 oktober kl. 10.00", "Wednesday 2 October, 10:00"; one alone when the other is empty."""
    return str(gettext("%(day)s %(time)s", day=day, time=time)) if day and time else day or time


def moment(value: datetime) -> str:
    """ "måndag 26 augusti 2024 kl. 09.00", on the wall in Sweden."""
    there = clock.local(value)
    return day_at(day(there.date()), at(there.time()))


def kronor(ore: int) -> str:
    """ "4 950,50 kr", in English "SEK 4,950.50"."""
    return money.kronor(ore, language())


def either(names: Iterable[str]) -> str:
    """ "Habo, Håbo eller Hebo"."""
    return str(format_list(list(names), style="or", locale=language()))


def iso(value: datetime | date) -> str:
    """For the `datetime` attribute: an instant with its Swedish offset, or a day."""
    return clock.local(value).isoformat(timespec="seconds") if isinstance(value, datetime) else value.isoformat()

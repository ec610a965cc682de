"""Dates and times in words, as they are read on pages and in calendars."""

from datetime import UTC, date, datetime, time

from flask import Flask
from flask_babel import force_locale

from scdapp.core import words

DAY = date(2024, 10, 2)
# Half past midnight in Sweden is still the day before in UTC.
INSTANT = datetime(2024, 10, 1, 22, 30, tzinfo=UTC)


def test_days_in_swedish(app: Flask) -> None:
    assert words.day(DAY) == "onsdag 2 oktober 2024"
    assert words.day_short(DAY) == "onsdag 2 oktober"
    assert words.weekday(DAY) == "onsdag"
    assert words.days(DAY, date(2024, 10, 4)) == "2–4 oktober 2024"
    assert words.days(date(2020, 9, 30), date(2020, 10, 2)) == "30 september–2 oktober 2020"
    assert words.days(date(2024, 12, 31), date(2025, 1, 2)) == "31 december 2024–2 januari 2025"
    assert words.days(DAY, None) == words.days(DAY, DAY) == "2 oktober 2024"


def test_hours_in_swedish(app: Flask) -> None:
    assert words.hours(time(10, 0), time(11, 30)) == "kl.\u00a010.00–11.30"
    assert words.hours(time(10, 0), None) == "kl.\u00a010.00"
    assert words.hours(time(10, 0), None, approximate=True) == "ca\u00a0kl.\u00a010.00"


def test_an_instant_is_told_by_the_wall_clock_in_sweden(app: Flask) -> None:
    assert words.moment(INSTANT) == "onsdag 2 oktober 2024 kl.\u00a000.30"
    assert words.day(INSTANT) == "onsdag 2 oktober 2024"
    assert words.iso(INSTANT) == "2024-10-02T00:30:00+02:00"
    assert words.iso(DAY) == "2024-10-02"


def test_in_english(app: Flask) -> None:
    with app.test_request_context("/"), force_locale("en"):
        assert words.day(DAY) == "Wednesday 2 October 2024"
        assert words.days(DAY, date(2024, 10, 4)) == "2–4 October 2024"
        assert words.clock_time(time(14, 15)) == "14:15"

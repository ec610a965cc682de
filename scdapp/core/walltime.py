"""What a wall clock in Sweden means: the one zone of the installation, and its two odd nights. Pure."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Stockholm")


def instant(day: date, at: time) -> datetime:
    """The instant at which the wall clock shows `at` on `day`; the first of the two when it is set back."""
    return datetime.combine(day, at.replace(fold=0, tzinfo=None), tzinfo=ZONE)


def exists(day: date, at: time) -> bool:
    """False in the hour that is skipped when summer time begins (the last Sunday of March, 02.00–03.00)."""
    there = instant(day, at)
    return there.astimezone(UTC).astimezone(ZONE).replace(tzinfo=None, fold=0) == there.replace(tzinfo=None)


def twice(day: date, at: time) -> bool:
    """True in the hour that comes twice when summer time ends (the last Sunday of October, 02.00–03.00)."""
    there = instant(day, at)
    return there.utcoffset() != there.replace(fold=1).utcoffset() and exists(day, at)


def aware(day: date, at: time) -> datetime:
    """`instant`, for what people type: raises ValueError, with a sentence, for the hour that does not exist."""
    if not exists(day, at):
        raise ValueError("Klockslaget finns inte: den natten ställs klockan fram från 02.00 till 03.00.")
    return instant(day, at)

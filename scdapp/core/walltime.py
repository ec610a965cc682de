"""The wall clock in the conference's country: the one place that says which times exist there. Pure."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Stockholm")


def aware(day: date, at: time) -> datetime:
    """The instant at which a wall clock in Sweden shows `at` on `day`.

    Takes the first of the two when the clock is set back. Raises ValueError, with a sentence, for the hour that
    does not exist when it is set forward.
    """
    there = datetime.combine(day, at, tzinfo=ZONE)
    if there.astimezone(UTC).astimezone(ZONE).replace(tzinfo=None) != there.replace(tzinfo=None):
        raise ValueError("Klockslaget finns inte: den natten ställs klockan fram från 02.00 till 03.00.")
    return there

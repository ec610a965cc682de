from datetime import UTC, date, datetime, time

import pytest

from scdapp.core.walltime import ZONE
from scdapp.releases.released import Session
from scdapp.site import moments
from tests.site.programmes import THURSDAY, TUESDAY, WEDNESDAY, programme, session

SESSIONS = (
    session("Registrering", starts=time(8), ends=time(10), service=True, kind="registration"),
    session("Invigning", starts=time(9), ends=time(9, 30)),
    session("Inställd", starts=time(9, 30), ends=time(10, 30), cancelled=True),
    session("Seminarium A", starts=time(10), ends=time(11)),
    session("Seminarium B", starts=time(10), ends=time(11)),
    session("Lunch", starts=time(11), ends=time(12), service=True, kind="lunch"),
    session("Utan slut", starts=time(14), ends=None),
    session("Utan tid", starts=None),
    session("Fest", day=THURSDAY, starts=time(20), ends=time(0, 30), past_midnight=True),
)
RELEASED = programme(*SESSIONS)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=ZONE).astimezone(UTC)


def _titles(sessions: tuple[Session, ...]) -> list[str]:
    return [one.title for one in sessions]


@pytest.mark.parametrize(
    ("moment", "now", "then"),
    [
        (at(TUESDAY, 20), [], ["Registrering"]),
        (at(WEDNESDAY, 8, 30), ["Registrering"], ["Invigning"]),
        (at(WEDNESDAY, 9), ["Invigning"], ["Seminarium A", "Seminarium B"]),
        (at(WEDNESDAY, 9, 30), ["Registrering"], ["Seminarium A", "Seminarium B"]),
        (at(WEDNESDAY, 10, 59), ["Seminarium A", "Seminarium B"], ["Lunch"]),
        (at(WEDNESDAY, 11), ["Lunch"], ["Utan slut"]),
        (at(WEDNESDAY, 13), [], ["Utan slut"]),
        (at(WEDNESDAY, 14, 59), ["Utan slut"], ["Fest"]),
        (at(WEDNESDAY, 15), [], ["Fest"]),
        (at(date(2024, 10, 4), 0, 29), ["Fest"], []),
    ],
)
def test_now_and_next(moment: datetime, now: list[str], then: list[str]) -> None:
    found = moments.now_and_next(RELEASED, moment)
    assert found is not None
    assert (_titles(found.now), _titles(found.next)) == (now, then)


def test_when_all_is_over_there_is_neither() -> None:
    assert moments.now_and_next(RELEASED, at(date(2024, 10, 4), 0, 30)) is None


def test_the_page_changes_at_each_start_each_end_and_each_midnight() -> None:
    moment, found = at(TUESDAY, 12), []
    while (after := moments.next_change(RELEASED, moment, first=WEDNESDAY, last=THURSDAY)) is not None:
        found.append(after.astimezone(ZONE).strftime("%d %H.%M"))
        moment = after
    assert found == [
        *("02 00.00", "02 08.00", "02 09.00", "02 09.30", "02 10.00", "02 10.30", "02 11.00", "02 12.00"),
        *("02 14.00", "02 15.00", "03 00.00", "03 20.00", "04 00.00", "04 00.30"),
    ]


def test_midnight_is_midnight_in_sweden() -> None:
    assert moments.midnight_after(datetime(2024, 7, 1, 21, 59, tzinfo=UTC)) == datetime(2024, 7, 1, 22, 0, tzinfo=UTC)
    assert moments.midnight_after(datetime(2024, 7, 1, 22, 0, tzinfo=UTC)) == datetime(2024, 7, 2, 22, 0, tzinfo=UTC)


def test_the_soonest_of_what_is_known() -> None:
    early, late = at(TUESDAY, 8), at(WEDNESDAY, 8)
    assert moments.soonest(None, late, early) == early
    assert moments.soonest(None, None) is None

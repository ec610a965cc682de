"""The clocks: one stands in Sweden, one can be moved, none forgets summer time."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from scdapp.core import clock
from scdapp.core.clock import MovableClock, SystemClock
from scdapp.core.walltime import ZONE, aware, twice


def test_a_moved_clock_runs_on_and_is_shared() -> None:
    start = datetime(2024, 8, 26, 9, 0, tzinfo=ZONE)
    assert SystemClock().setting() is None
    assert abs(SystemClock().now() - datetime.now(UTC)) < timedelta(seconds=5)
    assert start.utcoffset() == timedelta(hours=2)


def test_two_processes_see_the_same_moved_clock(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    one = MovableClock(file, datetime(2024, 8, 26, 9, 0, tzinfo=ZONE))
    other = MovableClock(file, datetime(2030, 1, 1, tzinfo=ZONE))
    before = other.setting()
    one.set(datetime(2024, 10, 2, 13, 32, tzinfo=ZONE))
    for here in (one, other):
        assert timedelta(seconds=-1) < here.now() - datetime(2024, 10, 2, 11, 32, tzinfo=UTC) < timedelta(seconds=5)
    assert one.setting() == other.setting() != before


@pytest.mark.parametrize("year", range(2024, 2036))
def test_every_quarter_of_an_hour_survives_the_way_there_and_back(year: int) -> None:
    """Local to UTC to local, except in the hour that does not exist."""
    moment = datetime(year, 1, 1, tzinfo=UTC)
    while moment.year == year:
        there = clock.local(moment)
        wall = aware(there.date(), there.time())
        if there.fold == 0:
            assert wall.astimezone(UTC) == moment
            assert wall == there
        else:  # the second time round, the first is meant
            assert there.fold == 1
            assert twice(there.date(), there.time())
        moment += timedelta(minutes=15)


@pytest.mark.parametrize("minute", [0, 15, 30, 59])
def test_the_hour_that_does_not_exist_is_refused(minute: int) -> None:
    with pytest.raises(ValueError, match="Klockslaget finns inte"):
        aware(date(2024, 3, 31), time(2, minute))


def test_the_hours_around_it_are_fine() -> None:
    assert aware(date(2024, 3, 31), time(1, 59)).astimezone(UTC) == datetime(2024, 3, 31, 0, 59, tzinfo=UTC)
    assert aware(date(2024, 3, 31), time(3, 0)).astimezone(UTC) == datetime(2024, 3, 31, 1, 0, tzinfo=UTC)

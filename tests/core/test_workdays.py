"""Deadlines that people at work can keep: never a weekend, an eve or a night."""

from datetime import UTC, date, datetime

import pytest

from scdapp.core.walltime import ZONE
from scdapp.core.workdays import answer_deadline, is_workday


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=ZONE)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("asked", "workdays", "due"),
    [
        pytest.param(at(2024, 8, 30, 16, 30), 2, at(2024, 9, 3, 17), id="Friday to Tuesday"),
        pytest.param(at(2024, 8, 26, 0, 5), 1, at(2024, 8, 27, 17), id="just after midnight"),
        pytest.param(at(2024, 8, 31, 12, 0), 2, at(2024, 9, 3, 17), id="on a Saturday"),
        pytest.param(at(2025, 6, 18, 9, 0), 1, at(2025, 6, 23, 17), id="over midsummer"),
        pytest.param(at(2024, 12, 20, 9, 0), 2, at(2025, 1, 2, 17), id="over Christmas and New Year"),
        pytest.param(at(2025, 3, 28, 16, 30), 2, at(2025, 4, 1, 17), id="into summer time"),
        pytest.param(at(2024, 10, 25, 16, 30), 2, at(2024, 10, 29, 17), id="out of summer time"),
    ],
)
def test_an_answer_is_due_at_five_after_whole_working_days(asked: datetime, workdays: int, due: datetime) -> None:
    assert answer_deadline(asked.astimezone(UTC), workdays=workdays) == due


def test_the_clock_change_moves_the_instant_and_not_the_hour() -> None:
    spring = answer_deadline(at(2025, 3, 28, 16, 30), workdays=2)
    autumn = answer_deadline(at(2024, 10, 25, 16, 30), workdays=2)
    assert [one.astimezone(UTC).hour for one in (spring, autumn)] == [15, 16]


def test_a_moment_in_the_evening_in_utc_counts_as_the_swedish_day() -> None:
    # Half past midnight on Tuesday in Sweden.
    assert answer_deadline(datetime(2024, 8, 26, 22, 30, tzinfo=UTC), workdays=1) == at(2024, 8, 28, 17)


def test_never_past_the_latest_moment() -> None:
    asked = at(2024, 9, 24, 10, 0)
    assert answer_deadline(asked, workdays=2, latest=at(2024, 9, 26, 17)) == at(2024, 9, 26, 17)
    # A latest moment at night or on a Sunday gives the last afternoon before it.
    assert answer_deadline(asked, workdays=9, latest=at(2024, 9, 29, 23, 59)) == at(2024, 9, 27, 17)
    assert answer_deadline(asked, workdays=2, latest=at(2024, 9, 25, 8, 0)) == at(2024, 9, 24, 17)
    # No afternoon left: the latest moment itself.
    assert answer_deadline(asked, workdays=2, latest=at(2024, 9, 24, 15, 0)) == at(2024, 9, 24, 15, 0)


def test_nobody_is_asked_to_answer_at_once() -> None:
    with pytest.raises(ValueError, match="a working day at least"):
        answer_deadline(at(2024, 9, 24, 10, 0), workdays=0)


@pytest.mark.parametrize(
    "off",
    [
        *(date(2024, 12, 24), date(2024, 12, 31), date(2025, 1, 6), date(2025, 4, 18), date(2025, 4, 21)),
        *(date(2025, 5, 1), date(2025, 5, 29), date(2025, 6, 6), date(2025, 6, 20), date(2024, 10, 5)),
    ],
)
def test_holidays_eves_and_weekends_are_off(off: date) -> None:
    assert not is_workday(off)


def test_ordinary_days_are_not() -> None:
    assert all(is_workday(day) for day in (date(2024, 10, 2), date(2024, 12, 27), date(2025, 6, 18)))

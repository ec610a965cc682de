from datetime import UTC, date, datetime, time

from scdapp.core.walltime import ZONE
from scdapp.editions.models import Edition, KeyDate
from scdapp.site import line

EDITION = Edition(year=2024, name="Socialchefsdagarna 2024", starts_on=date(2024, 10, 2), ends_on=date(2024, 10, 4))
OPENS = KeyDate(title="Anmälan öppnar", starts_on=date(2024, 5, 7))
CLOSES = KeyDate(title="Anmälan stänger", starts_on=date(2024, 9, 13))
NOMINATE = KeyDate(title="Nominera", starts_on=date(2024, 8, 20), ends_on=date(2024, 9, 30))
STRIKES = KeyDate(title="Släpp", starts_on=date(2024, 8, 26), at=time(12, 0))
MORNING = datetime(2024, 8, 26, 9, 0, tzinfo=ZONE)


def _told(stops: list[line.Stop]) -> list[tuple[str, str, int]]:
    return [(stop.title, stop.state, stop.days) for stop in stops]


def test_what_to_remember_next_is_where_we_are() -> None:
    assert _told(line.stops([OPENS, CLOSES], EDITION, MORNING)) == [
        ("Anmälan öppnar", "done", -111),
        ("Anmälan stänger", "now", 18),
        ("Socialchefsdagarna 2024", "ahead", 37),
    ]


def test_what_goes_on_stands_at_its_last_day() -> None:
    stops = line.stops([NOMINATE, CLOSES], EDITION, MORNING)
    assert _told(stops)[:2] == [("Anmälan stänger", "now", 18), ("Nominera", "ahead", 35)]
    assert [stop.ongoing for stop in stops] == [False, True, False]


def test_the_last_day_is_included() -> None:
    last_evening = datetime(2024, 9, 30, 23, 59, tzinfo=ZONE)
    assert _told(line.stops([NOMINATE], EDITION, last_evening))[0] == ("Nominera", "now", 0)
    midnight = datetime(2024, 10, 1, 0, 0, tzinfo=ZONE)
    assert _told(line.stops([NOMINATE], EDITION, midnight))[0] == ("Nominera", "done", -1)


def test_a_clock_time_has_passed_when_it_strikes() -> None:
    assert line.stops([STRIKES], EDITION, MORNING)[0].state == "now"
    assert line.stops([STRIKES], EDITION, datetime(2024, 8, 26, 12, 0, tzinfo=ZONE))[0].state == "done"


def test_the_line_moves_at_midnight_and_when_a_clock_strikes() -> None:
    assert line.next_move([STRIKES], MORNING) == datetime(2024, 8, 26, 10, 0, tzinfo=UTC)
    assert line.next_move([OPENS], MORNING) == datetime(2024, 8, 26, 22, 0, tzinfo=UTC)


def test_the_line_is_over_after_its_last_day() -> None:
    late = KeyDate(title="Dokumentation", starts_on=date(2024, 11, 1))
    after = datetime(2024, 10, 5, 0, 0, tzinfo=ZONE)
    assert line.over(EDITION, [OPENS], after)
    assert not line.over(EDITION, [late], after)
    assert not line.over(EDITION, [OPENS], datetime(2024, 10, 4, 23, 59, tzinfo=ZONE))


def test_a_long_year_shows_what_is_around_the_present() -> None:
    dates = [KeyDate(title=str(month), starts_on=date(2024, month, 1)) for month in range(1, 13)]
    stops = line.around(line.stops(dates, EDITION, MORNING))
    assert [stop.title for stop in stops] == ["7", "8", "9", "10", "Socialchefsdagarna 2024", "11"]

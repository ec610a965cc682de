"""The demo's clock starts where it is told, runs on, and is one for all processes."""

import gc
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from scdapp.core.clock import MovableClock, SystemClock
from scdapp.demo import clockwork
from scdapp.demo.clockwork import parse
from scdapp.demo.moments import START

DAY_1 = "2024-10-02T13:32"
AT_DAY_1 = datetime(2024, 10, 2, 11, 32, tzinfo=UTC)
MAY = datetime(2024, 5, 6, 7, 0, tzinfo=UTC)

Start = Callable[..., Flask]


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Start:
    """Starts a process with this SCDAPP_NOW on the same data folder."""

    def begin(now: str = "") -> Flask:
        monkeypatch.setenv("SCDAPP_NOW", now)
        process = Flask("demo", instance_path=str(tmp_path))
        clockwork.install(process)
        return process

    return begin


def _shows(process: Flask, moment: datetime) -> bool:
    clock: MovableClock = process.config["CLOCK"]
    return timedelta(seconds=-1) < clock.now() - moment < timedelta(seconds=30)


def test_it_starts_on_the_26th_of_august_and_runs_on(start: Start) -> None:
    process = start()
    assert START.isoformat() == "2024-08-26T09:00:00+02:00"
    assert _shows(process, START)
    process.config["CLOCK"].set(MAY)
    del process
    gc.collect()
    assert _shows(start(), MAY)


def test_the_moment_given_at_start_wins_over_what_was_before(start: Start) -> None:
    before = start()
    before.config["CLOCK"].set(MAY)
    del before
    gc.collect()
    assert _shows(start(DAY_1), AT_DAY_1)


def test_workers_that_start_together_show_the_same(start: Start) -> None:
    workers = [start(DAY_1) for _ in range(3)]
    assert all(_shows(worker, AT_DAY_1) for worker in workers)
    assert len({worker.config["CLOCK"].setting() for worker in workers}) == 1


def test_what_is_chosen_later_outlives_a_worker(start: Start) -> None:
    one, other = start(DAY_1), start(DAY_1)
    one.config["CLOCK"].set(MAY)
    del one
    gc.collect()
    replaced = start(DAY_1)
    assert _shows(replaced, MAY)
    assert _shows(other, MAY)


def test_a_new_start_of_all_is_a_new_start(start: Start) -> None:
    process = start(DAY_1)
    process.config["CLOCK"].set(MAY)
    del process
    gc.collect()
    assert _shows(start(DAY_1), AT_DAY_1)


def test_a_lost_or_broken_file_sets_the_clock_to_its_start(start: Start, tmp_path: Path) -> None:
    process = start()
    process.config["CLOCK"].set(MAY)
    (tmp_path / "demo-clock").unlink()
    assert _shows(process, START)
    (tmp_path / "demo-clock").write_text("halv tio", encoding="ascii")
    assert _shows(process, START)


def test_a_clock_of_the_configuration_stays(tmp_path: Path) -> None:
    process, given = Flask("demo", instance_path=str(tmp_path)), SystemClock()
    process.config["CLOCK"] = given
    clockwork.install(process)
    assert process.config["CLOCK"] is given
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("wanted", "moment"),
    [
        ("2024-10-02T13:32", AT_DAY_1),
        (" 2024-10-02 13:32 ", AT_DAY_1),
        ("2024-10-02T13:32:00+02:00", AT_DAY_1),
        ("2024-10-02T11:32:00Z", AT_DAY_1),
        ("2024-11-24T10:10", datetime(2024, 11, 24, 9, 10, tzinfo=UTC)),
        ("2024-08-26", datetime(2024, 8, 25, 22, 0, tzinfo=UTC)),
        ("2024-10-27T02:30", datetime(2024, 10, 27, 0, 30, tzinfo=UTC)),
    ],
)
def test_a_moment_is_read_as_people_write_it(wanted: str, moment: datetime) -> None:
    assert parse(wanted).astimezone(UTC) == moment


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ("igår", 'SCDAPP_NOW: "igår" är ingen tidpunkt. Skriv så här: 2024-10-02T13:32\n'),
        ("2024-13-01", 'SCDAPP_NOW: "2024-13-01" är ingen tidpunkt. Skriv så här: 2024-10-02T13:32\n'),
        ("1024-10-02", "SCDAPP_NOW: Året ska ligga mellan 2000 och 2099.\n"),
        (
            "2024-03-31T02:30",
            "SCDAPP_NOW: Klockslaget finns inte: den natten ställs klockan fram från 02.00 till 03.00.\n",
        ),
    ],
)
def test_a_wrong_moment_ends_the_start_with_a_sentence(  # type: ignore[no-untyped-def]
    start, tmp_path: Path, capsys: pytest.CaptureFixture[str], wanted: str, sentence: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        start(wanted)
    assert (ended.value.code, capsys.readouterr().err) == (3, sentence)
    assert not (tmp_path / "demo-clock").exists()

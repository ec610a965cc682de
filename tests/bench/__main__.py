"""Measures, and prints what was measured beside what is wanted."""

import argparse
import gzip
import os
import platform
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from sqlalchemy import select

from scdapp.core import sqlite
from scdapp.core.db import db, transaction
from scdapp.editions.models import Edition
from scdapp.programme import conflicts, queries
from scdapp.programme.models import Session
from scdapp.releases import service as releases
from tests.bench import edition, meeting, page, rush, statements
from tests.bench.edition import MORNING, A, B, Size
from tests.bench.server import WORKERS, Asked, Cost, Server, serving

WARMING = 60


@dataclass(frozen=True)
class Goal:
    """CPU as a multiple of the floor's: nothing changed, and the first answer after a change with A and with B."""

    path: str
    cold_a: float | None = None
    cold_b: float | None = None

    def cold(self, size: Size) -> float | None:
        return self.cold_a if size is A else self.cold_b


SLUG = "programpunkt-7"
GOALS = (
    Goal("/2024/program", 30, 250),
    Goal("/2024/kalender.ics", 25, 200),
    Goal(f"/2024/program/{SLUG}.ics", 8, 8),
    Goal("/2024/program.json", 25, 200),
    Goal(f"/2024/program/{SLUG}", 10, 10),
    Goal("/2024/talare", 25, 200),
    Goal("/"),
    Goal("/2024/prenumerera"),
    Goal("/2024/viktiga-datum"),
    Goal("/2024/viktiga-datum.ics"),
)
WARM = {"A": 2.0, "B": 6.0}
NOT_MODIFIED, STATEMENTS_WARM, STATEMENTS_COLD = 1.5, 1, 6
MEMORY = 110
WEIGHT, REQUESTS = {"A": 60, "B": 300}, 5


def main() -> None:
    words = argparse.ArgumentParser(prog="python3 dev.py bench")
    words.add_argument("--rounds", type=int, default=3, help="how often everything is measured (3)")
    words.add_argument("--requests", type=int, default=200, help="how many requests are averaged each time (200)")
    words.add_argument("--rush", action="store_true", help="only how it goes when everybody registers at once")
    words.add_argument("--meeting", action="store_true", help="only the screen of the annual meeting and its minutes")
    given = words.parse_args()
    if not Path("/proc/self/schedstat").exists():
        raise SystemExit("bench reads CPU time from /proc/PID/schedstat, which only Linux has.")
    engine = f"SQLite {sqlite.driver.sqlite_version}"
    print(f"Python {platform.python_version()}, {engine}, {os.cpu_count()} cores, load {_load()};")
    everything = not (given.rush or given.meeting)
    if everything:
        _compare(given)
    if everything or given.meeting:
        _apart(meeting.measure)
    if everything or given.rush:
        _apart(rush.measure)


def _compare(given: argparse.Namespace) -> None:
    """Each page's cost beside that of the floor."""
    print(
        f"gunicorn, {WORKERS} sync workers, a connection a request; {given.rounds} rounds of {given.requests} requests."
    )
    print(
        "Ratios are CPU to a bare Flask route measured just before: median (lowest). SQL: warm, and in a new process."
    )
    print("* = the goal is missed. Trust none of it on a busy machine.\n")
    with tempfile.TemporaryDirectory() as folder, serving("tests.bench.floor:app", **os.environ) as bare:
        for size in (A, B):
            _measure(size, Path(folder) / size.letter, Asked(bare, "/"), given)


def _apart(measure: Callable[[Path], None]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder))


def _load() -> str:
    return " ".join(f"{load:.1f}" for load in os.getloadavg())


def _measure(size: Size, folder: Path, floor: Asked, given: argparse.Namespace) -> None:
    edition.make(size, folder)
    print(f"{size.letter}: {size.sessions} sessions, {size.days} days, {size.rooms} rooms, {size.speakers} speakers")
    counted = {goal.path: statements.count(folder, goal.path) for goal in GOALS}
    environment = {**os.environ, "SCDAPP_INSTANCE": str(folder)}
    with serving("tests.bench.wsgi:app", **environment) as server:
        _warm([floor, *(Asked(server, goal.path) for goal in GOALS)])
        _table(size, folder, server, floor, counted, given)
        _weigh(size, server)
        _release(size, folder, server)
        floor_memory = floor.server.peak_memory()
        _told("largest worker", server.peak_memory(), "MiB", MEMORY, f"the bare route's {floor_memory:.0f}")
        print()


def _warm(asked: Iterable[Asked]) -> None:
    for one in asked:
        one.cost(WARMING)


def _table(
    size: Size,
    folder: Path,
    server: Server,
    floor: Asked,
    counted: dict[str, tuple[int, int]],
    given: argparse.Namespace,
) -> None:
    print(
        f"  {'':32}{'warm':>14}{'goal':>6}{'req/s':>8}{'':6}{'304':>14}{'goal':>6}"
        f"{'after a change':>24}{'goal':>6}{'SQL':>8}{'goal':>6}"
    )
    for goal in GOALS:
        asked = Asked(server, goal.path)
        again = Asked(server, goal.path, 304, {"If_None_Match": asked.once().headers.get("etag", "")})
        warm, speed = _ratios(asked, floor, given)
        unchanged, _ = _ratios(again, floor, given)
        cold, milliseconds = _cold(folder, asked, floor, given)
        first, second = counted[goal.path]
        print(
            f"  {goal.path:32}{_cell(warm, WARM[size.letter])}{median(speed):10.2f}{'':4}"
            f"{_cell(unchanged, NOT_MODIFIED)}{milliseconds:8.1f} ms {_cell(cold, goal.cold(size))}"
            f"{f'{second}, {first}':>8}{_star(second > STATEMENTS_WARM or first > STATEMENTS_COLD)} "
            f"{STATEMENTS_WARM}, {STATEMENTS_COLD}"
        )


def _ratios(asked: Asked, floor: Asked, given: argparse.Namespace) -> tuple[list[float], list[float]]:
    """CPU and requests a second, each round against the floor of the moment before."""
    cpu, speed = [], []
    for _ in range(given.rounds):
        least, mine = floor.cost(given.requests), asked.cost(given.requests)
        cpu.append(mine.cpu / least.cpu)
        speed.append(least.wall / mine.wall)
    return cpu, speed


def _cold(folder: Path, asked: Asked, floor: Asked, given: argparse.Namespace) -> tuple[list[float], float]:
    """The first answer after something public has changed: CPU ratios, and milliseconds at the median."""
    costs: list[Cost] = []
    for _ in range(2 * given.rounds):
        with closing(sqlite.driver.connect(folder / "scdapp.db")) as connection, connection:
            connection.execute("UPDATE publication SET version = version + 1, changed_at = changed_at + 1")
        costs.append(asked.cost(1))
    least = floor.cost(given.requests)
    return [cost.cpu / least.cpu for cost in costs], 1000 * median(cost.wall for cost in costs)


def _cell(values: Sequence[float], goal: float | None) -> str:
    met = f"{goal:g}" if goal is not None else ""
    missed = goal is not None and median(values) > goal
    return f"{f'{median(values):.2f} ({min(values):.2f})':>14}{_star(missed)}{met:>5}"


def _star(missed: bool) -> str:
    return "*" if missed else " "


def _weigh(size: Size, server: Server) -> None:
    """The programme page as a phone fetches it, with nothing in its cache."""
    text = gzip.decompress(server.get("/2024/program").body).decode()
    bytes_sent, requests = page.weight(server, "/2024/program", text)
    _told("programme page, packed", bytes_sent / 1000, "kB", WEIGHT[size.letter], "one day, if they are many")
    _told("  in requests", requests, "", REQUESTS)


def _told(name: str, value: float, unit: str, goal: float, more: str = "") -> None:
    beside = f" ({more})" if more else ""
    print(f"  {name:30}{value:8.4g} {unit:4}{_star(value > goal)} goal {goal:g}{beside}")


def _release(size: Size, folder: Path, server: Server) -> None:
    """The collision check, a release, and the first answers after it."""
    with edition.open_app(folder).app_context():
        row = db.session.scalars(select(Edition)).one()
        days = [day.date for day in row.days]
        items = _colliding(queries.items(row.id))
        check = _fastest(lambda: conflicts.find(items, days))
        whole = _fastest(lambda: queries.collisions(row))
        with transaction():
            db.session.scalars(select(Session).where(Session.slug == SLUG)).one().title = "En ny titel"
        began = time.perf_counter()
        with transaction():
            releases.release(row.id, final=True, note="", by="Mätningen", now=MORNING, accept_collisions=True)
        released = time.perf_counter() - began
        db.engine.dispose()
    waits = {path: Asked(server, path).cost(1).wall for path in ("/2024/program", "/2024/kalender.ics")}
    found = len(conflicts.find(items, days))
    _told(f"finding {found} collisions", 1000 * check, "ms", 50, f"with reading the draft {1000 * whole:.0f}")
    print(f"  {'a release':30}{released:8.4g} s")
    for path, wait in waits.items():
        _told(f"  first {path}", wait, "s", 1)


def _colliding(items: list[conflicts.Item]) -> list[conflicts.Item]:
    """Every tenth session put into the hall and the hour of the one before it."""
    pairs = zip(items, items[:1] + items, strict=False)
    return [
        replace(item, hall=before.hall, day=before.day, start=before.start, end=before.end)
        if number % 10 == 9
        else item
        for number, (item, before) in enumerate(pairs)
    ]


def _fastest(work: Callable[[], object], times: int = 5) -> float:
    took = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return min(took)


if __name__ == "__main__":
    main()

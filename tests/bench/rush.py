"""Everybody at once: how long each step takes, how many bookings a second, and where more people bring no more.

The crowd is a process on the same machine, so it takes its share of the processors too. Each measurement has a fresh
database, and is thrown away if a single seat went wrong.
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade

from scdapp.app import create_app
from scdapp.core.db import db
from tests.rush import ledger
from tests.rush.crowd import Visitor, crowd, percentiles, rush
from tests.rush.servers import serving
from tests.rush.test_seats import PATH, open_category

STEPS = ("form", "review", "binding")
RISING = (25, 50, 100, 200, 400)
# More people bring no more when this much more of them gives less than a tenth more.
ENOUGH = 1.1


@dataclass(frozen=True)
class Case:
    """So many people for so many places; `done` and `p99` are what is wanted, in seconds."""

    people: int
    places: int
    servers: int
    workers: int
    done: float | None = None
    p99: float | None = None


GOALS = (
    Case(300, 100, servers=1, workers=2, done=4, p99=2),
    Case(300, 100, servers=1, workers=8, done=4, p99=2),
    # One worker a core, as the README says, here on two servers so that buttons are pressed on both; and two a core.
    Case(1000, 500, servers=2, workers=1, p99=5),
    Case(1000, 500, servers=2, workers=2, p99=5),
)


@dataclass(frozen=True)
class Outcome:
    visitors: Sequence[Visitor]
    seconds: float

    @property
    def rate(self) -> float:
        """Bookings a second, from the first knock to the last answer."""
        return len(self.visitors) / self.seconds


def measure(folder: Path) -> None:
    """Print the goals and what came out, then the same with more and more people."""
    template = _migrated(folder / "template")
    print("Everybody at once: form, review, binding button; a third press it on both servers. SQLite.")
    for number, case in enumerate(GOALS):
        _tell(case, _run(case, template, folder / f"goal-{number}"))
    rates: dict[int, float] = {}
    for people in RISING:
        case = Case(people, people // 2, servers=1, workers=2)
        outcome = _run(case, template, folder / f"rising-{people}")
        rates[people] = outcome.rate
        print(f"  {people:5} at once {outcome.rate:8.1f} bookings/s   binding p99 {_p99(outcome, 'binding'):.2f} s")
    print(f"  knee: {knee(rates)} at once")


def knee(rates: dict[int, float]) -> int:
    """The number of people from which on more bring no more bookings a second."""
    numbers = sorted(rates)
    for one, following in pairwise(numbers):
        if rates[following] < ENOUGH * rates[one]:
            return one
    return numbers[-1]


def _tell(case: Case, outcome: Outcome) -> None:
    wanted = f" (goal {case.done:g} s)" if case.done else ""
    star = "*" if case.done and outcome.seconds > case.done else " "
    print(
        f"  {case.people} people, {case.places} places, {case.servers} x {case.workers} workers: "
        f"{outcome.seconds:.2f} s{star}{wanted}, {outcome.rate:.1f} bookings/s"
    )
    for step in STEPS:
        p50, p99 = percentiles(outcome.visitors, step)
        missed = "*" if case.p99 and p99 > case.p99 else " "
        beside = f" goal {case.p99:g}" if case.p99 else ""
        print(f"    {step:8} p50 {p50:6.2f} s   p99 {p99:6.2f} s{missed}{beside}")


def _p99(outcome: Outcome, step: str) -> float:
    return percentiles(outcome.visitors, step)[1]


def _run(case: Case, template: Path, folder: Path) -> Outcome:
    shutil.copytree(template, folder)
    app = _app(folder)
    with app.app_context():
        category = open_category(case.places)
        with serving(app, servers=case.servers, workers=case.workers) as servers:
            visitors = crowd(case.people, [one.port for one in servers], PATH)
            seconds = rush(visitors)
        ledger.assert_exact(ledger.read(category), people=case.people, places=case.places)
        db.engine.dispose()
    return Outcome(visitors, seconds)


def _app(folder: Path) -> Flask:
    return create_app({"INSTANCE": str(folder), "SQLALCHEMY_DATABASE_URI": f"sqlite:///{folder / 'scdapp.db'}"})


def _migrated(folder: Path) -> Path:
    folder.mkdir()
    with _app(folder).app_context():
        upgrade()
        db.engine.dispose()
    return folder

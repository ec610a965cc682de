"""`flask worker …`: what is done when nobody asks: the post, and what comes round. Names all slices, so it lives above.

Any number of workers may run: each mail is taken by one, and a job done twice does nothing the second time.
"""

import logging
import os
import signal
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from scdapp.admission.watch_service import forget_old, tell_opened
from scdapp.badges import press
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.mailings import service as mailings
from scdapp.outbox import queries as post
from scdapp.outbox.postman import Postman, mail_folder
from scdapp.outbox.transport import sweep
from scdapp.privacy import service as privacy
from scdapp.registration import queue_service
from scdapp.registration.queries import ended_offers
from scdapp.seminars import queue_service as seminar_queues
from scdapp.tokens import service as tokens

group = AppGroup("worker", help="Skickar mejl och gör det som återkommer.")
log = logging.getLogger(__name__)

# Seconds between two looks into the outbox, and between two looks whether to stop.
PAUSE, BLINK = 1.0, 0.1


@dataclass(frozen=True)
class Job:
    """Something that comes round. `run` is called in a transaction of its own and says how much it did.

    `slow` work opens its transactions itself: nobody else could write meanwhile.
    """

    name: str
    every: timedelta
    run: Callable[[datetime], int]
    slow: bool = False


def _end_offers(now: datetime) -> int:
    return sum(queue_service.expire(edition_id, now=now) for edition_id in ended_offers(now))


JOBS: tuple[Job, ...] = (
    Job("offers of seminars", timedelta(minutes=1), lambda now: seminar_queues.expire(now=now)),
    Job("offers that nobody answered", timedelta(minutes=1), _end_offers),
    Job("letters to many", timedelta(seconds=2), mailings.queue_portion),
    Job("purge", timedelta(hours=24), lambda now: sum(one.number for one in privacy.purge(now))),
    Job("old links", timedelta(hours=1), lambda now: tokens.purge(now=now)),
    Job("openings", timedelta(seconds=10), tell_opened),
    Job("unconfirmed addresses", timedelta(hours=1), forget_old),
    Job("files of forgotten mails", timedelta(hours=1), lambda _now: sweep(mail_folder(_app()), post.uids())),
    Job("badges", timedelta(seconds=1), lambda now: press.work(_folder(press.FOLDER), _home(), now=now), slow=True),
    Job("printed files", timedelta(hours=1), lambda now: press.sweep(_folder(press.FOLDER), now=now)),
)


def _app() -> Flask:
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    return app


def _folder(name: str) -> Path:
    return Path(_app().instance_path) / name


def _home() -> str:
    return str(_app().config["BASE_URL"])


@dataclass
class _Shift:
    """From start to stop. `parent`: the process that it stands beside, and never outlives."""

    parent: int | None = None
    asked_to_stop: bool = False
    _done: dict[str, datetime] = field(default_factory=dict)

    def listen(self) -> None:
        """Stop when told so: after the mail at hand, not in the middle of it."""
        for told in (signal.SIGTERM, signal.SIGINT):
            signal.signal(told, self._stop)

    def _stop(self, _signal: int, _frame: object) -> None:
        self.asked_to_stop = True

    def over(self) -> bool:
        return self.asked_to_stop or (self.parent is not None and os.getppid() != self.parent)

    def wait(self) -> None:
        for _ in range(round(PAUSE / BLINK)):
            if self.over():
                return
            time.sleep(BLINK)

    def due(self, now: datetime) -> list[Job]:
        """The jobs whose time has come, marked as begun. A clock that was moved back (the demo's) holds none up."""
        due = []
        for job in JOBS:
            last = self._done.get(job.name)
            if last is None or not last <= now < last + job.every:
                self._done[job.name] = now
                due.append(job)
        return due


@group.command()
@click.option("--parent", type=int, help="Sluta när den här processen, som startade arbetaren, är borta.")
def run(parent: int | None) -> None:
    """Arbeta tills någon säger stopp (Ctrl+C eller SIGTERM)."""
    shift = _Shift(parent)
    shift.listen()
    postman = _postman(shift.over)
    log.info("worker started")
    while not shift.over():
        with _app().app_context():
            _round(postman, shift.due(clock.now()))
        shift.wait()
    log.info("worker stopped")


@group.command()
def once() -> None:
    """Gör allt som väntar just nu, en gång, och visa hur många mejl som gick."""
    postman = _postman(lambda: False)
    for job in JOBS:
        _do(job, clock.now())
    click.echo(f"Skickade mejl: {postman.send_due()}")


def _postman(stopping: Callable[[], bool]) -> Postman:
    try:
        return Postman(_app(), stopping)
    except ValueError as error:
        raise click.ClickException(str(error)) from None


def _round(postman: Postman, jobs: list[Job]) -> None:
    """Never ends the worker: a database that is away comes back. Exceptions are logged by kind, for their words may
    hold somebody's data.
    """
    for job in jobs:
        _do(job, clock.now())
    try:
        if gone := postman.send_due():
            log.info("mails sent: %d", gone)
    except Exception as error:
        log.error("sending stopped: %s", type(error).__name__)


def _do(job: Job, now: datetime) -> None:
    try:
        with nullcontext() if job.slow else transaction():
            done = job.run(now)
    except Exception as error:
        log.error("job %s failed: %s", job.name, type(error).__name__)
        return
    if done:
        log.info("job %s: %d", job.name, done)

"""`flask worker …`: what is done when nobody asks: the post, and what comes round. Names all slices, so it lives above.

Any number of workers may run: each mail is claimed by one, and a job done twice does nothing the second time.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask.cli import AppGroup

from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.outbox import models as _post  # noqa: F401 - the tables
from scdapp.tokens import service as tokens

group = AppGroup("worker", help="Skickar mejl och gör det som återkommer.")
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """Something that comes round. `run` is called in a transaction of its own and says how much it did."""

    name: str
    every: timedelta
    run: Callable[[datetime], int]


JOBS: tuple[Job, ...] = (Job("old links", timedelta(hours=1), lambda now: tokens.purge(now=now)),)


@group.command()
def once() -> None:
    """Gör allt som väntar just nu, en gång."""
    for job in JOBS:
        _do(job, clock.now())


def _do(job: Job, now: datetime) -> None:
    """Do the job. What goes wrong is logged by its kind only, for its words may hold somebody's data."""
    try:
        with transaction():
            done = job.run(now)
    except Exception as error:
        log.error("job %s failed: %s", job.name, type(error).__name__)
        return
    if done:
        log.info("job %s: %d", job.name, done)

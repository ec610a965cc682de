"""The demo's clock: a file in the instance folder that all processes share, and `SCDAPP_NOW` that sets it at start."""

import os
import sys
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from flask import Flask, current_app

from scdapp.core.clock import MovableClock, today
from scdapp.core.walltime import aware
from scdapp.demo.moments import MOMENTS, START

if sys.platform != "win32":
    import fcntl

YEARS = range(2000, 2100)
# What gunicorn takes as "failed to start": it stops, instead of trying for ever.
BOOT_FAILED = 3


def install(app: Flask) -> None:
    """Give the demo its clock, unless the configuration brings one, and let its banner name the day and the moments."""
    app.jinja_env.globals.update(demo_moments=MOMENTS, demo_day=today)
    if app.config.get("CLOCK") is None:
        app.config["CLOCK"] = _wound(app, os.environ.get("SCDAPP_NOW", ""))


def move(moment: datetime) -> None:
    """Make it `moment` now, in every process of the demo, whatever `SCDAPP_NOW` said at start."""
    clock: MovableClock = current_app.extensions["scdapp.clock"]
    clock.set(moment)


def parse(wanted: str) -> datetime:
    """The moment that `SCDAPP_NOW` names, in ISO 8601; without an offset it is a wall time in Sweden.

    Raises ValueError, with a sentence, for anything else and for years far away.
    """
    try:
        typed = datetime.fromisoformat(wanted.strip())
    except ValueError:
        raise ValueError(f'"{wanted}" är ingen tidpunkt. Skriv så här: 2024-10-02T13:32') from None
    if typed.year not in YEARS:
        raise ValueError(f"Året ska ligga mellan {YEARS.start} och {YEARS.stop - 1}.")
    return typed if typed.tzinfo else aware(typed.date(), typed.time())


def _wound(app: Flask, wanted: str) -> MovableClock:
    try:
        moment = parse(wanted) if wanted.strip() else None
    except ValueError as error:
        sys.stderr.write(f"SCDAPP_NOW: {error}\n")
        raise SystemExit(BOOT_FAILED) from None
    folder = Path(app.instance_path)
    with _beginning(app, folder / "demo-clock.lock") as first:
        clock = MovableClock(folder / "demo-clock", START)
        if moment and first:
            clock.set(moment)
    return clock


@contextmanager
def _beginning(app: Flask, file: Path) -> Iterator[bool]:
    """Whether `app` is the first of those now running on this data folder; the others wait until it is done.

    A server is several processes that start together, and one may be replaced later: only the first of all may set
    the clock by `SCDAPP_NOW`, or it would undo what somebody has chosen in the page since. Each holds a shared lock
    as long as it lives, so whoever gets it alone is the first.
    """
    if sys.platform == "win32":
        yield True
        return
    handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
    weakref.finalize(app, os.close, handle)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        first = True
    except BlockingIOError:
        fcntl.flock(handle, fcntl.LOCK_SH)
        first = False
    yield first
    fcntl.flock(handle, fcntl.LOCK_SH)

"""The one clock. Only doors call it; rules and services are handed `now`.

The demo has a clock of its own, moved by a file in the instance folder that all workers share.
A real installation always has the system's clock.
"""

import os
import threading
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Protocol

from flask import current_app, g, has_request_context

from scdapp.core.walltime import ZONE


class Clock(Protocol):
    def now(self) -> datetime:
        """The present moment, aware, in UTC."""

    def setting(self) -> object:
        """Changes when somebody moves the clock; what was kept for another setting is void."""


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def setting(self) -> object:
        return None


@dataclass
class MovableClock:
    """Runs on from wherever it was last set. The offset in seconds lies in `file`, which all processes share."""

    file: Path
    start: datetime
    _stamp: tuple[int, int] = (0, 0)
    _offset: float = 0.0

    def __post_init__(self) -> None:
        self._look()

    def set(self, moment: datetime) -> None:
        """Make it `moment` now, for every process that shares the file."""
        offset = moment.timestamp() - time.time()
        draft = self.file.with_name(f"{self.file.name}.{os.getpid()}.{threading.get_ident()}")
        draft.write_text(f"{offset:.3f}\n", encoding="ascii")
        draft.replace(self.file)

    def now(self) -> datetime:
        self._look()
        return datetime.fromtimestamp(time.time() + self._offset, UTC)

    def setting(self) -> object:
        self._look()
        return self._stamp

    def _look(self) -> None:
        """Read the file if it is another one than before. A lost or broken file sets the clock to its start."""
        try:
            state = self.file.stat()
            stamp = (state.st_mtime_ns, state.st_ino)
            if stamp != self._stamp:
                self._offset = float(self.file.read_text(encoding="ascii"))
                self._stamp = stamp
        except (FileNotFoundError, ValueError):
            self.set(self.start)
            self._look()


def install(app_config: dict[str, object], extensions: dict[str, object]) -> None:
    """Put the configured clock (`CLOCK`, else the system's) where `now` finds it."""
    extensions["scdapp.clock"] = app_config.get("CLOCK") or SystemClock()


def _clock() -> Clock:
    clock: Clock = current_app.extensions["scdapp.clock"]
    return clock


def now() -> datetime:
    """The present moment, aware, in UTC. What is written is always stamped with this."""
    return _clock().now()


def moment() -> datetime:
    """The moment that the site is shown as of: now, or the organiser's preview. For reading only."""
    preview: datetime | None = g.get("preview_at") if has_request_context() else None
    return preview or now()


def previewing() -> bool:
    """Whether this request looks at the site as of another moment."""
    return has_request_context() and g.get("preview_at") is not None


def setting() -> object:
    """Part of the key of everything that is kept: another setting, other answers."""
    return _clock().setting()


def local(moment: datetime) -> datetime:
    """The same instant on a wall clock in Sweden."""
    return moment.astimezone(ZONE)


def today() -> date:
    """The day in Sweden that the site is shown as of."""
    return local(moment()).date()

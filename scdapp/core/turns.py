"""Writers of one SQLite file stand in line instead of asking again and again.

SQLite's busy wait sleeps and tries anew, ever longer: whoever came last may go first, and the file lies idle while all
sleep. An exclusive lock on a file of its own beside the database wakes the next in line at once. The kernel takes it
from a process that dies. It only keeps order: what protects the data is SQLite's own lock.
"""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

if sys.platform != "win32":
    import fcntl

_mine = threading.local()


@contextmanager
def turn(engine: Engine) -> Iterator[None]:
    """Wait for one's turn to write, and keep it while the block lasts. Nothing to wait for on other databases.

    Whoever has the turn already does not wait for themselves.
    """
    file = _file(engine)
    if sys.platform == "win32" or file is None or getattr(_mine, "file", None) == file:
        yield  # on Windows SQLite's own way of waiting has to do
        return
    handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        _mine.file = file
        yield
    finally:
        _mine.file = None
        os.close(handle)


def _file(engine: Engine) -> str | None:
    database = engine.url.database if engine.dialect.name == "sqlite" else None
    kept_in_a_file = database and database != ":memory:" and not database.startswith("file:")
    return f"{database}-turn" if kept_in_a_file else None

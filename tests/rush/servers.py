"""Server processes as in real life: gunicorn masters with workers, on one folder and one database."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask

WSGI = "wsgi:app"
START_AT_MOST = 120.0
# As dev.py and the README start it.
PER_SERVER, THREADS = 2, 1


@dataclass
class Server:
    """One gunicorn master and its workers, on a port of its own. May be killed and started again."""

    environment: dict[str, str]
    app: str = WSGI
    workers: int = PER_SERVER
    threads: int = THREADS
    port: int = field(default_factory=lambda: _free_port())
    _process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        options = [f"--workers={self.workers}", f"--threads={self.threads}", f"--bind=127.0.0.1:{self.port}"]
        options += ["--preload", "--no-control-socket", "--log-level=critical", "--graceful-timeout=5"]
        command = [sys.executable, "-m", "gunicorn", *options, self.app]
        # A group of its own, so that a killed master can be followed by its workers.
        self._process = subprocess.Popen(command, env=self.environment, start_new_session=True)

    def wait(self) -> None:
        """Until it answers."""
        until = time.monotonic() + START_AT_MOST
        while time.monotonic() < until:
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
                    connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                    if connection.recv(64).startswith(b"HTTP/1.1 200"):
                        return
            except OSError:
                pass
            time.sleep(0.05)
        raise RuntimeError("the server did not start")

    def pids(self) -> list[int]:
        """The master first, then its workers."""
        assert self._process is not None
        master = self._process.pid
        children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
        return [master, *map(int, children)]

    def kill(self) -> None:
        """kill -9: the master and all its workers at once."""
        assert self._process is not None
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def stop(self) -> None:
        if self._process is None or self._process.poll() is not None:
            return
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def environment(app: Flask, **more: str) -> dict[str, str]:
    """What a process of its own needs to work on the folder and the database of `app`."""
    here = {
        "SCDAPP_INSTANCE": app.instance_path,
        "DATABASE_URL": str(app.config["SQLALCHEMY_DATABASE_URI"]),
        "SCDAPP_DEMO": "0",
        "SECRET_KEY": "rush",
    }
    return {**os.environ, **here, **more}


@dataclass
class MailWorker:
    """`flask worker run`, which may be killed and started again."""

    environment: dict[str, str]
    _process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        command = [sys.executable, "-m", "flask", "--app", "wsgi", "worker", "run"]
        self._process = subprocess.Popen(command, env=self.environment, stderr=subprocess.DEVNULL)

    def kill(self) -> None:
        """kill -9."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        """As one stops it in the evening: after the mail at hand."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(180)


@contextmanager
def mailing(app: Flask, **more: str) -> Iterator[MailWorker]:
    """A mail worker, started, while the block lasts."""
    worker = MailWorker(environment(app, **more))
    worker.start()
    try:
        yield worker
    finally:
        worker.stop()


@contextmanager
def serving(
    app: Flask, *, wsgi: str = WSGI, servers: int = 2, workers: int = PER_SERVER, threads: int = THREADS
) -> Iterator[list[Server]]:
    """`servers` masters of `workers` each, answering, while the block lasts."""
    running = [Server(environment(app), wsgi, workers, threads) for _ in range(servers)]
    try:
        for server in running:
            server.start()
        for server in running:
            server.wait()
        yield running
    finally:
        for server in running:
            server.stop()

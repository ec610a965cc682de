"""A server with two sync workers, what its processes use, and a client that does nothing but ask."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

WORKERS = 2
START_AT_MOST = 30.0


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes
    # Everything that came over the wire, the head too.
    size: int


@dataclass(frozen=True)
class Server:
    process: "subprocess.Popen[bytes]"
    port: int

    def get(self, path: str, **headers: str) -> Answer:
        """Ask over a connection of its own, as sync workers want it."""
        more = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
        with socket.create_connection(("127.0.0.1", self.port)) as connection:
            ask = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\nConnection: close\r\n{more}\r\n"
            connection.sendall(ask.encode("ascii"))
            came = b"".join(iter(lambda: connection.recv(262144), b""))
        head, _, body = came.partition(b"\r\n\r\n")
        first, *rest = head.decode("latin-1").split("\r\n")
        told = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in rest)}
        return Answer(int(first.split()[1]), told, body, len(came))

    def cpu(self) -> float:
        """Seconds that its processes have been on a processor, user and kernel (/proc/PID/schedstat counts in ns)."""
        return sum(int((Path("/proc") / pid / "schedstat").read_text().split()[0]) for pid in self._pids()) / 1e9

    def peak_memory(self) -> float:
        """MiB that the largest of its workers ever held."""
        lines = [(Path("/proc") / pid / "status").read_text() for pid in self._pids()[1:]]
        return max(int(text.partition("VmHWM:")[2].split()[0]) for text in lines) / 1024

    def _pids(self) -> list[str]:
        master = str(self.process.pid)
        return [master, *Path(f"/proc/{master}/task/{master}/children").read_text().split()]


@dataclass
class Cost:
    """What some requests cost: CPU seconds and seconds on the wall, each."""

    cpu: float
    wall: float


@dataclass
class Asked:
    """A request that can be repeated and must be answered alike each time."""

    server: Server
    path: str
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    def once(self) -> Answer:
        answer = self.server.get(self.path, **self.headers)
        if answer.status != self.status:
            raise SystemExit(f"{self.path} answered {answer.status} instead of {self.status}")
        return answer

    def cost(self, times: int) -> Cost:
        """The mean over `times` requests, one after the other."""
        used, began = self.server.cpu(), time.perf_counter()
        for _ in range(times):
            self.once()
        return Cost((self.server.cpu() - used) / times, (time.perf_counter() - began) / times)


@contextmanager
def serving(app: str, **environment: str) -> Iterator[Server]:
    """`app` served by gunicorn on a free port while the block lasts."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = [f"--workers={WORKERS}", "--no-control-socket", "--log-level=error", f"--bind=127.0.0.1:{port}"]
    process = subprocess.Popen([sys.executable, "-m", "gunicorn", *options, app], env=environment)
    try:
        _wait(process, port)
        yield Server(process, port)
    finally:
        process.terminate()
        process.wait()


def _wait(process: "subprocess.Popen[bytes]", port: int) -> None:
    until = time.monotonic() + START_AT_MOST
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit("the server did not start")

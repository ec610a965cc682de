"""People who register at the same moment: each reads the form, its review, and presses the button, some of them twice.

One thread, raw sockets, a connection a request, so that the crowd takes as little of the machine as it can.
"""

import asyncio
import html
import re
import time
from collections.abc import Coroutine, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from statistics import quantiles
from typing import Any, TypeVar
from urllib.parse import urlencode

_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
_PASS = re.compile(r'<input type="radio" name="people-0-products" id="[^"]*" value="(\d+)"')
PATIENCE = 60.0
Result = TypeVar("Result")


@dataclass(frozen=True)
class Answer:
    status: int
    cookie: str
    body: str


@dataclass
class Visitor:
    """One of the crowd, and how it went. `address` is the only thing that tells one from another."""

    number: int
    ports: Sequence[int]
    path: str
    twice: bool = False
    # Seconds each step took, and the status of each answer; 0 for none at all.
    took: dict[str, float] = field(default_factory=dict)
    answers: list[int] = field(default_factory=list)
    cookie: str = ""

    @property
    def address(self) -> str:
        return f"person{self.number:04}@kommun.example"

    @property
    def told_it_went_well(self) -> bool:
        return 303 in self.answers

    @property
    def port(self) -> int:
        return self.ports[self.number % len(self.ports)]

    async def register(self) -> None:
        """From the form to the receipt's address."""
        form = await self._timed("form", self._ask("GET"))
        if form.status != 200:
            return
        typed = {**_fields(form.body), **self._typed(form.body)}
        review = await self._timed("review", self._ask("POST", {**typed, "step": "review"}))
        if review.status != 200:
            return
        binding = {**_fields(review.body), "step": "book"}
        asks = [self._ask("POST", binding, port) for port in (self.ports[::-1] if self.twice else (self.port,))]
        began = time.perf_counter()
        for ask in asyncio.as_completed(asks):
            self.answers.append((await ask).status)
            self.took.setdefault("binding", time.perf_counter() - began)

    def _typed(self, body: str) -> dict[str, str]:
        passes = _PASS.findall(body)
        chosen = {"people-0-products": passes[self.number % len(passes)]} if passes else {}
        return {"contact_name": f"Person {self.number}", "contact_email": self.address, "attends": "y", **chosen}

    async def _timed(self, step: str, ask: "asyncio._CoroutineLike[Answer]") -> Answer:
        began = time.perf_counter()
        answer = await ask
        self.took[step] = time.perf_counter() - began
        self.answers.append(answer.status)
        return answer

    async def _ask(self, method: str, typed: dict[str, str] | None = None, port: int | None = None) -> Answer:
        answer = await ask(port or self.port, method, self.path, typed, self.cookie)
        self.cookie = answer.cookie or self.cookie
        return answer


async def ask(port: int, method: str, path: str, typed: dict[str, str] | None = None, cookie: str = "") -> Answer:
    """One request over a connection of its own. Status 0 when the server went away before it had answered."""
    body = urlencode(typed or {}).encode()
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
    head += f"Cookie: {cookie}\r\n" if cookie else ""
    if method == "POST":
        head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(head.encode() + b"\r\n" + body)
        came = await asyncio.wait_for(reader.read(-1), PATIENCE)
        writer.close()
    except (OSError, TimeoutError):
        return Answer(0, "", "")
    first, _, rest = came.partition(b"\r\n")
    headers, _, text = rest.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)^content-length: (\d+)", headers, re.MULTILINE)
    if length and len(text) < int(length[1]):
        return Answer(0, "", "")  # cut off in the middle, as a browser would notice too
    found = re.search(rb"(?i)^set-cookie: (scdapp=[^;]+)", headers, re.MULTILINE)
    status = int(first.split()[1]) if first.startswith(b"HTTP/") else 0
    return Answer(status, found[1].decode() if found else "", text.decode())


def _fields(body: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in _HIDDEN.findall(body)}


def crowd(how_many: int, ports: Sequence[int], path: str, *, every_third_twice: bool = True) -> list[Visitor]:
    """So many visitors, spread over the servers; a third of them press the button twice, on two servers at once."""
    return [
        Visitor(number, ports, path, twice=every_third_twice and len(ports) > 1 and number % 3 == 0)
        for number in range(how_many)
    ]


def rush(visitors: Iterable[Visitor]) -> float:
    """Let all of them go at once; how many seconds until the last was done."""

    async def all_at_once() -> None:
        await asyncio.gather(*(one.register() for one in visitors))

    began = time.perf_counter()
    run(all_at_once())
    return time.perf_counter() - began


def run(crowd: Coroutine[Any, Any, Result]) -> Result:
    """What comes of `crowd`, run in a thread of its own: the browser's tests leave a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, crowd).result()


def percentiles(visitors: Iterable[Visitor], step: str) -> tuple[float, float]:
    """p50 and p99 of a step, in seconds."""
    took = sorted(one.took[step] for one in visitors if step in one.took)
    if len(took) < 2:
        return (took or [0.0])[0], (took or [0.0])[0]
    cuts = quantiles(took, n=100, method="inclusive")
    return cuts[49], cuts[98]

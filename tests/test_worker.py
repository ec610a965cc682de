"""The worker as a process of its own: killed, stopped, left alone by its parent; and what comes round."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from scdapp import worker
from scdapp.core import clock, web
from scdapp.core.db import db, transaction
from scdapp.outbox import registry, service
from scdapp.outbox.models import Mail
from scdapp.tokens.models import SecretLink
from scdapp.worker import JOBS, Job
from tests.conftest import StoppedClock
from tests.outbox.letters import PLACE, WELCOME
from tests.smtp import Sink

Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def start(app: Flask, sink: Sink, tmp_path: Path) -> Iterator[Start]:
    """Starts workers on the test's database that send to the sink; none outlives the test."""
    environment = {
        **os.environ,
        "FLASK_APP": "tests.outbox.wsgi",
        "SCDAPP_INSTANCE": app.instance_path,
        "DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"].replace("postgresql+psycopg", "postgresql"),
        "SCDAPP_SMTP": sink.url,
        "SCDAPP_MAIL_LEASE_SECONDS": "1",
    }
    started: list[subprocess.Popen[bytes]] = []

    def start(*command: str) -> "subprocess.Popen[bytes]":
        words = command or (sys.executable, "-m", "flask", "worker", "run")
        started.append(subprocess.Popen(words, cwd=web.PACKAGE.parent, env=environment, stderr=subprocess.PIPE))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


def queue(how_many: int) -> Counter[str]:
    """That many mails by the system's clock, as a worker in its own process reads it; their Message-IDs."""
    now = clock.SystemClock().now()
    with transaction():
        mails = [
            service.queue(WELCOME, f"person-{n}@kommun.example", {"namn": str(n)}, now=now) for n in range(how_many)
        ]
        return Counter(f"<{mail.uid}@127.0.0.1>" for mail in mails)


def test_a_worker_killed_in_the_middle_loses_nothing_and_repeats_at_most_one(sink: Sink, start: Start) -> None:
    wanted = queue(20)
    first = start()
    sink.wait_for(5)
    first.kill()
    first.wait()
    last = start()
    sink.wait_for(20)
    last.send_signal(signal.SIGTERM)
    assert last.wait(timeout=10) == 0
    assert set(db.session.scalars(select(Mail.state))) == {"sent"}
    assert sink.ids.keys() == wanted.keys()
    assert (sink.ids - wanted).total() <= 1


def test_a_worker_goes_with_the_process_that_it_stands_beside(start: Start) -> None:
    """As `dev.py run` starts it: whatever ends the server, be it kill -9, ends the worker."""
    script = (
        "import os, subprocess, sys; w = subprocess.Popen([sys.executable, '-m', 'flask', 'worker', 'run',"
        " '--parent', str(os.getpid())]); w.wait()"
    )
    parent = start(sys.executable, "-c", script)
    assert parent.stderr is not None
    assert b"worker started" in parent.stderr.readline()
    parent.kill()
    # The worker holds the other end of the pipe: it ends when the worker does.
    assert b"worker stopped" in parent.stderr.read()


@pytest.fixture
def known(app: Flask) -> Flask:
    registry.install(app, [WELCOME], [PLACE])
    return app


def test_once_sends_what_is_due_and_says_how_many(known: Flask, sink: Sink) -> None:
    known.config["SMTP"] = sink.url
    queue(2)
    answer = known.test_cli_runner().invoke(args=["worker", "once"])
    assert (answer.exit_code, answer.output) == (0, "Skickade mejl: 2\n")
    known.config["SMTP"] = "mail.example"
    answer = known.test_cli_runner().invoke(args=["worker", "once"])
    assert answer.exit_code == 1
    assert "SCDAPP_SMTP" in answer.output


def test_a_failing_job_stops_neither_the_others_nor_the_post(
    known: Flask, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_now: datetime) -> int:
        db.session.add(_link("half done", clock.now()))
        db.session.flush()
        raise ValueError("asa@kommun.example")

    with transaction():
        db.session.add(_link("over", clock.now()))
    bad = Job("bad", timedelta(hours=1), fail)
    good = next(job for job in JOBS if job.name == "old links")
    monkeypatch.setattr(worker, "JOBS", (bad, good))
    answer = known.test_cli_runner().invoke(args=["worker", "once"])
    assert answer.exit_code == 0
    assert db.session.scalars(select(SecretLink)).all() == []
    assert [record.getMessage() for record in caplog.records] == ["job bad failed: ValueError", "job old links: 1"]


def _link(subject: str, now: datetime) -> SecretLink:
    return SecretLink(kind="place", token_hash=subject, subject=subject, once=True, created_at=now, expires_at=now)


def test_a_job_comes_round_and_a_clock_moved_back_does_not_hold_it_up(
    clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "JOBS", (replace(JOBS[0], every=timedelta(minutes=10)),))
    shift, now = worker._Shift(), clock.now()
    moments = (0, 9, 10, 11, -500, -495, -490)
    assert [len(shift.due(now + timedelta(minutes=m))) for m in moments] == [1, 0, 1, 0, 1, 0, 1]

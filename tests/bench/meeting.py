"""The annual meeting at the size that is planned for: each step of its screen, and the minutes as PDF."""

import time
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade

from scdapp.app import create_app
from scdapp.core.db import db, transaction
from scdapp.decisions.models import Decision
from scdapp.meetings import queries as meetings
from scdapp.meetings import service as meeting_service
from scdapp.meetings.models import AnnualMeeting
from scdapp.minutes import press, service
from scdapp.minutes import queries as minutes
from tests.conftest import StoppedClock, Visitor, logged_in
from tests.decisions.hall import AFTER, BY, LATER, open_question
from tests.decisions.test_stage_cost import decided, long_meeting
from tests.decisions.test_stage_organiser import at, standing, typed
from tests.factories import make_account
from tests.minutes.protocol import SIGNED

VOTERS, PARAGRAPHS = 120, 40
# Seconds: an answer of the screen, and the PDF.
STEP, PDF = 0.2, 2.0


def measure(folder: Path) -> None:
    """Print how long each step took, beside what is wanted."""
    app = _app(folder)
    with app.app_context():
        upgrade()
        client = logged_in(app, make_account("Bo Styrelse", roles=("board",)))
        meeting = long_meeting(VOTERS)
        decided(meeting, PARAGRAPHS - 1)
        decision = open_question(meeting, meetings.agenda(meeting.id)[16], "avgiften är 500 kronor")
        print(f"A meeting of 27 points, {VOTERS} members, {PARAGRAPHS} decisions, SQLite.")
        for name, step in _steps(client, meeting, decision).items():
            _tell(name, _seconds(step), STEP)
        _tell("minutes as PDF", _pdf(meeting), PDF)
        db.session.remove()
        db.engine.dispose()


def _app(folder: Path) -> Flask:
    settings = {"INSTANCE": str(folder), "SQLALCHEMY_DATABASE_URI": f"sqlite:///{folder / 'scdapp.db'}"}
    app = create_app({**settings, "TESTING": True, "WTF_CSRF_ENABLED": False, "CLOCK": StoppedClock(LATER)})
    app.test_client_class = Visitor
    return app


def _steps(client: FlaskClient, meeting: AnnualMeeting, decision: Decision) -> dict[str, Callable[[], object]]:
    base, uid = f"/styrelse/arsmoten/{meeting.uid}", decision.uid
    client.get(at(meeting))
    return {
        "the screen": lambda: client.get(at(meeting)),
        "the hall": lambda: client.get(f"{base}/sal"),
        "who is there": lambda: client.get(f"{base}/narvaro"),
        "keep what is typed": lambda: client.post(at(meeting, uid), data=typed(standing(decision), "att höja den")),
        "votering begärd": lambda: client.post(at(meeting, uid, "votering-begard")),
        "call a count": lambda: client.post(at(meeting, uid, "rakna"), data={"rakna-method": "count"}),
        "drop it": lambda: client.post(at(meeting, uid, "omgang", "1", "bryt")),
        "decide": lambda: client.post(
            at(meeting, uid), data=typed(standing(decision), "att höja den", verdict="approved")
        ),
    }


def _seconds(step: Callable[[], object]) -> float:
    db.session.rollback()
    began = time.perf_counter()
    step()
    return time.perf_counter() - began


def _pdf(meeting: AnnualMeeting) -> float:
    with transaction():
        meeting_service.close(meeting.id, by=BY, now=AFTER)
    with transaction():
        begun = service.begin(meeting.id, by=BY, now=AFTER)
        service.send(begun.id, by=BY, now=SIGNED)
    began = time.perf_counter()
    text = minutes.get_minutes(meeting.id)
    signers = minutes.signers(meeting.id)
    press.minutes_pdf(text, text.canonical or "", signers, check_at="https://example.se/arsmote/kontrollera")
    return time.perf_counter() - began


def _tell(name: str, seconds: float, wanted: float) -> None:
    print(f"  {name:20} {seconds * 1000:7.0f} ms{'*' if seconds > wanted else ' '} goal {wanted * 1000:.0f}")

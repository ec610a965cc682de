"""A meeting that is open, with members in the hall, a register and officers; and a question it is at."""

from datetime import UTC, datetime, timedelta
from typing import Any

from scdapp.core.db import db, transaction
from scdapp.decisions import hall_service, service
from scdapp.decisions.hall_models import Officer, Register
from scdapp.decisions.models import Decision
from scdapp.decisions.rules import Text, Verdict
from scdapp.meetings import service as meetings
from scdapp.meetings.models import AgendaItem, AnnualMeeting
from tests.factories import make_member
from tests.meetings.meetings import BEGINS, make_item, make_meeting, make_officers

BY = "Siv Sekreterare"
LATER = BEGINS + timedelta(minutes=10)
AFTER = datetime(2024, 10, 2, 15, 45, tzinfo=UTC)


def make_open_meeting(**given: Any) -> AnnualMeeting:
    """The meeting of 2024, open, with its officers chosen."""
    meeting = make_meeting(**given)
    with transaction():
        meetings.open_meeting(meeting.id, by=BY, now=BEGINS)
    make_officers(meeting)
    return meeting


def fill_hall(meeting: AnnualMeeting, voters: int = 5) -> Register:
    """So many members come, and the register is fixed."""
    members = [make_member(f"Medlem {n:03}") for n in range(1, voters + 1)]
    with transaction():
        for one in members:
            hall_service.arrive(meeting.id, one.id, by=BY, now=BEGINS)
        return hall_service.fix_register(meeting.id, by=BY, now=BEGINS)


def open_question(meeting: AnnualMeeting, item: AgendaItem | None = None, *clauses: str, **given: Any) -> Decision:
    """The meeting takes up a point; `clauses` is what it is to decide on."""
    item = item or make_item(meeting)
    with transaction():
        decision = service.open_paragraph(meeting.id, item_id=item.id, by=BY, now=LATER, **given)
        if clauses:
            text = Text(decision.heading, decision.body, clauses)
            service.write_paragraph(decision.id, text, version=decision.version)
        return decision


def decide(decision: Decision, outcome: str = "approved", method: str | None = "acclamation", **given: Any) -> Decision:
    """The meeting decides."""
    clauses = given.pop("clauses", None)
    with transaction():
        version = db.session.get_one(Decision, decision.id, populate_existing=True).version
        verdict = Verdict(outcome, method, clauses)
        return service.decide(decision.id, verdict, version=version, by=BY, now=LATER, **given)


def tellers(meeting: AnnualMeeting) -> list[Officer]:
    """The two who count."""
    return [one for one in hall_service.queries.officers(meeting.id, ("teller",))]

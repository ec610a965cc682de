"""What a step of the screen costs: as much for a meeting of 5 paragraphs as for one of 40."""

from collections.abc import Callable

from flask.testing import FlaskClient
from sqlalchemy import event

from scdapp.core.db import db
from scdapp.meetings import queries as meetings
from scdapp.meetings import template
from scdapp.meetings.models import AnnualMeeting
from tests.conftest import StoppedClock
from tests.decisions.hall import LATER, fill_hall, make_open_meeting, open_question
from tests.decisions.test_stage_organiser import at, standing, typed
from tests.meetings.meetings import make_decision, make_item


def long_meeting(voters: int) -> AnnualMeeting:
    """The 27 points of the template, and members in the hall."""
    meeting = make_open_meeting()
    for point in template.POINTS:
        make_item(meeting, point.title, kind=point.kind, template_key=point.key, sentence=point.sentence)
    fill_hall(meeting, voters)
    return meeting


def decided(meeting: AnnualMeeting, paragraphs: int) -> None:
    """So many paragraphs, spread over the points."""
    items = meetings.agenda(meeting.id)
    for number in range(paragraphs):
        make_decision(meeting, f"Fråga {number}", item_id=items[number % len(items)].id)


def test_a_step_asks_as_much_of_a_long_meeting_as_of_a_short_one(
    board_member: FlaskClient, clock: StoppedClock
) -> None:
    clock.moment = LATER
    meeting = long_meeting(12)
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))

    def cost() -> list[int]:
        decision = open_question(meeting, meetings.agenda(meeting.id)[16], "avgiften är 500 kronor")
        found = []
        steps: tuple[Callable[[], object], ...] = (
            lambda: board_member.get(at(meeting)),
            lambda: board_member.get(f"/styrelse/arsmoten/{meeting.uid}/sal"),
            lambda: board_member.post(at(meeting, decision.uid), data=typed(standing(decision), "att avgiften höjs")),
            lambda: board_member.post(at(meeting, decision.uid, "votering-begard")),
        )
        for step in steps:
            step()
        for step in steps:
            db.session.rollback()
            asked.clear()
            step()
            found.append(len(asked))
        sent = typed(standing(decision), "att avgiften höjs", verdict="approved")
        assert board_member.post(at(meeting, decision.uid), data=sent).status_code == 303
        return found

    decided(meeting, 4)
    few = cost()
    decided(meeting, 35)
    assert cost() == few
    assert max(few) <= 40

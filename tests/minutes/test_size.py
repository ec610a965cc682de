"""The page of long minutes asks as little as that of short ones."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from scdapp.core.db import db, transaction
from scdapp.meetings import service as meetings
from scdapp.meetings.models import AnnualMeeting
from tests.decisions.hall import AFTER, BY, decide, fill_hall, make_open_meeting, open_question
from tests.meetings.meetings import make_item
from tests.minutes.desk import desk
from tests.minutes.protocol import begin

CLAUSE = "uppdra åt riksstyrelsen att till nästa årsmöte redovisa hur fokusområdet har drivits i regionerna, och "


def _hold(decisions: int, voters: int) -> AnnualMeeting:
    meeting = make_open_meeting()
    fill_hall(meeting, voters)
    items = [make_item(meeting, f"Punkt {n}") for n in range(1, min(27, decisions) + 1)]
    for number in range(decisions):
        clauses = (CLAUSE + str(number), CLAUSE + "igen", "lägga rapporten till handlingarna")
        decide(open_question(meeting, items[number % len(items)], *clauses))
    with transaction():
        meetings.close(meeting.id, by=BY, now=AFTER)
    return meeting


def _asked(board_member: FlaskClient, address: str) -> int:
    """How many questions to the database the page costs."""
    asked: list[str] = []

    def ask(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", ask)
    assert board_member.get(address).status_code == 200
    event.remove(db.engine, "before_cursor_execute", ask)
    return len(asked)


def test_the_page_asks_the_same_for_3_paragraphs_and_for_12(app: Flask, board_member: FlaskClient) -> None:
    meeting = _hold(3, 3)
    begin(meeting)
    address, few = desk(meeting), _asked(board_member, desk(meeting))
    with transaction():
        meeting = db.session.merge(meeting)
        meeting.state = "open"
    for number in range(9):
        decide(open_question(meeting, make_item(meeting, f"Mer {number}"), "göra mer"))
    assert _asked(board_member, address) == few

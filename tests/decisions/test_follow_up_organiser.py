"""The board says what becomes of decisions."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from scdapp.core.db import db, transaction
from scdapp.decisions import follow_up_service, service
from scdapp.decisions.follow_up_rules import FollowUpFacts
from scdapp.decisions.models import Decision
from scdapp.decisions.rules import Text, Verdict
from scdapp.meetings import service as meetings
from scdapp.meetings.rules import MeetingFacts
from tests.factories import make_edition
from tests.reading import said, text

LIST = "/styrelse/beslut"
NOW = datetime(2024, 8, 1, tzinfo=UTC)
TYPED = {"responsible": "Kassören", "due_on": "2024-08-01", "status": "ongoing", "notes": "Ring banken.", "version": ""}


@pytest.fixture
def decision(app: Flask) -> Decision:
    edition = make_edition(2023)
    with transaction():
        facts = MeetingFacts(held_on=date(2023, 9, 28))
        meeting = meetings.create_meeting(edition.id, facts, by="Bo", now=NOW, recorded_afterwards=True)
        return service.record_known(
            meeting.id, Text("Avgiften", "", ("att avgiften är 500 kronor.",)), Verdict("approved"), by="Bo", now=NOW
        )


def test_the_list_says_what_to_do_while_it_is_empty(board_member: FlaskClient) -> None:
    assert "Här finns inga beslut än." in text(board_member.get(LIST).text)


def test_a_decision_is_followed_up_and_comes_first(board_member: FlaskClient, decision: Decision) -> None:
    assert "Inget beslut väntar på uppföljning." in text(board_member.get(LIST).text)
    page = text(board_member.get(f"{LIST}?visa=alla").text)
    assert "Avgiften 2023, bifall följs inte upp" in page
    answer = board_member.post(f"{LIST}/{decision.uid}", data=TYPED)
    assert (answer.status_code, answer.location) == (303, f"{LIST}/{decision.uid}")
    shown = text(board_member.get(LIST).text)
    assert "Avgiften 2023, bifall pågår, Kassören, senast 1 augusti 2024 försenat" in shown
    assert "Inget beslut passar." in text(board_member.get(f"{LIST}?visa=klara").text)
    assert "Avgiften" in text(board_member.get(f"{LIST}?sok=500").text)


def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_stays(
    board_member: FlaskClient, decision: Decision
) -> None:
    answer = board_member.post(f"{LIST}/{decision.uid}", data={**TYPED, "due_on": "snart", "status": "kanske"})
    assert answer.status_code == 422
    assert said(answer.text) == ["Skriv ett datum som finns, så här: 2024-10-02.", "Välj något ur listan."]
    assert "Ring banken." in answer.text


def test_who_comes_second_sees_both_versions(board_member: FlaskClient, decision: Decision) -> None:
    with transaction():
        facts = FollowUpFacts("Ordföranden", None, "done", "Klart redan.")
        follow_up_service.follow_up(decision.id, facts, version=None, by="Bo", now=NOW)
    answer = board_member.post(f"{LIST}/{decision.uid}", data=TYPED)
    assert answer.status_code == 409
    assert "Ansvarig Ordföranden Kassören" in text(answer.text)
    again = board_member.post(f"{LIST}/{decision.uid}", data={**TYPED, "version": "1"})
    assert again.status_code == 303


def test_a_question_that_the_meeting_is_at_is_not_there(board_member: FlaskClient, decision: Decision) -> None:
    with transaction():
        still = Decision(meeting_id=decision.meeting_id, heading="Inte avgjort")
        db.session.add(still)
        db.session.flush()
        uid = still.uid
    assert board_member.get(f"{LIST}/{uid}").status_code == 404
    assert "Inte avgjort" not in board_member.get(f"{LIST}?visa=alla").text


def test_the_list_costs_the_same_for_3_and_for_300(board_member: FlaskClient, decision: Decision) -> None:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    key = decision.meeting_id

    def cost(count: int) -> int:
        with transaction():
            for number in range(count):
                row = service.record_known(key, Text(f"Beslut {number}"), Verdict("approved"), by="Bo", now=NOW)
                follow_up_service.follow_up(row.id, FollowUpFacts(), version=None, by="Bo", now=NOW)
        board_member.get(LIST)
        asked.clear()
        board_member.get(LIST)
        return len(asked)

    assert cost(3) == cost(297)
    assert "Sida 6 av 6" in text(board_member.get(f"{LIST}?sida=6").text)

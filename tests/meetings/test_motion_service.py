"""Motions: in time to the second, answered by the board, kept as text whatever they say."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from scdapp.core.db import transaction
from scdapp.core.errors import EditConflict, Refusal
from scdapp.meetings import motion_service as service
from scdapp.meetings import queries
from scdapp.meetings.models import AnnualMeeting, Motion
from scdapp.meetings.motion_rules import MotionFacts, MotionsClosed
from tests.factories import make_edition
from tests.meetings.meetings import make_item, make_meeting

BY = "Bo Styrelse"
# Midnight in Sweden after 21 August 2024.
CLOSES = datetime(2024, 8, 21, 22, 0, tzinfo=UTC)
FACTS = MotionFacts("Digitala möten", "Resor.", ("årsmötet hålls digitalt", " "), "Maj", "Maj@Kommun.example")


@pytest.fixture
def meeting(app: Flask) -> AnnualMeeting:
    return make_meeting()


def _send(meeting: AnnualMeeting, facts: MotionFacts = FACTS, key: str = "k1", now: datetime = CLOSES) -> Motion:
    with transaction():
        return service.receive_motion(meeting.id, facts, form_key=key, now=now)


def test_the_deadline_holds_to_the_second(meeting: AnnualMeeting) -> None:
    received = _send(meeting, now=CLOSES - timedelta(seconds=1))
    assert (received.number, [one.text for one in received.clauses]) == (1, ["att årsmötet hålls digitalt"])
    assert received.sender_email == "maj@kommun.example"
    with pytest.raises(MotionsClosed, match="Sista dagen för motioner har passerat"):
        _send(meeting, key="k2")


def test_the_same_form_twice_is_one_motion(meeting: AnnualMeeting) -> None:
    early = CLOSES - timedelta(days=1)
    first = _send(meeting, now=early)
    assert _send(meeting, now=CLOSES) is first
    assert _send(meeting, key="k2", now=early).number == 2


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": " "}, "title"),
        ({"text": ""}, "text"),
        ({"clauses": ()}, "clauses"),
        ({"clauses": ("x" * 1001,)}, "clauses"),
        ({"sender_name": None}, "sender_name"),
        ({"sender_email": None}, "sender_email"),
        ({"text": "Född 811218-9876."}, "text"),
    ],
)
def test_what_a_motion_lacks_is_told_beside_the_field(
    meeting: AnnualMeeting, given: dict[str, object], field: str
) -> None:
    facts = MotionFacts(**{**FACTS.__dict__, **given})
    with pytest.raises(Refusal) as refused:
        _send(meeting, facts, now=CLOSES - timedelta(days=1))
    assert refused.value.field == field


def test_meetings_that_take_no_motions(meeting: AnnualMeeting) -> None:
    early = CLOSES - timedelta(days=1)
    for year, given in ((2025, {"state": "open"}), (2026, {"kind": "extra"})):
        other = make_meeting(make_edition(year), **given)
        with pytest.raises(MotionsClosed, match="inte att lämna motioner"):
            _send(other, now=early)


def test_the_board_records_a_late_one_answers_places_and_strikes(meeting: AnnualMeeting) -> None:
    item = make_item(meeting)
    with transaction():
        motion = service.record_motion(
            meeting.id, FACTS, form_key="brev", received_at=CLOSES, late=True, by=BY, now=CLOSES
        )
        service.answer_motion(motion.id, opinion="Bra.", proposed="approve", version=1, by=BY, now=CLOSES)
        service.place_motion(motion.id, item.id, by=BY, now=CLOSES)
    assert (motion.state, motion.proposed, motion.board_opinion) == ("late", "approve", "Bra.")
    assert motion.item_id == item.id
    with pytest.raises(EditConflict), transaction():
        service.answer_motion(motion.id, opinion="", proposed=None, version=1, by=BY, now=CLOSES)
    with pytest.raises(Refusal, match="Välj vad styrelsen föreslår"), transaction():
        service.answer_motion(motion.id, opinion="", proposed="kanske", version=2, by=BY, now=CLOSES)
    other = make_item(make_meeting(make_edition(2025)))
    with pytest.raises(Refusal, match="ett annat möte"), transaction():
        service.place_motion(motion.id, other.id, by=BY, now=CLOSES)
    with transaction():
        service.withdraw_motion(motion.id, by=BY, now=CLOSES)
    assert [one.state for one in queries.motions(meeting.id)] == ["withdrawn"]

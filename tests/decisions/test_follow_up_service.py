"""What an earlier meeting left undone comes back by itself, until it is done."""

import pytest
from flask import Flask

from scdapp.core.db import db, transaction
from scdapp.core.errors import EditConflict
from scdapp.decisions import follow_up_service, queries
from scdapp.decisions.follow_up_rules import FollowUpFacts
from scdapp.meetings import agenda_service
from scdapp.meetings.models import AgendaItem, AnnualMeeting
from tests.decisions.hall import BY, LATER, decide, open_question
from tests.factories import make_edition
from tests.meetings.meetings import make_decision, make_meeting


def _draft(year: int) -> tuple[AnnualMeeting, list[AgendaItem]]:
    meeting = make_meeting(make_edition(year), state="open")
    with transaction():
        items = agenda_service.draft_agenda(meeting.id, by=BY, now=LATER)
    return meeting, [one for one in items if one.from_decision]


def test_invariant_17_what_was_put_off_is_on_the_next_agenda_until_it_is_decided(app: Flask) -> None:
    before = make_meeting(make_edition(2022))
    tabled = make_decision(before, "Arvoden", "att höja arvodena", outcome="tabled")
    make_decision(before, "Avgift")
    meeting, (item,) = _draft(2023)
    assert (item.title, item.from_decision, item.position) == ("Arvoden (bordlagt 2022)", tabled.uid, 9)
    question = open_question(meeting, item)
    assert (question.earlier, [one.text for one in question.clauses]) == (tabled, ["att höja arvodena"])
    again = decide(question, "remitted")
    later, (item,) = _draft(2024)
    assert item.title == "Arvoden (bordlagt 2022) (återremitterat 2023)"
    assert item.from_decision == again.uid
    decide(open_question(later, item))
    assert _draft(2025)[1] == []


def test_invariant_17_also_a_single_clause_that_was_put_off(app: Flask) -> None:
    meeting = make_meeting(make_edition(2022), state="open")
    question = open_question(meeting, None, "ett", "två")
    decide(question, "partly", clauses={2: "tabled"})
    later, (item,) = _draft(2023)
    assert [one.text for one in open_question(later, item).clauses] == ["att två"]


def test_a_decision_that_is_not_carried_out_comes_up_for_information(app: Flask) -> None:
    decision = make_decision(make_meeting(make_edition(2023)), "Utred namnet")
    with transaction():
        row = follow_up_service.follow_up(
            decision.id, FollowUpFacts("Bo", LATER.date(), "ongoing", "Börjat."), version=None, by=BY, now=LATER
        )
    assert [one.decision for one in queries.follow_ups_due(LATER.date())] == [decision]
    _meeting, (item,) = _draft(2024)
    assert (item.title, item.kind) == ("Uppföljning: Utred namnet", "information")
    with pytest.raises(EditConflict), transaction():
        follow_up_service.follow_up(decision.id, FollowUpFacts(), version=None, by=BY, now=LATER)
    with transaction():
        follow_up_service.follow_up(decision.id, FollowUpFacts(status="done"), version=row.version, by=BY, now=LATER)
    assert _draft(2025)[1] == []
    assert db.session.query(AgendaItem).count() == 55

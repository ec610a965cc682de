"""Votes by name: summed by the weights of the register, and held against what the tellers counted."""

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from scdapp.core.db import db, transaction
from scdapp.core.errors import EditConflict, Refusal
from scdapp.decisions import roll_rules, roll_service, vote_service
from scdapp.decisions.roll_rules import NamesDisagree
from scdapp.minutes import service as minutes
from tests.decisions.hall import BY, LATER, decide, fill_hall
from tests.decisions.roll import ANSWERS, answer, call_roll, count, decided_by_roll
from tests.meetings.meetings import make_register

RIGHT = {"for": 2, "against": 1, "abstained": 1}


def test_names_that_agree_with_the_count_stand_with_it(app: Flask) -> None:
    decision = decided_by_roll()
    (row,) = decision.rounds
    assert (row.result, row.votes_for, row.votes_against, row.abstained) == ("approved", 2, 1, 1)
    assert [(one.entry.name, one.vote) for one in row.names] == [
        ("Medlem 001", "for"),
        ("Medlem 002", "against"),
        ("Medlem 003", "for"),
        ("Medlem 004", "abstained"),
    ]


@pytest.mark.parametrize(
    "wrong", [{**RIGHT, "for": 3}, {**RIGHT, "blank": 1}, {"for": 1, "against": 2, "abstained": 1}]
)
def test_names_that_say_something_else_let_no_count_stand(app: Flask, wrong: dict[str, int]) -> None:
    row = answer(call_roll(), *ANSWERS)
    with pytest.raises(NamesDisagree, match="Namnen ger 2 ja, 1 nej, 1 avstår, men rösträknarna kom till"):
        count(row, **wrong)
    assert row.final_at is None
    with transaction():
        vote_service.drop_round(row.id, by=BY, now=LATER)
    assert db.session.execute(text("SELECT COUNT(*) FROM named_vote")).scalar() == 0


def test_names_may_come_after_the_count_if_they_agree(app: Flask) -> None:
    row = count(call_roll(), **RIGHT)
    with pytest.raises(NamesDisagree):
        answer(row, "for", "for", "for", "abstained", None)
    assert [one.vote for one in answer(row, *ANSWERS).names] == ["for", "against", "for", "abstained"]
    assert answer(row, *(None,) * 5).names == []


def test_a_vote_weighs_what_the_register_says(app: Flask) -> None:
    entries = make_register(call_roll().decision.meeting, 2).entries
    entries[0].weight = 3
    assert roll_rules.sums({entries[0].id: "for", entries[1].id: "against"}, entries) == {
        "for": 3,
        "against": 1,
        "abstained": 0,
    }
    db.session.rollback()


def test_only_those_of_the_register_answer_and_only_at_a_roll_call(app: Flask) -> None:
    row = call_roll()
    stranger = fill_hall(row.decision.meeting, 6).entries[0].id
    seen = roll_rules.seal({})
    assert row.register is not None
    own = row.register.entries[0].id
    for given in ({stranger: "for"}, {own: "perhaps"}):
        with pytest.raises(Refusal, match="Bara den som står i röstlängden svarar"), transaction():
            roll_service.record_names(row.id, given, seen=seen, by=BY, now=LATER)
    answer(row, *ANSWERS)
    with pytest.raises(EditConflict), transaction():
        roll_service.record_names(row.id, {}, seen=seen, by=BY, now=LATER)
    with transaction():
        vote_service.drop_round(row.id, by=BY, now=LATER)
        secret = vote_service.call_count(row.decision_id, "secret", by=BY, now=LATER)
    with pytest.raises(Refusal, match="bara vid namnupprop"), transaction():
        roll_service.record_names(secret.id, {}, seen=seen, by=BY, now=LATER)


def test_the_database_takes_no_vote_of_whom_the_register_does_not_know(app: Flask) -> None:
    row = call_roll()
    stranger = fill_hall(row.decision.meeting, 6).entries[0].id
    insert = text(f"INSERT INTO named_vote (round_id, entry_id, vote) VALUES ({row.id}, {stranger}, 'for')")
    db.session.rollback()
    with pytest.raises(IntegrityError, match="named_vote is frozen"), db.engine.begin() as connection:
        connection.execute(insert)


def test_a_paragraph_attested_in_the_hall_keeps_its_names(app: Flask) -> None:
    decision = decide(decided_by_roll(), method="roll_call")
    with transaction():
        minutes.attest_paragraph(decision.id, by=BY, now=LATER)
    with pytest.raises(Refusal, match="omedelbart justerad"):
        answer(decision.rounds[-1], *(None,) * 5)

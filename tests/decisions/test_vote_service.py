"""Votes: in order, against a register, by two who agree, and what breaks a tie."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import inspect

from scdapp.core.db import db, transaction
from scdapp.core.errors import Refusal
from scdapp.decisions import hall_service, queries, vote_rules, vote_service
from scdapp.decisions.models import Decision, Round
from scdapp.decisions.vote_rules import NoRegister, TellersDisagree, TieBreak, TieNeedsBreaking, TooManyVotes
from scdapp.meetings.models import AnnualMeeting
from tests.decisions.hall import BY, LATER, decide, fill_hall, make_open_meeting, open_question, tellers
from tests.factories import make_member
from tests.meetings.meetings import BEGINS, make_statutes


@pytest.fixture
def meeting(app: Flask) -> AnnualMeeting:
    meeting = make_open_meeting()
    fill_hall(meeting, 5)
    return meeting


def _count(decision: Decision, method: str = "count", **given: Any) -> Round:
    with transaction():
        return vote_service.call_count(decision.id, method, by=BY, now=LATER, **given)


def _hear(decision: Decision, method: str = "acclamation") -> None:
    with transaction():
        vote_service.hear(decision.id, "approved", method=method, by=BY, now=LATER)


def _tally(row: Round, teller: int, **figures: int) -> None:
    officer = tellers(row.decision.meeting)[teller]
    named = {name.rstrip("_"): number for name, number in figures.items()}
    with transaction():
        vote_service.enter_tally(row.id, officer.id, named, by=BY, now=LATER)


def _settle(row: Round, tie: TieBreak | None = None) -> Round:
    with transaction():
        return vote_service.settle(row.id, tie=tie, by=BY, now=LATER)


def test_invariant_06_votes_are_counted_against_a_register(app: Flask) -> None:
    question = open_question(make_open_meeting())
    _hear(question)
    with pytest.raises(NoRegister, match="Fastställ röstlängden"):
        _count(question)
    fill_hall(question.meeting)
    row = _count(question)
    assert row.register is not None
    assert (row.register.seq, row.register.voters) == (1, 5)


def test_invariant_06_a_register_is_a_picture_and_a_new_one_has_the_next_number(meeting: AnnualMeeting) -> None:
    (there,) = queries.present(meeting.id)[:1]
    late = make_member("Sent Kommen")
    with transaction():
        hall_service.leave(there.id, by=BY, now=LATER)
        hall_service.arrive(meeting.id, late.id, by=BY, now=LATER)
        hall_service.fix_register(meeting.id, by=BY, now=LATER)
    first, second = queries.registers(meeting.id)
    assert (first.seq, len(first.entries), second.seq, second.voters) == (1, 5, 2, 5)
    assert [one.name for one in second.entries][-1] == "Sent Kommen"
    assert "Sent Kommen" not in [one.name for one in first.entries]


@pytest.mark.parametrize("figures", [{"for_": 4, "against": 1, "blank": 1}, {"invalid": 6}])
def test_invariant_06_more_votes_than_the_register_has_are_not_saved(
    meeting: AnnualMeeting, figures: dict[str, int]
) -> None:
    question = open_question(meeting)
    _hear(question)
    row = _count(question)
    with pytest.raises(TooManyVotes, match="Det är 6 röster, men röstlängden har 5"):
        _tally(row, 0, **figures)
    with pytest.raises(Refusal, match="mindre än noll"):
        _tally(row, 0, for_=-1)


def test_invariant_07_two_tellers_agree_or_both_count_anew(meeting: AnnualMeeting) -> None:
    question = open_question(meeting)
    _hear(question)
    row = _count(question)
    _tally(row, 0, for_=3, against=2)
    with pytest.raises(TellersDisagree, match="Bara en har lämnat"):
        _settle(row)
    with pytest.raises(Refusal, match="Du har redan räknat"):
        _tally(row, 0, for_=2, against=2)
    _tally(row, 1, for_=2, against=3)
    with pytest.raises(TellersDisagree, match="olika siffror"):
        _settle(row)
    for teller in (1, 0):
        _tally(row, teller, for_=3, against=1, blank=1)
    with pytest.raises(Refusal, match="Rösträknarna är överens"):
        _tally(row, 0, for_=1)
    settled = _settle(row)
    assert (settled.result, settled.votes_for, settled.votes_against, settled.blank) == ("approved", 3, 1, 1)
    assert [one.attempt for one in settled.tallies] == [1, 1, 2, 2]
    assert decide(question, "approved", "count").method == "count"


def test_invariant_07_only_tellers_of_the_meeting_count(meeting: AnnualMeeting) -> None:
    question = open_question(meeting)
    _hear(question)
    row = _count(question)
    (chair,) = queries.officers(meeting.id, ("chair",))
    with pytest.raises(Refusal, match="Bara mötets rösträknare"), transaction():
        vote_service.enter_tally(row.id, chair.id, {"for": 1}, by=BY, now=LATER)


def test_invariant_08_a_count_follows_acclamation_or_a_request(meeting: AnnualMeeting) -> None:
    question = open_question(meeting)
    with pytest.raises(Refusal, match="Rösträkning följer på acklamation"):
        _count(question)
    with pytest.raises(Refusal, match="försöksvotering följer på"):
        _hear(question, "trial_vote")
    with transaction():
        vote_service.request_count(question.id, by=BY, now=LATER)
    row = _count(question, "division")
    with pytest.raises(Refusal, match="En omröstning pågår redan"):
        _count(question)
    for teller in (0, 1):
        _tally(row, teller, for_=5)
    _settle(row)
    with pytest.raises(Refusal, match="redan prövats noggrannare"):
        _hear(question)


def test_invariant_08_acclamation_then_a_trial_then_a_count(meeting: AnnualMeeting) -> None:
    question = open_question(meeting)
    _hear(question)
    _hear(question, "trial_vote")
    _count(question)
    assert [one.method for one in queries.get_decision(question.uid).rounds] == ["acclamation", "trial_vote", "count"]


def test_invariant_08_a_secret_ballot_keeps_no_voter(meeting: AnnualMeeting) -> None:
    columns = {
        f"{table}.{column['name']}"
        for table in ("vote_round", "vote_option", "tally")
        for column in inspect(db.engine).get_columns(table)
    }
    assert not {one for one in columns if "member" in one or "person" in one or "voter" in one or "presence" in one}


def _tie(meeting: AnnualMeeting) -> Round:
    question = open_question(meeting)
    _hear(question)
    row = _count(question)
    for teller in (0, 1):
        _tally(row, teller, for_=2, against=2, blank=1)
    return row


@pytest.mark.parametrize(
    ("rule", "said"), [("casting_vote", "Skriv hur ordföranden röstade."), ("lot", "Skriv vad lotten sade.")]
)
def test_invariant_09_a_tie_is_broken_as_the_statutes_say(app: Flask, rule: str, said: str) -> None:
    meeting = make_open_meeting(statutes=make_statutes(tie_rule=rule))
    fill_hall(meeting)
    row = _tie(meeting)
    with pytest.raises(TieNeedsBreaking, match=said):
        _settle(row)
    settled = _settle(row, TieBreak("against", "krona"))
    assert (settled.result, settled.tie_break, settled.tie_note) == ("rejected", rule, "krona")


def test_invariant_09_or_the_proposal_falls(app: Flask) -> None:
    meeting = make_open_meeting(statutes=make_statutes(tie_rule="rejected"))
    fill_hall(meeting)
    settled = _settle(_tie(meeting))
    assert (settled.result, settled.tie_break) == ("rejected", "rejected")


@pytest.mark.parametrize(
    ("majority", "votes_for", "against", "result"),
    [
        ("simple", 3, 2, "approved"),
        ("simple", 2, 2, "tie"),
        ("two_thirds", 2, 1, "approved"),
        ("two_thirds", 3, 2, "rejected"),
        ("three_quarters", 3, 1, "approved"),
        ("unanimous", 3, 1, "rejected"),
        ("two_thirds", 0, 0, "rejected"),
    ],
)
def test_invariant_10_what_figures_mean_under_each_majority(
    majority: str, votes_for: int, against: int, result: str
) -> None:
    assert vote_rules.outcome_of(majority, votes_for, against) == result


def test_a_ballot_may_carry_as_many_names_as_there_are_seats() -> None:
    checked = vote_rules.checked_figures({"a": 5, "b": 4, "blank": 0}, options=["a", "b"], votes=5, votes_each=2)
    assert checked == {"a": 5, "abstained": 0, "b": 4, "blank": 0, "invalid": 0}
    with pytest.raises(TooManyVotes):
        vote_rules.checked_figures({"a": 5, "b": 4}, options=["a", "b"], votes=5)
    with pytest.raises(TooManyVotes):
        vote_rules.checked_figures({"a": 5, "blank": 1}, options=["a", "b"], votes=5, votes_each=2)


def test_invariant_18_the_register_is_drawn_from_members_in_the_hall_only(app: Flask) -> None:
    meeting = make_open_meeting()
    with transaction():
        hall_service.arrive_as(meeting.id, "Gun Gäst", "guest", by=BY, now=BEGINS)
    with pytest.raises(Refusal, match="Ingen medlem är inprickad"), transaction():
        hall_service.fix_register(meeting.id, by=BY, now=BEGINS)
    register = fill_hall(meeting, 2)
    assert [one.name for one in register.entries] == ["Medlem 001", "Medlem 002"]


def test_invariant_04_attesters_neither_lead_nor_write(meeting: AnnualMeeting) -> None:
    def choose(role: str, name: str) -> None:
        with transaction():
            hall_service.choose_officer(meeting.id, role, name, by=BY, now=LATER)

    for name in ("Ove Ordförande", "siv sekreterare"):
        with pytest.raises(Refusal, match="En justerare kan inte vara mötesordförande eller mötessekreterare"):
            choose("attester", name)
    with pytest.raises(Refusal, match="Mötet har redan valt"):
        choose("chair", "Annan")
    choose("attester", "Tredje Justerare")

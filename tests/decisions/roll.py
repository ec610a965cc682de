"""A question that is put to the vote by calling the names."""

from scdapp.core.db import db, transaction
from scdapp.decisions import roll_rules, roll_service, vote_service
from scdapp.decisions.models import Decision, Round
from scdapp.meetings.models import AnnualMeeting
from tests.decisions.hall import BY, LATER, fill_hall, make_open_meeting, open_question, tellers
from tests.meetings.meetings import make_item

ANSWERS = ("for", "against", "for", "abstained", None)


def call_roll(meeting: AnnualMeeting | None = None) -> Round:
    """Five may vote, and their names are called."""
    meeting = meeting or make_open_meeting()
    fill_hall(meeting)
    decision = open_question(meeting, make_item(meeting, "Namnbyte"), "byta namn")
    with transaction():
        vote_service.request_count(decision.id, by=BY, now=LATER)
        return vote_service.call_count(decision.id, "roll_call", by=BY, now=LATER)


def answer(row: Round, *answers: str | None) -> Round:
    """The secretary writes down the answers, in the order of the register; None: no answer."""
    assert row.register is not None
    given = {one.id: vote for one, vote in zip(row.register.entries, answers, strict=True) if vote}
    seen = roll_rules.seal(roll_rules.answers(db.session.get_one(Round, row.id).names))
    with transaction():
        return roll_service.record_names(row.id, given, seen=seen, by=BY, now=LATER)


def count(row: Round, **figures: int) -> Round:
    """Both tellers count the same, and the count stands."""
    for teller in tellers(row.decision.meeting):
        with transaction():
            vote_service.enter_tally(row.id, teller.id, figures, by=BY, now=LATER)
    with transaction():
        return vote_service.settle(row.id, by=BY, now=LATER)


def decided_by_roll(meeting: AnnualMeeting | None = None) -> Decision:
    """A question settled by a roll call: two ja, one nej, one avstår, one who did not answer."""
    row = answer(call_roll(meeting), *ANSWERS)
    return count(row, **{"for": 2, "against": 1, "abstained": 1}).decision

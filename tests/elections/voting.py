"""A paragraph in which somebody is elected."""

from typing import Any

from scdapp.core.db import db, transaction
from scdapp.decisions import vote_service
from scdapp.decisions.models import Decision, Round
from scdapp.elections import service
from scdapp.elections.models import Candidate, Election, Post
from scdapp.elections.rules import CandidateFacts
from scdapp.meetings import service as meetings
from scdapp.meetings.models import AnnualMeeting
from tests.decisions.hall import AFTER, BY, LATER, decide, open_question, tellers
from tests.meetings.meetings import make_item


def open_election(meeting: AnnualMeeting, post: Post, *names: str, **given: Any) -> Election:
    """The meeting takes up an election; `names` are proposed by the nomination committee."""
    decision = open_question(meeting, make_item(meeting, f"Val av {post.name}", kind="election"))
    with transaction():
        election = service.open_election(decision.id, post.id, by=BY, now=LATER, **given)
        for name in names:
            service.nominate(election.id, CandidateFacts(name, "socialchef", "Falun", "Mitt"), by=BY, now=LATER)
        return election


def named(election: Election, *names: str) -> list[int]:
    return [one.id for one in election.candidates if one.name in names]


def elect(election: Election, *names: str) -> Election:
    """By acclamation."""
    with transaction():
        return service.elect(election.id, named(election, *names), by=BY, now=LATER)


def conclude(election: Election) -> Decision:
    """The paragraph is decided."""
    return decide(db.session.get_one(Decision, election.decision_id), "elected")


def close(meeting: AnnualMeeting) -> None:
    with transaction():
        meetings.close(meeting.id, by=BY, now=AFTER)


def ballot(election: Election, *among: str, **votes: int) -> Round:
    """Both tellers have counted the same; not settled yet."""
    with transaction():
        vote_service.request_count(election.decision_id, by=BY, now=LATER)
        ids = named(election, *among) if among else None
        row = service.call_ballot(election.id, "secret", among=ids, by=BY, now=LATER)
    keys = {one.name: one.uid for one in db.session.query(Candidate).filter_by(election_id=election.id)}
    figures = {keys.get(name, name): number for name, number in votes.items()}
    for teller in tellers(row.decision.meeting):
        with transaction():
            vote_service.enter_tally(row.id, teller.id, figures, by=BY, now=LATER)
    return row


def settle(election: Election, row: Round, *lot: str) -> Round:
    """`lot`: names in the order drawn."""
    keys = {one.name: one.uid for one in election.candidates}
    with transaction():
        return service.settle_ballot(
            election.id, row.id, lot=[keys[one] for one in lot], note="lappar i hatt", by=BY, now=LATER
        )


def elected(election: Election) -> list[str]:
    return [one.name for one in election.candidates if one.elected]

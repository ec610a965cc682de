"""Reads for the page on which the meeting elects."""

from sqlalchemy import select

from scdapp.core.db import db
from scdapp.core.errors import Missing
from scdapp.decisions import vocabulary as words
from scdapp.decisions.models import Clause, Decision, Round
from scdapp.elections.models import Candidate, Election, Mandate, Post
from scdapp.elections.queries import get_mandate, get_post
from scdapp.elections.vocabulary import EARLY_ENDS


def election_in(decision_id: int, uid: str) -> Election:
    """An election of that paragraph. Raises `Missing`."""
    found = db.session.scalar(select(Election).where(Election.uid == uid, Election.decision_id == decision_id))
    if found is None:
        raise Missing
    return found


def candidate_in(election: Election, uid: str) -> Candidate:
    """Somebody who is proposed in that election. Raises `Missing`."""
    for one in election.candidates:
        if one.uid == uid:
            return one
    raise Missing


def ended_early() -> list[Mandate]:
    """Terms that somebody left before their time and that nobody has finished: for by-elections."""
    taken = select(Mandate.previous_id).where(Mandate.previous_id.is_not(None))
    query = select(Mandate).join(Post).where(Mandate.ended_reason.in_(EARLY_ENDS), Mandate.id.not_in(taken))
    return list(db.session.scalars(query.order_by(Post.position, Mandate.ends_on.desc())))


def post_and_term(post: str, term: str | None) -> tuple[int, int | None]:
    """Their ids. Raises `Missing`."""
    return get_post(post).id, get_mandate(term).id if term else None


def method_of(decision_id: int) -> str:
    """How the paragraph elected: the most careful way that was used."""
    query = select(Round.method).where(Round.decision_id == decision_id).order_by(Round.number.desc())
    used = list(db.session.scalars(query))
    counted = [one for one in used if one in words.COUNTED]
    return (counted or used or ["acclamation"])[0]


def clauses_of(decision_id: int) -> tuple[str, ...]:
    """The att-satser of the paragraph, which an election leaves as they are."""
    query = select(Clause.text).where(Clause.decision_id == decision_id).order_by(Clause.position)
    return tuple(db.session.scalars(query))


def version_of(decision_id: int) -> int:
    """The version of the paragraph that stands."""
    return db.session.scalars(select(Decision.version).where(Decision.id == decision_id)).one()

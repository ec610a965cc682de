"""Reads of posts, elections and terms of office."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, selectinload

from scdapp.audit import queries as audit
from scdapp.audit.models import AuditEvent
from scdapp.core.db import db
from scdapp.core.errors import Missing
from scdapp.decisions.models import Decision
from scdapp.elections import rules
from scdapp.elections import vocabulary as words
from scdapp.elections.models import Election, Mandate, Post
from scdapp.elections.rules import BoardFacts
from scdapp.meetings import queries as meetings
from scdapp.meetings.models import AnnualMeeting
from scdapp.members import queries as members

# Ordförande and 17 others, until the statutes are written in.
BOARD_SIZE = 18


def posts() -> list[Post]:
    """All posts in their order."""
    return list(db.session.scalars(select(Post).order_by(Post.position, Post.id)))


def find_post(key: str) -> Post | None:
    """The first post with that key."""
    return db.session.scalar(select(Post).where(Post.key == key).order_by(Post.position, Post.id).limit(1))


def get_post(uid: str) -> Post:
    """The post with this uid. Raises `Missing`."""
    found = db.session.scalar(select(Post).where(Post.uid == uid))
    if found is None:
        raise Missing
    return found


def get_election(uid: str) -> Election:
    """The election with this uid. Raises `Missing`."""
    found = db.session.scalar(select(Election).where(Election.uid == uid))
    if found is None:
        raise Missing
    return found


def elections_of(decision_ids: Collection[int]) -> list[Election]:
    """The elections of those decisions, with posts and candidates."""
    query = select(Election).where(Election.decision_id.in_(decision_ids)).order_by(Election.decision_id, Election.id)
    return list(db.session.scalars(query.options(selectinload(Election.post))))


def elections_in(meeting_id: int) -> list[Election]:
    """The elections of a meeting, in the order taken."""
    query = select(Election).join(Decision).where(Decision.meeting_id == meeting_id)
    return list(db.session.scalars(query.order_by(Decision.paragraph_no, Election.id)))


def get_mandate(uid: str) -> Mandate:
    """The term of office with this uid. Raises `Missing`."""
    found = db.session.scalar(select(Mandate).where(Mandate.uid == uid))
    if found is None:
        raise Missing
    return found


def removing_decisions() -> list[Decision]:
    """Decisions of meetings that are over which may have removed somebody, newest first."""
    query = (
        select(Decision)
        .join(AnnualMeeting)
        .where(AnnualMeeting.state == "closed", Decision.outcome == "approved", Decision.kind == "decision")
        .order_by(AnnualMeeting.year.desc(), Decision.paragraph_no, Decision.id)
    )
    return list(db.session.scalars(query.options(contains_eager(Decision.meeting))))


def corrections(mandate: Mandate) -> list[AuditEvent]:
    """How the term was corrected, the latest first."""
    found = audit.events_of("mandate", mandate.uid)
    return [one for one in reversed(found) if one.action == "elections.correct"]


def mandates() -> list[Mandate]:
    """All terms of office: by post, the latest first."""
    query = select(Mandate).join(Post).options(selectinload(Mandate.decision), selectinload(Mandate.previous))
    return list(db.session.scalars(query.order_by(Post.position, Post.id, Mandate.from_year.desc(), Mandate.id)))


@dataclass(frozen=True)
class Office:
    """A post, the terms that go on and those that are over, the latest first."""

    post: Post
    holders: tuple[Mandate, ...]
    over: tuple[Mandate, ...]

    @property
    def vacant(self) -> int:
        """Seats without anybody."""
        return max(self.post.seats - len(self.holders), 0)


def offices() -> list[Office]:
    """All posts in their order, with all terms there have been."""
    terms: dict[int, list[Mandate]] = {}
    for one in mandates():
        terms.setdefault(one.post_id, []).append(one)
    return [
        Office(
            post,
            tuple(one for one in terms.get(post.id, []) if one.ended_reason is None),
            tuple(one for one in terms.get(post.id, []) if one.ended_reason is not None),
        )
        for post in posts()
    ]


def board(on: date) -> BoardFacts:
    """How full the board is on that day, and which of the regions that members are in have nobody on it."""
    statutes = meetings.find_statutes(on)
    size = statutes.board_size if statutes else BOARD_SIZE
    return rules.board_facts(holders(on), size=size, regions=members.regions(), year=on.year)


def active(post_id: int) -> list[Mandate]:
    """The terms of a post that have not ended."""
    query = select(Mandate).where(Mandate.post_id == post_id, Mandate.ended_reason.is_(None))
    return list(db.session.scalars(query.order_by(Mandate.id)))


def holders(on: date) -> list[Mandate]:
    """Those who held a post on that day, by post."""
    query = select(Mandate).join(Post).where(Mandate.from_year <= on.year)
    found = db.session.scalars(query.order_by(Post.position, Post.id, Mandate.id))
    return [one for one in found if rules.holds(one, on)]


def board_in(fiscal_year: str, before: date | None) -> list[Mandate]:
    """Those who sat on the board in some part of the fiscal year, before the meeting that judges it."""
    query = select(Mandate).join(Post).where(Post.key.in_(words.BOARD)).order_by(Post.position, Mandate.id)
    return [one for one in db.session.scalars(query) if rules.held_in(one, fiscal_year, before)]

"""Reads of posts, elections and terms of office."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from scdapp.core.db import db
from scdapp.core.errors import Missing
from scdapp.decisions.models import Decision
from scdapp.elections import rules
from scdapp.elections import vocabulary as words
from scdapp.elections.models import Election, Mandate, Post


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


def mandates() -> list[Mandate]:
    """All terms of office: by post, the latest first."""
    query = select(Mandate).join(Post).options(selectinload(Mandate.decision), selectinload(Mandate.previous))
    return list(db.session.scalars(query.order_by(Post.position, Post.id, Mandate.from_year.desc(), Mandate.id)))


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

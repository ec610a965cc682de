"""Reads of focus areas."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, selectinload

from scdapp.core.db import db
from scdapp.core.errors import Missing
from scdapp.decisions.models import Decision
from scdapp.focus.models import FocusArea, FocusTag
from scdapp.focus.rules import ADOPTING
from scdapp.meetings.models import AnnualMeeting
from scdapp.programme import queries as programme
from scdapp.programme.models import Session
from scdapp.programme.queries import Title


def in_force(on: date) -> list[FocusArea]:
    """The areas in force on that day, in their order."""
    query = select(FocusArea).where(
        FocusArea.valid_from.is_(None) | (FocusArea.valid_from <= on),
        FocusArea.valid_to.is_(None) | (FocusArea.valid_to > on),
    )
    query = query.options(selectinload(FocusArea.adopted_by).selectinload(Decision.meeting))
    return list(db.session.scalars(query.order_by(FocusArea.position, FocusArea.id)))


def areas() -> list[FocusArea]:
    """All areas there have been, the latest first."""
    query = select(FocusArea).order_by(FocusArea.valid_from.desc().nulls_last(), FocusArea.position, FocusArea.id)
    return list(db.session.scalars(query))


def get_area(slug: str) -> FocusArea:
    """The area with that address. Raises `Missing`."""
    found = db.session.scalar(select(FocusArea).where(FocusArea.slug == slug))
    if found is None:
        raise Missing
    return found


def tags_of(session_ids: Collection[int]) -> dict[int, list[FocusArea]]:
    """Session -> its areas, in their order."""
    query = (
        select(FocusTag.session_id, FocusArea)
        .join(FocusArea, FocusArea.id == FocusTag.area_id)
        .where(FocusTag.session_id.in_(session_ids))
        .order_by(FocusArea.position)
    )
    found: dict[int, list[FocusArea]] = {}
    for session_id, area in db.session.execute(query):
        found.setdefault(session_id, []).append(area)
    return found


def adopted_by(decision_id: int) -> list[FocusArea]:
    """The areas that a decision adopted, in their order."""
    query = select(FocusArea).where(FocusArea.adopted_by_id == decision_id).order_by(FocusArea.position)
    return list(db.session.scalars(query))


def adopting_decisions() -> list[Decision]:
    """Decisions of meetings that are over which could have adopted areas and have not, newest first."""
    used = select(FocusArea.adopted_by_id).where(FocusArea.adopted_by_id.is_not(None))
    query = (
        select(Decision)
        .join(AnnualMeeting)
        .where(AnnualMeeting.state == "closed", Decision.outcome.in_(ADOPTING), Decision.id.not_in(used))
        .where(Decision.kind == "decision")
        .order_by(AnnualMeeting.year.desc(), Decision.paragraph_no, Decision.id)
    )
    return list(db.session.scalars(query.options(contains_eager(Decision.meeting))))


def days_of_change(until: date) -> list[date]:
    """The days up to that one on which other areas came in force, oldest first."""
    query = select(FocusArea.valid_from).where(FocusArea.valid_from <= until).distinct()
    return [one for one in db.session.scalars(query.order_by(FocusArea.valid_from)) if one is not None]


def sessions_of(area_ids: Collection[int], edition_id: int) -> dict[int, list[str]]:
    """Area -> the uids of the sessions of a year's draft that take it up, in the order of the programme."""
    query = (
        select(FocusTag.area_id, Session.uid)
        .join(Session, Session.id == FocusTag.session_id)
        .where(FocusTag.area_id.in_(area_ids), Session.edition_id == edition_id)
        .order_by(Session.day, Session.starts, Session.id)
    )
    found: dict[int, list[str]] = {}
    for area_id, uid in db.session.execute(query):
        found.setdefault(area_id, []).append(uid)
    return found


def areas_of(session_uid: str) -> list[FocusArea]:
    """The areas that a session takes up, in their order."""
    query = select(FocusArea).join(FocusTag, FocusTag.area_id == FocusArea.id).join(Session)
    return list(db.session.scalars(query.where(Session.uid == session_uid).order_by(FocusArea.position)))


def taggable(edition_id: int) -> list[Title]:
    """The sessions of a year that can take up an area, in order of time: no breaks and lunches."""
    pauses = set(db.session.scalars(select(Session.id).where(Session.edition_id == edition_id, Session.service)))
    return [one for one in programme.titles(edition_id) if one.id not in pauses]


def coverage(session_ids: Collection[int]) -> dict[int, int]:
    """Area -> in how many of those sessions it is taken up."""
    query = select(FocusTag.area_id, func.count()).where(FocusTag.session_id.in_(session_ids))
    return {area_id: number for area_id, number in db.session.execute(query.group_by(FocusTag.area_id))}

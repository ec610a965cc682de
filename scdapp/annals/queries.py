"""What these pages read: decisions and offices that everybody may know of, on the day that is looked at."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, selectinload

from scdapp.annals.register import Wish
from scdapp.core.db import db
from scdapp.core.errors import Missing
from scdapp.core.lists import Page, page_of
from scdapp.decisions import queries as decisions
from scdapp.decisions.models import Decision
from scdapp.editions import queries as editions
from scdapp.elections import queries as elections
from scdapp.elections.models import Candidate, Mandate
from scdapp.focus import queries as focus
from scdapp.meetings.models import AnnualMeeting
from scdapp.minutes import queries as minutes
from scdapp.releases import queries as releases
from scdapp.releases.released import Session


def _told(query: Select[Decision], on: date) -> Select[Decision]:
    """Those that are public, of meetings held by that day."""
    return minutes.public_decisions(query).where(AnnualMeeting.held_on.is_(None) | (AnnualMeeting.held_on <= on))


def decisions_page(wish: Wish, on: date) -> Page[Decision]:
    """The decisions that were asked for, newest meeting first, with att-satser and meetings."""
    query = decisions.found(search=wish.search, year=wish.year, kind=wish.kind, outcome=wish.outcome)
    query = _told(query, on).options(contains_eager(Decision.meeting))
    return page_of(query, number=wish.page, words=("1 beslut", "beslut"))


def years(on: date) -> list[int]:
    """The years of which decisions are public, newest first."""
    query = _told(decisions.found(), on).order_by(None).with_only_columns(AnnualMeeting.year).distinct()
    return sorted(db.session.scalars(query), reverse=True)


def get_decision(number: int, on: date) -> Decision:
    """A public decision by its number in the register. Raises `Missing`, also for one that is not public yet."""
    query = _told(decisions.found(), on).where(Decision.id == number)
    parts = (contains_eager(Decision.meeting), selectinload(Decision.follow_up), selectinload(Decision.earlier))
    found = db.session.scalar(query.options(*parts))
    if found is None:
        raise Missing
    return found


def told_elsewhere(meeting: AnnualMeeting, moment: datetime) -> tuple[bool, bool]:
    """Whether visitors find the meeting itself, and its minutes."""
    announced = meeting.edition.announced_at
    return announced is not None and announced <= moment, minutes.is_published(meeting.id)


def neighbours(decision: Decision, on: date) -> tuple[list[Decision], list[Decision]]:
    """Public decisions that this one takes up again, and those that took this one up."""
    before = _told(decisions.found(), on).where(Decision.id == decision.earlier_id)
    after = _told(decisions.found(), on).where(Decision.earlier_id == decision.id)
    part = contains_eager(Decision.meeting)
    return list(db.session.scalars(before.options(part))), list(db.session.scalars(after.options(part)))


def elected_by(decision: Decision) -> list[Candidate | Mandate]:
    """Whom a decision elected: its candidates, or the terms that are known of it from elsewhere."""
    chosen = [one for election in elections.elections_of([decision.id]) for one in election.candidates if one.elected]
    if chosen:
        return list(chosen)
    return list(db.session.scalars(select(Mandate).where(Mandate.decision_id == decision.id).order_by(Mandate.id)))


@dataclass(frozen=True)
class Covered:
    """A focus area with the sessions of the year's programme that take it up, as (address, title)."""

    year: int
    sessions: tuple[Session, ...]


def covered(area_ids: list[int], on: date, moment: datetime) -> dict[int, Covered]:
    """Area -> where the programme of that year takes it up, as far as the public knows it."""
    edition = editions.find_edition(on.year)
    programme = releases.current(edition.id, moment) if edition else None
    if edition is None or programme is None:
        return {}
    shown = {one.uid: one for one in programme.shown if not one.cancelled}
    found = focus.sessions_of(area_ids, edition.id)
    return {
        area: Covered(edition.year, tuple(shown[uid] for uid in uids if uid in shown)) for area, uids in found.items()
    }


@dataclass(frozen=True)
class Term:
    """A term of office as it looks on a day. `decision`: its number in the register, if that is public."""

    mandate: Mandate
    over: bool
    decision: int | None


@dataclass(frozen=True)
class Office:
    """A post, who holds it, and all who did, the latest first."""

    name: str
    holders: tuple[Term, ...]
    terms: tuple[Term, ...]


def offices(on: date) -> list[Office]:
    """The posts that somebody is known to have held by that day, in their order."""
    last_days = {one.year: one.last_day for one in editions.editions()}
    public = set(db.session.scalars(_told(decisions.found(), on).order_by(None).with_only_columns(Decision.id)))
    found: dict[int, list[Term]] = {}
    names: dict[int, str] = {}
    for one in elections.mandates():
        if not _begun(one, on, last_days):
            continue
        names[one.post_id] = one.post.name
        decision = one.decision_id if one.decision_id in public else None
        found.setdefault(one.post_id, []).append(Term(one, _over(one, on, last_days), decision))
    return [Office(names[post], _holders(terms), tuple(terms)) for post, terms in found.items()]


def _holders(terms: list[Term]) -> tuple[Term, ...]:
    """Those whose term goes on; of one person the latest."""
    latest = {one.mandate.name: one for one in reversed(terms) if not one.over}
    return tuple(reversed(latest.values()))


def _begun(mandate: Mandate, on: date, last_days: dict[int, date]) -> bool:
    """Where the day is not known, when the year's conference, and with it the meeting, is over."""
    return (mandate.starts_on or last_days.get(mandate.from_year, date(mandate.from_year, 12, 31))) <= on


def _over(mandate: Mandate, on: date, last_days: dict[int, date]) -> bool:
    if mandate.ended_reason is None:
        return False
    return (mandate.ends_on or last_days.get(mandate.until_year, date(mandate.until_year, 12, 31))) <= on

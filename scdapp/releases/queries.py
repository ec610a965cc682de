"""Reads of what was released. A release never changes, so a parsed one is kept as long as the process lives."""

from dataclasses import dataclass
from datetime import datetime
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import undefer

from scdapp.core.db import db, writing
from scdapp.editions.models import Edition
from scdapp.releases import changes, released
from scdapp.releases.changes import Change
from scdapp.releases.models import Release
from scdapp.releases.released import Programme

# By database, for a process may serve more than one (tests do).
_parsed: WeakKeyDictionary[Engine, dict[int, Programme]] = WeakKeyDictionary()
PARSED_AT_MOST = 64


@dataclass(frozen=True)
class ReleaseEntry:
    """One line of the history: a version, and what it changed against the one before."""

    number: int
    final: bool
    note: str
    released_at: datetime
    released_by: str
    changes: tuple[Change, ...]


def current(edition_id: int, moment: datetime) -> Programme | None:
    """The programme that the public saw at `moment`: the highest version released by then."""
    found = db.session.scalar(
        select(Release.id)
        .where(Release.edition_id == edition_id, Release.released_at <= moment)
        .order_by(Release.number.desc())
        .limit(1)
    )
    return None if found is None else _programmes([found])[0]


def latest(edition_id: int) -> Programme | None:
    """The highest version there is: what the next release is compared with."""
    found = db.session.scalar(
        select(Release.id).where(Release.edition_id == edition_id).order_by(Release.number.desc()).limit(1)
    )
    return None if found is None else _programmes([found])[0]


def all_current(moment: datetime) -> list[Programme]:
    """For each edition announced by `moment`: the programme the public saw then, newest year first. Two queries."""
    newest = (
        select(func.max(Release.number))
        .where(Release.edition_id == Edition.id, Release.released_at <= moment)
        .correlate(Edition)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Release.id)
        .join(Edition, Edition.id == Release.edition_id)
        .where(Edition.announced_at <= moment, Release.number == newest)
        .order_by(Edition.year.desc())
    )
    return _programmes([row.id for row in rows])


def history(edition_id: int, moment: datetime) -> list[ReleaseEntry]:
    """Every version released by `moment`, newest first, with what it changed."""
    rows = db.session.scalars(
        select(Release)
        .where(Release.edition_id == edition_id, Release.released_at <= moment)
        .options(undefer(Release.changes))
        .order_by(Release.number.desc())
    )
    return [
        ReleaseEntry(r.number, r.final, r.note, r.released_at, r.released_by, changes.loads(r.changes)) for r in rows
    ]


def released_uids(edition_id: int) -> frozenset[str]:
    """The uids of all sessions that any version has shown."""
    programme = latest(edition_id)
    return frozenset(programme.by_uid) if programme else frozenset()


def released_people() -> frozenset[str]:
    """The uids of all persons and groups whom the latest version of any year leads to."""
    newest = select(func.max(Release.id)).group_by(Release.edition_id)
    programmes = _programmes(list(db.session.scalars(newest)))
    sessions = (session for programme in programmes for session in programme.sessions)
    return frozenset(one.person_uid for session in sessions for one in session.appearances if one.person_uid)


def _programmes(ids: list[int]) -> list[Programme]:
    kept = _parsed.setdefault(db.engine, {})
    found = {one: programme for one in ids if (programme := kept.get(one))}
    missing = [one for one in ids if one not in found]
    if missing:
        rows = db.session.execute(select(Release.id, Release.content).where(Release.id.in_(missing)))
        found |= {row.id: released.loads(row.content) for row in rows}
        if not writing():  # what is rolled back was never released, and its id may be given again
            if len(kept) > PARSED_AT_MOST:
                kept.clear()
            kept.update(found)
    return [found[one] for one in ids]

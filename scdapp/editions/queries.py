"""Reads of editions and their key dates."""

from datetime import datetime

from sqlalchemy import func, select

from scdapp.core import clock
from scdapp.core.db import db
from scdapp.core.errors import Missing
from scdapp.editions.models import Edition, KeyDate


def find_edition(year: int) -> Edition | None:
    """The edition of `year`, announced or not."""
    return db.session.scalar(select(Edition).where(Edition.year == year))


def get_edition(year: int) -> Edition:
    """The edition of `year`, announced or not. Raises `Missing`."""
    edition = find_edition(year)
    if edition is None:
        raise Missing
    return edition


def get_announced(year: int, moment: datetime) -> Edition:
    """The edition of `year` if the public knew of it at `moment`. Raises `Missing`."""
    edition = find_edition(year)
    if edition is None or edition.announced_at is None or edition.announced_at > moment:
        raise Missing
    return edition


def editions() -> list[Edition]:
    """All editions, drafts too, newest first."""
    return list(db.session.scalars(select(Edition).order_by(Edition.year.desc())))


def announced(moment: datetime) -> list[Edition]:
    """The editions that the public knew of at `moment`, newest first."""
    return list(db.session.scalars(select(Edition).where(Edition.announced_at <= moment).order_by(Edition.year.desc())))


def current(moment: datetime) -> Edition | None:
    """The edition that the start page tells of: the next one not over at `moment`, else the latest past one."""
    last_day = func.coalesce(Edition.ends_on, Edition.starts_on)
    today = clock.local(moment).date()
    coming = select(Edition).where(Edition.announced_at <= moment, last_day >= today).order_by(Edition.starts_on)
    past = select(Edition).where(Edition.announced_at <= moment).order_by(Edition.starts_on.desc())
    return db.session.scalar(coming.limit(1)) or db.session.scalar(past.limit(1))


def key_dates(edition_id: int, *, withdrawn: bool = False, internal: bool = False) -> list[KeyDate]:
    """The edition's key dates in order of time; if asked for, also the withdrawn ones and those of the organisers."""
    query = select(KeyDate).where(KeyDate.edition_id == edition_id)
    if not internal:
        query = query.where(KeyDate.internal.is_(False))
    if not withdrawn:
        query = query.where(KeyDate.withdrawn_at.is_(None))
    in_time = (KeyDate.starts_on, KeyDate.at.is_not(None), KeyDate.at, KeyDate.id)
    return list(db.session.scalars(query.order_by(*in_time)))


def get_key_date(edition_id: int, uid: str) -> KeyDate:
    """The edition's key date with that id, withdrawn or not. Raises `Missing`."""
    key_date = db.session.scalar(select(KeyDate).where(KeyDate.edition_id == edition_id, KeyDate.uid == uid))
    if key_date is None:
        raise Missing
    return key_date

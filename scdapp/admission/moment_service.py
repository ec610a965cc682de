"""Windows and promises as key dates: the same entry in every calendar, wherever its moment moves."""

from datetime import date, datetime, time

from scdapp.admission.models import Category, Window
from scdapp.core.db import db
from scdapp.core.walltime import ZONE
from scdapp.editions import key_date_service as key_dates
from scdapp.editions.key_date_rules import KeyDateFacts
from scdapp.editions.models import KeyDate

OWNER = "admission"
OPENS, CLOSES, PROMISED = "Anmälan öppnar", "Anmälan stänger", "Besked till alla på reservlistan"


def follow(category: Category, *, now: datetime) -> None:
    """Let the key dates say what the category's windows and promise say. A hidden category shows the public none."""
    for window in category.windows:
        opens = _at(OPENS, window.opens_at, category) if category.listed else None
        closes = _at(CLOSES, window.closes_at, category) if category.listed and window.closes_at else None
        window.opens_key_date_id = _kept(category, window.opens_key_date_id, opens, now=now)
        window.closes_key_date_id = _kept(category, window.closes_key_date_id, closes, now=now)
    promised = _on(PROMISED, category.promised_on, category) if category.promised_on else None
    standing = category.promised_key_date_id
    category.promised_key_date_id = _kept(category, standing, promised, internal=True, now=now)
    db.session.flush()


def end(*rows: Window | Category, now: datetime) -> None:
    """Take back the key dates of windows, and of the promise of a category, that are about to go."""
    for row in rows:
        ids = (
            (row.promised_key_date_id,)
            if isinstance(row, Category)
            else (row.opens_key_date_id, row.closes_key_date_id)
        )
        for key_date_id in ids:
            if key_date_id is not None:
                _end(db.session.get_one(KeyDate, key_date_id), now=now)


def _kept(
    category: Category, standing_id: int | None, facts: KeyDateFacts | None, *, now: datetime, internal: bool = False
) -> int | None:
    """The id of the key date that says `facts`: a new one, the standing one changed, or none when there are none."""
    standing = db.session.get(KeyDate, standing_id) if standing_id else None
    if facts is None:
        return _end(standing, now=now) if standing else None
    if standing is None:
        return key_dates.create_key_date(category.edition_id, facts, by=OWNER, internal=internal, now=now).id
    key_dates.restore_key_date(standing.id, by=OWNER, now=now)
    key_dates.update_key_date(standing.id, facts, version=standing.version, by=OWNER, now=now)
    return standing.id


def _end(standing: KeyDate, *, now: datetime) -> int | None:
    """Gone if only organisers have seen it, else withdrawn; the id of what is left of it."""
    if standing.internal or standing.edition.announced_at is None:
        key_dates.delete_key_date(standing.id, by=OWNER)
        return None
    key_dates.withdraw_key_date(standing.id, by=OWNER, now=now)
    return standing.id


def _at(title: str, moment: datetime, category: Category) -> KeyDateFacts:
    there = moment.astimezone(ZONE)
    return _facts(title, there.date(), there.time().replace(second=0, microsecond=0), category)


def _on(title: str, day: date, category: Category) -> KeyDateFacts:
    return _facts(title, day, None, category)


def _facts(title: str, day: date, at: time | None, category: Category) -> KeyDateFacts:
    return KeyDateFacts(title=title, starts_on=day, at=at, audience=category.name)

"""Verbs on key dates. What may stand in people's calendars is withdrawn, never deleted."""

from datetime import datetime, timedelta

from scdapp.core.db import db, locked
from scdapp.editions import key_date_rules as rules
from scdapp.editions.key_date_rules import KeyDateFacts
from scdapp.editions.models import Edition, KeyDate
from scdapp.editions.rules import differs


def create_key_date(
    edition_id: int, facts: KeyDateFacts, *, now: datetime, by: str | None = None, internal: bool = False
) -> KeyDate:
    """A new key date, seen by everybody who sees the edition, or by organisers only. Refuses facts that are not sound.

    `by` is the slice that will keep it; then nobody else can change it.
    """
    locked(Edition, edition_id)
    key_date = KeyDate(edition_id=edition_id, owner=by, internal=internal, created_at=now, changed_at=now)
    _write(key_date, rules.checked(facts))
    db.session.add(key_date)
    db.session.flush()
    return key_date


def update_key_date(
    key_date_id: int, facts: KeyDateFacts, *, version: int, now: datetime, by: str | None = None
) -> KeyDate:
    """Change a key date. Refuses facts that are not sound and what another slice keeps.

    Raises `EditConflict` when somebody saved meanwhile.
    """
    key_date = locked(KeyDate, key_date_id, version=version)
    rules.ensure_yours(key_date.owner, by)
    facts = rules.checked(facts)
    if differs(key_date, facts, rules.IN_CALENDAR):
        _changed(key_date, now)
    _write(key_date, facts)
    key_date.version += 1
    db.session.flush()
    return key_date


def withdraw_key_date(key_date_id: int, *, now: datetime, by: str | None = None) -> None:
    """Take a key date back: gone from the pages, struck out in the calendars. One withdrawn already stays so.

    Refuses what another slice keeps.
    """
    key_date = locked(KeyDate, key_date_id)
    rules.ensure_yours(key_date.owner, by)
    if key_date.withdrawn_at is None:
        key_date.withdrawn_at = now
        _changed(key_date, now)
    db.session.flush()


def restore_key_date(key_date_id: int, *, now: datetime, by: str | None = None) -> None:
    """Let a withdrawn key date count again. Refuses what another slice keeps."""
    key_date = locked(KeyDate, key_date_id)
    rules.ensure_yours(key_date.owner, by)
    if key_date.withdrawn_at is not None:
        key_date.withdrawn_at = None
        _changed(key_date, now)
    db.session.flush()


def delete_key_date(key_date_id: int, *, by: str | None = None) -> None:
    """Delete a key date that only organisers see. Refuses when everybody sees it (withdraw it then), and what another
    slice keeps."""
    key_date = locked(KeyDate, key_date_id)
    rules.ensure_yours(key_date.owner, by)
    rules.ensure_deletable(announced=key_date.edition.announced_at is not None and not key_date.internal)
    db.session.delete(key_date)
    db.session.flush()


def copy_key_date(source: KeyDate, edition_id: int, *, shift: timedelta, now: datetime) -> KeyDate:
    """The same for another edition, `shift` later. Refuses a time that does not exist on the new day."""
    facts = KeyDateFacts(
        title=source.title,
        starts_on=source.starts_on + shift,
        at=source.at,
        ends_on=source.ends_on + shift if source.ends_on else None,
        audience=source.audience,
        note=source.note,
    )
    copy = create_key_date(edition_id, facts, now=now)
    copy.example = source.example
    db.session.flush()
    return copy


def _write(key_date: KeyDate, facts: KeyDateFacts) -> None:
    for name in rules.IN_CALENDAR:
        setattr(key_date, name, getattr(facts, name))


def _changed(key_date: KeyDate, now: datetime) -> None:
    """Tell the calendars that hold it (RFC 5545 3.8.7.3, 3.8.7.4)."""
    key_date.sequence += 1
    key_date.changed_at = now

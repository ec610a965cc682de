"""Verbs on what the statutes say. A new version applies from its day; meetings keep the one they were made under."""

from datetime import date, datetime

from sqlalchemy import select

from scdapp.audit import service as audit
from scdapp.core.db import db, locked
from scdapp.core.errors import Refusal
from scdapp.meetings import deadline_service, queries
from scdapp.meetings import statute_rules as rules
from scdapp.meetings.models import AnnualMeeting, StatuteVersion
from scdapp.meetings.statute_rules import StatuteFacts


def create_statutes(facts: StatuteFacts, *, by: str, now: datetime) -> StatuteVersion:
    """The rules from a day on. Refuses facts that are not sound and a day that has a version already."""
    facts = rules.checked(facts)
    _ensure_free(facts.valid_from)
    row = StatuteVersion(created_at=now, changed_at=now)
    _write(row, facts)
    db.session.add(row)
    db.session.flush()
    audit.write("meetings.create_statutes", "statutes", row.uid, actor=by, now=now, valid_from=row.valid_from)
    return row


def update_statutes(statutes_id: int, facts: StatuteFacts, *, version: int, by: str, now: datetime) -> StatuteVersion:
    """Change the rules; deadlines of meetings to come follow. Refuses once a meeting was held under them.

    Raises `EditConflict` when somebody saved meanwhile.
    """
    row = locked(StatuteVersion, statutes_id, version=version)
    facts = rules.checked(facts)
    meetings = list(db.session.scalars(select(AnnualMeeting).where(AnnualMeeting.statute_version_id == row.id)))
    if any(one.state not in ("planned", "called") and not one.recorded_afterwards for one in meetings):
        raise Refusal("Ett möte har hållits enligt de här reglerna. Lägg till en ny version i stället.")
    if facts.valid_from != row.valid_from:
        _ensure_free(facts.valid_from)
    _write(row, facts)
    row.version += 1
    row.changed_at = now
    db.session.flush()
    for one in meetings:
        deadline_service.follow(one, now=now)
    audit.write("meetings.update_statutes", "statutes", row.uid, actor=by, now=now, valid_from=row.valid_from)
    return row


def statutes_for(on: date, *, by: str, now: datetime) -> StatuteVersion:
    """The rules in force on that day; the unchecked defaults when nobody has written any."""
    return queries.find_statutes(on) or create_statutes(StatuteFacts(valid_from=on), by=by, now=now)


def _write(row: StatuteVersion, facts: StatuteFacts) -> None:
    for name in rules.NAMES:
        setattr(row, name, getattr(facts, name))


def _ensure_free(valid_from: date) -> None:
    if db.session.scalar(select(StatuteVersion.id).where(StatuteVersion.valid_from == valid_from)):
        raise Refusal("Det finns redan en version som gäller från den dagen.", field="valid_from")

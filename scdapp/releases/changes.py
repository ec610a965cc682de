"""From one version to the next: what changed, in words' raw material; and the counters that calendars need. Pure."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from typing import Any

from scdapp.releases.released import Place, Programme, Session

# What belongs to the bookkeeping of versions and not to what a participant sees of a session.
BOOKKEEPING = {"sequence", "created_at", "changed_at", "moved_from", "former_slugs", "room", "block", "track", "across"}
VISIBLE = tuple(f.name for f in fields(Session) if f.name not in BOOKKEEPING and f.name != "uid")
PLACING = {"day", "starts", "room_name"}


@dataclass(frozen=True)
class FieldChange:
    """One field before and after, as text that JSON can hold; None is unknown or empty."""

    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Change:
    """What happened to one session. `what`: added, changed, moved, cancelled, restored or withdrawn."""

    uid: str
    slug: str
    title: str
    what: str
    fields: tuple[FieldChange, ...] = ()


def number(draft: Iterable[Session], before: Programme | None, *, at: datetime) -> tuple[Session, ...]:
    """The sessions of a draft with the counters of a release made at `at`.

    SEQUENCE rises, and LAST-MODIFIED moves, exactly when something a participant sees differs from the version
    `before` (RFC 5545 3.8.7.3, 3.8.7.4). A session that was released and is in the draft no longer stays as
    withdrawn, so that calendars can say so. A moved one remembers where it was.
    """
    known = before.by_uid if before else {}
    kept = [_numbered(session, known.get(session.uid), at) for session in draft]
    present = {session.uid for session in kept}
    gone = [_withdrawn(old, at) for old in known.values() if old.uid not in present]
    return tuple(sorted([*kept, *gone], key=in_time))


def in_time(session: Session) -> tuple[Any, ...]:
    """Sort key: by day and time, the unknown last, then as the rooms lie, then by address."""
    return (
        session.day is None,
        session.day and session.day.toordinal(),
        session.starts is None,
        session.starts and (session.starts.hour, session.starts.minute),
        not session.across,
        session.room_name or "",
        session.slug,
    )


def compare(before: Programme | None, after: Programme) -> tuple[Change, ...]:
    """What a participant sees differ between two versions, in the order of the later one."""
    known = before.by_uid if before else {}
    found = (_change(known.get(session.uid), session) for session in after.sessions)
    return tuple(change for change in found if change is not None)


def dumps(changes: Iterable[Change]) -> str:
    """`changes` as JSON text."""
    return json.dumps([asdict(change) for change in changes], ensure_ascii=False, separators=(",", ":"))


def loads(text: str) -> tuple[Change, ...]:
    """The changes that `dumps` wrote."""
    return tuple(
        Change(**{**raw, "fields": tuple(FieldChange(**field) for field in raw["fields"])}) for raw in json.loads(text)
    )


def _numbered(session: Session, old: Session | None, at: datetime) -> Session:
    if old is None:
        return replace(session, sequence=0, created_at=at, changed_at=at, moved_from=None)
    moved_from = _moved_from(old, session)
    if not _differing(old, session):
        return replace(
            session,
            sequence=old.sequence,
            created_at=old.created_at,
            changed_at=old.changed_at,
            moved_from=moved_from,
        )
    return replace(session, sequence=old.sequence + 1, created_at=old.created_at, changed_at=at, moved_from=moved_from)


def _withdrawn(old: Session, at: datetime) -> Session:
    if old.withdrawn:
        return old
    return replace(old, withdrawn=True, sequence=old.sequence + 1, changed_at=at)


def _moved_from(old: Session, new: Session) -> Place | None:
    """Where it was before its last move. Filling in what was unknown is not a move."""
    there, here = Place(old.day, old.starts, old.room_name), Place(new.day, new.starts, new.room_name)
    return there if _moved(there, here) else old.moved_from


def _moved(there: Place, here: Place) -> bool:
    time = there.starts is not None and (there.day, there.starts) != (here.day, here.starts)
    day = there.starts is None and there.day is not None and there.day != here.day
    room = there.room_name is not None and there.room_name != here.room_name
    return time or day or room


def _differing(old: Session, new: Session) -> list[str]:
    return [name for name in VISIBLE if getattr(old, name) != getattr(new, name)]


def _change(old: Session | None, new: Session) -> Change | None:
    if old is None or (old.withdrawn and not new.withdrawn):
        return None if new.withdrawn else Change(new.uid, new.slug, new.title, "added")
    differing = _differing(old, new)
    if not differing:
        return None
    told = tuple(
        FieldChange(name, _text(getattr(old, name)), _text(getattr(new, name)))
        for name in differing
        if name != "location" or "room_name" not in differing
    )
    return Change(new.uid, new.slug, new.title, _what(old, new, differing), told)


def _what(old: Session, new: Session, differing: list[str]) -> str:
    if new.withdrawn:
        return "withdrawn"
    if new.cancelled != old.cancelled:
        return "cancelled" if new.cancelled else "restored"
    there, here = Place(old.day, old.starts, old.room_name), Place(new.day, new.starts, new.room_name)
    return "moved" if PLACING.intersection(differing) and _moved(there, here) else "changed"


def _text(value: Any) -> str | None:
    if value is None or value == "" or value == ():
        return None
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, tuple):
        return ", ".join(getattr(one, "name", str(one)) for one in value)
    if hasattr(value, "hour") and not hasattr(value, "year"):
        return str(value.strftime("%H.%M"))
    return value.isoformat() if hasattr(value, "isoformat") else str(value)

"""The released programme for other programs: `/<year>/program.json`. Pure.

    year, version, final, released_at, note, venue
    days       [{date, label}]
    rooms      [{slug, name, kind, capacity, directions, step_free, hearing_loop}]
    blocks     [{slug, name, note}]        tracks  [{slug, name}]
    sessions   [{uid, slug, url, calendar, title, kind, status, day, starts_at, ends_at, approximate, room, block,
                 track, capacity, language, prerecorded, service, summary, cancel_note, example, example_fields,
                 people, related, moved_from, sequence, changed_at}]
    people     [{name, role, title, organisation, uid, slug}]

Dates are ISO 8601; `starts_at` and `ends_at` have Sweden's offset. What is unknown is null. `room`, `block` and
`track` are slugs, `related` are uids, `summary` is CommonMark. `uid` never changes and is the UID of the calendars;
`sequence` and `changed_at` tell when a session last changed. `status` is "planned" or "cancelled". Keys may be
added, but none is renamed or removed.
"""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from typing import Any

from scdapp.releases.released import Appearance, Place, Programme, Session


def render(programme: Programme, *, page: Callable[[str], str], calendar: Callable[[str], str]) -> bytes:
    """`programme` as JSON. `page` and `calendar` give the addresses of a session by its slug."""
    whole = {
        "year": programme.year,
        "version": programme.number,
        "final": programme.final,
        "released_at": programme.released_at,
        "note": programme.note,
        "venue": programme.venue or None,
        "days": [asdict(day) for day in programme.days],
        "rooms": [asdict(room) for room in programme.rooms],
        "blocks": [asdict(block) for block in programme.blocks],
        "tracks": [asdict(track) for track in programme.tracks],
        "sessions": [
            {**_session(one), "url": page(one.slug), "calendar": calendar(one.slug)} for one in programme.shown
        ],
    }
    return json.dumps(whole, default=_text, ensure_ascii=False, separators=(",", ":")).encode()


def _session(session: Session) -> dict[str, Any]:
    return {
        "uid": session.uid,
        "slug": session.slug,
        "title": session.title,
        "kind": session.kind,
        "status": "cancelled" if session.cancelled else "planned",
        "day": session.day,
        "starts_at": session.starts_at and session.starts_at.isoformat(),
        "ends_at": session.ends_at and session.ends_at.isoformat(),
        "approximate": session.approximate,
        "room": session.room,
        "block": session.block,
        "track": session.track,
        "capacity": session.capacity,
        "language": session.language,
        "prerecorded": session.prerecorded,
        "service": session.service,
        "summary": session.summary,
        "cancel_note": session.cancel_note,
        "example": session.example,
        "example_fields": list(session.example_fields),
        "people": [_person(one) for one in session.appearances],
        "related": list(session.related),
        "moved_from": session.moved_from and _place(session.moved_from),
        "sequence": session.sequence,
        "changed_at": session.changed_at,
    }


def _person(one: Appearance) -> dict[str, str | None]:
    return {
        "name": one.name,
        "role": one.role,
        "title": one.title,
        "organisation": one.organisation,
        "uid": one.person_uid,
        "slug": one.person_slug,
    }


def _place(place: Place) -> dict[str, Any]:
    return {"day": place.day, "starts": place.starts, "room": place.room_name}


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    raise TypeError(type(value).__name__)

"""What a file is, compared with what is published: the same, or what of it differs."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from scdapp.minutes import canonical, queries, reading
from scdapp.minutes.models import Addendum, Minutes


@dataclass(frozen=True)
class Compared:
    """The outcome. `state`: "same", "changed" (of known minutes), "extract" or "unknown"."""

    state: str
    sha256: str
    year: int | None = None
    # Of an extra meeting: what it is called in addresses.
    extra: str | None = None
    number: int | None = None
    since: datetime | None = None
    paragraphs: list[int] = field(default_factory=list)


def by_hash(sha256: str) -> Compared:
    """What has that hash: the text, the PDF, or an addendum."""
    if minutes := queries.find_by_hash(sha256):
        return Compared("same", sha256, **_meeting(minutes), since=minutes.attested_at)
    if addendum := queries.find_addendum_by_hash(sha256):
        return _addendum(addendum, sha256)
    return Compared("unknown", sha256)


def by_content(content: bytes) -> Compared:
    """What the file is; of a JSON that is not the same also which paragraphs differ."""
    found = by_hash(canonical.digest(content))
    data = _json(content) if found.state == "unknown" else None
    if data is None:
        return found
    text = canonical.dumps(data)
    again = by_hash(canonical.digest(text))
    if again.state == "same":
        return again
    minutes = _named(data)
    if minutes is None:
        return found
    differing = reading.differing_paragraphs(minutes.canonical or "", text)
    return Compared("changed", found.sha256, **_meeting(minutes), since=minutes.attested_at, paragraphs=differing)


def _addendum(addendum: Addendum, sha256: str) -> Compared:
    at = _meeting(addendum.minutes)
    return Compared("same", sha256, **at, number=addendum.number, since=addendum.attested_at)


def _meeting(minutes: Minutes) -> dict[str, Any]:
    return {"year": minutes.meeting.year, "extra": minutes.meeting.extra}


def _json(content: bytes) -> dict[str, Any] | None:
    """The object that the file is, if it is one that can be written canonically."""
    try:
        data = json.loads(content)
        canonical.dumps(data).encode()
    except (ValueError, TypeError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def _named(data: dict[str, Any]) -> Minutes | None:
    """The published minutes that the file says it is."""
    meeting = data.get("meeting")
    uid = meeting.get("uid") if isinstance(meeting, dict) else None
    paragraphs = data.get("paragraphs")
    sound = isinstance(paragraphs, list) and all(
        isinstance(one, dict) and isinstance(one.get("number"), int) for one in paragraphs
    )
    return queries.find_published(uid) if sound and isinstance(uid, str) and uid.isprintable() else None

"""How an event is hashed, and how a broken chain is found. Pure."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

BEGINNING = "0" * 64


class Event(Protocol):
    """As much of an event as the chain is made of."""

    seq: Any
    at: Any
    actor: Any
    action: Any
    object: Any
    detail: Any
    prev_hash: Any
    hash: Any


@dataclass(frozen=True)
class Break:
    """The first event that is not as it was written."""

    seq: int
    why: str


def dumps(detail: Mapping[str, Any]) -> str:
    """`detail` as the text that is kept and hashed."""
    return json.dumps(detail, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def hash_of(event: Event) -> str:
    """SHA-256 over all that the event says and the hash of the one before it."""
    at: datetime = event.at
    parts = (
        str(event.seq),
        at.astimezone(UTC).isoformat(timespec="microseconds"),
        *(event.actor, event.action, event.object, event.detail, event.prev_hash),
    )
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def first_break(events: Iterable[Event]) -> Break | None:
    """The first event, in order, that does not follow from the one before it or was changed; None when all hold."""
    seq, before = 0, BEGINNING
    for event in events:
        if event.seq != seq + 1:
            return Break(seq + 1, "händelsen saknas")
        if event.prev_hash != before:
            return Break(event.seq, "händelsen följer inte på den förra")
        if event.hash != hash_of(event):
            return Break(event.seq, "händelsen är ändrad")
        seq, before = event.seq, event.hash
    return None

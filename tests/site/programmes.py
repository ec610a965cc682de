"""Released programmes as values, and the way to make one public."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, time
from itertools import count
from typing import Any

from scdapp.core.text import slugify
from scdapp.editions.models import Edition
from scdapp.releases.models import Release
from scdapp.releases.released import Block, Day, Programme, Room, Session, Track, dumps
from tests.factories import save

TUESDAY, WEDNESDAY, THURSDAY = date(2024, 10, 1), date(2024, 10, 2), date(2024, 10, 3)
RELEASED_AT = datetime(2024, 8, 23, 14, 0, tzinfo=UTC)
_numbers = count(1)

STAGE = Room("stora-scenen", "Stora scenen", "plenum", 1100, step_free=True, hearing_loop=True)
ROOM_A = Room("sal-a", "Sal A", "seminar", 260, "Plan 2", step_free=True, hearing_loop=True)
ROOM_B = Room("sal-b", "Sal B", "seminar", 180, step_free=True, hearing_loop=False)
BLOCK = Block("a", "A")
TRACK = Track("nara-vard", "Nära vård")


def session(title: str, **given: Any) -> Session:
    """A seminar on Wednesday 10.00–11.00 for everybody; `room` is a `Room`, and `given` wins."""
    room: Room | None = given.pop("room", None)
    values: dict[str, Any] = {
        "uid": str(uuid.UUID(int=next(_numbers))),
        "slug": slugify(title),
        "title": title,
        "kind": "seminar",
        "day": WEDNESDAY,
        "starts": time(10, 0),
        "ends": time(11, 0),
        "room": room and room.slug,
        "room_name": room and room.name,
        "across": room is None or room.kind != "seminar",
        "created_at": RELEASED_AT,
        "changed_at": RELEASED_AT,
    }
    values.update(given)
    if values["day"] is None or values["starts"] is None:
        values["starts"] = values["ends"] = None
    return Session(**values)


def programme(*sessions: Session, **given: Any) -> Programme:
    """The sessions as the second, preliminary version of 2024; they stand in the order given."""
    values: dict[str, Any] = {
        "number": 2,
        "final": False,
        "note": "",
        "venue": "Kistamässan, Stockholm",
        "days": (Day(WEDNESDAY), Day(THURSDAY)),
        "rooms": (STAGE, ROOM_A, ROOM_B),
        "blocks": (BLOCK,),
        "tracks": (TRACK,),
    }
    values.update(given)
    return Programme(year=2024, released_at=RELEASED_AT, sessions=sessions, **values)


def publish(edition: Edition, released: Programme, *, changes: str = "[]") -> Programme:
    """Put the programme in the database as a release of the edition."""
    released = replace(released, year=edition.year)
    save(
        Release(
            edition_id=edition.id,
            number=released.number,
            final=released.final,
            note=released.note,
            released_at=released.released_at,
            released_by="Åsa Arrangör",
            content=dumps(released),
            changes=changes,
        )
    )
    return released

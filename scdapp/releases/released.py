"""A released programme as a value: what a release's `content` holds, and what every public page and feed reads.

Frozen and complete: it names rooms, people and addresses as they were when released. Made by `snapshot`, stored as
JSON, read back by `loads`. Nothing here knows the database.
"""

import json
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from scdapp.programme import times


@dataclass(frozen=True)
class Appearance:
    """Somebody on stage. Without `person_uid` only the role is known ("seminarieledare från en kommun")."""

    role: str
    name: str
    person_uid: str | None = None
    person_slug: str | None = None
    title: str | None = None
    organisation: str | None = None


@dataclass(frozen=True)
class Room:
    slug: str
    name: str
    kind: str
    capacity: int | None = None
    directions: str | None = None
    step_free: bool | None = None
    hearing_loop: bool | None = None


@dataclass(frozen=True)
class Block:
    slug: str
    name: str
    note: str | None = None


@dataclass(frozen=True)
class Track:
    slug: str
    name: str


@dataclass(frozen=True)
class Day:
    date: date
    label: str | None = None


@dataclass(frozen=True)
class Place:
    """Where and when a session was before it was moved."""

    day: date | None
    starts: time | None
    room_name: str | None


@dataclass(frozen=True)
class Session:
    """A session as released. Times are wall times in Sweden; None is "tid meddelas senare".

    `location` is the place as a calendar writes it ("Sal A, plan 2, Kistamässan, Stockholm").
    `withdrawn`: taken off the programme after it had been released; gone from the pages, cancelled in calendars.
    `sequence` and `changed_at` belong to the release that last changed anything a participant sees of it.
    """

    uid: str
    slug: str
    title: str
    kind: str
    former_slugs: tuple[str, ...] = ()
    summary: str | None = None
    day: date | None = None
    starts: time | None = None
    ends: time | None = None
    past_midnight: bool = False
    approximate: bool = False
    room: str | None = None
    room_name: str | None = None
    location: str = ""
    block: str | None = None
    block_name: str | None = None
    track: str | None = None
    track_name: str | None = None
    capacity: int | None = None
    language: str = "sv"
    prerecorded: bool = False
    service: bool = False
    across: bool = True
    cancelled: bool = False
    cancel_note: str | None = None
    withdrawn: bool = False
    example: bool = False
    example_fields: tuple[str, ...] = ()
    appearances: tuple[Appearance, ...] = ()
    related: tuple[str, ...] = ()
    moved_from: Place | None = None
    sequence: int = 0
    created_at: datetime | None = None
    changed_at: datetime | None = None

    @cached_property
    def starts_at(self) -> datetime | None:
        """The instant it begins, aware, or None."""
        return times.start_of(self.day, self.starts)

    @cached_property
    def ends_at(self) -> datetime | None:
        """The instant it ends, aware, or None."""
        return times.end_of(self.day, self.ends, past_midnight=self.past_midnight)

    @property
    def off(self) -> bool:
        """Does not take place: cancelled, or withdrawn from the programme."""
        return self.cancelled or self.withdrawn


@dataclass(frozen=True)
class Programme:
    """A whole release. `venue` is the place as a calendar writes it ("Kistamässan, Stockholm")."""

    year: int
    number: int
    final: bool
    note: str
    released_at: datetime
    venue: str = ""
    days: tuple[Day, ...] = ()
    rooms: tuple[Room, ...] = ()
    blocks: tuple[Block, ...] = ()
    tracks: tuple[Track, ...] = ()
    sessions: tuple[Session, ...] = field(default=())

    @cached_property
    def shown(self) -> tuple[Session, ...]:
        """What the pages show, in order of time; cancelled ones stay in their place, withdrawn ones are gone."""
        return tuple(s for s in self.sessions if not s.withdrawn)

    @cached_property
    def by_uid(self) -> dict[str, Session]:
        return {s.uid: s for s in self.sessions}

    @cached_property
    def by_slug(self) -> dict[str, Session]:
        """Every address that leads to a session, former ones too; a present one wins over a former."""
        former = {slug: s for s in self.sessions for slug in s.former_slugs}
        return {**former, **{s.slug: s for s in self.sessions}}

    @cached_property
    def room_of(self) -> dict[str, Room]:
        return {room.slug: room for room in self.rooms}

    def of_person(self, uid: str) -> tuple[Session, ...]:
        """The sessions in which the person or group appears, in order of time."""
        return tuple(s for s in self.shown if any(a.person_uid == uid for a in s.appearances))


def dumps(programme: Programme) -> str:
    """`programme` as JSON text."""
    return json.dumps(asdict(programme), default=_encode, ensure_ascii=False, separators=(",", ":"))


def loads(text: str) -> Programme:
    """The programme that `dumps` wrote."""
    raw = json.loads(text)
    return Programme(
        year=raw["year"],
        number=raw["number"],
        final=raw["final"],
        note=raw["note"],
        released_at=datetime.fromisoformat(raw["released_at"]),
        venue=raw["venue"],
        days=tuple(Day(date.fromisoformat(d["date"]), d["label"]) for d in raw["days"]),
        rooms=tuple(Room(**r) for r in raw["rooms"]),
        blocks=tuple(Block(**b) for b in raw["blocks"]),
        tracks=tuple(Track(**t) for t in raw["tracks"]),
        sessions=tuple(_session(s) for s in raw["sessions"]),
    )


def _encode(value: Any) -> str:
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _time(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _session(raw: dict[str, Any]) -> Session:
    moved = raw["moved_from"]
    return Session(
        **{
            **raw,
            "former_slugs": tuple(raw["former_slugs"]),
            "example_fields": tuple(raw["example_fields"]),
            "related": tuple(raw["related"]),
            "appearances": tuple(Appearance(**a) for a in raw["appearances"]),
            "day": _date(raw["day"]),
            "starts": _time(raw["starts"]),
            "ends": _time(raw["ends"]),
            "moved_from": moved and Place(_date(moved["day"]), _time(moved["starts"]), moved["room_name"]),
            "created_at": _instant(raw["created_at"]),
            "changed_at": _instant(raw["changed_at"]),
        }
    )

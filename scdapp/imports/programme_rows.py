"""From a year's programme to rows: days, rooms, tracks, blocks, deadlines and entries.

An entry that is a real session gives the row made from the facts its time and room, as long as nobody has edited it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from scdapp.core.db import db
from scdapp.core.text import slugify
from scdapp.editions.models import Edition, EditionDay
from scdapp.imports.fact_rows import add_deadline, on_stage
from scdapp.imports.identity import uid
from scdapp.imports.programmes import Entry, ProgrammeFile, RoomEntry
from scdapp.imports.tally import Tally
from scdapp.imports.words import role_on_stage
from scdapp.people.models import Person
from scdapp.programme import place_queries, place_service, rules
from scdapp.programme import service as programme_service
from scdapp.programme.models import Block, Room, Session, Track
from scdapp.programme.place_rules import BlockValues, Place, RoomValues, TrackValues, Values
from scdapp.programme.rules import SessionValues, SlotValues

UNTOUCHED = 1


@dataclass(frozen=True)
class Places:
    """The row for each key of the file."""

    rooms: dict[str, Room]
    tracks: dict[str, Track]
    blocks: dict[str, Block]


def add_programme(
    programme: ProgrammeFile, edition: Edition, people: dict[str, Person], tally: Tally, *, now: datetime
) -> None:
    """What is missing of the programme.

    Places, days and deadlines come with the first entries; later only those that a new entry needs: an organiser who
    took a room away did so on purpose.
    """
    query = select(Session).where(Session.edition_id == edition.id)
    known = {session.uid: session for session in db.session.scalars(query)}
    missing = [entry for entry in programme.entries if _is_missing(entry, known.get(_uid(programme, entry)))]
    first = len(missing) == len(programme.entries)
    _add_days(programme, edition, missing, first=first)
    places = _add_places(programme, edition, missing, tally, first=first)
    for line in programme.deadlines if first else ():
        add_deadline(edition, programme.edition, line.what, line.day, tally, now=now, example=line.example)
    for entry in programme.entries:
        tally.count("poster i programmet", new=entry in missing)
    for entry in missing:
        _write(programme, entry, edition, known.get(_uid(programme, entry)), places, people, now=now)


def _uid(programme: ProgrammeFile, entry: Entry) -> str:
    return uid("session", entry.fact) if entry.fact else uid("session", programme.edition, entry.key)


def _is_missing(entry: Entry, session: Session | None) -> bool:
    """An entry that is not there, or a real session just as the facts left it."""
    return session is None or (entry.fact is not None and session.version == UNTOUCHED)


def _add_days(programme: ProgrammeFile, edition: Edition, missing: list[Entry], *, first: bool) -> None:
    needed = {entry.day for entry in missing}
    there = {day.date for day in edition.days}
    for day, label in programme.days:
        if day not in there and (first or day in needed):
            edition.days.append(EditionDay(date=day, label=label))
    db.session.flush()


def _add_places(
    programme: ProgrammeFile, edition: Edition, missing: list[Entry], tally: Tally, *, first: bool
) -> Places:
    rooms = {room.key: _room(room) for room in programme.rooms}
    examples = frozenset(room.key for room in programme.rooms if room.example)
    tracks = {key: TrackValues(name) for key, name in programme.tracks}
    blocks = {name: BlockValues(name) for name in programme.blocks}
    needed = {key for entry in missing for key in (entry.room, entry.track, entry.block) if key}
    if first:
        needed = {*rooms, *tracks, *blocks}
    return Places(
        _added("lokaler", Room, rooms, needed, edition, tally, examples),
        _added("spår", Track, tracks, needed, edition, tally),
        _added("block", Block, blocks, needed, edition, tally),
    )


def _room(room: RoomEntry) -> RoomValues:
    return RoomValues(room.name, room.kind, room.capacity, step_free=room.step_free, hearing_loop=room.hearing_loop)


def _added(
    what: str,
    model: type[Place],
    wanted: Mapping[str, Values],
    needed: set[str],
    edition: Edition,
    tally: Tally,
    examples: frozenset[str] = frozenset(),
) -> dict[str, Place]:
    """The row of each key: the one with its address or its name, else a new one if it is needed."""
    there = place_queries.places(model, edition.id)
    known = {row.name.casefold(): row for row in there} | {row.slug: row for row in there}
    rows = {}
    for key, values in wanted.items():
        row = known.get(slugify(key)) or known.get(values.name.casefold())
        if row is None and key in needed:
            row = place_service.create_place(model, edition.id, values)
            # The file's own id is the address that calendars will subscribe to.
            row.slug = slugify(key)
            if isinstance(row, Room):
                row.example = key in examples
            tally.count(what, new=True)
        elif row is not None:
            tally.count(what, new=False)
        if row is not None:
            rows[key] = row
    db.session.flush()
    return rows


def _write(
    programme: ProgrammeFile,
    entry: Entry,
    edition: Edition,
    session: Session | None,
    places: Places,
    people: dict[str, Person],
    *,
    now: datetime,
) -> None:
    if session is None:
        values = _values(entry, places, people, SessionValues(title=entry.title, kind=entry.kind))
        programme_service.create_session(edition.id, values, now=now, uid=_uid(programme, entry))
    else:
        values = _values(entry, places, people, rules.values_of(session))
        programme_service.update_session(session.id, values, version=None, now=now)


def _values(entry: Entry, places: Places, people: dict[str, Person], known: SessionValues) -> SessionValues:
    """What is `known`, with what the entry adds: time and place, and those on stage who are not there yet."""
    named = {slot.person_id for slot in known.slots}
    return replace(
        known,
        summary=known.summary or entry.summary,
        day=entry.day,
        starts=entry.starts,
        ends=entry.ends,
        past_midnight=entry.past_midnight,
        approximate=entry.approximate,
        room_id=_id(places.rooms, entry.room),
        track_id=_id(places.tracks, entry.track),
        block_id=_id(places.blocks, entry.block),
        capacity=entry.capacity,
        language=entry.language,
        service=entry.service,
        example=entry.example,
        example_fields=",".join(entry.example_fields),
        slots=(
            *known.slots,
            *(on_stage(people[key], entry.kind) for key in entry.speakers if people[key].id not in named),
            *(_role(entry.kind, words) for words in entry.roles),
        ),
    )


def _role(kind: str, words: str) -> SlotValues:
    return SlotValues(label=words, role=role_on_stage(kind, words=words), state="accepted")


def _id(rows: Mapping[str, Room] | Mapping[str, Track] | Mapping[str, Block], key: str | None) -> int | None:
    return rows[key].id if key else None

"""Verbs on a whole programme: begin a year with what another left, and move everything when the dates change."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from scdapp.core.db import db, locked
from scdapp.core.errors import Refusal
from scdapp.editions import service as editions
from scdapp.editions.models import Edition
from scdapp.programme import place_queries, queries, rules, service
from scdapp.programme.models import Block, Room, Session, SessionLink, Track
from scdapp.programme.place_rules import Place
from scdapp.programme.rules import SessionValues
from scdapp.programme.signals import edition_copied

OF_ROOM = ("name", "slug", "kind", "capacity", "directions", "step_free", "hearing_loop", "position", "example")
OF_BLOCK = ("name", "slug", "note", "position")
OF_TRACK = ("name", "slug", "position")


@dataclass(frozen=True)
class _Step:
    """From one edition to the next: how far the days are apart, and which place became which."""

    shift: timedelta
    rooms: dict[int, int]
    blocks: dict[int, int]
    tracks: dict[int, int]


def copy_programme(source_id: int, *, starts_on: date, sessions: bool, now: datetime) -> Edition:
    """A new edition, a draft, after another year: its days, key dates, rooms, blocks and tracks on the same weekdays.

    With `sessions` its sessions too, without anybody on stage; cancelled ones stay behind. Others who copy their own
    listen to `edition_copied`. Refuses a first day on
    another weekday, a year that exists, and a time that does not exist on its new day.
    """
    edition, shift = editions.copy_edition(source_id, starts_on=starts_on, now=now)
    step = _Step(
        shift,
        rooms=_copy_places(Room, OF_ROOM, source_id, edition.id),
        blocks=_copy_places(Block, OF_BLOCK, source_id, edition.id),
        tracks=_copy_places(Track, OF_TRACK, source_id, edition.id),
    )
    copies = _copy_sessions(source_id, edition.id, step, now=now) if sessions else {}
    became = {source: copy.id for source, copy in copies.items()}
    edition_copied.send(edition, source_id=source_id, shift=shift, sessions=became, now=now)
    return edition


def _copy_places(model: type[Place], names: tuple[str, ...], source_id: int, edition_id: int) -> dict[int, int]:
    there = place_queries.places(model, source_id)
    copies = [model(edition_id=edition_id, **{name: getattr(place, name) for name in names}) for place in there]
    db.session.add_all(copies)
    db.session.flush()
    return {place.id: copy.id for place, copy in zip(there, copies, strict=True)}


def _copy_sessions(source_id: int, edition_id: int, step: _Step, *, now: datetime) -> dict[int, Session]:
    sources = [session for session in queries.draft(source_id) if session.status == "planned"]
    copies: dict[int, Session] = {}
    for source in sources:
        with _about(source, field="starts_on"):
            copies[source.id] = service.create_session(edition_id, _stepped(source, step), now=now)
    for source in sources:
        related = [copies[link.related_id].id for link in source.links if link.related_id in copies]
        copies[source.id].links = [SessionLink(related_id=key) for key in related]
    db.session.flush()
    return copies


def _stepped(source: Session, step: _Step) -> SessionValues:
    """What the session says, a year on: other places, nobody on stage, links to be made when all are there."""
    return replace(
        rules.values_of(source),
        day=source.day + step.shift if source.day else None,
        room_id=step.rooms.get(source.room_id or 0),
        block_id=step.blocks.get(source.block_id or 0),
        track_id=step.tracks.get(source.track_id or 0),
        slots=(),
        related_ids=frozenset(),
    )


def shift_sessions(edition_id: int, *, days: int, now: datetime) -> int:
    """Move every session that has a day by `days`, clocks unchanged; how many they were.

    Refuses when nothing would move, when one would end up far from the conference, and a time that does not exist.
    """
    near = rules.programme_days(locked(Edition, edition_id))
    dated = [(session, session.day) for session in queries.draft(edition_id) if session.day]
    if days == 0 or not dated:
        raise Refusal("Då flyttas ingenting.", field="days")
    for session, day in dated:
        with _about(session, field="days"):
            rules.ensure_near(day + timedelta(days=days), near)
            rules.ensure_timing(replace(rules.values_of(session), day=day + timedelta(days=days)))
        session.day = day + timedelta(days=days)
        session.version += 1
        session.changed_at = now
    db.session.flush()
    return len(dated)


@contextmanager
def _about(session: Session, *, field: str) -> Iterator[None]:
    """What is refused on the way is refused for the whole, and says which session it is about."""
    try:
        yield
    except Refusal as refusal:
        raise Refusal(f"”{session.title}”: {refusal.sentence}", field=field) from refusal

"""From the organisers' draft to a released programme: names everything as it is now, and leaves out what is not
for the public (asked or declined speakers, sessions kept back). Pure: unsaved rows will do.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from scdapp.editions.models import Edition
from scdapp.programme import models as draft
from scdapp.releases import changes, released


@dataclass(frozen=True)
class Draft:
    """The rows of an edition's programme as they stand, loaded whole."""

    edition: Edition
    rooms: list[draft.Room]
    blocks: list[draft.Block]
    tracks: list[draft.Track]
    sessions: list[draft.Session]


def take(
    rows: Draft, before: released.Programme | None, *, number: int, final: bool, note: str, at: datetime
) -> released.Programme:
    """The programme that would be released at `at` as version `number`, after the version `before`."""
    venue = venue_of(rows.edition)
    sessions = (_session(row, venue) for row in rows.sessions if row.included)
    return released.Programme(
        year=rows.edition.year,
        number=number,
        final=final,
        note=note,
        released_at=at,
        venue=venue,
        days=tuple(released.Day(day.date, day.label) for day in rows.edition.days),
        rooms=tuple(_room(row) for row in rows.rooms),
        blocks=tuple(released.Block(row.slug, row.name, row.note) for row in rows.blocks),
        tracks=tuple(released.Track(row.slug, row.name) for row in rows.tracks),
        sessions=changes.number(sessions, before, at=at),
    )


def venue_of(edition: Edition) -> str:
    """The place as a calendar writes it: "Kistamässan, Stockholm"."""
    return ", ".join(part for part in (edition.venue, edition.venue_address, edition.city) if part)


def _room(row: draft.Room) -> released.Room:
    return released.Room(row.slug, row.name, row.kind, row.capacity, row.directions, row.step_free, row.hearing_loop)


def _location(room: draft.Room | None, venue: str) -> str:
    return ", ".join(part for part in (room and room.name, room and room.directions, venue) if part)


def _session(row: draft.Session, venue: str) -> released.Session:
    return released.Session(
        uid=row.uid,
        slug=row.slug,
        title=row.title,
        kind=row.kind,
        former_slugs=tuple(sorted(former.slug for former in row.former_slugs)),
        summary=row.summary or None,
        day=row.day,
        starts=row.starts,
        ends=row.ends,
        past_midnight=row.past_midnight,
        approximate=row.approximate,
        room=row.room.slug if row.room else None,
        room_name=row.room.name if row.room else None,
        location=_location(row.room, venue),
        block=row.block.slug if row.block else None,
        block_name=row.block.name if row.block else None,
        track=row.track.slug if row.track else None,
        track_name=row.track.name if row.track else None,
        capacity=row.capacity,
        language=row.language,
        prerecorded=row.prerecorded,
        service=row.service,
        across=row.room is None or row.room.kind != "seminar",
        cancelled=row.status == "cancelled",
        cancel_note=row.cancel_note if row.status == "cancelled" else None,
        example=row.example,
        example_fields=tuple(name for name in row.example_fields.split(",") if name),
        appearances=tuple(_appearances(row.slots)),
        related=tuple(sorted(link.related.uid for link in row.links)),
    )


def _appearances(slots: Iterable[draft.SpeakerSlot]) -> Iterable[released.Appearance]:
    for slot in slots:
        if slot.person is None:
            yield released.Appearance(slot.role, slot.label or "")
        elif slot.state == "accepted":
            person = slot.person
            yield released.Appearance(
                slot.role, person.name, person.uid, person.slug, person.title, person.organisation
            )
        elif slot.label:
            # Asked but not certain: the public reads the role only.
            yield released.Appearance(slot.role, slot.label)

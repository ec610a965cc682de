"""An edition of a given size, released, in a folder of its own. No two sessions collide."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from pathlib import Path
from random import Random

from flask import Flask
from flask_migrate import upgrade

from scdapp.app import create_app
from scdapp.core.clock import MovableClock
from scdapp.core.db import db, transaction
from scdapp.core.text import slugify
from scdapp.core.walltime import ZONE
from scdapp.editions.models import Edition, EditionDay, KeyDate
from scdapp.people.models import Announcement, Person
from scdapp.programme.models import Block, Room, Session, SpeakerSlot
from scdapp.releases import service as releases
from tests.bench import words

YEAR = 2024
FIRST = date(YEAR, 10, 2)
MORNING = datetime(YEAR, 10, 2, 10, 20, tzinfo=ZONE)
RELEASED = datetime(YEAR, 6, 14, 9, 0, tzinfo=ZONE)
THEN = datetime(YEAR, 1, 15, tzinfo=UTC)


@dataclass(frozen=True)
class Size:
    letter: str
    sessions: int
    days: int
    rooms: int
    speakers: int


A = Size("A", sessions=120, days=3, rooms=6, speakers=90)
B = Size("B", sessions=1000, days=5, rooms=20, speakers=800)


def open_app(folder: Path) -> Flask:
    """The application on this folder, with the measurement's clock."""
    folder.mkdir(parents=True, exist_ok=True)
    database = f"sqlite:///{folder / 'scdapp.db'}"
    clock = MovableClock(folder / "clock", MORNING)
    return create_app({"INSTANCE": str(folder), "SQLALCHEMY_DATABASE_URI": database, "CLOCK": clock})


def make(size: Size, folder: Path) -> None:
    """A migrated database in `folder` with one announced and released edition."""
    with open_app(folder).app_context():
        upgrade()
        edition = _edition(size)
        with transaction():
            db.session.add(edition)
        key = edition.id
        with transaction():
            _fill(size, key)
        with transaction():
            releases.release(key, final=True, note="Programmet är klart.", by="Mätningen", now=RELEASED)
        db.engine.dispose()


def _edition(size: Size) -> Edition:
    last = FIRST + timedelta(days=size.days - 1)
    return Edition(
        year=YEAR,
        name=f"Socialchefsdagarna {YEAR}",
        theme="Omställning pågår",
        city="Stockholm",
        venue="Kistamässan",
        starts_on=FIRST,
        ends_on=last,
        days=[EditionDay(date=FIRST + timedelta(days=n)) for n in range(size.days)],
        announced_at=THEN,
        created_at=THEN,
        changed_at=THEN,
    )


def _fill(size: Size, edition_id: int) -> None:
    rooms = [_room(edition_id, number) for number in range(size.rooms)]
    blocks = [Block(edition_id=edition_id, name=letter, slug=letter.lower()) for letter in "ABCD"]
    chance = Random(size.sessions)
    people = [_person(number, chance) for number in range(size.speakers)]
    key_dates = [
        KeyDate(edition_id=edition_id, title=title, starts_on=FIRST - timedelta(days=30 * n), **_STAMPS)
        for n, title in enumerate(
            ("Konferensen börjar", "Sista dag för avbokning", "Anmälan stänger", "Anmälan öppnar")
        )
    ]
    db.session.add_all([*rooms, *blocks, *people, *key_dates])
    db.session.flush()
    db.session.add_all(
        Announcement(edition_id=edition_id, person_id=person.id, position=n, announced_at=THEN)
        for n, person in enumerate(people)
    )
    db.session.add_all(_sessions(size, edition_id, rooms, blocks, people, chance))


_STAMPS = {"created_at": THEN, "changed_at": THEN}


def _room(edition_id: int, number: int) -> Room:
    kind, name = ("plenum", "Stora salen") if number == 0 else ("seminar", f"Sal {number}")
    return Room(
        edition_id=edition_id, name=name, slug=slugify(name), kind=kind, capacity=900 - 40 * number, position=number
    )


def _person(number: int, chance: Random) -> Person:
    name, organisation = words.name(chance), words.municipality(chance)
    slug = f"{slugify(name)}-{number}"
    return Person(name=name, slug=slug, title=words.title(chance), organisation=organisation, **_STAMPS)


def _sessions(
    size: Size, edition_id: int, rooms: list[Room], blocks: list[Block], people: list[Person], chance: Random
) -> list[Session]:
    places = product(range(size.days), _slots(rooms, -(-size.sessions // size.days)))
    return [
        Session(
            edition_id=edition_id,
            slug=f"programpunkt-{number}",
            title=words.heading(chance),
            kind="keynote" if room is rooms[0] else "seminar",
            summary=words.summary(chance),
            day=FIRST + timedelta(days=day),
            starts=time(hour),
            ends=time(hour, 45),
            room_id=room.id,
            block_id=blocks[hour // 4 - 2].id if day == 0 and hour % 4 == 1 else None,
            slots=_speakers(number, people),
            **_STAMPS,
        )
        for number, (day, (hour, room)) in zip(range(size.sessions), places, strict=False)
    ]


def _slots(rooms: list[Room], wanted: int) -> list[tuple[int, Room]]:
    """A day's hours and rooms: every fourth hour the plenary hall alone, else all the others side by side."""
    plenary, *others = rooms
    hours = range(8, 24)
    return [(hour, room) for hour in hours for room in ([plenary] if hour % 4 == 0 else others)][:wanted]


def _speakers(number: int, people: list[Person]) -> list[SpeakerSlot]:
    """One, and in every fifth session a second who is free at that hour."""
    chosen = [number, number + 40] if number % 5 == 0 else [number]
    return [
        SpeakerSlot(person_id=people[one % len(people)].id, state="accepted", position=n)
        for n, one in enumerate(chosen)
    ]

"""Verbs about announced speakers: make one public for a year, before there is a session, a day or a time."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from scdapp.core import order
from scdapp.core.db import db, locked
from scdapp.core.errors import Missing, Refusal
from scdapp.editions.models import Edition
from scdapp.people import queries, rules
from scdapp.people.models import Announcement, Person
from scdapp.people.rules import AnnouncementValues


def announce(edition_id: int, person_id: int, values: AnnouncementValues, *, now: datetime) -> Announcement:
    """Make a speaker public for the edition, last in order. Refuses somebody who is announced already."""
    values = rules.sound_announcement(values)
    edition, person = locked(Edition, edition_id), locked(Person, person_id)
    there = queries.announcements(edition.id)
    taken = Refusal(f"{person.name} är redan klar talare för {edition.year}.", field="person")
    if any(one.person_id == person.id for one in there):
        raise taken
    announcement = Announcement(
        edition_id=edition.id,
        person_id=person.id,
        topic=values.topic,
        when_words=values.when_words,
        position=order.next_position(there),
        announced_at=now,
    )
    db.session.add(announcement)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise taken from error
    return announcement


def update_announcement(announcement_id: int, values: AnnouncementValues, *, version: int) -> Announcement:
    """Change what is told of an announced speaker. Raises `EditConflict` when somebody saved since `version`."""
    announcement = locked(Announcement, announcement_id, version=version)
    values = rules.sound_announcement(values)
    announcement.topic, announcement.when_words = values.topic, values.when_words
    announcement.version += 1
    db.session.flush()
    return announcement


def move_announcement(edition_id: int, announcement_id: int, *, step: int) -> None:
    """Show the speaker `step` places later (earlier if negative) among those announced for the edition."""
    locked(Edition, edition_id)
    there = queries.announcements(edition_id)
    moved = next((one for one in there if one.id == announcement_id), None)
    if moved is None:
        raise Missing
    order.move(there, moved, step=step)
    db.session.flush()


def withdraw(announcement_id: int) -> None:
    """Take the announcement back: the speaker is public no more by it. The person stays."""
    db.session.delete(locked(Announcement, announcement_id))
    db.session.flush()

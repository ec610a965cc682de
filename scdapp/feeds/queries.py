"""Who may have a calendar of their own: people whom the public knows."""

from collections.abc import Iterable
from datetime import datetime

from scdapp.core.errors import Missing
from scdapp.people import queries as people
from scdapp.people.models import Announcement, Person
from scdapp.releases.released import Programme


def get_public_person(slug: str, programmes: Iterable[Programme], moment: datetime) -> Person:
    """The person or group at the address, or at one that once was theirs. Raises `Missing` for those whom the
    public had not heard of at `moment`, by a programme or an announcement."""
    person = people.find_person_by_slug(slug)
    if person is None or not (_on_stage(person.uid, programmes) or _announced(person.id, moment)):
        raise Missing
    return person


def _on_stage(uid: str, programmes: Iterable[Programme]) -> bool:
    return any(one.person_uid == uid for p in programmes for session in p.sessions for one in session.appearances)


def _announced(person_id: int, moment: datetime) -> bool:
    return any(_public(one, moment) for one in people.announcements_of(person_id))


def _public(one: Announcement, moment: datetime) -> bool:
    edition_at = one.edition.announced_at
    return one.announced_at <= moment and edition_at is not None and edition_at <= moment

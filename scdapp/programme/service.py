"""Verbs on the draft's sessions. Nothing here is seen by the public until somebody releases it."""

from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy import Select, func, select

from scdapp.core.db import db, locked
from scdapp.core.errors import Refusal
from scdapp.core.text import free_slug, slugify
from scdapp.editions.models import Edition
from scdapp.people.models import Person
from scdapp.programme import queries, rules
from scdapp.programme.models import Block, FormerSessionSlug, Room, Session, SessionLink, SpeakerSlot, Track
from scdapp.programme.rules import Placing, SessionValues, SlotValues


def create_session(edition_id: int, values: SessionValues, *, now: datetime, uid: str | None = None) -> Session:
    """A new session in the edition's draft, with an address made from its title.

    `uid` is given by imports that must find the session again. Refuses what `rules.sound_session` refuses, a day far
    from the conference, and rooms, blocks, tracks, persons and related sessions that are not there.
    """
    edition = locked(Edition, edition_id)
    sound = rules.sound_session(values)
    rules.ensure_near(sound.day, rules.programme_days(edition))
    _ensure_there(sound, edition_id)
    session = Session(edition_id=edition_id, slug=_free_slug(edition_id, sound.title, but=None), created_at=now)
    if uid is not None:
        session.uid = uid
    _write(session, sound, now=now)
    db.session.add(session)
    db.session.flush()
    return session


def update_session(session_id: int, values: SessionValues, *, version: int | None, now: datetime) -> Session:
    """Change the session to `values`; a new title gives a new address, and the old one still leads here.

    Raises `EditConflict` when it is no longer the `version` that the form was opened with. Refuses what
    `create_session` refuses; a day that was far away before may stay. Saving what stands already changes nothing.
    """
    session = locked(Session, session_id, version=version)
    sound, before = rules.sound_session(values), rules.values_of(session)
    if sound == before:
        return session
    if sound.day != before.day:
        rules.ensure_near(sound.day, rules.programme_days(session.edition))
    _ensure_there(sound, session.edition_id, but=session.id)
    if slugify(sound.title) != slugify(session.title):
        _readdress(session, sound.title)
    _write(session, sound, now=now)
    session.version += 1
    db.session.flush()
    return session


def move_session(session_id: int, placing: Placing, *, version: int | None, now: datetime) -> Session:
    """Put the session at another time or in another room. Raises and refuses as `update_session` does."""
    standing = rules.values_of(locked(Session, session_id, version=version))
    return update_session(session_id, replace(standing, **asdict(placing)), version=version, now=now)


def _write(session: Session, sound: SessionValues, *, now: datetime) -> None:
    for name in rules.PLAIN_FIELDS:
        setattr(session, name, getattr(sound, name))
    # Rows that stay are kept: an insert goes out before a delete, and the same person twice in a role is refused.
    seats = {rules.slot_key(slot): slot for slot in session.slots}
    session.slots = [_seat(seats, slot, position) for position, slot in enumerate(sound.slots)]
    links = {link.related_id: link for link in session.links}
    session.links = [links.get(key) or SessionLink(related_id=key) for key in sorted(sound.related_ids)]
    session.changed_at = now


def _seat(seats: dict[tuple[int | str | None, str], SpeakerSlot], values: SlotValues, position: int) -> SpeakerSlot:
    seat = seats.pop(rules.slot_key(values), None) or SpeakerSlot(person_id=values.person_id, role=values.role)
    seat.label, seat.state, seat.position = values.label, values.state, position
    return seat


def _readdress(session: Session, title: str) -> None:
    """A new address. The old one is kept, and one that the session had before is its own again."""
    db.session.execute(select(Edition.id).where(Edition.id == session.edition_id).with_for_update())
    slug = _free_slug(session.edition_id, title, but=session.id)
    former = [row for row in session.former_slugs if row.slug != slug]
    former.append(FormerSessionSlug(edition_id=session.edition_id, slug=session.slug))
    session.former_slugs = former
    session.slug = slug


def _free_slug(edition_id: int, title: str, *, but: int | None) -> str:
    wanted = slugify(title)
    return free_slug(wanted, queries.taken_slugs(edition_id, wanted, but=but))


def _ensure_there(values: SessionValues, edition_id: int, *, but: int | None = None) -> None:
    """Refuses what is not there, or is another year's. Forms offer only what is, but somebody may have deleted it."""
    places: dict[str, type[Room] | type[Block] | type[Track]] = {"room_id": Room, "block_id": Block, "track_id": Track}
    for name, model in places.items():
        key = getattr(values, name)
        if key is not None and db.session.scalar(select(model.edition_id).where(model.id == key)) != edition_id:
            raise Refusal("Det finns inte längre i listan. Välj något annat.", field=name)
    people = {slot.person_id for slot in values.slots if slot.person_id is not None}
    if people and _count(select(func.count(Person.id)).where(Person.id.in_(people))) < len(people):
        raise Refusal("Någon av de medverkande finns inte längre bland personerna.", field="slots")
    related = values.related_ids
    if related:
        theirs = select(func.count(Session.id)).where(Session.id.in_(related), Session.edition_id == edition_id)
        if but in related or _count(theirs) < len(related):
            raise Refusal("Välj andra programpunkter från samma år.", field="related")


def _count(query: Select[int]) -> int:
    return db.session.scalar(query) or 0

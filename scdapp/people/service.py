"""Verbs about persons and groups: add, change, rename with the old address kept, remove while unused."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import IntegrityError

from scdapp.core.db import db, locked
from scdapp.core.errors import Refusal
from scdapp.core.text import free_slug, slugify
from scdapp.people import queries, rules
from scdapp.people.models import FormerPersonSlug, Person
from scdapp.people.rules import PersonValues
from scdapp.pictures import service as pictures
from scdapp.pictures.decode import Rendered


def create_person(values: PersonValues, *, now: datetime, certain: bool = False) -> Person:
    """A new person or group, with an address made of the name.

    Refuses unsound texts; and, with `PerhapsKnown`, a name much like one that is there already unless `certain`.
    """
    values = rules.sound_person(values)
    known = [] if certain else rules.alike(values.name, queries.names())
    if known:
        raise rules.PerhapsKnown(known)
    slug = _free_slug(values.name)
    person = Person(**asdict(values), slug=slug, created_at=now, changed_at=now)
    db.session.add(person)
    _flush_name()
    return person


def update_person(person_id: int, values: PersonValues, *, version: int, now: datetime) -> Person:
    """Change what is written about somebody. A new name brings a new address, and the old one keeps leading here.

    Refuses unsound texts. Raises `EditConflict` when somebody else saved since `version`.
    """
    person = locked(Person, person_id, version=version)
    values = rules.sound_person(values)
    if values == rules.values_of(person):
        return person
    if slugify(values.name) != slugify(person.name):
        _move_to_slug(person, _free_slug(values.name, person=person))
    for name, value in asdict(values).items():
        setattr(person, name, value)
    _touch(person, now)
    _flush_name()
    return person


def delete_person(person_id: int, *, version: int, folder: Path) -> None:
    """Remove somebody who is in no programme and announced for no year, with the portrait in `folder`.

    Refuses otherwise. Raises `EditConflict` when somebody else saved since `version`.
    """
    person = locked(Person, person_id, version=version)
    rules.ensure_unannounced(person, queries.announcements_of(person.id))
    name, portrait_id = person.name, person.portrait_id
    db.session.delete(person)
    try:
        db.session.flush()
    except IntegrityError as error:
        # The programme stands above this slice: its foreign keys know who is on stage.
        raise Refusal(f"{name} är med i ett program och kan inte tas bort. Ta bort hen där först.") from error
    _drop_picture(portrait_id, folder)


def set_portrait(person_id: int, rendered: Rendered, *, alt: str, credit: str, folder: Path, now: datetime) -> None:
    """Give the person a portrait instead of the one before. Refuses without description or photographer."""
    person = locked(Person, person_id)
    before = person.portrait_id
    person.portrait = pictures.add(rendered, alt=alt, credit=credit, folder=folder, now=now)
    _touch(person, now)
    _drop_picture(before, folder)


def describe_portrait(person_id: int, *, alt: str, credit: str, now: datetime) -> None:
    """Change the words about the portrait. Refuses without description or photographer, and without a portrait."""
    person = locked(Person, person_id)
    if person.portrait_id is None:
        raise Refusal("Välj en bild först.", field="picture")
    pictures.describe(person.portrait_id, alt=alt, credit=credit)
    _touch(person, now)
    db.session.flush()


def remove_portrait(person_id: int, *, folder: Path, now: datetime) -> None:
    """Take the portrait away. Does nothing when there is none."""
    person = locked(Person, person_id)
    before, person.portrait = person.portrait_id, None
    if before is not None:
        _touch(person, now)
        _drop_picture(before, folder)


def _drop_picture(picture_id: int | None, folder: Path) -> None:
    db.session.flush()
    if picture_id is not None:
        pictures.remove_if_unused(picture_id, folder=folder)


def _touch(person: Person, now: datetime) -> None:
    person.version += 1
    person.changed_at = now


def _free_slug(name: str, *, person: Person | None = None) -> str:
    wanted = slugify(name)
    return free_slug(wanted, queries.taken_slugs(wanted, but=person.id if person else None))


def _move_to_slug(person: Person, slug: str) -> None:
    """Keep the old address as a former one; take `slug` back if it was the person's before."""
    if slug == person.slug:
        return
    person.former_slugs = [former for former in person.former_slugs if former.slug != slug]
    person.former_slugs.append(FormerPersonSlug(slug=person.slug))
    person.slug = slug


def _flush_name() -> None:
    try:
        db.session.flush()
    except IntegrityError as error:
        raise Refusal("Någon annan sparade samma namn just nu. Spara igen.", field="name") from error

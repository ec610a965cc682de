"""Verbs about rooms, blocks and tracks. A slug is made once and stays: calendars subscribe to it."""

from dataclasses import asdict

from sqlalchemy.exc import IntegrityError

from scdapp.core import order
from scdapp.core.db import db, locked
from scdapp.core.errors import Missing, Refusal
from scdapp.core.text import free_slug, slugify
from scdapp.editions.models import Edition
from scdapp.programme import place_queries as queries
from scdapp.programme import place_rules as rules
from scdapp.programme.place_rules import Place, Values


def create_place(model: type[Place], edition_id: int, values: Values) -> Place:
    """A new room, block or track, last in order. Refuses unsound values and a name that another one has."""
    values = values.sound()
    there = queries.places(model, locked(Edition, edition_id).id)
    rules.ensure_free_name(values.name, there)
    place = model(
        **asdict(values),
        edition_id=edition_id,
        slug=free_slug(slugify(values.name), {one.slug for one in there}),
        position=order.next_position(there),
    )
    db.session.add(place)
    _flush_name(place, values.name)
    return place


def update_place(model: type[Place], place_id: int, values: Values, *, version: int) -> Place:
    """Change what is written about a room, block or track; the slug stays.

    Refuses as `create_place` does. Raises `EditConflict` when somebody else saved since `version`.
    """
    place = locked(model, place_id, version=version)
    values = values.sound()
    rules.ensure_free_name(values.name, (one for one in queries.places(model, place.edition_id) if one is not place))
    for name, value in asdict(values).items():
        setattr(place, name, value)
    place.version += 1
    _flush_name(place, values.name)
    return place


def move_place(model: type[Place], edition_id: int, place_id: int, *, step: int) -> None:
    """Show the place `step` places later (earlier if negative) among those of its sort."""
    locked(Edition, edition_id)
    there = queries.places(model, edition_id)
    moved = next((one for one in there if one.id == place_id), None)
    if moved is None:
        raise Missing
    order.move(there, moved, step=step)
    db.session.flush()


def delete_place(model: type[Place], place_id: int, *, version: int) -> None:
    """Remove a room, block or track. Refuses while sessions use it, and says which.

    Raises `EditConflict` when somebody else saved since `version`.
    """
    place = locked(model, place_id, version=version)
    name = place.name
    rules.ensure_unused(name, [session.title for session in queries.sessions_in(place)])
    db.session.delete(place)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise Refusal(f"Någon lade just en programpunkt i {name}. Flytta den först.") from error


def _flush_name(place: Place, name: str) -> None:
    try:
        db.session.flush()
    except IntegrityError as error:  # somebody else took the name after we looked
        raise rules.taken(place, name) from error

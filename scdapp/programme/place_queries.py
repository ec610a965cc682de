"""Reads of rooms, blocks and tracks, and of what is put into them."""

from typing import NamedTuple

from sqlalchemy import func, select

from scdapp.core.db import db
from scdapp.core.errors import Missing
from scdapp.programme.models import Block, Room, Session, Track
from scdapp.programme.place_rules import Place


class Named(NamedTuple):
    """As little of a session as a link needs."""

    uid: str
    title: str


USED_AS = {Room: Session.room_id, Block: Session.block_id, Track: Session.track_id}


def places(model: type[Place], edition_id: int) -> list[Place]:
    """The edition's rooms, blocks or tracks in the organisers' order."""
    query = select(model).where(model.edition_id == edition_id)
    return list(db.session.scalars(query.order_by(model.position, model.id)))


def rooms(edition_id: int) -> list[Room]:
    """The edition's rooms in the organisers' order."""
    return places(Room, edition_id)


def blocks(edition_id: int) -> list[Block]:
    """The edition's choice blocks in the organisers' order."""
    return places(Block, edition_id)


def tracks(edition_id: int) -> list[Track]:
    """The edition's tracks in the organisers' order."""
    return places(Track, edition_id)


def get_place(model: type[Place], edition_id: int, slug: str) -> Place:
    """The edition's room, block or track with this slug. Raises `Missing`."""
    found = db.session.scalar(select(model).where(model.edition_id == edition_id, model.slug == slug))
    if found is None:
        raise Missing
    return found


def uses(model: type[Place], edition_id: int) -> dict[int, int]:
    """How many sessions of the draft use each room, block or track; those that none uses are left out."""
    column = USED_AS[model]
    rows = db.session.execute(
        select(column, func.count(Session.id))
        .where(Session.edition_id == edition_id, column.is_not(None))
        .group_by(column)
    )
    return {key: count for key, count in rows if key is not None}


def sessions_in(place: Room | Block | Track) -> list[Named]:
    """The draft's sessions that use the place, in order of time."""
    query = select(Session.uid, Session.title).where(USED_AS[type(place)] == place.id)
    return [Named(*row) for row in db.session.execute(query.order_by(Session.day, Session.starts, Session.id))]

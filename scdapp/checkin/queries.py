"""Reads at the door: who may come, and who is in."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select

from scdapp.checkin.models import Arrival
from scdapp.core.db import db
from scdapp.core.errors import Missing
from scdapp.editions.models import Edition
from scdapp.registration.holder_rules import Holder
from scdapp.registration.models import DayShare, Participant

# Participant and share: whose arrival it is.
Key = tuple[int, int | None]


def key_of(holder: Holder) -> Key:
    return holder.participant_id, holder.share_id


def came(edition_id: int, on: date) -> dict[Key, Arrival]:
    """Those who are in that day."""
    query = select(Arrival).join(Participant, Participant.id == Arrival.participant_id)
    standing = query.where(Participant.edition_id == edition_id, Arrival.date == on, Arrival.undone_at.is_(None))
    return {(one.participant_id, one.share_id): one for one in db.session.scalars(standing)}


def find_arrival(holder: Holder, on: date) -> Arrival | None:
    """The holder's arrival on that day, or None."""
    query = select(Arrival).where(Arrival.participant_id == holder.participant_id, Arrival.date == on)
    same = Arrival.share_id == holder.share_id if holder.share_id else Arrival.share_id.is_(None)
    return db.session.scalar(query.where(same, Arrival.undone_at.is_(None)))


def find_by_uid(uid: str) -> Arrival | None:
    """What a device sent under that id, undone or not."""
    return db.session.scalar(select(Arrival).where(Arrival.uid == uid))


def get_by_uid(edition_id: int, uid: str) -> Arrival:
    """The year's arrival with that id, undone or not. Raises `Missing`."""
    query = select(Arrival).join(Participant, Participant.id == Arrival.participant_id)
    found = db.session.scalar(query.where(Participant.edition_id == edition_id, Arrival.uid == uid))
    if found is None:
        raise Missing
    return found


def expected(holders: list[Holder], on: date) -> int:
    """How many may come that day."""
    return sum(1 for one in holders if one.state == "confirmed" and on in one.days)


def codes_inside(edition_id: int, on: date) -> dict[str, datetime]:
    """The codes of those who are in that day, and since when. One query."""
    code = func.coalesce(DayShare.code, Participant.code)
    query = (
        select(code, Arrival.at)
        .join(Participant, Participant.id == Arrival.participant_id)
        .outerjoin(DayShare, DayShare.id == Arrival.share_id)
        .where(Participant.edition_id == edition_id, Arrival.date == on, Arrival.undone_at.is_(None))
    )
    return {one: at for one, at in db.session.execute(query)}


def of_ended(before: date) -> ColumnElement[bool]:
    """A condition for arrivals at editions whose last day lies before `before`."""
    over = select(Participant.id).join(Edition, Edition.id == Participant.edition_id)
    return Arrival.participant_id.in_(over.where(func.coalesce(Edition.ends_on, Edition.starts_on) < before))


def count_ended(before: date) -> int:
    """How many arrivals `service.purge` would delete."""
    return db.session.scalar(select(func.count()).select_from(Arrival).where(of_ended(before))) or 0

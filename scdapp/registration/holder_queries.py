"""Reads of those who come through the door: one value for each code, in a fixed number of queries."""

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, select

from scdapp.admission.models import Category, Product, ProductDay
from scdapp.core.db import db
from scdapp.editions.models import EditionDay
from scdapp.organisations.models import Organisation
from scdapp.registration.holder_rules import Holder
from scdapp.registration.models import Booking, DayShare, Line, Participant

Days = dict[int, tuple[date, ...]]


def holders(edition_id: int) -> list[Holder]:
    """Everybody of the year who has a code, whatever the state of the seat. Four queries."""
    return _holders(edition_id)


def find_holder(edition_id: int, code: str) -> Holder | None:
    """Who has that code this year, or None."""
    shared = select(DayShare.participant_id).where(DayShare.code == code)
    seats = _holders(edition_id, (Participant.code == code) | Participant.id.in_(shared))
    return next((one for one in seats if one.code == code), None)


def holders_of(edition_id: int, participant_id: int) -> list[Holder]:
    """Whoever has the seat, and those who have a day of it."""
    return _holders(edition_id, Participant.id == participant_id)


def find_edition_of_code(code: str) -> int | None:
    """The year that the code belongs to, or None."""
    seat = select(Participant.edition_id).where(Participant.code == code)
    share = select(Participant.edition_id).join(DayShare).where(DayShare.code == code)
    return db.session.scalar(seat.union(share).limit(1))


def _holders(edition_id: int, *which: ColumnElement[bool]) -> list[Holder]:
    chosen = (Participant.edition_id == edition_id, *which)
    days = _days(edition_id, *chosen)
    shares: dict[int, list[Row[Any]]] = defaultdict(list)
    query = select(DayShare.participant_id, DayShare.id, DayShare.code, DayShare.name, DayShare.email, DayShare.title)
    for share in db.session.execute(query.add_columns(DayShare.date).join(Participant).where(*chosen)):
        shares[share.participant_id].append(share)
    found = []
    for seat in _seats(*chosen):
        given = shares.get(seat.id, [])
        found.append(_holder(seat, days.get(seat.id, ()), given))
        found += [_sharer(seat, share) for share in given]
    return found


def _seats(*chosen: ColumnElement[bool]) -> list[Row[Any]]:
    query = (
        select(
            *(Participant.id, Participant.code, Participant.state, Participant.name, Participant.email),
            *(Participant.title, Participant.workplace, Participant.listed, Participant.protected),
            *(Participant.badge_name, Participant.avoid_photo, Participant.category_id),
            Category.name.label("category"),
            Booking.contact_name.label("contact"),
            Organisation.name.label("payer"),
        )
        .join(Participant.category)
        .join(Participant.booking)
        .outerjoin(Booking.organisation)
    )
    return list(db.session.execute(query.where(*chosen).order_by(Participant.id)))


def _days(edition_id: int, *chosen: ColumnElement[bool]) -> Days:
    """The days of each seat: those of what was chosen; all of them in a category that has no passes to choose from."""
    query = (
        select(Participant.id, Product.kind, ProductDay.date)
        .outerjoin(Line, (Line.participant_id == Participant.id) & Line.state.in_(("taken", "wanted")))
        .outerjoin(Product, Product.id == Line.product_id)
        .outerjoin(ProductDay, ProductDay.product_id == Product.id)
    )
    days: dict[int, set[date]] = defaultdict(set)
    with_pass = set()
    for participant_id, kind, on in db.session.execute(query.where(*chosen)):
        days[participant_id].update([on] if on else [])
        with_pass.update([participant_id] if kind == "pass" else [])
    whole = set(db.session.scalars(select(EditionDay.date).where(EditionDay.edition_id == edition_id)))
    return {one: tuple(sorted(given if one in with_pass else given | whole)) for one, given in days.items()}


def _holder(seat: Row[Any], days: tuple[date, ...], given: list[Row[Any]]) -> Holder:
    away = {share.date for share in given}
    return Holder(
        participant_id=seat.id,
        share_id=None,
        code=seat.code,
        state=seat.state,
        name=seat.name,
        email=seat.email,
        title=seat.title,
        workplace=seat.workplace or seat.payer,
        category_id=seat.category_id,
        category=seat.category,
        days=tuple(on for on in days if on not in away),
        contact=seat.contact,
        listed=seat.listed,
        protected=seat.protected,
        badge_name=seat.badge_name,
        avoid_photo=seat.avoid_photo,
    )


def _sharer(seat: Row[Any], share: Row[Any]) -> Holder:
    return Holder(
        participant_id=seat.id,
        share_id=share.id,
        code=share.code,
        state=seat.state,
        name=share.name,
        email=share.email,
        title=share.title,
        workplace=None if seat.protected else seat.workplace or seat.payer,
        category_id=seat.category_id,
        category=seat.category,
        days=(share.date,),
        contact=seat.contact,
    )

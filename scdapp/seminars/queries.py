"""Reads of what is chosen, and of the places."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from scdapp.admission.models import Product, Terms
from scdapp.core.db import db
from scdapp.core.errors import Missing, Refusal
from scdapp.core.lists import haystack
from scdapp.core.walltime import ZONE
from scdapp.editions.models import Edition
from scdapp.places.models import Quota
from scdapp.programme.models import Session
from scdapp.registration.models import Booking, Line, Participant
from scdapp.seminars.models import Choice, SessionPlaces
from scdapp.seminars.rules import Left

HELD = ("taken", "offered")
WITH_SESSION = (joinedload(Choice.session), joinedload(Choice.block))
# All that a letter about a choice, and a look at its days, need to know.
WITH_SEAT = (
    *WITH_SESSION,
    joinedload(Choice.participant).joinedload(Participant.booking).joinedload(Booking.edition),
    joinedload(Choice.participant).selectinload(Participant.shares),
    joinedload(Choice.participant).selectinload(Participant.lines).joinedload(Line.product).selectinload(Product.days),
)


def choices_of(participant_ids: Collection[int]) -> list[Choice]:
    """Everything that these seats have chosen, wait for or were offered. One query."""
    query = select(Choice).where(Choice.participant_id.in_(participant_ids)).order_by(Choice.id)
    return list(db.session.scalars(query.options(*WITH_SESSION)))


def choices_on(session_ids: Collection[int]) -> list[Choice]:
    """Everybody who has chosen, was offered or waits for one of these sessions; the queue last, as it stands."""
    query = select(Choice).where(Choice.session_id.in_(session_ids))
    in_order = query.order_by(Choice.queue_number.is_not(None), Choice.queue_number, Choice.id)
    return list(db.session.scalars(in_order.options(*WITH_SEAT)))


def get_choice(choice_id: int) -> Choice:
    """One choice. Raises `Missing`."""
    found = db.session.scalar(
        select(Choice).where(Choice.id == choice_id).options(*WITH_SEAT).execution_options(populate_existing=True)
    )
    if found is None:
        raise Missing
    return found


def choices_by_uid(edition_id: int, uids: Collection[str]) -> list[Choice]:
    """The same for sessions by uid, of one year."""
    ids = select(Session.id).where(Session.edition_id == edition_id, Session.uid.in_(uids))
    return choices_on(list(db.session.scalars(ids)))


def confirmed_by(edition_id: int, words: str) -> Participant:
    """The one confirmed seat with that name or address, or of the booking with that number. Refuses none and many."""
    typed = words.strip()
    query = (
        select(Participant)
        .join(Participant.booking)
        .where(Participant.edition_id == edition_id, Participant.state == "confirmed")
        .where(
            or_(
                haystack(func.coalesce(Participant.name, "")) == typed.lower(),
                Participant.email == typed.lower(),
                Booking.number == typed.upper(),
            )
        )
    )
    found = list(db.session.scalars(query.limit(2)))
    if not found:
        raise Refusal("Ingen med plats heter så, och inget anmälningsnummer stämmer.", field="who")
    if len(found) > 1:
        raise Refusal("Det är fler än en. Skriv e-postadressen.", field="who")
    return found[0]


def find_choice(participant_uid: str, session_uid: str) -> Choice | None:
    """What stands about this session for this seat."""
    query = select(Choice).join(Choice.participant).join(Choice.session)
    return db.session.scalar(
        query.where(Participant.uid == participant_uid, Session.uid == session_uid).options(*WITH_SEAT)
    )


def waiting_for(quota_id: int) -> list[Choice]:
    """Those who stand in the queue, who came first first."""
    query = select(Choice).where(Choice.queue_id == quota_id, Choice.state == "waiting")
    return list(db.session.scalars(query.order_by(Choice.queue_number).options(*WITH_SEAT)))


def before_in_queue(choices: Collection[Choice]) -> dict[int, int]:
    """For each of the choices that waits, by its id: how many stand before it. One query."""
    queues = {choice.queue_id for choice in choices if choice.state == "waiting"}
    if not queues:
        return {}
    rows = db.session.execute(
        select(Choice.queue_id, Choice.queue_number).where(Choice.queue_id.in_(queues), Choice.state == "waiting")
    ).all()
    return {
        one.id: sum(1 for row in rows if row.queue_id == one.queue_id and row.queue_number < (one.queue_number or 0))
        for one in choices
        if one.state == "waiting"
    }


def places(edition_id: int) -> dict[str, SessionPlaces]:
    """The places of the year's sessions, by uid, as they stand now. One query."""
    query = (
        select(SessionPlaces)
        .join(SessionPlaces.session)
        .where(Session.edition_id == edition_id)
        .options(contains_eager(SessionPlaces.session), joinedload(SessionPlaces.quota))
        .execution_options(populate_existing=True)
    )
    return {one.session.uid: one for one in db.session.scalars(query)}


def left(edition_id: int) -> dict[str, Left]:
    """How many places each of the year's sessions has left, by uid. One query of plain numbers."""
    return _left(Session.edition_id == edition_id)


def left_in_public(year: int, moment: datetime) -> dict[str, Left]:
    """The same for a year that the public knew of at `moment`, that one can register for and that is not over; empty
    for any other. One query."""
    last_day = func.coalesce(Edition.ends_on, Edition.starts_on)
    to_come = last_day >= moment.astimezone(ZONE).date()
    registers = select(Terms.id).where(Terms.edition_id == Edition.id).exists()
    return _left(Edition.year == year, Edition.announced_at <= moment, to_come, registers)


def _left(*conditions: object) -> dict[str, Left]:
    rows = db.session.execute(
        select(Session.uid, Quota.capacity, Quota.taken, Quota.waiting)
        .join(SessionPlaces, SessionPlaces.session_id == Session.id)
        .join(Quota, Quota.id == SessionPlaces.quota_id)
        .join(Edition, Edition.id == Session.edition_id)
        .where(*conditions)  # type: ignore[arg-type]
        .order_by(Session.uid)
    )
    return {row.uid: Left(row.capacity, row.taken, row.waiting) for row in rows}


def ended_offers(now: datetime) -> list[int]:
    """The ids of editions in which an offer of a session should have been answered by `now`."""
    query = (
        select(Participant.edition_id)
        .join(Choice, Choice.participant_id == Participant.id)
        .where(Choice.state == "offered", Choice.offer_ends_at <= now)
    )
    return sorted(set(db.session.scalars(query)))


def offered(edition_id: int) -> list[Choice]:
    """The sessions that are on offer to somebody, whose answer is due first first."""
    query = (
        select(Choice)
        .join(Choice.participant)
        .where(Participant.edition_id == edition_id, Choice.state == "offered")
        .order_by(Choice.offer_ends_at, Choice.id)
    )
    return list(db.session.scalars(query.options(*WITH_SEAT)))


def undecided(edition_id: int) -> int:
    """How many confirmed seats have not chosen anything yet."""
    chosen = select(Choice.id).where(Choice.participant_id == Participant.id, Choice.state == "taken").exists()
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Participant)
            .where(Participant.edition_id == edition_id, Participant.state == "confirmed", ~chosen)
        )
        or 0
    )

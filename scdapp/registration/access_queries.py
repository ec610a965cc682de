"""What an e-mail address may see and act on. All of Min anmälan is looked up through it; the rest is `Missing`."""

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload

from scdapp.core.db import db
from scdapp.core.errors import Missing
from scdapp.registration.models import Booking, Change, DayShare, Participant
from scdapp.registration.queries import WHOLE_BOOKING, WHOLE_SEAT
from scdapp.registration.rules import CONTACT, PARTICIPANT, Actor


def seat_for(email: str, uid: str) -> tuple[Participant, Actor]:
    """The seat with that id, and as what the address acts on it: as its holder, or as the contact of its booking.

    Raises `Missing` for a seat that is neither.
    """
    theirs = or_(Participant.email == email, Booking.contact_email == email)
    query = select(Participant).join(Participant.booking).where(Participant.uid == uid, theirs)
    found = db.session.scalar(query.options(*WHOLE_SEAT))
    if found is None:
        raise Missing
    return found, PARTICIPANT if found.email == email else CONTACT


def own_seat_for(email: str, uid: str) -> Participant:
    """The seat with that id that the address holds itself. Raises `Missing`, for the contact of the booking too."""
    found, actor = seat_for(email, uid)
    if actor != PARTICIPANT:
        raise Missing
    return found


def share_for(email: str, uid: str) -> DayShare:
    """The day with that id that somebody gave to the address. Raises `Missing`."""
    query = select(DayShare).where(DayShare.uid == uid, DayShare.email == email)
    seat = joinedload(DayShare.participant)
    booking = seat.joinedload(Participant.booking)
    loads = (booking.joinedload(Booking.edition), booking.joinedload(Booking.organisation))
    found = db.session.scalar(query.options(*loads, seat.joinedload(Participant.category)))
    if found is None:
        raise Missing
    return found


def holder_for(email: str, uid: str) -> tuple[Participant, DayShare | None]:
    """What is somebody's own by that id: a seat, or one day of one. Raises `Missing`, for the contact too."""
    try:
        return own_seat_for(email, uid), None
    except Missing:
        share = share_for(email, uid)
        return share.participant, share


def booking_for(email: str, uid: str) -> Booking:
    """The booking with that id that the address is the contact of. Raises `Missing`."""
    query = select(Booking).where(Booking.uid == uid, Booking.contact_email == email)
    found = db.session.scalar(query.options(joinedload(Booking.edition), *WHOLE_BOOKING))
    if found is None:
        raise Missing
    return found


def history_of(seat: Participant) -> list[Change]:
    """What happened to the seat, and that its booking was made, in order."""
    made = and_(Change.participant_id.is_(None), Change.what == "registered")
    query = select(Change).where(Change.booking_id == seat.booking_id, or_(Change.participant_id == seat.id, made))
    return list(db.session.scalars(query.order_by(Change.at, Change.id)))

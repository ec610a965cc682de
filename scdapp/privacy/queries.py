"""Everything that is held of one person, as it lies in the database (GDPR art. 15, 20)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import inspect, or_, select

from scdapp.checkin.models import Arrival
from scdapp.core.db import Base, db
from scdapp.decisions import queries as decisions
from scdapp.guests.models import GuestLogin
from scdapp.meetings import queries as meetings
from scdapp.meetings import vocabulary as words
from scdapp.meetings.models import AnnualMeeting, Motion
from scdapp.members import queries as members
from scdapp.members.models import Member
from scdapp.needs.models import Needs
from scdapp.outbox.models import Mail
from scdapp.registration import queries as registration
from scdapp.registration.models import Answer, Booking, Change, Consent, Participant
from scdapp.seminars.models import Choice

# What tells others nothing and opens doors, or only joins one row to another.
LEFT_OUT = frozenset({"token_hash", "form_key", "version", "id"})


def held(email: str) -> dict[str, Any]:
    """All that is held about the address, by kind, ready for JSON. The needs are opened: they are the person's own."""
    seats, bookings = registration.seats_of(email), registration.bookings_of(email)
    ids = [seat.id for seat in seats]
    return {
        "e-post": email,
        "platser": [_seat(seat) for seat in seats],
        "anmälningar": [_booking(booking) for booking in bookings],
        "dagar från andra": _rows(registration.shares_of(email)),
        "mat och tillgänglighet": _rows(_needs(email, ids)),
        "seminarier": [
            {**_row(choice), "seminarium": choice.session.title}
            for choice in db.session.scalars(select(Choice).where(Choice.participant_id.in_(ids)))
        ],
        "incheckningar": _rows(db.session.scalars(select(Arrival).where(Arrival.participant_id.in_(ids)))),
        "samtycken": _rows(_consents(ids, [booking.id for booking in bookings])),
        "motioner": [_motion(one) for one in meetings.motions_from(email)],
        "uppdrag vid årsmöten": [
            {"årsmöte": _meeting(meeting), **_row(officer), "e-post": email}
            for officer, meeting in decisions.offices_reached_at(email)
        ],
        **_in_the_hall(members.find_by_email(email)),
        "medlemskap": _rows(db.session.scalars(select(Member).where(Member.email == email))),
        "brev": _rows(db.session.scalars(select(Mail).where(Mail.to_address == email).order_by(Mail.id))),
        "inloggningar": _rows(db.session.scalars(select(GuestLogin).where(GuestLogin.email == email))),
    }


def _seat(seat: Participant) -> dict[str, Any]:
    return {
        **_row(seat),
        "konferens": seat.booking.edition.name,
        "kategori": seat.category.name,
        "valt": [{**_row(line), "vad": line.product.name} for line in seat.lines],
        "svar": [
            {"fråga": answer.question.label, "svar": answer.value}
            for answer in db.session.scalars(select(Answer).where(Answer.participant_id == seat.id))
        ],
        "lämnade dagar": _rows(seat.shares),
        "historia": _rows(
            db.session.scalars(select(Change).where(Change.participant_id == seat.id).order_by(Change.id))
        ),
    }


def _booking(booking: Booking) -> dict[str, Any]:
    return {
        **_row(booking),
        "konferens": booking.edition.name,
        "betalare": booking.organisation.name if booking.organisation else None,
        # The others on it are persons of their own: who they are is known to whoever registered them, no more.
        "personer": [seat.name for seat in booking.participants],
        "historia": _rows(db.session.scalars(_changes_of(booking))),
    }


def _motion(motion: Motion) -> dict[str, Any]:
    return {
        "årsmöte": _meeting(motion.meeting),
        **_row(motion),
        "att-satser": [clause.text for clause in motion.clauses],
    }


def _in_the_hall(member: Member | None) -> dict[str, Any]:
    """Of a member: when they were at annual meetings, the registers they stand in, what they answered at roll calls."""
    presences = decisions.presences_of(member.id) if member else []
    entries = decisions.entries_of(member.uid) if member else []
    answers = decisions.answers_of(member.uid) if member else []
    return {
        "närvaro vid årsmöten": [{"årsmöte": _meeting(meeting), **_row(row)} for row, meeting in presences],
        "röstlängder": [
            {"årsmöte": _meeting(meeting), "röstlängd": register.seq, **_row(entry)}
            for entry, register, meeting in entries
        ],
        "svar vid namnupprop": [
            {"årsmöte": _meeting(meeting), "fråga": decision.heading, **_row(vote)}
            for vote, decision, meeting in answers
        ],
    }


def _meeting(meeting: AnnualMeeting) -> str:
    return f"{words.KINDS[meeting.kind]} {meeting.year}"


def _changes_of(booking: Booking) -> Any:
    query = select(Change).where(Change.booking_id == booking.id, Change.participant_id.is_(None))
    return query.order_by(Change.id)


def _needs(email: str, seat_ids: list[int]) -> Iterable[Needs]:
    share_ids = [share.id for share in registration.shares_of(email)]
    own = Needs.participant_id.in_(seat_ids) & Needs.share_id.is_(None)
    return db.session.scalars(select(Needs).where(or_(own, Needs.share_id.in_(share_ids))))


def _consents(seat_ids: list[int], booking_ids: list[int]) -> Iterable[Consent]:
    of = or_(Consent.participant_id.in_(seat_ids), Consent.booking_id.in_(booking_ids))
    return db.session.scalars(select(Consent).where(of).order_by(Consent.id))


def _rows(rows: Iterable[Base]) -> list[dict[str, Any]]:
    return [_row(row) for row in rows]


def _row(row: Base) -> dict[str, Any]:
    """The columns of a row that say something, by their names."""
    columns = inspect(type(row)).column_attrs
    names = [column.key for column in columns if column.key not in LEFT_OUT and not column.key.endswith("_id")]
    return {name: _plain(value) for name in names if (value := getattr(row, name)) not in (None, "")}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, (date, datetime)) else value

"""Reads of letters to many, and of whom they are for."""

from sqlalchemy import func, select

from scdapp.core.db import db
from scdapp.core.errors import Missing
from scdapp.mailings import rules
from scdapp.mailings.models import Mailing
from scdapp.mailings.rules import Recipient, Selection
from scdapp.outbox.models import Mail
from scdapp.programme.models import Session
from scdapp.registration import desk_queries
from scdapp.seminars.models import Choice


def mailings(edition_id: int) -> list[Mailing]:
    """The year's letters to many, the newest first."""
    query = select(Mailing).where(Mailing.edition_id == edition_id).order_by(Mailing.id.desc())
    return list(db.session.scalars(query))


def get_mailing(edition_id: int, uid: str) -> Mailing:
    """The year's letter with that id. Raises `Missing`."""
    found = db.session.scalar(select(Mailing).where(Mailing.edition_id == edition_id, Mailing.uid == uid))
    if found is None:
        raise Missing
    return found


def under_way() -> list[int]:
    """The ids of those that are being put into the outbox."""
    return list(db.session.scalars(select(Mailing.id).where(Mailing.state == "sending").order_by(Mailing.id)))


def recipients(edition_id: int, selection: Selection, to: str) -> list[Recipient]:
    """Whom a letter would go to at this moment. Constant queries."""
    seats = desk_queries.all_seats(edition_id, selection.wanted)
    if selection.session_uid:
        chosen = _with_a_seat_in(edition_id, selection.session_uid)
        seats = [seat for seat in seats if seat.id in chosen]
    return rules.recipients(seats, to)


def queued_addresses(uid: str) -> set[str]:
    """Those that the letter is on its way to, or has reached."""
    return set(db.session.scalars(select(Mail.to_address).where(Mail.batch == uid)))


def progress(uids: list[str]) -> dict[str, dict[str, int]]:
    """For each letter, how many of its mails are in which state. One query."""
    query = select(Mail.batch, Mail.state, func.count()).where(Mail.batch.in_(uids)).group_by(Mail.batch, Mail.state)
    found: dict[str, dict[str, int]] = {uid: {} for uid in uids}
    for batch, state, number in db.session.execute(query):
        found[str(batch)][state] = number
    return found


def _with_a_seat_in(edition_id: int, session_uid: str) -> set[int]:
    query = select(Choice.participant_id).join(Session, Session.id == Choice.session_id)
    here = query.where(Session.edition_id == edition_id, Session.uid == session_uid, Choice.state == "taken")
    return set(db.session.scalars(here))

"""A meeting that was held, and minutes on every step of their way."""

from datetime import timedelta
from typing import Any

from sqlalchemy import text

from scdapp.core.db import db, transaction
from scdapp.decisions import queries as decisions
from scdapp.decisions import voice_service, vote_service
from scdapp.meetings import service as meetings
from scdapp.meetings.models import AnnualMeeting
from scdapp.minutes import queries, service
from scdapp.minutes.models import Minutes
from tests.decisions.hall import AFTER, BY, LATER, decide, fill_hall, make_open_meeting, open_question, tellers
from tests.meetings.meetings import make_document, make_item

SIGNED = AFTER + timedelta(days=10)


def hold_meeting(*, close: bool = True, **given: Any) -> AnnualMeeting:
    """A meeting of two paragraphs: an acclamation with a reservation, and a counted vote."""
    meeting = make_open_meeting(**given)
    fill_hall(meeting, 3)
    make_document(meeting, "Verksamhetsberättelse", visibility="internal")
    first = open_question(meeting, make_item(meeting, "Medlemsavgift"), "avgiften är 500 kronor")
    decide(first)
    with transaction():
        voice_service.record_dissent(
            first.id, "reservation", "Rut Reservant", "För dyrt.", notified_at=LATER, by=BY, now=LATER
        )
    second = open_question(meeting, make_item(meeting, "Namnbyte"), "byta namn")
    with transaction():
        vote_service.request_count(second.id, by=BY, now=LATER)
        row = vote_service.call_count(second.id, "count", by=BY, now=LATER)
    for teller in tellers(meeting):
        with transaction():
            vote_service.enter_tally(row.id, teller.id, {"for": 1, "against": 2}, by=BY, now=LATER)
    with transaction():
        vote_service.settle(row.id, by=BY, now=LATER)
    decide(second, "rejected", "count")
    if close:
        with transaction():
            meetings.close(meeting.id, by=BY, now=AFTER)
    return meeting


def begin(meeting: AnnualMeeting) -> Minutes:
    with transaction():
        return service.begin(meeting.id, by=BY, now=AFTER)


def send(meeting: AnnualMeeting) -> Minutes:
    """The minutes with the attesters."""
    minutes = begin(meeting)
    with transaction():
        return service.send(minutes.id, by=BY, now=AFTER)


def sign(minutes: Minutes, *roles: str) -> Minutes:
    """The officers of those roles sign."""
    for officer in decisions.officers(minutes.meeting_id, roles):
        with transaction():
            service.sign(minutes.id, officer.id, sha256=minutes.sha256 or "", by=officer.name, now=SIGNED)
    return queries.get_minutes(minutes.meeting_id)


def attest(meeting: AnnualMeeting) -> Minutes:
    """The minutes, attested by all."""
    return sign(send(meeting), "chair", "secretary", "attester")


def past_the_guards(*statements: str) -> None:
    """What somebody does who can take the guards away: they are back afterwards."""
    db.session.rollback()
    with db.engine.begin() as connection:
        if db.engine.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL session_replication_role = replica"))
            for statement in statements:
                connection.execute(text(statement))
        else:
            found = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
            for name, _sql in found:
                connection.execute(text(f"DROP TRIGGER {name}"))
            for statement in statements:
                connection.execute(text(statement))
            for _name, sql in found:
                connection.exec_driver_sql(sql)
    db.session.expire_all()

"""Erasure leaves no trace of the person; the purge empties by itself, and only what its time has come for."""

import json
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select, text

from scdapp.admission.models import Category
from scdapp.core.db import Base, db, transaction
from scdapp.decisions import hall_service
from scdapp.decisions import queries as decisions
from scdapp.meetings import queries as meeting_queries
from scdapp.meetings import service as meetings
from scdapp.meetings.models import AnnualMeeting
from scdapp.members.models import Member
from scdapp.minutes import proof
from scdapp.organisations.rules import InvoiceFacts, OrganisationFacts
from scdapp.outbox import service as outbox
from scdapp.privacy import service
from scdapp.registration import seat_service
from scdapp.registration.models import Booking, Participant
from scdapp.registration.rules import PARTICIPANT, PersonWish
from tests.decisions.hall import AFTER, BY, LATER, decide, make_open_meeting, open_question
from tests.factories import (
    make_booking,
    make_category,
    make_edition,
    make_member,
    make_product,
    make_question,
    make_terms,
)
from tests.meetings.meetings import BEGINS, make_motion
from tests.minutes.protocol import attest

NOW = datetime(2024, 8, 27, 8, 0, tzinfo=UTC)
EMAIL, NAME = "asa.unik@kommun.example", "Åsa Unikum"
KOMMUN = {
    "organisation": OrganisationFacts("municipality", municipality_code="2580"),
    "invoice": InvoiceFacts(buyer_reference="FM1234"),
}


@pytest.fixture
def category(app: Flask) -> Category:
    edition = make_edition()
    make_terms(edition)
    return make_category(edition)


def _book(category: Category) -> Booking:
    product = make_product(category.edition, category)
    question = make_question(category.edition)
    asa = PersonWish(
        NAME, EMAIL, title="unik titel", product_ids=(product.id,), answers={question.id: "unikt svar"}, listed=True
    )
    other = PersonWish("Bo", "bo@kommun.example", product_ids=(product.id,))
    return make_booking(category, asa, other, contact_name=NAME, contact_email=EMAIL, **KOMMUN)


def _hits(*words: str) -> list[str]:
    """Every table and column in which one of the words stands, also as JSON writes it."""
    words = (*words, *(json.dumps(one)[1:-1] for one in words))
    found = []
    for table in Base.metadata.sorted_tables:
        for row in db.session.execute(text(f'SELECT * FROM "{table.name}"')).mappings():
            found += [f"{table.name}.{name}" for name, value in row.items() if any(one in str(value) for one in words)]
    return found


def test_whoever_is_erased_is_nowhere_and_the_accounts_stay_whole(category: Category) -> None:
    booking = _book(category)
    seat = booking.participants[0]
    with transaction():
        person = seat_service.Person(NAME, EMAIL, title="unik titel två")
        seat_service.update_person(seat.id, person, {}, version=seat.version, actor=PARTICIPANT, now=NOW)
    make_member(NAME, email=EMAIL, region="unik region")
    assert _hits(NAME, EMAIL, "unik") != []
    with transaction():
        assert service.erase(EMAIL, now=NOW) == 3
    assert _hits(NAME, EMAIL, "unik") == []
    db.session.expire_all()
    assert [(one.name, one.state) for one in booking.participants] == [(None, "cancelled"), ("Bo", "confirmed")]
    assert (booking.buyer_reference, booking.organisation.name) == ("FM1234", "Luleå")  # type: ignore[union-attr]
    assert [line.amount for one in booking.participants for line in one.lines] == [540_000, 540_000]


def test_the_purge_empties_each_kind_in_its_time(category: Category) -> None:
    booking = _book(category)
    waiting = make_booking(make_category(category.edition, "Kö", capacity=0), PersonWish("Väntar")).participants[0]
    with transaction():
        outbox.stop_batch("")
    kept = {
        # The conference ends on 4 October 2024.
        datetime(2024, 11, 3, 12, tzinfo=UTC): ("Väntar", NAME, "FM1234"),
        datetime(2024, 11, 5, 12, tzinfo=UTC): (None, NAME, "FM1234"),
        datetime(2026, 10, 4, 10, tzinfo=UTC): (None, NAME, "FM1234"),
        datetime(2026, 10, 6, 12, tzinfo=UTC): (None, None, "FM1234"),
        datetime(2032, 12, 31, 12, tzinfo=UTC): (None, None, "FM1234"),
        datetime(2033, 1, 2, 12, tzinfo=UTC): (None, None, None),
    }
    for moment, left in kept.items():
        would = {one.name: one.number for one in service.due(moment)}
        with transaction():
            assert {one.name: one.number for one in service.purge(moment)} == would
        db.session.expire_all()
        assert (waiting.name, booking.participants[0].name, booking.buyer_reference) == left, moment
        with transaction():
            assert sum(one.number for one in service.purge(moment)) == 0
    assert db.session.scalars(select(Participant.state).order_by(Participant.id)).all() == [
        "confirmed",
        "confirmed",
        "waiting",
    ]


def test_members_who_left_are_kept_for_two_years(app: Flask) -> None:
    make_member("Kvar")
    make_member("Har Lämnat", left_on=date(2024, 8, 27))
    for moment, number in {
        datetime(2026, 8, 27, 12, tzinfo=UTC): 0,
        datetime(2026, 8, 28, 12, tzinfo=UTC): 1,
        datetime(2026, 8, 29, 12, tzinfo=UTC): 0,
    }.items():
        assert {one.name: one.number for one in service.due(moment)}["medlemmar som har lämnat"] == number
        with transaction():
            service.purge(moment)
    assert db.session.scalars(select(Member.name)).all() == ["Kvar"]


def _meeting_that_was(maj: Member) -> AnnualMeeting:
    """Maj came to the meeting, may vote, counts votes and wrote two motions, one of which she took back."""
    meeting = make_open_meeting()
    with transaction():
        hall_service.arrive(meeting.id, maj.id, by=BY, now=BEGINS)
        hall_service.fix_register(meeting.id, by=BY, now=BEGINS)
        row = hall_service.choose_officer(meeting.id, "teller", "Maj Medlem", email=maj.email, by=BY, now=LATER)
    make_motion(meeting, "Om digitala möten")
    make_motion(meeting, "Om annat", state="withdrawn")
    decide(open_question(meeting))
    assert row.contact is not None
    return meeting


def test_erasure_reaches_motions_and_the_hall_and_leaves_what_the_minutes_hold(app: Flask) -> None:
    maj = make_member("Maj Medlem", email="maj@kommun.example", region="Mitt")
    meeting = _meeting_that_was(maj)
    with transaction():
        meetings.close(meeting.id, by=BY, now=AFTER)
    attest(meeting)
    other = make_motion(meeting, "Om resor", sender_name="Bo", sender_email="bo@kommun.example")
    with transaction():
        assert service.erase("maj@kommun.example", now=AFTER) == 4
    assert _hits("maj@kommun.example") == []
    assert sorted(set(_hits("Maj Medlem"))) == [
        "minutes.canonical",
        "minutes.internal",
        "motion.sender_name",
        "officer.name",
        "register_entry.name",
    ]
    db.session.expire_all()
    assert [(one.title, one.sender_name) for one in meeting_queries.motions(meeting.id)] == [
        ("Om digitala möten", "Maj Medlem"),
        ("Om annat", ""),
        ("Om resor", "Bo"),
    ]
    assert other.sender_email == "bo@kommun.example"
    assert proof.check_all() == []
    with transaction():
        assert service.erase("maj@kommun.example", now=AFTER) == 0


def test_whoever_is_erased_during_the_meeting_is_in_the_hall_no_more(app: Flask) -> None:
    maj = make_member("Maj Medlem", email="maj@kommun.example")
    meeting = _meeting_that_was(maj)
    with transaction():
        service.erase("maj@kommun.example", now=LATER)
    assert decisions.present(meeting.id) == []
    assert [(one.name, one.left_at) for one in decisions.presences(meeting.id)] == [("", LATER)]
    assert [one.contact for one in decisions.officers(meeting.id, ("teller",)) if one.name == "Maj Medlem"] == [None]


def test_the_purge_forgets_senders_after_90_days_and_who_was_there_after_two_years(app: Flask) -> None:
    meeting = _meeting_that_was(make_member("Maj Medlem", email="maj@kommun.example"))
    kept = {
        # The meeting was held on 2 October 2024.
        datetime(2024, 12, 31, 12, tzinfo=UTC): (2, 1),
        datetime(2025, 1, 1, 12, tzinfo=UTC): (0, 1),
        datetime(2026, 10, 2, 12, tzinfo=UTC): (0, 1),
        datetime(2026, 10, 3, 12, tzinfo=UTC): (0, 0),
    }
    for moment, left in kept.items():
        would = service.due(moment)
        with transaction():
            assert service.purge(moment) == would
        db.session.expire_all()
        addresses = sum(one.sender_email is not None for one in meeting_queries.motions(meeting.id))
        assert (addresses, sum(one.name != "" for one in decisions.presences(meeting.id))) == left, moment
    assert decisions.presences(meeting.id)[0].arrived_at == BEGINS

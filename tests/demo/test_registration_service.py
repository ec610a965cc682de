"""The demo's registrations as of any moment: places are exact, and what visitors did themselves stays."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from scdapp.admission.models import Category, OpeningWatch, Product, Terms
from scdapp.core.db import db, transaction
from scdapp.demo import offering, offering_service, snapshots
from scdapp.demo import registration_service as registrations
from scdapp.editions.models import Edition, KeyDate
from scdapp.organisations.rules import InvoiceFacts, OrganisationFacts
from scdapp.outbox.models import Mail
from scdapp.places import service as places
from scdapp.places.models import Quota
from scdapp.registration.models import Booking, Participant
from scdapp.registration.rules import PersonWish
from tests.factories import make_booking, make_edition, make_key_date

PEOPLE = 24
EDGE = offering.OPENS + timedelta(hours=2)
LATER = datetime(2024, 8, 26, 7, tzinfo=UTC)


@pytest.fixture
def year(app: Flask) -> Edition:
    """What the demo offers, with so few places that there is a queue, and registrations until LATER."""
    edition = make_edition()
    with transaction():
        offering_service.offer(edition, now=datetime(2024, 3, 20, tzinfo=UTC))
        for row, capacity in ((Category, 14), (Product, 6)):
            name = "Deltagare" if row is Category else offering.DINNER
            places.set_capacity(db.session.scalars(select(row.quota_id).where(row.name == name)).one(), capacity)
    with transaction():
        registrations.play(edition.id, after=None, until=LATER, people=PEOPLE)
    return edition


def _quotas() -> list[tuple[int, int, int]]:
    return [(one.id, one.taken, one.waiting) for one in db.session.scalars(select(Quota).order_by(Quota.id))]


def _seats() -> list[tuple[Any, ...]]:
    """Each seat as people see it, whatever its row is called."""
    seats = db.session.scalars(select(Participant).join(Booking).order_by(Booking.form_key, Participant.id))
    return [
        (
            *(
                one.booking.form_key,
                one.name,
                one.email,
                one.state,
                one.queue_number,
                one.offer_ends_at,
                one.created_at,
            ),
            *(sorted((line.product.name, line.state, line.queue_number) for line in one.lines),),
            *(sorted(share.name for share in one.shares), sorted(answer.value for answer in one.answers)),
        )
        for one in seats
    ]


def _letters() -> list[tuple[Any, ...]]:
    return [
        (one.letter, one.state, (one.subject or "").partition(" (")[0], one.sent_at)
        for one in db.session.scalars(select(Mail).order_by(Mail.created_at, Mail.subject))
    ]


def test_there_and_back_is_as_it_was(year: Edition, tmp_path: Path) -> None:
    seats, quotas, letters = _seats(), _quotas(), _letters()
    assert [seat[3] for seat in seats].count("waiting") > 3
    assert {state for _letter, state, _subject, _at in letters} == {"sent"}, "nobody waits for letters of the demo"
    with transaction():
        snapshots.recount(year.id)
    assert _quotas() == quotas, "what the verbs have counted is what the rows say"
    with transaction():
        standing = snapshots.take(year.id, LATER, PEOPLE)
        registrations.as_of(year.id, None, now=EDGE)
        assert (_seats(), _letters()) == ([], [])
        assert {(taken, waiting) for _id, taken, waiting in _quotas()} == {(0, 0)}
        registrations.play(year.id, after=None, until=EDGE, people=PEOPLE)
        snapshots.save(tmp_path, [snapshots.take(year.id, EDGE, PEOPLE), standing])
    assert snapshots.latest(tmp_path, EDGE - timedelta(seconds=1)) is None
    for now in (LATER, LATER - timedelta(seconds=1)):
        with transaction():
            read = snapshots.latest(tmp_path, now)
            registrations.as_of(year.id, read, now=now)
        assert read is not None
        assert (read.at, read.people) == ((LATER if now == LATER else EDGE.astimezone(UTC)), PEOPLE)
        assert (_seats(), _quotas(), _letters()) == (seats, quotas, letters)


def test_what_a_visitor_registered_stays_and_never_more_come_than_fit(year: Edition) -> None:
    with transaction():
        standing = snapshots.take(year.id, LATER, PEOPLE)
        registrations.as_of(year.id, None, now=EDGE)
    category = db.session.scalars(select(Category).where(Category.name == "Deltagare")).one()
    whole = db.session.scalars(select(Product).where(Product.name == "Hela konferensen")).one()
    own = {"name": "Vera Besökare", "product_ids": (whole.id,)}
    mine = make_booking(
        category,
        PersonWish(email="deltagare001@demo.example", **own),
        PersonWish(**own),
        now=EDGE,
        organisation=OrganisationFacts("municipality", municipality_code="2080"),
        invoice=InvoiceFacts(buyer_reference="R1"),
    )
    with transaction():
        registrations.as_of(year.id, standing, now=LATER)
    quota = db.session.get_one(Category, category.id).quota
    assert (quota.taken, quota.capacity) == (14, 14)
    seats = db.session.get_one(Booking, mine.id).participants
    assert [seat.state for seat in seats] == ["confirmed", "confirmed"]
    told = _quotas()
    with transaction():
        snapshots.recount(year.id)
    assert _quotas() == told
    with transaction():
        registrations.begin(year.id)
        db.session.delete(db.session.scalars(select(Product).where(Product.name == offering.DINNER)).one())
        registrations.as_of(year.id, standing, now=LATER)
    lines = [line[0] for seat in _seats() for line in seat[7]]
    assert offering.MINGLE in lines
    assert offering.DINNER not in lines, "what organisers have taken away meanwhile does not come back"


def test_no_day_stands_twice(app: Flask) -> None:
    """What the sources say of the opening is the opening of the category."""
    edition = make_edition()
    known = make_key_date(edition, "Anmälan öppnar", audience="deltagare")
    with transaction():
        offering_service.offer(edition, now=LATER)
    rows = db.session.scalars(select(KeyDate).where(KeyDate.title == "Anmälan öppnar").order_by(KeyDate.audience)).all()
    told = [(one.audience, one.example, one.id == known.id) for one in rows]
    assert told == [
        *(("Deltagare", False, True), ("Medlem", True, False)),
        *(("Monterpersonal", True, False), ("Socionomstudent", True, False), ("Talare", True, False)),
    ]
    terms = db.session.scalars(select(Terms)).one()
    assert terms.quota.capacity == 1000
    assert db.session.scalars(select(OpeningWatch)).all() == []

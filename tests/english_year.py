"""A year in which everything stands about registration that a visitor or a guest can meet, in no Swedish word."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from scdapp.admission.models import CancelFee, Category, Price, QuestionCategory
from scdapp.core import clock
from scdapp.core.db import db, transaction
from scdapp.editions.models import Edition
from scdapp.registration import seat_service
from scdapp.registration.models import Booking, DayShare, Participant
from scdapp.registration.rules import CONTACT, PARTICIPANT, PersonWish
from scdapp.releases import service as releases
from scdapp.seminars import service as seminars
from tests.factories import (
    make_block,
    make_booking,
    make_category,
    make_edition,
    make_product,
    make_question,
    make_room,
    make_session,
    make_terms,
    save,
)

KIM, ROBIN, ALEX, SAM = (f"{name}@town.example" for name in ("kim", "robin", "alex", "sam"))
THEN, LATER = datetime(2024, 8, 1, 8, 0, tzinfo=UTC), datetime(2024, 9, 13, 15, 0, tzinfo=UTC)
SOON = datetime(2024, 8, 29, 7, 0, tzinfo=UTC)
THURSDAY = date(2024, 10, 3)


@dataclass(frozen=True)
class Year:
    """What the tests ask about: who has a place, who waits, who was offered one, who has none any more."""

    full: Category
    payers: Category
    booking: Booking
    share: DayShare
    waiting: Participant
    offered: Participant
    cancelled: Participant

    @property
    def seats(self) -> list[Participant]:
        return self.booking.participants


def _seminars(edition: Edition) -> None:
    """Two blocks: in the first one for a single person and one for all."""
    room = make_room(edition, "Room 1", capacity=3)
    for n, (name, begins) in enumerate((("A", 10), ("B", 13))):
        block = make_block(edition, name, position=n)
        for title, capacity in ((f"First {name}", 1), (f"Second {name}", None)):
            given = {"uid": title.replace(" ", "-"), "starts": time(begins), "ends": time(begins + 1)}
            make_session(edition, title, block_id=block.id, room_id=room.id, capacity=capacity, **given)
    with transaction():
        releases.release(edition.id, final=False, note="", by="Olga", accept_collisions=True, now=THEN)


def _terms(edition: Edition) -> None:
    fees = [CancelFee(until=THEN, percent=0), CancelFee(until=LATER, percent=50)]
    make_terms(
        edition,
        changes_close_at=LATER,
        seminars_open_at=THEN,
        conditions="Be kind.",
        conditions_en="Be kind.",
        invoice_fee=9_500,
        fees=fees,
    )


def _question(edition: Edition, *categories: Category, **given: Any) -> None:
    make_question(edition, "Anything else?", categories=[QuestionCategory(category_id=one.id) for one in categories])


def make_year() -> Year:
    """At 9 on 26 August 2024: one category is full, one is paid for, others open, have closed or are to open."""
    edition = make_edition(theme="Anew", city="Town", venue="Arena")
    _terms(edition)
    _seminars(edition)
    full = make_category(edition, "Participants", capacity=3, promised_on=date(2024, 9, 18))
    payers = make_category(edition, "Payers", capacity=8, pays=True)
    make_category(edition, "Soon", windows=[(SOON, LATER)])
    make_category(edition, "Some day", windows=[])
    make_category(edition, "Past", windows=[(THEN, SOON.replace(day=2))])
    make_category(edition, "Tiny", capacity=0, waitlist=False)
    whole = make_product(edition, full, payers, name="Whole")
    make_product(edition, full, payers, name="Wednesday", amount=260_000, days=[edition.starts_on])
    dinner = make_product(edition, full, payers, name="Dinner", kind="extra", amount=69_500, vat_rate=12, capacity=1)
    save(Price(product_id=dinner.id, category_id=payers.id, amount=59_500, until=SOON))
    _question(edition, full, payers)
    both = (whole.id, dinner.id)
    people = (
        PersonWish("Kim", KIM, "director", product_ids=both),
        PersonWish("Robin", ROBIN, product_ids=both),
        PersonWish(product_ids=(whole.id,)),
    )
    booking = make_booking(full, *people, contact_name="Kim", contact_email=KIM)
    offered, waiting = (
        make_booking(full, PersonWish(name, email, product_ids=both), contact_name=name, contact_email=email)
        for name, email in (("Alex", ALEX), ("Sam", SAM))
    )
    kim, robin, third = booking.participants
    with transaction():
        seat_service.cancel(third.id, reason="cancelled", actor=CONTACT, now=clock.now())
        seminars.choose(kim.id, {"a": "First-A", "b": "Second-B"}, actor=PARTICIPANT, now=clock.now())
    with transaction():
        seminars.wait(robin.id, "First-A", actor=PARTICIPANT, now=clock.now())
        given = seat_service.Person("Alex", ALEX)
        share = seat_service.share_day(
            robin.id, THURSDAY, given, version=robin.version, actor=PARTICIPANT, now=clock.now()
        )
    with transaction():
        # Codes are drawn, and what is drawn may look like a word.
        for n, holder in enumerate((share, *db.session.query(Participant))):
            holder.code = f"{2222_2222 + n}"
    db.session.expire_all()
    return Year(full, payers, booking, share, waiting.participants[0], offered.participants[0], cancelled=third)

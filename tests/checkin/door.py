"""Who stands at the door in these tests: 2024, Wednesday to Friday, with everybody that a door can meet."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from scdapp.admission.models import Category
from scdapp.core.clock import now
from scdapp.core.db import db, transaction
from scdapp.core.text import slugify
from scdapp.editions.models import Edition
from scdapp.registration import seat_service
from scdapp.registration.models import Booking, DayShare, Participant
from scdapp.registration.rules import SYSTEM, PersonWish
from scdapp.registration.seat_service import Person
from tests.factories import make_booking, make_category, make_edition, make_product, make_terms


@dataclass
class Door:
    edition: Edition
    category: Category
    whole: int
    thursday: int

    def comes(self, name: str, *, only_thursday: bool = False, more: tuple[int, ...] = (), **given: Any) -> Participant:
        """Somebody who has registered; `more` are extras."""
        product = self.thursday if only_thursday else self.whole
        address = f"{slugify(name)[:40]}@kommun.example"
        wish = PersonWish(name, address, workplace="Lunds kommun", product_ids=(product, *more))
        booking: Booking = make_booking(self.category, wish, **given)
        seat: Participant = db.session.get_one(Participant, booking.participants[0].id)
        return seat

    def shares_thursday(self, seat: Participant, name: str) -> DayShare:
        """The holder gives the Thursday to somebody else."""
        person = Person(name, f"{name.split()[0].lower()}@kommun.example")
        thursday = self.edition.days[1].date
        with transaction():
            seat_service.share_day(seat.id, thursday, person, version=seat.version, actor=SYSTEM, now=now())
        return db.session.scalars(select(DayShare).where(DayShare.participant_id == seat.id)).one()


def make_door(places: int | None = None) -> Door:
    """A year with a pass for three days and one for the Thursday."""
    edition = make_edition()
    make_terms(edition)
    category = make_category(edition, capacity=places)
    whole = make_product(edition, category)
    thursday = make_product(edition, category, name="Torsdag", days=[edition.days[1].date])
    return Door(edition, category, whole.id, thursday.id)

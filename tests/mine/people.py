"""A booking of three for the tests of Min anmälan: the contact who comes too, a colleague, and one without a name."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from scdapp.admission.models import CancelFee, Category, Product
from scdapp.registration.models import Booking, Participant
from scdapp.registration.rules import PersonWish
from tests.factories import make_booking, make_category, make_edition, make_product, make_question, make_terms

ASA, BO, EVA = "asa@kommun.example", "bo@kommun.example", "eva@kommun.example"
FRIDAY = date(2024, 10, 4)


@dataclass(frozen=True)
class Party:
    category: Category
    whole: Product
    wednesday: Product
    dinner: Product
    booking: Booking

    @property
    def seats(self) -> list[Participant]:
        return self.booking.participants


def make_party(*, capacity: int | None = None) -> Party:
    """Three who have a place in the whole conference; cancelling costs half from 20 August."""
    edition = make_edition()
    fees = [
        CancelFee(until=datetime(2024, 8, 20, tzinfo=UTC), percent=0),
        CancelFee(until=datetime(2024, 9, 20, tzinfo=UTC), percent=50),
    ]
    make_terms(edition, changes_close_at=datetime(2024, 9, 20, 15, 0, tzinfo=UTC), fees=fees)
    category = make_category(edition, capacity=capacity, promised_on=date(2024, 9, 18))
    whole = make_product(edition, category)
    wednesday = make_product(edition, category, name="Onsdag", amount=260_000, days=[date(2024, 10, 2)])
    dinner = make_product(edition, category, name="Middag", kind="extra", amount=69_500, vat_rate=12, capacity=1)
    make_question(edition)
    people = [
        PersonWish("Åsa Exempel", ASA, "socialchef", product_ids=(whole.id,)),
        PersonWish("Bo Exempel", BO, product_ids=(whole.id,)),
        PersonWish(product_ids=(whole.id,)),
    ]
    booking = make_booking(category, *people, contact_name="Åsa Exempel", contact_email=ASA)
    return Party(category, whole, wednesday, dinner, booking)

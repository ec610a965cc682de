"""What the contact does with a booking that stands: one more person, and whom the invoice goes to."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from scdapp.admission.models import Category
from scdapp.core.db import db, transaction
from scdapp.core.errors import EditConflict, Refusal
from scdapp.organisations.rules import InvoiceFacts
from scdapp.outbox.models import Mail
from scdapp.registration import booking_service, rules
from scdapp.registration.models import Booking, Change
from scdapp.registration.rules import CONTACT, PersonWish
from tests.factories import make_booking, make_category, make_edition, make_product, make_terms

NOW = datetime(2024, 8, 26, 7, 0, tzinfo=UTC)


@pytest.fixture
def category(app: Flask) -> Category:
    edition = make_edition()
    make_terms(edition)
    return make_category(edition, capacity=2, group_limit=3)


def add(booking: Booking, wish: PersonWish, *, version: int | None = None, **given: object) -> str:
    values = {"actor": CONTACT, "now": NOW, "category_id": booking.participants[0].category_id, **given}
    with transaction():
        person = booking_service.add_person(booking.id, wish=wish, version=version or booking.version, **values)  # type: ignore[arg-type]
        return person.state


def test_one_more_by_the_rules_and_prices_of_now(category: Category) -> None:
    product = make_product(category.edition, category)
    booking = make_booking(category, PersonWish("Ett", product_ids=(product.id,)), contact_email="k@kommun.example")
    wish = PersonWish("Bo", "bo@kommun.example", product_ids=(product.id,), listed=True)
    before = len(db.session.scalars(select(Mail.id)).all())
    assert add(booking, wish) == "confirmed"
    told = db.session.scalars(select(Mail).order_by(Mail.id)).all()[before:]
    assert [(mail.letter, mail.to_address) for mail in told] == [
        ("booked", "k@kommun.example"),
        ("seat", "bo@kommun.example"),
    ]
    assert told[0].values["summa"] == "10\u00a0800\u00a0kr"
    assert add(booking, PersonWish(product_ids=(product.id,))) == "waiting"
    assert [one.what for one in db.session.scalars(select(Change).order_by(Change.id))][1:] == ["person-added"] * 2
    with pytest.raises(Refusal, match="Högst 3"):
        add(booking, PersonWish(product_ids=(product.id,)))


def test_the_same_form_twice_adds_one(category: Category) -> None:
    booking = make_booking(category)
    assert add(booking, PersonWish("Bo"), version=1) == "confirmed"
    with pytest.raises(EditConflict):
        add(booking, PersonWish("Bo"), version=1)
    assert len(booking.participants) == 2


def test_nobody_comes_in_by_another_way_than_the_form(category: Category) -> None:
    booking = make_booking(category, contact_email="k@kommun.example")
    other = make_category(category.edition, "Press", access_code="hemligt")
    late = datetime(2024, 9, 13, 15, 0, tzinfo=UTC)
    for wish, given, refusal in (
        (PersonWish("Bo"), {"category_id": other.id}, Refusal),
        (PersonWish("Bo"), {"now": late}, rules.NotOpen),
        (PersonWish("Bo", "k@kommun.example"), {}, rules.AlreadyRegistered),
        (PersonWish("Bo", "bo"), {}, Refusal),
    ):
        with pytest.raises(refusal):
            add(booking, wish, **given)
    assert len(booking.participants) == 1


def test_what_the_invoice_says_until_it_is_made(category: Category) -> None:
    booking = make_booking(category)

    def change(version: int) -> None:
        with transaction():
            facts = InvoiceFacts(buyer_reference=" 4711 ", invoice_email="F@kommun.example")
            booking_service.change_invoice(
                booking.id, ("Eva Exempel", "070-123 45 67"), facts, version=version, actor=CONTACT, now=NOW
            )

    change(1)
    assert (booking.contact_name, booking.contact_phone) == ("Eva Exempel", "070-123 45 67")
    assert (booking.buyer_reference, booking.invoice_email, booking.version) == ("4711", "f@kommun.example", 2)
    with pytest.raises(EditConflict):
        change(1)
    with transaction():
        booking.invoiced_at = NOW
    with pytest.raises(Refusal, match="redan skapad"):
        change(2)

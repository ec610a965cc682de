"""The form, its review and its receipt, as people who register meet them."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from scdapp.admission.models import Category
from scdapp.core.db import db
from scdapp.registration.models import Booking, Participant
from tests.factories import make_category, make_edition, make_product, make_terms
from tests.reading import text

KEY = "0b8f6a52-9b0e-4f0a-8c59-6c9f0d6f2a11"
FORM = "/2024/anmalan/deltagare"


@pytest.fixture
def category(app: Flask) -> Category:
    """One with two places and one pass."""
    edition = make_edition()
    make_terms(edition)
    category = make_category(edition, capacity=2)
    make_product(edition, category)
    return category


def filled(category: Category, **more: Any) -> dict[str, Any]:
    """What somebody sends who registers herself."""
    (price,) = category.prices
    return {
        "form_key": KEY,
        "contact_name": "Åsa Exempel",
        "contact_email": "Asa@kommun.example",
        "attends": "y",
        "people-0-products": str(price.product_id),
        **more,
    }


def test_somebody_registers_herself(client: FlaskClient, category: Category) -> None:
    typed = filled(category)
    page = client.get(FORM)
    assert page.status_code == 200
    assert "Hela konferensen 5 400 kr exkl. moms 2 platser kvar" in text(page.text).replace("\u00a0", " ")
    review = client.post(FORM, data=typed)
    assert review.status_code == 200
    assert db.session.scalar(select(Booking.id)) is None
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', review.text))
    done = client.post(FORM, data={**hidden, "step": "book"})
    assert done.status_code == 303
    receipt = client.get(done.headers["Location"])
    assert "Åsa Exempel Har plats" in text(receipt.text)
    assert receipt.headers["Cache-Control"] == "no-store"
    booked = db.session.scalars(select(Participant)).one()
    assert (booked.name, booked.email, booked.state) == ("Åsa Exempel", "asa@kommun.example", "confirmed")

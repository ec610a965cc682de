"""What seats cost: owed as it stands, and if all who wait get their places."""

from datetime import UTC, datetime

from flask import Flask

from scdapp.core.db import transaction
from scdapp.registration import seat_service
from scdapp.registration.bills import comes_to, owed
from scdapp.registration.rules import CONTACT, PersonWish
from tests.factories import make_booking, make_category, make_edition, make_product, make_terms
from tests.mine.people import make_party

NOW = datetime(2024, 8, 26, 7, 0, tzinfo=UTC)


def test_what_is_owed_is_what_is_had_and_what_giving_up_cost(app: Flask) -> None:
    party = make_party()
    assert owed(party.seats).net == 3 * 540_000
    with transaction():
        seat_service.cancel(party.seats[1].id, reason="cancelled", actor=CONTACT, now=NOW)
    assert owed(party.seats).net == 2 * 540_000 + 270_000
    assert comes_to(party.seats).net == 2 * 540_000


def test_nothing_is_owed_for_what_one_only_waits_for(app: Flask) -> None:
    edition = make_edition()
    make_terms(edition)
    category = make_category(edition, capacity=1)
    whole = make_product(edition, category)
    has, waits = make_booking(category, *(PersonWish(name, product_ids=(whole.id,)) for name in "AB")).participants
    assert (owed([has]).net, owed([waits]).net, comes_to([has, waits]).net) == (540_000, 0, 2 * 540_000)

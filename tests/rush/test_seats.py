"""The last seat is sold once: everybody at the same moment, on two servers, a third of them pressing twice."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from scdapp.admission.models import Category
from tests.factories import make_category, make_edition, make_product, make_terms
from tests.rush import ledger
from tests.rush.crowd import crowd, rush
from tests.rush.servers import serving

PEOPLE = int(os.environ.get("SCDAPP_RUSH", "120"))
PLACES = PEOPLE // 2
# The servers live by the clock on the wall, and empty a conference that was long ago: this one lies ahead.
YEAR = datetime.now(UTC).year + 1
PATH = f"/{YEAR}/anmalan/deltagare"

pytestmark = pytest.mark.slow


@pytest.fixture
def category(app: Flask) -> Category:
    """Half as many places as people, open by the clock on the wall: the servers know no other."""
    return open_category(PLACES)


def open_category(capacity: int) -> Category:
    """A category with a pass, open now."""
    now = datetime.now(UTC)
    edition = make_edition(YEAR)
    make_terms(edition)
    category = make_category(edition, capacity=capacity, windows=[(now - timedelta(days=1), now + timedelta(days=1))])
    make_product(edition, category)
    return category


def test_every_seat_goes_to_one_and_the_others_wait_in_order(app: Flask, category: Category) -> None:
    with serving(app) as servers:
        visitors = crowd(PEOPLE, [one.port for one in servers], PATH)
        rush(visitors)
    assert [one.answers for one in visitors if not one.told_it_went_well] == []
    assert {answer for one in visitors for answer in one.answers} == {200, 303}
    ledger.assert_exact(ledger.read(category), people=PEOPLE, places=PLACES)


def test_without_the_lock_the_same_check_fails(app: Flask) -> None:
    category = open_category(20)
    with serving(app, wsgi="tests.rush.unlocked:app") as servers:
        rush(crowd(40, [one.port for one in servers], PATH, every_third_twice=False))
    counted = ledger.read(category)
    assert counted.states["confirmed"] > 20, "the race was not run: the check could not have seen it"
    with pytest.raises(AssertionError):
        ledger.assert_exact(counted, people=40, places=20)

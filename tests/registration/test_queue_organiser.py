"""The organisers' waiting lists: who waits, what was promised, and letting people off them by hand."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from scdapp.admission.models import Category
from scdapp.core.db import db, transaction
from scdapp.places import service as places
from scdapp.registration.models import Line, Participant
from scdapp.registration.rules import PersonWish
from scdapp.worker import JOBS
from tests.conftest import StoppedClock
from tests.factories import make_booking, make_category, make_edition, make_product, make_terms
from tests.reading import text

LIST = "/arrangor/2024/reservlista"


@pytest.fixture
def category(app: Flask) -> Category:
    """One with a single place, four who want it, and an answer promised by 1 September. Nobody is offered by itself."""
    edition = make_edition()
    make_terms(edition)
    category = make_category(edition, capacity=1, automatic=False, promised_on=date(2024, 9, 1))
    make_booking(category, *map(PersonWish, ("Ett", "Två", "Tre", "Fyra")))
    return category


def _more(category: Category, capacity: int) -> None:
    with transaction():
        places.set_capacity(category.quota_id, capacity)


def _states() -> list[str]:
    db.session.expire_all()
    return list(db.session.scalars(select(Participant.state).order_by(Participant.id)))


def test_the_list_tells_who_waits_and_how_many_should_have_been_answered(
    category: Category, organiser: FlaskClient, clock: StoppedClock
) -> None:
    page = text(organiser.get(LIST).text)
    assert "3 väntar 0 obesvarade erbjudanden 0 lediga av 1" in page
    assert "Alla skulle ha svar senast söndag 1 september 2024" in page
    assert [page.index(name) for name in ("Två", "Tre", "Fyra")] == sorted(
        page.index(name) for name in ("Två", "Tre", "Fyra")
    )
    assert "utan svar" not in text(organiser.get("/arrangor/2024").text)
    clock.set(2024, 9, 1, 0, 0)
    assert "3 väntar fortfarande, fast de skulle ha haft svar." in text(organiser.get(LIST).text)
    assert "3 på reservlistan utan svar i tid" in text(organiser.get("/arrangor/2024").text)


def test_the_next_ones_are_offered_and_one_gets_a_place_past_the_others(
    category: Category, organiser: FlaskClient
) -> None:
    wanted = {"list": f"category:{category.id}", "count": "2"}
    full = organiser.post(f"{LIST}/erbjud-nasta", data=wanted)
    assert full.status_code == 422
    assert "Det finns ingen ledig plats." in full.text
    assert organiser.post(f"{LIST}/erbjud-nasta", data={**wanted, "count": "många"}).status_code == 422
    assert organiser.post(f"{LIST}/erbjud-nasta", data={**wanted, "list": "category:0"}).status_code == 404
    _more(category, 2)
    last = db.session.scalars(select(Participant).where(Participant.name == "Fyra")).one()
    assert organiser.post(f"{LIST}/erbjud", data={"row": f"seat:{last.uid}", "direct": "1"}).status_code == 303
    assert _states() == ["confirmed", "waiting", "waiting", "confirmed"]
    _more(category, 4)
    assert organiser.post(f"{LIST}/erbjud-nasta", data=wanted).status_code == 303
    assert _states() == ["confirmed", "offered", "offered", "confirmed"]
    assert "svar senast torsdag 29 augusti 2024 kl. 17.00" in text(organiser.get(LIST).text).replace("\u00a0", " ")


def test_an_offer_nobody_answers_is_ended_by_the_worker(
    category: Category, organiser: FlaskClient, clock: StoppedClock
) -> None:
    _more(category, 2)
    organiser.post(f"{LIST}/erbjud-nasta", data={"list": f"category:{category.id}", "count": "1"})
    clock.set(2024, 8, 29, 17, 0)
    job = next(job for job in JOBS if job.name == "offers that nobody answered")
    with transaction():
        assert job.run(clock.now()) == 1
    with transaction():
        assert job.run(clock.now()) == 0
    assert _states() == ["confirmed", "cancelled", "waiting", "waiting"]
    assert "Två , Deltagare: svarade inte i tid" in text(organiser.get(LIST).text)


def test_those_who_wait_for_a_product_have_a_list_of_their_own(app: Flask, organiser: FlaskClient) -> None:
    edition = make_edition()
    make_terms(edition)
    category = make_category(edition, automatic=False)
    whole = make_product(edition, category)
    dinner = make_product(edition, category, name="Middag", kind="extra", amount=69_500, vat_rate=12, capacity=0)
    make_booking(category, *(PersonWish(name, product_ids=(whole.id, dinner.id)) for name in ("Ett", "Två")))
    assert "Middag 2 väntar" in text(organiser.get(LIST).text)
    with transaction():
        places.set_capacity(dinner.quota_id, 2)
    first, second = db.session.scalars(select(Line).where(Line.state == "waiting").order_by(Line.id))
    assert organiser.post(f"{LIST}/erbjud", data={"row": f"line:{second.id}"}).status_code == 303
    assert (
        organiser.post(f"{LIST}/erbjud-nasta", data={"list": f"product:{dinner.id}", "count": "5"}).status_code == 303
    )
    db.session.expire_all()
    assert [first.state, second.state] == ["offered", "offered"]
    seat = f"/arrangor/2024/platser/{first.participant.uid}"
    assert organiser.post(f"{seat}/bekrafta", data={"line": second.id}).status_code == 404
    assert organiser.post(f"{seat}/bekrafta", data={"line": first.id}).status_code == 303
    db.session.expire_all()
    assert first.state == "taken"
    assert organiser.post(f"{LIST}/erbjud", data={"row": f"line:{first.id}"}).status_code == 404

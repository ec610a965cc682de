"""Registering: who gets a seat, who waits, what is said and what is written down."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from scdapp.admission.models import Category
from scdapp.core.db import db, transaction
from scdapp.core.errors import Refusal
from scdapp.outbox.models import Mail
from scdapp.places.models import Quota
from scdapp.registration import queue_service, rules, seat_service, service
from scdapp.registration.models import Change, Participant
from scdapp.registration.rules import CONTACT, PARTICIPANT, BookingWish, PersonWish
from tests.factories import make_booking, make_category, make_edition, make_product, make_terms

NOW = datetime(2024, 8, 26, 7, 0, tzinfo=UTC)
OPENS = datetime(2024, 5, 7, 7, 0, tzinfo=UTC)
CLOSES = datetime(2024, 9, 13, 15, 0, tzinfo=UTC)


@pytest.fixture
def category(app: Flask) -> Category:
    """One with two places, in a conference of three."""
    edition = make_edition()
    make_terms(edition, capacity=3)
    return make_category(edition, capacity=2)


def _wish(*people: PersonWish, **given: object) -> BookingWish:
    first = people or (PersonWish("Åsa Exempel", "asa@kommun.example"),)
    return BookingWish("Åsa Exempel", "asa@kommun.example", first, **given)  # type: ignore[arg-type]


def _register(category: Category, wish: BookingWish, *, key: str = "a", now: datetime = NOW) -> list[str]:
    with transaction():
        booking = service.register(category.edition_id, category.id, wish, form_key=key, now=now)
        return [person.state for person in booking.participants]


def _quota(category: Category) -> tuple[int, int]:
    quota = db.session.get_one(Quota, category.quota_id, populate_existing=True)
    return quota.taken, quota.waiting


def _letters() -> list[tuple[str, str]]:
    return [(mail.letter, mail.to_address) for mail in db.session.scalars(select(Mail).order_by(Mail.id))]


def test_those_who_come_first_get_the_seats_and_the_others_wait_in_order(category: Category) -> None:
    group = _wish(PersonWish("Ett"), PersonWish("Två"), PersonWish("Tre"), PersonWish("Fyra"))
    assert _register(category, group) == ["confirmed", "confirmed", "waiting", "waiting"]
    numbers = db.session.scalars(select(Participant.queue_number).order_by(Participant.id)).all()
    assert numbers == [None, None, 1, 2]
    assert _quota(category) == (2, 2)
    assert _letters() == [("booked", "asa@kommun.example")]


def test_the_same_form_sent_twice_is_one_registration(category: Category) -> None:
    assert _register(category, _wish()) == _register(category, _wish()) == ["confirmed"]
    assert _quota(category) == (1, 0)
    assert len(_letters()) == 1


def test_an_address_has_one_seat_a_year(category: Category) -> None:
    _register(category, _wish())
    with pytest.raises(rules.AlreadyRegistered) as refused:
        _register(category, _wish(), key="b")
    assert refused.value.field == "people-0-email"
    assert _quota(category) == (1, 0)


@pytest.mark.parametrize(
    ("now", "sentence"),
    [
        (OPENS - timedelta(seconds=1), "Anmälan öppnar tisdag 7 maj 2024 kl.\u00a009.00, om 1 sekund."),
        (OPENS - timedelta(days=2), "Anmälan öppnar tisdag 7 maj 2024 kl.\u00a009.00, om 2 dagar."),
        (CLOSES, "Anmälan stängde fredag 13 september 2024 kl.\u00a017.00."),
    ],
)
def test_the_moments_hold_to_the_second(category: Category, now: datetime, sentence: str) -> None:
    with pytest.raises(rules.NotOpen) as refused:
        _register(category, _wish(), now=now)
    assert refused.value.sentence == sentence
    assert _register(category, _wish(), now=OPENS) == ["confirmed"]


def test_a_cancelled_seat_is_offered_to_the_first_in_line_who_takes_it(category: Category) -> None:
    group = _wish(PersonWish("Ett"), PersonWish("Två"), PersonWish("Tre", "tre@kommun.example"), PersonWish("Fyra"))
    _register(category, group)
    first, _, third, fourth = db.session.scalars(select(Participant).order_by(Participant.id)).all()
    with transaction():
        seat_service.cancel(first.id, reason="cancelled", actor=CONTACT, now=NOW)
    assert (third.state, fourth.state) == ("offered", "waiting")
    assert _quota(category) == (2, 1)
    with transaction():
        queue_service.accept_seat(third.id, actor=PARTICIPANT, now=NOW)
    assert third.state == "confirmed"
    assert [one for one in _letters() if one[1] == "tre@kommun.example"] == [
        ("seat", "tre@kommun.example"),
        ("offered", "tre@kommun.example"),
        ("confirmed", "tre@kommun.example"),
    ]
    told = db.session.scalars(select(Change.what).order_by(Change.id)).all()
    assert told == ["registered", "cancelled", "offered", "offer-accepted"]


def test_an_offer_that_nobody_answers_goes_to_the_next(category: Category) -> None:
    _register(category, _wish(PersonWish("Ett"), PersonWish("Två"), PersonWish("Tre"), PersonWish("Fyra")))
    first, _, third, fourth = db.session.scalars(select(Participant).order_by(Participant.id)).all()
    with transaction():
        seat_service.cancel(first.id, reason="cancelled", actor=CONTACT, now=NOW)
    assert third.offer_ends_at == datetime(2024, 8, 29, 15, 0, tzinfo=UTC)
    late = third.offer_ends_at
    with transaction():
        assert queue_service.expire(category.edition_id, now=late) == 1
    assert (third.state, fourth.state) == ("cancelled", "offered")
    with pytest.raises(queue_service.OfferEnded), transaction():
        queue_service.accept_seat(third.id, actor=PARTICIPANT, now=late)


def test_a_full_extra_is_waited_for_beside_the_seat(app: Flask) -> None:
    edition = make_edition()
    make_terms(edition)
    category = make_category(edition)
    whole = make_product(edition, category)
    dinner = make_product(edition, category, name="Middag", kind="extra", amount=69_500, vat_rate=12, capacity=1)
    wants = (whole.id, dinner.id)
    first = make_booking(category, PersonWish("Ett", product_ids=wants)).participants[0]
    second = make_booking(category, PersonWish("Två", product_ids=wants)).participants[0]
    assert [line.state for line in first.lines] == ["taken", "taken"]
    assert (second.state, [line.state for line in second.lines]) == ("confirmed", ["taken", "waiting"])
    with transaction():
        seat_service.change_products(first.id, [whole.id], version=first.version, actor=CONTACT, now=NOW)
    assert [line.state for line in second.lines] == ["taken", "offered"]


def test_what_a_category_does_not_offer_cannot_be_chosen(app: Flask) -> None:
    edition = make_edition()
    make_terms(edition)
    category, other = make_category(edition), make_category(edition, "Press")
    make_product(edition, category)
    theirs = make_product(edition, other, name="Pressplats")
    for product_ids in [(theirs.id,), ()]:
        with pytest.raises(Refusal) as refused:
            _register(category, _wish(PersonWish("Ett", product_ids=product_ids)))
        assert refused.value.field == "people-0-products"

"""What people do with a seat: correct, pass on, share, change, give up; who may, who is told, what is gone then."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from scdapp.admission.models import Category, Product
from scdapp.core.db import db, transaction
from scdapp.core.errors import EditConflict, Refusal
from scdapp.outbox.models import Mail
from scdapp.registration import rules, seat_service
from scdapp.registration.letters import OFFER, SHOW
from scdapp.registration.models import Consent, Participant
from scdapp.registration.rules import CONTACT, PARTICIPANT, Actor, PersonWish
from scdapp.registration.seat_service import Person
from scdapp.tokens import queries as link_queries
from scdapp.tokens import service as tokens
from tests.factories import make_booking, make_category, make_edition, make_product, make_terms

NOW = datetime(2024, 8, 26, 7, 0, tzinfo=UTC)
LATE = datetime(2024, 9, 25, 7, 0, tzinfo=UTC)
ORGANISER = Actor("organiser", "Olga Arrangör")
BO = Person("Bo Exempel", "bo@kommun.example", "enhetschef")
WEDNESDAY, FRIDAY = date(2024, 10, 2), date(2024, 10, 4)


@pytest.fixture
def category(app: Flask) -> Category:
    """Changes close on 20 September; a pass for all days."""
    edition = make_edition()
    make_terms(edition, changes_close_at=datetime(2024, 9, 20, 15, 0, tzinfo=UTC))
    category = make_category(edition, capacity=2)
    make_product(edition, category)
    return category


def whole() -> int:
    return db.session.scalars(select(Product.id).where(Product.name == "Hela konferensen")).one()


def book(category: Category, *people: PersonWish, **given: object) -> list[Participant]:
    wishes = [PersonWish(one.name, one.email, product_ids=one.product_ids or (whole(),)) for one in people]
    return make_booking(category, *wishes, **given).participants


def letters_after(act: object) -> list[tuple[str, str]]:
    """The letters, and to whom, that came to be while `act` was called."""
    before = set(db.session.scalars(select(Mail.id)))
    db.session.rollback()
    with transaction():
        act()  # type: ignore[operator]
    rows = db.session.scalars(select(Mail).order_by(Mail.id)).all()
    return [(mail.letter, mail.to_address) for mail in rows if mail.id not in before]


def test_a_colleague_takes_over_and_nothing_of_the_former_holder_stays(category: Category) -> None:
    (seat,) = book(category, PersonWish("Åsa", "asa@kommun.example"), contact_email="kansli@kommun.example")
    seat_service_person = Person("Åsa", "asa@kommun.example", listed=True, avoid_photo=True, earlier_visits=4)
    with transaction():
        seat_service.update_person(seat.id, seat_service_person, {}, version=1, actor=PARTICIPANT, now=NOW)
        seat.protected, seat.badge_name = True, "Deltagare"
        link = tokens.mint(SHOW, f"participant:{seat.uid}", now=NOW)
    code = seat.code
    told = letters_after(lambda: seat_service.transfer(seat.id, BO, version=2, actor=PARTICIPANT, now=NOW))
    assert told == [("transferred_from", "asa@kommun.example"), ("transferred_to", "bo@kommun.example")]
    assert (seat.name, seat.email, seat.title, seat.listed, seat.avoid_photo, seat.earlier_visits) == (
        *("Bo Exempel", "bo@kommun.example", "enhetschef"),
        *(False, False, None),
    )
    assert (seat.protected, seat.badge_name, seat.code != code) == (False, None, True)
    assert link_queries.find_subject(SHOW, link, now=NOW) is None
    assert [one.withdrawn_at for one in db.session.scalars(select(Consent).where(Consent.text == "list"))] == [NOW]
    unsent = select(Mail.state).where(Mail.to_address == "asa@kommun.example", Mail.letter == "seat")
    assert db.session.scalars(unsent).all() == ["stopped"]


def test_an_offer_goes_with_the_seat_and_its_old_link_answers_nothing(category: Category) -> None:
    book(category, PersonWish("Ett"), PersonWish("Två"))
    (third,) = book(category, PersonWish("Tre", "tre@kommun.example"))
    first = db.session.scalars(select(Participant).order_by(Participant.id)).first()
    assert first is not None
    with transaction():
        seat_service.cancel(first.id, reason="cancelled", actor=CONTACT, now=NOW)
        link = tokens.mint(OFFER, f"participant:{third.uid}", now=NOW)
    told = letters_after(lambda: seat_service.transfer(third.id, BO, version=third.version, actor=CONTACT, now=NOW))
    assert told[1:] == [("transferred_to", "bo@kommun.example"), ("offered", "bo@kommun.example")]
    assert link_queries.find_subject(OFFER, link, now=NOW) is None


def test_after_the_last_day_only_organisers_put_other_names_in_print(category: Category) -> None:
    named, nameless = book(category, PersonWish("Åsa", "asa@kommun.example"), PersonWish())
    asa = Person("Åsa Ny", "asa@kommun.example")
    for act in (
        lambda: seat_service.transfer(named.id, BO, version=1, actor=PARTICIPANT, now=LATE),
        lambda: seat_service.share_day(named.id, FRIDAY, BO, version=1, actor=PARTICIPANT, now=LATE),
        lambda: seat_service.update_person(named.id, asa, {}, version=1, actor=PARTICIPANT, now=LATE),
        lambda: seat_service.rename(named.id, "Åsa Ny", version=1, actor=CONTACT, now=LATE),
    ):
        with pytest.raises(Refusal, match="20 september"), transaction():
            act()
    with transaction():
        seat_service.update_person(nameless.id, Person("Bo", None), {}, version=1, actor=CONTACT, now=LATE)
        seat_service.update_person(
            named.id, Person("Åsa", "asa@kommun.example", listed=True), {}, version=1, actor=PARTICIPANT, now=LATE
        )
        seat_service.transfer(named.id, BO, version=2, actor=ORGANISER, now=LATE)
    assert (nameless.name, named.name) == ("Bo", "Bo Exempel")


def test_who_has_an_own_address_is_nobody_elses_to_correct(category: Category) -> None:
    (seat,) = book(category, PersonWish("Åsa", "asa@kommun.example"))
    for actor, person, field in (
        (CONTACT, Person("Åsa", "asa@kommun.example", listed=True), None),
        (PARTICIPANT, Person("Åsa", "ny@kommun.example"), "email"),
    ):
        with pytest.raises(Refusal) as refused, transaction():
            seat_service.update_person(seat.id, person, {}, version=1, actor=actor, now=NOW)
        assert refused.value.field == field
    with transaction():
        seat_service.rename(seat.id, " Åsa Exempel ", version=1, actor=CONTACT, now=NOW)
    assert (seat.name, seat.listed, seat.version) == ("Åsa Exempel", False, 2)
    with pytest.raises(EditConflict), transaction():
        seat_service.rename(seat.id, "Åsa", version=1, actor=CONTACT, now=NOW)


def test_a_given_day_ends_with_what_it_was_given_from(category: Category) -> None:
    wednesday = make_product(category.edition, category, name="Onsdag", amount=260_000, days=[WEDNESDAY])
    (seat,) = book(category, PersonWish("Åsa", "asa@kommun.example"))
    with transaction():
        seat_service.share_day(seat.id, FRIDAY, BO, version=1, actor=PARTICIPANT, now=NOW)
        seat_service.share_day(seat.id, WEDNESDAY, BO, version=2, actor=PARTICIPANT, now=NOW)
    told = letters_after(
        lambda: seat_service.change_products(seat.id, [wednesday.id], version=3, actor=PARTICIPANT, now=NOW)
    )
    assert ("share_ended", "bo@kommun.example") in told
    assert [share.date for share in seat.shares] == [WEDNESDAY]
    assert letters_after(lambda: seat_service.unshare_day(seat.id, FRIDAY, actor=PARTICIPANT, now=NOW)) == []
    told = letters_after(lambda: seat_service.cancel(seat.id, reason="cancelled", actor=CONTACT, now=NOW))
    assert ("share_ended", "bo@kommun.example") in told
    assert seat.shares == []


def test_who_waits_for_days_they_no_longer_want_gets_those_that_are_free(category: Category) -> None:
    full = make_product(category.edition, category, name="Onsdag", capacity=1, days=[WEDNESDAY])
    (seated,) = book(category, PersonWish("Ett", product_ids=(full.id,)))
    (waiting,) = book(category, PersonWish("Två", "tva@kommun.example", product_ids=(full.id,)))
    assert (seated.state, waiting.state, waiting.queue_id) == ("confirmed", "waiting", full.quota_id)
    told = letters_after(
        lambda: seat_service.change_products(waiting.id, [whole()], version=1, actor=PARTICIPANT, now=NOW)
    )
    assert (waiting.state, waiting.queue_id) == ("confirmed", None)
    assert [line.state for line in waiting.lines] == ["cancelled", "taken"]
    assert ("confirmed", "tva@kommun.example") in told
    db.session.refresh(full.quota)
    assert (full.quota.taken, full.quota.waiting) == (1, 0)


def test_who_waits_for_the_category_keeps_the_place_whatever_days_they_choose(category: Category) -> None:
    other = make_product(category.edition, category, name="Onsdag", days=[WEDNESDAY])
    book(category, PersonWish("Ett"), PersonWish("Två"))
    (waiting,) = book(category, PersonWish("Tre"))
    with transaction():
        seat_service.change_products(waiting.id, [other.id], version=1, actor=CONTACT, now=NOW)
    assert (waiting.state, waiting.queue_id, waiting.queue_number) == ("waiting", category.quota_id, 1)


def test_changed_products_are_told_to_who_pays_and_who_comes(category: Category) -> None:
    dinner = make_product(category.edition, category, name="Middag", kind="extra", amount=69_500, vat_rate=12)
    (seat,) = book(category, PersonWish("Åsa", "asa@kommun.example"), contact_email="kansli@kommun.example")

    def change() -> None:
        seat_service.change_products(seat.id, [whole(), dinner.id], version=1, actor=PARTICIPANT, now=NOW)

    assert letters_after(change) == [("changed", "kansli@kommun.example"), ("seat_changed", "asa@kommun.example")]
    mail = db.session.scalars(select(Mail).where(Mail.letter == "changed")).one()
    assert mail.values["summa"] == "6\u00a0095\u00a0kr"
    with pytest.raises(Refusal, match="Sista dagen"), transaction():
        seat_service.change_products(seat.id, [whole()], version=2, actor=PARTICIPANT, now=LATE)


def test_cancelling_costs_what_the_rules_say_and_nothing_in_the_queue(category: Category) -> None:
    book(category, PersonWish("Ett"))
    (seat, waiting) = book(category, PersonWish("Åsa"), PersonWish("Bo"))
    for one in (waiting, seat, seat):
        with transaction():
            seat_service.cancel(one.id, reason="cancelled", actor=CONTACT, now=NOW + timedelta(days=1))
    assert [(one.state, one.cancel_fee_percent) for one in (seat, waiting)] == [("cancelled", 0)] * 2
    assert rules.days_of(seat.lines) == []

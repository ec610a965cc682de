"""A copied year copies its registration."""

from datetime import date

import pytest
from flask import Flask

from scdapp.admission import product_service, queries, question_service, terms_service
from scdapp.admission.category_rules import WindowFacts
from scdapp.admission.product_rules import PriceFacts, ProductFacts
from scdapp.admission.question_rules import QuestionFacts
from scdapp.admission.terms_rules import FeeFacts, TermsFacts
from scdapp.core.db import transaction
from scdapp.core.errors import Refusal
from scdapp.editions.models import Edition
from scdapp.editions.queries import find_edition
from scdapp.programme import copy_service
from tests.admission.setting import add_category, told, wall
from tests.factories import THEN, make_booking, make_edition, make_key_date, make_session, make_terms

FIRST = date(2025, 10, 8)  # 53 weeks later


@pytest.fixture
def edition(app: Flask) -> Edition:
    edition = make_edition()
    make_terms(edition)
    return edition


def copied(edition: Edition) -> Edition:
    with transaction():
        return copy_service.copy_programme(edition.id, starts_on=FIRST, sessions=True, now=THEN)


def test_everything_comes_along_on_the_same_wall_times(edition: Edition) -> None:
    dinner = make_session(edition, "Middag")
    make_key_date(edition, "Nominera")
    # Winter time there, summer time here.
    category = add_category(
        edition,
        capacity=10,
        access_code="kod",
        promised_on=date(2024, 9, 18),
        windows=(WindowFacts(wall(2024, 3, 28, 9), wall(2024, 9, 13, 17)),),
    )
    with transaction():
        terms_service.update_terms(
            edition.id,
            TermsFacts(capacity=500, conditions="Bindande.", fees=(FeeFacts(wall(2024, 9, 1), 25),), invoice_fee=5000),
            version=1,
            now=THEN,
        )
        product_service.create_product(
            edition.id,
            ProductFacts(
                "Middag",
                kind="extra",
                session_id=dinner.id,
                days=frozenset({date(2024, 10, 3)}),
                prices=(PriceFacts(category.id, 79_500, 70_000, wall(2024, 6, 1)),),
            ),
            now=THEN,
        )
        question_service.create_question(
            edition.id, QuestionFacts("Buss?", category_ids=frozenset({category.id})), now=THEN
        )
    make_booking(category, access_code="kod")

    new = copied(edition)

    terms, (copy,), (product,) = queries.get_terms(new.id), queries.categories(new.id), queries.products(new.id)
    assert (terms.conditions, terms.conditions_version, terms.invoice_fee) == ("Bindande.", 1, 5000)
    assert [(fee.until, fee.percent) for fee in terms.fees] == [(wall(2025, 9, 7), 25)]
    assert [(q.capacity, q.taken, q.waiting) for q in (terms.quota, copy.quota)] == [(500, 0, 0), (10, 0, 0)]
    assert (copy.slug, copy.access_code, copy.promised_on) == ("deltagare", "kod", date(2025, 9, 24))
    assert (product.session and product.session.edition_id, [day.date for day in product.days]) == (
        new.id,
        [date(2025, 10, 9)],
    )
    assert {(one.category_id, one.amount, one.until) for one in product.prices} == {
        (copy.id, 70_000, wall(2025, 6, 7)),
        (copy.id, 79_500, None),
    }
    assert [ask.label for ask in queries.get_catalogue(new.id).groups[0].asks] == ["Buss?"]
    assert [(what, when) for what, _, when, _, _ in told(new, internal=True)] == [
        ("Anmälan öppnar", "2025-04-03 09.00"),
        ("Nominera", "2025-05-13"),
        ("Anmälan stänger", "2025-09-19 17.00"),
        ("Besked till alla på reservlistan", "2025-09-24"),
    ]


def test_what_was_withdrawn_stays_behind(edition: Edition) -> None:
    with transaction():
        product = product_service.create_product(edition.id, ProductFacts("Gammal", kind="extra"), now=THEN)
        question = question_service.create_question(edition.id, QuestionFacts("Gammal?"), now=THEN)
        product_service.withdraw_product(product.id)
        question_service.withdraw_question(question.id)
    new = copied(edition)
    assert (queries.products(new.id), queries.questions(new.id)) == ([], [])


def test_an_hour_that_does_not_exist_stops_the_copy(edition: Edition) -> None:
    add_category(edition, windows=(WindowFacts(wall(2024, 3, 24, 2, 30)),))
    with pytest.raises(Refusal) as refusal:
        copied(edition)
    assert refusal.value.field == "starts_on"
    assert find_edition(2025) is None


def test_a_year_without_registration_is_copied_as_before(app: Flask) -> None:
    edition = make_edition()
    assert queries.find_terms(copied(edition).id) is None

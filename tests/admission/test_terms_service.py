"""What holds for all who register in a year."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, select

from scdapp.admission import queries, terms_service
from scdapp.admission.models import Terms
from scdapp.admission.signals import places_added
from scdapp.admission.terms_rules import FeeFacts, TermsFacts
from scdapp.core.db import db, transaction
from scdapp.core.errors import EditConflict, Refusal
from scdapp.editions.models import Edition
from tests.admission.setting import wall
from tests.factories import THEN, make_booking, make_category, make_edition, make_terms


@pytest.fixture
def edition(app: Flask) -> Edition:
    edition = make_edition()
    make_terms(edition)
    return edition


def save(edition: Edition, facts: TermsFacts, version: int | None = None) -> Terms:
    db.session.rollback()
    version = queries.get_terms(edition.id).version if version is None else version
    db.session.rollback()
    with transaction():
        terms_service.update_terms(edition.id, facts, version=version, now=THEN)
    return queries.get_terms(edition.id)


def test_begun_twice_it_is_begun_once(app: Flask) -> None:
    edition = make_edition()
    for _ in range(2):
        with transaction():
            terms_service.open_terms(edition.id, now=THEN)
    assert db.session.scalar(select(func.count()).select_from(Terms)) == 1


def test_other_conditions_are_another_version_and_nothing_else_is(edition: Edition) -> None:
    said = TermsFacts(conditions="Bindande.", invoice_fee=5000)
    versions = [
        save(edition, facts).conditions_version
        for facts in (said, replace(said, invoice_fee=0, capacity=10), replace(said, conditions_en="Binding."))
    ]
    assert versions == [2, 2, 3]


def test_fees_stand_in_order_of_time_and_are_changed_in_place(edition: Edition) -> None:
    early, late = FeeFacts(wall(2024, 9, 1), 0), FeeFacts(wall(2024, 9, 14), 50)
    terms = save(edition, TermsFacts(fees=(late, early)))
    assert [(fee.until, fee.percent) for fee in terms.fees] == [(early.until, 0), (late.until, 50)]
    terms = save(edition, TermsFacts(fees=(replace(late, percent=60),)))
    assert [(fee.until, fee.percent) for fee in terms.fees] == [(late.until, 60)]


@pytest.mark.parametrize(
    ("facts", "field", "sentence"),
    [
        (TermsFacts(capacity=20_001), "capacity", "Antalet platser ska ligga mellan 0 och 20\u00a0000."),
        (
            TermsFacts(fees=(FeeFacts(wall(2024, 9, 1), 50), FeeFacts(wall(2024, 9, 14), 20))),
            "fees",
            "Det kan inte bli billigare att avboka senare. Se över stegen.",
        ),
        (
            TermsFacts(fees=(FeeFacts(wall(2024, 9, 1), 50), FeeFacts(wall(2024, 9, 1), 60))),
            "fees",
            "Samma tidpunkt står två gånger.",
        ),
        (TermsFacts(fees=(FeeFacts(wall(2024, 9, 1), 101),)), "fees", "Avgiften ska ligga mellan 0 och 100 procent."),
        (TermsFacts(conditions="a" * 20_001), "conditions", "Texten har 20001 tecken. Högst 20000 får plats."),
    ],
)
def test_what_cannot_be_is_refused_beside_the_field(
    edition: Edition, facts: TermsFacts, field: str, sentence: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        save(edition, facts)
    assert (refusal.value.field, refusal.value.sentence) == (field, sentence)


def test_the_whole_house_never_gets_smaller_than_it_is_full(edition: Edition) -> None:
    heard: list[object] = []
    category = make_category(edition)
    for _ in range(2):
        make_booking(category)
    with pytest.raises(Refusal, match="2 platser är redan tagna"):
        save(edition, TermsFacts(capacity=1, conditions="Ändrat"))
    assert queries.get_terms(edition.id).conditions is None
    save(edition, TermsFacts(capacity=2))
    make_booking(category)
    with places_added.connected_to(lambda _sender, **told: heard.append(told)):
        save(edition, TermsFacts(capacity=None))
    assert heard == [{"edition_id": edition.id, "now": THEN}]
    quota = queries.get_terms(edition.id).quota
    assert (quota.taken, quota.waiting) == (3, 0)


def test_the_second_of_two_organisers_is_told(edition: Edition) -> None:
    save(edition, TermsFacts(invoice_fee=100))
    with pytest.raises(EditConflict):
        save(edition, TermsFacts(invoice_fee=200), version=1)

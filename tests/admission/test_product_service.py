"""Products, their days and prices."""

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from scdapp.admission import product_service as service
from scdapp.admission import queries
from scdapp.admission.models import Category, Product
from scdapp.admission.product_rules import PLAIN, PriceFacts, ProductFacts
from scdapp.core.db import db, transaction
from scdapp.core.errors import EditConflict, Refusal
from scdapp.editions.models import Edition
from scdapp.places.models import Quota
from scdapp.registration.rules import PersonWish
from tests.admission.setting import wall
from tests.factories import THEN, make_booking, make_category, make_edition, make_session, make_terms

DAYS = frozenset({date(2024, 10, 2), date(2024, 10, 3), date(2024, 10, 4)})
TURN = wall(2024, 6, 1)


@pytest.fixture
def edition(app: Flask) -> Edition:
    edition = make_edition()
    make_terms(edition)
    return edition


@pytest.fixture
def category(edition: Edition) -> Category:
    return make_category(edition)


def add(edition: Edition, facts: ProductFacts) -> Product:
    with transaction():
        return service.create_product(edition.id, facts, now=THEN)


def change(edition: Edition, uid: str, **changed: object) -> None:
    db.session.rollback()
    product = queries.get_product(edition.id, uid)
    plain = {name: getattr(product, name) for name in PLAIN}
    days = frozenset(day.date for day in product.days)
    facts = replace(ProductFacts(**plain, days=days, capacity=product.quota.capacity), **changed)  # type: ignore[arg-type]
    key, version = product.id, product.version
    db.session.rollback()
    with transaction():
        service.update_product(key, facts, version=version, now=THEN)


def prices(edition: Edition, uid: str) -> list[tuple[int, object]]:
    db.session.rollback()
    rows = queries.get_product(edition.id, uid).prices
    return sorted(((one.amount, one.until) for one in rows), key=lambda pair: pair[0])


def test_an_early_price_gives_way_to_the_later(edition: Edition, category: Category) -> None:
    price = PriceFacts(category.id, 590_000, 540_000, TURN)
    uid = add(edition, ProductFacts("Hela konferensen", days=DAYS, prices=(price,))).uid
    assert prices(edition, uid) == [(540_000, TURN), (590_000, None)]
    (group,) = queries.get_catalogue(edition.id).groups
    assert [step.amount for step in group.offers[0].steps] == [540_000, 590_000]


def test_prices_are_changed_in_place_and_emptied_ones_go(edition: Edition, category: Category) -> None:
    student = make_category(edition, "Student")
    early = PriceFacts(category.id, 590_000, 540_000, TURN)
    uid = add(edition, ProductFacts("Allt", days=DAYS, prices=(early, PriceFacts(student.id, 90_000)))).uid
    change(edition, uid, prices=(replace(early, amount=600_000, early_until=wall(2024, 7, 1)),))
    assert prices(edition, uid) == [(90_000, None), (540_000, wall(2024, 7, 1)), (600_000, None)]
    change(edition, uid, prices=(PriceFacts(category.id, 600_000), PriceFacts(student.id)))
    assert prices(edition, uid) == [(600_000, None)]


UNSOUND = [
    (ProductFacts(""), "name", "Skriv vad produkten heter."),
    (ProductFacts("ALLT", days=DAYS), "name", "Det finns redan en produkt som heter Allt."),
    (ProductFacts("X", kind="gift"), "kind", "Välj vad för slags produkt det är."),
    (ProductFacts("X"), "days", "Välj vilka dagar den ger. Det är så närvaron räknas."),
    (
        ProductFacts("X", days=frozenset({date(2024, 10, 9)})),
        "days",
        "En av dagarna hör inte till året. Välj bland dem som visas.",
    ),
    (ProductFacts("X", kind="extra", vat_rate=13), "vat_rate", "Välj en momssats."),
    (ProductFacts("X", kind="extra", session_id=77), "session_id", "Programpunkten finns inte längre. Välj en annan."),
    (
        ProductFacts("X", kind="extra", prices=(PriceFacts(99, 100),)),
        "prices",
        "En av kategorierna finns inte längre. Öppna sidan på nytt.",
    ),
    (
        ProductFacts("X", kind="extra", prices=(PriceFacts(0, 100, 50),)),
        "prices",
        "Ett tidigt pris behöver både ett belopp och en tidpunkt då det slutar gälla.",
    ),
    (
        ProductFacts("X", kind="extra", prices=(PriceFacts(0, None, 50, TURN),)),
        "prices",
        "Skriv också vad det kostar när det tidiga priset har slutat gälla.",
    ),
]


@pytest.mark.parametrize(("facts", "field", "sentence"), UNSOUND)
def test_what_cannot_be_is_refused_beside_the_field(
    edition: Edition, category: Category, facts: ProductFacts, field: str, sentence: str
) -> None:
    add(edition, ProductFacts("Allt", days=DAYS))
    mine = tuple(one if one.category_id == 99 else replace(one, category_id=category.id) for one in facts.prices)
    with pytest.raises(Refusal) as refusal:
        add(edition, replace(facts, prices=mine))
    assert (refusal.value.field, refusal.value.sentence) == (field, sentence)


def test_another_years_programme_item_is_none(edition: Edition) -> None:
    stranger = make_session(make_edition(2023))
    with pytest.raises(Refusal, match="Programpunkten finns inte längre"):
        add(edition, ProductFacts("X", kind="extra", session_id=stranger.id))


def test_what_somebody_has_chosen_is_withdrawn_and_neither_deleted_nor_made_another_kind(
    edition: Edition, category: Category
) -> None:
    product = add(edition, ProductFacts("Allt", days=DAYS, capacity=5, prices=(PriceFacts(category.id, 540_000),)))
    key, uid = product.id, product.uid
    make_booking(category, PersonWish("Åsa", "asa@kommun.example", product_ids=(key,)))
    with pytest.raises(Refusal, match="Allt är vald i anmälningar"), transaction():
        service.delete_product(key, version=1)
    with pytest.raises(Refusal) as kind:
        change(edition, uid, kind="extra")
    assert kind.value.field == "kind"
    with pytest.raises(Refusal, match="1 platser är redan tagna") as fewer:
        change(edition, uid, capacity=0)
    assert fewer.value.field == "capacity"
    with transaction():
        service.withdraw_product(key)
    assert queries.get_catalogue(edition.id).groups[0].offers == ()
    with transaction():
        service.restore_product(key)
    assert len(queries.get_catalogue(edition.id).groups[0].offers) == 1


def test_what_nobody_chose_goes_with_its_places(edition: Edition, category: Category) -> None:
    product = add(edition, ProductFacts("Allt", days=DAYS, prices=(PriceFacts(category.id, 1),)))
    with pytest.raises(EditConflict), transaction():
        service.delete_product(product.id, version=7)
    with transaction():
        service.delete_product(product.id, version=1)
    assert queries.products(edition.id) == []
    assert db.session.get(Quota, product.quota_id) is None


def test_the_order_is_the_organisers(edition: Edition) -> None:
    keys = [add(edition, ProductFacts(name, days=DAYS)).id for name in ("A", "B", "C")]
    with transaction():
        service.move_product(edition.id, keys[2], step=-1)
    assert [one.name for one in queries.products(edition.id)] == ["A", "C", "B"]

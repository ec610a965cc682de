"""Verbs on products: what one can take part in, and at which price. What has been chosen is withdrawn, not deleted."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from scdapp.admission import product_rules as rules
from scdapp.admission import queries
from scdapp.admission.models import Category, Price, Product, ProductDay
from scdapp.admission.product_rules import PriceFacts, ProductFacts
from scdapp.admission.terms_service import alone, resize
from scdapp.core import order
from scdapp.core.db import db, locked
from scdapp.core.errors import Missing, Refusal
from scdapp.editions.models import Edition
from scdapp.places import service as places
from scdapp.places.models import Quota
from scdapp.programme.models import Session


def create_product(edition_id: int, facts: ProductFacts, *, now: datetime) -> Product:
    """A new product, last in order. Refuses facts that are not sound and a name that another one has.

    Raises `Missing` before the year's terms.
    """
    alone(edition_id)
    there = queries.products(edition_id)
    facts = _checked(edition_id, facts)
    rules.ensure_free_name(facts.name or "", there)
    product = Product(
        edition_id=edition_id,
        position=order.next_position(there),
        quota_id=places.create(facts.capacity).id,
        created_at=now,
    )
    _write(product, facts)
    db.session.add(product)
    _flush(facts)
    return product


def update_product(product_id: int, facts: ProductFacts, *, version: int, now: datetime) -> None:
    """Change a product. What has been agreed stays: whoever chose it already pays the price of then.

    Refuses as `create_product` does, another kind once somebody has it, and fewer places than are taken. Raises
    `EditConflict`.
    """
    product = _locked(product_id, version=version)
    facts = _checked(product.edition_id, facts)
    rules.ensure_free_name(facts.name or "", (one for one in queries.products(product.edition_id) if one != product))
    quota = db.session.get_one(Quota, product.quota_id, populate_existing=True)
    rules.ensure_same_kind(product.kind, facts.kind, used=bool(quota.taken or quota.waiting))
    _write(product, facts)
    product.version += 1
    _flush(facts)
    resize(product.edition_id, product.quota_id, facts.capacity, now=now)


def move_product(edition_id: int, product_id: int, *, step: int) -> None:
    """Show the product `step` places later (earlier if negative)."""
    alone(edition_id)
    there = queries.products(edition_id)
    moved = next((one for one in there if one.id == product_id), None)
    if moved is None:
        raise Missing
    order.move(there, moved, step=step)
    db.session.flush()


def withdraw_product(product_id: int) -> None:
    """Offer it no more. Those who have it keep it."""
    _set_withdrawn(product_id, withdrawn=True)


def restore_product(product_id: int) -> None:
    """Offer it again."""
    _set_withdrawn(product_id, withdrawn=False)


def _set_withdrawn(product_id: int, *, withdrawn: bool) -> None:
    product = _locked(product_id)
    if product.withdrawn != withdrawn:
        product.withdrawn = withdrawn
        product.version += 1
    db.session.flush()


def delete_product(product_id: int, *, version: int) -> None:
    """Remove a product that nobody ever chose, with its prices. Refuses when somebody has. Raises `EditConflict`."""
    product = _locked(product_id, version=version)
    name, quota_id = product.name, product.quota_id
    try:
        with db.session.begin_nested():
            db.session.delete(product)
    except IntegrityError as error:
        raise rules.in_use(name) from error
    db.session.delete(db.session.get_one(Quota, quota_id))
    db.session.flush()


def _locked(product_id: int, *, version: int | None = None) -> Product:
    """The product, locked after the year's terms, as everybody who registers does it."""
    edition_id = db.session.scalar(select(Product.edition_id).where(Product.id == product_id))
    if edition_id is None:
        raise Missing
    alone(edition_id)
    return locked(Product, product_id, version=version)


def _checked(edition_id: int, facts: ProductFacts) -> ProductFacts:
    days = [day.date for day in db.session.get_one(Edition, edition_id).days]
    ids = db.session.scalars(select(Category.id).where(Category.edition_id == edition_id)).all()
    facts = rules.checked(facts, days=days, categories=ids)
    session = db.session.get(Session, facts.session_id) if facts.session_id is not None else None
    if facts.session_id is not None and (session is None or session.edition_id != edition_id):
        raise Refusal("Programpunkten finns inte längre. Välj en annan.", field="session_id")
    return facts


def _write(product: Product, facts: ProductFacts) -> None:
    for name in rules.PLAIN:
        setattr(product, name, getattr(facts, name))
    standing = {day.date: day for day in product.days}
    product.days = [standing.get(on) or ProductDay(date=on) for on in sorted(facts.days)]
    _write_prices(product, facts.prices)


def _write_prices(product: Product, prices: Iterable[PriceFacts]) -> None:
    """Rows are changed in place, so that no two ever hold for the same category and period."""
    standing = {(one.category_id, one.until is not None): one for one in product.prices}
    for facts in prices:
        for is_early, amount, until in ((True, facts.early, facts.early_until), (False, facts.amount, None)):
            row = standing.get((facts.category_id, is_early))
            if amount is None:
                if row is not None:
                    product.prices.remove(row)
                continue
            if row is None:
                row = Price(category_id=facts.category_id)
                product.prices.append(row)
            row.amount, row.until = amount, until


def _flush(facts: ProductFacts) -> None:
    try:
        db.session.flush()
    except IntegrityError as error:  # somebody else took the name after we looked
        raise rules.taken(facts.name or "") from error

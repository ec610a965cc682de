"""Reads of what a year offers. The catalogue is kept until something public changes."""

from collections import defaultdict
from typing import cast
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, Table, func, select, union_all
from sqlalchemy.orm import joinedload, selectinload

from scdapp.admission import board
from scdapp.admission import catalogue as values
from scdapp.admission.board import Count
from scdapp.admission.catalogue import Catalogue
from scdapp.admission.models import Category, OpeningWatch, Price, Product, Question, QuestionCategory, Terms
from scdapp.core import publication
from scdapp.core.db import db, writing
from scdapp.core.errors import Missing
from scdapp.core.publication import Publication
from scdapp.editions.models import Edition
from scdapp.places.models import Quota

_PUBLICATION = cast(Table, Publication.__table__)
# By database, then by edition: the version of what is published, and the catalogue read then.
_read: WeakKeyDictionary[Engine, dict[int, tuple[int, Catalogue]]] = WeakKeyDictionary()


def find_catalogue(edition_id: int) -> Catalogue | None:
    """What the year offers, or None while nobody has set up its registration. One small query while nothing changes."""
    kept = _read.setdefault(db.engine, {})
    version = db.session.scalar(select(_PUBLICATION.c.version)) or 0
    standing = kept.get(edition_id)
    if standing and standing[0] == version and not _changed_here():
        return standing[1]
    fresh = _catalogue(edition_id)
    if fresh and not writing():
        kept[edition_id] = (version, fresh)
    return fresh


def get_catalogue(edition_id: int) -> Catalogue:
    """What the year offers. Raises `Missing` while nobody has set up its registration."""
    found = find_catalogue(edition_id)
    if found is None:
        raise Missing
    return found


def find_terms(edition_id: int) -> Terms | None:
    """The row that the year's registrations share, or None while nobody has set them up."""
    query = select(Terms).where(Terms.edition_id == edition_id)
    return db.session.scalar(query.options(joinedload(Terms.quota), selectinload(Terms.fees)))


def is_set_up(edition_id: int) -> bool:
    """Whether somebody has begun to set up the year's registration. Every menu asks, so what was read is used."""
    standing = _read.get(db.engine, {}).get(edition_id)
    if standing and standing[0] == publication.standing().version:
        return True
    return db.session.scalar(select(Terms.id).where(Terms.edition_id == edition_id)) is not None


def get_terms(edition_id: int) -> Terms:
    """The row that the year's registrations share. Raises `Missing`."""
    found = find_terms(edition_id)
    if found is None:
        raise Missing
    return found


def categories(edition_id: int) -> list[Category]:
    """The year's categories in the organisers' order, with windows and quotas. Constant queries."""
    query = select(Category).where(Category.edition_id == edition_id).order_by(Category.position, Category.id)
    loads = (joinedload(Category.quota), selectinload(Category.windows))
    return list(db.session.scalars(query.options(*loads)))


def products(edition_id: int) -> list[Product]:
    """The year's products in the organisers' order, withdrawn ones too. Constant queries."""
    query = select(Product).where(Product.edition_id == edition_id).order_by(Product.position, Product.id)
    loads = (joinedload(Product.quota), joinedload(Product.session), selectinload(Product.days))
    return list(db.session.scalars(query.options(*loads, selectinload(Product.prices))))


def questions(edition_id: int) -> list[Question]:
    """The year's questions in the organisers' order, withdrawn ones too. Constant queries."""
    query = select(Question).where(Question.edition_id == edition_id).order_by(Question.position, Question.id)
    return list(db.session.scalars(query.options(selectinload(Question.categories))))


def get_category(edition_id: int, slug: str) -> Category:
    """The year's category with that address. Raises `Missing`."""
    query = select(Category).where(Category.edition_id == edition_id, Category.slug == slug)
    found = db.session.scalar(query.options(joinedload(Category.quota), selectinload(Category.windows)))
    if found is None:
        raise Missing
    return found


def get_product(edition_id: int, uid: str) -> Product:
    """The year's product with that id, withdrawn or not. Raises `Missing`."""
    query = select(Product).where(Product.edition_id == edition_id, Product.uid == uid)
    loads = (joinedload(Product.quota), selectinload(Product.days), selectinload(Product.prices))
    found = db.session.scalar(query.options(*loads))
    if found is None:
        raise Missing
    return found


def get_question(edition_id: int, uid: str) -> Question:
    """The year's question with that id, withdrawn or not. Raises `Missing`."""
    query = select(Question).where(Question.edition_id == edition_id, Question.uid == uid)
    found = db.session.scalar(query.options(selectinload(Question.categories)))
    if found is None:
        raise Missing
    return found


def find_watch(uid: str) -> OpeningWatch | None:
    """Who wants a letter, with the category that it is about."""
    query = select(OpeningWatch).where(OpeningWatch.uid == uid)
    return db.session.scalar(query.options(joinedload(OpeningWatch.category).joinedload(Category.edition)))


def questions_only_for(category_id: int) -> list[str]:
    """What the questions ask that are put to this category and to no other."""
    alone = select(QuestionCategory.question_id).group_by(QuestionCategory.question_id).having(func.count() == 1)
    query = select(Question.label).join(QuestionCategory).where(QuestionCategory.category_id == category_id)
    return list(db.session.scalars(query.where(Question.id.in_(alone))))


def counts(year: int) -> dict[int, Count]:
    """How it stands with every quota of the year, by its id. One query of bare numbers."""
    edition = select(Edition.id).where(Edition.year == year).scalar_subquery()
    ids = union_all(*(select(one.quota_id).where(one.edition_id == edition) for one in (Terms, Category, Product)))
    columns = (Quota.id, Quota.capacity, Quota.taken, Quota.waiting)
    return {row.id: board.count(*row) for row in db.session.execute(select(*columns).where(Quota.id.in_(ids)))}


def _changed_here() -> bool:
    """Whether the open transaction itself has changed something public: its version rises only at the end."""
    return bool(db.session().info.get("public_change"))


def _catalogue(edition_id: int) -> Catalogue | None:
    query = select(Terms).where(Terms.edition_id == edition_id).options(selectinload(Terms.fees))
    terms = db.session.scalar(query)
    if terms is None:
        return None
    offered = _offers(products(edition_id))
    asked = [one for one in questions(edition_id) if not one.withdrawn]
    return Catalogue(
        edition_id=edition_id,
        terms_id=terms.id,
        quota_id=terms.quota_id,
        changes_close_at=terms.changes_close_at,
        seminars_open_at=terms.seminars_open_at,
        conditions=terms.conditions,
        conditions_en=terms.conditions_en,
        conditions_version=terms.conditions_version,
        asks_needs=terms.asks_needs,
        invoice_fee=terms.invoice_fee,
        fees=tuple(values.Fee(fee.until, fee.percent) for fee in terms.fees),
        groups=tuple(_group(one, offered[one.id], asked) for one in categories(edition_id)),
    )


def _group(row: Category, offers: list[values.Offer], asked: list[Question]) -> values.Group:
    return values.Group(
        category_id=row.id,
        uid=row.uid,
        slug=row.slug,
        name=row.name,
        name_en=row.name_en,
        description=row.description,
        description_en=row.description_en,
        quota_id=row.quota_id,
        counts=row.counts,
        member=row.member,
        pays=row.pays,
        access_code=row.access_code,
        listed=row.listed,
        group_limit=row.group_limit,
        waitlist=row.waitlist,
        promised_on=row.promised_on,
        automatic=row.automatic,
        offer_workdays=row.offer_workdays,
        windows=tuple(values.Opening(one.opens_at, one.closes_at) for one in row.windows),
        offers=tuple(offers),
        asks=tuple(_ask(one) for one in asked if _asks(one, row.id)),
    )


def _asks(question: Question, category_id: int) -> bool:
    return not question.categories or any(one.category_id == category_id for one in question.categories)


def _ask(row: Question) -> values.Ask:
    return values.Ask(
        question_id=row.id,
        label=row.label,
        label_en=row.label_en,
        hint=row.hint,
        hint_en=row.hint_en,
        kind=row.kind,
        choices=tuple((row.choices or "").splitlines()),
        choices_en=tuple((row.choices_en or "").splitlines()),
        required=row.required,
    )


def _offers(rows: list[Product]) -> dict[int, list[values.Offer]]:
    """Each category's offers, in the order of the products."""
    found: dict[int, list[values.Offer]] = defaultdict(list)
    for product in rows:
        if product.withdrawn:
            continue
        steps: dict[int, list[Price]] = defaultdict(list)
        for price in product.prices:
            steps[price.category_id].append(price)
        for category_id, prices in steps.items():
            found[category_id].append(_offer(product, prices))
    return found


def _offer(product: Product, prices: list[Price]) -> values.Offer:
    ended = sorted((one for one in prices if one.until), key=lambda one: one.until or product.created_at)
    lasting = [one for one in prices if one.until is None]
    return values.Offer(
        product_id=product.id,
        uid=product.uid,
        kind=product.kind,
        name=product.name,
        name_en=product.name_en,
        description=product.description,
        description_en=product.description_en,
        vat_rate=product.vat_rate,
        quota_id=product.quota_id,
        days=tuple(day.date for day in product.days),
        session_uid=product.session.uid if product.session else None,
        steps=tuple(values.Step(one.amount, one.until) for one in (*ended, *lasting)),
    )

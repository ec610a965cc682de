"""Verbs on categories: who may register, and when. A slug is made once and stays: it has been handed out."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from scdapp.admission import category_rules as rules
from scdapp.admission import moment_service, queries
from scdapp.admission.category_rules import CategoryFacts
from scdapp.admission.models import Category, Window
from scdapp.admission.terms_service import alone, resize
from scdapp.core import order
from scdapp.core.db import db, locked
from scdapp.core.errors import Missing
from scdapp.core.text import free_slug, slugify
from scdapp.places import service as places
from scdapp.places.models import Quota


def create_category(edition_id: int, facts: CategoryFacts, *, now: datetime) -> Category:
    """A new category, last in order, with key dates for its windows.

    Refuses facts that are not sound and a name that another one has. Raises `Missing` before the year's terms.
    """
    alone(edition_id)
    there = queries.categories(edition_id)
    facts = rules.checked(facts)
    rules.ensure_free_name(facts.name or "", there)
    return _created(edition_id, facts, there, now=now)


def create_standard(edition_id: int, *, now: datetime) -> int:
    """The categories that most years have, without times and prices; how many were not there already."""
    alone(edition_id)
    there = queries.categories(edition_id)
    names = {one.name.casefold() for one in there}
    missing = [facts for facts in rules.STANDARD if (facts.name or "").casefold() not in names]
    for facts in missing:
        there.append(_created(edition_id, facts, there, now=now))
    return len(missing)


def _created(edition_id: int, facts: CategoryFacts, there: Sequence[Category], *, now: datetime) -> Category:
    category = Category(
        edition_id=edition_id,
        slug=free_slug(slugify(facts.name or ""), {one.slug for one in there}),
        position=order.next_position(there),
        quota_id=places.create(facts.capacity).id,
        created_at=now,
    )
    _write(category, facts, now=now)
    db.session.add(category)
    _flush(facts)
    moment_service.follow(category, now=now)
    return category


def update_category(category_id: int, facts: CategoryFacts, *, version: int, now: datetime) -> None:
    """Change a category; its windows keep their key dates wherever they move.

    Refuses facts that are not sound, a name that another one has, and fewer places than are taken. Raises
    `EditConflict` when somebody saved meanwhile.
    """
    category = _locked(category_id, version=version)
    facts = rules.checked(facts)
    others = [one for one in queries.categories(category.edition_id) if one.id != category_id]
    rules.ensure_free_name(facts.name or "", others)
    _write(category, facts, now=now)
    category.version += 1
    _flush(facts)
    moment_service.follow(category, now=now)
    resize(category.edition_id, category.quota_id, facts.capacity, now=now)


def move_category(edition_id: int, category_id: int, *, step: int) -> None:
    """Show the category `step` places later (earlier if negative)."""
    alone(edition_id)
    there = queries.categories(edition_id)
    moved = next((one for one in there if one.id == category_id), None)
    if moved is None:
        raise Missing
    order.move(there, moved, step=step)
    db.session.flush()


def delete_category(category_id: int, *, version: int, now: datetime) -> None:
    """Remove a category that nobody has registered in, with its windows and prices; its key dates are taken back.

    Refuses when somebody has, and while it is the only one that a question is put to. Raises `EditConflict`.
    """
    category = _locked(category_id, version=version)
    name, quota_id = category.name, category.quota_id
    rules.ensure_alone_in_no_question(queries.questions_only_for(category_id))
    moment_service.end(category, *category.windows, now=now)
    try:
        with db.session.begin_nested():
            db.session.delete(category)
    except IntegrityError as error:
        raise rules.in_use(name) from error
    db.session.delete(db.session.get_one(Quota, quota_id))
    db.session.flush()


def _locked(category_id: int, *, version: int) -> Category:
    """The category, locked after the year's terms, as everybody who registers does it."""
    edition_id = db.session.scalar(select(Category.edition_id).where(Category.id == category_id))
    if edition_id is None:
        raise Missing
    alone(edition_id)
    return locked(Category, category_id, version=version)


def _write(category: Category, facts: CategoryFacts, *, now: datetime) -> None:
    for name in rules.PLAIN:
        setattr(category, name, getattr(facts, name))
    standing = {window.id: window for window in category.windows}
    windows = [standing.pop(one.key) if one.key in standing else Window() for one in facts.windows]
    for window, one in zip(windows, facts.windows, strict=True):
        window.opens_at, window.closes_at = one.opens_at, one.closes_at
    moment_service.end(*standing.values(), now=now)
    category.windows = windows


def _flush(facts: CategoryFacts) -> None:
    try:
        db.session.flush()
    except IntegrityError as error:  # somebody else took the name after we looked
        raise rules.taken(facts.name or "") from error

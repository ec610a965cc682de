"""A year's registration set up through the services, as an organiser would have."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import event

from scdapp.admission import category_service, queries
from scdapp.admission.category_rules import PLAIN, CategoryFacts, WindowFacts
from scdapp.admission.models import Category
from scdapp.core.db import db, transaction
from scdapp.core.walltime import ZONE
from scdapp.editions.models import Edition, KeyDate
from scdapp.editions.queries import key_dates
from tests.factories import THEN


def wall(*parts: int) -> datetime:
    """A moment on a wall clock in Sweden."""
    return datetime(*parts, tzinfo=ZONE).astimezone(UTC)  # type: ignore[misc,arg-type]


OPENS, CLOSES = wall(2024, 5, 7, 9), wall(2024, 9, 13, 17)


def add_category(edition: Edition, name: str = "Deltagare", **given: Any) -> Category:
    """Open from 7 May at 9.00 until 13 September at 17.00 in 2024."""
    given.setdefault("windows", (WindowFacts(OPENS, CLOSES),))
    given.setdefault("pays", False)
    with transaction():
        return category_service.create_category(edition.id, CategoryFacts(name, **given), now=THEN)


def facts_of(category: Category) -> CategoryFacts:
    """What the category says as it stands."""
    windows = tuple(WindowFacts(one.opens_at, one.closes_at, one.id) for one in category.windows)
    plain = {name: getattr(category, name) for name in PLAIN}
    return CategoryFacts(**plain, capacity=category.quota.capacity, windows=windows)


def change(edition: Edition, slug: str, *, now: datetime = THEN, **changed: Any) -> None:
    """Save the category's form with something else in it."""
    db.session.rollback()
    category = queries.get_category(edition.id, slug)
    facts, key, version = replace(facts_of(category), **changed), category.id, category.version
    db.session.rollback()
    with transaction():
        category_service.update_category(key, facts, version=version, now=now)


def told(edition: Edition, **which: bool) -> list[tuple[str, str | None, str, int, bool]]:
    """The key dates: what, for whom, when, how often changed, whether withdrawn."""
    db.session.rollback()

    def when(one: KeyDate) -> str:
        return f"{one.starts_on} {one.at:%H.%M}" if one.at else str(one.starts_on)

    found = key_dates(edition.id, **which)
    return [(one.title, one.audience, when(one), one.sequence, one.withdrawn_at is not None) for one in found]


def counted(work: Callable[[], object]) -> int:
    """How many questions `work` sends to the database."""
    asked: list[str] = []

    def note(*args: Any) -> None:
        if args[2] != "BEGIN":
            asked.append(args[2])

    event.listen(db.engine, "before_cursor_execute", note)
    work()
    event.remove(db.engine, "before_cursor_execute", note)
    return len(asked)

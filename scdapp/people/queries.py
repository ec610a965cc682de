"""Reads of persons, groups and announcements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, collate, func, or_, select
from sqlalchemy.orm import contains_eager, lazyload

from scdapp.core.db import db, in_swedish
from scdapp.core.errors import Missing
from scdapp.editions.models import Edition
from scdapp.people.models import Announcement, FormerPersonSlug, Person
from scdapp.people.rules import Name

A_PAGE = 50
WORDS_AT_MOST = 8


@dataclass(frozen=True)
class Page:
    """One page of a long list."""

    rows: Sequence[Person]
    total: int
    number: int
    last: int

    @property
    def summary(self) -> str:
        """What of it is shown, in words."""
        if self.last == 1:
            return f"{self.total} personer och grupper" if self.total > 1 else "En person eller grupp"
        first = (self.number - 1) * A_PAGE + 1
        return f"{first}–{first + len(self.rows) - 1} av {self.total} personer och grupper"


def find_person_by_slug(slug: str) -> Person | None:
    """Whoever has this address, or once had it: then `person.slug` is another one, to be redirected to."""
    former = select(FormerPersonSlug.person_id).where(FormerPersonSlug.slug == slug)
    query = select(Person).where(or_(Person.slug == slug, Person.id.in_(former)))
    query = query.options(lazyload(Person.former_slugs))
    return db.session.scalar(query.order_by((Person.slug == slug).desc()).limit(1))


def get_person(uid: str) -> Person:
    """The person with this uid. Raises `Missing`."""
    person = db.session.scalar(select(Person).where(Person.uid == uid))
    if person is None:
        raise Missing
    return person


def people_page(search: str = "", *, number: int = 1) -> Page:
    """A page of all persons and groups in Swedish order, or of those whose name, title or organisation has every
    word of `search`. A number past the end gives the last page."""
    query = _found(select(Person), search)
    total = db.session.scalar(_found(select(func.count(Person.id)), search)) or 0
    last = max(1, -(-total // A_PAGE))
    number = min(max(number, 1), last)
    rows = db.session.scalars(
        query.options(lazyload(Person.portrait), lazyload(Person.former_slugs))
        .order_by(in_swedish(Person.name), Person.id)
        .limit(A_PAGE)
        .offset((number - 1) * A_PAGE)
    )
    return Page(rows.all(), total, number, last)


def names() -> list[Name]:
    """All persons and groups in Swedish order, to choose from."""
    query = select(Person.id, Person.uid, Person.name, Person.organisation)
    rows = db.session.execute(query.order_by(in_swedish(Person.name), Person.id))
    return [Name(*row) for row in rows]


def taken_slugs(wanted: str, *, but: int | None = None) -> set[str]:
    """The addresses that begin with `wanted` and lead to somebody else than the person `but`, now or formerly."""
    now = select(Person.slug).where(Person.slug.startswith(wanted), Person.id != (but or 0))
    formerly = select(FormerPersonSlug.slug).where(
        FormerPersonSlug.slug.startswith(wanted), FormerPersonSlug.person_id != (but or 0)
    )
    return set(db.session.scalars(now.union_all(formerly)))


def announcements(edition_id: int, *, moment: datetime | None = None) -> list[Announcement]:
    """Who has been announced for the edition, in the organisers' order; only those made public by `moment` if given."""
    query = select(Announcement).where(Announcement.edition_id == edition_id)
    if moment is not None:
        query = query.where(Announcement.announced_at <= moment)
    return list(db.session.scalars(query.order_by(Announcement.position, Announcement.id)))


def announcements_of(person_id: int) -> list[Announcement]:
    """The years that the person has been announced for, newest first."""
    query = (
        select(Announcement)
        .join(Announcement.edition)
        .options(
            contains_eager(Announcement.edition).options(lazyload(Edition.days), lazyload(Edition.hero)),
            lazyload(Announcement.person),
        )
        .where(Announcement.person_id == person_id)
        .order_by(Edition.year.desc())
    )
    return list(db.session.scalars(query))


def get_announcement(edition_id: int, person_uid: str) -> Announcement:
    """What is told of this person for the edition. Raises `Missing`."""
    query = select(Announcement).join(Announcement.person).where(Person.uid == person_uid)
    found = db.session.scalar(query.where(Announcement.edition_id == edition_id))
    if found is None:
        raise Missing
    return found


Query = TypeVar("Query", bound=Select[Any])

# With the collation PostgreSQL knows that å is Å in small, whatever the language of its database.
_HAYSTACK: ColumnElement[str] = func.lower(
    collate(
        Person.name + " " + func.coalesce(Person.title, "") + " " + func.coalesce(Person.organisation, ""),
        "sv",
    )
)


def _found(query: Query, search: str) -> Query:
    for word in search.split()[:WORDS_AT_MOST]:
        query = query.where(_HAYSTACK.contains(word.lower(), autoescape=True))
    return query

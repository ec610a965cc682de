"""Reads of persons, groups and announcements."""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager, lazyload

from scdapp.core.db import db, in_swedish
from scdapp.core.errors import Missing
from scdapp.core.lists import Page, haystack, page_of, saying
from scdapp.editions.models import Edition
from scdapp.people.models import Announcement, FormerPersonSlug, Person
from scdapp.people.rules import Name

IN_WORDS = ("En person eller grupp", "personer och grupper")
_HAYSTACK = haystack(Person.name, Person.title, Person.organisation)


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


def people_page(search: str = "", *, number: int = 1) -> Page[Person]:
    """A page of all persons and groups in Swedish order, or of those whose name, title or organisation has every
    word of `search`. A number past the end gives the last page."""
    query = select(Person).options(lazyload(Person.portrait), lazyload(Person.former_slugs))
    query = query.order_by(in_swedish(Person.name), Person.id)
    return page_of(saying(query, _HAYSTACK, search), number=number, words=IN_WORDS)


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

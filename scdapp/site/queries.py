"""Reads that only the pages need: a year as the public knows it, and a person over all years."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, lazyload

from scdapp.core.db import db
from scdapp.core.errors import Missing
from scdapp.core.walltime import ZONE
from scdapp.editions import queries as editions
from scdapp.editions.models import Edition
from scdapp.people import queries as people
from scdapp.people.models import Announcement, Person
from scdapp.releases import queries as releases
from scdapp.releases.released import Programme, Session


@dataclass(frozen=True)
class Year:
    """An announced edition, what is released of its programme, and its days: the evening before counts."""

    edition: Edition
    programme: Programme | None
    first: date
    last: date

    def past(self, moment: datetime) -> bool:
        """Whether its last day is behind us: what is unknown then will not be told any more."""
        return moment.astimezone(ZONE).date() > self.last


@dataclass(frozen=True)
class PersonYear:
    """What the public knows of a person in one year."""

    edition: Edition
    announcement: Announcement | None
    sessions: tuple[Session, ...]


def get_year(year: int, moment: datetime) -> Year:
    """The year as the public knew it at `moment`. Raises `Missing` while it is not announced."""
    return year_of(editions.get_announced(year, moment), moment)


def year_of(edition: Edition, moment: datetime) -> Year:
    """The edition with the programme that the public saw at `moment`."""
    programme = releases.current(edition.id, moment)
    days = [s.day for s in programme.shown if s.day is not None] if programme else []
    return Year(edition, programme, min([edition.starts_on, *days]), max([edition.last_day, *days]))


def announcements(edition_id: int, moment: datetime) -> list[Announcement]:
    """Who had been announced for the edition at `moment`, in the organisers' order. One query, whatever their number:
    lists show neither portraits nor former addresses."""
    lean = joinedload(Announcement.person).options(lazyload(Person.portrait), lazyload(Person.former_slugs))
    query = select(Announcement).options(lean, lazyload(Announcement.edition))
    query = query.where(Announcement.edition_id == edition_id, Announcement.announced_at <= moment)
    return list(db.session.scalars(query.order_by(Announcement.position, Announcement.id)))


def get_public_person(slug: str, moment: datetime) -> tuple[Person, list[PersonYear]]:
    """The person with this address, now or formerly, and what the public knew of them at `moment`, newest year first.

    Raises `Missing` for somebody neither announced nor on a released programme: being in the register is not public.
    """
    person = people.find_person_by_slug(slug)
    if person is None:
        raise Missing
    announced = {one.edition_id: one for one in people.announcements_of(person.id) if one.announced_at <= moment}
    programmes = {programme.year: programme for programme in releases.all_current(moment)}
    years = [
        PersonYear(edition, announced.get(edition.id), _sessions(programmes.get(edition.year), person))
        for edition in editions.announced(moment)
    ]
    known = [year for year in years if year.announcement or year.sessions]
    if not known:
        raise Missing
    return person, known


def _sessions(programme: Programme | None, person: Person) -> tuple[Session, ...]:
    return programme.of_person(person.uid) if programme else ()

"""The speakers whom a source names for a year to come: announced with what is known about topic and day."""

from datetime import datetime

from sqlalchemy import select

from scdapp.core.db import db
from scdapp.core.words import clock_time, day_short
from scdapp.editions.models import Edition
from scdapp.imports.facts import SessionFact
from scdapp.imports.tally import Tally
from scdapp.imports.words import weekdays_only
from scdapp.people import announcement_service
from scdapp.people.models import Announcement, Person
from scdapp.people.rules import AnnouncementValues


def announce_speakers(
    fact: SessionFact, edition: Edition, speakers: list[Person], tally: Tally, *, now: datetime
) -> None:
    """Announce those who are not announced for the edition yet."""
    known = set(db.session.scalars(select(Announcement.person_id).where(Announcement.edition_id == edition.id)))
    for person in speakers:
        if person.id not in known:
            told = AnnouncementValues(topic_of(fact, person.name), when_of(fact))
            announcement_service.announce(edition.id, person.id, told, now=now)
            tally.count("klara talare", new=True)


def topic_of(fact: SessionFact, name: str) -> str | None:
    """ "om AI" of "Martin Berg om AI"; a title that the source itself gives; else nothing."""
    if fact.title_is_its_own:
        return fact.title
    return fact.title.removeprefix(name).strip() or None if fact.title.startswith(name) else None


def when_of(fact: SessionFact) -> str:
    """ "fredag 4 oktober, ca kl. 10.00", or as much of it as is known."""
    if fact.day is None:
        return weekdays_only(fact.note) or "dag meddelas senare"
    about = "ca " if fact.approximate else ""
    return day_short(fact.day) + (f", {about}kl. {clock_time(fact.starts)}" if fact.starts else "")

"""From the facts to rows: editions, people, sessions and the speakers who are announced.

Adds what is missing and never touches what stands, for an organiser may have edited it. What the sources do not
say stays null; what has to be chosen all the same is chosen here, and says so.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from scdapp.core.clock import local
from scdapp.core.db import db
from scdapp.core.text import slugify
from scdapp.core.walltime import instant
from scdapp.editions import key_date_service
from scdapp.editions import service as edition_service
from scdapp.editions.key_date_rules import KeyDateFacts
from scdapp.editions.models import Edition, KeyDate
from scdapp.editions.rules import DayLine, EditionFacts
from scdapp.imports.announcing import announce_speakers
from scdapp.imports.facts import EditionFact, Facts, PersonFact, SessionFact
from scdapp.imports.identity import uid
from scdapp.imports.tally import Tally
from scdapp.imports.words import capital, role_on_stage, sentence
from scdapp.people import service as people_service
from scdapp.people.models import FormerPersonSlug, Person
from scdapp.people.rules import PersonValues
from scdapp.programme import service as programme_service
from scdapp.programme.models import Session
from scdapp.programme.rules import SessionValues, SlotValues

# No source says when a year was announced. A year and a day ahead is 2 October 2023 for that of 2024, and the
# chair's letter of that day is the first to look ahead to it.
AHEAD = timedelta(days=366)
# Colours are chosen: 2024 has the blue of the line to Kista, every year before another one.
HUE_2024, HUE_STEP = 265, 35
DEADLINES = {
    "opens": ("Anmälan öppnar", "deltagare"),
    "closes": ("Sista dag att anmäla sig", "deltagare"),
    "waitlist_answer_by": ("Senast besked om plats från reservlistan", "den som står på reservlistan"),
}


def add_editions(facts: Facts, tally: Tally, *, now: datetime) -> tuple[dict[str, Edition], list[Edition]]:
    """The edition of each key, and those that are new."""
    known = {edition.year: edition for edition in db.session.scalars(select(Edition))}
    rows, fresh = {}, []
    for fact in facts.editions:
        row = known.get(fact.year)
        tally.count("upplagor", new=row is None)
        if row is None:
            fresh.append(row := _edition(fact, tally, now))
        rows[fact.key] = row
    return rows, fresh


def is_over(fact: EditionFact, now: datetime) -> bool:
    """Whether the last day of the edition has passed."""
    return fact.last_day < local(now).date()


def _edition(fact: EditionFact, tally: Tally, now: datetime) -> Edition:
    told = EditionFacts(
        year=fact.year,
        name=fact.name,
        theme=capital(fact.theme) if fact.theme else None,
        city=fact.city,
        venue=fact.venue,
        host=fact.host,
        starts_on=fact.starts_on,
        ends_on=fact.ends_on,
        hue=(HUE_2024 + HUE_STEP * (2024 - fact.year)) % 360,
        note=" ".join(sentence(text) for text in fact.afterwards) if is_over(fact, now) else None,
        labels=tuple(DayLine(day, label) for day, label in fact.days),
    )
    edition = edition_service.create_edition(told, now=now)
    edition.uid = uid("edition", fact.key)
    edition.announced_at = instant(fact.starts_on - AHEAD, time(9))
    db.session.flush()
    for what, day in (("opens", fact.registration_opens), ("waitlist_answer_by", fact.waitlist_answer_by)):
        if day:
            add_deadline(edition, fact.key, what, day, tally, now=now)
    return edition


def add_deadline(
    edition: Edition, key: str, what: str, day: date, tally: Tally, *, now: datetime, example: bool = False
) -> None:
    """A deadline of the registration as a key date, unless it stands there already."""
    same = uid("key_date", key, what)
    stands = db.session.scalar(select(KeyDate.id).where(KeyDate.uid == same)) is not None
    tally.count("viktiga datum", new=not stands)
    if not stands:
        title, audience = DEADLINES[what]
        row = key_date_service.create_key_date(edition.id, KeyDateFacts(title, day, audience=audience), now=now)
        row.uid, row.example = same, example
        db.session.flush()


def add_people(people: Iterable[PersonFact], tally: Tally, *, now: datetime) -> dict[str, Person]:
    """The person of each key. Whoever has the same address already is the same person."""
    known = list(db.session.scalars(select(Person)))
    by_uid = {row.uid: row for row in known}
    by_slug = {former.slug: row for row in known for former in row.former_slugs} | {row.slug: row for row in known}
    rows = {}
    for fact in people:
        row = by_uid.get(uid("person", fact.key)) or by_slug.get(fact.key) or by_slug.get(slugify(fact.name))
        tally.count("personer och grupper", new=row is None)
        rows[fact.key] = row or _person(fact, now)
    return rows


def _person(fact: PersonFact, now: datetime) -> Person:
    told = PersonValues(fact.name, fact.is_group, fact.title, fact.organisation, internal_note=fact.note)
    person = people_service.create_person(told, now=now, certain=True)
    person.uid = uid("person", fact.key)
    if person.slug != fact.key:
        # The file's own id is the address; that of the name leads there too.
        person.former_slugs = [FormerPersonSlug(slug=person.slug)]
        person.slug = fact.key
    db.session.flush()
    return person


def add_sessions(
    facts: Facts, editions: dict[str, Edition], people: dict[str, Person], tally: Tally, *, now: datetime
) -> None:
    """The sessions that are missing; the speakers of a year to come are announced along with them."""
    known = set(db.session.scalars(select(Session.uid)))
    for fact in facts.sessions:
        same = uid("session", fact.key)
        tally.count("programpunkter", new=same not in known)
        if same in known:
            continue
        to_come = not is_over(facts.edition_of[fact.edition], now)
        edition, speakers = editions[fact.edition], [people[key] for key in fact.speakers]
        programme_service.create_session(edition.id, _values(fact, speakers, to_come=to_come), now=now, uid=same)
        if to_come:
            announce_speakers(fact, edition, speakers, tally, now=now)


def _values(fact: SessionFact, speakers: list[Person], *, to_come: bool) -> SessionValues:
    return SessionValues(
        title=fact.title,
        kind=fact.kind,
        # What was said and decided is not told before it has been.
        summary=None if fact.held and to_come else fact.gist,
        day=fact.day,
        starts=fact.starts,
        ends=fact.ends,
        approximate=fact.approximate,
        # The column knows no "unknown"; Swedish is the language that is never mentioned.
        language=fact.language or "sv",
        prerecorded=fact.prerecorded,
        slots=tuple(on_stage(person, fact.kind) for person in speakers),
    )


def on_stage(person: Person, kind: str) -> SlotValues:
    """The place of a named person or group in a session of `kind`; who is named in a source has said yes."""
    return SlotValues(person.id, role=role_on_stage(kind, group=person.is_group), state="accepted")

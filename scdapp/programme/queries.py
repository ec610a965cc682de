"""Reads of the draft, for organisers. Visitors never come here: they read what was released."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, collate, exists, func, or_, select
from sqlalchemy.orm import joinedload, lazyload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from scdapp.core.db import db, in_swedish
from scdapp.core.errors import Missing
from scdapp.core.lists import WORDS_AT_MOST
from scdapp.editions.models import Edition
from scdapp.people.models import Person
from scdapp.programme import conflicts, rules, times
from scdapp.programme.models import Block, FormerSessionSlug, Room, Session, SessionLink, SpeakerSlot

A_PAGE = 100


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed down to. `undated`: only sessions without a day; `uids`: only these."""

    text: str = ""
    day: date | None = None
    undated: bool = False
    kind: str | None = None
    room_id: int | None = None
    block_id: int | None = None
    incomplete: bool = False
    uids: frozenset[str] | None = None


@dataclass(frozen=True)
class Page:
    """One page of the draft, in order of time."""

    rows: Sequence[Session]
    total: int
    number: int
    last: int


@dataclass(frozen=True)
class Title:
    """As little of a session as lists to choose from need."""

    id: int
    uid: str
    title: str
    placing: rules.Placing


def get_session(edition_id: int, uid: str) -> Session:
    """The session with everything that belongs to it. Raises `Missing`."""
    query = select(Session).where(Session.edition_id == edition_id, Session.uid == uid).options(*_WHOLE)
    found = db.session.scalar(query)
    if found is None:
        raise Missing
    return found


def draft(edition_id: int) -> list[Session]:
    """All sessions of the edition with everything that belongs to them, in order of time.

    The same few queries however many they are.
    """
    query = select(Session).where(Session.edition_id == edition_id).options(*_WHOLE).order_by(*_IN_TIME)
    return list(db.session.scalars(query))


def page(edition_id: int, wanted: Wanted, *, number: int = 1) -> Page:
    """A page of the draft, narrowed down to what is `wanted`. A number past the end gives the last page."""
    narrowed = (Session.edition_id == edition_id, *_conditions(wanted))
    total = db.session.scalar(select(func.count(Session.id)).where(*narrowed)) or 0
    last = max(1, -(-total // A_PAGE))
    number = min(max(number, 1), last)
    query = select(Session).where(*narrowed).options(*_ROW).order_by(*_IN_TIME)
    rows = db.session.scalars(query.limit(A_PAGE).offset((number - 1) * A_PAGE))
    return Page(rows.all(), total, number, last)


def titles(edition_id: int) -> list[Title]:
    """All sessions of the edition in order of time, to choose from."""
    columns = (Session.id, Session.uid, Session.title, Session.day, Session.starts, Session.ends)
    rows = db.session.execute(select(*columns).where(Session.edition_id == edition_id).order_by(*_IN_TIME))
    return [Title(row.id, row.uid, row.title, rules.Placing(row.day, row.starts, row.ends)) for row in rows]


def taken_slugs(edition_id: int, wanted: str, *, but: int | None = None) -> set[str]:
    """The addresses beginning with `wanted` that lead to another session than `but`, now or formerly."""
    now = select(Session.slug).where(
        Session.edition_id == edition_id, Session.slug.startswith(wanted), Session.id != (but or 0)
    )
    formerly = select(FormerSessionSlug.slug).where(
        FormerSessionSlug.edition_id == edition_id,
        FormerSessionSlug.slug.startswith(wanted),
        FormerSessionSlug.session_id != (but or 0),
    )
    return set(db.session.scalars(now.union_all(formerly)))


def items(edition_id: int) -> list[conflicts.Item]:
    """The draft as the search for collisions sees it. Two queries of bare columns, no rows are built."""
    people = _people(edition_id)
    columns = (
        *(Session.id, Session.uid, Session.title, Session.kind, Session.day, Session.starts, Session.ends),
        *(Session.past_midnight, Session.service, Session.capacity, Session.status, Session.included),
        *(Room.id.label("hall_id"), Room.name, Room.kind.label("hall_kind"), Room.capacity.label("places")),
        Block.name.label("block"),
    )
    query = select(*columns).select_from(Session).outerjoin(Room, Session.room_id == Room.id)
    rows = db.session.execute(
        query.outerjoin(Block, Session.block_id == Block.id)
        .where(Session.edition_id == edition_id)
        .order_by(Session.id)
    )
    return [
        conflicts.Item(
            uid=row.uid,
            title=row.title,
            kind=row.kind,
            day=row.day,
            start=times.start_of(row.day, row.starts),
            end=times.end_of(row.day, row.ends, past_midnight=row.past_midnight),
            service=row.service,
            off=row.status == "cancelled" or not row.included,
            hall=conflicts.Hall(row.hall_id, row.name, row.hall_kind, row.places) if row.hall_id else None,
            block=row.block,
            capacity=row.capacity,
            people=tuple(people[row.id]),
        )
        for row in rows
    ]


def collisions(edition: Edition) -> list[conflicts.Conflict]:
    """Every collision in the edition's draft."""
    return conflicts.find(items(edition.id), rules.programme_days(edition))


def _people(edition_id: int) -> dict[int, list[tuple[int, str]]]:
    """By session: who has said yes or been asked."""
    query = (
        select(SpeakerSlot.session_id, Person.id, Person.name)
        .join(Session, Session.id == SpeakerSlot.session_id)
        .join(Person, Person.id == SpeakerSlot.person_id)
        .where(Session.edition_id == edition_id, SpeakerSlot.state != "declined")
        .order_by(SpeakerSlot.position)
    )
    found = defaultdict(list)
    for session_id, person_id, name in db.session.execute(query):
        found[session_id].append((person_id, name))
    return found


_SLOTS = selectinload(Session.slots).joinedload(SpeakerSlot.person)
_ROW: tuple[ORMOption, ...] = (
    joinedload(Session.room),
    joinedload(Session.block),
    _SLOTS.options(lazyload(Person.portrait), lazyload(Person.former_slugs)),
)
_WHOLE: tuple[ORMOption, ...] = (
    *_ROW,
    joinedload(Session.track),
    selectinload(Session.links).joinedload(SessionLink.related),
    selectinload(Session.former_slugs),
)
_IN_TIME: tuple[ColumnElement[Any], ...] = (
    Session.day.is_(None),
    Session.day.expression,
    Session.starts.is_(None),
    Session.starts.expression,
    Session.ends.expression,
    in_swedish(Session.title),
    Session.id.expression,
)


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found = [_says(word) for word in wanted.text.split()[:WORDS_AT_MOST]]
    if wanted.day is not None:
        found.append(Session.day == wanted.day)
    if wanted.undated:
        found.append(Session.day.is_(None))
    for column, value in (
        (Session.kind, wanted.kind),
        (Session.room_id, wanted.room_id),
        (Session.block_id, wanted.block_id),
    ):
        if value is not None:
            found.append(column == value)
    if wanted.incomplete:
        found.append(_incomplete())
    if wanted.uids is not None:
        found.append(Session.uid.in_(wanted.uids))
    return found


def _says(word: str) -> ColumnElement[bool]:
    """The word is in the title, or in the name or label of somebody on stage."""
    on_stage = (
        select(SpeakerSlot.id)
        .outerjoin(Person, Person.id == SpeakerSlot.person_id)
        .where(
            SpeakerSlot.session_id == Session.id,
            _has(func.coalesce(Person.name, "") + " " + func.coalesce(SpeakerSlot.label, ""), word),
        )
    )
    return or_(_has(Session.title.expression, word), exists(on_stage))


def _has(text: ColumnElement[str], word: str) -> ColumnElement[bool]:
    # With the collation PostgreSQL knows that å is Å in small, whatever the language of its database.
    return func.lower(collate(text, "sv")).contains(word.lower(), autoescape=True)


def _incomplete() -> ColumnElement[bool]:
    """What `rules.gaps` tells of, as a condition."""
    asked = select(SpeakerSlot.id).where(
        SpeakerSlot.session_id == Session.id, SpeakerSlot.person_id.is_not(None), SpeakerSlot.state == "asked"
    )
    talk = and_(Session.service.is_(False), or_(Session.ends.is_(None), Session.room_id.is_(None)))
    return and_(
        Session.status == "planned",
        or_(Session.day.is_(None), Session.starts.is_(None), talk, exists(asked)),
    )

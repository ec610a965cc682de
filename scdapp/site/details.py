"""A session's own page, and a person's sessions, in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from scdapp.core import words
from scdapp.editions.models import Edition
from scdapp.programme.vocabulary import ROLES
from scdapp.releases.released import Appearance, Programme, Room, Session
from scdapp.site import wording
from scdapp.site.queries import PersonYear
from scdapp.site.wording import Move


@dataclass(frozen=True)
class Beside:
    """A session that stands beside the one told of: related, or another choice in its block."""

    slug: str
    title: str
    where: str
    cancelled: bool


@dataclass(frozen=True)
class Details:
    """What a session's page says beyond its title and text."""

    kicker: str
    when: str
    place: str
    move: Move | None
    moved_to: str
    people: tuple[tuple[Appearance, str], ...]
    roles_only: str
    room: Room | None
    room_facts: str
    examples: str
    language: str
    block: str
    related: tuple[Beside, ...]
    same_block: tuple[Beside, ...]


@dataclass(frozen=True)
class Shown:
    """A session on a person's page."""

    slug: str
    title: str
    when: str
    where: str
    cancelled: bool


@dataclass(frozen=True)
class AppearancesOfYear:
    edition: Edition
    topic: str | None
    when: str | None
    sessions: tuple[Shown, ...]


def details(programme: Programme, session: Session, *, past: bool) -> Details:
    """All that the page of `session` says."""
    room = programme.room_of.get(session.room or "")
    block = wording.block_title(session.block_name) if session.block_name else ""
    move = wording.move(session)
    return Details(
        kicker=f"{wording.kind(session)}, {block[:1].lower()}{block[1:]}" if block else wording.kind(session),
        when=wording.first_upper(wording.when(session, past=past)),
        place=_place(session, programme.venue, past=past),
        move=move,
        moved_to=_moved_to(session, move),
        people=tuple((one, _role(one)) for one in session.appearances if one.person_uid is not None),
        roles_only=wording.first_upper(", ".join(one.name for one in session.appearances if one.person_uid is None)),
        room=room,
        room_facts=wording.room_facts(room) if room else "",
        examples=wording.examples(session),
        language=wording.language(session),
        block=block,
        related=_beside(_related(programme, session), by_time=True, past=past),
        same_block=_beside(_same_block(programme, session), by_time=False, past=past),
    )


def _role(one: Appearance) -> str:
    """The role on stage, unless it is the usual one."""
    return "" if one.role == "speaker" else str(ROLES[one.role])


def appearances(year: PersonYear, *, past: bool) -> AppearancesOfYear:
    """What a person does in a year; the announcement speaks while nothing is on the programme."""
    announced = year.announcement
    sessions = tuple(
        Shown(s.slug, s.title, wording.first_upper(wording.when(s, past=past)), s.room_name or "", s.cancelled)
        for s in year.sessions
    )
    when = (announced.when_words or wording.day_unknown(past=past)) if announced and not sessions else None
    return AppearancesOfYear(year.edition, announced.topic if announced and not sessions else None, when, sessions)


def _place(session: Session, venue: str, *, past: bool) -> str:
    where = session.room_name or (wording.room_unknown(past=past) if session.starts else "")
    return ", ".join(part for part in (where, venue) if part)


def _moved_to(session: Session, move: Move | None) -> str:
    """ "Ny lokal: Seminariesal 4", "Ny tid: kl. 14.15"."""
    if move is None:
        return ""
    told = []
    if session.moved_from and session.moved_from.day != session.day and session.day:
        told.append(words.day_short(session.day))
    if session.moved_from and session.moved_from.starts != session.starts and session.starts:
        told.append(words.at(session.starts))
    if session.moved_from and session.moved_from.room_name != session.room_name and session.room_name:
        told.append(session.room_name)
    return f"{move.tag}: {', '.join(told)}" if told else move.tag


def _related(programme: Programme, session: Session) -> list[Session]:
    """Those it points to and those that point to it."""
    return [
        other
        for other in programme.shown
        if other.uid != session.uid and (other.uid in session.related or session.uid in other.related)
    ]


def _same_block(programme: Programme, session: Session) -> list[Session]:
    if session.block is None:
        return []
    return [other for other in programme.shown if other.block == session.block and other.uid != session.uid]


def _beside(sessions: Iterable[Session], *, by_time: bool, past: bool) -> tuple[Beside, ...]:
    def where(s: Session) -> str:
        if by_time:
            return wording.first_upper(wording.when(s, past=past))
        return s.room_name or wording.room_unknown(past=past)

    return tuple(Beside(s.slug, s.title, where(s), s.cancelled) for s in sessions)

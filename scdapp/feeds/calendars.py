"""Which entries each calendar holds, and what it is called. The bytes come from `ical`."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from flask_babel import gettext

from scdapp.core import web
from scdapp.editions.models import Edition, KeyDate
from scdapp.feeds import entries, ical, own
from scdapp.feeds.own import Facts
from scdapp.feeds.parts import Part
from scdapp.people.models import Person
from scdapp.releases.released import Programme, Session

Row = TypeVar("Row", Session, KeyDate, Edition)


def of_programme(edition: Edition, programme: Programme | None) -> bytes:
    """Everything on the programme. While there is none, the conference as one entry over its days: those who
    subscribe early see that they did, and the programme takes its place when it is released."""
    head = _head(edition.name, web.address("feeds.programme", year=edition.year))
    if programme is None:
        return ical.calendar(head, [ical.event(entries.of_edition(edition, url=_page(edition)))])
    return ical.calendar(head, _events(edition.year, programme.sessions))


def of_part(edition: Edition, part: Part, *, source: str) -> bytes:
    """One day, room, block or kind."""
    return ical.calendar(_head(f"{edition.name}: {part.name}", source), _events(edition.year, part.sessions))


def of_session(edition: Edition, session: Session) -> bytes:
    """One session; empty while its day is unknown."""
    source = web.address("feeds.session", year=edition.year, slug=session.slug)
    return ical.calendar(_head(f"{edition.name}: {session.title}", source), _events(edition.year, (session,)))


def of_person(person: Person, programmes: Iterable[Programme]) -> bytes:
    """All that a person or group takes part in, whatever the year."""
    source = web.address("feeds.person", slug=person.slug)
    events: list[bytes] = []
    for programme in programmes:
        on_stage = (s for s in programme.sessions if any(one.person_uid == person.uid for one in s.appearances))
        events += _events(programme.year, on_stage)
    return ical.calendar(_head(f"Socialchefsdagarna: {person.name}", source), events)


def of_key_dates(edition: Edition, key_dates: Iterable[KeyDate]) -> bytes:
    """The key dates of an edition, withdrawn ones too."""
    page = _key_dates_page(edition)
    source = web.address("feeds.key_dates", year=edition.year)
    head = _head(gettext("%(edition)s: viktiga datum", edition=edition.name), source)
    return ical.calendar(head, (ical.event(entries.of_key_date(one, url=page)) for one in _in_order(key_dates)))


def of_editions(editions: Iterable[Edition]) -> bytes:
    """One entry for each edition that the public knows of."""
    head = _head(gettext("Socialchefsdagarna, alla år"), web.address("feeds.editions"))
    return ical.calendar(head, (ical.event(entries.of_edition(one, url=_page(one))) for one in _in_order(editions)))


def of_seat(
    edition: Edition,
    programme: Programme | None,
    key_dates: Iterable[KeyDate],
    facts: Facts,
    ticketed: Collection[str],
) -> bytes:
    """What somebody with a seat, or with one day of it, takes part in, and the key dates; nothing for a seat that is
    not theirs any more. Who they are stands nowhere in it. `ticketed`: the sessions that one buys a product for.
    """
    name = gettext("Mina %(edition)s", edition=edition.name)
    head = ical.Head(name, f"{name}. {_follows()}", source=None)
    if not facts.seated:
        return ical.calendar(head, [])
    events = [
        ical.event(replace(entries.of_key_date(one, url=_key_dates_page(edition)), private=True))
        for one in _in_order(key_dates)
    ]
    if programme is None:
        events.append(ical.event(replace(entries.of_edition(edition, url=_page(edition)), private=True)))
        return ical.calendar(head, events)
    mine = [one for one in programme.sessions if own.holds(facts, one, programme, ticketed)]
    return ical.calendar(head, [*events, *_events(edition.year, mine, private=True)])


def _in_order(rows: Iterable[Row]) -> list[Row]:
    """By uid: one that moves changes its own lines and nothing else in the file."""
    return sorted(rows, key=lambda row: row.uid)


def _page(edition: Edition) -> str:
    return web.address("site.edition", year=edition.year)


def _key_dates_page(edition: Edition) -> str:
    return web.address("site.key_dates", year=edition.year)


def _head(name: str, source: str) -> ical.Head:
    return ical.Head(name=name, description=f"{name}. {_follows()}", source=source)


def _follows() -> str:
    return str(gettext("Följer med av sig självt när något flyttas eller ställs in."))


def _events(year: int, sessions: Iterable[Session], *, private: bool = False) -> list[bytes]:
    home = web.address("site.start")
    made = (_event(session, year, home, private) for session in _in_order(sessions))
    return [event for event in made if event]


@lru_cache(maxsize=8192)
def _event(session: Session, year: int, _home: str, private: bool) -> bytes:
    """Serialised once, whatever release, day or room asks for it: a released session never changes.

    `_home` tells apart the languages and the hosts that the words and the address are made for.
    """
    entry = entries.of_session(session, url=web.address("site.session", year=year, slug=session.slug))
    if entry and private:
        entry = replace(entry, private=True, busy=session.starts is not None and not session.off)
    return ical.event(entry) if entry else b""

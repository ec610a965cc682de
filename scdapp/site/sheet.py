"""The programme's page as rows: days in words, the way from day to day, and the choices of the filter."""

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext

from scdapp.core import words
from scdapp.core.walltime import ZONE
from scdapp.releases.released import Programme, Session
from scdapp.site import entries, filters, timetable
from scdapp.site.filters import PARAMETERS, Wish

# Beyond this a page would be too heavy for a phone: one day at a time.
ALL_AT_ONCE = 300


@dataclass(frozen=True)
class DayLink:
    """A day in the row of days: leads to its place on the page (`anchor`), or to a page of its own (`query`).

    `swedish`: the words are the organisers' own, whatever the language of the page.
    """

    date: date
    words: str
    swedish: bool
    anchor: str
    query: dict[str, str]
    here: bool


@dataclass(frozen=True)
class Choice:
    """One list of the filter's form."""

    name: str
    label: str
    everything: str
    options: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True)
class Sheet:
    days: tuple[entries.Day, ...]
    undated: tuple[entries.Entry, ...]
    day_links: tuple[DayLink, ...]
    one_day: date | None
    all_days: dict[str, str] | None
    choices: tuple[Choice, ...]
    filtered: bool
    past: bool


def sheet(programme: Programme, wish: Wish, moment: datetime, *, past: bool) -> Sheet:
    """What the page shows of `programme` for `wish`. A large programme is shown one day at a time."""
    found = filters.chosen(programme, wish)
    all_days = filters.days(programme)
    today = moment.astimezone(ZONE).date()
    one_day = date.fromisoformat(wish.day) if wish.day else None
    if one_day is None and len(found) > ALL_AT_ONCE:
        one_day = today if today in all_days else all_days[0]
        found = [session for session in found if session.day in (one_day, None)]
    writer = entries.Writer(programme, past=past)
    return Sheet(
        days=tuple(writer.day(day) for day in timetable.days(programme, found, moment)),
        undated=tuple(writer.entry(session, column="") for session in timetable.undated(found)),
        day_links=_day_links(programme, wish, found, one_day, today),
        one_day=one_day,
        all_days=wish.query(day=None) if wish.day else None,
        choices=_choices(programme, wish),
        filtered=any((wish.kind, wish.room, wish.block, wish.track)),
        past=past,
    )


def _day_links(
    programme: Programme, wish: Wish, found: list[Session], one_day: date | None, today: date
) -> tuple[DayLink, ...]:
    labels = {day.date: day.label for day in programme.days}
    shown = {session.day for session in found}
    return tuple(
        DayLink(
            date=day,
            words=labels.get(day) or words.weekday(day),
            swedish=bool(labels.get(day)),
            anchor=f"dag-{day.isoformat()}",
            query=wish.query(day=day.isoformat()),
            here=day == (one_day or today),
        )
        for day in filters.days(programme)
        if one_day is not None or day in shown
    )


def _choices(programme: Programme, wish: Wish) -> tuple[Choice, ...]:
    """The lists of the form; one without anything to choose from is left out."""
    rooms_used = {session.room for session in programme.shown}
    blocks = tuple((block.slug, block.name) for block in programme.blocks)
    rooms = tuple((room.slug, room.name) for room in programme.rooms if room.slug in rooms_used)
    tracks = tuple((track.slug, track.name) for track in programme.tracks)
    everything = (
        ("kind", gettext("Typ"), gettext("Alla typer"), tuple(entries.kinds_of(programme))),
        ("room", gettext("Lokal"), gettext("Alla lokaler"), rooms),
        ("block", gettext("Block"), gettext("Alla block"), blocks),
        ("track", gettext("Spår"), gettext("Alla spår"), tracks),
    )
    return tuple(
        Choice(PARAMETERS[name], label, every, options, getattr(wish, name) or "")
        for name, label, every, options in everything
        if len(options) > 1 or getattr(wish, name)
    )

"""A released session in words, as the pages say it: when, where, who, and what became of it.

What is unknown of a coming year is told later; of a year gone by (`past`) nothing more will come, so it is left out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext, lazy_gettext, ngettext

from scdapp.core import words
from scdapp.programme.vocabulary import KINDS, LANGUAGES
from scdapp.releases.released import Place, Room, Session
from scdapp.site.line import Stop

NUMERALS = (
    lazy_gettext("noll"),
    lazy_gettext("ett"),
    lazy_gettext("två"),
    lazy_gettext("tre"),
    lazy_gettext("fyra"),
    lazy_gettext("fem"),
    lazy_gettext("sex"),
    lazy_gettext("sju"),
    lazy_gettext("åtta"),
    lazy_gettext("nio"),
    lazy_gettext("tio"),
    lazy_gettext("elva"),
    lazy_gettext("tolv"),
)
# What a released session calls its made-up fields, grouped as a visitor would.
EXAMPLE_FIELDS = {
    "day": lazy_gettext("dag"),
    "starts": lazy_gettext("tid"),
    "ends": lazy_gettext("tid"),
    "room": lazy_gettext("lokal"),
    "track": lazy_gettext("spår"),
    "block": lazy_gettext("block"),
    "capacity": lazy_gettext("platser"),
    "title": lazy_gettext("titel"),
    "summary": lazy_gettext("beskrivning"),
}


@dataclass(frozen=True)
class Move:
    """`tag` is the word beside the title, `was` where it was before: "var kl. 10.15 i Sal A"."""

    tag: str
    was: str


def kind(session: Session) -> str:
    """ "Seminarium"."""
    return first_upper(str(KINDS[session.kind].label))


def first_upper(text: str) -> str:
    """`text` with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def block_title(name: str) -> str:
    """ "Block A"; a name that says block by itself stays as it is."""
    return name if "block" in name.casefold() else str(gettext("Block %(name)s", name=name))


def numeral(n: int) -> str:
    """ "fem"; figures from thirteen on."""
    return str(NUMERALS[n]) if n < len(NUMERALS) else str(n)


def one_of(sessions: Iterable[Session], n: int) -> str:
    """What a choice block asks: "Ett seminarium av fem". Empty when there is nothing to choose between."""
    if n < 2:
        return ""
    if all(session.kind == "seminar" for session in sessions):
        return str(gettext("Ett seminarium av %(n)s", n=numeral(n)))
    return str(gettext("En programpunkt av %(n)s", n=numeral(n)))


def when(session: Session, *, past: bool = False) -> str:
    """ "onsdag 2 oktober kl. 10.00–11.30", or what is known of it."""
    if session.day is None:
        return day_unknown(past=past)
    day = words.day_short(session.day)
    if session.starts is None:
        return day if past else str(gettext("%(day)s, tid meddelas senare", day=day))
    return words.day_at(day, words.hours(session.starts, session.ends, approximate=session.approximate))


def day_unknown(*, past: bool) -> str:
    """That the day will be told."""
    return "" if past else str(gettext("dag meddelas senare"))


def room_unknown(*, past: bool) -> str:
    """That the room will be told."""
    return "" if past else str(gettext("Lokal meddelas senare"))


def on_stage(session: Session) -> str:
    """The names of those on stage, without those that the title names already."""
    names = (one.name for one in session.appearances if one.person_uid is not None)
    return ", ".join(name for name in dict.fromkeys(names) if name not in session.title)


def language(session: Session) -> str:
    """The language if it is not Swedish."""
    return "" if session.language == "sv" else str(LANGUAGES.get(session.language, session.language))


def move(session: Session) -> Move | None:
    """What its last move changed; None when it never moved or is back where it was."""
    before = session.moved_from
    if before is None:
        return None
    other_time = before.day is not None and (before.day, before.starts) != (session.day, session.starts)
    other_room = before.room_name is not None and before.room_name != session.room_name
    if other_time and other_room:
        return Move(gettext("Flyttad"), _was(before, session.day, time=True, room=True))
    if other_time:
        return Move(gettext("Ny tid"), _was(before, session.day, time=True, room=False))
    if other_room:
        return Move(gettext("Ny lokal"), _was(before, session.day, time=False, room=True))
    return None


def _was(before: Place, day_now: date | None, *, time: bool, room: bool) -> str:
    other_day = before.day if time and (before.day != day_now or before.starts is None) else None
    day = words.day_short(other_day) if other_day else ""
    at = words.at(before.starts) if time and before.starts else ""
    where = gettext("i %(room)s", room=before.room_name) if room and before.room_name else ""
    return str(gettext("var %(place)s", place=" ".join(part for part in (words.day_at(day, at), where) if part)))


def examples(session: Session) -> str:
    """Which facts of a real session are made up: "tid och lokal"."""
    named = list(dict.fromkeys(str(EXAMPLE_FIELDS.get(name, name)) for name in session.example_fields))
    if len(named) < 2:
        return "".join(named)
    return str(gettext("%(some)s och %(last)s", some=", ".join(named[:-1]), last=named[-1]))


def room_facts(room: Room) -> str:
    """How to get there and what is there: "Plan 2. Stegfri väg in. Hörslinga saknas." Unknown facts are left out."""
    told = [f"{room.directions.rstrip('.')}."] if room.directions else []
    if room.step_free is not None:
        told.append(gettext("Stegfri väg in.") if room.step_free else gettext("Ingen stegfri väg in."))
    if room.hearing_loop is not None:
        told.append(gettext("Hörslinga finns.") if room.hearing_loop else gettext("Hörslinga saknas."))
    return " ".join(told)


def room_brief(room: Room) -> str:
    """For the head of a column: "260 platser, slinga"."""
    told = [ngettext("%(num)d plats", "%(num)d platser", room.capacity)] if room.capacity else []
    if room.hearing_loop:
        told.append(gettext("slinga"))
    return ", ".join(told)


def left(stop: Stop) -> str:
    """ "18 dagar kvar" to a stop on the Line, or to the end of what goes on; "I dag" on its day."""
    if not stop.ongoing:
        return str(ngettext("%(num)d dag kvar", "%(num)d dagar kvar", stop.days) if stop.days else gettext("I dag"))
    if stop.days == 0:
        return str(gettext("Pågår, sista dagen i dag"))
    return str(ngettext("Pågår, %(num)d dag kvar", "Pågår, %(num)d dagar kvar", stop.days))


def stops(line: Iterable[Stop]) -> list[tuple[Stop, str]]:
    """Each stop with the days left to it, empty for those behind us."""
    return [(stop, "" if stop.state == "done" else left(stop)) for stop in line]

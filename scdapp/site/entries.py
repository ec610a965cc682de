"""The rows of the programme's page: slots and sessions in words, ready for a template that only writes them out."""

from collections import Counter
from dataclasses import dataclass

from flask_babel import gettext

from scdapp.core import text, words
from scdapp.programme.vocabulary import KINDS
from scdapp.releases.released import Programme, Session
from scdapp.site import timetable, wording

SUMMARY_AT_MOST = 220


@dataclass(frozen=True)
class Flag:
    """A word with a frame."""

    kind: str
    word: str


@dataclass(frozen=True)
class Entry:
    """A session as it stands in a slot. `column`: the number of its room's column, "plenum" or empty."""

    slug: str
    title: str
    column: str
    room: str
    people: str
    summary: str
    notes: tuple[str, ...]
    flags: tuple[Flag, ...]
    meta: tuple[str, ...]
    example: bool
    cancelled: bool
    service: bool


@dataclass(frozen=True)
class Group:
    title: str
    choice: str
    across: tuple[Entry, ...]
    columns: tuple[Entry, ...]
    loose: tuple[Entry, ...]


@dataclass(frozen=True)
class Slot:
    of: timetable.Slot
    begins: str
    ends: str
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Day:
    of: timetable.Day
    title: str
    slots: tuple[Slot, ...]
    untimed: tuple[Entry, ...]
    heads: tuple[tuple[str, str], ...]


class Writer:
    """Turns the sessions of one programme into rows. Made anew for each page, for the words are in its language."""

    def __init__(self, programme: Programme, *, past: bool) -> None:
        self._choices: Counter[str] = timetable.choices(programme)
        self._past = past
        self._no_room = wording.room_unknown(past=past)
        self._prerecorded = str(gettext("förinspelat"))
        self._cancelled = Flag("cancelled", str(gettext("Inställt")))

    def day(self, day: timetable.Day) -> Day:
        """A day of the timetable in words."""
        heads = tuple((room.name, wording.room_brief(room)) for room in day.rooms)
        untimed = tuple(self.entry(session, column="") for session in day.untimed)
        title = wording.first_upper(words.day_short(day.date))
        return Day(day, title, tuple(self._slot(slot) for slot in day.slots), untimed, heads)

    def entry(self, session: Session, *, column: str, slot: timetable.Slot | None = None) -> Entry:
        """A session in words; `slot` is what it stands in and need not repeat."""
        across = column == "plenum"
        return Entry(
            slug=session.slug,
            title=session.title,
            column=column,
            room=session.room_name or ("" if session.service else self._no_room),
            people=wording.on_stage(session) if session.appearances else "",
            summary=_brief(session.summary) if across and session.summary and not session.service else "",
            notes=_notes(session),
            flags=self._flags(session),
            meta=self._meta(session, slot),
            example=session.example,
            cancelled=session.cancelled,
            service=session.service,
        )

    def _slot(self, slot: timetable.Slot) -> Slot:
        begins = words.clock_time(slot.starts)
        ends = words.clock_time(slot.ends) if slot.ends else ""
        return Slot(slot, begins, ends, tuple(self._group(group, slot) for group in slot.groups))

    def _group(self, group: timetable.Group, slot: timetable.Slot) -> Group:
        title = choice = ""
        if group.block is not None:
            sessions = [*group.across, *(session for _, session in group.columns), *group.loose]
            title = wording.block_title(group.block.name)
            choice = group.block.note or wording.one_of(sessions, self._choices[group.block.slug])
        return Group(
            title,
            choice,
            tuple(self.entry(session, column="plenum", slot=slot) for session in group.across),
            tuple(self.entry(session, column=str(column), slot=slot) for column, session in group.columns),
            tuple(self.entry(session, column="", slot=slot) for session in group.loose),
        )

    def _flags(self, session: Session) -> tuple[Flag, ...]:
        if session.cancelled:
            return (self._cancelled,)
        moved = wording.move(session) if session.moved_from else None
        return (Flag("moved", moved.tag),) if moved else ()

    def _meta(self, session: Session, slot: timetable.Slot | None) -> tuple[str, ...]:
        told = [self._hours(session, slot), session.track_name or "", wording.language(session)]
        told.append(self._prerecorded if session.prerecorded else "")
        return tuple(part for part in told if part)

    def _hours(self, session: Session, slot: timetable.Slot | None) -> str:
        """What of its hours differs from the slot it stands in."""
        if slot is None or session.starts is None:
            return ""
        if session.approximate and not slot.approximate:
            return words.hours(session.starts, session.ends, approximate=True)
        if session.ends_at == slot.ends_at:
            return ""
        if session.ends is None:
            return "" if self._past else str(gettext("sluttid meddelas senare"))
        return str(gettext("till %(time)s", time=words.at(session.ends)))


def _notes(session: Session) -> tuple[str, ...]:
    if session.cancelled:
        return (session.cancel_note,) if session.cancel_note else ()
    moved = wording.move(session) if session.moved_from else None
    return (f"{wording.first_upper(moved.was)}.",) if moved else ()


def _brief(summary: str) -> str:
    """The first paragraph as plain text, cut at a word if it is long."""
    paragraph = text.plain(summary).partition("\n")[0]
    if len(paragraph) <= SUMMARY_AT_MOST:
        return paragraph
    return paragraph[:SUMMARY_AT_MOST].rpartition(" ")[0].rstrip(",;:–") + " …"


def kinds_of(programme: Programme) -> list[tuple[str, str]]:
    """The kinds that the programme has, as (slug, name), in the vocabulary's order."""
    used = {session.kind for session in programme.shown}
    return [(kind.slug, str(kind.label)) for name, kind in KINDS.items() if name in used]

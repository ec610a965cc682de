"""The parts of a programme that have a calendar of their own: its days, rooms, blocks and kinds. Pure but for words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from scdapp.core import words
from scdapp.core.errors import Missing
from scdapp.programme.vocabulary import KINDS
from scdapp.releases.released import Programme, Session


@dataclass(frozen=True)
class Part:
    """`slug` is its place in the address, `name` what people call it."""

    slug: str
    name: str
    sessions: tuple[Session, ...]

    @property
    def empty(self) -> bool:
        """Nothing that takes place, though a calendar may still have to tell what does not."""
        return all(session.off for session in self.sessions)


def days(programme: Programme) -> list[Part]:
    """Each day of the conference, and any other on which something was."""
    dates = {day.date for day in programme.days} | {s.day for s in programme.sessions if s.day}
    names = [(day.isoformat(), words.day_short(day)) for day in sorted(dates)]
    return _parts(names, programme.sessions, lambda s: s.day.isoformat() if s.day else None)


def rooms(programme: Programme) -> list[Part]:
    """Each room, and any that is gone but was to hold a session that is cancelled since."""
    gone = [(s.room, s.room_name or s.room) for s in programme.sessions if s.room]
    named = [(room.slug, room.name) for room in programme.rooms]
    return _parts([*named, *gone], programme.sessions, lambda s: s.room)


def blocks(programme: Programme) -> list[Part]:
    """Each choice block, with the same exception."""
    gone = [(s.block, s.block_name or s.block) for s in programme.sessions if s.block]
    named = [(block.slug, block.name) for block in programme.blocks]
    return _parts([*named, *gone], programme.sessions, lambda s: s.block)


def kinds(programme: Programme) -> list[Part]:
    """Every kind there is, those without a session too."""
    names = [(kind.slug, str(kind.label)) for kind in KINDS.values()]
    return _parts(names, programme.sessions, lambda s: KINDS[s.kind].slug)


def find(parts: Iterable[Part], slug: str) -> Part:
    """The part at `slug`. Raises `Missing`."""
    for part in parts:
        if part.slug == slug:
            return part
    raise Missing


def _parts(
    names: Iterable[tuple[str, str]], sessions: Iterable[Session], place: Callable[[Session], str | None]
) -> list[Part]:
    known: dict[str, str] = {}
    for slug, name in names:
        known.setdefault(slug, name)
    held: dict[str, list[Session]] = {slug: [] for slug in known}
    for session in sessions:
        where = place(session)
        if where is not None:
            held[where].append(session)
    return [Part(slug, name, tuple(held[slug])) for slug, name in known.items()]

"""The programme as days, slots and columns: what stands beside what, and what below. Pure.

A slot holds all that starts at one time. In it, what concerns everybody stands across; seminars stand in the column
of their room; those who choose one out of a block see the block as one thing.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby

from scdapp.releases.released import Block, Programme, Room, Session
from scdapp.site import moments

# More columns than this cannot be read side by side: they wrap, and each item names its room.
COLUMNS_AT_MOST = 6


@dataclass(frozen=True)
class Group:
    """What belongs together in a slot: a choice block, or (`block` None) the rest."""

    block: Block | None
    across: tuple[Session, ...]
    columns: tuple[tuple[int, Session], ...]
    loose: tuple[Session, ...]


@dataclass(frozen=True)
class Slot:
    """All that starts at one time. `ends` is the end that most of it shares, None while none is known."""

    starts: time
    ends: time | None
    starts_at: datetime
    ends_at: datetime | None
    approximate: bool
    service: bool
    state: str
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Day:
    """A day's slots, and what has a day but no time. `rooms` are the columns, empty when they would not fit."""

    date: date
    label: str | None
    rooms: tuple[Room, ...]
    slots: tuple[Slot, ...]
    untimed: tuple[Session, ...]


def days(programme: Programme, sessions: Sequence[Session], moment: datetime) -> list[Day]:
    """`sessions` (some of the programme's, in its order) day by day; days without any are left out."""
    labels = {day.date: day.label for day in programme.days}
    dated = ((s.day, s) for s in sessions if s.day is not None)
    return [
        _day(programme, day, labels.get(day), [s for _, s in some], moment)
        for day, some in groupby(dated, key=lambda pair: pair[0])
    ]


def undated(sessions: Iterable[Session]) -> tuple[Session, ...]:
    """Those whose day is not known yet."""
    return tuple(s for s in sessions if s.day is None)


def choices(programme: Programme) -> Counter[str]:
    """How many sessions each block offers."""
    return Counter(s.block for s in programme.shown if s.block is not None and not s.off)


def _day(programme: Programme, day: date, label: str | None, some: list[Session], moment: datetime) -> Day:
    used = {s.room for s in some if not s.across and s.starts is not None}
    rooms = tuple(room for room in programme.rooms if room.slug in used)
    columns = {room.slug: n for n, room in enumerate(rooms, 1)} if 1 < len(rooms) <= COLUMNS_AT_MOST else {}
    blocks = {block.slug: block for block in programme.blocks}
    timed = [(s.starts, s) for s in some if s.starts is not None]
    slots = (
        _slot(starts, [s for _, s in group], columns, blocks, moment)
        for starts, group in groupby(timed, key=lambda pair: pair[0])
    )
    return Day(day, label, rooms if columns else (), tuple(slots), tuple(s for s in some if s.starts is None))


def _slot(
    starts: time, some: list[Session], columns: dict[str, int], blocks: dict[str, Block], moment: datetime
) -> Slot:
    lasting = _longest_common(some)
    starts_at, over_at = some[0].starts_at, moments.over_at(lasting)
    if starts_at is None or over_at is None:
        raise ValueError("a slot's sessions have a day and a time")
    return Slot(
        starts=starts,
        ends=lasting.ends,
        starts_at=starts_at,
        ends_at=lasting.ends_at,
        approximate=all(s.approximate for s in some),
        service=all(s.service for s in some),
        state=moments.state(starts_at, over_at, moment),
        groups=_groups(some, columns, blocks),
    )


def _longest_common(some: list[Session]) -> Session:
    """A session that ends as most of them do; the longest when no end is shared."""
    ends = Counter(s.ends_at for s in some if s.ends_at is not None and not s.off)
    if not ends:
        return some[0]
    most = max(ends.values())
    end = max(at for at, n in ends.items() if n == most)
    return next(s for s in some if s.ends_at == end)


def _groups(some: list[Session], columns: dict[str, int], blocks: dict[str, Block]) -> tuple[Group, ...]:
    """The rest first, then the blocks in the organisers' order."""
    found: dict[str | None, list[Session]] = {None: []} | {slug: [] for slug in blocks}
    for session in some:
        found[session.block if session.block in blocks else None].append(session)
    return tuple(_group(blocks.get(slug or ""), of, columns) for slug, of in found.items() if of)


def _group(block: Block | None, some: list[Session], columns: dict[str, int]) -> Group:
    # A choice without a room yet is still one of many, and what nothing stands beside needs no column.
    alone = block is None and len(some) == 1
    across = tuple(s for s in some if alone or (s.across and (block is None or s.room is not None)))
    parallel = [s for s in some if s not in across]
    placed = sorted(((columns.get(s.room or "", 0), s) for s in parallel), key=lambda pair: pair[0])
    return Group(
        block,
        across,
        tuple((column, s) for column, s in placed if column),
        tuple(s for column, s in placed if not column),
    )

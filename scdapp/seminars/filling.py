"""How the seminars fill, for the organisers: each with its places in numbers and as a bar, and what is wrong in red."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from scdapp.core.db import swedish_key
from scdapp.releases.released import Programme, Session
from scdapp.seminars import rules
from scdapp.seminars.models import Choice
from scdapp.seminars.notice_service import time_of
from scdapp.seminars.rules import Left


@dataclass(frozen=True)
class Row:
    """One session. `wanted` is what the programme says it holds."""

    session: Session
    left: Left
    wanted: int | None
    most: int

    @property
    def over(self) -> int:
        """How many more have chosen it than there is room for by the latest release."""
        return max(self.left.taken - self.wanted, 0) if self.wanted is not None else 0

    @property
    def free(self) -> int | None:
        return None if self.left.capacity is None else max(self.left.capacity - self.left.taken, 0)

    @property
    def frame(self) -> int:
        """The bar's whole length, in hundredths of the largest seminar's."""
        return round(100 * max(self.left.capacity or self.left.taken, self.left.taken) / self.most)

    @property
    def bar(self) -> int:
        """How much of it is taken."""
        return round(100 * self.left.taken / self.most)


@dataclass(frozen=True)
class BlockRows:
    name: str
    when: str
    rows: tuple[Row, ...]

    @property
    def taken(self) -> int:
        return sum(row.left.taken for row in self.rows)

    @property
    def waiting(self) -> int:
        return sum(row.left.waiting for row in self.rows)


def blocks(programme: Programme, left: Mapping[str, Left]) -> list[BlockRows]:
    """All there is to choose, called-off ones left out."""
    choosings = rules.blocks(programme)
    known = {
        one.uid: left.get(one.uid) or Left(rules.capacity_of(one, programme), 0, 0)
        for block in choosings
        for one in block.open
    }
    most = max((max(one.capacity or 0, one.taken) for one in known.values()), default=0) or 1
    return [
        BlockRows(
            block.name,
            time_of(block.open[0]),
            tuple(Row(one, known[one.uid], rules.capacity_of(one, programme), most) for one in block.open),
        )
        for block in choosings
    ]


@dataclass(frozen=True)
class Listed:
    """Somebody on a session's list: the name of whoever has the seat that day."""

    name: str
    choice: Choice

    @property
    def workplace(self) -> str:
        return self.choice.participant.workplace or ""


def listed(choices: Iterable[Choice], session: Session, state: str) -> list[Listed]:
    """Those of that state: in the order of the queue, or by name in Swedish order."""
    found = [Listed(rules.name_on(one.participant, session.day), one) for one in choices if one.state == state]
    return found if state == "waiting" else sorted(found, key=lambda one: (swedish_key(one.name), one.choice.id))


def overlapping(programme: Programme) -> list[tuple[Session, Session]]:
    """Pairs of sessions in different blocks that are at the same time: who has both cannot be at both."""
    open_ones = [one for one in programme.sessions if rules.choosable(one)]
    return [(a, b) for a, b in combinations(open_ones, 2) if a.block != b.block and rules.overlap(a, b)]


def clashing(choices: Iterable[Choice], pairs: Iterable[tuple[Session, Session]]) -> list[tuple[Choice, Choice]]:
    """Those who have both of a pair, by what they chose."""
    of_seat: dict[int, dict[str, Choice]] = {}
    for one in choices:
        if one.state == "taken":
            of_seat.setdefault(one.participant_id, {})[one.session.uid] = one
    return [
        (held[a.uid], held[b.uid]) for a, b in pairs for held in of_seat.values() if a.uid in held and b.uid in held
    ]

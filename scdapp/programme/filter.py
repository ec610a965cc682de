"""What the list of the draft is narrowed down to, as it stands in the address."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import wtforms

from scdapp.core import words
from scdapp.core.fields import Choice, Words
from scdapp.programme.conflicts import Conflict
from scdapp.programme.models import Block, Room
from scdapp.programme.queries import Wanted
from scdapp.programme.vocabulary import KINDS

UNDATED = "utan"
EVERYTHING, COLLIDING, INCOMPLETE = "", "krockar", "luckor"


class FilterForm(wtforms.Form):
    """Read from the query string. What makes no sense there is left out, for nobody typed it."""

    text = Words("Titel eller namn", limit=200)
    dag = Choice("Dag", empty="alla dagar")
    slag = Choice("Slag", empty="alla slag")
    lokal = Choice("Lokal", empty="alla lokaler", coerce=int)
    block = Choice("Block", empty="alla block", coerce=int)
    visa = Choice("Visa", empty="allt")

    def offer(self, days: Iterable[date], rooms: Iterable[Room], blocks: Iterable[Block]) -> None:
        """Fill the lists to choose from, and drop what cannot be chosen."""
        self.dag.offer([*((day.isoformat(), words.day_short(day)) for day in days), (UNDATED, "utan dag")])
        self.slag.offer([(kind.name, str(kind.label)) for kind in KINDS.values()])
        self.lokal.offer([(room.id, room.name) for room in rooms])
        self.block.offer([(block.id, block.name) for block in blocks])
        self.visa.offer([(COLLIDING, "bara med krockar"), (INCOMPLETE, "bara ofullständiga")])
        if not self.validate():
            for name in self.errors:
                self[name].data = None

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return any(field.data for field in self)

    def as_wanted(self, collisions: Iterable[Conflict]) -> Wanted:
        """What was asked for."""
        colliding = frozenset(item.uid for conflict in collisions for item in conflict.sessions)
        return Wanted(
            text=self.text.data or "",
            day=date.fromisoformat(self.dag.data) if self.dag.data and self.dag.data != UNDATED else None,
            undated=self.dag.data == UNDATED,
            kind=self.slag.data,
            room_id=self.lokal.data,
            block_id=self.block.data,
            incomplete=self.visa.data == INCOMPLETE,
            uids=colliding if self.visa.data == COLLIDING else None,
        )

    def query(self) -> dict[str, Any]:
        """The same as parts of an address."""
        return {field.name: field.data for field in self if field.data}

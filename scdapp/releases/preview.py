"""What would happen if the draft were released now. A look, never a change."""

from dataclasses import dataclass, replace
from datetime import datetime

from scdapp.editions.models import Edition
from scdapp.programme import place_queries
from scdapp.programme import queries as programme_queries
from scdapp.programme.conflicts import Conflict
from scdapp.releases import changes, queries, released, snapshot
from scdapp.releases.changes import Change


@dataclass(frozen=True)
class Preview:
    """What would happen if the draft were released now."""

    before: released.Programme | None
    after: released.Programme
    changes: tuple[Change, ...]
    collisions: tuple[Conflict, ...]

    @property
    def differs(self) -> bool:
        """Whether the public would see anything else than now, be it a room's loop or a day's name."""
        if self.before is None:
            return True
        same = replace(self.before, number=self.after.number, note=self.after.note, released_at=self.after.released_at)
        return same != self.after

    @property
    def stopping(self) -> int:
        """How many collisions somebody has to accept by name before the version may go out."""
        return sum(1 for collision in self.collisions if collision.weight == "stop")

    def count(self, *kinds: str) -> int:
        """How many sessions were changed in one of these ways."""
        return sum(1 for change in self.changes if change.what in kinds)

    @property
    def unchanged(self) -> int:
        """How many sessions stay as the public sees them."""
        return len(self.after.shown) - self.count("added", "changed", "moved", "cancelled", "restored")


def preview(edition: Edition, *, final: bool | None = None, note: str = "", now: datetime) -> Preview:
    """What releasing the draft of `edition` at `now` would change, and which collisions stand. Changes nothing.

    `final` None: as the version before, preliminary if there is none.
    """
    before = queries.latest(edition.id)
    if final is None:
        final = before is not None and before.final
    number = before.number + 1 if before else 1
    rows = snapshot.Draft(
        edition,
        place_queries.rooms(edition.id),
        place_queries.blocks(edition.id),
        place_queries.tracks(edition.id),
        programme_queries.draft(edition.id),
    )
    after = snapshot.take(rows, before, number=number, final=final, note=note, at=now.replace(microsecond=0))
    collisions = tuple(programme_queries.collisions(edition))
    return Preview(before, after, changes.compare(before, after), collisions)

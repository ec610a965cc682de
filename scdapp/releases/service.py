"""The verb of this slice: make what the organisers have drafted public."""

from dataclasses import dataclass
from datetime import datetime

from scdapp.core.db import db, locked
from scdapp.core.text import clean
from scdapp.editions.models import Edition
from scdapp.programme import place_queries
from scdapp.programme import queries as programme_queries
from scdapp.programme.conflicts import Conflict
from scdapp.programme.models import Session
from scdapp.releases import changes, queries, released, rules, snapshot
from scdapp.releases.changes import Change
from scdapp.releases.models import Release


@dataclass(frozen=True)
class Preview:
    """What would happen if the draft were released now."""

    before: released.Programme | None
    after: released.Programme
    changes: tuple[Change, ...]
    collisions: tuple[Conflict, ...]

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


def preview(edition: Edition, *, final: bool = False, note: str = "", now: datetime) -> Preview:
    """What releasing the draft of `edition` at `now` would change, and which collisions stand. Changes nothing."""
    before = queries.latest(edition.id)
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


def release(
    edition_id: int,
    *,
    final: bool,
    note: str,
    by: str,
    now: datetime,
    accept_collisions: bool = False,
    expected_number: int | None = None,
) -> Release:
    """Make the draft public as the next version, preliminary or final, told by `note` and signed `by`.

    `expected_number` is the version that the organiser saw in the preview. Refuses when somebody released
    meanwhile, when rooms or speakers are double-booked and nobody accepted that, and when there is nothing new.
    """
    edition = locked(Edition, edition_id)
    seen = preview(edition, final=final, note=clean(note, lines=True), now=now)
    if expected_number is not None and expected_number != seen.after.number:
        raise rules.ReleasedMeanwhile("Någon annan hann släppa en version. Läs igenom vad som skiljer nu.")
    rules.ensure_anything_new(len(seen.changes), same_state=seen.before is not None and seen.before.final == final)
    rules.ensure_accepted(seen.stopping, accepted=accept_collisions)
    made = Release(
        edition_id=edition.id,
        number=seen.after.number,
        final=final,
        note=seen.after.note,
        released_at=seen.after.released_at,
        released_by=by,
        content=released.dumps(seen.after),
        changes=changes.dumps(seen.changes),
    )
    db.session.add(made)
    db.session.flush()
    return made


def delete_session(session_id: int, *, version: int) -> None:
    """Delete a session that no version has ever shown. Refuses once calendars may hold it: cancel it instead."""
    session = locked(Session, session_id, version=version)
    rules.ensure_never_released(session.uid in queries.released_uids(session.edition_id))
    db.session.delete(session)
    db.session.flush()

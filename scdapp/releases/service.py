"""The verb of this slice: make what the organisers have drafted public."""

from datetime import datetime

from sqlalchemy import event

from scdapp.core.db import db, locked
from scdapp.core.text import clean
from scdapp.editions.models import Edition
from scdapp.people.models import Person
from scdapp.programme.models import Session
from scdapp.releases import changes, queries, released, rules, signals
from scdapp.releases.models import Release
from scdapp.releases.preview import preview


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
    rules.ensure_anything_new(seen.differs)
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
    signals.released.send(edition, before=seen.before, after=seen.after, now=now)
    return made


def delete_session(session_id: int, *, version: int) -> None:
    """Delete a session that no version has ever shown. Refuses once calendars may hold it: cancel it instead."""
    session = locked(Session, session_id, version=version)
    rules.ensure_never_released(session.uid in queries.released_uids(session.edition_id))
    db.session.delete(session)
    db.session.flush()


@event.listens_for(Person, "before_delete")
def _keep_whoever_was_released(_mapper: object, _connection: object, person: Person) -> None:
    """The foreign key that a released programme, being one text, cannot have. `people` knows nothing of releases."""
    rules.ensure_never_on_stage(person.name, person.uid in queries.released_people())

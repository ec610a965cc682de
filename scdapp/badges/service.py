"""Verbs on what is printed: ask for it, begin, count, end, throw away."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update

from scdapp.badges import queries, rules
from scdapp.badges.models import PrintedBadge, PrintJob
from scdapp.badges.rules import Face, Wish
from scdapp.core.db import db
from scdapp.core.errors import Refusal
from scdapp.editions.models import Edition
from scdapp.registration.models import Participant
from scdapp.registration.signals import holder_erased, seat_transferred


def ask(edition_id: int, wish: Wish, *, account_id: int, now: datetime) -> PrintJob:
    """Let badges be made. Refuses when the wish holds none."""
    total = len(queries.wanted(db.session.get_one(Edition, edition_id), wish))
    if not total:
        raise Refusal("Det finns inga namnskyltar att skriva ut med det valet.")
    job = PrintJob(edition_id=edition_id, wish=wish.as_json(), total=total, account_id=account_id, created_at=now)
    db.session.add(job)
    db.session.flush()
    return job


def begin(job_id: int, *, now: datetime) -> PrintJob | None:
    """Take the job; None when another has taken it meanwhile."""
    waits = (PrintJob.state == "queued") | (PrintJob.begun_at <= now - rules.LEASE)
    taking = update(PrintJob).where(PrintJob.id == job_id, PrintJob.state.in_(("queued", "working")), waits)
    taken: Any = db.session.execute(taking.values(state="working", begun_at=now, done=0))
    return db.session.get_one(PrintJob, job_id, populate_existing=True) if taken.rowcount else None


def count(job_id: int, done: int, total: int) -> None:
    """So far it has come."""
    db.session.execute(update(PrintJob).where(PrintJob.id == job_id).values(done=done, total=total))


def end(job_id: int, faces: Iterable[Face], *, now: datetime) -> None:
    """The file is there: remember what stood on each badge."""
    by_code = {one.code: one for one in faces}
    standing = select(PrintedBadge).where(PrintedBadge.code.in_(by_code))
    for row in db.session.scalars(standing).all():
        row.face, row.printed_at = by_code.pop(row.code).fingerprint, now
    db.session.add_all(
        PrintedBadge(participant_id=one.participant_id, code=one.code, face=one.fingerprint, printed_at=now)
        for one in by_code.values()
    )
    db.session.execute(update(PrintJob).where(PrintJob.id == job_id).values(state="done", ended_at=now))


def fail(job_id: int, *, now: datetime) -> None:
    """It did not work."""
    db.session.execute(update(PrintJob).where(PrintJob.id == job_id).values(state="failed", ended_at=now))


def forget_old(*, now: datetime) -> int:
    """Throw away what was asked for more than a day ago; how many."""
    gone: Any = db.session.execute(delete(PrintJob).where(PrintJob.created_at <= now - rules.KEPT))
    return int(gone.rowcount)


@seat_transferred.connect
@holder_erased.connect
def _forget(seat: Participant, *, now: datetime) -> None:
    """What stood on the badge was the one's before."""
    db.session.execute(delete(PrintedBadge).where(PrintedBadge.participant_id == seat.id))

"""Reads of badges: what is asked for, what has been printed."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import or_, select

from scdapp.badges import rules
from scdapp.badges.models import PrintedBadge, PrintJob
from scdapp.badges.rules import Face, Wish
from scdapp.core.db import db, swedish_key
from scdapp.core.errors import Missing
from scdapp.editions.models import Edition
from scdapp.registration.holder_queries import holders
from scdapp.registration.holder_rules import Holder
from scdapp.registration.models import Participant


def in_order(found: Iterable[Holder], order: str) -> list[Holder]:
    """Sorted as Swedes sort: by name, or by workplace and then name. Those without a name come last."""

    def key(one: Holder) -> tuple[str, bool, str, int]:
        work = swedish_key(one.known_workplace or "") if order == "organisation" else ""
        return work, one.known_as is None, swedish_key(one.known_as or ""), one.participant_id

    return sorted(found, key=key)


def wanted(edition: Edition, wish: Wish) -> list[Face]:
    """The badges of the wish, in its order."""
    chosen = rules.coming(holders(edition.id), category_id=wish.category_id, day=wish.day)
    everybody = rules.faces(in_order(chosen, wish.order), rules.main_days(edition.starts_on, edition.last_day))
    return rules.wanted(everybody, wish, printed(edition.id) if wish.only_new else {})


def printed(edition_id: int) -> dict[str, str]:
    """What stood on each badge that was printed, by its code."""
    query = select(PrintedBadge.code, PrintedBadge.face)
    of_year = query.join(Participant, Participant.id == PrintedBadge.participant_id)
    return {code: face for code, face in db.session.execute(of_year.where(Participant.edition_id == edition_id))}


def jobs(edition_id: int) -> list[PrintJob]:
    """What has been asked for and is not thrown away yet, newest first."""
    query = select(PrintJob).where(PrintJob.edition_id == edition_id)
    return list(db.session.scalars(query.order_by(PrintJob.id.desc())))


def get_job(edition_id: int, uid: str) -> PrintJob:
    """The year's job with that id. Raises `Missing`."""
    found = db.session.scalar(select(PrintJob).where(PrintJob.edition_id == edition_id, PrintJob.uid == uid))
    if found is None:
        raise Missing
    return found


def next_job(now: datetime) -> int | None:
    """The id of what waits longest, or of what somebody began and never ended; None if there is nothing."""
    waits = or_(
        PrintJob.state == "queued",
        (PrintJob.state == "working") & (PrintJob.begun_at <= now - rules.LEASE),
    )
    return db.session.scalar(select(PrintJob.id).where(waits).order_by(PrintJob.id).limit(1))


def uids() -> set[str]:
    """The ids of all jobs: a file of another name is left over."""
    return set(db.session.scalars(select(PrintJob.uid)))

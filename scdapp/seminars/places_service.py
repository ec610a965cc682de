"""Verbs on the places of sessions: as many as the latest release says, never fewer than are taken."""

from collections.abc import Collection

from sqlalchemy import select

from scdapp.core.db import db
from scdapp.places import service as places
from scdapp.programme.models import Session
from scdapp.releases.released import Programme
from scdapp.seminars import queries, rules
from scdapp.seminars.models import SessionPlaces


def follow(edition_id: int, programme: Programme) -> set[int]:
    """Give each session that lies in a block the places that the programme says; the quotas that became larger.

    Fewer than are taken there never are: then there are as many as are taken, and organisers see it in red.
    """
    standing = queries.places(edition_id)
    keys = _session_ids(edition_id)
    grown = set()
    for session in programme.shown:
        if session.block is None or session.uid not in keys:
            continue
        capacity = rules.capacity_of(session, programme)
        if session.uid not in standing:
            db.session.add(SessionPlaces(session_id=keys[session.uid], quota=places.create(capacity)))
        elif _resize(standing[session.uid], capacity):
            grown.add(standing[session.uid].quota_id)
    db.session.flush()
    return grown


def of_sessions(edition_id: int, uids: Collection[str], programme: Programme) -> dict[str, SessionPlaces]:
    """The places of these sessions; made now for a programme that was released before places were counted."""
    found = queries.places(edition_id)
    if any(uid not in found for uid in uids):
        follow(edition_id, programme)
        found = queries.places(edition_id)
    return {uid: found[uid] for uid in uids}


def _resize(standing: SessionPlaces, capacity: int | None) -> bool:
    before, taken = standing.quota.capacity, standing.quota.taken
    wanted = None if capacity is None else max(capacity, taken)
    if wanted == before:
        return False
    places.set_capacity(standing.quota_id, wanted)
    return wanted is None or (before is not None and wanted > before)


def _session_ids(edition_id: int) -> dict[str, int]:
    rows = db.session.execute(select(Session.uid, Session.id).where(Session.edition_id == edition_id))
    return {row.uid: row.id for row in rows}

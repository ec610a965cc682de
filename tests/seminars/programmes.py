"""A released programme of two blocks to choose in, and those who choose."""

from datetime import UTC, datetime, time
from typing import Any

from scdapp.core.db import db, transaction
from scdapp.editions.models import Edition
from scdapp.outbox.models import Mail
from scdapp.places.models import Quota
from scdapp.programme.models import Session
from scdapp.registration.models import Participant
from scdapp.registration.rules import PersonWish
from scdapp.releases import service as releases
from scdapp.seminars import queries
from tests.factories import (
    make_block,
    make_booking,
    make_category,
    make_edition,
    make_product,
    make_room,
    make_session,
    make_terms,
)

NOW = datetime(2024, 8, 26, 7, 0, tzinfo=UTC)
RELEASED = datetime(2024, 8, 20, 7, 0, tzinfo=UTC)
# Slug, block, begins, ends, places.
SESSIONS = (
    ("vard", "A", time(10), time(11), 2),
    ("barn", "A", time(10), time(11), 1),
    ("data", "A", time(10), time(11), None),
    ("arbete", "B", time(13), time(14), 2),
    ("bostad", "B", time(13), time(14), 2),
)


def make_programme(**of_session: Any) -> Edition:
    """2024 with block A at ten (Sal A takes three where nothing else is said) and block B at one, released."""
    edition = make_edition()
    room = make_room(edition, capacity=3)
    blocks = {name: make_block(edition, name, position=n) for n, name in enumerate("AB")}
    for slug, block, starts, ends, capacity in SESSIONS:
        given = {"starts": starts, "ends": ends, "capacity": capacity, **of_session.get(slug, {})}
        make_session(edition, slug.capitalize(), uid=f"uid-{slug}", block_id=blocks[block].id, room_id=room.id, **given)
    make_session(edition, "Invigning", uid="uid-invigning", kind="opening", starts=time(9), ends=time(9, 45))
    publish(edition, now=RELEASED)
    return edition


def publish(edition: Edition, *, now: datetime = NOW) -> None:
    """Release what is drafted."""
    with transaction():
        releases.release(edition.id, final=False, note="", by="Olga", accept_collisions=True, now=now)


def redraft(slug: str, **changed: Any) -> None:
    """Change a session of the draft."""
    with transaction():
        session = db.session.query(Session).filter_by(uid=f"uid-{slug}").one()
        for name, value in changed.items():
            setattr(session, name, value)


def make_seats(edition: Edition, *names: str, **of_category: Any) -> list[Participant]:
    """Somebody with a seat on all days for each of the names, each with a booking of their own."""
    make_terms(edition)
    category = make_category(edition, **of_category)
    product = make_product(edition, category)
    return [
        make_booking(
            category,
            PersonWish(name, f"{name.lower()}@kommun.example", product_ids=(product.id,)),
            contact_name=name,
            contact_email=f"{name.lower()}@kommun.example",
        ).participants[0]
        for name in names
    ]


def chosen(seat: Participant) -> dict[str, str]:
    """What stands about each session, by its short name."""
    db.session.expire_all()
    return {one.session.uid.removeprefix("uid-"): one.state for one in queries.choices_of([seat.id])}


def quota(edition: Edition, slug: str) -> tuple[int | None, int, int]:
    """Capacity, taken, waiting."""
    found: Quota = queries.places(edition.id)[f"uid-{slug}"].quota
    return found.capacity, found.taken, found.waiting


def letters() -> list[tuple[str, str]]:
    """The letters about seminars that were queued: which, and to whom."""
    rows = db.session.query(Mail).filter(Mail.letter.startswith("seminar")).order_by(Mail.id)
    return [(one.letter, one.to_address.partition("@")[0]) for one in rows]

"""What came of a rush, counted in the database, and what must be true of it whatever happened."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import func, select

from scdapp.admission.models import Category
from scdapp.core.db import db
from scdapp.outbox.models import Mail
from scdapp.places.models import Quota
from scdapp.registration.models import Booking, Participant


@dataclass(frozen=True)
class Ledger:
    """Rows as they stand after a rush for the seats of one category."""

    states: dict[str, int]
    # Of those who wait, in the order in which their rows were made.
    queue: list[int]
    addresses: set[str]
    booked_mails: Counter[str]
    taken: int
    waiting: int


def read(category: Category) -> Ledger:
    """What stands in the database now."""
    db.session.rollback()
    people = select(Participant.state, Participant.queue_number, Participant.email)
    rows = db.session.execute(people.where(Participant.category_id == category.id).order_by(Participant.id)).all()
    quota = db.session.get_one(Quota, category.quota_id, populate_existing=True)
    found = Ledger(
        states=dict(Counter(state for state, _number, _email in rows)),
        queue=[number for state, number, _email in rows if state == "waiting"],
        addresses={email for _state, _number, email in rows},
        booked_mails=Counter(db.session.scalars(select(Mail.to_address).where(Mail.letter == "booked"))),
        taken=quota.taken,
        waiting=quota.waiting,
    )
    bookings = db.session.scalar(select(func.count()).select_from(Booking))
    assert bookings == len(rows) == len(found.addresses), "somebody is there twice, or half"
    db.session.rollback()
    return found


def assert_exact(ledger: Ledger, *, people: int, places: int) -> None:
    """Every place is taken once, everybody else waits in the order they came, and each has one mail queued."""
    queued = people - places
    assert ledger.states == {"confirmed": places, "waiting": queued}
    assert (ledger.taken, ledger.waiting) == (places, queued)
    assert ledger.queue == list(range(1, queued + 1))
    assert ledger.booked_mails == Counter(ledger.addresses)


def assert_sound(ledger: Ledger) -> None:
    """Whatever was cut off in the middle: counters are what the rows say, the queue is in order, each has a mail."""
    assert (ledger.taken, ledger.waiting) == (ledger.states.get("confirmed", 0), ledger.states.get("waiting", 0))
    assert ledger.queue == sorted(set(ledger.queue))
    assert ledger.booked_mails == Counter(ledger.addresses)

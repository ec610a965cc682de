"""Tries that are counted: so many for an address and for a network within a time, and no more."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select

from scdapp.accounts import queries, rules
from scdapp.accounts.models import Account, LoginAttempt
from scdapp.core.db import db


def count(allowed: Mapping[str, int], *, now: datetime) -> list[LoginAttempt]:
    """Count one try for each subject, with how many it may have; the rows, in the same order.

    Refuses (`TooManyTries`) when one of them has used up its tries; then nothing is counted.
    """
    one_at_a_time()
    waits = (rules.wait_after(queries.failed_tries(key, now=now), most, now=now) for key, most in allowed.items())
    if wait := max(waits):
        raise rules.TooManyTries(wait)
    db.session.execute(delete(LoginAttempt).where(LoginAttempt.at < now - rules.TRIES_KEPT))
    rows = [LoginAttempt(subject=key, at=now) for key in allowed]
    db.session.add_all(rows)
    db.session.flush()
    return rows


def one_at_a_time() -> None:
    """Wait for whoever changes accounts or tries to log in, by locking the few accounts there are.

    Two administrators who take each other's role at once would leave none, and guesses sent at once would not be
    counted. A statement of its own, so that what is read after it is what the one before has left (PostgreSQL).
    """
    db.session.execute(select(Account.id).order_by(Account.id).with_for_update()).all()

"""Verbs on the secret calendar address of somebody who has a seat, or one day of one. Each has one at the most."""

from datetime import datetime

from scdapp.core.db import locked
from scdapp.registration.letters import CALENDAR
from scdapp.registration.models import DayShare, Participant
from scdapp.tokens import service as tokens


def new_address(holder: Participant | DayShare, *, now: datetime) -> str:
    """The token of a new address; one handed out before is dead from now on. It is stored nowhere: show it once."""
    # Under the lock, so that of two at once only one is left.
    subject = subject_of(locked(type(holder), holder.id))
    tokens.revoke(CALENDAR, subject)
    return tokens.mint(CALENDAR, subject, now=now)


def end_address(holder: Participant | DayShare) -> None:
    """Let the address answer like one that never was. Having none is no fault."""
    tokens.revoke(CALENDAR, subject_of(holder))


def subject_of(holder: Participant | DayShare) -> str:
    """What the address opens."""
    return f"{'participant' if isinstance(holder, Participant) else 'share'}:{holder.uid}"

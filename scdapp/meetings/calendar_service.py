"""Verbs on the secret calendar address of somebody on the board. Each has one at the most."""

from datetime import datetime

from scdapp.accounts.models import Account
from scdapp.core.db import locked
from scdapp.meetings.letters import BOARD_CALENDAR
from scdapp.tokens import service as tokens


def new_address(account_id: int, *, now: datetime) -> str:
    """The token of a new address; one handed out before is dead from now on. It is stored nowhere: show it once."""
    # Under the lock, so that of two at once only one is left.
    subject = subject_of(locked(Account, account_id).id)
    tokens.revoke(BOARD_CALENDAR, subject)
    return tokens.mint(BOARD_CALENDAR, subject, now=now)


def end_address(account_id: int) -> None:
    """Let the address answer like one that never was. Having none is no fault."""
    tokens.revoke(BOARD_CALENDAR, subject_of(account_id))


def subject_of(account_id: int) -> str:
    """What the address opens."""
    return f"account:{account_id}"

"""Who may pass a door for those who come: an address that is logged in. What it may see, the rows that carry it say."""

from scdapp.core.web import Guard
from scdapp.guests import current


def _check() -> None:
    current.who()


GUESTS = Guard("guests", _check)

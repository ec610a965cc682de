"""Registration in one line, for the start page."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from scdapp.admission import board, queries, wording
from scdapp.editions.models import Edition

# The start page is kept; how many have come since it was made, it knows this late.
FRESH_FOR = timedelta(minutes=1)


@dataclass(frozen=True)
class Registration:
    """What to say, and whether there is something to do about it."""

    sentence: str
    enters: bool
    good_until: datetime | None


def registration(edition: Edition, moment: datetime) -> Registration | None:
    """How registration stands, told by the category that matters most; None while there is nothing to tell."""
    catalogue = queries.find_catalogue(edition.id)
    if catalogue is None:
        return None
    row = board.foremost(board.rows(catalogue, queries.counts(edition.year), moment))
    if row is None:
        return None
    good_until = board.next_change(catalogue, moment)
    if row.group.stage(moment).state == "open":
        good_until = min(good_until or moment + FRESH_FOR, moment + FRESH_FOR)
    return Registration(wording.headline(row), row.standing.enters, good_until)

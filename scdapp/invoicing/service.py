"""The verb on invoice basis: it has gone to whoever makes the invoices."""

from collections.abc import Collection
from datetime import datetime

from scdapp.core.errors import Refusal
from scdapp.invoicing.queries import find_bases
from scdapp.registration import desk_service
from scdapp.registration import service as registration
from scdapp.registration.rules import Actor


def mark_invoiced(edition_id: int, keys: Collection[str], *, actor: Actor, now: datetime) -> int:
    """Say of the bases with these keys that they are invoiced; how many bookings that were.

    Refuses when one of them is not what it was when the page was shown: nothing is marked then.
    """
    registration.alone(edition_id)
    standing = {basis.key: basis for basis in find_bases(edition_id)}
    if not keys:
        raise Refusal("Kryssa för minst ett underlag.")
    if set(keys) - standing.keys():
        raise Refusal("Ett underlag har ändrats sedan sidan visades. Läs det igen; inget är markerat.")
    bookings = [booking.id for key in set(keys) for booking in standing[key].bookings]
    return desk_service.mark(bookings, what="invoiced", done=True, actor=actor, now=now)

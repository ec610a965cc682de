"""The verb on invoice basis: it has gone to whoever makes the invoices."""

from collections.abc import Collection
from datetime import datetime

from scdapp.core.errors import Refusal
from scdapp.invoicing.basis import total_of
from scdapp.invoicing.queries import find_bases
from scdapp.registration import desk_service
from scdapp.registration import service as registration
from scdapp.registration.rules import Actor

CHANGED = "Ett underlag har ändrats sedan sidan visades. Läs det igen; inget är markerat."


def mark_invoiced(edition_id: int, keys: Collection[str], *, actor: Actor, now: datetime) -> int:
    """Say of the bases with these keys that they are invoiced; how many bookings that were.

    Refuses when one of them is not what it was when the page was shown: nothing is marked then.
    """
    registration.alone(edition_id)
    standing = {basis.key: basis for basis in find_bases(edition_id)}
    if not keys:
        raise Refusal("Kryssa för minst ett underlag.")
    if set(keys) - standing.keys():
        raise Refusal(CHANGED)
    bookings = [booking.id for key in set(keys) for booking in standing[key].bookings]
    return desk_service.mark(bookings, what="invoiced", done=True, actor=actor, now=now)


def mark_all_sound(edition_id: int, total: int, *, actor: Actor, now: datetime) -> int:
    """Say of every basis with nothing to put right that it is invoiced; how many bookings that were.

    Refuses when they do not come to `total` any more, which is what the page showed.
    """
    registration.alone(edition_id)
    sound = [basis for basis in find_bases(edition_id) if not basis.problems]
    if total_of(sound) != total:
        raise Refusal(CHANGED)
    bookings = [booking.id for basis in sound for booking in basis.bookings]
    return desk_service.mark(bookings, what="invoiced", done=True, actor=actor, now=now)

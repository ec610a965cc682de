"""Reads for lists that come in: who is here already, and whether there is room."""

import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import select

from scdapp.admission.catalogue import Catalogue
from scdapp.core.db import db
from scdapp.intake.parties import Line, Party
from scdapp.places.queries import quotas
from scdapp.registration import rules
from scdapp.registration.models import Booking, Participant
from scdapp.registration.queries import taken_addresses

# No more than a database takes as values of one question.
_AT_ONCE = 500


def form_key(list_id: str, party: Party) -> str:
    """What a party's booking is known by: the same for the same row of the same list."""
    return str(uuid.uuid5(uuid.UUID(list_id), f"row {party.row}"))


def done_already(list_id: str, parties: Sequence[Party]) -> set[int]:
    """The parties, by their first row, that this very list has been taken in for before."""
    rows = {form_key(list_id, party): party.row for party in parties}
    found: set[int] = set()
    for keys in _portions(list(rows)):
        found |= {rows[key] for key in db.session.scalars(select(Booking.form_key).where(Booking.form_key.in_(keys)))}
    return found


def addresses_here(edition_id: int, addresses: Collection[str]) -> set[str]:
    """Those of the addresses that have a seat this year."""
    found: set[str] = set()
    for portion in _portions(list(addresses)):
        found |= taken_addresses(edition_id, portion)
    return found


def names_here(edition_id: int) -> set[str]:
    """What everybody with a seat this year is called, in small letters."""
    query = select(Participant.name).where(Participant.edition_id == edition_id, Participant.state != "cancelled")
    return {name.casefold() for name in db.session.scalars(query) if name}


def lacking(catalogue: Catalogue, lines: Iterable[Line]) -> int:
    """How many of these people would have to wait as things stand now: what the fullest quota has no room for."""
    needed: Counter[int] = Counter()
    for line in lines:
        chosen = rules.chosen_pass(line.person.product_ids, line.group)
        needed.update(catalogue.quota_ids(line.group, chosen))
    left = {key: quota.left for key, quota in quotas(needed).items()}
    return max((number - room for key, number in needed.items() if (room := left[key]) is not None), default=0)


def _portions(values: list[str]) -> list[list[str]]:
    return [values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE)]

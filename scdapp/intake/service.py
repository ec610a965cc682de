"""The verb on a list: take it in."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from scdapp.core.errors import Refusal
from scdapp.intake.parties import Party
from scdapp.intake.queries import form_key
from scdapp.registration import desk_service
from scdapp.registration.queries import taken_addresses
from scdapp.registration.rules import Actor

# So many people at most in one transaction: others who register wait a second, not a minute.
A_PORTION = 200


def portions(parties: Sequence[Party]) -> Iterator[list[Party]]:
    """Whole parties, as many as are taken in together."""
    portion: list[Party] = []
    for party in parties:
        if portion and sum(len(one.lines) for one in (*portion, party)) > A_PORTION:
            yield portion
            portion = []
        portion.append(party)
    if portion:
        yield portion


def take_in(
    edition_id: int, parties: Sequence[Party], *, list_id: str, may_wait: bool, actor: Actor, now: datetime
) -> int:
    """Register these parties, all or none; how many people. Whoever has a seat already is left out.

    A party that this list was taken in for before stays as it is. Refuses, and says which row, what registration
    refuses: also somebody who would have to wait, unless `may_wait`.
    """
    done = 0
    for party in parties:
        known = taken_addresses(edition_id, [line.person.email for line in party.lines if line.person.email])
        wish = party.wish(but=known)
        if not wish.people:
            continue
        try:
            desk_service.register(
                edition_id,
                party.lines[0].group.category_id,
                wish,
                form_key=form_key(list_id, party),
                may_wait=may_wait,
                actor=actor,
                now=now,
            )
        except Refusal as refusal:
            raise Refusal(f"Rad {party.row}: {refusal.sentence}") from refusal
        done += len(wish.people)
    return done

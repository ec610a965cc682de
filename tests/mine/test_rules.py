"""What a change and a cancellation would mean, said before they are made."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from scdapp.admission import queries as admission
from scdapp.core.db import transaction
from scdapp.mine import rules
from scdapp.registration import seat_service
from scdapp.registration.rules import CONTACT, PARTICIPANT
from tests.mine.people import Party, make_party

NOW = datetime(2024, 8, 26, 7, 0, tzinfo=UTC)


@pytest.fixture
def party(app: Flask) -> Party:
    return make_party()


def test_what_is_kept_keeps_its_price_and_what_is_new_has_todays(party: Party) -> None:
    seat = party.seats[0]
    seat.lines[0].amount = 500_000
    catalogue = admission.get_catalogue(seat.edition_id)
    group = catalogue.group(seat.category_id)
    more = rules.difference(seat, (party.whole.id, party.dinner.id), group, NOW)
    assert (more.added, more.dropped, more.net, more.after.vat) == ((party.dinner.id,), (), 69_500, 133_340)
    less = rules.difference(seat, (party.wednesday.id,), group, NOW)
    assert (less.added, less.dropped, less.net) == ((party.wednesday.id,), (party.whole.id,), -240_000)
    assert not rules.difference(seat, (party.whole.id,), group, NOW).any
    assert (rules.fee_percent(seat, catalogue, NOW), rules.fee(seat, 50).net) == (50, 250_000)


def test_what_has_ended_neither_waits_nor_is_alive(party: Party) -> None:
    with transaction():
        seat_service.cancel(party.seats[1].id, reason="cancelled", actor=CONTACT, now=NOW)
    assert (rules.something_waits(party.seats), len(rules.alive(party.booking))) == (False, 2)


def test_the_contact_corrects_only_those_who_cannot(party: Party) -> None:
    _, bo, nameless = party.seats
    assert [rules.may_correct(bo, CONTACT), rules.may_correct(bo, PARTICIPANT)] == [False, True]
    assert rules.may_correct(nameless, CONTACT)

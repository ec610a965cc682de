"""What people need: said with consent, counted without names, taken back at once, gone in time."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from scdapp.core.clock import now
from scdapp.core.db import db, transaction
from scdapp.core.errors import Missing, Refusal
from scdapp.needs import queries, rules, service
from scdapp.needs.models import Needs
from scdapp.needs.rules import Wish
from scdapp.registration import erasure_service, seat_service
from scdapp.registration.models import Consent, Participant
from scdapp.registration.rules import SYSTEM
from scdapp.registration.seat_service import Person
from tests.checkin.door import Door, make_door
from tests.conftest import StoppedClock
from tests.factories import make_product


@pytest.fixture
def door(app: Flask, clock: StoppedClock) -> Door:
    return make_door()


def tells(seat: Participant, *food: str, share_id: int | None = None, consents: bool = True, **more: object) -> None:
    with transaction():
        wish = Wish(food, **more)  # type: ignore[arg-type]
        service.tell(seat.id, share_id, wish, consents=consents, now=now())


def held() -> int:
    return len(db.session.scalars(select(Needs.id)).all())


def consents() -> list[tuple[int, bool]]:
    """The consents to this text: version, and whether it stands."""
    found = db.session.scalars(select(Consent).where(Consent.text == "needs").order_by(Consent.id))
    return [(one.version, one.withdrawn_at is None) for one in found]


def test_what_is_said_can_be_read_changed_and_taken_back(door: Door, clock: StoppedClock) -> None:
    seat = door.comes("Åsa Exempel")
    tells(seat, "vegan", food_note=" nötter ", access=("loop",))
    tells(seat, "vegan", "gluten", food_note="nötter")
    row = queries.find_needs(seat.id, None)
    assert row is not None
    assert rules.loaded(row.content) == Wish(("vegan", "gluten"), "nötter", (), "")
    assert (row.consent_version, row.consent_at, consents()) == (1, now(), [(1, True)])
    with transaction():
        service.withdraw(seat.id, None, now=now())
    assert (held(), consents()) == (0, [(1, False)])
    tells(seat, "vegan")
    tells(seat)
    assert (held(), consents()) == (0, [(1, False), (1, False)])


@pytest.mark.parametrize(
    ("wish", "agreed", "field"),
    [
        (Wish(("vegan",)), False, "consents"),
        (Wish(("soup",)), True, "food"),
        (Wish(access=("lift",)), True, "access"),
        (Wish(food_note="x" * 501), True, "food_note"),
        (Wish(access_note="19811218-9876"), True, "access_note"),
    ],
)
def test_what_cannot_be_said(door: Door, wish: Wish, agreed: bool, field: str) -> None:
    seat = door.comes("Åsa Exempel")
    with pytest.raises(Refusal) as refusal, transaction():
        service.tell(seat.id, None, wish, consents=agreed, now=now())
    assert refusal.value.field == field
    assert held() == 0


def test_nothing_is_said_without_a_seat_or_when_it_is_over(door: Door, clock: StoppedClock) -> None:
    seat, gone = door.comes("Åsa Exempel"), door.comes("Ava Bokad")
    with transaction():
        seat_service.cancel(gone.id, reason="cancelled", actor=SYSTEM, now=now())
    with pytest.raises(Missing):
        tells(gone, "vegan")
    clock.set(2024, 10, 4, 23, 59)
    tells(seat, "vegan")
    clock.set(2024, 10, 5, 0, 0)
    with pytest.raises(Refusal, match="över"):
        tells(seat, "halal")


def test_what_belonged_to_a_person_goes_with_the_person(door: Door) -> None:
    passed, ended, erased, sharing = (door.comes(f"{name} Exempel") for name in ("Pia", "Eva", "Rut", "Dea"))
    share = door.shares_thursday(sharing, "Kim Exempel")
    for seat in (passed, ended, erased, sharing):
        tells(seat, "vegan")
    tells(sharing, "halal", share_id=share.id)
    assert held() == 5
    with transaction():
        other = Person("Ny Person", "ny@kommun.example")
        seat_service.transfer(passed.id, other, version=passed.version, actor=SYSTEM, now=now())
    assert held() == 4
    with transaction():
        seat_service.cancel(ended.id, reason="cancelled", actor=SYSTEM, now=now())
    assert held() == 3
    with transaction():
        erasure_service.erase_person(str(erased.email), now=now())
    assert held() == 2
    with transaction():
        seat_service.unshare_day(sharing.id, share.date, actor=SYSTEM, now=now())
    assert held() == 1
    with transaction():
        seat_service.cancel(sharing.id, reason="cancelled", actor=SYSTEM, now=now())
    assert held() == 0
    assert [stands for _version, stands in consents()] == [False] * 3


def test_the_kitchen_gets_counts_and_codes_for_those_who_are_alone(door: Door) -> None:
    dinner = make_product(door.edition, door.category, name="Middag", kind="extra")
    first, second, alone, thursday = (
        *(door.comes(f"{name} Exempel", more=(dinner.id,)) for name in ("Åsa", "Bo")),
        door.comes("Cia Exempel", more=(dinner.id,)),
        door.comes("Tor Exempel", only_thursday=True),
    )
    door.comes("Dag Ordinär")
    tells(first, "vegan", "gluten")
    tells(second, "vegan", "gluten", access=("loop",))
    tells(alone, "halal", food_note="nötter")
    tells(thursday, access_note="nära dörren")
    found = queries.report(door.edition)
    told = [
        (meal.label, meal.guests, meal.ordinary, dict(meal.options), meal.alike, meal.alone) for meal in found.meals
    ]
    code = [rules.pickup_code(alone.code)]
    options = {"vegan": 2, "gluten": 2, "halal": 1, "other": 1}
    pair = [(("vegan", "gluten"), 2)]
    assert told == [
        ("2024-10-02", 4, 1, options, pair, code),
        ("2024-10-03", 5, 2, options, pair, code),
        ("2024-10-04", 4, 1, options, pair, code),
        ("Middag", 3, 0, options, pair, code),
    ]
    assert [dict(day) for day in found.access.values()] == [{"loop": 1}, {"loop": 1, "other": 1}, {"loop": 1}]


def test_two_weeks_later_only_counts_are_left(door: Door, clock: StoppedClock) -> None:
    seat, sharing = door.comes("Åsa Exempel"), door.comes("Dea Exempel")
    share = door.shares_thursday(sharing, "Kim Exempel")
    tells(seat, "vegan", food_note="nötter", access=("loop",))
    tells(sharing, "vegan")
    tells(sharing, "vegan", share_id=share.id, access_note="nära dörren")
    clock.set(2024, 10, 17, 23, 59)
    assert queries.due(now()) == []
    clock.set(2024, 10, 18, 0, 0)
    assert queries.due(now()) == [door.edition.id]
    for gone in (3, 0):
        with transaction():
            assert service.purge(door.edition.id, now=now() + timedelta(hours=1)) == gone
    assert (held(), queries.due(now())) == (0, [])
    left = [(str(one.date)[5:], one.option, one.number) for one in queries.counts(door.edition.id)]
    assert left == [
        *(("10-02", "loop", 1), ("10-02", "other-food", 1), ("10-02", "vegan", 2)),
        *(("10-03", "loop", 1), ("10-03", "other-access", 1), ("10-03", "other-food", 1), ("10-03", "vegan", 2)),
        *(("10-04", "loop", 1), ("10-04", "other-food", 1), ("10-04", "vegan", 2)),
    ]
    assert [stands for _version, stands in consents()] == [False, False]

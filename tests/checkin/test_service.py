"""Who is let in, once, on which day."""

import threading
from contextvars import Context
from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from scdapp.checkin import service
from scdapp.checkin.models import Arrival
from scdapp.core.clock import now
from scdapp.core.db import db, transaction
from scdapp.core.errors import Missing
from scdapp.registration import seat_service
from scdapp.registration.rules import SYSTEM
from scdapp.registration.seat_service import Person
from tests.checkin.door import Door, make_door
from tests.conftest import StoppedClock
from tests.factories import make_account


@pytest.fixture
def door(app: Flask, clock: StoppedClock) -> Door:
    return make_door()


def enters(door: Door, code: str, uid: str | None = None, ago: timedelta = timedelta()) -> tuple[str, str]:
    account_id = make_account(roles=("checkin",)).id
    with transaction():
        entry = service.check_in(
            door.edition.id, code, uid=uid or str(uuid4()), at=now() - ago, account_id=account_id, now=now()
        )
    return entry.holder.known_as if entry.holder and entry.holder.known_as else "-", entry.verdict.words


def arrivals() -> int:
    return len(db.session.scalars(select(Arrival.id).where(Arrival.undone_at.is_(None))).all())


def test_somebody_comes_in_once_a_day(door: Door, clock: StoppedClock) -> None:
    seat = door.comes("Åsa Exempel")
    clock.set(2024, 10, 2, 8, 41)
    assert enters(door, seat.code) == ("Åsa Exempel", "Välkommen")
    clock.set(2024, 10, 2, 9, 5)
    assert enters(door, seat.code) == ("Åsa Exempel", "Redan incheckad 08.41")
    assert arrivals() == 1
    clock.set(2024, 10, 3, 8, 0)
    assert enters(door, seat.code) == ("Åsa Exempel", "Välkommen")


def test_what_is_sent_twice_counts_once(door: Door, clock: StoppedClock) -> None:
    seat, uid = door.comes("Åsa Exempel"), str(uuid4())
    clock.set(2024, 10, 2, 8, 41)
    assert [enters(door, seat.code, uid)[1] for _ in range(2)] == ["Välkommen", "Välkommen"]
    with transaction():
        service.undo(door.edition.id, uid, now=now())
    assert enters(door, seat.code, uid)[1] == "Får gå in"
    assert arrivals() == 0
    assert enters(door, seat.code)[1] == "Välkommen"


def test_who_may_not_come_in_is_told_why(door: Door, clock: StoppedClock) -> None:
    thursday, gone = door.comes("Tor Exempel", only_thursday=True), door.comes("Ava Bokad")
    with transaction():
        seat_service.cancel(gone.id, reason="cancelled", actor=SYSTEM, now=now())
    sharing = door.comes("Dela Exempel")
    share = door.shares_thursday(sharing, "Kollega Exempel")
    clock.set(2024, 10, 2, 8, 0)
    assert enters(door, thursday.code) == ("Tor Exempel", "Inte i dag: gäller torsdag")
    assert enters(door, gone.code) == ("Ava Bokad", "Avbokad")
    assert enters(door, share.code) == ("Kollega Exempel", "Inte i dag: gäller torsdag")
    assert enters(door, "FINNSINTE2") == ("-", "Okänd kod")
    assert arrivals() == 0
    clock.set(2024, 10, 3, 8, 0)
    assert enters(door, thursday.code)[1] == "Välkommen"
    assert enters(door, sharing.code) == ("Dela Exempel", "Inte i dag: gäller onsdag och fredag")
    assert enters(door, share.code) == ("Kollega Exempel", "Välkommen")


def test_the_waiting_list_does_not_come_in(app: Flask, clock: StoppedClock) -> None:
    door = make_door(places=0)
    seat = door.comes("Vera Väntar")
    clock.set(2024, 10, 2, 8, 0)
    assert enters(door, seat.code) == ("Vera Väntar", "På reservlistan")


def test_a_device_that_was_without_network_is_believed_within_reason(door: Door, clock: StoppedClock) -> None:
    one, other, third = door.comes("En Exempel"), door.comes("Två Exempel"), door.comes("Tre Exempel")
    clock.set(2024, 10, 3, 0, 10)
    enters(door, one.code, ago=timedelta(minutes=20))
    enters(door, other.code, ago=timedelta(minutes=-20))
    enters(door, third.code, ago=timedelta(days=40))
    came = [(str(row.date), row.at == now()) for row in db.session.scalars(select(Arrival).order_by(Arrival.id))]
    assert came == [("2024-10-02", False), ("2024-10-03", True)]


def test_another_person_on_the_seat_has_not_come(door: Door, clock: StoppedClock) -> None:
    seat = door.comes("Åsa Exempel")
    clock.set(2024, 10, 2, 8, 41)
    enters(door, seat.code)
    with transaction():
        person = Person("Ny Person", "ny@kommun.example")
        seat_service.transfer(seat.id, person, version=seat.version, actor=SYSTEM, now=now())
    assert enters(door, seat.code) == ("Ny Person", "Välkommen")


def test_a_year_without_registration_has_no_door(app: Flask) -> None:
    with pytest.raises(Missing), transaction():
        service.check_in(1, "X", uid=str(uuid4()), at=now(), account_id=1, now=now())


def test_two_doors_at_the_same_moment_let_one_in(app: Flask, door: Door, clock: StoppedClock) -> None:
    code, edition_id = door.comes("Åsa Exempel").code, door.edition.id
    account_id = make_account(roles=("checkin",)).id
    clock.set(2024, 10, 2, 8, 41)
    db.session.rollback()  # what the test has read must not keep the doors from writing
    said, ready = [], threading.Barrier(4)

    def one_door() -> None:
        with app.app_context():
            ready.wait()
            with transaction():
                entry = service.check_in(edition_id, code, uid=str(uuid4()), at=now(), account_id=account_id, now=now())
            said.append(entry.verdict.kind)
            db.session.remove()

    doors = [threading.Thread(target=Context().run, args=(one_door,)) for _ in range(4)]
    for each in doors:
        each.start()
    for each in doors:
        each.join()
    assert sorted(said) == ["already", "already", "already", "welcome"]
    assert arrivals() == 1

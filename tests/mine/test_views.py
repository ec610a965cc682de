"""The page that a log-in leads to: everything that the address has, and nothing that it has not."""

from flask import Flask
from sqlalchemy import event

from scdapp.core.clock import now
from scdapp.core.db import db, transaction
from scdapp.registration import seat_service
from scdapp.registration.rules import PARTICIPANT, PersonWish
from tests.conftest import logged_in_guest
from tests.factories import make_booking
from tests.mine.people import ASA, BO, EVA, FRIDAY, make_party


def test_each_address_sees_its_own(app: Flask) -> None:
    party = make_party()
    with transaction():
        taker = seat_service.Person("Eva Exempel", EVA)
        seat = party.seats[1]
        seat_service.share_day(seat.id, FRIDAY, taker, version=seat.version, actor=PARTICIPANT, now=now())
    contact, colleague, sharer, stranger = (
        logged_in_guest(app, email).get("/min-anmalan").text for email in (ASA, BO, EVA, "nils@kommun.example")
    )
    number = party.booking.number
    assert [number in page for page in (contact, colleague, sharer, stranger)] == [True, False, False, False]
    assert ("Bo Exempel" in contact, "Namn kommer senare" in contact, "16\u00a0200\u00a0kr" in contact) == (True,) * 3
    assert ("Bo Exempel" in colleague, "Åsa" in colleague) == (True, False)
    assert "fredag 4 oktober 2024" in sharer
    assert "Det finns ingen anmälan på den här adressen" in stranger


def test_a_place_in_the_queue_is_told_and_what_was_promised(app: Flask) -> None:
    party = make_party(capacity=3)
    for name in ("Först", "Sedan"):
        wish = PersonWish(name, f"{name.casefold()}@kommun.example", product_ids=(party.whole.id,))
        make_booking(party.category, wish)
    page = logged_in_guest(app, "sedan@kommun.example").get("/min-anmalan").text
    assert "1 står före i kön. Besked senast onsdag 18 september 2024." in page
    assert "Först i kön." in logged_in_guest(app, "först@kommun.example").get("/min-anmalan").text


def test_many_seats_take_as_many_queries_as_few(app: Flask) -> None:
    party = make_party(capacity=2)
    client = logged_in_guest(app, ASA)

    def asked() -> int:
        said: list[str] = []
        event.listen(db.engine, "before_cursor_execute", lambda _c, _cur, statement, *_rest: said.append(statement))
        client.get("/min-anmalan")
        return len(said)

    few = asked()
    people = [PersonWish(f"Person {n}", product_ids=(party.whole.id,)) for n in range(8)]
    make_booking(party.category, *people, contact_name="Åsa Exempel", contact_email=ASA)
    assert asked() == few

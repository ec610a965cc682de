"""The organisers' desk: how seminars fill, who is on them, and people moved by hand."""

from datetime import time
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event as listen

from scdapp.core.db import db
from scdapp.editions.models import Edition
from tests.seminars.programmes import chosen, letters, make_programme, make_seats, publish, redraft
from tests.seminars.test_service import choose, wait

DESK = "/arrangor/2024/seminarier"


@pytest.fixture
def edition(app: Flask) -> Edition:
    return make_programme()


def test_how_they_fill_and_what_is_wrong_in_red(edition: Edition, organiser: FlaskClient) -> None:
    anna, bo, cia = make_seats(edition, "Anna", "Bo", "Cia")
    choose(anna, a="vard", b="arbete")
    choose(bo, a="vard")
    redraft("vard", capacity=1)
    redraft("arbete", starts=time(10, 30))
    publish(edition)
    page = organiser.get(DESK).text
    assert "1 fler har valt än de 1 som får plats." in page
    assert "Anna</a>: ”Vard” och ”Arbete”" in page
    assert "<b>1</b>" in page  # Cia has chosen nothing
    assert chosen(cia) == {}


def test_names_in_swedish_order_and_a_queue_to_let_people_in_from(edition: Edition, organiser: FlaskClient) -> None:
    seats = make_seats(edition, "Örjan", "Adam", "Åke", "Bo")
    choose(seats[0], a="data")
    choose(seats[1], a="data")
    choose(seats[2], a="data")
    wait(seats[3], "data")
    page = organiser.get(f"{DESK}/uid-data").text
    assert page.index(">Adam<") < page.index(">Åke<") < page.index(">Örjan<") < page.index(">Bo<")
    full = organiser.post(f"{DESK}/uid-data/slapp-in", data={"seat": seats[3].uid})
    assert full.status_code == 303
    assert "Det finns ingen ledig plats att ge." in organiser.get(full.headers["Location"]).text
    assert organiser.post(f"{DESK}/uid-data/slapp-in", data={"seat": "okand"}).status_code == 404


def test_somebody_is_added_moved_and_removed_by_hand(edition: Edition, organiser: FlaskClient) -> None:
    anna, bo = make_seats(edition, "Anna", "Bo")
    choose(anna, a="vard")
    for typed in ("ANNA", "anna@kommun.example", anna.booking.number):
        assert organiser.post(f"{DESK}/uid-barn", data={"who": typed}).status_code == 303
    assert (chosen(anna), letters()) == ({"barn": "taken"}, [("seminars_changed", "anna")])
    full = organiser.post(f"{DESK}/uid-barn", data={"who": "Bo"})
    assert (full.status_code, "Det är fullt." in full.text) == (422, True)
    assert "Ingen med plats heter så" in organiser.post(f"{DESK}/uid-barn", data={"who": "Nisse"}).text
    assert organiser.post(f"{DESK}/person/{anna.uid}", data={"a": "", "b": "uid-arbete"}).status_code == 303
    assert (chosen(anna), chosen(bo)) == ({"arbete": "taken"}, {})
    wrong = organiser.post(f"{DESK}/person/{anna.uid}", data={"a": "uid-arbete"})
    assert (wrong.status_code, "Välj något ur listan." in wrong.text) == (422, True)


def test_a_longer_list_costs_no_more_queries(edition: Edition, organiser: FlaskClient) -> None:
    redraft("data", capacity=50)
    publish(edition)
    seats = make_seats(edition, *(f"Person{n}" for n in range(6)))
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    counts = []
    for newly in (seats[:1], seats[1:2], seats[2:]):
        for one in newly:
            choose(one, a="data")
        statements.clear()
        listen.listen(db.engine, "before_cursor_execute", note)
        organiser.get(f"{DESK}/uid-data")
        organiser.get(DESK)
        listen.remove(db.engine, "before_cursor_execute", note)
        counts.append(len(statements))
    assert counts[1] == counts[2]

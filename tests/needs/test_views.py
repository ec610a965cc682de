"""One's own page about needs, and the organisers' counts and names."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from scdapp.admission.models import Terms
from scdapp.core.db import db, transaction
from scdapp.needs import queries, rules
from scdapp.registration.models import Change, Participant
from tests.checkin.door import Door, make_door
from tests.conftest import logged_in_guest
from tests.reading import said, text

SAYS = {"food": ["vegan"], "food_note": "nötter", "access": ["loop"], "access_note": "", "consents": "y"}


@pytest.fixture
def door(app: Flask) -> Door:
    return make_door()


def page_of(uid: str) -> str:
    return f"/min-anmalan/{uid}/mat-och-tillganglighet"


def ticked(page: str) -> list[str]:
    return [str(re.search(r'value="([^"]*)"', box)[1]) for box in re.findall(r"<input checked[^>]*>", page)]  # type: ignore[index]


def test_the_holder_says_what_they_need_and_takes_it_back(app: Flask, door: Door) -> None:
    seat = door.comes("Åsa Exempel")
    uid, code = seat.uid, rules.pickup_code(seat.code)
    client = logged_in_guest(app, str(seat.email))
    assert client.get(page_of(uid)).status_code == 200
    assert client.post(page_of(uid), data=SAYS).headers["Location"] == page_of(uid)
    page = client.get(page_of(uid))
    assert f"Din kod vid serveringen: {code}." in text(page.text)
    assert ticked(page.text) == ["vegan", "loop", "y"]
    assert ">\nnötter</textarea>" in page.text.replace("\r", "")
    assert page.headers["Cache-Control"] == "no-store"
    client.post(f"{page_of(uid)}/ta-bort")
    page = client.get(page_of(uid))
    assert "Ditt samtycke är återkallat och allt du skrev är raderat." in text(page.text)
    assert ticked(page.text) == []


def test_what_was_typed_stays_when_something_is_wrong(app: Flask, door: Door) -> None:
    seat = door.comes("Åsa Exempel")
    uid = seat.uid
    client = logged_in_guest(app, str(seat.email))
    unsure = client.post(page_of(uid), data={**SAYS, "consents": ""})
    assert unsure.status_code == 422
    assert said(unsure.text) == ["Kryssa i att du samtycker, annars får vi inte spara det."]
    assert ticked(unsure.text) == ["vegan", "loop"]
    personal = client.post(page_of(uid), data={**SAYS, "food_note": "19811218-9876"})
    assert (personal.status_code, len(said(personal.text))) == (422, 1)
    english = client.post(f"/en{page_of(uid)}", data={**SAYS, "food": ["soup"]})
    assert english.status_code == 422
    assert queries.find_needs(seat.id, None) is None


def test_nobody_but_the_holder_comes_near(app: Flask, door: Door, organiser: FlaskClient, client: FlaskClient) -> None:
    seat = door.comes("Åsa Exempel", contact_name="Kim Kontakt", contact_email="kim@kommun.example")
    sharing = door.comes("Dea Exempel")
    share = door.shares_thursday(sharing, "Bo Exempel")
    uid, share_uid, sharer = seat.uid, share.uid, share.email
    owner = str(seat.email)
    for address, reached in ((owner, [200, 404]), ("kim@kommun.example", [404, 404]), (sharer, [404, 200])):
        theirs = logged_in_guest(app, address)
        assert [theirs.get(page_of(one)).status_code for one in (uid, share_uid)] == reached
        sent = [theirs.post(page_of(one), data=SAYS).status_code for one in (uid, share_uid)]
        assert sent == [303 if one == 200 else 404 for one in reached]
    for somebody in (organiser, client):
        assert somebody.get(page_of(uid)).location.startswith("/min-anmalan/logga-in")


def test_who_has_no_place_or_is_not_asked_says_nothing(app: Flask) -> None:
    door = make_door(places=0)
    seat = door.comes("Vera Väntar")
    uid = seat.uid
    client = logged_in_guest(app, str(seat.email))
    assert "Det går att berätta när du har en plats." in text(client.get(page_of(uid)).text)
    assert client.post(page_of(uid), data=SAYS).status_code == 404
    with transaction():
        db.session.scalars(select(Terms)).one().asks_needs = False
    assert client.get(page_of(uid)).status_code == 404


def test_the_kitchen_sees_counts_and_the_one_who_arranges_leaves_a_trace(
    app: Flask, door: Door, organiser: FlaskClient
) -> None:
    assert "Ingen har plats än." in text(organiser.get("/arrangor/2024/mat").text)
    seat, other = door.comes("Åsa Exempel"), door.comes("Bo Exempel")
    uid, code = seat.uid, rules.pickup_code(seat.code)
    logged_in_guest(app, str(seat.email)).post(page_of(uid), data=SAYS)
    assert other.id
    page = organiser.get("/arrangor/2024/mat")
    words = text(page.text)
    assert f"onsdag 2 oktober Äter 2 Som det serveras 1 Individuell kost, fråga värd 1 kod {code}" in words
    assert "Veganskt 1 1 1" in words
    assert "Hörslinga 1 1 1" in words
    assert ("Åsa" in page.text, "nötter" in page.text) == (False, False)
    names = organiser.post("/arrangor/2024/mat/namn")
    assert f"Åsa Exempel Lunds kommun, onsdag, torsdag och fredag, {seat.email} Mat kod {code} : Veganskt, nötter" in (
        text(names.text)
    )
    traces = db.session.scalars(select(Change).where(Change.what == "needs-read")).all()
    assert [(one.participant_id, one.actor_name, one.detail) for one in traces] == [(seat.id, "Olga Arrangör", "{}")]
    assert db.session.scalars(select(Participant.version)).all() == [1, 1]

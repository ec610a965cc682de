"""Choosing on the pages: one's own, a day's, the group's; and a full one that was lost in the race."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from scdapp.core.db import transaction
from scdapp.editions.models import Edition
from scdapp.registration import seat_service
from scdapp.registration.models import Participant
from scdapp.registration.rules import PARTICIPANT, PersonWish
from scdapp.registration.seat_service import Person
from scdapp.seminars.letters import SEMINAR_OFFER
from scdapp.tokens import service as tokens
from tests.conftest import StoppedClock, logged_in_guest
from tests.factories import make_booking
from tests.seminars.programmes import NOW, chosen, make_programme, make_seats, quota
from tests.seminars.test_service import choose, wait

THURSDAY = date(2024, 10, 3)


@pytest.fixture
def edition(app: Flask) -> Edition:
    return make_programme()


def _post(client: FlaskClient, path: str, typed: dict[str, str]) -> tuple[int, str]:
    """Send, and go where the answer leads."""
    answer = client.post(path, data=typed)
    if answer.status_code == 303:
        answer = client.get(answer.headers["Location"])
    return answer.status_code, answer.text


def _send(client: FlaskClient, uid: str, **typed: str) -> tuple[int, str]:
    return _post(client, f"/min-anmalan/{uid}/seminarier", typed)


def test_choosing_swapping_and_standing_in_a_queue(app: Flask, edition: Edition) -> None:
    anna, bo = make_seats(edition, "Anna", "Bo")
    choose(bo, a="barn")
    client = logged_in_guest(app, "anna@kommun.example")
    page = client.get(f"/min-anmalan/{anna.uid}/seminarier").text
    assert "2 av 2 platser kvar" in page
    assert "Ställ mig i kö" in page
    status, page = _send(client, anna.uid, a="uid-vard", b="uid-arbete")
    assert (status, "Dina val är sparade." in page) == (200, True)
    status, page = _send(client, anna.uid, a="uid-vard", b="uid-bostad", wait="uid-barn")
    assert (status, "Du står först i kön." in page) == (200, True)
    assert chosen(anna) == {"vard": "taken", "bostad": "taken", "barn": "waiting"}
    choose(bo, a=None)
    page = client.get(f"/min-anmalan/{anna.uid}/seminarier").text
    assert "Tackar du ja byter du bort ”Vard”." in page
    assert _send(client, anna.uid, a="uid-vard", yes="uid-barn")[0] == 200
    assert chosen(anna) == {"bostad": "taken", "barn": "taken"}


def test_a_full_one_is_told_with_what_is_left_and_the_rest_is_saved(app: Flask, edition: Edition) -> None:
    anna, bo = make_seats(edition, "Anna", "Bo")
    choose(anna, a="vard")
    client = logged_in_guest(app, "anna@kommun.example")
    client.get(f"/min-anmalan/{anna.uid}/seminarier")
    choose(bo, a="barn")
    status, page = _send(client, anna.uid, a="uid-barn", b="uid-arbete")
    assert status == 422
    assert "”Barn” är fullt. Du har kvar ”Vard”." in page
    assert "Resten är sparat." in page
    assert chosen(anna) == {"vard": "taken", "arbete": "taken"}


def test_what_cannot_be_chosen_is_refused_beside_its_block(app: Flask, edition: Edition) -> None:
    (anna,) = make_seats(edition, "Anna")
    client = logged_in_guest(app, "anna@kommun.example")
    status, page = _send(client, anna.uid, a="uid-finns-inte", b="uid-arbete")
    assert (status, 'href="#block-a">Välj något ur listan.' in page, "Inget är sparat." in page) == (422, True, True)
    assert chosen(anna) == {}


def test_nobody_chooses_for_a_stranger(app: Flask, edition: Edition) -> None:
    anna, bo = make_seats(edition, "Anna", "Bo")
    stranger = logged_in_guest(app, "bo@kommun.example")
    for path in (f"/min-anmalan/{anna.uid}/seminarier", f"/min-anmalan/grupp/{anna.booking.uid}/seminarier"):
        assert stranger.get(path).status_code == 404
        assert stranger.post(path, data={"a": "uid-vard"}).status_code == 404
        assert app.test_client().get(path).status_code == 302
    assert (chosen(anna), chosen(bo)) == ({}, {})


def test_whoever_has_a_day_chooses_for_that_day_only(app: Flask) -> None:
    edition = make_programme(arbete={"day": THURSDAY}, bostad={"day": THURSDAY})
    (anna,) = make_seats(edition, "Anna")
    with transaction():
        anna.booking.contact_email = "samordnare@kommun.example"
        person = Person("Bo", "bo@kommun.example")
        share = seat_service.share_day(anna.id, THURSDAY, person, version=anna.version, actor=PARTICIPANT, now=NOW)
    bo, her = logged_in_guest(app, "bo@kommun.example"), logged_in_guest(app, "anna@kommun.example")
    assert "Någon annan har den här dagen" in her.get(f"/min-anmalan/{anna.uid}/seminarier").text
    assert _send(her, anna.uid, a="uid-vard", b="uid-arbete")[0] == 200
    assert chosen(anna) == {"vard": "taken"}
    assert _send(bo, share.uid, a="uid-barn", b="uid-bostad")[0] == 200
    assert chosen(anna) == {"vard": "taken", "bostad": "taken"}


def test_the_contact_chooses_for_each_of_the_group(app: Flask, edition: Edition) -> None:
    (other,) = make_seats(edition, "Annan")
    whole = (other.lines[0].product_id,)
    booking = make_booking(
        other.category,
        PersonWish("Ett", product_ids=whole),
        PersonWish("Två", "tva@kommun.example", product_ids=whole),
        contact_email="samordnare@kommun.example",
    )
    first, second = booking.participants
    client = logged_in_guest(app, "samordnare@kommun.example")
    path = f"/min-anmalan/grupp/{booking.uid}/seminarier"
    assert client.get(path).text.count("<select") == 4
    typed = {f"{first.uid}.a": "uid-barn", f"{second.uid}.a": "uid-barn", f"{second.uid}.b": "uid-arbete"}
    answer = client.post(path, data=typed)
    assert answer.status_code == 422
    assert "”Barn” är fullt." in answer.text
    assert (chosen(first), chosen(second)) == ({"barn": "taken"}, {"arbete": "taken"})
    assert client.post(path, data={f"{second.uid}.a": "uid-data"}).status_code == 303
    assert chosen(second) == {"data": "taken", "arbete": "taken"}


def test_before_it_opens_nothing_can_be_chosen(app: Flask, edition: Edition, clock: StoppedClock) -> None:
    (anna,) = make_seats(edition, "Anna")
    client = logged_in_guest(app, "anna@kommun.example")
    clock.set(2024, 8, 20, 8, 0)
    assert "Här finns inget att välja på än." in client.get(f"/min-anmalan/{anna.uid}/seminarier").text


def test_places_left_are_numbers_that_are_asked_for_again_and_again(edition: Edition, client: FlaskClient) -> None:
    anna, bo = make_seats(edition, "Anna", "Bo")
    choose(anna, a="barn")
    wait(bo, "barn")
    first = client.get("/2024/platser.json")
    assert first.json == {
        "uid-vard": [2, 2, 0],
        "uid-barn": [0, 1, 1],
        "uid-data": [3, 3, 0],
        "uid-arbete": [2, 2, 0],
        "uid-bostad": [2, 2, 0],
    }
    known = {"If-None-Match": first.headers["ETag"]}
    assert client.get("/2024/platser.json", headers=known).status_code == 304
    choose(anna, b="arbete")
    assert client.get("/2024/platser.json", headers=known).status_code == 200
    assert client.get("/1999/platser.json").json == {}


def _offer(app: Flask, edition: Edition) -> tuple[Participant, str]:
    anna, bo = make_seats(edition, "Anna", "Bo")
    choose(anna, a="barn")
    choose(bo, a="vard")
    wait(bo, "barn")
    choose(anna, a=None)
    with transaction():
        return bo, tokens.mint(SEMINAR_OFFER, f"{bo.uid}:uid-barn", now=NOW)


@pytest.mark.parametrize(
    ("answer", "then", "told"),
    [("ja", {"barn": "taken"}, "Platsen är din."), ("nej", {"vard": "taken"}, "Du har tackat nej.")],
)
def test_an_offer_is_answered_by_the_link(
    app: Flask, client: FlaskClient, edition: Edition, answer: str, then: dict[str, str], told: str
) -> None:
    bo, token = _offer(app, edition)
    shown = client.get(f"/seminarieplats/{token}")
    assert (shown.status_code, shown.headers["Referrer-Policy"]) == (200, "no-referrer")
    assert ">Vard<" in shown.text
    assert chosen(bo) == {"barn": "offered", "vard": "taken"}
    status, page = _post(client, f"/seminarieplats/{token}", {"svar": answer})
    assert (status, told in page) == (200, True)
    assert chosen(bo) == then
    again = client.post(f"/seminarieplats/{token}", data={"svar": "ja"})
    assert again.status_code in (200, 422)
    assert chosen(bo) == then
    assert client.get("/seminarieplats/gissad").status_code == 404
    assert quota(edition, "barn")[1] == int(answer == "ja")

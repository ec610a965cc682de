"""Reading, taking along and erasing what is held of oneself."""

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from scdapp.core.db import db, transaction
from scdapp.decisions import hall_service
from scdapp.meetings import queries as meetings
from scdapp.members.models import Member
from scdapp.outbox.models import Mail
from scdapp.registration.rules import PersonWish
from tests.conftest import logged_in_guest
from tests.decisions.hall import BY, LATER, make_open_meeting
from tests.decisions.roll import decided_by_roll
from tests.factories import make_booking, make_category, make_edition, make_member, make_terms
from tests.meetings.meetings import BEGINS, make_motion


@pytest.fixture
def asa(app: Flask) -> FlaskClient:
    edition = make_edition()
    make_terms(edition)
    category = make_category(edition)
    make_booking(
        category, PersonWish("Åsa", "asa@kommun.example"), contact_name="Åsa", contact_email="asa@kommun.example"
    )
    make_booking(category, PersonWish("Bo", "bo@kommun.example"), contact_name="Bo", contact_email="bo@kommun.example")
    return logged_in_guest(app, "asa@kommun.example")


def test_what_is_kept_and_why_is_told_to_everybody(client: FlaskClient) -> None:
    page = client.get("/personuppgifter")
    assert page.status_code == 200
    assert "14 dagar efter konferensen, sedan bara antal" in page.text


def test_the_file_holds_everything_about_oneself_and_nothing_about_others(asa: FlaskClient) -> None:
    answer = asa.get("/min-anmalan/uppgifter/mina-uppgifter.json")
    held = json.loads(answer.text)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="mina-uppgifter.json"'
    assert [(seat["name"], seat["konferens"]) for seat in held["platser"]] == [("Åsa", "Socialchefsdagarna 2024")]
    assert [mail["letter"] for mail in held["brev"]] == ["booked"]
    assert "Bo" not in answer.text
    assert asa.get("/min-anmalan/uppgifter").text.count("asa@kommun.example") > 0


def test_erasing_asks_once_more_and_then_it_is_done(asa: FlaskClient) -> None:
    refused = asa.post("/min-anmalan/uppgifter/radera", data={})
    assert refused.status_code == 422
    assert "Kryssa i rutan om du vill radera allt." in refused.text
    assert asa.post("/min-anmalan/uppgifter/radera", data={"sure": "y"}).status_code == 303
    assert asa.get("/min-anmalan/uppgifter").status_code == 302


def test_nobody_comes_here_without_logging_in(client: FlaskClient, organiser: FlaskClient) -> None:
    for somebody in (client, organiser):
        assert somebody.get("/min-anmalan/uppgifter/mina-uppgifter.json").location.startswith("/min-anmalan/logga-in")


def test_a_member_who_never_came_sees_and_erases_it_too(app: Flask, client: FlaskClient) -> None:
    make_member("Maj", email="maj@kommun.example", region="Väst")
    assert "Föreningens medlemmar: namn, e-post, region" in client.get("/personuppgifter").text
    client.post("/min-anmalan/logga-in", data={"email": "maj@kommun.example"})
    assert db.session.scalars(select(Mail.to_address)).all() == ["maj@kommun.example"]
    maj = logged_in_guest(app, "maj@kommun.example")
    held = json.loads(maj.get("/min-anmalan/uppgifter/mina-uppgifter.json").text)
    assert [(one["name"], one["region"]) for one in held["medlemskap"]] == [("Maj", "Väst")]
    assert "Du försvinner också ur föreningens medlemslista" in maj.get("/min-anmalan/uppgifter").text
    assert maj.post("/min-anmalan/uppgifter/radera", data={"sure": "y"}).status_code == 303
    assert db.session.scalars(select(Member)).all() == []


def test_who_is_no_member_reads_nothing_of_that(asa: FlaskClient) -> None:
    assert "medlemslista" not in asa.get("/min-anmalan/uppgifter").text


def test_a_member_reads_what_annual_meetings_keep_and_what_erasure_leaves(app: Flask, client: FlaskClient) -> None:
    maj = make_member("Maj Medlem", email="maj@kommun.example", region="Mitt")
    meeting = make_open_meeting()
    with transaction():
        hall_service.arrive(meeting.id, maj.id, by=BY, now=BEGINS)
        hall_service.fix_register(meeting.id, by=BY, now=BEGINS)
        hall_service.choose_officer(meeting.id, "teller", "Maj Medlem", email=maj.email, by=BY, now=LATER)
    make_motion(meeting)
    page = logged_in_guest(app, "maj@kommun.example")
    held = json.loads(page.get("/min-anmalan/uppgifter/mina-uppgifter.json").text)
    assert [(one["årsmöte"], one["title"], one["att-satser"]) for one in held["motioner"]] == [
        ("ordinarie årsmöte 2024", "Om digitala möten", ["att årsmötet hålls digitalt"])
    ]
    assert [(one["arrived_at"], one["region"]) for one in held["närvaro vid årsmöten"]] == [
        (BEGINS.isoformat(), "Mitt")
    ]
    assert [(one["röstlängd"], one["number"], one["weight"]) for one in held["röstlängder"]] == [(1, 1, 1)]
    assert [(one["role"], one["e-post"]) for one in held["uppdrag vid årsmöten"]] == [("teller", "maj@kommun.example")]
    told = page.get("/min-anmalan/uppgifter").text
    assert "Vad du har föreslagit årsmötet blir kvar med ditt namn" in told
    assert "Årsmötets röstlängder och justerade protokoll ändras inte" in told
    assert page.post("/min-anmalan/uppgifter/radera", data={"sure": "y"}).status_code == 303
    db.session.expire_all()
    assert [(one.sender_name, one.sender_email) for one in meetings.motions(meeting.id)] == [("Maj Medlem", None)]


def test_a_member_reads_what_they_answered_at_a_roll_call(app: Flask) -> None:
    decided_by_roll()
    second = db.session.scalars(select(Member).where(Member.name == "Medlem 002")).one()
    second.email = "medlem2@kommun.example"
    db.session.commit()
    page = logged_in_guest(app, "medlem2@kommun.example")
    held = json.loads(page.get("/min-anmalan/uppgifter/mina-uppgifter.json").text)
    assert held["svar vid namnupprop"] == [
        {"årsmöte": "ordinarie årsmöte 2024", "fråga": "Namnbyte", "vote": "against"}
    ]


def test_whoever_only_wrote_a_motion_can_log_in_and_read_it(app: Flask, client: FlaskClient) -> None:
    make_motion(make_open_meeting())
    client.post("/min-anmalan/logga-in", data={"email": "maj@kommun.example"})
    assert db.session.scalars(select(Mail.to_address)).all() == ["maj@kommun.example"]
    told = logged_in_guest(app, "maj@kommun.example").get("/min-anmalan/uppgifter").text
    assert "Om digitala möten" in told
    assert "röstlängder och justerade protokoll ändras inte" not in told


def test_the_board_is_told_that_an_address_was_erased(app: Flask, board_member: FlaskClient) -> None:
    meeting = make_open_meeting()
    motion = make_motion(meeting, sender_email=None, sender_name="", state="withdrawn")
    desk = f"/styrelse/arsmoten/{meeting.uid}/motioner"
    assert "Namnet är raderat" in board_member.get(desk).text
    page = board_member.get(f"{desk}/{motion.uid}").text
    assert "Adressen är raderad." in page
    assert "medlemslistan" not in page

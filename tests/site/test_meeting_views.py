"""The annual meetings as everybody sees them."""

from datetime import date

from flask.testing import FlaskClient

from scdapp.core.db import db, transaction
from scdapp.meetings import service
from tests.conftest import StoppedClock
from tests.factories import THEN, make_edition
from tests.meetings.meetings import make_document, make_item, make_meeting, make_motion, make_notice
from tests.reading import text


def test_all_meetings_and_the_next_one(client: FlaskClient) -> None:
    assert "Inget årsmöte är utlyst än." in text(client.get("/arsmote").text)
    make_meeting(make_edition(2023), state="closed", recorded_afterwards=True, starts_at=None, place="Karlstad")
    make_meeting(make_edition(2024))
    make_meeting(make_edition(2025, announced_at=None))
    shown = text(client.get("/arsmote").text).replace("\xa0", " ")
    assert "Nästa årsmöte onsdag 2 oktober 2024 kl. 16.30 Ordinarie årsmöte, Kistamässan, Sal A" in shown
    assert "Ordinarie årsmöte 2024 onsdag 2 oktober 2024" in shown
    assert "Ordinarie årsmöte 2023 dagen är inte känd, Karlstad" in shown
    assert "2025" not in shown
    assert client.get("/arsmote/2025").status_code == 404
    assert client.get("/arsmote/2031").status_code == 404


def test_a_meeting_tells_facts_and_after_the_call_its_agenda_and_nothing_of_people(client: FlaskClient) -> None:
    meeting = make_meeting(make_edition())
    make_item(meeting, "Medlemsavgift <nu>", presenter="Hemlig Person", sentence="Utkast")
    make_motion(meeting, "Hemlig motion")
    make_notice(meeting)
    make_document(meeting, "Intern bilaga")
    make_document(meeting, "Öppen <bilaga>", visibility="public")
    shown = text(client.get("/arsmote/2024").text)
    assert "Dagordningen kommer med kallelsen." in shown
    with transaction():
        service.mark_called(db.session.get_one(type(meeting), meeting.id), by="Bo", now=THEN)
    shown = text(client.get("/arsmote/2024").text)
    assert "Medlemsavgift &lt;nu&gt;" in shown
    assert "Bilaga 2: Öppen &lt;bilaga&gt;" in shown
    for hidden in ("Hemlig", "Intern", "Utkast", "kommun.example", "120"):
        assert hidden not in shown, hidden


def test_the_page_follows_the_board_at_once_and_is_kept_between(client: FlaskClient, board_member: FlaskClient) -> None:
    meeting = make_meeting(make_edition(), state="called")
    item = make_item(meeting, "Ett")
    tag = client.get("/arsmote/2024").headers["ETag"]
    assert client.get("/arsmote/2024", headers={"If-None-Match": tag}).status_code == 304
    data = {"title": "Ett ändrat", "kind": "decision", "version": "1"}
    board_member.post(f"/styrelse/arsmoten/{meeting.uid}/dagordning/{item.uid}", data=data)
    answer = client.get("/arsmote/2024", headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert "Ett ändrat" in answer.text


def test_the_door_for_motions_closes_by_itself(client: FlaskClient, clock: StoppedClock) -> None:
    make_meeting(make_edition())
    clock.set(2024, 8, 21, 23, 59, 59)
    shown = text(client.get("/arsmote/2024").text).replace("\xa0", " ")
    assert "En motion ska ha kommit in senast onsdag 21 augusti 2024. Skriv en motion" in shown
    clock.set(2024, 8, 22, 0, 0, 0)
    assert "Sista dagen för motioner har passerat." in text(client.get("/arsmote/2024").text)
    assert "Skriv en motion" not in text(client.get("/arsmote").text)


def test_a_year_with_only_an_extra_meeting(client: FlaskClient) -> None:
    make_meeting(make_edition(), kind="extra", starts_at=None, held_on=date(2024, 11, 5), format=None, place=None)
    shown = text(client.get("/arsmote/2024").text)
    assert "Extra årsmöte, tisdag 5 november 2024" in shown
    assert "Motioner" not in shown

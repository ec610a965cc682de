"""A member writes a motion: rows, receipt, the last second, hostile texts; and the board answers."""

import uuid
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from scdapp.core.db import db
from scdapp.meetings.models import AnnualMeeting, Motion
from scdapp.outbox.models import Mail
from tests.conftest import StoppedClock
from tests.factories import make_edition, make_member
from tests.meetings.meetings import make_item, make_meeting, make_motion
from tests.reading import said, text

HOSTILE = "<script>alert(1)</script> {namn} https://evil.example"
PATH = "/arsmote/2024/motion"


@pytest.fixture
def meeting(clock: StoppedClock) -> AnnualMeeting:
    """On 2 October 2024: motions are due on 21 August. The clock shows the last second of that day."""
    clock.set(2024, 8, 21, 23, 59, 59)
    return make_meeting(make_edition())


def typed(**given: str) -> dict[str, str]:
    return {
        "form_key": str(uuid.uuid4()),
        "title": "Om digitala möten",
        "text": "Därför.\n\nMånga har långt att resa.",
        "clauses-0": "Att årsmötet hålls digitalt",
        "clauses-1": "uppdra åt styrelsen",
        "sender_name": "Maj Medlem",
        "sender_email": "MAJ@kommun.example",
        "step": "send",
        **given,
    }


def motions() -> list[Motion]:
    db.session.rollback()
    return list(db.session.scalars(select(Motion).order_by(Motion.id)))


def test_a_motion_comes_in_with_a_receipt(client: FlaskClient, meeting: AnnualMeeting) -> None:
    shown = text(client.get(PATH).text)
    assert "Den ska ha kommit in senast onsdag 21 augusti 2024." in shown
    sent = typed()
    answer = client.post(PATH, data=sent)
    assert (answer.status_code, answer.location) == (303, f"{PATH}/mottagen")
    client.post(PATH, data=sent)
    [motion] = motions()
    assert [one.text for one in motion.clauses] == ["att årsmötet hålls digitalt", "att uppdra åt styrelsen"]
    assert (motion.number, motion.state, motion.sender_email) == (1, "received", "maj@kommun.example")
    shown = text(client.get(f"{PATH}/mottagen").text)
    assert "Motion 1 kom in onsdag 21 augusti 2024 kl. 23.59." in shown.replace("\xa0", " ")
    [mail] = db.session.scalars(select(Mail)).all()
    assert (mail.letter, mail.to_address, mail.values["nummer"]) == ("motion_received", "maj@kommun.example", "1")
    assert mail.values["yrkanden"] == "att årsmötet hålls digitalt\natt uppdra åt styrelsen"


def test_a_second_later_it_is_too_late(client: FlaskClient, meeting: AnnualMeeting, clock: StoppedClock) -> None:
    clock.set(2024, 8, 22, 0, 0, 0)
    answer = client.post(PATH, data=typed())
    assert answer.status_code == 422
    shown = text(answer.text)
    assert "Sista dagen för motioner har passerat. Skriv till styrelsen om du ändå vill ta upp frågan." in shown
    assert "info@socialchefer.se" in shown
    assert "Att årsmötet hålls digitalt" in shown
    shown = text(client.get(PATH).text)
    assert "Sista dagen för motioner har passerat." in shown
    assert "info@socialchefer.se" in shown
    assert motions() == []
    assert client.get(f"{PATH}/mottagen").status_code == 404


def test_rows_are_added_and_taken_away_without_a_script(client: FlaskClient, meeting: AnnualMeeting) -> None:
    answer = client.post(PATH, data=typed(step="add"))
    assert answer.status_code == 200
    assert 'autofocus id="clauses-2"' in answer.text
    answer = client.post(PATH, data=typed(step="remove-0"))
    assert "uppdra åt styrelsen" in answer.text
    assert "Att årsmötet hålls digitalt" not in answer.text
    for step in ("remove-99", "remove-x", "remove-²"):
        assert client.post(PATH, data={**typed(step=step), "title": ""}).status_code == 422


@pytest.mark.parametrize(
    ("wrong", "sentences"),
    [
        ({"title": ""}, ["Fyll i det här fältet."]),
        ({"clauses-0": "", "clauses-1": " "}, ["Skriv minst en att-sats: vad årsmötet ska besluta."]),
        ({"clauses-0": "x" * 1001}, ["Texten har 1\xa0001 tecken. Högst 1\xa0000 får plats."]),
        ({"sender_email": "maj"}, ["Skriv en e-postadress, så här: namn@kommun.se."]),
        ({"text": ""}, ["Fyll i det här fältet."]),
    ],
)
def test_what_is_wrong_is_said_and_kept(
    client: FlaskClient, meeting: AnnualMeeting, wrong: dict[str, str], sentences: list[str]
) -> None:
    answer = client.post(PATH, data=typed(**wrong))
    assert (answer.status_code, said(answer.text)) == (422, sentences)
    assert 'value="Maj Medlem"' in answer.text
    assert motions() == []


def test_the_answer_is_the_same_for_a_stranger_and_only_the_board_sees_the_difference(
    client: FlaskClient, board_member: FlaskClient, meeting: AnnualMeeting
) -> None:
    make_member("Maj Medlem", email="maj@kommun.example")
    for email in ("maj@kommun.example", "okand@kommun.example"):
        answer = client.post(PATH, data=typed(sender_email=email))
        assert (answer.status_code, answer.location) == (303, f"{PATH}/mottagen")
    shown = text(board_member.get(f"/styrelse/arsmoten/{meeting.uid}/motioner").text)
    assert shown.count("adressen står inte i medlemslistan") == 1
    mine, other = motions()
    for motion, sentence in ((mine, "Adressen hör till en medlem."), (other, "Adressen står inte i medlemslistan.")):
        page = board_member.get(f"/styrelse/arsmoten/{meeting.uid}/motioner/{motion.uid}").text
        assert sentence in text(page)


def test_a_flood_of_receipts_to_one_address_is_stopped(client: FlaskClient, meeting: AnnualMeeting) -> None:
    for _ in range(5):
        assert client.post(PATH, data=typed()).status_code == 303
    sent = typed(title="Den sjätte")
    answer = client.post(PATH, data=sent)
    assert (answer.status_code, "Retry-After" in answer.headers) == (429, True)
    assert "För många försök. Vänta" in text(answer.text)
    assert 'value="Den sjätte"' in answer.text
    assert len(motions()) == len(db.session.scalars(select(Mail)).all()) == 5
    assert client.post(PATH, data=typed(sender_email="annan@kommun.example")).status_code == 303


def test_hostile_texts_come_out_as_text(client: FlaskClient, board_member: FlaskClient, meeting: AnnualMeeting) -> None:
    client.post(PATH, data=typed(title=HOSTILE, text=HOSTILE, sender_name=HOSTILE, **{"clauses-0": HOSTILE}))
    [motion] = motions()
    pages = [
        client.get(f"{PATH}/mottagen").text,
        *(board_member.get(f"/styrelse/arsmoten/{meeting.uid}/motioner{rest}").text for rest in ("", f"/{motion.uid}")),
        board_member.get(f"/styrelse/arsmoten/{meeting.uid}/dagordning").text,
    ]
    for page in pages:
        assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in pages[0]


def test_the_board_answers_and_puts_a_motion_under_a_point(board_member: FlaskClient) -> None:
    meeting = make_meeting()
    item, motion = make_item(meeting, "Motioner"), make_motion(meeting)
    address = f"/styrelse/arsmoten/{meeting.uid}/motioner"
    assert "utan yttrande" in text(board_member.get(address).text)
    answer = {"board_opinion": "Bra.", "proposed": "approve", "item": item.uid, "version": "1"}
    assert board_member.post(f"{address}/{motion.uid}", data=answer).status_code == 303
    shown = text(board_member.get(address).text)
    assert "Under punkt 1. Styrelsen föreslår årsmötet att bifalla motionen." in shown
    late = board_member.post(f"{address}/{motion.uid}", data={**answer, "board_opinion": "Nej."})
    assert late.status_code == 409
    assert "Styrelsens yttrande Bra. Nej." in text(late.text)
    wrong = board_member.post(f"{address}/{motion.uid}", data={**answer, "proposed": "x", "version": "2"})
    assert (wrong.status_code, said(wrong.text)) == (422, ["Välj något ur listan."])
    assert board_member.post(f"{address}/{motion.uid}/aterkalla").status_code == 303
    assert "återkallad" in text(board_member.get(address).text)
    other = make_meeting(make_edition(2023))
    assert board_member.get(f"/styrelse/arsmoten/{other.uid}/motioner/{motion.uid}").status_code == 404


def test_a_motion_by_post_is_written_in(board_member: FlaskClient) -> None:
    meeting = make_meeting(held_on=date(2024, 10, 2))
    address = f"/styrelse/arsmoten/{meeting.uid}/motioner"
    data = {**typed(), "received_at": "2024-08-23T10:00", "late": "y"}
    shown = text(board_member.get(f"{address}/ny").text)
    assert "Motionärens namn" in shown
    assert "Ditt namn" not in shown
    assert board_member.post(f"{address}/ny", data={**data, "step": "add"}).status_code == 200
    wrong = board_member.post(f"{address}/ny", data={**data, "received_at": ""})
    assert (wrong.status_code, said(wrong.text)) == (422, ["Fyll i det här fältet."])
    assert board_member.post(f"{address}/ny", data=data).status_code == 303
    [motion] = motions()
    assert motion.state == "late"
    assert db.session.scalars(select(Mail)).all() == []
    assert "för sent inkommen" in text(board_member.get(address).text)


def test_no_motions_for_a_year_that_nobody_knows_of(client: FlaskClient) -> None:
    make_meeting(make_edition(2024, announced_at=None))
    assert client.get(PATH).status_code == 404
    assert client.post(PATH, data=typed()).status_code == 404
    assert client.get("/arsmote/2031/motion").status_code == 404

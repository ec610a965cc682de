"""What people say to a question, as the secretary writes it down."""

from flask.testing import FlaskClient

from tests.decisions.hall import decide, make_open_meeting, open_question
from tests.decisions.test_stage_organiser import at, standing
from tests.reading import said, text

MOVED = {
    "yrkande-kind": "amendment",
    "yrkande-clause": "1",
    "yrkande-moved_by": "Maj Medlem",
    "yrkande-text": "att avgiften är 450 kronor",
}
RESERVED = {"avvikande-kind": "reservation", "avvikande-name": "Rut", "avvikande-text": "För dyrt."}


def test_an_amendment_is_moved_and_becomes_the_text(board_member: FlaskClient) -> None:
    meeting = make_open_meeting()
    decision = open_question(meeting, None, "avgiften är 500 kronor")
    place = at(meeting, decision.uid, "yrkande")
    answer = board_member.post(place, data={**MOVED, "yrkande-moved_by": ""})
    assert (answer.status_code, said(answer.text)) == (422, ["Fyll i det här fältet."])
    assert "450 kronor" in answer.text
    assert board_member.post(place, data={**MOVED, "yrkande-clause": "7"}).status_code == 422
    assert board_member.post(place, data=MOVED).status_code == 303
    page = text(board_member.get(at(meeting)).text)
    assert "Ändringsyrkande , att-sats 1, från Maj Medlem: att avgiften är 450 kronor ställt" in page
    assert board_member.post(f"{place}/1", data={"state": "perhaps"}).status_code == 422
    assert board_member.post(f"{place}/2", data={"state": "approved"}).status_code == 404
    before = standing(decision).version
    assert board_member.post(f"{place}/1", data={"state": "approved"}).status_code == 303
    now = standing(decision)
    assert [one.text for one in now.clauses] == ["att avgiften är 450 kronor"]
    # Whoever has the old text in a window is told.
    assert now.version == before + 1


def test_a_reservation_is_written_and_taken_back(board_member: FlaskClient) -> None:
    meeting = make_open_meeting()
    decision = open_question(meeting, None, "avgiften är 500 kronor")
    decide(decision)
    place = at(meeting, decision.uid, "reservation")
    assert board_member.post(place, data={**RESERVED, "avvikande-text": ""}).status_code == 422
    assert board_member.post(place, data=RESERVED).status_code == 303
    (row,) = standing(decision).dissents
    assert (row.kind, row.name, row.text) == ("reservation", "Rut", "För dyrt.")
    assert "Reservation , Rut: För dyrt." in text(board_member.get(at(meeting, decision.uid)).text)
    taken_back = f"{place}/{row.id}/bort"
    assert board_member.post(taken_back).status_code == 303
    assert board_member.post(taken_back).status_code == 404
    assert standing(decision).dissents == []


def test_somebody_takes_no_part(board_member: FlaskClient) -> None:
    meeting = make_open_meeting()
    decision = open_question(meeting)
    place = at(meeting, decision.uid, "jav")
    assert board_member.post(place, data={"jav-name": "Bo", "jav-reason": "shy"}).status_code == 422
    assert board_member.post(place, data={"jav-name": "Bo", "jav-reason": "related"}).status_code == 303
    (row,) = standing(decision).recusals
    assert (row.name, row.reason) == ("Bo", "related")
    assert board_member.post(f"{place}/{row.id}/bort").status_code == 303
    assert standing(decision).recusals == []

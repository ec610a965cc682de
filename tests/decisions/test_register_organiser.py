"""Who is in the hall, and the register as it is fixed."""

from flask.testing import FlaskClient
from sqlalchemy import event

from scdapp.core.db import db
from scdapp.decisions import queries
from scdapp.meetings.models import AnnualMeeting
from tests.decisions.hall import fill_hall, make_open_meeting
from tests.factories import make_edition, make_member
from tests.meetings.meetings import make_meeting
from tests.reading import said, text


def at(meeting: AnnualMeeting, *more: str) -> str:
    return "/".join([f"/styrelse/arsmoten/{meeting.uid}/narvaro", *more])


def test_members_come_and_go_by_one_press(board_member: FlaskClient) -> None:
    meeting = make_open_meeting()
    assert "Medlemslistan är tom." in text(board_member.get(at(meeting)).text)
    asa, bo = make_member("Åsa Öberg", region="Väst"), make_member("Bo Ek", region="Mitt", email=None)
    assert "Bo Ek Mitt Här Bo Ek Åsa Öberg Väst Här Åsa Öberg" in text(board_member.get(at(meeting)).text)
    answer = board_member.post(at(meeting, "kom", asa.uid), data={"sok": "väst"})
    assert answer.headers["Location"] == f"{at(meeting)}?sok=v%C3%A4st"
    page = text(board_member.get(answer.headers["Location"]).text)
    assert "Åsa Öberg är inprickad." in page
    assert "Åsa Öberg Väst i salen Gått Åsa Öberg" in page
    assert bo.name not in page
    board_member.post(at(meeting, "kom", bo.uid))
    answer = board_member.post(at(meeting, "rostlangd"))
    assert answer.headers["Location"] == at(meeting, "rostlangd", "1")
    assert "1 Bo Ek Mitt 1 2 Åsa Öberg Väst 1" in text(board_member.get(answer.headers["Location"]).text)
    presence = queries.present(meeting.id)[0].id
    board_member.post(at(meeting, "gick", str(presence)))
    board_member.post(at(meeting, "rostlangd"))
    db.session.rollback()
    assert [(one.seq, one.voters) for one in queries.registers(meeting.id)] == [(1, 2), (2, 1)]
    assert "Ingen medlem passar." in text(board_member.get(at(meeting) + "?sok=finnsinte").text)


def test_guests_come_by_name(board_member: FlaskClient) -> None:
    meeting = make_meeting()
    answer = board_member.post(at(meeting, "gast"), data={"name": "", "capacity": "guest"})
    assert (answer.status_code, said(answer.text)) == (422, ["Fyll i det här fältet."])
    assert board_member.post(at(meeting, "gast"), data={"name": "Gun", "capacity": "member"}).status_code == 422
    board_member.post(at(meeting, "gast"), data={"name": "Gun Gäst", "capacity": "coopted"})
    assert "Gun Gäst, adjungerad" in text(board_member.get(at(meeting)).text)
    answer = board_member.post(at(meeting, "rostlangd"))
    assert answer.status_code == 422
    assert "Mötet är planerat. Beslut fattas medan det är öppnat." in text(answer.text)
    (row,) = queries.present(meeting.id)
    assert board_member.post(at(make_open_meeting_of_2023(), "gick", str(row.id))).status_code == 404
    board_member.post(at(meeting, "gick", str(row.id)))
    db.session.rollback()
    assert queries.present(meeting.id) == []


def make_open_meeting_of_2023() -> AnnualMeeting:
    return make_open_meeting(edition=make_edition(2023))


def test_nobody_comes_to_a_meeting_that_is_closed(board_member: FlaskClient) -> None:
    meeting, member = make_meeting(state="closed"), make_member("Bo Ek")
    answer = board_member.post(at(meeting, "kom", member.uid))
    assert answer.status_code == 422
    assert "Mötet är avslutat." in text(answer.text)
    assert board_member.get(at(meeting, "rostlangd", "1")).status_code == 404


def test_the_list_costs_the_same_for_3_and_for_120(board_member: FlaskClient) -> None:
    meeting = make_open_meeting()
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))

    def cost() -> int:
        board_member.get(at(meeting))
        asked.clear()
        board_member.get(at(meeting))
        return len(asked)

    fill_hall(meeting, 3)
    few = cost()
    for number in range(117):
        make_member(f"Deltagare {number:03}", email=None)
    assert cost() == few

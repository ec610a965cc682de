"""The board puts an agenda together."""

from flask.testing import FlaskClient
from sqlalchemy import event

from scdapp.core.db import db
from scdapp.meetings import queries
from scdapp.meetings.models import AnnualMeeting
from tests.factories import make_edition
from tests.meetings.meetings import make_decision, make_item, make_meeting, make_motion
from tests.reading import said, text

ITEM = {"title": "Nytt <namn>", "kind": "decision", "presenter": "Bo", "planned_minutes": "5", "sentence": "Beslut."}


def titles(meeting: AnnualMeeting) -> list[str]:
    db.session.rollback()
    return [one.title for one in queries.agenda(meeting.id)]


def test_the_agenda_is_drafted_with_what_an_earlier_meeting_put_off(board_member: FlaskClient) -> None:
    earlier = make_meeting(make_edition(2023), state="closed")
    make_decision(earlier, "Om digitala möten", outcome="tabled")
    meeting = make_meeting(make_edition(2024))
    address = f"/styrelse/arsmoten/{meeting.uid}/dagordning"
    assert "Ingen dagordning än." in text(board_member.get(address).text)
    assert board_member.post(f"{address}/utkast").status_code == 303
    shown = text(board_member.get(address).text)
    assert "Dagordningen har 28 punkter, 1 av dem från tidigare möten." in shown
    assert "9. Om digitala möten (bordlagt 2023) beslut från ett tidigare möte" in shown
    answer = board_member.post(f"{address}/utkast")
    assert answer.status_code == 422
    assert "Mötet har redan en dagordning." in text(answer.text)
    put_off = next(one for one in queries.agenda(meeting.id) if one.from_decision)
    answer = board_member.post(f"{address}/{put_off.uid}/ta-bort")
    assert answer.status_code == 422
    assert "Punkten är bordlagd eller återremitterad från ett tidigare möte och måste tas upp." in text(answer.text)


def test_what_was_put_off_is_fetched_to_an_agenda_that_there_is(board_member: FlaskClient) -> None:
    earlier = make_meeting(make_edition(2023), state="closed")
    meeting = make_meeting(make_edition(2024))
    make_item(meeting, "Ett")
    address = f"/styrelse/arsmoten/{meeting.uid}/dagordning"
    make_decision(earlier, "Om digitala möten", outcome="remitted")
    shown = text(board_member.get("/styrelse").text)
    assert "Ta upp: Om digitala möten Ordinarie årsmöte 2024. Sköts upp 2023." in shown
    for sentence in ("1 punkter till, från tidigare möten.", "Allt från tidigare möten står redan här."):
        assert board_member.post(f"{address}/oppna").status_code == 303
        assert sentence in text(board_member.get(address).text)
    assert titles(meeting) == ["Ett", "Om digitala möten (återremitterat 2023)"]
    assert "Ta upp:" not in board_member.get("/styrelse").text


def test_points_are_added_changed_moved_and_removed(board_member: FlaskClient) -> None:
    meeting = make_meeting()
    first, _second = make_item(meeting, "Ett"), make_item(meeting, "Två")
    address = f"/styrelse/arsmoten/{meeting.uid}/dagordning"
    assert board_member.post(f"{address}/ny", data={**ITEM, "after": first.uid}).status_code == 303
    assert titles(meeting) == ["Ett", "Nytt <namn>", "Två"]
    page = board_member.get(address).text
    assert "2. Nytt &lt;namn&gt; beslut, Bo, 5 min" in text(page)
    answer = board_member.post(f"{address}/{first.uid}/flytta", data={"step": "1"})
    assert answer.location == f"{address}#punkt-{first.uid}"
    assert titles(meeting) == ["Nytt <namn>", "Ett", "Två"]
    board_member.post(f"{address}/{first.uid}/flytta", data={"step": "99999999999"})
    assert titles(meeting) == ["Nytt <namn>", "Två", "Ett"]
    assert board_member.post(f"{address}/{first.uid}", data={**ITEM, "title": "Tre", "version": "1"}).status_code == 303
    answer = board_member.post(f"{address}/{first.uid}", data={**ITEM, "title": "Fyra", "version": "1"})
    assert answer.status_code == 409
    assert "Rubrik Tre Fyra" in text(answer.text)
    assert board_member.post(f"{address}/{first.uid}/ta-bort").status_code == 303
    assert titles(meeting) == ["Nytt <namn>", "Två"]


def test_what_is_wrong_with_a_point_is_said(board_member: FlaskClient) -> None:
    meeting = make_meeting()
    address = f"/styrelse/arsmoten/{meeting.uid}/dagordning/ny"
    answer = board_member.post(address, data={**ITEM, "title": "", "planned_minutes": "fem"})
    assert (answer.status_code, said(answer.text)) == (
        422,
        ["Fyll i det här fältet.", "Skriv ett heltal med siffror."],
    )
    assert titles(meeting) == []


def test_a_closed_meeting_keeps_its_agenda(board_member: FlaskClient) -> None:
    meeting = make_meeting(state="closed")
    item = make_item(meeting, "Ett")
    address = f"/styrelse/arsmoten/{meeting.uid}/dagordning"
    for path, data in (("ny", ITEM), (item.uid, {**ITEM, "version": "1"}), (f"{item.uid}/flytta", {"step": "1"})):
        answer = board_member.post(f"{address}/{path}", data=data)
        assert answer.status_code == 422
        assert "Mötet är avslutat." in text(answer.text)
    assert titles(meeting) == ["Ett"]


def test_motions_stand_under_their_points_and_the_list_costs_the_same_for_3_and_40(board_member: FlaskClient) -> None:
    meeting = make_meeting()
    item = make_item(meeting, "Motioner")
    make_motion(meeting, "Under", item_id=item.id)
    make_motion(meeting, "Lös")
    address = f"/styrelse/arsmoten/{meeting.uid}/dagordning"
    shown = text(board_member.get(address).text)
    assert "1. Motioner beslut Motion 1: Under" in shown
    assert "Motioner som inte står under någon punkt Motion 2: Lös" in shown
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)

    def cost(count: int) -> int:
        for number in range(count):
            make_item(meeting, f"Punkt {number}")
        asked.clear()
        board_member.get(address)
        return len(asked)

    assert cost(3) == cost(40)


def test_a_page_below_one_of_the_menus_says_what_it_is(board_member: FlaskClient) -> None:
    meeting = make_meeting()
    item = make_item(meeting)
    address = f"/styrelse/arsmoten/{meeting.uid}"
    for path, heading in (
        ("dagordning/ny", "Ny punkt"),
        (f"dagordning/{item.uid}", "Punkt 1"),
        ("andra", "Ändra mötet"),
        ("motioner/ny", "Skriv in en motion"),
        ("utskick/kallelse", "Skriv: kallelse"),
    ):
        assert f"<h2>{heading}</h2>" in board_member.get(f"{address}/{path}").text
    # A page that the menu names says it twice to nobody who sees.
    assert '<h2 class="visually-hidden">Dagordning</h2>' in board_member.get(f"{address}/dagordning").text

"""The board's pages about a meeting and the statutes, as somebody of the board uses them."""

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from scdapp.core.db import db
from scdapp.meetings.models import AnnualMeeting, StatuteVersion
from tests.factories import make_edition
from tests.meetings.meetings import make_item, make_meeting, make_motion, make_notice, make_statutes
from tests.reading import said, text

NEW = {
    "edition": "2024",
    "kind": "ordinary",
    "format": "hybrid",
    "held_on": "2024-10-02",
    "at": "16.30",
    "place": "Kistamässan <Sal A>",
    "fiscal_year": "2023/2024",
}


def test_a_meeting_is_made_and_its_last_days_are_told(board_member: FlaskClient) -> None:
    make_edition()
    assert "Nytt årsmöte" in text(board_member.get("/styrelse/arsmoten/nytt?ar=2024").text)
    answer = board_member.post("/styrelse/arsmoten/nytt", data=NEW)
    assert answer.status_code == 303
    meeting = db.session.scalars(select(AnnualMeeting)).one()
    assert (meeting.held_on, meeting.place, meeting.format) == (date(2024, 10, 2), "Kistamässan <Sal A>", "hybrid")
    shown = text(board_member.get(answer.location).text)
    for told in (
        "Ordinarie årsmöte 2024",
        "Onsdag 2 oktober 2024 kl. 16.30",
        "Motioner onsdag 21 augusti 2024",
        "Kallelse måndag 2 september 2024 inte skickad",
        "Handlingar onsdag 18 september 2024 inte skickad",
        "standardvärde – kontrollera stadgarna",
        "Kistamässan &lt;Sal A&gt;",
    ):
        assert told in shown, told


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"at": "halv fem"}, "Skriv klockslaget så här: 14.15."),
        ({"held_on": "", "at": "16.30"}, "Skriv dagen också."),
        ({"held_on": "2024-03-31", "at": "02.30"}, "Klockslaget finns inte"),
        ({"fiscal_year": "2023"}, ""),
        ({"fiscal_year": "2023/2025"}, "Skriv verksamhetsåret som 2023/2024 eller 2024."),
        ({"edition": "1999"}, "Välj något ur listan."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    board_member: FlaskClient, wrong: dict[str, str], sentence: str
) -> None:
    make_edition()
    answer = board_member.post("/styrelse/arsmoten/nytt", data={**NEW, **wrong})
    assert answer.status_code == (422 if sentence else 303)
    if sentence:
        assert any(sentence in one for one in said(answer.text))
        assert 'value="Kistamässan &lt;Sal A&gt;"' in answer.text
        assert db.session.scalars(select(AnnualMeeting)).all() == []


def test_a_second_ordinary_meeting_of_a_year_is_refused(board_member: FlaskClient) -> None:
    make_meeting()
    answer = board_member.post("/styrelse/arsmoten/nytt", data=NEW)
    assert (answer.status_code, said(answer.text)) == (422, ["2024 har redan ett ordinarie årsmöte."])


def test_a_meeting_is_changed_and_both_versions_are_shown(board_member: FlaskClient) -> None:
    meeting = make_meeting()
    address = f"/styrelse/arsmoten/{meeting.uid}/andra"
    assert 'value="16.30"' in board_member.get(address).text
    typed = {**NEW, "place": "Sal B", "version": "1"}
    assert board_member.post(address, data=typed).status_code == 303
    answer = board_member.post(address, data={**typed, "place": "Sal C"})
    assert answer.status_code == 409
    assert "Plats Sal B Sal C" in text(answer.text)
    assert board_member.post(address, data={**typed, "place": "Sal C", "version": "2"}).status_code == 303


def test_the_start_page_tells_what_is_late_in_red(board_member: FlaskClient) -> None:
    shown = text(board_member.get("/styrelse").text)
    assert "Inget brådskar. Skapa årsmötet" in shown
    # The clock shows 26 August 2024; the meeting is on 10 September.
    meeting = make_meeting(held_on=date(2024, 9, 10), starts_at=None)
    make_item(meeting)
    make_motion(meeting)
    page = board_member.get("/styrelse").text
    shown = text(page)
    assert "Skicka kallelsen sista dagen var 11 augusti 2024 Ordinarie årsmöte 2024" in shown
    assert '<strong class="stop">sista dagen var 11 augusti 2024</strong>' in page
    assert "Yttra er över en motion sista dagen" not in shown
    assert "Lägg motionen under en punkt" in shown
    make_notice(meeting)
    assert "Kallelsen gick ut för sent" in text(board_member.get("/styrelse").text)


def test_the_statutes_have_versions(board_member: FlaskClient) -> None:
    assert "Inget är inskrivet" in text(board_member.get("/styrelse/stadgar").text)
    row = make_statutes()
    typed = {
        "valid_from": "2024-01-01",
        "motion_days": "60",
        "call_days": "30",
        "documents_days": "14",
        "quorum_rule": "none",
        "quorum_value": "",
        "decision_majority": "simple",
        "statute_change_majority": "two_thirds",
        "tie_rule": "lot",
        "board_size": "18",
        "term_years": "1",
        "attesters": "2",
    }
    assert board_member.post("/styrelse/stadgar/ny", data=typed).status_code == 303
    shown = text(board_member.get("/styrelse/stadgar").text)
    assert "Gäller från 1 januari 2024 standardvärde – kontrollera stadgarna" in shown
    answer = board_member.post("/styrelse/stadgar/ny", data=typed)
    assert said(answer.text) == ["Det finns redan en version som gäller från den dagen."]
    answer = board_member.post("/styrelse/stadgar/ny", data={**typed, "quorum_rule": "percent"})
    assert said(answer.text) == ["Skriv hur många som krävs."]
    address = f"/styrelse/stadgar/{row.uid}"
    assert 'value="42"' in board_member.get(address).text
    changed = {**typed, "valid_from": "2018-10-03", "checked_by_board": "y", "version": "1"}
    assert board_member.post(address, data=changed).status_code == 303
    assert db.session.scalars(select(StatuteVersion.checked_by_board).where(StatuteVersion.id == row.id)).one()
    answer = board_member.post(address, data={**changed, "motion_days": "7"})
    assert answer.status_code == 409
    assert "Motioner 60 7" in text(answer.text)

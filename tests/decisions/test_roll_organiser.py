"""The sheet of a roll call, without a script."""

import re

import pytest
from flask.testing import FlaskClient

from scdapp.decisions.models import Round
from tests.conftest import StoppedClock
from tests.decisions.hall import LATER, tellers
from tests.decisions.roll import ANSWERS, answer, call_roll
from tests.decisions.test_stage_organiser import at, standing
from tests.reading import text


@pytest.fixture(autouse=True)
def _in_the_evening_of_the_meeting(clock: StoppedClock) -> None:
    clock.moment = LATER


def place(row: Round) -> str:
    return at(row.decision.meeting, row.decision.uid, "omgang", str(row.number), "namn")


def filled(client: FlaskClient, row: Round, *answers: str) -> dict[str, str]:
    """The form as a browser sends it."""
    seen = re.search(r'name="seen" value="(\w+)"', client.get(place(row)).text)
    assert seen is not None
    return {f"namn-{n}": one for n, one in enumerate(answers, 1)} | {"seen": seen[1]}


def test_answers_are_written_down_and_shown_with_their_sum(board_member: FlaskClient) -> None:
    row = call_roll()
    stage = board_member.get(at(row.decision.meeting)).text
    assert f'href="{place(row)}" accesskey="n"' in stage
    page = board_member.get(place(row)).text
    assert page.count("<fieldset") == 5
    assert page.count("checked") == 5
    assert board_member.post(place(row), data=filled(board_member, row, "for", "against", "")).status_code == 303
    shown = text(board_member.get(at(row.decision.meeting)).text)
    assert "Namnen är sparade: 1 ja, 1 nej, 0 avstår." in shown
    assert "Inskrivet: 1 ja, 1 nej, 0 avstår." in shown
    assert "Sparat: 1 ja, 1 nej, 0 avstår ." in text(board_member.get(place(row)).text)
    assert "Medlem 001" not in shown


def test_what_is_refused_keeps_what_was_chosen(board_member: FlaskClient) -> None:
    row = call_roll()
    sent = filled(board_member, row, "for", "perhaps")
    refused = board_member.post(place(row), data=sent)
    assert refused.status_code == 422
    assert "Medlem 002: välj ja, nej, avstår eller svarade inte." in text(refused.text)
    assert re.search(r'name="namn-1" value="for"[^>]* checked', refused.text)
    board_member.post(place(row), data=filled(board_member, row, "against"))
    late = board_member.post(place(row), data={**sent, "namn-2": "for"})
    assert late.status_code == 409
    assert "Någon annan sparade namn just nu." in text(late.text)
    assert re.search(r'name="namn-2" value="for"[^>]* checked', late.text)
    assert [one.vote for one in standing(row.decision).rounds[-1].names] == ["against"]
    again = {**sent, "namn-2": "for", "seen": filled(board_member, row)["seen"]}
    assert board_member.post(place(row), data=again).status_code == 303


def test_the_count_waits_for_the_names_and_stands_when_they_agree(board_member: FlaskClient) -> None:
    row = answer(call_roll(), "for", "for", "for", "abstained", None)
    meeting, decision = row.decision.meeting, row.decision
    figures = {"for": 2, "against": 1, "abstained": 1}
    sent = {f"{one.uid}:{key}": n for one in tellers(meeting) for key, n in figures.items()}
    refused = board_member.post(at(meeting, decision.uid, "omgang", "1"), data=sent)
    assert refused.status_code == 422
    told = "Namnen ger 3 ja, 0 nej, 1 avstår, men rösträknarna kom till 2 ja, 1 nej, 1 avstår."
    assert told in text(refused.text)
    assert told in text(board_member.get(at(meeting)).text)
    assert "Mötesordföranden har utslagsröst" not in refused.text
    votes = [one or "" for one in ANSWERS]
    assert board_member.post(place(row), data=filled(board_member, row, *votes)).status_code == 303
    settled = standing(decision).rounds[-1]
    assert (settled.result, settled.votes_for) == ("approved", 2)
    shown = text(board_member.get(at(meeting)).text)
    assert "Namnupprop: 2 ja, 1 nej, 1 avstod" in shown
    assert "Rätta vem som svarade vad" in shown


def test_there_is_no_sheet_of_other_votes(board_member: FlaskClient) -> None:
    row = call_roll()
    here, sheet = at(row.decision.meeting, row.decision.uid), place(row)
    assert board_member.get(sheet.replace("/1/namn", "/2/namn")).status_code == 404
    assert board_member.post(f"{here}/omgang/1/bryt").status_code == 303
    assert board_member.post(f"{here}/rakna", data={"rakna-method": "secret"}).status_code == 303
    assert board_member.get(sheet).status_code == 404

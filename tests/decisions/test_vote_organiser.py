"""Votes on the screen of the meeting: heard, asked for, counted by two who must agree, tied."""

import pytest
from flask.testing import FlaskClient

from scdapp.core.db import db
from scdapp.decisions import queries
from scdapp.decisions.models import Decision, Round
from scdapp.meetings.models import AnnualMeeting
from tests.conftest import StoppedClock
from tests.decisions.hall import LATER, fill_hall, make_open_meeting, open_question, tellers
from tests.decisions.test_stage_organiser import at, standing, typed
from tests.reading import said, text


@pytest.fixture(autouse=True)
def _in_the_evening_of_the_meeting(clock: StoppedClock) -> None:
    clock.moment = LATER


def sheet(meeting: AnnualMeeting, *figures: tuple[object, object]) -> dict[str, object]:
    """What both tellers write: for and against; None leaves a column empty."""
    found: dict[str, object] = {}
    for teller, (yes, no) in zip(tellers(meeting), figures, strict=False):
        found |= {f"{teller.uid}:for": yes, f"{teller.uid}:against": no}
    return {key: value for key, value in found.items() if value is not None}


def counted(client: FlaskClient, voters: int = 5) -> tuple[AnnualMeeting, Decision]:
    """A question on which votes are being counted."""
    meeting = make_open_meeting()
    fill_hall(meeting, voters)
    decision = open_question(meeting, None, "höja avgiften")
    assert client.post(at(meeting, decision.uid, "votering-begard")).status_code == 303
    answer = client.post(at(meeting, decision.uid, "rakna"), data={"rakna-method": "count"})
    assert answer.status_code == 303
    return meeting, decision


def last_round(decision: Decision) -> Round:
    return standing(decision).rounds[-1]


def test_votes_are_counted_only_when_asked_for_and_against_a_register(board_member: FlaskClient) -> None:
    meeting = make_open_meeting()
    decision = open_question(meeting, None, "höja avgiften")
    answer = board_member.post(at(meeting, decision.uid, "rakna"), data={"rakna-method": "count"})
    assert answer.status_code == 422
    assert "Fastställ röstlängden innan röster räknas." in text(answer.text)
    fill_hall(meeting)
    answer = board_member.post(at(meeting, decision.uid, "rakna"), data={"rakna-method": "secret"})
    assert "Rösträkning följer på acklamation, eller på att någon har begärt votering." in text(answer.text)
    answer = board_member.post(at(meeting, decision.uid, "rakna"), data={"rakna-method": "dice"})
    assert (answer.status_code, len(said(answer.text))) == (422, 1)
    heard = {"hor-method": "acclamation", "hor-result": "approved", "hor-question": ""}
    assert board_member.post(at(meeting, decision.uid, "hord"), data=heard).status_code == 303
    assert last_round(decision).result == "approved"
    asked = {"rakna-method": "secret", "rakna-question": "avslag mot bifall"}
    assert board_member.post(at(meeting, decision.uid, "rakna"), data=asked).status_code == 422
    assert board_member.post(at(meeting, decision.uid, "rakna"), data={"rakna-method": "secret"}).status_code == 303
    again = board_member.post(at(meeting, decision.uid, "hord"), data={**heard, "hor-method": "trial_vote"})
    assert "Frågan har redan prövats noggrannare än så." in text(again.text)


def test_tellers_who_differ_sound_the_alarm_and_nothing_is_final(board_member: FlaskClient) -> None:
    meeting, decision = counted(board_member)
    place = at(meeting, decision.uid, "omgang", "1")
    assert board_member.post(place, data=sheet(meeting, (3, 2), (3, 1))).status_code == 303
    page = text(board_member.get(at(meeting)).text)
    assert "Rösträknarna är inte överens Ingenting är avgjort. Båda räknar om, var för sig. Räkning 2." in page
    assert "Nej, avslag Skiljde 1. nyss 2 nyss 1" in page
    assert last_round(decision).final_at is None
    sent = typed(standing(decision), "att höja avgiften", verdict="approved")
    assert board_member.post(at(meeting, decision.uid), data=sent).status_code == 422
    assert board_member.post(place, data=sheet(meeting, (3, 2), (3, 2))).status_code == 303
    row = last_round(decision)
    assert (row.votes_for, row.votes_against, row.result) == (3, 2, "approved")
    assert [one.attempt for one in row.tallies] == [1, 1, 2, 2]
    page = text(board_member.get(at(meeting)).text)
    assert "Rösträkning: 3 ja, 2 nej, 0 avstod, 0 blanka, 0 ogiltiga. Bifall. Röstlängd 1." in page
    assert "Bifall efter rösträkning" in page
    sent = typed(standing(decision), "att höja avgiften", verdict="rejected", voted="count")
    answer = board_member.post(at(meeting, decision.uid), data=sent)
    assert "Det var inte vad omröstningen sade." in text(answer.text)
    assert board_member.post(at(meeting, decision.uid), data={**sent, "verdict": "approved"}).status_code == 303
    assert (standing(decision).outcome, standing(decision).method) == ("approved", "count")


def test_tellers_can_count_one_after_the_other_unseen(board_member: FlaskClient) -> None:
    meeting, decision = counted(board_member)
    place = at(meeting, decision.uid, "omgang", "1")
    assert board_member.post(place, data=sheet(meeting, (4, 1))).status_code == 303
    page = board_member.get(at(meeting)).text
    assert "lämnat" in page
    assert tellers(meeting)[0].uid + ":for" not in page
    assert board_member.post(place, data=sheet(meeting, (4, 1))).status_code == 422
    assert board_member.post(place, data=sheet(meeting, (None, None), (4, 1))).status_code == 303
    assert last_round(decision).result == "approved"


def test_wrong_figures_are_told_and_kept(board_member: FlaskClient) -> None:
    meeting, decision = counted(board_member)
    place = at(meeting, decision.uid, "omgang", "1")
    for sent, told in (
        ({}, "Skriv vad rösträknarna räknade till."),
        (sheet(meeting, ("fem", 0), (5, 0)), "Jan Justerare: ”fem” är inget antal röster."),
        (sheet(meeting, (5, 1), (5, 1)), "Det är 6 röster, men röstlängden har 5. Räkna om."),
        (sheet(meeting, (-1, 1), (5, 1)), "är inget antal röster"),
    ):
        answer = board_member.post(place, data=sent)
        assert answer.status_code == 422
        assert told in text(answer.text)
    assert 'value="5"' in board_member.post(place, data=sheet(meeting, ("fem", 0), (5, 0))).text
    assert last_round(decision).tallies == []
    assert board_member.post(at(meeting, decision.uid, "omgang", "9"), data={}).status_code == 404


def test_a_tie_waits_for_the_chair(board_member: FlaskClient) -> None:
    meeting, decision = counted(board_member, 4)
    place = at(meeting, decision.uid, "omgang", "1")
    assert board_member.post(place, data=sheet(meeting, (2, 2), (2, 2))).status_code == 303
    page = text(board_member.get(at(meeting)).text)
    assert "Rösträknarna är överens, och det blev lika röstetal. Mötesordföranden har utslagsröst." in page
    assert last_round(decision).final_at is None
    assert board_member.post(f"{place}/utslag", data={"lika-side": "both"}).status_code == 422
    said_so = {"lika-side": "against", "lika-note": "Ordföranden röstade nej."}
    assert board_member.post(f"{place}/utslag", data=said_so).status_code == 303
    row = last_round(decision)
    assert (row.result, row.tie_break, row.tie_note) == ("rejected", "casting_vote", "Ordföranden röstade nej.")
    assert "Avslag vid lika röstetal: Ordföranden röstade nej.." in text(board_member.get(at(meeting)).text)


def test_a_count_is_broken_off(board_member: FlaskClient) -> None:
    meeting, decision = counted(board_member)
    place = at(meeting, decision.uid, "omgang", "1")
    assert board_member.post(f"{place}/bryt").status_code == 303
    assert standing(decision).rounds == []
    assert board_member.post(f"{place}/bryt").status_code == 404
    db.session.rollback()
    assert queries.open_paragraph(meeting.id) is not None

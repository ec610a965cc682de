"""The meeting elects, on the page for it."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from scdapp.core.db import db
from scdapp.decisions import queries as decisions
from scdapp.decisions.models import Decision
from scdapp.elections import queries
from scdapp.elections.models import Election
from scdapp.meetings.models import AnnualMeeting
from tests.conftest import StoppedClock
from tests.decisions.hall import LATER, fill_hall, make_open_meeting, open_question, tellers
from tests.elections.voting import open_election
from tests.meetings.meetings import make_item, make_mandate, make_post
from tests.reading import said, text


@pytest.fixture(autouse=True)
def _in_the_evening_of_the_meeting(clock: StoppedClock) -> None:
    clock.moment = LATER


def at(decision: Decision, *more: str) -> str:
    return "/".join([f"/styrelse/arsmoten/{decision.meeting.uid}/val/{decision.uid}", *more])


def electing(meeting: AnnualMeeting) -> Decision:
    sentence = "Årsmötet valde N.N. till ordförande för tiden t.o.m. nästa ordinarie årsmöte."
    return open_question(meeting, make_item(meeting, "Val av ordförande", kind="election", sentence=sentence))


def only(decision: Decision) -> Election:
    db.session.rollback()
    (found,) = queries.elections_of([decision.id])
    return found


def uids(election: Election, *names: str) -> list[str]:
    return [one.uid for name in names for one in election.candidates if one.name == name]


def sheet(meeting: AnnualMeeting, election: Election, **votes: int) -> dict[str, Any]:
    """Both tellers count the same."""
    keys = {name: uids(election, name)[0] for name in votes}
    return {f"{one.uid}:{keys[name]}": n for one in tellers(meeting) for name, n in votes.items()}


def test_a_chair_is_elected_by_acclamation_and_written_down(board_member: FlaskClient) -> None:
    meeting, post = make_open_meeting(), make_post()
    decision = electing(meeting)
    answer = board_member.get(f"/styrelse/arsmoten/{meeting.uid}/val")
    assert answer.headers["Location"] == at(decision)
    assert "Vad gäller valet?" in text(board_member.get(at(decision)).text)
    assert board_member.post(at(decision, "oppna"), data={"val-post": "okänd"}).status_code == 422
    sent = {"val-post": post.uid, "val-seats": "2"}
    answer = board_member.post(at(decision, "oppna"), data=sent)
    assert (answer.status_code, "Valet gäller 1 platser." in text(answer.text)) == (422, True)
    assert board_member.post(at(decision, "oppna"), data={"val-post": post.uid}).status_code == 303
    election = only(decision)
    place = at(decision, election.uid)
    answer = board_member.post(f"{place}/foresla", data={"name": "", "nominated_by": "committee"})
    assert (answer.status_code, said(answer.text)) == (422, ["Fyll i det här fältet."])
    who = {"name": "Anna Al", "title": "socialchef", "employer": "Falun", "nominated_by": "committee"}
    assert board_member.post(f"{place}/foresla", data=who).status_code == 303
    answer = board_member.post(f"{place}/foresla", data=who)
    assert (answer.status_code, said(answer.text)) == (422, ["Personen är redan föreslagen."])
    assert board_member.post(f"{place}/foresla", data={**who, "name": "Bo Ek"}).status_code == 303
    (bo,) = uids(only(decision), "Bo Ek")
    assert board_member.post(f"{place}/avstar/{bo}").status_code == 303
    assert board_member.post(f"{place}/avstar/okand").status_code == 404
    answer = board_member.post(f"{place}/valj", data={"method": "acclamation"})
    assert (answer.status_code, "Välj bland de föreslagna." in text(answer.text)) == (422, True)
    chosen = {"candidates": uids(only(decision), "Anna Al"), "method": "acclamation"}
    assert board_member.post(f"{place}/valj", data=chosen).status_code == 303
    page = board_member.get(at(decision)).text
    sentence = "Årsmötet valde Anna Al, socialchef, Falun till ordförande för tiden t.o.m. nästa ordinarie årsmöte."
    assert sentence in page
    assert board_member.post(f"{place}/angra").status_code == 303
    assert only(decision).state == "nominating"
    sent = {"heading": "Val av ordförande", "body": sentence, "version": str(decision.version)}
    answer = board_member.post(at(decision, "klart"), data=sent)
    assert "Ingen är vald till ordförande än." in text(answer.text)
    assert board_member.post(f"{place}/valj", data=chosen).status_code == 303
    answer = board_member.post(at(decision, "klart"), data={**sent, "body": ""})
    assert (answer.status_code, "Anna Al är vald men nämns inte i texten." in text(answer.text)) == (422, True)
    assert board_member.post(at(decision, "klart"), data={**sent, "version": 9}).status_code == 409
    answer = board_member.post(at(decision, "klart"), data=sent)
    assert answer.headers["Location"] == f"/styrelse/arsmoten/{meeting.uid}/mote"
    db.session.rollback()
    now = decisions.get_decision(decision.uid)
    assert (now.outcome, now.method, now.body) == ("elected", "acclamation", sentence)
    assert f"§ 1 {post.name} avgjort Anna Al" in text(board_member.get(f"/styrelse/arsmoten/{meeting.uid}/val").text)
    assert "Avgjort." in text(board_member.get(at(decision)).text)


def test_two_rounds_and_the_lot(board_member: FlaskClient) -> None:
    meeting = make_open_meeting()
    fill_hall(meeting, 6)
    election = open_election(meeting, make_post(), "Ann", "Bea", "Cia")
    decision = election.decision
    place = at(decision, election.uid)
    alone = {"candidates": uids(election, "Ann"), "method": "secret"}
    assert board_member.post(f"{place}/rakna", data=alone).status_code == 422
    assert board_member.post(f"{place}/rakna", data={"candidates": ["okand"], "method": "secret"}).status_code == 422
    everybody = {"candidates": uids(election, "Ann", "Bea", "Cia"), "method": "secret"}
    assert board_member.post(f"{place}/rakna", data=everybody).status_code == 303
    assert "Omgång 1, sluten omröstning" in text(board_member.get(at(decision)).text)
    too_many = sheet(meeting, election, Ann=3, Bea=3, Cia=3)
    assert board_member.post(f"{place}/omgang/1", data=too_many).status_code == 422
    assert board_member.post(f"{place}/omgang/1", data=sheet(meeting, election, Ann=2, Bea=3, Cia=1)).status_code == 303
    page = text(board_member.get(at(decision)).text)
    assert "Ann 2; Bea 3; Cia 1. Ingen fick tillräckligt många röster." in page
    two = {"candidates": uids(election, "Ann", "Bea"), "method": "secret"}
    assert board_member.post(f"{place}/rakna", data=two).status_code == 303
    assert board_member.post(f"{place}/omgang/2", data=sheet(meeting, election, Ann=3, Bea=3)).status_code == 303
    page = text(board_member.get(at(decision)).text)
    assert "Rösträknarna är överens, och flera har lika många röster. Lotten avgör." in page
    assert board_member.post(f"{place}/omgang/2/lott", data={"lot": "okand"}).status_code == 422
    drawn = {"lot": uids(election, "Bea"), "note": "lappar i hatt"}
    assert board_member.post(f"{place}/omgang/2/lott", data=drawn).status_code == 303
    assert [(one.name, one.elected, one.by_lot) for one in only(decision).candidates][1] == ("Bea", True, True)
    now = decisions.get_decision(decision.uid)
    sent = {"heading": now.heading, "body": "Bea valdes.", "version": now.version}
    assert board_member.post(at(decision, "klart"), data=sent).status_code == 303
    db.session.rollback()
    assert decisions.get_decision(decision.uid).method == "secret"


def test_the_lot_is_about_those_with_as_many_votes_and_nobody_else(board_member: FlaskClient) -> None:
    meeting = make_open_meeting()
    fill_hall(meeting, 6)
    election = open_election(meeting, make_post(seats=2), "Ann", "Bea", "Cia")
    place = at(election.decision, election.uid)
    everybody = {"candidates": uids(election, "Ann", "Bea", "Cia"), "method": "secret"}
    assert board_member.post(f"{place}/rakna", data=everybody).status_code == 303
    assert board_member.post(f"{place}/omgang/1", data=sheet(meeting, election, Ann=6, Bea=3, Cia=3)).status_code == 303
    safe = board_member.post(f"{place}/omgang/1/lott", data={"lot": uids(election, "Ann")})
    assert safe.status_code == 422
    assert "Lika röstetal: Bea, Cia. Låt lotten avgöra och skriv vad den sade." in text(safe.text)
    assert board_member.post(f"{place}/omgang/1/lott", data={"lot": uids(election, "Cia")}).status_code == 303
    assert sorted(one.name for one in only(election.decision).candidates if one.elected) == ["Ann", "Cia"]


def test_tellers_who_differ_and_a_count_that_is_broken_off(board_member: FlaskClient) -> None:
    meeting = make_open_meeting()
    fill_hall(meeting, 5)
    election = open_election(meeting, make_post(), "Ann", "Bea")
    decision = election.decision
    place = at(decision, election.uid)
    both = {"candidates": uids(election, "Ann", "Bea"), "method": "secret"}
    board_member.post(f"{place}/rakna", data=both)
    figures = sheet(meeting, election, Ann=3, Bea=2)
    first = f"{tellers(meeting)[0].uid}:{uids(election, 'Ann')[0]}"
    board_member.post(f"{place}/omgang/1", data={**figures, first: 2})
    assert "Rösträknarna är inte överens" in text(board_member.get(at(decision)).text)
    assert board_member.post(f"{place}/omgang/1/bryt").status_code == 303
    assert decisions.get_decision(decision.uid).rounds == []


def test_a_by_election_finishes_a_term(board_member: FlaskClient) -> None:
    meeting, post = make_open_meeting(), make_post("member", "ledamot", seats=17)
    gone = make_mandate(post, "Gun Gick", ends_on=LATER.date(), ended_reason="resigned", until_year=2025)
    decision = electing(meeting)
    assert "Gun Gick, ledamot" in text(board_member.get(at(decision)).text)
    sent = {"val-post": post.uid, "val-finishes": gone.uid}
    assert board_member.post(at(decision, "oppna"), data=sent).status_code == 303
    election = only(decision)
    assert (election.seats, election.finishes_id) == (1, gone.id)
    assert "Ledamot: 1 plats, fyllnadsval efter Gun Gick" in text(board_member.get(at(decision)).text)


def test_an_office_is_added_and_the_majority_chosen(board_member: FlaskClient) -> None:
    decision = electing(make_open_meeting())
    assert "Det finns" not in text(board_member.get(at(decision)).text)
    sent = {"uppdrag-key": "auditor", "uppdrag-name": "revisor", "uppdrag-seats": "2"}
    assert board_member.post(at(decision, "uppdrag"), data={**sent, "uppdrag-name": ""}).status_code == 422
    assert board_member.post(at(decision, "uppdrag"), data=sent).status_code == 303
    answer = board_member.post(at(decision, "uppdrag"), data=sent)
    assert (answer.status_code, said(answer.text)) == (422, ["Uppdraget finns redan."])
    assert board_member.post(at(decision, "majoritet"), data={"majority": "plurality"}).status_code == 303
    assert "För en ensam plats räcker flest röster." in text(board_member.get(at(decision)).text)
    assert board_member.post(at(decision, "majoritet"), data={"majority": "all"}).status_code == 422
    assert board_member.get(at(decision).replace(decision.uid, "okand")).status_code == 404

"""The screen of the meeting, as chair and secretary use it."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from scdapp.core.db import db, transaction
from scdapp.decisions import queries, service
from scdapp.decisions.models import Decision
from scdapp.decisions.rules import Text
from scdapp.meetings.models import AnnualMeeting
from tests.decisions.hall import BY, LATER, decide, fill_hall, make_open_meeting, open_question
from tests.factories import make_edition, make_member
from tests.meetings.meetings import (
    make_decision,
    make_document,
    make_item,
    make_meeting,
    make_motion,
    make_notice,
    make_statutes,
)
from tests.reading import said, text


def at(meeting: AnnualMeeting, *more: str) -> str:
    return "/".join([f"/styrelse/arsmoten/{meeting.uid}/mote", *more])


def typed(decision: Decision, *clauses: str, **given: Any) -> dict[str, Any]:
    """The form of a paragraph as a browser sends it."""
    rows = {f"clauses-{n}-text": one for n, one in enumerate(clauses)}
    values = {"heading": decision.heading, "body": decision.body, "version": decision.version, **rows}
    return {**values, **given}


def standing(decision: Decision) -> Decision:
    db.session.rollback()
    return queries.get_decision(decision.uid)


def shown(client: FlaskClient, meeting: AnnualMeeting, *more: str) -> str:
    answer = client.get(at(meeting, *more))
    assert answer.status_code == 200
    return text(answer.text)


def test_a_meeting_is_opened_goes_on_and_is_closed(board_member: FlaskClient) -> None:
    meeting = make_meeting()
    make_item(meeting, "Mötets öppnande", kind="formality", template_key="oppnande")
    assert "Inte öppnat än. Ingen röstlängd är fastställd." in shown(board_member, meeting)
    for step, state in (("oppna", "open"), ("ajournera", "adjourned"), ("ateruppta", "open"), ("avsluta", "closed")):
        answer = board_member.post(at(meeting, "steg", step))
        assert (answer.status_code, answer.headers["Location"]) == (303, at(meeting))
        db.session.rollback()
        assert meeting.state == state
    answer = board_member.post(at(meeting, "steg", "oppna"))
    assert answer.status_code == 422
    assert "Mötet är avslutat och kan inte bli öppnat." in text(answer.text)
    assert board_member.post(at(meeting, "steg", "riv")).status_code == 404


def test_the_next_point_is_taken_with_its_sentence_and_decided_by_one_press(board_member: FlaskClient) -> None:
    meeting = make_open_meeting()
    item = make_item(meeting, "Dagordning", kind="formality", template_key="dagordning", sentence="Den fastställdes.")
    later = make_item(meeting, "Medlemsavgift")
    assert "Nästa punkt 1. Dagordning" in shown(board_member, meeting)
    assert board_member.post(at(meeting, "punkt"), data={"item": item.uid}).status_code == 303
    db.session.rollback()
    decision = queries.open_paragraph(meeting.id)
    assert decision is not None
    assert (decision.paragraph_no, decision.body) == (1, "Den fastställdes.")
    page = board_member.get(at(meeting)).text
    assert 'value="fixed" accesskey="b">Fastställt med acklamation' in page
    answer = board_member.post(at(meeting, "punkt"), data={"item": later.uid})
    assert answer.status_code == 422
    assert "§ 1 Dagordning är inte avgjord än." in text(answer.text)
    sent = typed(decision, "att anta den", body="Dagordningen fastställdes (bilaga 2).", verdict="fixed")
    assert board_member.post(at(meeting, decision.uid), data=sent).status_code == 303
    now = standing(decision)
    assert (now.outcome, now.method, now.body) == ("fixed", "acclamation", "Dagordningen fastställdes (bilaga 2).")
    assert [(one.text, one.outcome) for one in now.clauses] == [("att anta den", "approved")]
    assert [(one.method, one.result) for one in now.rounds] == [("acclamation", "approved")]
    assert "§&nbsp;1 , fastställt" in shown(board_member, meeting)
    assert "Nästa punkt 2. Medlemsavgift" in shown(board_member, meeting)


def test_what_is_refused_stands_beside_what_was_typed(board_member: FlaskClient) -> None:
    meeting = make_open_meeting()
    decision = open_question(meeting)
    answer = board_member.post(at(meeting, decision.uid), data=typed(decision, "en sak", heading="", body="Kvar."))
    assert (answer.status_code, said(answer.text)) == (422, ["Fyll i det här fältet."])
    assert "Kvar." in answer.text
    sent = typed(decision, "en sak", verdict="decide", outcome="partly", method="acclamation")
    answer = board_member.post(at(meeting, decision.uid), data=sent)
    assert answer.status_code == 422
    assert "Delvis bifall: säg vilka att-satser som avslogs." in text(answer.text)
    sent = typed(decision, "en sak", verdict="decide")
    assert "Välj vad som beslutades." in said(board_member.post(at(meeting, decision.uid), data=sent).text)
    sent = {"clauses-0-outcome": "rejected"}
    sent |= typed(decision, "en sak", "en till", verdict="decide", outcome="partly", method="unanimous")
    assert board_member.post(at(meeting, decision.uid), data=sent).status_code == 303
    assert [one.outcome for one in standing(decision).clauses] == ["rejected", "approved"]


def test_two_who_write_see_both_versions(board_member: FlaskClient) -> None:
    meeting = make_open_meeting()
    decision = open_question(meeting)
    sent = typed(decision, body="Min text.")
    board_member.post(at(meeting, decision.uid), data=typed(decision, body="En annans text."))
    answer = board_member.post(at(meeting, decision.uid), data=sent)
    assert answer.status_code == 409
    assert "Text En annans text. Min text." in text(answer.text)
    version = re.search(r'name="version"[^>]*value="(\d+)"', answer.text)
    assert version is not None
    again = board_member.post(at(meeting, decision.uid), data={**sent, "version": version[1]})
    assert again.status_code == 303
    assert standing(decision).body == "Min text."


def test_a_draft_is_kept_and_a_conflict_told(board_member: FlaskClient) -> None:
    meeting = make_open_meeting()
    decision = open_question(meeting)
    draft = {"heading": "Avgift", "body": "Halv", "clauses": ["höja den", " "], "version": decision.version}
    answer = board_member.post(at(meeting, decision.uid, "utkast"), json=draft)
    assert (answer.status_code, answer.json) == (200, {"version": 2})
    now = standing(decision)
    assert (now.heading, now.body, [one.text for one in now.clauses]) == ("Avgift", "Halv", ["att höja den"])
    answer = board_member.post(at(meeting, decision.uid, "utkast"), json=draft)
    assert answer.status_code == 409
    assert answer.json == {"version": 2, "heading": "Avgift", "body": "Halv", "clauses": ["att höja den"]}
    wrongs: tuple[object, ...] = ([], {}, {**draft, "clauses": [1]}, {**draft, "version": "2"})
    for wrong in wrongs:
        answer = board_member.post(at(meeting, decision.uid, "utkast"), json=wrong)
        assert (answer.status_code, answer.json) == (422, {"sentence": "Utkastet kom inte fram helt."})
    number = {**draft, "body": "640823-3234", "version": 2}
    assert board_member.post(at(meeting, decision.uid, "utkast"), json=number).status_code == 422
    empty = {**draft, "heading": "", "version": 2}
    answer = board_member.post(at(meeting, decision.uid, "utkast"), json=empty)
    assert answer.json == {"sentence": "Skriv en rubrik med högst 200 tecken."}


def test_a_late_call_is_told_in_red_and_needs_words_of_its_own(board_member: FlaskClient) -> None:
    meeting = make_open_meeting()
    make_notice(meeting, sent_at=LATER.replace(month=9, day=3))
    item = make_item(meeting, "Utlyst", kind="formality", template_key="utlysande", sentence="Behörigen utlyst.")
    decision = open_question(meeting, item)
    fact = "Obs. Kallelsen gick ut 3 september 2024, sista dag var 2 september 2024. Standardmeningen räcker inte"
    assert fact in shown(board_member, meeting)
    answer = board_member.post(at(meeting, decision.uid), data=typed(decision, verdict="approved"))
    assert answer.status_code == 422
    assert said(answer.text) == ["Kallelsen gick ut för sent. Skriv med egna ord vad mötet beslutade om det."]
    sent = typed(decision, body="Mötet godtog en dags försening.", verdict="approved")
    assert board_member.post(at(meeting, decision.uid), data=sent).status_code == 303


def test_a_discharge_says_what_is_missing(board_member: FlaskClient) -> None:
    meeting = make_open_meeting()
    item = make_item(meeting, "Ansvarsfrihet", template_key="ansvarsfrihet")
    decision = open_question(meeting, item, "bevilja ansvarsfrihet")
    page = shown(board_member, meeting)
    assert "Obs. Revisionsberättelsen är inte bilagd." in page
    assert "Obs. Ingen styrelseledamot står som frånvarande" in page
    make_document(meeting, "Revisionsberättelse", kind="audit_report")
    recusal = {"jav-name": "Bo Styrelse", "jav-reason": "discharge"}
    assert board_member.post(at(meeting, decision.uid, "jav"), data=recusal).status_code == 303
    page = shown(board_member, meeting)
    assert "Obs." not in page
    assert "Deltar inte i beslutet: Bo Styrelse ansvarsfrihet för det egna uppdraget" in page
    clauses = ["att bevilja ansvarsfrihet"]
    sent = typed(standing(decision), *clauses, verdict="approved", fiscal_year="2023/2024")
    assert board_member.post(at(meeting, decision.uid), data=sent).status_code == 303


def test_those_who_lead_and_count_are_written_in_and_the_sentence_is_filled(board_member: FlaskClient) -> None:
    meeting = make_meeting(state="open", opened_at=LATER)
    sentence = "Årsmötet valde N.N. och N.N. att justera protokollet."
    item = make_item(meeting, "Justerare", kind="election", template_key="val_just", sentence=sentence)
    decision = open_question(meeting, item)
    assert "N.N. står kvar i texten." in shown(board_member, meeting)
    for name in ("Jan Just", "Pia Pro"):
        sent = {"name": name, "role": "both", "title": "", "email": "j@kommun.example"}
        assert board_member.post(at(meeting, decision.uid, "vald"), data=sent).status_code == 303
    now = standing(decision)
    assert now.body == "Årsmötet valde Jan Just och Pia Pro att justera protokollet."
    chosen = [(one.role, one.name) for one in queries.officers(meeting.id)]
    assert chosen == [(r, n) for n in ("Jan Just", "Pia Pro") for r in ("attester", "teller")]
    answer = board_member.post(at(meeting, decision.uid, "vald"), data={"name": "Jan Just", "role": "chair"})
    assert answer.status_code == 422
    assert "En justerare kan inte vara mötesordförande eller mötessekreterare." in said(answer.text)
    officer = queries.officers(meeting.id)[0].uid
    assert board_member.post(at(meeting, "vald", officer, "bort")).status_code == 303
    assert board_member.post(at(meeting, "vald", officer, "bort")).status_code == 404
    sent = typed(now, verdict="elected")
    assert board_member.post(at(meeting, decision.uid), data=sent).status_code == 303


def test_the_register_is_fixed_in_its_paragraph(board_member: FlaskClient) -> None:
    meeting = make_open_meeting()
    sentence = "Röstlängden fastställdes till N.N. röstberättigade (bilaga N.N.)."
    item = make_item(meeting, "Röstlängd", kind="formality", template_key="rostlangd", sentence=sentence)
    decision = open_question(meeting, item)
    answer = board_member.post(at(meeting, decision.uid, "rostlangd"))
    assert answer.status_code == 422
    assert "Ingen medlem är inprickad." in text(answer.text)
    fill_hall(meeting, 7)
    assert board_member.post(at(meeting, decision.uid, "rostlangd")).status_code == 303
    now = standing(decision)
    assert now.body == "Röstlängden fastställdes till 7 röstberättigade (bilaga N.N.)."
    assert now.register is not None
    assert now.register.seq == 2


def test_a_meeting_without_quorum_is_told(board_member: FlaskClient) -> None:
    statutes = make_statutes(quorum_rule="percent", quorum_value=50)
    meeting = make_open_meeting(statutes=statutes)
    for number in range(5):
        make_member(f"Hemma {number}", email=None)
    fill_hall(meeting, 4)
    item = make_item(meeting, "Röstlängd", kind="formality", template_key="rostlangd")
    open_question(meeting, item)
    fact = "Mötet är inte beslutsfört: 4 medlemmar är här, och stadgarna kräver 5."
    assert fact in shown(board_member, meeting)
    board_member.post(f"/styrelse/arsmoten/{meeting.uid}/narvaro/kom/{make_member('Sen Sal').uid}")
    assert fact not in shown(board_member, meeting)


def test_motions_are_taken_one_by_one_and_one_is_put_off(board_member: FlaskClient) -> None:
    meeting = make_open_meeting()
    item = make_item(meeting, "Motioner", kind="motion")
    first, second = make_motion(meeting, "Den första"), make_motion(meeting, "Den andra")
    make_motion(meeting, "Den återkallade", state="withdrawn")
    for motion in (first, second):
        assert f"Nästa punkt 1. Motion {motion.number}: {motion.title}" in shown(board_member, meeting)
        board_member.post(at(meeting, "punkt"), data={"item": item.uid, "motion": motion.uid})
        decision = queries.open_paragraph(meeting.id)
        assert decision is not None
        sent = typed(decision, *(one.text for one in decision.clauses), verdict="tabled")
        assert board_member.post(at(meeting, decision.uid), data=sent).status_code == 303
        db.session.rollback()
    assert [(one.outcome, one.method) for one in queries.paragraphs(meeting.id)] == [("tabled", None)] * 2
    assert "Dagordningen är genomgången" in shown(board_member, meeting)


def test_a_paragraph_is_reopened_removed_and_attested(board_member: FlaskClient) -> None:
    meeting = make_open_meeting()
    decision = open_question(meeting, None, "höja den")
    sent = typed(decision, "att höja den", verdict="rejected")
    board_member.post(at(meeting, decision.uid), data=sent)
    assert standing(decision).outcome == "rejected"
    assert "Avslag , acklamation." in shown(board_member, meeting, decision.uid)
    version = {"version": standing(decision).version}
    assert board_member.post(at(meeting, decision.uid, "oppna-igen"), data={"version": 1}).status_code == 409
    assert board_member.post(at(meeting, decision.uid, "oppna-igen"), data=version).status_code == 303
    assert board_member.post(at(meeting, decision.uid, "justera")).status_code == 422
    sent = typed(standing(decision), "att höja den", verdict="approved")
    assert board_member.post(at(meeting, decision.uid), data=sent).status_code == 303
    assert board_member.post(at(meeting, decision.uid, "justera")).status_code == 303
    assert standing(decision).attested_at is not None
    assert "omedelbart justerad" in shown(board_member, meeting, decision.uid)
    again = {"version": standing(decision).version}
    answer = board_member.post(at(meeting, decision.uid, "oppna-igen"), data=again)
    assert "§ 1 är omedelbart justerad och ändras inte." in text(answer.text)
    second = open_question(meeting, make_item(meeting, "Av misstag"))
    assert board_member.post(at(meeting, decision.uid, "ta-bort")).status_code == 422
    assert board_member.post(at(meeting, second.uid, "ta-bort")).status_code == 303
    assert [one.paragraph_no for one in queries.paragraphs(meeting.id)] == [1]


def test_a_paragraph_of_another_meeting_is_not_there(board_member: FlaskClient) -> None:
    meeting, other = make_open_meeting(), make_meeting(make_edition(2023))
    decision = open_question(meeting)
    assert board_member.get(at(other, decision.uid)).status_code == 404
    assert board_member.post(at(other, decision.uid, "utkast"), json={}).status_code == 404


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>"])
def test_hostile_words_come_out_as_text(board_member: FlaskClient, hostile: str) -> None:
    meeting = make_open_meeting()
    decision = open_question(meeting, make_item(meeting, hostile), hostile)
    with transaction():
        service.write_paragraph(decision.id, Text(hostile, hostile, (hostile,)), version=decision.version)
    for page in (at(meeting), f"/styrelse/arsmoten/{meeting.uid}/sal"):
        shown_text = board_member.get(page).text
        assert hostile not in shown_text
        assert "&lt;script&gt;" in shown_text


def test_nobody_writes_by_without_the_secretary(board_member: FlaskClient) -> None:
    meeting = make_open_meeting()
    decision = open_question(meeting)
    board_member.post(at(meeting, decision.uid), data=typed(decision, body="Ny."))
    assert standing(decision).body == "Ny."
    assert BY not in shown(board_member, meeting)


def test_invariant_10_the_second_meeting_picks_the_decision_that_it_confirms(board_member: FlaskClient) -> None:
    statutes = make_statutes(two_meetings=True)
    first = make_decision(make_meeting(make_edition(2023), statutes=statutes), "Stadgar", kind="statute_change")
    meeting = make_open_meeting(statutes=statutes, edition=make_edition(2024))
    question = open_question(meeting, make_item(meeting, "Stadgar", template_key="stadgar"), "ändra § 4")
    sent = typed(question, "ändra § 4", verdict="decide", outcome="approved", method="unanimous")
    sent |= {"valid_from": "2024-10-03", "first_reading": ""}
    refused = board_member.post(at(meeting, question.uid), data=sent)
    assert refused.status_code == 422
    refusal = "Stadgarna ändras genom beslut på två möten. Hänvisa till det första beslutet, eller låt frågan vila."
    assert refusal in text(refused.text)
    assert f'<option value="{first.uid}">Årsmötet 2023, § 1 Stadgar</option>' in refused.text
    unknown = board_member.post(at(meeting, question.uid), data={**sent, "first_reading": question.uid})
    assert unknown.status_code == 422
    assert board_member.post(at(meeting, question.uid), data={**sent, "first_reading": first.uid}).status_code == 303
    now = standing(question)
    assert (now.outcome, now.earlier) == ("approved", first)


def test_each_screen_hears_where_the_meeting_is(board_member: FlaskClient) -> None:
    meeting = make_open_meeting()
    address = f"/styrelse/arsmoten/{meeting.uid}/mote/lage"
    first = board_member.get(address)
    assert board_member.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    decision = open_question(meeting, make_item(meeting))
    taken = board_member.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (taken.status_code, taken.json["told"]) == (200, "Mötet har gått vidare till § 1.")
    decide(decision)
    decided = board_member.get(address)
    assert decided.json["told"] == "§ 1 är avgjord."
    assert len({first.json["mark"], taken.json["mark"], decided.json["mark"]}) == 3
    assert decided.json["mark"] in board_member.get(address.removesuffix("/lage")).text

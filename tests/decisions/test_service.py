"""Paragraphs: numbers in the order taken, and what has to be there before a question is decided."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from scdapp.audit import queries as audit
from scdapp.core.db import db, transaction
from scdapp.core.errors import EditConflict, Refusal
from scdapp.decisions import queries, rules, service, voice_service, vote_service
from scdapp.decisions.models import Decision
from scdapp.decisions.rules import Text, Verdict
from scdapp.meetings import service as meetings
from scdapp.meetings.models import AgendaItem, AnnualMeeting
from scdapp.meetings.rules import MeetingState
from tests.decisions.hall import BY, LATER, decide, fill_hall, make_open_meeting, open_question
from tests.factories import make_edition
from tests.meetings.meetings import (
    make_decision,
    make_document,
    make_item,
    make_meeting,
    make_motion,
    make_notice,
    make_statutes,
)


@pytest.fixture
def meeting(app: Flask) -> AnnualMeeting:
    return make_open_meeting()


def test_invariant_05_numbers_follow_the_order_taken_without_gaps(meeting: AnnualMeeting) -> None:
    first, second, third = (make_item(meeting, title) for title in ("Ett", "Två", "Tre"))
    for item in (third, first):
        decide(open_question(meeting, item))
    taken_back = open_question(meeting, second)
    with transaction():
        service.remove_paragraph(taken_back.id, by=BY, now=LATER)
    decide(open_question(meeting, second))
    assert [(one.paragraph_no, one.heading) for one in queries.paragraphs(meeting.id)] == [
        (1, "Tre"),
        (2, "Ett"),
        (3, "Två"),
    ]
    assert {item.state for item in db.session.query(AgendaItem)} == {"done"}


def test_invariant_05_only_the_last_open_paragraph_can_be_taken_back(meeting: AnnualMeeting) -> None:
    first = decide(open_question(meeting))
    decide(open_question(meeting))
    with pytest.raises(Refusal, match="Bara den sista paragrafen"), transaction():
        service.remove_paragraph(first.id, by=BY, now=LATER)
    with pytest.raises(Refusal, match="Paragrafen är avgjord"), transaction():
        service.remove_paragraph(queries.paragraphs(meeting.id)[-1].id, by=BY, now=LATER)


def test_one_question_at_a_time_and_only_while_the_meeting_is_open(meeting: AnnualMeeting) -> None:
    question = open_question(meeting)
    item = make_item(meeting, "Nästa")
    with pytest.raises(Refusal, match=r"§ 1 Medlemsavgift är inte avgjord än\."):
        open_question(meeting, item)
    with pytest.raises(MeetingState, match="inte avgjord"), transaction():
        meetings.close(meeting.id, by=BY, now=LATER)
    with transaction():
        meetings.adjourn(meeting.id, by=BY, now=LATER)
    with pytest.raises(MeetingState, match="Mötet är ajournerat"):
        decide(question)
    with transaction():
        meetings.resume(meeting.id, by=BY, now=LATER)
    decide(question)
    with transaction():
        meetings.close(meeting.id, by=BY, now=LATER)
    with pytest.raises(MeetingState, match="Mötet är avslutat"):
        open_question(meeting, item)


def test_what_was_typed_is_kept_and_two_who_write_at_once_are_told(meeting: AnnualMeeting) -> None:
    question = open_question(meeting, None, "höja avgiften", "Att den gäller från 2025")
    assert [one.text for one in question.clauses] == ["att höja avgiften", "att den gäller från 2025"]
    before = audit.last()
    with transaction():
        service.write_paragraph(question.id, Text("Avgift", "Debatt.", ()), version=question.version)
    assert audit.last() is before
    with pytest.raises(EditConflict), transaction():
        service.write_paragraph(question.id, Text("Annat"), version=1)


def test_clauses_have_outcomes_of_their_own(meeting: AnnualMeeting) -> None:
    question = open_question(meeting, None, "ett", "två")
    with pytest.raises(Refusal, match="Delvis bifall"):
        decide(question, "partly")
    decided = decide(question, "partly", clauses={2: "rejected"})
    assert [one.outcome for one in decided.clauses] == ["approved", "rejected"]
    with pytest.raises(Refusal, match="Att-satserna är avgjorda"), transaction():
        service.write_paragraph(decided.id, Text("Avgift", "", ("annat",)), version=decided.version)
    with transaction():
        again = service.reopen(decided.id, version=decided.version, by=BY, now=LATER)
        assert (again.outcome, {one.outcome for one in again.clauses}) == (None, {None})


def test_a_motion_brings_its_clauses_and_an_amendment_changes_one(meeting: AnnualMeeting) -> None:
    motion = make_motion(meeting, "Digitala möten", "att mötas digitalt", "att sända mötet")
    question = open_question(meeting, make_item(meeting, "Motioner", kind="motion"), motion_id=motion.id)
    assert (question.heading, [one.text for one in question.clauses]) == (
        "Motion 1: Digitala möten",
        ["att mötas digitalt", "att sända mötet"],
    )
    with transaction():
        moved = voice_service.move_proposal(
            question.id, "amendment", "att sända mötets öppnande", moved_by="Maj", clause_position=2, by=BY, now=LATER
        )
    with pytest.raises(Refusal, match="Yrkandet från Maj är inte avgjort"):
        decide(question)
    with transaction():
        voice_service.settle_proposal(moved.id, "approved", by=BY, now=LATER)
    decided = decide(question)
    assert [one.text for one in decided.clauses] == ["att mötas digitalt", "att sända mötets öppnande"]


def test_a_reservation_is_announced_before_the_meeting_ends(meeting: AnnualMeeting) -> None:
    decided = decide(open_question(meeting))
    with transaction():
        meetings.close(meeting.id, by=BY, now=LATER)
    late = datetime(2024, 10, 3, 7, 0, tzinfo=UTC)
    with pytest.raises(Refusal, match="anmäls innan mötet är slut"), transaction():
        voice_service.record_dissent(decided.id, "reservation", "Rut", "Emot.", notified_at=late, by=BY, now=late)
    with transaction():
        voice_service.record_dissent(decided.id, "reservation", "Rut", "Emot.", notified_at=LATER, by=BY, now=late)
    assert [one.name for one in queries.get_decision(decided.uid).dissents] == ["Rut"]


@pytest.mark.parametrize(
    ("sent_at", "sentence"),
    [
        (None, "Ingen kallelse är registrerad. Skriv med egna ord vad mötet beslutade om det."),
        (datetime(2024, 9, 2, 22, 0, tzinfo=UTC), "Kallelsen gick ut för sent. Skriv med egna ord vad mötet"),
    ],
)
def test_invariant_14_a_late_or_missing_call_demands_a_decision_in_words(
    meeting: AnnualMeeting, sent_at: datetime | None, sentence: str
) -> None:
    if sent_at:
        make_notice(meeting, sent_at=sent_at)
    standard = "Årsmötet förklarade mötet behörigen utlyst."
    item = make_item(meeting, "Utlysande", kind="formality", template_key="utlysande", sentence=standard)
    question = open_question(meeting, item)
    with pytest.raises(Refusal) as refused:
        decide(question)
    assert refused.value.sentence.startswith(sentence)
    with transaction():
        own = "Kallelsen gick ut en dag för sent. Årsmötet godkände detta utan invändning."
        service.write_paragraph(question.id, Text("Utlysande", own), version=question.version)
    assert decide(question).outcome == "approved"


def test_invariant_14_a_call_in_time_passes_with_the_standard_sentence(meeting: AnnualMeeting) -> None:
    # Thirty days before 2 October is 2 September; it was sent a minute before midnight in Sweden.
    make_notice(meeting, sent_at=datetime(2024, 9, 2, 21, 59, tzinfo=UTC))
    standard = "Årsmötet förklarade mötet behörigen utlyst."
    item = make_item(meeting, "Utlysande", kind="formality", template_key="utlysande", sentence=standard)
    assert decide(open_question(meeting, item)).body == standard


def test_invariant_15_other_business_is_discussed_and_not_decided(meeting: AnnualMeeting) -> None:
    question = open_question(meeting, make_item(meeting, "Övriga frågor", kind="other", template_key="ovrigt"))
    with pytest.raises(Refusal, match="Frågan står inte på dagordningen"):
        decide(question)
    assert decide(question, "noted", None).outcome == "noted"


def test_invariant_15_unless_the_statutes_allow_it(app: Flask) -> None:
    meeting = make_open_meeting(statutes=make_statutes(other_business_may_decide=True))
    question = open_question(meeting, make_item(meeting, "Övriga frågor", kind="other", template_key="ovrigt"))
    assert decide(question).outcome == "approved"


def test_invariant_11_discharge_needs_the_auditors_report_and_that_the_board_took_no_part(
    meeting: AnnualMeeting,
) -> None:
    question = open_question(meeting, make_item(meeting, "Ansvarsfrihet", template_key="ansvarsfrihet"))
    assert (question.kind, question.fiscal_year) == ("discharge", "2023/2024")
    with pytest.raises(Refusal, match="Revisionsberättelsen är inte bilagd"):
        decide(question)
    make_document(meeting, "Revisionsberättelse", kind="audit_report")
    with pytest.raises(Refusal, match="Anteckna vilka styrelseledamöter"):
        decide(question)
    with transaction():
        voice_service.record_recusal(question.id, "Bo Styrelse", "discharge", by=BY, now=LATER)
    assert decide(question).outcome == "approved"


def test_invariant_10_statutes_need_their_majority(meeting: AnnualMeeting) -> None:
    fill_hall(meeting, 3)
    question = open_question(meeting, make_item(meeting, "Stadgar", template_key="stadgar"), "ändra § 4")
    assert (question.kind, question.majority) == ("statute_change", "two_thirds")
    with pytest.raises(Refusal, match="kvalificerad majoritet"):
        decide(question)
    assert decide(question, method="unanimous").outcome == "approved"


def test_invariant_10_the_second_of_two_meetings_refers_to_the_first(app: Flask) -> None:
    statutes = make_statutes(two_meetings=True)
    before = make_meeting(make_edition(2023), statutes=statutes)
    first = make_decision(before, "Stadgar", kind="statute_change")
    meeting = make_open_meeting(statutes=statutes, edition=make_edition(2024))
    question = open_question(meeting, make_item(meeting, "Stadgar", template_key="stadgar"), "ändra § 4")
    in_force = date(2024, 10, 3)
    with pytest.raises(Refusal, match="beslut på två möten"):
        decide(question, method="unanimous", valid_from=in_force)
    decided = decide(question, method="unanimous", valid_from=in_force, earlier_id=first.id)
    assert (decided.earlier, decided.valid_from) == (first, in_force)


def test_invariant_10_the_first_meeting_decides_and_lets_it_rest(app: Flask) -> None:
    meeting = make_open_meeting(statutes=make_statutes(two_meetings=True))
    question = open_question(meeting, make_item(meeting, "Stadgar", template_key="stadgar"), "ändra § 4")
    assert decide(question, method="unanimous").valid_from is None


def test_what_is_known_of_an_earlier_meeting_has_no_number(app: Flask) -> None:
    meeting = make_meeting(recorded_afterwards=True, state="closed", starts_at=None)
    with transaction():
        known = service.record_known(
            meeting.id, Text("Fokusområden", "", ("anta fyra",)), Verdict("approved"), by=BY, now=LATER
        )
    assert (known.paragraph_no, known.method, [one.outcome for one in known.clauses]) == (None, None, ["approved"])
    with pytest.raises(Refusal, match="fattas på mötet"), transaction():
        service.record_known(
            make_open_meeting(edition=make_edition(2025)).id, Text("X"), Verdict("noted"), by=BY, now=LATER
        )


def test_a_vote_and_the_minutes_say_the_same(meeting: AnnualMeeting) -> None:
    question = open_question(meeting)
    with transaction():
        vote_service.hear(question.id, "rejected", by=BY, now=LATER)
    with pytest.raises(rules.NotTheSame, match="inte vad omröstningen sade"):
        decide(question)
    with pytest.raises(rules.NotTheSame, match="Räkna rösterna först"):
        decide(question, "rejected", "count")
    assert decide(question, "rejected").outcome == "rejected"


def test_invariant_19_each_decision_stands_in_the_chain(meeting: AnnualMeeting) -> None:
    decided = decide(open_question(meeting))
    actions = [one.action for one in audit.events_of("decision", decided.uid)]
    assert actions == ["decisions.open", "decisions.decide"]
    assert audit.verify() is None


def test_decisions_are_found_over_the_years(meeting: AnnualMeeting) -> None:
    decide(open_question(meeting, make_item(meeting, "Avgift"), "Åsas förslag om 500 kronor"))
    decide(open_question(meeting, make_item(meeting, "Annat")), "noted", None)

    def found(**asked: object) -> list[str]:
        return [one.heading for one in db.session.scalars(queries.found(**asked))]  # type: ignore[arg-type]

    assert found() == ["Avgift", "Annat"]
    assert found(search="åsa 500") == ["Avgift"]
    assert found(outcome="noted") == ["Annat"]
    assert found(year=2023) == []
    assert db.session.query(Decision).count() == 2

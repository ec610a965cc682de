"""Minutes: sent, read, signed or given back, attested, published."""

import json

import pytest
from flask import Flask

from scdapp.audit import queries as audit
from scdapp.core.db import db, transaction
from scdapp.core.errors import Refusal
from scdapp.decisions import hall_service, voice_service
from scdapp.decisions import queries as decisions
from scdapp.decisions import service as paragraphs
from scdapp.decisions.hall_models import OfficerContact
from scdapp.decisions.rules import Attested, Text
from scdapp.meetings.models import AnnualMeeting
from scdapp.minutes import addendum_service, canonical, queries, service
from scdapp.minutes.rules import ChangedSince, MinutesLocked
from tests.decisions.hall import BY, LATER, decide, make_open_meeting, open_question
from tests.meetings.meetings import make_document, make_item, make_meeting, make_officer
from tests.minutes.protocol import SIGNED, attest, begin, hold_meeting, send, sign


@pytest.fixture
def meeting(app: Flask) -> AnnualMeeting:
    return hold_meeting()


def _write(meeting: AnnualMeeting, body: str = "Ändrat.") -> None:
    first = decisions.paragraphs(meeting.id)[0]
    clauses = tuple(one.text for one in first.clauses)
    with transaction():
        paragraphs.write_paragraph(first.id, Text(first.heading, body, clauses), version=first.version)


def test_invariant_01_attested_minutes_refuse_every_change(meeting: AnnualMeeting) -> None:
    minutes = attest(meeting)
    assert (minutes.state, minutes.attested_at) == ("attested", SIGNED)
    with pytest.raises(Attested, match=r"Protokollet är justerat och ändras inte\. Rätta med ett tillägg"):
        _write(meeting)
    first = decisions.paragraphs(meeting.id)[0]
    with pytest.raises(Attested), transaction():
        voice_service.record_dissent(first.id, "note", "Nils", "Sent.", notified_at=LATER, by=BY, now=SIGNED)
    with pytest.raises(MinutesLocked, match="Protokollet är justerat"), transaction():
        service.send(minutes.id, by=BY, now=SIGNED)
    with pytest.raises(MinutesLocked, match="Protokollet är justerat"), transaction():
        service.take_back(minutes.id, "Fel.", by=BY, now=SIGNED)


def test_invariant_01_a_paragraph_attested_in_the_hall_stands_while_the_rest_is_a_draft(app: Flask) -> None:
    meeting = make_open_meeting()
    question = open_question(meeting, make_item(meeting, "Firmatecknare"), "firman tecknas av två i förening")
    with pytest.raises(Refusal, match="§ 1 är inte avgjord än"), transaction():
        service.attest_paragraph(question.id, by=BY, now=LATER)
    decided = decide(question)
    with transaction():
        service.attest_paragraph(decided.id, by=BY, now=LATER)
    assert decided.attested_sha256 == queries.written_paragraph(decided).sha256
    with pytest.raises(Attested, match="§ 1 är omedelbart justerad och ändras inte"):
        _write(meeting)
    decide(open_question(meeting, make_item(meeting, "Annat")))


def test_invariant_02_the_hash_is_of_the_canonical_text_and_comes_out_the_same_again(meeting: AnnualMeeting) -> None:
    minutes = send(meeting)
    assert minutes.canonical is not None
    assert canonical.digest(minutes.canonical) == minutes.sha256
    assert canonical.rewritten(minutes.canonical) == minutes.canonical
    db.session.expire_all()
    assert queries.written(queries.get_minutes(meeting.id)).sha256 == minutes.sha256
    assert json.loads(minutes.canonical)["internal_sha256"] == canonical.digest(minutes.internal or "")


def test_invariant_03_attested_when_all_who_were_chosen_have_signed(meeting: AnnualMeeting) -> None:
    minutes = sign(send(meeting), "chair", "secretary")
    assert minutes.state == "review"
    assert [one.name for one in queries.still_to_sign(minutes)] == ["Jan Justerare", "Pia Protokoll"]
    minutes = sign(minutes, "attester")
    assert (minutes.state, len(minutes.signatures)) == ("attested", 4)
    assert {one.signed_sha256 for one in minutes.signatures} == {minutes.sha256}


def test_invariant_03_not_before_the_meeting_is_over(app: Flask) -> None:
    meeting = hold_meeting(close=False)
    with pytest.raises(Refusal, match="Avsluta mötet först"):
        send(meeting)


def test_invariant_03_a_change_makes_earlier_signatures_void(meeting: AnnualMeeting) -> None:
    minutes = sign(send(meeting), "chair", "secretary")
    before = minutes.sha256
    with pytest.raises(MinutesLocked, match=r"Protokollet är under justering\. Ta tillbaka det först"):
        _write(meeting)
    with transaction():
        service.take_back(minutes.id, "Fel i § 1.", by=BY, now=SIGNED)
    _write(meeting)
    minutes = send(meeting)
    assert minutes.sha256 != before
    assert len(minutes.signatures) == 2
    assert len(queries.still_to_sign(minutes)) == 4
    (chair,) = decisions.officers(meeting.id, ("chair",))
    with pytest.raises(ChangedSince, match="inte längre den du läste"), transaction():
        service.sign(minutes.id, chair.id, sha256=before or "", by=chair.name, now=SIGNED)
    assert sign(minutes, "chair", "secretary", "attester").state == "attested"


def test_invariant_03_a_text_sent_again_without_a_change_is_still_the_one_that_was_signed(
    meeting: AnnualMeeting,
) -> None:
    minutes = sign(send(meeting), "chair", "secretary")
    with transaction():
        service.take_back(minutes.id, "Ville läsa en gång till.", by=BY, now=SIGNED)
    assert len(queries.still_to_sign(send(meeting))) == 2


def test_invariant_04_the_minutes_need_as_many_attesters_as_the_statutes_want(app: Flask) -> None:
    meeting = make_meeting(state="open")
    for role, name in (("chair", "Ove"), ("secretary", "Siv"), ("attester", "Jan")):
        make_officer(meeting, role, name)
    decide(open_question(meeting))
    with transaction():
        db.session.get_one(AnnualMeeting, meeting.id).state = "closed"
    with pytest.raises(Refusal, match=r"Mötet ska välja 2 justerare\. 1 är antecknade"):
        send(meeting)


def test_invariant_04_an_attester_signs_or_gives_back_with_a_remark_that_is_kept(meeting: AnnualMeeting) -> None:
    minutes = sign(send(meeting), "chair")
    first, second = decisions.officers(meeting.id, ("attester",))
    with pytest.raises(Refusal, match="Skriv varför"), transaction():
        service.give_back(minutes.id, first.id, " ", by=first.name, now=SIGNED)
    with transaction():
        service.give_back(minutes.id, first.id, "§ 2 saknar siffror.", by=first.name, now=SIGNED)
    _write(meeting, "Siffrorna står i bilaga 1.")
    minutes = attest(meeting)
    assert [(one.name, one.text) for one in minutes.remarks] == [("Jan Justerare", "§ 2 saknar siffror.")]
    (teller, _other) = decisions.officers(meeting.id, ("teller",))
    with pytest.raises(MinutesLocked), transaction():
        service.sign(minutes.id, second.id, sha256=minutes.sha256 or "", by="x", now=SIGNED)
    assert teller.role == "teller"


def test_where_the_minutes_were_sent_is_forgotten_once_they_are_attested(meeting: AnnualMeeting) -> None:
    (chair,) = decisions.officers(meeting.id, ("chair",))
    with transaction():
        hall_service.set_contact(chair.id, "Ove@Kommun.example", by=BY, now=SIGNED)
    assert [one.email for one in db.session.query(OfficerContact)] == ["ove@kommun.example"]
    attest(meeting)
    assert db.session.query(OfficerContact).count() == 0


def test_only_those_who_were_chosen_sign_once_each(meeting: AnnualMeeting) -> None:
    minutes = sign(send(meeting), "chair")
    sha256 = minutes.sha256 or ""
    (chair,) = decisions.officers(meeting.id, ("chair",))
    teller = decisions.officers(meeting.id, ("teller",))[0]
    with pytest.raises(Refusal, match="Du har redan skrivit under"), transaction():
        service.sign(minutes.id, chair.id, sha256=sha256, by="x", now=SIGNED)
    with pytest.raises(Refusal, match="Bara mötets ordförande, sekreterare och justerare"), transaction():
        service.sign(minutes.id, teller.id, sha256=sha256, by="x", now=SIGNED)


def test_paper_is_signed_with_the_page_attached_which_does_not_change_the_text(meeting: AnnualMeeting) -> None:
    minutes = send(meeting)
    officers = queries.signers(meeting.id)
    with pytest.raises(Refusal, match="Bifoga den undertecknade sidan"), transaction():
        service.sign(minutes.id, officers[0].id, sha256=minutes.sha256 or "", method="paper", by=BY, now=SIGNED)
    page = make_document(meeting, "Underskrifter", kind="signed_page", created_at=SIGNED)
    for officer in officers:
        with transaction():
            service.sign(
                minutes.id, officer.id, sha256=minutes.sha256 or "", method="paper", page=page, by=BY, now=SIGNED
            )
    assert queries.get_minutes(meeting.id).state == "attested"


def test_published_is_the_one_step_left_and_the_pdf_has_one_hash(meeting: AnnualMeeting) -> None:
    minutes = begin(meeting)
    with pytest.raises(MinutesLocked, match="Protokollet är utkast"), transaction():
        service.publish(minutes.id, by=BY, now=SIGNED)
    minutes = attest(meeting)
    with transaction():
        service.publish(minutes.id, by=BY, now=SIGNED)
        service.keep_pdf_hash(minutes.id, "a" * 64, by=BY, now=SIGNED)
        service.keep_pdf_hash(minutes.id, "a" * 64, by=BY, now=SIGNED)
    with pytest.raises(MinutesLocked, match="har redan en PDF"), transaction():
        service.keep_pdf_hash(minutes.id, "b" * 64, by=BY, now=SIGNED)
    assert queries.get_published(2024).sha256 == minutes.sha256
    assert queries.find_by_hash("a" * 64) is minutes
    with pytest.raises(MinutesLocked, match="Protokollet är publicerat"), transaction():
        service.publish(minutes.id, by=BY, now=SIGNED)


def test_invariant_18_the_public_text_names_nobody_but_officers_and_the_elected(meeting: AnnualMeeting) -> None:
    minutes = send(meeting)
    public, internal = minutes.canonical or "", minutes.internal or ""
    for secret in ("Medlem 001", "Rut Reservant", "För dyrt", "Verksamhetsberättelse", "@"):
        assert secret not in public
    for kept in ("Medlem 001", "Rut Reservant", "För dyrt", "Verksamhetsberättelse"):
        assert kept in internal
    told = json.loads(public)
    assert [one["name"] for one in told["officers"]][:2] == ["Ove Ordförande", "Siv Sekreterare"]
    assert told["registers"][0]["voters"] == 3
    assert told["paragraphs"][1]["rounds"][0] == {
        **{"number": 1, "method": "count", "question": None, "register": 1, "tie_break": None},
        **{"for": 1, "against": 2, "abstained": 0, "blank": 0, "invalid": 0, "result": "rejected"},
    }


def test_invariant_18_decisions_are_public_when_their_minutes_are(meeting: AnnualMeeting) -> None:
    def public() -> list[str]:
        return [one.heading for one in db.session.scalars(queries.public_decisions(decisions.found()))]

    minutes = attest(meeting)
    assert public() == []
    with transaction():
        service.publish(minutes.id, by=BY, now=SIGNED)
    assert public() == ["Medlemsavgift", "Namnbyte"]


def test_invariant_19_every_step_of_the_minutes_stands_in_the_chain(meeting: AnnualMeeting) -> None:
    minutes = attest(meeting)
    told = [(one.action, json.loads(one.detail).get("after")) for one in audit.events_of("minutes", minutes.uid)]
    assert told == [
        ("minutes.begin", None),
        ("minutes.step", "review"),
        *[("minutes.sign", None)] * 4,
        ("minutes.step", "attested"),
    ]
    assert audit.verify() is None


def test_an_addendum_mends_attested_minutes_with_signatures_of_its_own(meeting: AnnualMeeting) -> None:
    minutes = begin(meeting)
    with pytest.raises(MinutesLocked, match="inte justerat än"), transaction():
        addendum_service.create_addendum(minutes.id, "correction", "Fel namn.", by=BY, now=SIGNED)
    minutes = attest(meeting)
    first = decisions.paragraphs(meeting.id)[0]
    with transaction():
        row = addendum_service.create_addendum(
            minutes.id, "correction", "500 ska vara 550.", decision_id=first.id, by=BY, now=SIGNED
        )
        addendum_service.send_addendum(row.id, by=BY, now=SIGNED)
    with pytest.raises(MinutesLocked, match="Tillägg 1 är under justering"), transaction():
        addendum_service.update_addendum(row.id, "Annat.", version=row.version, by=BY, now=SIGNED)
    for officer in queries.signers(meeting.id):
        with transaction():
            addendum_service.sign_addendum(row.id, officer.id, sha256=row.sha256 or "", by=officer.name, now=SIGNED)
    assert (row.number, row.state, len(row.signatures)) == (1, "attested", 4)
    assert queries.get_minutes(meeting.id).sha256 == minutes.sha256
    with transaction():
        second = addendum_service.create_addendum(minutes.id, "addition", "Mer.", by=BY, now=SIGNED)
    assert second.number == 2


def test_meetings_from_before_have_no_minutes_to_attest(app: Flask) -> None:
    meeting = make_meeting(recorded_afterwards=True, state="closed")
    with pytest.raises(Refusal, match="innan protokollen fördes här"):
        send(meeting)

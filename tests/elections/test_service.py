"""Elections: who is elected by which votes, and what that makes of terms of office."""

from datetime import date

import pytest
from flask import Flask

from scdapp.audit import queries as audit
from scdapp.core.db import db, transaction
from scdapp.core.errors import Refusal
from scdapp.decisions import queries as decisions
from scdapp.decisions import service as paragraphs
from scdapp.elections import mandate_service, queries, rules, service
from scdapp.elections.mandate_service import TermFacts
from scdapp.elections.models import Mandate
from scdapp.elections.rules import CandidateFacts, LotNeeded
from scdapp.meetings.models import AnnualMeeting
from tests.decisions.hall import BY, LATER, decide, fill_hall, make_open_meeting, open_question
from tests.elections.voting import ballot, close, conclude, elect, elected, named, open_election, settle
from tests.meetings.meetings import make_document, make_item, make_mandate, make_post

ON = date(2024, 10, 2)


@pytest.fixture
def meeting(app: Flask) -> AnnualMeeting:
    meeting = make_open_meeting()
    fill_hall(meeting, 5)
    return meeting


def _terms() -> list[tuple[str, str, date | None, date | None, int, str | None]]:
    rows = db.session.query(Mandate).order_by(Mandate.id).populate_existing()
    return [(one.name, one.elected_as, one.starts_on, one.ends_on, one.until_year, one.ended_reason) for one in rows]


def test_invariant_12_a_term_begins_with_the_meeting_and_lasts_until_the_next_is_held(meeting: AnnualMeeting) -> None:
    election = open_election(meeting, make_post(), "Mona")
    elect(election, "Mona")
    conclude(election)
    assert _terms() == []
    close(meeting)
    assert _terms() == [("Mona", "new", ON, None, 2025, None)]
    (row,) = queries.holders(date(2026, 5, 1))
    assert (row.name, row.title, row.employer, row.region) == ("Mona", "socialchef", "Falun", "Mitt")


def test_invariant_13_the_next_election_ends_the_term(meeting: AnnualMeeting) -> None:
    post = make_post()
    make_mandate(post, "Mona")
    election = open_election(meeting, post, "Mona")
    elect(election, "Mona")
    decided = conclude(election)
    close(meeting)
    assert _terms() == [
        ("Mona", "unknown", date(2023, 9, 28), ON, 2024, "term"),
        ("Mona", "again", ON, None, 2025, None),
    ]
    assert [one.name for one in queries.holders(date(2024, 10, 1))] == ["Mona"]
    assert db.session.query(Mandate).first().ended_by == decided  # type: ignore[union-attr]


def test_invariant_12_no_more_are_elected_than_there_are_seats(meeting: AnnualMeeting) -> None:
    election = open_election(meeting, make_post("member", "ledamot", seats=2), "A", "B", "C")
    with pytest.raises(Refusal, match=r"Valet gäller 2 platser\. 3 är för många"):
        elect(election, "A", "B", "C")
    assert elected(elect(election, "A", "C")) == ["A", "C"]
    with pytest.raises(Refusal, match="Alla platser är besatta"):
        elect(election, "B")
    assert conclude(election).outcome == "elected"


def test_invariant_12_the_elected_are_candidates(meeting: AnnualMeeting) -> None:
    election = open_election(meeting, make_post(), "Mona", "Nils")
    with pytest.raises(Refusal, match="Välj bland de föreslagna"), transaction():
        service.elect(election.id, [99], by=BY, now=LATER)
    with transaction():
        service.withdraw_candidate(named(election, "Nils")[0], by=BY, now=LATER)
    with pytest.raises(Refusal, match="Nils har tagit tillbaka"):
        elect(election, "Nils")
    with pytest.raises(Refusal, match="Ingen är vald till ordförande än"):
        conclude(election)
    with pytest.raises(Refusal, match="redan föreslagen"), transaction():
        service.nominate(election.id, CandidateFacts("Mona"), by=BY, now=LATER)


def test_invariant_12_there_is_one_chair_at_a_time(app: Flask) -> None:
    post = make_post()
    make_mandate(post, "Mona", from_year=2024, until_year=2025)
    meeting = make_open_meeting(kind="extra")
    election = open_election(meeting, post, "Nils")
    elect(election, "Nils")
    with pytest.raises(Refusal, match="Det kan bara finnas en ordförande åt gången"):
        conclude(election)
    with pytest.raises(Refusal, match="åt gången"), transaction():
        mandate_service.record_term(post.id, TermFacts(CandidateFacts("Nils"), 2024, 2025), by=BY, now=LATER)


def test_invariant_12_a_by_election_finishes_the_term_of_the_one_who_left(meeting: AnnualMeeting) -> None:
    post = make_post("member", "ledamot", seats=17)
    left = make_mandate(post, "Lena", from_year=2023, until_year=2026)
    with pytest.raises(Refusal, match="ett mandat som har upphört i förtid"):
        open_election(meeting, post, finishes_id=left.id)
    opened_to_no_avail = decisions.open_paragraph(meeting.id)
    assert opened_to_no_avail is not None
    with transaction():
        paragraphs.remove_paragraph(opened_to_no_avail.id, by=BY, now=LATER)
        mandate_service.resign(left.id, on=date(2024, 5, 1), by=BY, now=LATER)
    by_election = open_election(meeting, post, "Nils", finishes_id=left.id)
    elect(by_election, "Nils")
    conclude(by_election)
    close(meeting)
    assert _terms() == [
        ("Lena", "unknown", date(2023, 9, 28), date(2024, 5, 1), 2026, "resigned"),
        ("Nils", "by_election", ON, None, 2026, None),
    ]


def test_invariant_09_two_rounds_and_then_the_lot(meeting: AnnualMeeting) -> None:
    election = open_election(meeting, make_post(), "Mona", "Nils", "Olle")
    first = settle(election, ballot(election, Mona=2, Nils=2, Olle=1))
    assert (first.result, elected(election)) == ("undecided", [])
    second = ballot(election, "Mona", "Nils", Mona=2, Nils=2, blank=1)
    with pytest.raises(LotNeeded, match=r"Lika röstetal: Mona, Nils\. Låt lotten avgöra"):
        settle(election, second)
    settled = settle(election, second, "Nils", "Mona")
    assert (settled.result, settled.tie_break, settled.tie_note) == ("elected", "lot", "lappar i hatt")
    assert [(one.name, one.by_lot) for one in election.candidates if one.elected] == [("Nils", True)]
    decided = decide(decisions.open_paragraph(meeting.id), "elected", "secret")  # type: ignore[arg-type]
    assert [one.number for one in decided.rounds] == [1, 2]


@pytest.mark.parametrize(
    ("votes", "seats", "majority", "lot", "elected_", "by_lot"),
    [
        ({"a": 3, "b": 2}, 1, "simple", (), ("a",), ()),
        ({"a": 2, "b": 2, "c": 1}, 1, "simple", (), (), ()),
        ({"a": 3, "b": 2, "c": 2}, 1, "plurality", (), ("a",), ()),
        ({"a": 5, "b": 3, "c": 3}, 2, "simple", ("c", "b"), ("a", "c"), ("c",)),
        ({"a": 5, "b": 3, "c": 0}, 3, "simple", (), ("a", "b"), ()),
        ({"a": 0, "b": 0}, 1, "simple", (), (), ()),
        ({"a": 1, "b": 1, "c": 1}, 2, "simple", ("b", "c", "a"), ("b", "c"), ("b", "c")),
    ],
)
def test_invariant_09_who_is_elected_by_which_votes(
    votes: dict[str, int],
    seats: int,
    majority: str,
    lot: tuple[str, ...],
    elected_: tuple[str, ...],
    by_lot: tuple[str, ...],
) -> None:
    names = {key: key.upper() for key in votes}
    found = rules.winners(votes, seats=seats, majority=majority, lot=lot, names=names)
    assert (found.elected, found.by_lot) == (elected_, by_lot)


def test_invariant_11_whoever_sat_on_the_board_takes_no_part_in_its_discharge(meeting: AnnualMeeting) -> None:
    chair, member, auditor = make_post(), make_post("member", "ledamot", seats=17), make_post("auditor", "revisor")
    make_mandate(chair, "Mona")
    early = {"ends_on": date(2023, 9, 28), "ended_reason": "term", "starts_on": date(2022, 9, 28)}
    make_mandate(member, "Lena", from_year=2022, until_year=2023, **early)
    long_ago = {"ends_on": date(2019, 9, 28), "ended_reason": "term", "starts_on": date(2018, 9, 28)}
    make_mandate(member, "Sture", from_year=2018, until_year=2019, **long_ago)
    make_mandate(auditor, "Rita")
    make_document(meeting, "Revisionsberättelse", kind="audit_report")
    question = open_question(meeting, make_item(meeting, "Ansvarsfrihet", template_key="ansvarsfrihet"))
    assert [(one.name, one.reason) for one in question.recusals] == [("Mona", "discharge"), ("Lena", "discharge")]
    assert decide(question).outcome == "approved"


def test_invariant_13_a_term_ends_once_and_by_a_decision_or_a_resignation(meeting: AnnualMeeting) -> None:
    mandate = make_mandate(make_post())
    question = open_question(meeting, make_item(meeting, "Entledigande"), "entlediga")
    with pytest.raises(Refusal, match="Bara ett beslut kan entlediga"), transaction():
        mandate_service.remove(mandate.id, question.id, on=ON, by=BY, now=LATER)
    decide(question)
    with transaction():
        mandate_service.remove(mandate.id, question.id, on=ON, by=BY, now=LATER)
    with pytest.raises(Refusal, match="Mandatet har redan upphört: entledigades"), transaction():
        mandate_service.resign(mandate.id, on=ON, by=BY, now=LATER)
    assert [one.action for one in audit.events_of("mandate", mandate.uid)] == ["elections.end"]


def test_invariant_12_the_board_is_told_of_empty_seats_and_regions_without_one(app: Flask) -> None:
    chair, member = make_post(), make_post("member", "ledamot", seats=17)
    make_mandate(chair, "Mona", region="Mitt")
    make_mandate(member, "Lena", region="Syd", until_year=2022, from_year=2021, starts_on=date(2021, 9, 1))
    facts = rules.board_facts(queries.holders(ON), size=18, regions=("Mitt", "Nord", "Syd"), year=2024)
    assert (facts.members, facts.size, facts.regions_without, facts.expired) == (2, 18, ("Nord",), ("Lena",))
    assert not facts.complete


def test_a_change_of_chair_is_history(app: Flask) -> None:
    post = make_post()
    old = TermFacts(CandidateFacts("Kalle"), 2013, 2017, ends_on=date(2017, 9, 27), ended_reason="term")
    with transaction():
        mandate_service.record_term(post.id, old, by=BY, now=LATER)
        row = mandate_service.record_term(
            post.id, TermFacts(CandidateFacts("Lars"), 2017, 2018, date(2017, 9, 27)), by=BY, now=LATER
        )
        mandate_service.end_term(row.id, on=date(2018, 10, 3), by=BY, now=LATER)
    assert [one.name for one in queries.holders(date(2017, 9, 26))] == ["Kalle"]
    assert [one.name for one in queries.holders(date(2017, 9, 27))] == ["Lars"]
    assert [one.name for one in queries.mandates()] == ["Lars", "Kalle"]

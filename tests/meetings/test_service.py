"""A meeting is prepared: its rules, its deadlines, its agenda, and how it goes from one state to the next."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from scdapp.audit import queries as audit
from scdapp.core.db import db, transaction
from scdapp.core.errors import EditConflict, Refusal
from scdapp.editions import key_date_service
from scdapp.editions import queries as editions
from scdapp.editions.models import Edition
from scdapp.meetings import agenda_service, queries, rules, service, statute_service, template
from scdapp.meetings.agenda_rules import ItemFacts
from scdapp.meetings.models import AgendaItem, AnnualMeeting
from scdapp.meetings.rules import MeetingFacts, MeetingState
from scdapp.meetings.statute_rules import StatuteFacts
from tests.factories import make_edition
from tests.meetings.meetings import BEGINS, make_item, make_meeting, make_notice, make_statutes

BY = "Bo Styrelse"
NOW = datetime(2024, 5, 1, 8, 0, tzinfo=UTC)
FACTS = MeetingFacts(
    format="physical", fiscal_year="2023/2024", place="Kistamässan", starts_at=BEGINS, note=" rad ett \r\n rad två "
)


@pytest.fixture
def edition(app: Flask) -> Edition:
    return make_edition()


def _create(edition: Edition, facts: MeetingFacts = FACTS, **given: bool) -> AnnualMeeting:
    with transaction():
        return service.create_meeting(edition.id, facts, by=BY, now=NOW, **given)


def _dates(edition: Edition) -> list[tuple[str, date, bool, bool]]:
    found = editions.key_dates(edition.id, withdrawn=True, internal=True)
    return [(one.title, one.starts_on, one.internal, one.withdrawn_at is not None) for one in found]


def test_a_meeting_stands_under_rules_that_nobody_has_checked_yet(edition: Edition) -> None:
    meeting = _create(edition)
    statutes = meeting.statutes
    assert (statutes.call_days, statutes.documents_days, statutes.motion_days) == (30, 14, 42)
    assert (statutes.board_size, statutes.term_years, statutes.checked_by_board) == (18, 1, False)
    assert (meeting.state, meeting.held_on, meeting.year) == ("planned", date(2024, 10, 2), 2024)


def test_deadlines_are_key_dates_that_move_with_the_meeting_and_keep_their_ids(edition: Edition) -> None:
    meeting = _create(edition)
    assert _dates(edition) == [
        ("Sista dag för motioner till årsmötet", date(2024, 8, 21), False, False),
        ("Sista dag för kallelse till årsmötet", date(2024, 9, 2), True, False),
        ("Sista dag för handlingar till årsmötet", date(2024, 9, 18), True, False),
        ("Årsmöte", date(2024, 10, 2), False, False),
    ]
    before = [one.uid for one in editions.key_dates(edition.id, internal=True)]
    later = MeetingFacts(starts_at=BEGINS + timedelta(days=1))
    with transaction():
        service.update_meeting(meeting.id, later, version=meeting.version, by=BY, now=NOW)
    found = editions.key_dates(edition.id, internal=True)
    assert [one.uid for one in found] == before
    assert [one.starts_on.day for one in found] == [22, 3, 19, 3]
    with transaction():
        service.update_meeting(meeting.id, MeetingFacts(), version=meeting.version, by=BY, now=NOW)
    assert editions.key_dates(edition.id, internal=True) == []


def test_nobody_else_changes_those_key_dates(edition: Edition) -> None:
    _create(edition)
    (motions, *_others) = editions.key_dates(edition.id)
    with pytest.raises(Refusal, match="följer årsmötets dag"), transaction():
        key_date_service.withdraw_key_date(motions.id, now=NOW)


def test_one_ordinary_meeting_a_year_and_sound_facts(edition: Edition) -> None:
    _create(edition)
    with pytest.raises(Refusal, match="2024 har redan ett ordinarie årsmöte"):
        _create(edition)
    assert _create(edition, MeetingFacts(kind="extra")).kind == "extra"
    for facts, field in (
        (MeetingFacts(kind="extra", fiscal_year="2023/2025"), "fiscal_year"),
        (MeetingFacts(kind="extra", fiscal_year="snart"), "fiscal_year"),
        (MeetingFacts(kind="extra", format="brev"), "format"),
        (MeetingFacts(kind="stor"), "kind"),
    ):
        with pytest.raises(Refusal) as refused:
            _create(edition, facts)
        assert refused.value.field == field


def test_two_who_change_a_meeting_at_once_are_told(edition: Edition) -> None:
    meeting = _create(edition)
    with transaction():
        service.update_meeting(meeting.id, FACTS, version=1, by=BY, now=NOW)
    with pytest.raises(EditConflict), transaction():
        service.update_meeting(meeting.id, FACTS, version=1, by=BY, now=NOW)


def test_a_meeting_goes_its_way_and_no_other(edition: Edition) -> None:
    meeting = _create(edition)
    steps = (
        (service.adjourn, "Mötet är planerat och kan inte bli ajournerat"),
        (service.close, "Mötet är planerat och kan inte bli avslutat"),
        (service.resume, "Mötet är inte ajournerat"),
    )
    for verb, told in steps:
        with pytest.raises(MeetingState, match=told), transaction():
            verb(meeting.id, by=BY, now=NOW)
    for verb in (service.open_meeting, service.adjourn, service.resume, service.close):
        with transaction():
            verb(meeting.id, by=BY, now=BEGINS)
    assert (meeting.state, meeting.opened_at, meeting.ended_at) == ("closed", BEGINS, BEGINS)
    with pytest.raises(MeetingState, match="Mötet är avslutat"), transaction():
        service.update_meeting(meeting.id, FACTS, version=meeting.version, by=BY, now=NOW)


def test_invariant_19_each_step_of_a_meeting_stands_in_the_chain(edition: Edition) -> None:
    meeting = _create(edition)
    for verb in (service.open_meeting, service.close):
        with transaction():
            verb(meeting.id, by=BY, now=BEGINS)
    told = [(one.action, one.actor) for one in audit.events_of("meeting", meeting.uid)]
    assert told == [("meetings.create", BY), ("meetings.step", BY), ("meetings.step", BY)]


def test_a_meeting_of_the_past_has_no_deadlines(edition: Edition) -> None:
    meeting = _create(edition, recorded_afterwards=True)
    assert (meeting.state, _dates(edition)) == ("closed", [])


def test_the_agenda_has_the_points_that_the_association_knows(edition: Edition) -> None:
    meeting = _create(edition)
    with transaction():
        items = agenda_service.draft_agenda(meeting.id, by=BY, now=NOW)
    assert len(template.POINTS) == 27
    assert [one.position for one in items] == list(range(1, 28))
    assert items[11].sentence == (
        "Årsmötet beviljade riksstyrelsen ansvarsfrihet för 2023/2024. Styrelsens ledamöter deltog inte i beslutet."
    )
    assert items[8].title == "Verksamhetsberättelse för verksamhetsåret 2023/2024"
    with pytest.raises(Refusal, match="redan en dagordning"), transaction():
        agenda_service.draft_agenda(meeting.id, by=BY, now=NOW)


def _order(meeting: AnnualMeeting) -> list[str]:
    return [one.title for one in queries.agenda(meeting.id)]


def test_points_are_added_moved_changed_and_taken_away(app: Flask) -> None:
    meeting = make_meeting()
    first, _second = make_item(meeting, "Ett"), make_item(meeting, "Två")
    with transaction():
        added = agenda_service.add_item(meeting.id, ItemFacts("Nytt"), after=first, by=BY, now=NOW)
    assert _order(meeting) == ["Ett", "Nytt", "Två"]
    with transaction():
        agenda_service.move_item(added.id, step=1, by=BY, now=NOW)
        facts = ItemFacts("Nyare", "information", "Åsa", 5, "Mening.")
        agenda_service.update_item(added.id, facts, version=1, by=BY, now=NOW)
    assert _order(meeting) == ["Ett", "Två", "Nyare"]
    with transaction():
        agenda_service.remove_item(first.id, by=BY, now=NOW)
    assert [(one.title, one.position) for one in queries.agenda(meeting.id)] == [("Två", 1), ("Nyare", 2)]
    with pytest.raises(EditConflict), transaction():
        agenda_service.update_item(added.id, facts, version=1, by=BY, now=NOW)
    with pytest.raises(Refusal, match="Skriv vad punkten handlar om"), transaction():
        agenda_service.add_item(meeting.id, ItemFacts(" "), by=BY, now=NOW)


def test_what_is_begun_or_was_put_off_stays_on_the_agenda(app: Flask) -> None:
    meeting = make_meeting()
    for given, told in (({"state": "ongoing"}, "redan börjat"), ({"from_decision": "x"}, "bordlagd")):
        item: AgendaItem = make_item(meeting, **given)
        with pytest.raises(Refusal, match=told), transaction():
            agenda_service.remove_item(item.id, by=BY, now=NOW)


def test_invariant_14_whether_a_notice_was_in_time(app: Flask) -> None:
    meeting = make_meeting()

    def timeliness() -> tuple[bool | None, bool]:
        found = rules.in_time("call", meeting, meeting.statutes, queries.notices(meeting.id))
        return found.in_time, found.late

    assert timeliness() == (False, True)
    # The last day is 2 September in Sweden, to its last second.
    make_notice(meeting, sent_at=datetime(2024, 9, 2, 22, 0, 0, tzinfo=UTC))
    assert timeliness() == (False, True)
    make_notice(meeting, sent_at=datetime(2024, 9, 2, 21, 59, 59, tzinfo=UTC))
    assert timeliness() == (True, False)
    with transaction():
        db.session.get_one(AnnualMeeting, meeting.id).held_on = None
    assert timeliness() == (None, False)


def test_statutes_apply_from_their_day_and_are_not_rewritten(edition: Edition) -> None:
    make_statutes()
    with transaction():
        new = statute_service.create_statutes(
            StatuteFacts(date(2024, 1, 1), call_days=21, checked_by_board=True), by=BY, now=NOW
        )
    meeting = _create(edition)
    assert meeting.statutes is new
    with transaction():
        facts = StatuteFacts(date(2024, 1, 1), call_days=28, quorum_rule="percent", quorum_value=10)
        statute_service.update_statutes(new.id, facts, version=1, by=BY, now=NOW)
    assert ("Sista dag för kallelse till årsmötet", date(2024, 9, 4), True, False) in _dates(edition)
    assert rules.quorum_needed(new, 95) == 10
    with transaction():
        service.open_meeting(meeting.id, by=BY, now=BEGINS)
    with pytest.raises(Refusal, match="Lägg till en ny version i stället"), transaction():
        statute_service.update_statutes(new.id, facts, version=2, by=BY, now=NOW)
    with pytest.raises(Refusal, match="gäller från den dagen"), transaction():
        statute_service.create_statutes(StatuteFacts(date(2024, 1, 1)), by=BY, now=NOW)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"call_days": -1}, "call_days"),
        ({"quorum_rule": "number"}, "quorum_value"),
        ({"tie_rule": "duell"}, "tie_rule"),
        ({"board_size": 0}, "board_size"),
    ],
)
def test_statutes_that_cannot_be_are_refused(app: Flask, given: dict[str, object], field: str) -> None:
    with pytest.raises(Refusal) as refused, transaction():
        statute_service.create_statutes(StatuteFacts(date(2024, 1, 1), **given), by=BY, now=NOW)  # type: ignore[arg-type]
    assert refused.value.field == field

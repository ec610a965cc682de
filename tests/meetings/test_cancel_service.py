"""A meeting that will not be held: who is told, what no longer counts, and how far it can be taken back."""

import uuid
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from scdapp.audit.models import AuditEvent
from scdapp.core.db import db, transaction
from scdapp.core.errors import EditConflict, Refusal
from scdapp.decisions import hall_service
from scdapp.meetings import cancel_service, notice_service, queries, rules, service
from scdapp.meetings.models import AnnualMeeting, MeetingKeyDate
from scdapp.meetings.motion_rules import MotionsClosed, ensure_receivable
from scdapp.meetings.notice_rules import NoticeText
from scdapp.meetings.rules import MeetingFacts
from scdapp.members import service as members
from scdapp.members.rules import MemberValues
from scdapp.outbox.models import Mail
from tests.factories import THEN, make_edition, make_member
from tests.meetings.meetings import BEGINS

BY = "Bo Styrelse"
REASON = "Kistamässan är översvämmad."


@pytest.fixture
def meeting(app: Flask) -> AnnualMeeting:
    """On 2 October 2024, planned; three members, one of them without an address."""
    for name, email in (("Ann Ask", "ann@kommun.example"), ("Bea Berg", "bea@kommun.example"), ("Cia Ced", None)):
        make_member(name, email=email)
    with transaction():
        facts = MeetingFacts(starts_at=BEGINS)
        return service.create_meeting(make_edition().id, facts, by=BY, now=THEN)


def call(meeting: AnnualMeeting) -> None:
    with transaction():
        text = NoticeText("Kallelse", "Kom.")
        notice_service.send(meeting.id, "call", text, batch=str(uuid.uuid4()), expected=2, by=BY, now=THEN)


def cancel(meeting: AnnualMeeting, **given: Any) -> AnnualMeeting:
    version = db.session.get_one(AnnualMeeting, meeting.id, populate_existing=True).version
    values = {"version": version, "batch": str(uuid.uuid4()), "expected": 0, "reason": REASON, **given}
    with transaction():
        return cancel_service.cancel(meeting.id, values.pop("reason"), **values, by=BY, now=THEN)


def uncancel(meeting: AnnualMeeting) -> AnnualMeeting:
    with transaction():
        return cancel_service.uncancel(meeting.id, version=meeting.version, by=BY, now=THEN)


def letters() -> list[Mail]:
    return list(db.session.scalars(select(Mail).where(Mail.letter == "meeting_cancelled").order_by(Mail.id)))


def withdrawn(meeting: AnnualMeeting) -> set[bool]:
    links = db.session.scalars(select(MeetingKeyDate).where(MeetingKeyDate.meeting_id == meeting.id))
    return {one.key_date.withdrawn_at is not None for one in links}


def test_before_the_call_nobody_is_told_and_it_can_be_taken_back(meeting: AnnualMeeting) -> None:
    cancel(meeting)
    assert (letters(), withdrawn(meeting), meeting.cancelled_because) == ([], {True}, REASON)
    uncancel(meeting)
    assert (withdrawn(meeting), meeting.cancelled_at, meeting.state) == ({False}, None, "planned")
    events = [one.action for one in db.session.scalars(select(AuditEvent).order_by(AuditEvent.seq))]
    assert events[-2:] == ["meetings.cancel", "meetings.uncancel"]


def test_those_who_got_the_call_are_told_where_they_are_reached_now(meeting: AnnualMeeting) -> None:
    call(meeting)
    ann = db.session.scalars(select(members.Member).where(members.Member.name == "Ann Ask")).one()
    with transaction():
        new = MemberValues("Ann Ask", "ny@kommun.example", "Mitt", None)
        members.update_member(ann.id, new, version=ann.version, now=THEN)
        members.create_member(MemberValues("Dan Dal", "dan@kommun.example", "Mitt", None), now=THEN)
    with pytest.raises(Refusal, match="Nu går brevet till 2 i stället för 3"):
        cancel(meeting, expected=3)
    assert cancel(meeting, expected=2).cancelled_told == 2
    assert [one.to_address for one in letters()] == ["ny@kommun.example", "bea@kommun.example"]
    assert letters()[0].values["nar"] == "onsdag 2 oktober 2024 kl. 16.30"
    with pytest.raises(rules.MeetingState, match="Brev har gått ut"):
        uncancel(meeting)


def test_the_same_page_sent_twice_cancels_once(meeting: AnnualMeeting) -> None:
    call(meeting)
    same = {"batch": str(uuid.uuid4()), "expected": 2}
    version = cancel(meeting, **same).version
    assert cancel(meeting, version=version - 1, **same).version == version
    assert len(letters()) == 2


def test_somebody_else_changed_the_meeting(meeting: AnnualMeeting) -> None:
    with pytest.raises(EditConflict):
        cancel(meeting, version=meeting.version - 1)
    cancel(meeting)
    with pytest.raises(EditConflict), transaction():
        cancel_service.uncancel(meeting.id, version=meeting.version - 1, by=BY, now=THEN)


def test_a_meeting_that_was_opened_is_not_cancelled(meeting: AnnualMeeting) -> None:
    with transaction():
        service.open_meeting(meeting.id, by=BY, now=BEGINS)
    with pytest.raises(rules.MeetingState, match="Mötet är öppnat och kan inte ställas in"):
        cancel(meeting)


@pytest.mark.parametrize(("reason", "told"), [(" ", "Skriv varför"), ("x" * 1001, "1001 tecken")])
def test_everybody_is_told_why(meeting: AnnualMeeting, reason: str, told: str) -> None:
    with pytest.raises(Refusal, match=told) as refusal:
        cancel(meeting, reason=reason)
    assert refusal.value.field == "reason"


def test_nothing_goes_on_with_a_cancelled_meeting_and_nothing_is_late(meeting: AnnualMeeting) -> None:
    member = db.session.scalars(select(members.Member)).first()
    assert member is not None
    cancel(meeting)
    with pytest.raises(rules.MeetingState, match="inställt"):
        cancel(meeting)
    with pytest.raises(rules.MeetingState, match="inställt"), transaction():
        service.open_meeting(meeting.id, by=BY, now=BEGINS)
    with pytest.raises(rules.MeetingState, match="inställt"), transaction():
        hall_service.arrive(meeting.id, member.id, by=BY, now=BEGINS)
    with pytest.raises(rules.MeetingState, match="inställt"):
        call(meeting)
    with pytest.raises(MotionsClosed, match="inställt"):
        ensure_receivable(meeting, now=THEN)
    assert not rules.in_time("call", meeting, meeting.statutes, []).late
    assert queries.to_come() == []


def test_the_year_gets_another_ordinary_meeting_in_its_place(meeting: AnnualMeeting) -> None:
    cancel(meeting)
    with transaction():
        other = service.create_meeting(meeting.edition_id, MeetingFacts(), by=BY, now=THEN)
    assert queries.get_meeting_of(2024).id == other.id
    with pytest.raises(rules.MeetingState, match="har fått ett annat ordinarie årsmöte"):
        uncancel(meeting)
    with pytest.raises(Refusal, match="redan ett ordinarie årsmöte"), transaction():
        service.create_meeting(meeting.edition_id, MeetingFacts(), by=BY, now=THEN)

"""What lives on of decisions: who sees to them, and that the next meeting's agenda knows what is undone."""

from datetime import datetime

from scdapp.audit import service as audit
from scdapp.core.db import db, locked
from scdapp.core.errors import EditConflict, Refusal
from scdapp.core.text import clean
from scdapp.decisions import queries
from scdapp.decisions import vocabulary as words
from scdapp.decisions.follow_up_rules import LIMITS, FollowUpFacts
from scdapp.decisions.models import Decision, FollowUp
from scdapp.meetings import agenda_service, signals, template
from scdapp.meetings import queries as meetings
from scdapp.meetings.agenda_rules import ItemFacts
from scdapp.meetings.models import AnnualMeeting
from scdapp.meetings.rules import MeetingState


def follow_up(decision_id: int, facts: FollowUpFacts, *, version: int | None, by: str, now: datetime) -> FollowUp:
    """Say what becomes of a decision, attested or not. Raises `EditConflict`; `version` None: there was none yet."""
    decision = locked(Decision, decision_id)
    row = decision.follow_up
    if (row.version if row else None) != version:
        raise EditConflict(row)
    if facts.status not in words.FOLLOW_UP_STATES:
        raise Refusal("Välj hur det går.", field="status")
    if row is None:
        row = FollowUp(decision=decision, version=0)
        db.session.add(row)
    row.responsible = clean(facts.responsible or "")[: LIMITS["responsible"]] or None
    row.notes = clean(facts.notes or "", lines=True)[: LIMITS["notes"]] or None
    row.due_on, row.status = facts.due_on, facts.status
    row.changed_at = now
    row.version += 1
    db.session.flush()
    audit.write("decisions.follow_up", "decision", decision.uid, actor=by, now=now, status=row.status)
    return row


@signals.agenda_drafted.connect
def carry_over(meeting: AnnualMeeting, *, by: str, now: datetime) -> None:
    """Put on the draft agenda what earlier meetings put off, and what is still to be carried out."""
    after = meetings.find_item(meeting.id, template.EARLIER)
    known = {one.from_decision for one in meetings.agenda(meeting.id)}
    for decision in queries.unfinished_before(meeting):
        put_off = "återremitterat" if decision.outcome == "remitted" else "bordlagt"
        title = f"{decision.heading[:160]} ({put_off} {decision.meeting.year})"
        kind = decision.item.kind if decision.item and decision.item.kind != "other" else "decision"
        if decision.uid not in known:
            facts = ItemFacts(title=title, kind=kind)
            after = agenda_service.add_item(meeting.id, facts, after=after, from_decision=decision.uid, by=by, now=now)
            known.add(decision.uid)
    for decision in queries.followed_up_before(meeting):
        if decision.uid not in known:
            facts = ItemFacts(title=f"Uppföljning: {decision.heading[:160]}", kind="information")
            after = agenda_service.add_item(meeting.id, facts, after=after, from_decision=decision.uid, by=by, now=now)


@signals.closing.connect
def ensure_all_decided(meeting: AnnualMeeting, *, by: str, now: datetime) -> None:
    """Refuses to close a meeting that is at a question."""
    if left := queries.open_paragraph(meeting.id):
        raise MeetingState(f"§ {left.paragraph_no} {left.heading} är inte avgjord än.")

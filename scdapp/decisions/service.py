"""Verbs on paragraphs: open a question, write, decide, reopen, remove. Numbers follow the order taken."""

import hashlib
from datetime import date, datetime

from scdapp.audit import service as audit
from scdapp.core.db import db, locked
from scdapp.core.errors import Refusal
from scdapp.decisions import queries, rules, signals
from scdapp.decisions import vocabulary as words
from scdapp.decisions.models import Clause, Decision
from scdapp.decisions.rules import Text, Verdict
from scdapp.meetings import agenda_service, template
from scdapp.meetings import queries as meetings
from scdapp.meetings.models import AgendaItem, AnnualMeeting, Motion
from scdapp.meetings.rules import ensure_under_way, in_time


def open_paragraph(
    meeting_id: int,
    *,
    item_id: int,
    by: str,
    now: datetime,
    kind: str | None = None,
    heading: str | None = None,
    motion_id: int | None = None,
) -> Decision:
    """The meeting takes up a question: the next number, with the words that the point, motion or earlier decision has.

    Refuses while another question is open, and unless the meeting is.
    """
    meeting = locked(AnnualMeeting, meeting_id)
    ensure_under_way(meeting)
    signals.changing.send(meeting)
    if other := queries.open_paragraph(meeting.id):
        raise Refusal(f"§ {other.paragraph_no} {other.heading} är inte avgjord än.")
    item = locked(AgendaItem, item_id)
    motion = db.session.get_one(Motion, motion_id) if motion_id else None
    if item.meeting_id != meeting.id or (motion is not None and motion.meeting_id != meeting.id):
        raise Refusal("Punkten hör till ett annat möte.")
    kind = kind or rules.kind_for(item.kind, item.template_key)
    earlier = queries.find_decision(item.from_decision) if item.from_decision else None
    statutes = meeting.statutes
    majority = statutes.statute_change_majority if kind == "statute_change" else statutes.decision_majority
    register = queries.last_register(meeting.id)
    decision = Decision(
        meeting=meeting,
        item=item,
        motion=motion,
        earlier=earlier,
        paragraph_no=queries.last_paragraph_no(meeting.id) + 1,
        kind=kind,
        heading=heading or (f"Motion {motion.number}: {motion.title}"[:200] if motion else item.title),
        body="" if motion or earlier else item.sentence or "",
        majority=majority,
        register_id=register.id if register else None,
        fiscal_year=meeting.fiscal_year if kind == "discharge" else None,
        opened_at=now,
    )
    decision.clauses = _first_clauses(motion, earlier)
    db.session.add(decision)
    db.session.flush()
    agenda_service.set_state(item, "ongoing", by=by, now=now)
    signals.opened.send(decision, by=by, now=now)
    _told("open", decision, by, now)
    return decision


def _first_clauses(motion: Motion | None, earlier: Decision | None) -> list[Clause]:
    texts: list[str] = []
    if motion is not None:
        texts = [one.text for one in motion.clauses]
    elif earlier is not None:
        left = [one for one in earlier.clauses if one.outcome in words.UNFINISHED]
        texts = [one.text for one in left or earlier.clauses]
    return [Clause(position=n, text=text) for n, text in enumerate(texts, 1)]


def write_paragraph(decision_id: int, text: Text, *, version: int) -> Decision:
    """Keep what the secretary has typed. Called often, so only what is decided is written into the chain.

    Refuses other att-satser than those that were decided on, and once the text is sealed. Raises `EditConflict`.
    """
    decision = writable(decision_id, version=version)
    text = rules.checked_text(text)
    standing = tuple(one.text for one in decision.clauses)
    if text.clauses != standing:
        if decision.outcome is not None:
            raise Refusal("Att-satserna är avgjorda. Öppna frågan igen för att ändra dem.", field="clauses")
        decision.clauses.clear()
        db.session.flush()
        decision.clauses = [Clause(position=n, text=one) for n, one in enumerate(text.clauses, 1)]
    decision.heading, decision.body = text.heading, text.body
    decision.version += 1
    db.session.flush()
    return decision


def decide(
    decision_id: int,
    verdict: Verdict,
    *,
    version: int,
    by: str,
    now: datetime,
    valid_from: date | None = None,
    fiscal_year: str | None = None,
    earlier_id: int | None = None,
) -> Decision:
    """The meeting has decided. Refuses what the rules of the question say is missing. Raises `EditConflict`."""
    decision = writable(decision_id, version=version)
    meeting = decision.meeting
    if not meeting.recorded_afterwards:
        ensure_under_way(meeting)
    rules.ensure_known(verdict)
    decision.valid_from = valid_from
    decision.fiscal_year = fiscal_year or decision.fiscal_year
    if earlier_id is not None:
        decision.earlier = db.session.get_one(Decision, earlier_id)
    _ensure_ready(decision, verdict)
    signals.deciding.send(decision, outcome=verdict.outcome, by=by, now=now)
    outcomes = rules.clause_outcomes(decision.clauses, verdict)
    for clause in decision.clauses:
        clause.outcome = outcomes[clause.position]
    decision.outcome, decision.method = verdict.outcome, verdict.method
    decision.decided_at = now
    decision.version += 1
    db.session.flush()
    if decision.item is not None:
        put_off = verdict.outcome in words.UNFINISHED
        agenda_service.set_state(decision.item, "tabled" if put_off else "done", by=by, now=now)
    text = "\n".join([decision.heading, decision.body, *(one.text for one in decision.clauses)])
    digest = hashlib.sha256(text.encode()).hexdigest()
    _told("decide", decision, by, now, outcome=decision.outcome, method=decision.method, text_sha256=digest)
    return decision


def _ensure_ready(decision: Decision, verdict: Verdict) -> None:
    meeting, item = decision.meeting, decision.item
    statutes = meeting.statutes
    rules.ensure_may_decide(
        item.kind if item else None, verdict.outcome, statutes_allow=statutes.other_business_may_decide
    )
    rules.ensure_as_voted(verdict, decision.rounds)
    if verdict.outcome in rules.PUT_OFF:
        return
    open_proposals = [one for one in decision.proposals if one.state == "open"]
    if open_proposals:
        raise Refusal(f"Yrkandet från {open_proposals[0].moved_by} är inte avgjort.")
    if item is not None and item.template_key == template.CALLED:
        call = in_time("call", meeting, statutes, meetings.notices(meeting.id))
        said = "\n".join([decision.body, *(one.text for one in decision.clauses)]).strip()
        rules.ensure_called_in_words(call, said, item.sentence)
    if decision.kind == "discharge":
        rules.ensure_discharge(decision, audit_report=meetings.has_document(meeting.id, "audit_report"))
    if decision.kind == "statute_change":
        rules.ensure_second_reading(decision, two_meetings=statutes.two_meetings)
    rules.ensure_majority(decision, verdict)


def reopen(decision_id: int, *, version: int, by: str, now: datetime) -> Decision:
    """Take a question up again under its number. Refuses after the meeting, and once it is attested."""
    decision = writable(decision_id, version=version)
    ensure_under_way(decision.meeting)
    if queries.open_paragraph(decision.meeting_id):
        raise Refusal("En annan fråga är öppen. Avgör den först.")
    before = decision.outcome
    decision.outcome = decision.method = decision.decided_at = decision.valid_from = None
    for clause in decision.clauses:
        clause.outcome = None
    decision.version += 1
    db.session.flush()
    if decision.item is not None:
        agenda_service.set_state(decision.item, "ongoing", by=by, now=now)
    _told("reopen", decision, by, now, before=before)
    return decision


def remove_paragraph(decision_id: int, *, by: str, now: datetime) -> None:
    """Take back the opening of the last question. Refuses any other: numbers have no gaps; and what is decided."""
    decision = writable(decision_id)
    if decision.paragraph_no != queries.last_paragraph_no(decision.meeting_id):
        raise Refusal("Bara den sista paragrafen kan tas bort: numren har inga luckor.")
    if decision.outcome is not None:
        raise Refusal("Paragrafen är avgjord. Öppna frågan igen först.")
    item = decision.item
    _told("remove", decision, by, now)
    db.session.delete(decision)
    db.session.flush()
    if item is not None:
        agenda_service.set_state(item, "waiting", by=by, now=now)


def record_known(
    meeting_id: int, text: Text, verdict: Verdict, *, by: str, now: datetime, kind: str = "decision"
) -> Decision:
    """A decision of a meeting that was held before the minutes were kept here: no number, perhaps no method.

    Refuses any other meeting.
    """
    meeting = locked(AnnualMeeting, meeting_id)
    if not meeting.recorded_afterwards:
        raise Refusal("Mötets beslut fattas på mötet.")
    text = rules.checked_text(text)
    rules.ensure_known(verdict)
    decision = Decision(
        meeting=meeting,
        kind=kind,
        heading=text.heading,
        body=text.body,
        outcome=verdict.outcome,
        method=verdict.method,
        clauses=[Clause(position=n, text=one) for n, one in enumerate(text.clauses, 1)],
    )
    outcomes = rules.clause_outcomes(decision.clauses, verdict)
    for clause in decision.clauses:
        clause.outcome = outcomes[clause.position]
    meeting.changed_at = now
    db.session.add(decision)
    db.session.flush()
    _told("record_known", decision, by, now, outcome=decision.outcome)
    return decision


def writable(decision_id: int, *, version: int | None = None) -> Decision:
    """The decision, locked after its meeting. Refuses when it, or the whole record, is sealed."""
    meeting_id = db.session.get_one(Decision, decision_id).meeting_id
    meeting = locked(AnnualMeeting, meeting_id)
    decision = locked(Decision, decision_id, version=version)
    rules.ensure_not_attested(decision)
    signals.changing.send(meeting)
    return decision


def _told(verb: str, decision: Decision, by: str, now: datetime, **detail: object) -> None:
    number = decision.paragraph_no
    audit.write(f"decisions.{verb}", "decision", decision.uid, actor=by, now=now, paragraph=number, **detail)

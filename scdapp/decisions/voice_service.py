"""Verbs on what people say to a question: proposals, dissent, that they take no part."""

from datetime import datetime

from scdapp.audit import service as audit
from scdapp.core.db import db
from scdapp.core.errors import Refusal
from scdapp.core.text import clean
from scdapp.decisions import service
from scdapp.decisions import vocabulary as words
from scdapp.decisions.models import Decision, Dissent, Proposal, Recusal

TEXT_LIMIT = 6000


def move_proposal(
    decision_id: int,
    kind: str,
    text: str,
    *,
    moved_by: str,
    by: str,
    now: datetime,
    clause_position: int | None = None,
) -> Proposal:
    """Somebody moves a proposal. Refuses one on a question that is decided, and an att-sats that is not there."""
    decision = _open(decision_id)
    if kind not in words.PROPOSAL_KINDS:
        raise Refusal("Välj vilket slags yrkande det är.", field="kind")
    if clause_position is not None and clause_position not in {one.position for one in decision.clauses}:
        raise Refusal("Det finns ingen sådan att-sats.", field="clause_position")
    row = Proposal(
        kind=kind,
        text=_text(text),
        moved_by=_name(moved_by, "moved_by"),
        clause_position=clause_position,
        moved_at=now,
    )
    decision.proposals.append(row)
    db.session.flush()
    _told("move_proposal", decision, by, now, kind=kind)
    return row


def settle_proposal(proposal_id: int, state: str, *, by: str, now: datetime) -> Proposal:
    """The proposal is approved, rejected or withdrawn; an approved amendment becomes the text of its att-sats."""
    decision = _open(db.session.get_one(Proposal, proposal_id).decision_id)
    row = next(one for one in decision.proposals if one.id == proposal_id)
    if state not in ("approved", "rejected", "withdrawn"):
        raise Refusal("Välj vad som hände med yrkandet.", field="state")
    row.state = state
    if state == "approved" and row.kind == "amendment":
        for clause in decision.clauses:
            if clause.position == row.clause_position:
                clause.text = row.text
        # Whoever has the old text open in a window must not put it back without knowing.
        decision.version += 1
    db.session.flush()
    _told("settle_proposal", decision, by, now, kind=row.kind, state=state)
    return row


def record_dissent(
    decision_id: int, kind: str, name: str, text: str, *, notified_at: datetime, by: str, now: datetime
) -> Dissent:
    """A reservation or a note for the minutes. Refuses a reservation that is announced after the meeting."""
    decision = service.writable(decision_id)
    if kind not in words.DISSENT_KINDS:
        raise Refusal("Välj reservation, protokollsanteckning eller yttrande.", field="kind")
    ended = decision.meeting.ended_at
    if kind == "reservation" and ended is not None and notified_at > ended:
        raise Refusal("En reservation anmäls innan mötet är slut.", field="notified_at")
    row = Dissent(kind=kind, name=_name(name, "name"), text=_text(text), notified_at=notified_at)
    decision.dissents.append(row)
    db.session.flush()
    _told("record_dissent", decision, by, now, kind=kind)
    return row


def withdraw_dissent(dissent_id: int, *, by: str, now: datetime) -> None:
    """Somebody takes a reservation or note back before the minutes are sealed."""
    decision = service.writable(db.session.get_one(Dissent, dissent_id).decision_id)
    row = next(one for one in decision.dissents if one.id == dissent_id)
    decision.dissents.remove(row)
    db.session.flush()
    _told("withdraw_dissent", decision, by, now, kind=row.kind)


def record_recusal(decision_id: int, name: str, reason: str, *, by: str, now: datetime) -> Recusal:
    """Somebody takes no part in the decision. One who stands there already stays; no private reasons are kept."""
    decision = service.writable(decision_id)
    if reason not in words.RECUSAL_REASONS:
        raise Refusal("Välj varför personen inte deltar.", field="reason")
    name = _name(name, "name")
    for one in decision.recusals:
        if one.name == name:
            return one
    row = Recusal(name=name, reason=reason)
    decision.recusals.append(row)
    db.session.flush()
    _told("record_recusal", decision, by, now, reason=reason)
    return row


def remove_recusal(recusal_id: int, *, by: str, now: datetime) -> None:
    """Somebody takes part after all. Refuses once the question is decided."""
    decision = _open(db.session.get_one(Recusal, recusal_id).decision_id)
    decision.recusals.remove(next(one for one in decision.recusals if one.id == recusal_id))
    db.session.flush()
    _told("remove_recusal", decision, by, now)


def _open(decision_id: int) -> Decision:
    decision = service.writable(decision_id)
    if decision.outcome is not None:
        raise Refusal("Frågan är avgjord.")
    return decision


def _text(text: str) -> str:
    text = clean(text, lines=True)
    if not 0 < len(text) <= TEXT_LIMIT:
        raise Refusal(f"Skriv en text med högst {TEXT_LIMIT} tecken.", field="text")
    return text


def _name(name: str, field: str) -> str:
    name = clean(name)
    if not 0 < len(name) <= 120:
        raise Refusal("Skriv ett namn.", field=field)
    return name


def _told(verb: str, decision: Decision, by: str, now: datetime, **detail: object) -> None:
    number = decision.paragraph_no
    audit.write(f"decisions.{verb}", "decision", decision.uid, actor=by, now=now, paragraph=number, **detail)

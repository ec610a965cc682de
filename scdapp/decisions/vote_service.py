"""Verbs on votes: acclamation heard, a count called, two tallies, settled."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from scdapp.audit import service as audit
from scdapp.core.db import db
from scdapp.core.errors import Refusal
from scdapp.decisions import queries, roll_rules, service
from scdapp.decisions import vocabulary as words
from scdapp.decisions import vote_rules as rules
from scdapp.decisions.hall_models import Officer, Register
from scdapp.decisions.models import Decision, Option, Round, Tally
from scdapp.decisions.vote_rules import COLUMNS, TieBreak
from scdapp.meetings.rules import ensure_under_way


def hear(
    decision_id: int, result: str, *, method: str = "acclamation", by: str, now: datetime, question: str | None = None
) -> Round:
    """What the chair heard: acclamation, that all agreed, or a trial vote. Refuses to go back after a count."""
    decision = _votable(decision_id)
    if method not in (*words.UNCOUNTED, "trial_vote"):
        raise Refusal("Välj acklamation, enhälligt eller försöksvotering.", field="method")
    if result not in ("approved", "rejected", "elected"):
        raise Refusal("Välj vad ordföranden hörde.", field="result")
    row = _next_round(decision, method, question, now)
    row.result = result
    row.final_at = now
    db.session.flush()
    _told("hear", row, by, now, method=method, result=result)
    return row


def request_count(decision_id: int, *, by: str, now: datetime) -> None:
    """Somebody asks for the votes to be counted (votering begärd)."""
    decision = _votable(decision_id)
    decision.count_requested = True
    db.session.flush()
    number = decision.paragraph_no
    audit.write("decisions.request_count", "decision", decision.uid, actor=by, now=now, paragraph=number)


def call_count(
    decision_id: int,
    method: str,
    *,
    by: str,
    now: datetime,
    question: str | None = None,
    options: Sequence[tuple[str, str]] = (),
    votes_each: int = 1,
) -> Round:
    """Let the tellers count against the register that stands. `options`: key and name of each candidate.

    Refuses (`NoRegister`) before a register is fixed, a count that nothing led to, and while another is under way.
    """
    decision = _votable(decision_id)
    if method not in words.COUNTED:
        raise Refusal("Välj hur rösterna räknas.", field="method")
    if any(one.final_at is None for one in decision.rounds):
        raise Refusal("En omröstning pågår redan. Avsluta den först.")
    register = queries.last_register(decision.meeting_id)
    if register is None or register.fixed_at > now:
        raise rules.NoRegister("Fastställ röstlängden innan röster räknas.")
    row = _next_round(decision, method, question, now)
    row.register = register
    row.votes_each = votes_each
    row.options = [Option(position=n, key=key, label=label[:200]) for n, (key, label) in enumerate(options, 1)]
    db.session.flush()
    _told("call_count", row, by, now, method=method, register=register.seq)
    return row


def enter_tally(round_id: int, officer_id: int, figures: Mapping[str, int], *, by: str, now: datetime) -> Tally:
    """What one teller counted.

    Refuses more votes than the register has, somebody who is no teller of the meeting, and a settled round. Whether
    the two agree is not refused here: `settle` says it, and then both count anew.
    """
    row = _open_round(round_id)
    teller = db.session.get_one(Officer, officer_id)
    if teller.role != "teller" or teller.meeting_id != row.decision.meeting_id:
        raise Refusal("Bara mötets rösträknare räknar röster.")
    whole = rules.checked_figures(
        figures, options=[one.key for one in row.options], votes=_register(row).votes, votes_each=row.votes_each
    )
    tally = Tally(
        officer=teller,
        attempt=rules.attempt_for(row.tallies, teller.id),
        figures=whole,
        entered_at=now,
    )
    row.tallies.append(tally)
    db.session.flush()
    _told("enter_tally", row, by, now, attempt=tally.attempt)
    return tally


def settle(round_id: int, *, by: str, now: datetime, tie: TieBreak | None = None) -> Round:
    """Let the count stand. Refuses until two tellers agree, and a tie until it is said what broke it; of a roll call
    (`NamesDisagree`) while the names say something else.

    Of an election only the votes are written: who is elected is for `elections` to say.
    """
    row = _open_round(round_id)
    figures = rules.agreed(row.tallies)
    if row.names:
        roll_rules.ensure_agree(roll_rules.sums_of(row), figures)
    row.final_at = now
    if row.options:
        for option in row.options:
            option.votes = figures[option.key]
        row.abstained, row.blank, row.invalid = (figures[name] for name in ("abstained", "blank", "invalid"))
    else:
        for name, column in COLUMNS.items():
            setattr(row, column, figures[name])
        _conclude(row, figures, tie)
    db.session.flush()
    _told("settle", row, by, now, result=row.result, figures=figures)
    return row


def _conclude(row: Round, figures: Mapping[str, int], tie: TieBreak | None) -> None:
    row.result = rules.outcome_of(row.decision.majority, figures["for"], figures["against"])
    if row.result == "tie":
        rule = row.decision.meeting.statutes.tie_rule
        row.result = rules.broken(rule, tie)
        row.tie_break = rule
        row.tie_note = tie.note[:300] if tie else None


def drop_round(round_id: int, *, by: str, now: datetime) -> None:
    """Break off a count that is not settled, the last one of its question. Refuses any other."""
    row = _open_round(round_id)
    _told("drop_round", row, by, now, method=row.method)
    row.decision.rounds.remove(row)
    db.session.flush()


def _votable(decision_id: int) -> Decision:
    decision = service.writable(decision_id)
    ensure_under_way(decision.meeting)
    if decision.outcome is not None:
        raise Refusal("Frågan är avgjord. Öppna den igen för att rösta.")
    return decision


def _next_round(decision: Decision, method: str, question: str | None, now: datetime) -> Round:
    same = [one for one in decision.rounds if one.question == question]
    rules.ensure_order(method, same, requested=decision.count_requested)
    row = Round(
        decision=decision,
        number=max((one.number for one in decision.rounds), default=0) + 1,
        method=method,
        question=question,
        held_at=now,
    )
    db.session.add(row)
    return row


def _open_round(round_id: int) -> Round:
    decision = _votable(db.session.get_one(Round, round_id).decision_id)
    row = next(one for one in decision.rounds if one.id == round_id)
    if row.final_at is not None:
        raise Refusal("Omröstningen är avslutad.")
    return row


def _register(row: Round) -> Register:
    assert row.register is not None
    return row.register


def _told(verb: str, row: Round, by: str, now: datetime, **detail: object) -> None:
    decision = row.decision
    numbers = {"paragraph": decision.paragraph_no, "round": row.number}
    audit.write(f"decisions.{verb}", "decision", decision.uid, actor=by, now=now, **numbers, **detail)

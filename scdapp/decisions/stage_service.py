"""Verbs of the screen of the meeting: several steps that people make in one press."""

from collections.abc import Sequence
from datetime import date, datetime

from scdapp.decisions import hall_service, service, stage_rules, vote_service
from scdapp.decisions import vocabulary as words
from scdapp.decisions.hall_models import Register
from scdapp.decisions.models import Decision
from scdapp.decisions.rules import Text, Verdict


def conclude(
    decision_id: int,
    text: Text,
    verdict: Verdict,
    *,
    version: int,
    by: str,
    now: datetime,
    valid_from: date | None = None,
    fiscal_year: str | None = None,
    earlier_id: int | None = None,
) -> Decision:
    """Keep the text and decide; a decision by acclamation, or by all, is heard first.

    Refuses what `service.decide` refuses. Raises `EditConflict`.
    """
    decision = service.write_paragraph(decision_id, text, version=version)
    result = stage_rules.result_for(verdict.outcome)
    if verdict.method in words.UNCOUNTED and result is not None and not _heard(decision, verdict.method, result):
        vote_service.hear(decision_id, result, method=verdict.method, by=by, now=now)
    return service.decide(
        decision_id,
        verdict,
        version=decision.version,
        by=by,
        now=now,
        valid_from=valid_from,
        fiscal_year=fiscal_year,
        earlier_id=earlier_id,
    )


def _heard(decision: Decision, method: str, result: str) -> bool:
    """Whether that was said already; also by an election, which asks its own question."""
    return any(one.method == method and one.result == result for one in decision.rounds)


def choose(
    decision_id: int,
    roles: Sequence[str],
    name: str,
    *,
    by: str,
    now: datetime,
    title: str | None = None,
    email: str | None = None,
) -> Decision:
    """Somebody is chosen to one or several tasks of the meeting; the next N.N. of the paragraph becomes the name."""
    decision = service.writable(decision_id)
    for role in roles:
        hall_service.choose_officer(decision.meeting_id, role, name, by=by, now=now, title=title, email=email)
    _write_body(decision, stage_rules.named_in(decision.body, name, title))
    return decision


def fix_register(decision_id: int, *, by: str, now: datetime) -> Register:
    """The register is fixed in this paragraph, which from then on says how many may vote."""
    decision = service.writable(decision_id)
    register = hall_service.fix_register(decision.meeting_id, by=by, now=now)
    if decision.outcome is None:
        decision.register_id = register.id
        _write_body(decision, stage_rules.counted_in(decision.body, register.voters))
    return register


def _write_body(decision: Decision, body: str) -> None:
    if body != decision.body:
        text = Text(decision.heading, body, tuple(one.text for one in decision.clauses))
        service.write_paragraph(decision.id, text, version=decision.version)

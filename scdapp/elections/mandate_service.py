"""Terms of office: given when the meeting ends, ended by the next election, a resignation, a removal or death."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from scdapp.audit import service as audit
from scdapp.core.db import db, locked
from scdapp.core.errors import Refusal
from scdapp.decisions import signals as decision_signals
from scdapp.decisions import voice_service
from scdapp.decisions.models import Decision
from scdapp.elections import queries, rules
from scdapp.elections import vocabulary as words
from scdapp.elections.models import Candidate, Election, Mandate, Post
from scdapp.elections.rules import CandidateFacts
from scdapp.meetings import signals as meeting_signals
from scdapp.meetings.models import AnnualMeeting


@dataclass(frozen=True)
class TermFacts:
    """A term of office that is known from before: who, when, and how elected."""

    who: CandidateFacts
    from_year: int
    until_year: int
    starts_on: date | None = None
    ends_on: date | None = None
    ended_reason: str | None = None
    elected_as: str = "unknown"
    person_id: int | None = None


@decision_signals.opened.connect
def exclude_board(decision: Decision, *, by: str, now: datetime) -> None:
    """Whoever sat on the board in the fiscal year takes no part in its discharge."""
    if decision.kind != "discharge" or decision.fiscal_year is None:
        return
    for name in {one.name: None for one in queries.board_in(decision.fiscal_year, decision.meeting.held_on)}:
        voice_service.record_recusal(decision.id, name, "discharge", by=by, now=now)


@decision_signals.deciding.connect
def ensure_elected(decision: Decision, *, outcome: str, by: str, now: datetime) -> None:
    """Refuses to write down that somebody was elected before an election said so, and a second chair."""
    if outcome != "elected":
        return
    for election in queries.elections_of([decision.id]):
        chosen = [one for one in election.candidates if one.elected]
        if not chosen:
            raise Refusal(f"Ingen är vald till {election.post.name} än.")
        rules.ensure_room(len(chosen), election.seats)
        staying = [one for one in queries.active(election.post_id) if not _ends_with(one, election, decision.meeting)]
        rules.ensure_one_holder(election.post.key, election.post.name, len(staying))


@meeting_signals.closing.connect
def grant(meeting: AnnualMeeting, *, by: str, now: datetime) -> None:
    """When the meeting ends its elections take effect: earlier terms end on its day, new ones begin."""
    on = meeting.held_on or now.date()
    for election in queries.elections_in(meeting.id):
        if election.decision.outcome == "elected":
            _take_effect(election, meeting, on, by, now)


def _take_effect(election: Election, meeting: AnnualMeeting, on: date, by: str, now: datetime) -> None:
    locked(Post, election.post_id)
    before = [one for one in queries.active(election.post_id) if _ends_with(one, election, meeting)]
    for one in before:
        _end(one, on, "term", election.decision, by, now)
    rules.ensure_one_holder(election.post.key, election.post.name, len(queries.active(election.post_id)))
    names = [one.name for one in before]
    for candidate in election.candidates:
        if candidate.elected:
            _begin(candidate, election, meeting, names, on, by, now)


def _ends_with(mandate: Mandate, election: Election, meeting: AnnualMeeting) -> bool:
    """A by-election ends nobody's term, and an ordinary election only those that run out."""
    return election.finishes_id is None and meeting.kind == "ordinary" and mandate.until_year <= meeting.year


def _begin(
    candidate: Candidate,
    election: Election,
    meeting: AnnualMeeting,
    before: list[str],
    on: date,
    by: str,
    now: datetime,
) -> None:
    finishes = election.finishes
    mandate = Mandate(
        post=election.post,
        name=candidate.name,
        title=candidate.title,
        employer=candidate.employer,
        region=candidate.region,
        elected_as=rules.elected_as(candidate.name, before, by_election=finishes is not None),
        starts_on=on,
        from_year=on.year,
        until_year=rules.until_year(
            meeting.year, kind=meeting.kind, term_years=meeting.statutes.term_years, finishes=finishes
        ),
        decision=election.decision,
        previous=finishes,
        created_at=now,
    )
    db.session.add(mandate)
    db.session.flush()
    _told("begin", mandate, by, now, until_year=mandate.until_year)


def resign(mandate_id: int, *, on: date, by: str, now: datetime) -> Mandate:
    """Somebody leaves the post before its term is over; why is not kept. Refuses a term that has ended."""
    mandate = locked(Mandate, mandate_id)
    return _end(mandate, on, "resigned", None, by, now)


def end_by_death(mandate_id: int, *, on: date, by: str, now: datetime) -> Mandate:
    """Somebody died while holding the post. Refuses a term that has ended."""
    return _end(locked(Mandate, mandate_id), on, "deceased", None, by, now)


def remove(mandate_id: int, decision_id: int, *, on: date, by: str, now: datetime) -> Mandate:
    """A meeting removes somebody from the post. Refuses without a decision that was taken, and a day before it."""
    mandate = locked(Mandate, mandate_id)
    decision = db.session.get_one(Decision, decision_id)
    if decision.outcome != "approved":
        raise Refusal("Bara ett beslut kan entlediga någon.")
    held_on = decision.meeting.held_on
    if held_on is not None and on < held_on:
        raise Refusal("Mandatet kan inte upphöra före beslutet.", field="on")
    return _end(mandate, on, "removed", decision, by, now)


def record_term(post_id: int, facts: TermFacts, *, by: str, now: datetime, decision_id: int | None = None) -> Mandate:
    """A term that is known from before; `ended_reason` without a day: it has ended, nobody knows when.

    Refuses one without a name, one that ends before it began, and a second chair.
    """
    who = rules.checked(facts.who)
    rules.ensure_in_order(facts.from_year, facts.until_year, facts.starts_on, facts.ends_on)
    if facts.ends_on is not None and facts.ended_reason is None:
        raise Refusal("Säg också hur mandatet upphörde.", field="ended_reason")
    if facts.ended_reason is None:
        post = locked(Post, post_id)
        rules.ensure_one_holder(post.key, post.name, len(queries.active(post.id)))
    parts: dict[str, Any] = {name: getattr(who, name) for name in rules.LIMITS}
    mandate = Mandate(
        post_id=post_id,
        starts_on=facts.starts_on,
        from_year=facts.from_year,
        until_year=facts.until_year,
        ends_on=facts.ends_on,
        ended_reason=facts.ended_reason,
        elected_as=facts.elected_as,
        person_id=facts.person_id,
        decision_id=decision_id,
        created_at=now,
        **parts,
    )
    db.session.add(mandate)
    db.session.flush()
    _told("record", mandate, by, now, until_year=mandate.until_year)
    return mandate


def end_term(mandate_id: int, *, on: date, by: str, now: datetime, decision_id: int | None = None) -> Mandate:
    """A term that is known to have run out at a meeting kept here only in outline."""
    decision = db.session.get(Decision, decision_id) if decision_id else None
    return _end(locked(Mandate, mandate_id), on, "term", decision, by, now)


def _end(mandate: Mandate, on: date, reason: str, decision: Decision | None, by: str, now: datetime) -> Mandate:
    if mandate.ended_reason is not None:
        raise Refusal(f"Mandatet har redan upphört: {words.END_REASONS[mandate.ended_reason]}.")
    if mandate.starts_on is not None and on < mandate.starts_on:
        raise Refusal("Mandatet kan inte upphöra innan det började.", field="on")
    mandate.ends_on, mandate.ended_reason, mandate.ended_by = on, reason, decision
    mandate.version += 1
    db.session.flush()
    _told("end", mandate, by, now, reason=reason)
    return mandate


def _told(verb: str, mandate: Mandate, by: str, now: datetime, **detail: object) -> None:
    audit.write(f"elections.{verb}", "mandate", mandate.uid, actor=by, now=now, post=mandate.post.key, **detail)

"""The minutes as data: what everybody may read, and apart from it what only the board and the attesters may. Pure.

Public: facts of the meeting, decisions with their figures, the elected with their titles. Internal: names in the
registers, who moved, who dissented and who answered what at a roll call, candidates who were not elected, titles of
documents. The hash of the internal part stands in the public one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from scdapp.decisions.hall_models import Officer, Register
from scdapp.decisions.models import Decision, Round
from scdapp.elections.models import Election
from scdapp.meetings.models import AgendaItem, AnnualMeeting, Document, Notice
from scdapp.minutes import canonical
from scdapp.minutes.models import Addendum

FORMAT = "scdapp-minutes-1"
ASSOCIATION = "Föreningen Sveriges Socialchefer"


@dataclass(frozen=True)
class Sources:
    """The rows that the minutes are made from."""

    meeting: AnnualMeeting
    decisions: Sequence[Decision]
    elections: Sequence[Election] = ()
    officers: Sequence[Officer] = ()
    registers: Sequence[Register] = ()
    items: Sequence[AgendaItem] = ()
    notices: Sequence[Notice] = ()
    documents: Sequence[Document] = ()


@dataclass(frozen=True)
class Written:
    """Both texts, and the hash that stands for them."""

    canonical: str
    internal: str
    sha256: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sha256", canonical.digest(self.canonical))


def write(sources: Sources) -> Written:
    """The minutes of the whole meeting."""
    return _sealed(_public(sources), _internal(sources))


def write_paragraph(decision: Decision, elections: Sequence[Election]) -> Written:
    """One paragraph by itself, for what is attested in the hall."""
    meeting = {"uid": decision.meeting.uid, "year": decision.meeting.year}
    public = {"format": f"{FORMAT}-paragraph", "meeting": meeting, "paragraph": _paragraph(decision, elections)}
    return _sealed(public, _inner(decision, elections))


def write_addendum(addendum: Addendum) -> Written:
    """An addendum, bound to the text that it mends."""
    public = {
        "format": f"{FORMAT}-addendum",
        "minutes": {"uid": addendum.minutes.uid, "sha256": addendum.minutes.sha256},
        "number": addendum.number,
        "kind": addendum.kind,
        "paragraph": addendum.decision.paragraph_no if addendum.decision else None,
        "decided_in": _reference(addendum.decided_in),
        "text": addendum.text,
    }
    return _sealed(public, {})


def _sealed(public: dict[str, Any], internal: dict[str, Any]) -> Written:
    inner = canonical.dumps(internal)
    return Written(canonical.dumps({**public, "internal_sha256": canonical.digest(inner)}), inner)


def _public(sources: Sources) -> dict[str, Any]:
    meeting = sources.meeting
    of_decision = _by_decision(sources.elections)
    return {
        "format": FORMAT,
        "association": ASSOCIATION,
        "meeting": {
            "uid": meeting.uid,
            "year": meeting.year,
            "kind": meeting.kind,
            "format": meeting.format,
            "fiscal_year": meeting.fiscal_year,
            "place": meeting.place,
            "held_on": meeting.held_on,
            "opened_at": meeting.opened_at,
            "ended_at": meeting.ended_at,
        },
        "officers": [{"role": one.role, "name": one.name, "title": one.title} for one in sources.officers],
        "registers": [
            {"seq": one.seq, "fixed_at": one.fixed_at, "voters": one.voters, "votes": one.votes}
            for one in sources.registers
        ],
        "agenda": [{"number": n, "title": one.title} for n, one in enumerate(sources.items, 1)],
        "notices": [
            {"kind": one.kind, "sent_at": one.sent_at, "channel": one.channel, "recipients": one.recipient_count}
            for one in sources.notices
        ],
        "documents": [{"number": one.number, "sha256": one.sha256} for one in sources.documents],
        "paragraphs": [
            {
                **_paragraph(one, of_decision.get(one.id, ())),
                "attested_at": one.attested_at,
                "attested_sha256": one.attested_sha256,
            }
            for one in sources.decisions
        ],
    }


def _internal(sources: Sources) -> dict[str, Any]:
    of_decision = _by_decision(sources.elections)
    return {
        "registers": [
            {
                "seq": one.seq,
                "entries": [
                    {"number": entry.number, "name": entry.name, "region": entry.region, "weight": entry.weight}
                    for entry in one.entries
                ],
            }
            for one in sources.registers
        ],
        "documents": [{"number": one.number, "title": one.title, "kind": one.kind} for one in sources.documents],
        "paragraphs": [
            {"number": one.paragraph_no, **_inner(one, of_decision.get(one.id, ()))} for one in sources.decisions
        ],
    }


def _by_decision(elections: Sequence[Election]) -> Mapping[int, list[Election]]:
    found: dict[int, list[Election]] = {}
    for one in elections:
        found.setdefault(one.decision_id, []).append(one)
    return found


def _paragraph(decision: Decision, elections: Sequence[Election]) -> dict[str, Any]:
    return {
        "uid": decision.uid,
        "number": decision.paragraph_no,
        "kind": decision.kind,
        "heading": decision.heading,
        "body": decision.body,
        "clauses": [{"number": one.position, "text": one.text, "outcome": one.outcome} for one in decision.clauses],
        "outcome": decision.outcome,
        "method": decision.method,
        "majority": decision.majority,
        "fiscal_year": decision.fiscal_year,
        "valid_from": decision.valid_from,
        "motion": decision.motion.number if decision.motion else None,
        "earlier": _reference(decision.earlier),
        "rounds": [_round(one) for one in decision.rounds],
        "took_no_part": len(decision.recusals),
        "elected": [
            {
                "post": election.post.name,
                "seats": election.seats,
                "by_election": election.finishes_id is not None,
                "people": [
                    {
                        "name": one.name,
                        "title": one.title,
                        "employer": one.employer,
                        "region": one.region,
                        "by_lot": one.by_lot,
                    }
                    for one in election.candidates
                    if one.elected
                ],
            }
            for election in elections
        ],
    }


def _round(row: Round) -> dict[str, Any]:
    return {
        "number": row.number,
        "method": row.method,
        "question": row.question,
        "register": row.register.seq if row.register else None,
        "for": row.votes_for,
        "against": row.votes_against,
        "abstained": row.abstained,
        "blank": row.blank,
        "invalid": row.invalid,
        "result": row.result,
        "tie_break": row.tie_break,
    }


def _inner(decision: Decision, elections: Sequence[Election]) -> dict[str, Any]:
    return {
        "proposals": [
            {
                "kind": one.kind,
                "clause": one.clause_position,
                "moved_by": one.moved_by,
                "text": one.text,
                "state": one.state,
            }
            for one in decision.proposals
        ],
        "dissents": [{"kind": one.kind, "name": one.name, "text": one.text} for one in decision.dissents],
        "recusals": [{"name": one.name, "reason": one.reason} for one in decision.recusals],
        "candidates": [
            {"post": election.post.name, "name": one.name, "nominated_by": one.nominated_by, "withdrawn": one.withdrawn}
            for election in elections
            for one in election.candidates
        ],
        "rounds": [
            {
                **_named(one),
                "number": one.number,
                "tie_note": one.tie_note,
                "options": [
                    {"name": option.label, "votes": option.votes, "elected": option.elected} for option in one.options
                ],
                "tallies": [
                    {"teller": tally.officer.name, "attempt": tally.attempt, "figures": tally.figures}
                    for tally in one.tallies
                ],
            }
            for one in decision.rounds
        ],
    }


def _named(row: Round) -> dict[str, Any]:
    """Who answered what at a roll call; nothing where nobody was called, as in all minutes written before."""
    called = sorted(row.names, key=lambda one: one.entry.number)
    named = [{"number": one.entry.number, "name": one.entry.name, "vote": one.vote} for one in called]
    return {"names": named} if named else {}


def _reference(decision: Decision | None) -> dict[str, Any] | None:
    if decision is None:
        return None
    return {"uid": decision.uid, "year": decision.meeting.year, "number": decision.paragraph_no}

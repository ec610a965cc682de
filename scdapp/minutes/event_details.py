"""What is kept of an event, in words: the board reads it, nobody has to know what our columns are called. Pure."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from scdapp.core import words
from scdapp.decisions import vocabulary as decisions
from scdapp.decisions.count_rules import QUESTION
from scdapp.elections import correction_words
from scdapp.elections import vocabulary as elections
from scdapp.meetings import vocabulary as meetings
from scdapp.minutes import vocabulary as minutes

LABELS = {
    "after": "sedan",
    "areas": "fokusområden",
    "attempt": "räkning",
    "before": "förut",
    "by_lot": "genom lottning",
    "capacity": "som",
    "changed": "ändrat",
    "channel": "sätt",
    "drivers": "som driver det",
    "elected": "valda",
    "figures": "siffror",
    "item": "punkt",
    "key": "slag",
    "kind": "slag",
    "letters": "brev",
    "majority": "krav",
    "method": "sätt",
    "nominated_by": "föreslagen av",
    "number": "nummer",
    "outcome": "utfall",
    "paragraph": "§",
    "pdf_sha256": "PDF-filens SHA-256",
    "points": "punkter",
    "position": "plats",
    "post": "uppdrag",
    "present": "i salen",
    "proposed": "föreslår",
    "reason": "skäl",
    "register": "röstlängd",
    "result": "resultat",
    "role": "funktion",
    "round": "omgång",
    "seats": "platser",
    "seq": "röstlängd",
    "sha256": "SHA-256",
    "state": "läge",
    "status": "läge",
    "text_sha256": "textens SHA-256",
    "until_year": "till årsmötet",
    "valid_from": "gäller från",
    "visibility": "synlig för",
    "voters": "röstberättigade",
    "votes": "röster",
    "why": "varför",
    "year": "år",
}
_STATES = (
    decisions.PROPOSAL_STATES
    | decisions.OUTCOMES
    | meetings.ITEM_STATES
    | meetings.MOTION_STATES
    | minutes.STATES
    | meetings.STATES
)
_KINDS = (
    meetings.KINDS
    | meetings.NOTICE_KINDS
    | meetings.DOCUMENT_KINDS
    | decisions.DECISION_KINDS
    | decisions.PROPOSAL_KINDS
    | decisions.DISSENT_KINDS
    | minutes.ADDENDUM_KINDS
)
VALUES: dict[str, Mapping[str, str]] = {
    "after": _STATES,
    "before": _STATES,
    "capacity": decisions.CAPACITIES,
    "channel": meetings.CHANNELS,
    "key": elections.POST_KEYS,
    "kind": _KINDS,
    "majority": meetings.MAJORITIES,
    "method": decisions.METHODS | minutes.SIGNING_METHODS,
    "nominated_by": elections.NOMINATORS,
    "outcome": decisions.OUTCOMES,
    "post": elections.POST_KEYS,
    "proposed": meetings.OPINIONS,
    "reason": elections.END_REASONS | decisions.RECUSAL_REASONS,
    "result": decisions.RESULTS,
    "role": decisions.ROLES,
    "state": _STATES,
    "status": decisions.FOLLOW_UP_STATES,
    "visibility": meetings.VISIBILITIES,
}


def told(detail: Mapping[str, Any]) -> str:
    """ "utfall: bifall, §: 7". What is not known is left out, and so is a figure for somebody known by id only."""
    return ", ".join(f"{LABELS.get(key, key)}: {value}" for key, value in _shown(detail))


def _shown(detail: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in detail.items():
        if key == "changed" and isinstance(value, Mapping):
            value = correction_words.told(value)
        elif isinstance(value, Mapping):
            value = "; ".join(f"{label} {value[one]}" for one, label in QUESTION.items() if one in value)
        elif isinstance(value, list):
            value = len(value)
        elif key == "valid_from" and isinstance(value, str):
            value = words.date_plain(date.fromisoformat(value))
        elif isinstance(value, str):
            value = VALUES.get(key, {}).get(value, value)
        if value not in (None, ""):
            yield key, str(value)

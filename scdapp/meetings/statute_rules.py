"""What the statutes can say. Pure."""

from dataclasses import dataclass, replace
from datetime import date

from scdapp.core.errors import Refusal
from scdapp.editions.rules import cleaned
from scdapp.meetings import vocabulary as words

LIMITS = {"source": 200}
DAYS = ("call_days", "documents_days", "motion_days")
CHOICES = {
    "quorum_rule": words.QUORUM_RULES,
    "decision_majority": words.MAJORITIES,
    "statute_change_majority": words.MAJORITIES,
    "tie_rule": words.TIE_RULES,
}
NUMBERS = {"board_size": (1, 60), "term_years": (1, 6), "attesters": (1, 5)}
FLAGS = ("two_meetings", "other_business_may_decide", "checked_by_board")
NAMES = ("valid_from", *LIMITS, *DAYS, *CHOICES, "quorum_value", *NUMBERS, *FLAGS)


@dataclass(frozen=True)
class StatuteFacts:
    """The rules from one day on. What is not said is as most associations have it, and has to be checked."""

    valid_from: date
    source: str | None = None
    call_days: int = 30
    documents_days: int = 14
    motion_days: int = 42
    quorum_rule: str = "none"
    quorum_value: int | None = None
    decision_majority: str = "simple"
    statute_change_majority: str = "two_thirds"
    two_meetings: bool = False
    tie_rule: str = "casting_vote"
    board_size: int = 18
    term_years: int = 1
    attesters: int = 2
    other_business_may_decide: bool = False
    checked_by_board: bool = False


def checked(facts: StatuteFacts) -> StatuteFacts:
    """`facts` with clean texts. Refuses, beside the field, what cannot be."""
    facts = replace(facts, **cleaned(facts, LIMITS, frozenset()))
    for name in DAYS:
        if not 0 <= getattr(facts, name) <= 365:
            raise Refusal("Skriv ett antal dagar, högst ett år.", field=name)
    for name, known in CHOICES.items():
        if getattr(facts, name) not in known:
            raise Refusal("Välj ur listan.", field=name)
    for name, (least, most) in NUMBERS.items():
        if not least <= getattr(facts, name) <= most:
            raise Refusal(f"Skriv ett tal mellan {least} och {most}.", field=name)
    return replace(facts, quorum_value=_quorum(facts))


def _quorum(facts: StatuteFacts) -> int | None:
    if facts.quorum_rule == "none":
        return None
    most = 100 if facts.quorum_rule == "percent" else 10_000
    if facts.quorum_value is None or not 1 <= facts.quorum_value <= most:
        raise Refusal("Skriv hur många som krävs.", field="quorum_value")
    return facts.quorum_value

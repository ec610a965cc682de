"""What makes a focus area sound, and which decisions can adopt them. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from scdapp.core.errors import Refusal
from scdapp.decisions.models import Decision
from scdapp.editions.rules import cleaned

LIMITS = {"title": 200, "text": 10_000}
ADOPTING = ("approved", "partly", "fixed", "accepted")


@dataclass(frozen=True)
class AreaFacts:
    """An area: what it is called, and what is meant by it."""

    title: str | None
    text: str | None = None


def checked(facts: AreaFacts) -> AreaFacts:
    """`facts` with clean texts. Refuses an area without a title."""
    facts = replace(facts, **cleaned(facts, LIMITS, frozenset({"text"})))
    if facts.title is None:
        raise Refusal("Skriv vad fokusområdet heter.", field="title")
    return facts


def ticked(boxes: Iterable[str], sessions: Mapping[str, int], areas: Mapping[str, int]) -> dict[int, set[int]]:
    """Session -> the areas whose boxes were ticked, of "session:area". What is unknown by now is left out."""
    found: dict[int, set[int]] = {}
    for box in boxes:
        session, _, area = box.partition(":")
        if session in sessions and area in areas:
            found.setdefault(sessions[session], set()).add(areas[area])
    return found


def ensure_adopts(decision: Decision) -> None:
    """Refuses a decision that was not taken, and one of a meeting that could still take it back."""
    if decision.outcome not in ADOPTING:
        raise Refusal("Fokusområden antas genom ett beslut av årsmötet.")
    if decision.meeting.state != "closed":
        raise Refusal("Fokusområdena börjar gälla när mötet är avslutat.")


def day_of(decision: Decision) -> date | None:
    """The day from which a decision holds: as decided, else that of its meeting; None when nobody knows."""
    return decision.valid_from or decision.meeting.held_on

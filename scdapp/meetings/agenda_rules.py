"""What makes a point of the agenda sound. Pure."""

from dataclasses import dataclass, replace

from scdapp.core.errors import Refusal
from scdapp.editions.rules import cleaned
from scdapp.meetings import vocabulary as words
from scdapp.meetings.models import AgendaItem

LIMITS = {"title": 200, "presenter": 120, "sentence": 4000}
SEVERAL_LINES = frozenset({"sentence"})
NAMES = (*LIMITS, "kind", "planned_minutes")
MOST_POINTS = 200


@dataclass(frozen=True)
class ItemFacts:
    """A point: what, of which kind, who presents it, for how long, and the sentence to begin from."""

    title: str | None
    kind: str = "decision"
    presenter: str | None = None
    planned_minutes: int | None = None
    sentence: str | None = None


def checked(facts: ItemFacts) -> ItemFacts:
    """`facts` with clean texts. Refuses, beside the field, what cannot be."""
    facts = replace(facts, **cleaned(facts, LIMITS, SEVERAL_LINES))
    if facts.title is None:
        raise Refusal("Skriv vad punkten handlar om.", field="title")
    if facts.kind not in words.ITEM_KINDS:
        raise Refusal("Välj vilken sorts punkt det är.", field="kind")
    if facts.planned_minutes is not None and not 0 <= facts.planned_minutes <= 600:
        raise Refusal("Skriv ett antal minuter.", field="planned_minutes")
    return facts


def ensure_removable(item: AgendaItem) -> None:
    """Refuses to remove what the meeting has begun with, and what an earlier meeting put off."""
    if item.state != "waiting":
        raise Refusal("Mötet har redan börjat med punkten. Den kan inte tas bort.")
    if item.from_decision is not None and item.kind != "information":
        raise Refusal("Punkten är bordlagd eller återremitterad från ett tidigare möte och måste tas upp.")

"""What makes a question of the year's own sound. Pure."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from scdapp.core.errors import Refusal
from scdapp.editions.rules import cleaned

LIMITS = {"label": 200, "label_en": 200, "hint": 300, "hint_en": 300, "choices": 4000, "choices_en": 4000}
SEVERAL_LINES = frozenset({"choices", "choices_en"})
KINDS = {
    "text": "fritext",
    "choice": "ett av flera svar",
    "several": "flera svar går bra",
    "number": "ett tal",
}
CHOSEN = frozenset({"choice", "several"})
CHOICES_AT_MOST = 30
CHOICE_LIMIT = 120
# What a form says as it stands in the row; the kind is decided once.
PLAIN = ("label", "label_en", "hint", "hint_en", "choices", "choices_en", "required")


@dataclass(frozen=True)
class QuestionFacts:
    """What organisers ask. `choices`: one a line. Without `category_ids` it is put to all."""

    label: str | None
    kind: str = "text"
    label_en: str | None = None
    hint: str | None = None
    hint_en: str | None = None
    choices: str | None = None
    choices_en: str | None = None
    required: bool = False
    category_ids: frozenset[int] = frozenset()


def checked(facts: QuestionFacts, *, categories: Collection[int]) -> QuestionFacts:
    """`facts` with clean texts. Refuses, beside the field, what cannot be in a year with these categories."""
    facts = replace(facts, **cleaned(facts, LIMITS, SEVERAL_LINES))
    if facts.label is None:
        raise Refusal("Skriv vad du frågar.", field="label")
    if facts.kind not in KINDS:
        raise Refusal("Välj hur frågan besvaras.", field="kind")
    if not facts.category_ids <= set(categories):
        raise Refusal("En av kategorierna finns inte längre. Öppna sidan på nytt.", field="category_ids")
    return _with_choices(facts)


def _with_choices(facts: QuestionFacts) -> QuestionFacts:
    """The answers to choose from, one a line; none for a question that is answered in other ways."""
    if facts.kind not in CHOSEN:
        return replace(facts, choices=None, choices_en=None)
    swedish, english = _lines(facts.choices, "choices"), _lines(facts.choices_en, "choices_en")
    if len(swedish) < 2:
        raise Refusal("Skriv minst två svar att välja bland, ett på varje rad.", field="choices")
    if english and len(english) != len(swedish):
        raise Refusal("Skriv lika många svar på engelska, i samma ordning, eller inga alls.", field="choices_en")
    return replace(facts, choices="\n".join(swedish), choices_en="\n".join(english) or None)


def _lines(text: str | None, field: str) -> list[str]:
    lines = [line.strip() for line in (text or "").splitlines() if line.strip()]
    if len(lines) > CHOICES_AT_MOST:
        raise Refusal(f"Högst {CHOICES_AT_MOST} svar går bra.", field=field)
    if any(len(line) > CHOICE_LIMIT for line in lines):
        raise Refusal(f"Ett svar har högst {CHOICE_LIMIT} tecken.", field=field)
    if len({line.casefold() for line in lines}) < len(lines):
        raise Refusal("Samma svar står två gånger.", field=field)
    return lines


def answered(label: str) -> Refusal:
    """The refusal to delete a question that somebody has answered."""
    return Refusal(f"”{label}” har besvarats och kan inte tas bort. Dra tillbaka frågan i stället.")

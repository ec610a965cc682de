"""What makes a motion sound, and when it is late. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import gettext

from scdapp.accounts.rules import canonical_address
from scdapp.core.errors import Refusal
from scdapp.core.personal_numbers import ensure_none
from scdapp.core.text import clean
from scdapp.editions.rules import cleaned
from scdapp.meetings import vocabulary as words
from scdapp.meetings.models import AnnualMeeting
from scdapp.meetings.rules import motions_close_at

LIMITS = {"title": 200, "text": 10_000, "sender_name": 120}
CLAUSE_LIMIT, MOST_CLAUSES = 1000, 20
OPINION_LIMIT = 6000


class MotionsClosed(Refusal):
    """The last day for motions has passed, or the meeting takes none."""


@dataclass(frozen=True)
class MotionFacts:
    """A motion as a member wrote it."""

    title: str | None
    text: str | None
    clauses: tuple[str, ...]
    sender_name: str | None
    sender_email: str | None


def checked(facts: MotionFacts) -> MotionFacts:
    """`facts` with clean texts and att-satser. Refuses, beside the field, what is missing or too long."""
    facts = replace(facts, **cleaned(facts, LIMITS, frozenset({"text"})))
    asked = {
        "title": gettext("Skriv en rubrik."),
        "text": gettext("Skriv varför."),
        "sender_name": gettext("Skriv vad du heter."),
    }
    for name, sentence in asked.items():
        if getattr(facts, name) is None:
            raise Refusal(sentence, field=name)
        ensure_none(getattr(facts, name), name)
    if not facts.sender_email:
        raise Refusal(gettext("Skriv din e-postadress, så att du får svar."), field="sender_email")
    return replace(facts, clauses=checked_clauses(facts.clauses), sender_email=canonical_address(facts.sender_email))


def checked_clauses(clauses: tuple[str, ...]) -> tuple[str, ...]:
    """Each att-sats on one line, beginning with "att". Refuses when there is none, too many, or one too long."""
    texts = tuple(as_clause(text) for one in clauses if (text := clean(one)))
    if not texts:
        raise Refusal(gettext("Skriv minst en att-sats: vad årsmötet ska besluta."), field="clauses")
    if len(texts) > MOST_CLAUSES:
        raise Refusal(gettext("Högst %(most)s att-satser.", most=MOST_CLAUSES), field="clauses")
    for text in texts:
        if len(text) > CLAUSE_LIMIT:
            raise Refusal(gettext("En att-sats har högst %(most)s tecken.", most=CLAUSE_LIMIT), field="clauses")
        ensure_none(text, "clauses")
    return texts


def as_clause(text: str) -> str:
    """ "Att avgiften höjs" and "avgiften höjs" as "att avgiften höjs"."""
    first, _, rest = text.partition(" ")
    return f"att {rest}".strip() if first.casefold() == "att" else f"att {text}"


def ensure_receivable(meeting: AnnualMeeting, *, now: datetime) -> None:
    """Refuses a motion after the last second of its last day, and to a meeting under way, over or cancelled."""
    if meeting.cancelled_at is not None:
        raise MotionsClosed(gettext("Mötet är inställt och tar inte emot motioner."))
    if meeting.kind != "ordinary" or meeting.recorded_afterwards or meeting.state not in ("planned", "called"):
        raise MotionsClosed(gettext("Det går inte att lämna motioner till det här mötet."))
    closes = motions_close_at(meeting, meeting.statutes)
    if closes is not None and now >= closes:
        raise MotionsClosed(
            gettext("Sista dagen för motioner har passerat. Skriv till styrelsen om du ändå vill ta upp frågan.")
        )


def checked_opinion(opinion: str | None, proposed: str | None) -> tuple[str | None, str | None]:
    """The board's opinion and what it proposes. Refuses a proposal that there is none like, and a text too long."""
    if proposed is not None and proposed not in words.OPINIONS:
        raise Refusal("Välj vad styrelsen föreslår.", field="proposed")
    text = clean(opinion or "", lines=True) or None
    if text and len(text) > OPINION_LIMIT:
        raise Refusal(f"Yttrandet har högst {OPINION_LIMIT} tecken.", field="board_opinion")
    return text, proposed

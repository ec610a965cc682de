"""What makes a key date sound. Pure."""

from dataclasses import dataclass, replace
from datetime import date, time

from scdapp.core.errors import Refusal
from scdapp.core.walltime import aware
from scdapp.editions.rules import cleaned, ensure_order

LIMITS = {"title": 160, "audience": 120, "note": 2000}
SEVERAL_LINES = frozenset({"note"})
# What a key date's entry in a calendar shows.
IN_CALENDAR = ("title", "starts_on", "at", "ends_on", "audience", "note")
# What a key date follows that somebody else keeps.
FOLLOWS = {"meetings": "Det här datumet följer årsmötets dag och stadgarna. Ändra det under Styrelse."}


@dataclass(frozen=True)
class KeyDateFacts:
    """What, when (`ends_on` is the last day, inclusive) and for whom. None is unknown or not so."""

    title: str | None
    starts_on: date
    at: time | None = None
    ends_on: date | None = None
    audience: str | None = None
    note: str | None = None


def checked(facts: KeyDateFacts) -> KeyDateFacts:
    """`facts` with clean texts. Refuses, beside the field, what cannot be, such as the hour that does not exist."""
    facts = replace(facts, **cleaned(facts, LIMITS, SEVERAL_LINES))
    if facts.title is None:
        raise Refusal("Skriv vad som händer.", field="title")
    ensure_order(facts.starts_on, facts.ends_on)
    if facts.at is not None:
        _ensure_exists(facts.starts_on, facts.at)
    return replace(facts, ends_on=None if facts.ends_on == facts.starts_on else facts.ends_on)


def _ensure_exists(day: date, at: time) -> None:
    try:
        aware(day, at)
    except ValueError as error:
        raise Refusal(str(error), field="at") from None


def ensure_yours(owner: str | None, by: str | None) -> None:
    """Refuses to change what another part of the program keeps in step with its own times."""
    if owner != by:
        raise Refusal(FOLLOWS.get(owner or "", "Det här datumet följer tiderna under Anmälan. Ändra det där."))


def ensure_deletable(*, announced: bool) -> None:
    """Refuses to delete what may already stand in people's calendars."""
    if announced:
        raise Refusal(
            "Datumet kan redan stå i folks kalendrar. Dra tillbaka det i stället, så ser de att det är struket."
        )

"""What is said of a decision's follow-up, and which of them a list shows. Pure."""

from dataclasses import dataclass
from datetime import date

LIMITS = {"responsible": 120, "notes": 10_000}
GOING_ON = ("open", "ongoing")
OVER = ("done", "dropped")


@dataclass(frozen=True)
class FollowUpFacts:
    """Who sees to a decision, until when, and how it goes."""

    responsible: str | None = None
    due_on: date | None = None
    status: str = "open"
    notes: str | None = None


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed down to: "klara", "alla", else what somebody is still to see to."""

    text: str = ""
    which: str | None = None

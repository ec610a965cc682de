"""What makes a meeting sound, what may be done with it when, and what was due when. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from scdapp.core.errors import Refusal
from scdapp.core.walltime import ZONE, instant
from scdapp.editions.rules import cleaned
from scdapp.meetings import vocabulary as words
from scdapp.meetings.models import AnnualMeeting, Notice, StatuteVersion

LIMITS = {"fiscal_year": 9, "place": 200, "note": 2000}
SEVERAL_LINES = frozenset({"note"})
IN_FACTS = (*LIMITS, "kind", "format", "held_on", "starts_at")
# State -> those that may follow it.
STEPS = {
    "planned": ("called", "open"),
    "called": ("open",),
    "open": ("adjourned", "closed"),
    "adjourned": ("open",),
    "closed": (),
}


class MeetingState(Refusal):
    """The meeting is not where this can be done."""


@dataclass(frozen=True)
class MeetingFacts:
    """What is known of a meeting; None is not known."""

    kind: str = "ordinary"
    format: str | None = None
    fiscal_year: str | None = None
    place: str | None = None
    held_on: date | None = None
    starts_at: datetime | None = None
    note: str | None = None


def checked(facts: MeetingFacts) -> MeetingFacts:
    """`facts` with clean texts, and the day that follows from the moment. Refuses what cannot be."""
    facts = replace(facts, **cleaned(facts, LIMITS, SEVERAL_LINES))
    if facts.kind not in words.KINDS:
        raise Refusal("Välj om årsmötet är ordinarie eller extra.", field="kind")
    if facts.format is not None and facts.format not in words.FORMATS:
        raise Refusal("Välj hur mötet hålls.", field="format")
    _ensure_fiscal_year(facts.fiscal_year)
    if facts.starts_at is not None:
        facts = replace(facts, held_on=facts.starts_at.astimezone(ZONE).date())
    return facts


def _ensure_fiscal_year(text: str | None) -> None:
    """ "2024" or "2023/2024": the fiscal year may be broken."""
    match = re.fullmatch(r"(\d{4})(?:/(\d{4}))?", text) if text else None
    if text and (match is None or (match[2] and int(match[2]) != int(match[1]) + 1)):
        raise Refusal("Skriv verksamhetsåret som 2023/2024 eller 2024.", field="fiscal_year")


def ensure_step(before: str, after: str) -> None:
    """Refuses a step that a meeting in that state does not take."""
    if after not in STEPS[before]:
        told = words.STATES[after]
        raise MeetingState(f"Mötet är {words.STATES[before]} och kan inte bli {told}.")


def ensure_not_cancelled(meeting: AnnualMeeting) -> None:
    """Refuses to go on with a meeting that will not be held."""
    if meeting.cancelled_at is not None:
        raise MeetingState("Mötet är inställt.")


def ensure_not_closed(meeting: AnnualMeeting) -> None:
    """Refuses to change what a closed meeting was."""
    if meeting.state == "closed" and not meeting.recorded_afterwards:
        raise MeetingState("Mötet är avslutat. Det som hände på mötet ändras inte längre.")


def ensure_under_way(meeting: AnnualMeeting) -> None:
    """Refuses to decide anything before the meeting is opened, while it is adjourned, and after it is closed."""
    if meeting.state != "open":
        raise MeetingState(f"Mötet är {words.STATES[meeting.state]}. Beslut fattas medan det är öppnat.")


# What is due when.


def due_on(held_on: date | None, days: int) -> date | None:
    """The last day for what is due so many days before the meeting."""
    return held_on - timedelta(days=days) if held_on else None


def motions_close_at(meeting: AnnualMeeting, statutes: StatuteVersion) -> datetime | None:
    """The first moment at which a motion is late: midnight in Sweden after the last day."""
    last = due_on(meeting.held_on, statutes.motion_days)
    return instant(last + timedelta(days=1), time(0)) if last else None


def deadlines(meeting: AnnualMeeting, statutes: StatuteVersion) -> dict[str, date]:
    """The last days for motions, call and documents, and the day itself; nothing while the day is not known."""
    if meeting.held_on is None:
        return {}
    days = {"motion": statutes.motion_days, "call": statutes.call_days, "documents": statutes.documents_days}
    return {kind: meeting.held_on - timedelta(days=n) for kind, n in days.items()} | {"meeting": meeting.held_on}


@dataclass(frozen=True)
class Timeliness:
    """Whether a notice went out in time: `in_time` None when that cannot be told."""

    due_on: date | None
    sent_at: datetime | None
    in_time: bool | None

    @property
    def late(self) -> bool:
        """Late, or not sent at all."""
        return self.in_time is False


def in_time(kind: str, meeting: AnnualMeeting, statutes: StatuteVersion, notices: Iterable[Notice]) -> Timeliness:
    """Whether the first notice of that kind ("call" or "documents") was sent on its last day or before.

    One that is missing is not in time. Nothing is late for a meeting that was cancelled.
    """
    days = statutes.call_days if kind == "call" else statutes.documents_days
    last = due_on(meeting.held_on, days)
    sent = min((one.sent_at for one in notices if one.kind == kind), default=None)
    if meeting.cancelled_at is not None:
        return Timeliness(None, sent, None)
    if sent is None:
        return Timeliness(last, None, False)
    return Timeliness(last, sent, None if last is None else sent.astimezone(ZONE).date() <= last)


def quorum_needed(statutes: StatuteVersion, members: int) -> int:
    """How many of so many members have to be there."""
    if statutes.quorum_rule == "none" or statutes.quorum_value is None:
        return 0
    if statutes.quorum_rule == "number":
        return statutes.quorum_value
    return -(-members * statutes.quorum_value // 100)

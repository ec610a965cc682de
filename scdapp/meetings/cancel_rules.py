"""When a meeting may be called off, when that may be taken back, and what the reason has to be. Pure."""

from scdapp.core.errors import Refusal
from scdapp.core.personal_numbers import ensure_none
from scdapp.core.text import clean
from scdapp.meetings import vocabulary as words
from scdapp.meetings.models import AnnualMeeting
from scdapp.meetings.rules import MeetingState, ensure_not_cancelled

REASON_LIMIT = 1000


def checked_reason(text: str | None) -> str:
    """The reason, clean. Refuses, beside the field, an empty or too long one, for everybody will read it."""
    reason = clean(text or "", lines=True)
    if not reason:
        raise Refusal("Skriv varför mötet ställs in.", field="reason")
    if len(reason) > REASON_LIMIT:
        raise Refusal(f"Texten har {len(reason)} tecken. Högst {REASON_LIMIT} får plats.", field="reason")
    ensure_none(reason, "reason")
    return reason


def ensure_cancellable(meeting: AnnualMeeting) -> None:
    """Refuses (`MeetingState`) a meeting that is cancelled already, and one that was opened."""
    ensure_not_cancelled(meeting)
    if meeting.state not in ("planned", "called"):
        raise MeetingState(f"Mötet är {words.STATES[meeting.state]} och kan inte ställas in.")


def ensure_restorable(meeting: AnnualMeeting, *, year_is_taken: bool) -> None:
    """Refuses (`MeetingState`) to take back what members were told by letter, and a second ordinary meeting."""
    if meeting.cancelled_at is None:
        raise MeetingState("Mötet är inte inställt.")
    if meeting.cancelled_told:
        raise MeetingState("Brev har gått ut om att mötet är inställt. Det kan inte tas tillbaka: skapa ett nytt möte.")
    if meeting.kind == "ordinary" and year_is_taken:
        raise MeetingState(f"{meeting.year} har fått ett annat ordinarie årsmöte.")

"""What has to be there before minutes are sent, signed, attested and published. Pure."""

from collections.abc import Iterable, Sequence

from scdapp.core.errors import Refusal
from scdapp.decisions.hall_models import Officer
from scdapp.decisions.hall_rules import SIGNING
from scdapp.decisions.models import Decision
from scdapp.meetings.models import AnnualMeeting
from scdapp.minutes import vocabulary as words
from scdapp.minutes.models import Minutes, Signature

SEALED = {
    "review": "Protokollet är under justering. Ta tillbaka det först, så kan det ändras.",
    "attested": "Protokollet är justerat och ändras inte. Rätta med ett tillägg.",
    "published": "Protokollet är justerat och ändras inte. Rätta med ett tillägg.",
}


class MinutesLocked(Refusal):
    """The minutes are with the attesters, or attested."""


class ChangedSince(Refusal):
    """The text is not the one that was read."""


def ensure_state(minutes: Minutes, state: str) -> None:
    """Refuses (`MinutesLocked`) what minutes in another state do not allow."""
    if minutes.state == state:
        return
    told = SEALED.get(minutes.state) if state == "draft" else None
    raise MinutesLocked(told or f"Protokollet är {words.STATES[minutes.state]}.")


def ensure_sendable(meeting: AnnualMeeting, decisions: Sequence[Decision]) -> None:
    """Refuses minutes of a meeting that goes on, of nothing, with a question left open or a number missing."""
    if meeting.recorded_afterwards:
        raise Refusal("Mötet hölls innan protokollen fördes här. Det har inget protokoll att justera.")
    if meeting.state != "closed":
        raise Refusal("Avsluta mötet först. Ett protokoll justeras efter mötet.")
    if not decisions:
        raise Refusal("Protokollet har inga paragrafer.")
    if [one.paragraph_no for one in decisions] != list(range(1, len(decisions) + 1)):
        raise Refusal("Paragraferna är inte numrerade i följd.")
    for one in decisions:
        if one.outcome is None:
            raise Refusal(f"§ {one.paragraph_no} {one.heading} är inte avgjord.")


def ensure_signer(officer: Officer, meeting_id: int) -> None:
    """Refuses somebody who has nothing to sign in that meeting's minutes."""
    if officer.meeting_id != meeting_id or officer.role not in SIGNING:
        raise Refusal("Bara mötets ordförande, sekreterare och justerare skriver under protokollet.")


def ensure_same_text(seen: str, stands: str | None, rebuilt: str) -> None:
    """Refuses (`ChangedSince`) a signature under another text than the one that stands, and one that no longer does."""
    if seen != stands or rebuilt != stands:
        raise ChangedSince("Texten är inte längre den du läste. Läs den igen innan du skriver under.")


def ensure_not_signed(officer: Officer, signatures: Iterable[Signature], sha256: str | None) -> None:
    """Refuses a second signature under the same text."""
    if any(one.officer_id == officer.id and one.signed_sha256 == sha256 for one in signatures):
        raise Refusal("Du har redan skrivit under.")


def ensure_paper(method: str, has_page: bool) -> None:
    """Refuses a way of signing that there is none like, and paper without the page."""
    if method not in words.SIGNING_METHODS:
        raise Refusal("Välj hur protokollet skrevs under.", field="method")
    if method == "paper" and not has_page:
        raise Refusal("Bifoga den undertecknade sidan.", field="document")


def missing(officers: Iterable[Officer], signatures: Iterable[Signature], sha256: str | None) -> list[Officer]:
    """Those of chair, secretary and attesters who have not signed the text that stands."""
    signed = {one.officer_id for one in signatures if one.signed_sha256 == sha256}
    return [one for one in officers if one.role in SIGNING and one.id not in signed]

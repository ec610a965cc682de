"""Verbs: ask those who attest, by mail, with a link of their own; and find who holds a link."""

from datetime import datetime

from scdapp.audit import service as audit
from scdapp.core.db import db
from scdapp.core.errors import Refusal
from scdapp.decisions import vocabulary as decided
from scdapp.decisions.hall_models import Officer
from scdapp.meetings.models import AnnualMeeting
from scdapp.meetings.vocabulary import KINDS
from scdapp.minutes import queries
from scdapp.minutes.letters import ASKED, ATTEST
from scdapp.minutes.models import Addendum, Minutes
from scdapp.outbox import service as outbox
from scdapp.tokens import service as tokens


def invite_all(minutes: Minutes, *, by: str, now: datetime) -> int:
    """A letter to each whose signature under the minutes is missing and whose address is known; how many."""
    return _invite(minutes.meeting, queries.still_to_sign(minutes), "Protokollet", by, now)


def invite_to_addendum(addendum: Addendum, *, by: str, now: datetime) -> int:
    """A letter to each whose signature under the addendum is missing and whose address is known; how many."""
    wanted = queries.still_to_sign_addendum(addendum)
    return _invite(addendum.minutes.meeting, wanted, f"Tillägg {addendum.number} till protokollet", by, now)


def invite(officer_id: int, *, by: str, now: datetime) -> None:
    """A letter to one of them, with a new link; the ones before end. Refuses without an address."""
    officer = db.session.get_one(Officer, officer_id)
    if officer.contact is None:
        raise Refusal("Skriv en e-postadress först.", field="email")
    tokens.revoke(ATTEST, officer.uid)
    meeting = db.session.get_one(AnnualMeeting, officer.meeting_id)
    _invite(meeting, [officer], "Protokollet", by, now)


def _invite(meeting: AnnualMeeting, officers: list[Officer], what: str, by: str, now: datetime) -> int:
    asked = [one for one in officers if one.contact is not None]
    for officer in asked:
        _ask(officer, officer.contact.email if officer.contact else "", meeting, what, now)
        audit.write("minutes.invite", "officer", officer.uid, actor=by, now=now, role=officer.role)
    return len(asked)


def _ask(officer: Officer, to: str, meeting: AnnualMeeting, what: str, now: datetime) -> None:
    values = {
        "namn": officer.name,
        "mote": f"{KINDS[meeting.kind]} {meeting.year}",
        "uppdrag": decided.ROLES[officer.role],
        "text": what,
    }
    outbox.queue(ASKED, to, values, links={"justera": (ATTEST.name, officer.uid)}, about=officer.uid, now=now)

"""The minutes by way of the pages: who holds which link, and what stands on them."""

import re

from flask.testing import FlaskClient

from scdapp.core.db import db, transaction
from scdapp.decisions import queries as decisions
from scdapp.decisions.hall_models import Officer
from scdapp.decisions.hall_service import set_contact
from scdapp.meetings.models import AnnualMeeting
from scdapp.minutes.letters import ATTEST
from scdapp.minutes.models import Minutes
from scdapp.tokens import service as tokens
from tests.decisions.hall import AFTER, BY

ROLES = ("chair", "secretary", "attester")


def desk(meeting: AnnualMeeting) -> str:
    """Where the board finds the minutes."""
    return f"/styrelse/arsmoten/{meeting.uid}/protokoll"


def give_addresses(meeting: AnnualMeeting) -> None:
    """Each who signs can be reached."""
    for number, officer in enumerate(decisions.officers(meeting.id, ROLES), 1):
        with transaction():
            set_contact(officer.id, f"person{number}@kommun.example", by=BY, now=AFTER)


def link(officer: Officer) -> str:
    """The address that the officer's letter holds."""
    with transaction():
        return f"/justera/{tokens.mint(ATTEST, officer.uid, now=AFTER)}"


def signers(meeting: AnnualMeeting) -> list[Officer]:
    return decisions.officers(meeting.id, ROLES)


def sum_on(page: str) -> str:
    """The hash that goes with the button."""
    found = re.search(r'name="sha256"[^>]*value="([0-9a-f]{64})"', page)
    return found[1] if found else ""


def sign_by_link(client: FlaskClient, address: str) -> int:
    """Read the page and press "Justera"."""
    status: int = client.post(address, data={"sha256": sum_on(client.get(address).text)}).status_code
    return status


def state_of(meeting: AnnualMeeting) -> str:
    db.session.rollback()
    return db.session.query(Minutes).filter_by(meeting_id=meeting.id).one().state

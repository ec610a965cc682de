"""The board's door to the chain of what happened, and to the check of all that was attested."""

import json
from dataclasses import dataclass
from datetime import datetime

from flask import render_template

from scdapp.accounts.guards import BOARD
from scdapp.audit import queries as audit
from scdapp.audit.models import AuditEvent
from scdapp.core.web import Door
from scdapp.minutes import event_details, proof
from scdapp.minutes.events import in_words

door = Door("chain_desk", __name__, who=BOARD, url_prefix="/styrelse/handelser")
SHOWN = 200


@dataclass(frozen=True)
class Line:
    """One event, as it is shown."""

    seq: int
    at: datetime
    actor: str
    action: str
    detail: str
    hash: str


@door.get("")
def index() -> str:
    rows = [_line(one) for one in audit.latest(SHOWN)]
    return render_template("minutes/chain.html", edition=None, rows=rows, findings=proof.check_all(), shown=SHOWN)


def _line(event: AuditEvent) -> Line:
    detail = event_details.told(json.loads(event.detail))
    return Line(event.seq, event.at, event.actor, in_words(event.action), detail, event.hash)

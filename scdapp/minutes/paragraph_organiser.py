"""One press on the screen of the meeting: a paragraph, read out in the hall, is attested on the spot."""

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from scdapp.accounts.current import who
from scdapp.accounts.guards import BOARD
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import Refusal
from scdapp.core.web import Door
from scdapp.decisions import stage_queries
from scdapp.decisions.stage_page import page
from scdapp.meetings import queries as meetings
from scdapp.minutes import service

door = Door("paragraph_desk", __name__, who=BOARD, url_prefix="/styrelse/arsmoten/<uid>/mote/<para>")


@door.post("/justera")
def attest(uid: str, para: str) -> Response | tuple[str, int]:
    """Omedelbar justering: from here on the paragraph stands as it is."""
    key = stage_queries.paragraph_id(meetings.get_meeting(uid), para)
    try:
        with transaction():
            number = service.attest_paragraph(key, by=who().name, now=clock.now()).paragraph_no
    except Refusal as refusal:
        return page(uid, para, wrong=refusal.sentence), 422
    flash(f"§ {number} är omedelbart justerad och ändras inte mer.")
    return redirect(url_for("hall_desk.paragraph", uid=uid, para=para), 303)

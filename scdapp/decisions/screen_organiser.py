"""The big screen of the hall, `/styrelse/arsmoten/<uid>/sal`: the exact text to be decided, as the secretary has it."""

from flask import make_response, render_template, request
from werkzeug.wrappers import Response

from scdapp.accounts.guards import BOARD
from scdapp.core.web import Door
from scdapp.decisions import count_rules, queries, stage_rules
from scdapp.decisions import vocabulary as words
from scdapp.meetings import queries as meetings

door = Door("stage", __name__, who=BOARD, url_prefix="/styrelse/arsmoten/<uid>/sal")
THEMES = ("ljus", "mork")


@door.get("")
def show(uid: str) -> Response:
    """Asked for again every second by its script; the same answer costs a few bytes (304)."""
    meeting = meetings.get_meeting(uid)
    decision = queries.open_paragraph(meeting.id) or queries.latest_paragraph(meeting.id)
    counting = next((one for one in decision.rounds if one.final_at is None), None) if decision else None
    theme = request.args.get("tema")
    text = render_template(
        "decisions/screen.html",
        edition=None,
        meeting=meeting,
        decision=decision,
        counting=counting,
        labels=count_rules.labels(counting) if counting else {},
        proposals=stage_rules.open_proposals(decision) if decision else [],
        voted=stage_rules.voted_round(decision) if decision else None,
        theme=theme if theme in THEMES else None,
        words=words,
    )
    response = make_response(text)
    response.headers["Cache-Control"] = "private, no-cache"
    response.add_etag()
    return response.make_conditional(request)

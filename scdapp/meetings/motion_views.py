"""The door for motions: whoever says that they are a member writes one, until the second at which it is too late.

The answer is the same whatever address was typed: that it belongs to a member only the board sees.
"""

import uuid

from flask import redirect, render_template, request, session, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from scdapp.accounts.rules import TooManyTries
from scdapp.core import clock, words
from scdapp.core.db import transaction
from scdapp.core.errors import Missing, Refusal
from scdapp.core.web import EVERYBODY, KILOBYTE, Door
from scdapp.editions import queries as editions
from scdapp.meetings import motion_post_service as service
from scdapp.meetings import motion_rules, queries, rules
from scdapp.meetings.models import AnnualMeeting
from scdapp.meetings.motion_forms import MotionForm

Page = str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]

# Twenty long att-satser and a long reason, each letter of which may take nine bytes on the way.
door = Door("motions", __name__, who=EVERYBODY, max_bytes=512 * KILOBYTE, url_prefix="/arsmote/<int:year>/motion")

# Which motion this browser has sent in, for the receipt only.
MADE_HERE = "motion"
BOARD_ADDRESS = "info@socialchefer.se"


@door.get("")
def new(year: int) -> Page:
    meeting = _meeting(year)
    try:
        motion_rules.ensure_receivable(meeting, now=clock.moment())
    except motion_rules.MotionsClosed as refusal:
        return _page("meetings/motion_closed.html", meeting, sentence=refusal.sentence)
    return _form_page(meeting, MotionForm(formdata=None, form_key=str(uuid.uuid4())))


@door.post("")
def create(year: int) -> Page:
    """A row more or less, or the motion itself."""
    meeting, form = _meeting(year), MotionForm()
    focus = form.arrange(request.form.get("step", "send"))
    if focus:
        return _form_page(meeting, form, focus=focus)
    if not form.validate():
        return _form_page(meeting, form), 422
    key, facts, form_key = meeting.id, form.as_facts(), form.key
    try:
        with transaction():
            uid = service.receive(
                key,
                facts,
                form_key=form_key,
                network=request.remote_addr or "",
                language=words.language(),
                now=clock.now(),
            ).uid
    except TooManyTries as refusal:
        form.refuse(None, _wait(refusal.minutes))
        return _form_page(_meeting(year), form), 429, {"Retry-After": str(refusal.minutes * 60)}
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        late = isinstance(refusal, motion_rules.MotionsClosed)
        return _form_page(_meeting(year), form, late=late), 422
    session[MADE_HERE] = uid
    return redirect(url_for("motions.receipt", year=year), 303)


@door.get("/mottagen")
def receipt(year: int) -> Page:
    """What came in, for the browser that sent it and nobody else."""
    meeting, uid = _meeting(year), session.get(MADE_HERE)
    motion = next((one for one in queries.motions(meeting.id) if one.uid == uid), None)
    if motion is None:
        raise Missing
    return _page("meetings/motion_received.html", meeting, motion=motion)


def _wait(minutes: int) -> str:
    return str(
        ngettext(
            "För många försök. Vänta %(num)d minut och försök igen.",
            "För många försök. Vänta %(num)d minuter och försök igen.",
            minutes,
        )
    )


def _meeting(year: int) -> AnnualMeeting:
    editions.get_announced(year, clock.moment())
    return queries.get_meeting_of(year)


def _form_page(meeting: AnnualMeeting, form: MotionForm, *, focus: str | None = None, late: bool = False) -> str:
    form.form_key.data = form.key
    return _page(
        "meetings/motion_new.html",
        meeting,
        form=form,
        focus=focus,
        late=late,
        last_day=rules.deadlines(meeting, meeting.statutes).get("motion"),
        most=motion_rules.MOST_CLAUSES,
    )


def _page(template: str, meeting: AnnualMeeting, **rows: object) -> str:
    return render_template(template, edition=meeting.edition, meeting=meeting, board_address=BOARD_ADDRESS, **rows)

"""The annual meetings for everybody: all of them, one of them, and its public documents.

Facts, agenda and what the board has made public; never who wrote a motion, who came or how anybody voted.
"""

from datetime import datetime

from flask import Response, request
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from scdapp.core import clock, kept
from scdapp.core.errors import Missing
from scdapp.core.kept import Made
from scdapp.core.pages import public_page
from scdapp.core.web import EVERYBODY, Door
from scdapp.editions import queries as editions
from scdapp.meetings import queries, rules
from scdapp.meetings.document_file import as_download
from scdapp.meetings.models import AnnualMeeting
from scdapp.meetings.motion_rules import MotionsClosed, ensure_receivable
from scdapp.minutes import queries as minutes
from scdapp.site import moments

door = Door("annual_meetings", __name__, who=EVERYBODY, url_prefix="/arsmote")

PUBLIC = ("public",)


@door.get("")
def index() -> Response:
    return kept.answer(_index)


def _index() -> Made:
    moment = clock.moment()
    today = clock.local(moment).date()
    found = queries.public_meetings(moment)
    coming = [
        one
        for one in found
        if one.held_on and one.held_on >= today and one.state != "closed" and one.cancelled_at is None
    ]
    following = min(coming, key=lambda one: (one.held_on, one.id), default=None)
    body = public_page(
        "site/meetings.html",
        edition=None,
        description=gettext("Årsmötena i Föreningen Sveriges socialchefer: när, var och vad som står på dagordningen."),
        meetings=found,
        following=following,
        takes_motions=following is not None and _takes_motions(following, moment),
    )
    return Made(body, _next_move(following, moment) if following else None)


@door.get("/<int:year>")
@door.get("/<int:year>/<extra>")
def show(year: int, extra: str | None = None) -> Response:
    """A meeting; `extra` is one beside the ordinary meeting of the year: "extra", "extra-2"."""
    return kept.answer(lambda: _show(year, extra))


def _show(year: int, extra: str | None) -> Made:
    moment = clock.moment()
    meeting = _meeting(year, extra, moment)
    told = meeting.state != "planned"
    body = public_page(
        "site/meeting.html",
        edition=meeting.edition,
        description=_description(meeting),
        heading=_heading(meeting),
        meeting=meeting,
        has_minutes=minutes.is_published(meeting.id),
        others=[one for one in queries.public_meetings(moment) if one.year == year and one.id != meeting.id],
        items=queries.agenda(meeting.id) if told else [],
        told=told,
        documents=queries.documents(meeting.id, visible_to=PUBLIC),
        takes_motions=_takes_motions(meeting, moment),
        motions_until=rules.deadlines(meeting, meeting.statutes).get("motion"),
        over=meeting.state == "closed",
    )
    return Made(body, _next_move(meeting, moment))


def _heading(meeting: AnnualMeeting) -> str:
    if meeting.extra:
        return str(gettext("Extra årsmöte %(year)s", year=meeting.year))
    return str(gettext("Årsmötet %(year)s", year=meeting.year))


def _description(meeting: AnnualMeeting) -> str:
    if meeting.extra:
        return str(gettext("Ett extra årsmöte %(year)s i Föreningen Sveriges socialchefer.", year=meeting.year))
    return str(gettext("Årsmötet %(year)s i Föreningen Sveriges socialchefer.", year=meeting.year))


@door.get("/<int:year>/bilagor/<int:number>")
@door.get("/<int:year>/<extra>/bilagor/<int:number>")
def document(year: int, number: int, extra: str | None = None) -> AnyResponse:
    """A public document as a file."""
    meeting = _meeting(year, extra, clock.moment())
    found = next((one for one in queries.documents(meeting.id, visible_to=PUBLIC) if one.number == number), None)
    if found is None:
        raise Missing
    response = as_download(queries.get_document(found.uid))
    response.headers["Cache-Control"] = "no-cache"
    return response.make_conditional(request)


def _meeting(year: int, extra: str | None, moment: datetime) -> AnnualMeeting:
    """The extra meeting at the address; of the year alone the ordinary one, or if there is none its last extra one."""
    editions.get_announced(year, moment)
    if extra is not None:
        return queries.get_meeting_at(year, extra)
    found = queries.find_meeting(year) or queries.find_meeting(year, "extra")
    if found is None:
        raise Missing
    return found


def _takes_motions(meeting: AnnualMeeting, moment: datetime) -> bool:
    try:
        ensure_receivable(meeting, now=moment)
    except MotionsClosed:
        return False
    return True


def _motions_until(meeting: AnnualMeeting) -> datetime | None:
    """The first moment at which a motion is late."""
    return rules.motions_close_at(meeting, meeting.statutes) if meeting.kind == "ordinary" else None


def _next_move(meeting: AnnualMeeting, moment: datetime) -> datetime | None:
    """When the page comes to say something else by itself: motions close, the day is over."""
    closes = _motions_until(meeting)
    after = moments.midnight_after(moment) if meeting.held_on else None
    ahead = meeting.held_on is not None and meeting.held_on >= clock.local(moment).date()
    return moments.soonest(closes if closes and closes > moment else None, after if ahead else None)

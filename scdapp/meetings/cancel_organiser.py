"""The board's door for calling a meeting off: why, whom it tells, and back again while nobody has been told."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scdapp.accounts.current import who
from scdapp.accounts.guards import BOARD
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import EditConflict, Refusal
from scdapp.core.fields import VersionedForm
from scdapp.core.web import Door
from scdapp.meetings import cancel_rules as rules
from scdapp.meetings import cancel_service as service
from scdapp.meetings import letters, notice_queries, queries
from scdapp.meetings import vocabulary as words
from scdapp.meetings.cancel_forms import CancelForm
from scdapp.meetings.models import AnnualMeeting
from scdapp.meetings.rules import MeetingState
from scdapp.outbox import letters as post

Page = str | Response | tuple[str, int]
EXAMPLES = 3
CHANGED = "Någon annan ändrade mötet just nu. Läs det, och gör om det om det fortfarande är rätt."

door = Door("meeting_cancel_desk", __name__, who=BOARD, url_prefix="/styrelse/arsmoten/<uid>/stall-in")


@door.get("")
def new(uid: str) -> str:
    meeting = queries.get_meeting(uid)
    return _write_page(meeting, CancelForm(formdata=None, version=str(meeting.version)))


@door.post("")
def create(uid: str) -> Page:
    """Look at whom it tells, go back to the reason, or call the meeting off."""
    meeting, form, step = queries.get_meeting(uid), CancelForm(), request.form.get("step", "look")
    form.batch.data = form.key
    if not form.validate():
        return _write_page(meeting, form), 422
    if step == "change":
        return _write_page(meeting, form)
    try:
        if step != "send":
            rules.ensure_cancellable(meeting)
            rules.checked_reason(form.reason.data)
            return _look_page(meeting, form)
        with transaction():
            told = service.cancel(
                meeting.id,
                form.reason.data or "",
                version=form.opened_version,
                batch=form.key,
                expected=form.seen,
                by=who().name,
                now=clock.now(),
            ).cancelled_told
    except EditConflict:
        meeting = queries.get_meeting(uid)
        form.version.data = str(meeting.version)
        form.refuse(None, CHANGED)
        return _write_page(meeting, form), 409
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        meeting = queries.get_meeting(uid)
        again = step == "send" and not refusal.field and not isinstance(refusal, MeetingState)
        return (_look_page if again else _write_page)(meeting, form), 422
    flash("Mötet är inställt." + (f" Brevet är på väg till {told}." if told else ""))
    return redirect(url_for("meeting_desk.show", uid=uid), 303)


@door.post("/angra")
def destroy(uid: str) -> Page:
    """The meeting is held after all."""
    meeting, form = queries.get_meeting(uid), VersionedForm()
    try:
        with transaction():
            service.uncancel(meeting.id, version=form.opened_version, by=who().name, now=clock.now())
    except EditConflict:
        form.refuse(None, CHANGED)
        return _undo_page(uid, form), 409
    except Refusal as refusal:
        form.refuse(None, refusal.sentence)
        return _undo_page(uid, form), 422
    flash("Mötet hålls. De sista dagarna räknas igen.")
    return redirect(url_for("meeting_desk.show", uid=uid), 303)


def _undo_page(uid: str, refused: VersionedForm) -> str:
    meeting = queries.get_meeting(uid)
    form = CancelForm(formdata=None, version=str(meeting.version))
    for sentence in refused.form_errors:
        form.refuse(None, sentence)
    return _write_page(meeting, form)


def _write_page(meeting: AnnualMeeting, form: CancelForm) -> str:
    form.batch.data = form.key
    return render_template("meetings/cancel.html", edition=None, meeting=meeting, form=form)


def _look_page(meeting: AnnualMeeting, form: CancelForm) -> str:
    called = notice_queries.called(meeting.id)
    form.expected.data = str(len(called))
    examples = []
    for one in called[:EXAMPLES]:
        values = service.values(meeting, one.name, form.reason.data or "")
        examples.append((one, post.filled(letters.CANCELLED, letters.CANCELLED.sv, values, {}, "")))
    return render_template(
        "meetings/cancel_look.html",
        edition=None,
        meeting=meeting,
        form=form,
        number=len(called),
        examples=examples,
        otherwise=[one for one in queries.notices(meeting.id) if one.kind == "call" and one.batch is None],
        channels=words.CHANNELS,
    )

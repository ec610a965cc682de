"""The board's door to the motions of a meeting: read them, answer them, put them under a point."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scdapp.accounts.current import who
from scdapp.accounts.guards import BOARD
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import EditConflict, Missing, Refusal
from scdapp.core.web import KILOBYTE, Door
from scdapp.meetings import motion_rules, queries
from scdapp.meetings import motion_service as service
from scdapp.meetings import vocabulary as words
from scdapp.meetings.models import AnnualMeeting, Motion
from scdapp.meetings.motion_forms import AnswerForm, RecordedMotionForm
from scdapp.members import queries as members

Page = str | Response | tuple[str, int]

door = Door(
    "motion_desk", __name__, who=BOARD, max_bytes=512 * KILOBYTE, url_prefix="/styrelse/arsmoten/<uid>/motioner"
)


@door.get("")
def index(uid: str) -> str:
    meeting = queries.get_meeting(uid)
    found = queries.motions(meeting.id)
    points = {one.id: one for one in queries.agenda(meeting.id)}
    known = members.known_addresses({one.sender_email for one in found if one.sender_email})
    return render_template(
        "meetings/motions.html",
        edition=None,
        meeting=meeting,
        motions=found,
        points=points,
        known=known,
        words=words,
    )


@door.get("/ny")
def new(uid: str) -> str:
    key, now = str(uuid.uuid4()), clock.now()
    return _new_page(queries.get_meeting(uid), RecordedMotionForm(formdata=None, form_key=key, received_at=now))


@door.post("/ny")
def create(uid: str) -> Page:
    """A motion that came by another way than the form."""
    meeting, form = queries.get_meeting(uid), RecordedMotionForm()
    focus = form.arrange(request.form.get("step", "send"))
    if focus:
        return _new_page(meeting, form, focus)
    if not form.validate() or form.received_at.data is None:
        return _new_page(meeting, form), 422
    try:
        with transaction():
            service.record_motion(
                meeting.id,
                form.as_facts(),
                form_key=form.key,
                received_at=form.received_at.data,
                late=form.late.data,
                by=who().name,
                now=clock.now(),
            )
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _new_page(queries.get_meeting(uid), form), 422
    flash("Motionen är inskriven.")
    return redirect(url_for("motion_desk.index", uid=uid), 303)


@door.get("/<motion>")
def edit(uid: str, motion: str) -> str:
    meeting, row = _found(uid, motion)
    return _edit_page(meeting, row, _filled(row))


@door.post("/<motion>")
def update(uid: str, motion: str) -> Page:
    """The board's opinion, what it proposes, and the point that the motion stands under."""
    meeting, row = _found(uid, motion)
    key, form = row.id, AnswerForm()
    _offer_points(form, meeting)
    if not form.validate():
        return _edit_page(meeting, row, form), 422
    item_id = queries.get_item(meeting.id, form.item.data).id if form.item.data else None
    by, now, opinion = who().name, clock.now(), form.board_opinion.data
    try:
        with transaction():
            service.answer_motion(
                key, opinion=opinion, proposed=form.proposed.data, version=form.opened_version, by=by, now=now
            )
            service.place_motion(key, item_id, by=by, now=now)
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _edit_page(*_found(uid, motion), form), 422
    except EditConflict:
        meeting, row = _found(uid, motion)
        saved = _filled(row)
        for one in (form, saved):
            _offer_points(one, meeting)
        return _edit_page(meeting, row, form, form.both_versions(saved)), 409
    flash("Sparat.")
    return redirect(url_for("motion_desk.index", uid=uid), 303)


@door.post("/<motion>/aterkalla")
def withdraw(uid: str, motion: str) -> Page:
    meeting, row = _found(uid, motion)
    key, number = row.id, row.number
    try:
        with transaction():
            service.withdraw_motion(key, by=who().name, now=clock.now())
    except Refusal as refusal:
        form = _filled(row)
        form.refuse(None, refusal.sentence)
        return _edit_page(meeting, row, form), 422
    flash(f"Motion {number} är återkallad. Den står kvar i listan.")
    return redirect(url_for("motion_desk.index", uid=uid), 303)


def _found(uid: str, motion: str) -> tuple[AnnualMeeting, Motion]:
    meeting, row = queries.get_meeting(uid), queries.get_motion(motion)
    if row.meeting_id != meeting.id:
        raise Missing
    return meeting, row


def _filled(row: Motion) -> AnswerForm:
    item = next((one.uid for one in queries.agenda(row.meeting_id) if one.id == row.item_id), None)
    data = {"board_opinion": row.board_opinion, "proposed": row.proposed, "item": item, "version": row.version}
    return AnswerForm(formdata=None, data=data)


def _offer_points(form: AnswerForm, meeting: AnnualMeeting) -> None:
    form.item.offer([(one.uid, f"{one.position}. {one.title}") for one in queries.agenda(meeting.id)])


def _new_page(meeting: AnnualMeeting, form: RecordedMotionForm, focus: str | None = None) -> str:
    form.form_key.data = form.key
    return render_template(
        "meetings/motion_record.html",
        edition=None,
        meeting=meeting,
        form=form,
        focus=focus,
        most=motion_rules.MOST_CLAUSES,
    )


def _edit_page(
    meeting: AnnualMeeting, row: Motion, form: AnswerForm, rows: list[tuple[str, str, str]] | None = None
) -> str:
    _offer_points(form, meeting)
    known = members.known_addresses({row.sender_email}) if row.sender_email else frozenset()
    return render_template(
        "meetings/motion_edit.html",
        edition=None,
        meeting=meeting,
        motion=row,
        form=form,
        rows=rows,
        known=known,
        words=words,
    )

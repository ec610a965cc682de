"""The board's door to call and documents: written, looked at, sent to the members; and the proof that they were."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scdapp.accounts.current import who
from scdapp.accounts.guards import BOARD
from scdapp.core import clock, web
from scdapp.core import words as speech
from scdapp.core.db import transaction
from scdapp.core.errors import Refusal
from scdapp.core.web import KILOBYTE, Door
from scdapp.meetings import display, document_service, letters, notice_queries, queries, rules
from scdapp.meetings import notice_rules as texts
from scdapp.meetings import notice_service as service
from scdapp.meetings import vocabulary as words
from scdapp.meetings.models import AnnualMeeting, Notice
from scdapp.meetings.notice_forms import NoticeForm, SentForm
from scdapp.meetings.notice_rules import Told
from scdapp.outbox import letters as post
from scdapp.outbox.rules import STATE_WORDS

Page = str | Response | tuple[str, int]
EXAMPLES = 3
# What the kinds are called in the address.
PATHS = {"kallelse": "call", "handlingar": "documents", "paminnelse": "motion_reminder"}

door = Door("notice_desk", __name__, who=BOARD, max_bytes=256 * KILOBYTE, url_prefix="/styrelse/arsmoten/<uid>/utskick")


@door.get("")
def index(uid: str) -> str:
    return _index(queries.get_meeting(uid), SentForm(formdata=None, channel="letter", kind="call"))


@door.post("")
def create(uid: str) -> Page:
    """Proof of what was sent by another way."""
    meeting, form = queries.get_meeting(uid), SentForm()
    if not form.validate() or form.sent_at.data is None or form.recipient_count.data is None:
        return _index(meeting, form), 422
    try:
        with transaction():
            document_service.record_notice(
                meeting.id,
                form.kind.data or "",
                channel=form.channel.data or "",
                recipient_count=form.recipient_count.data,
                sent_at=form.sent_at.data,
                note=form.note.data,
                by=who().name,
                now=clock.now(),
            )
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _index(queries.get_meeting(uid), form), 422
    flash("Inskrivet.")
    return redirect(url_for("notice_desk.index", uid=uid), 303)


@door.get("/<any(kallelse, handlingar, paminnelse):kind>")
def new(uid: str, kind: str) -> str:
    meeting = queries.get_meeting(uid)
    begun = texts.begun(PATHS[kind], _told(meeting))
    form = NoticeForm(formdata=None, subject=begun.subject, body=begun.body, batch=str(uuid.uuid4()))
    return _write_page(meeting, kind, form)


@door.post("/<any(kallelse, handlingar, paminnelse):kind>")
def send(uid: str, kind: str) -> Page:
    """Look at it, go back to it, or send it: only if it still reaches as many as the page has just said."""
    meeting, form, step = queries.get_meeting(uid), NoticeForm(), request.form.get("step", "look")
    form.batch.data = form.key
    if not form.validate():
        return _write_page(meeting, kind, form), 422
    if step == "change":
        return _write_page(meeting, kind, form)
    try:
        if step != "send":
            texts.checked(form.as_text())
            return _look_page(meeting, kind, form)
        with transaction():
            number = service.send(
                meeting.id,
                PATHS[kind],
                form.as_text(),
                batch=form.key,
                expected=form.seen,
                by=who().name,
                now=clock.now(),
            ).recipient_count
    except Refusal as refusal:
        if refusal.field:
            form.refuse(refusal.field, refusal.sentence)
            return _write_page(queries.get_meeting(uid), kind, form), 422
        return _look_page(queries.get_meeting(uid), kind, form, refused=refusal.sentence), 422
    flash(f"Brevet är på väg till {number} medlemmar.")
    return redirect(url_for("notice_desk.index", uid=uid), 303)


def _told(meeting: AnnualMeeting) -> Told:
    last_day = rules.deadlines(meeting, meeting.statutes).get("motion")
    # Only what can still be done is asked for.
    open_until = last_day if meeting.kind == "ordinary" and last_day and clock.today() <= last_day else None
    return Told(
        meeting=display.name(meeting),
        when=display.when(meeting).replace(speech.NBSP, " "),
        place=meeting.place or "",
        format=display.held_as(meeting),
        motions_until=speech.day(open_until) if open_until else "",
        agenda=[one.title for one in queries.agenda(meeting.id)],
        address=web.address("annual_meetings.show", year=meeting.year, extra=meeting.extra),
        motion_address=web.address("motions.new", year=meeting.year),
    )


def _timely(meeting: AnnualMeeting) -> dict[str, rules.Timeliness]:
    notices = queries.notices(meeting.id)
    return {kind: rules.in_time(kind, meeting, meeting.statutes, notices) for kind in ("call", "documents")}


def _index(meeting: AnnualMeeting, form: SentForm) -> str:
    notices = queries.notices(meeting.id)
    return render_template(
        "meetings/notices.html",
        edition=None,
        meeting=meeting,
        form=form,
        notices=notices,
        timely=_timely(meeting),
        progress=notice_queries.progress(_batches(meeting, notices)),
        states=STATE_WORDS,
        words=words,
        today=clock.today(),
    )


def _batches(meeting: AnnualMeeting, notices: list[Notice]) -> list[str]:
    """Of all letters about the meeting: that it was called off is one of them."""
    return [one for one in (*(one.batch for one in notices), meeting.cancelled_batch) if one]


def _write_page(meeting: AnnualMeeting, kind: str, form: NoticeForm) -> str:
    return render_template(
        "meetings/notice_write.html",
        edition=None,
        meeting=meeting,
        kind=kind,
        what=words.NOTICE_KINDS[PATHS[kind]],
        form=form,
        timely=_timely(meeting).get(PATHS[kind]),
        today=clock.today(),
    )


def _look_page(meeting: AnnualMeeting, kind: str, form: NoticeForm, *, refused: str | None = None) -> str:
    reached = notice_queries.reached()
    form.expected.data = str(len(reached.members))
    text = form.as_text()
    examples = []
    for one in reached.members[:EXAMPLES]:
        values = {"rubrik": text.subject, "namn": one.name, "text": text.body}
        examples.append((one, post.filled(letters.NOTICE, letters.NOTICE.sv, values, {}, "")))
    return render_template(
        "meetings/notice_look.html",
        edition=None,
        meeting=meeting,
        kind=kind,
        what=words.NOTICE_KINDS[PATHS[kind]],
        form=form,
        number=len(reached.members),
        without=reached.without_address,
        examples=examples,
        refused=refused,
        timely=_timely(meeting).get(PATHS[kind]),
        today=clock.today(),
    )

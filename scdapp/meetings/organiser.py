"""The board's door to its annual meetings: make one, see what it is, change it."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scdapp.accounts.current import who
from scdapp.accounts.guards import BOARD
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import EditConflict, Refusal
from scdapp.core.web import Door
from scdapp.editions import queries as editions
from scdapp.meetings import queries, rules, service
from scdapp.meetings.forms import MeetingForm, NewMeetingForm, meeting_form
from scdapp.meetings.models import AnnualMeeting

Page = tuple[str, int]

door = Door("meeting_desk", __name__, who=BOARD, url_prefix="/styrelse/arsmoten")


@door.get("/nytt")
def new() -> str:
    form = NewMeetingForm(formdata=None, kind="ordinary", edition=request.args.get("ar", type=int))
    return _new_page(form)


@door.post("/nytt")
def create() -> Response | Page:
    form = NewMeetingForm()
    _offer_years(form)
    if not form.validate():
        return _new_page(form), 422
    edition = editions.get_edition(form.edition.data)
    try:
        with transaction():
            uid = service.create_meeting(
                edition.id,
                form.as_facts(),
                by=who().name,
                now=clock.now(),
                recorded_afterwards=form.afterwards.data,
            ).uid
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _new_page(form), 422
    flash("Mötet är skapat.")
    return redirect(url_for("meeting_desk.show", uid=uid), 303)


@door.get("/<uid>")
def show(uid: str) -> str:
    meeting = queries.meeting_with_agenda(uid)
    timely = {kind: rules.in_time(kind, meeting, meeting.statutes, meeting.notices) for kind in ("call", "documents")}
    return render_template(
        "meetings/show.html",
        edition=None,
        meeting=meeting,
        deadlines=rules.deadlines(meeting, meeting.statutes),
        timely=timely,
        today=clock.today(),
    )


@door.get("/<uid>/andra")
def edit(uid: str) -> str:
    meeting = queries.get_meeting(uid)
    return _edit_page(meeting, meeting_form(meeting, saved_only=True))


@door.post("/<uid>/andra")
def update(uid: str) -> Response | Page:
    meeting = queries.get_meeting(uid)
    key, form = meeting.id, MeetingForm()
    if not form.validate():
        return _edit_page(meeting, form), 422
    try:
        with transaction():
            service.update_meeting(key, form.as_facts(), version=form.opened_version, by=who().name, now=clock.now())
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _edit_page(queries.get_meeting(uid), form), 422
    except EditConflict:
        meeting = queries.get_meeting(uid)
        return _edit_page(meeting, form, form.both_versions(meeting_form(meeting, saved_only=True))), 409
    flash("Sparat.")
    return redirect(url_for("meeting_desk.show", uid=uid), 303)


def _offer_years(form: NewMeetingForm) -> None:
    form.edition.offer([(one.year, str(one.year)) for one in editions.editions()])


def _new_page(form: NewMeetingForm) -> str:
    _offer_years(form)
    return render_template("meetings/new.html", edition=None, form=form)


def _edit_page(meeting: AnnualMeeting, form: MeetingForm, rows: list[tuple[str, str, str]] | None = None) -> str:
    return render_template("meetings/edit.html", edition=None, meeting=meeting, form=form, rows=rows)

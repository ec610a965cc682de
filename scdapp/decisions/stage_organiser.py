"""The screen for chair and secretary, `/styrelse/arsmoten/<uid>/mote`: the meeting's steps, its points, its paragraphs.

Keys: Alt+N next point, Alt+B the usual decision, Alt+A reject, Alt+V a count is asked for, Alt+S save, Alt+P pause.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Response, flash, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from scdapp.accounts.current import who
from scdapp.accounts.guards import BOARD
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import EditConflict, Missing, Refusal
from scdapp.core.web import KILOBYTE, Door
from scdapp.decisions import hall_service, queries, service, stage_queries, stage_service
from scdapp.decisions.rules import Verdict
from scdapp.decisions.stage_forms import OfficerForm, ParagraphForm, as_draft
from scdapp.decisions.stage_page import CHANGED, page
from scdapp.meetings import queries as meetings
from scdapp.meetings import service as meeting_service

door = Door("hall_desk", __name__, who=BOARD, url_prefix="/styrelse/arsmoten/<uid>/mote", max_bytes=512 * KILOBYTE)

Page = str | tuple[str, int]
STEPS: dict[str, Callable[..., Any]] = {
    "oppna": meeting_service.open_meeting,
    "ajournera": meeting_service.adjourn,
    "ateruppta": meeting_service.resume,
    "avsluta": meeting_service.close,
}
# What one press on the screen says: the outcome, and that it was by acclamation.
PUT_OFF = ("tabled", "remitted")


@door.get("")
def show(uid: str) -> str:
    """Where the meeting is."""
    return page(uid)


@door.get("/lage")
def place(uid: str) -> AnyResponse:
    """Asked for every second by each screen that is open; the same answer costs a few bytes (304)."""
    found = stage_queries.place(meetings.get_meeting(uid))
    response = jsonify(mark=found.mark, told=found.told)
    response.headers["Cache-Control"] = "private, no-cache"
    response.add_etag()
    return response.make_conditional(request)


@door.get("/<para>")
def paragraph(uid: str, para: str) -> str:
    """A paragraph that was taken before, or the one at hand."""
    return page(uid, para)


@door.post("/steg/<step>")
def step(uid: str, step: str) -> AnyResponse | Page:
    """Open, adjourn, resume, close."""
    key = meetings.get_meeting(uid).id
    if step not in STEPS:
        raise Missing
    try:
        with transaction():
            STEPS[step](key, by=_by(), now=clock.now())
    except Refusal as refusal:
        return page(uid, wrong=refusal.sentence), 422
    return _back(uid)


@door.post("/punkt")
def take(uid: str) -> AnyResponse | Page:
    """The meeting takes up a point, or a motion under it."""
    key = meetings.get_meeting(uid).id
    item = meetings.get_item(key, request.form.get("item", "")).id
    motion = meetings.get_motion(request.form["motion"]).id if request.form.get("motion") else None
    try:
        with transaction():
            service.open_paragraph(key, item_id=item, motion_id=motion, by=_by(), now=clock.now())
    except Refusal as refusal:
        return page(uid, wrong=refusal.sentence), 422
    return _back(uid)


@door.post("/<para>")
def update(uid: str, para: str) -> AnyResponse | Page:
    """Save the text; `verdict` decides at once, and "decide" with the outcome and the method that were chosen."""
    meeting, form, said = meetings.get_meeting(uid), ParagraphForm(), _said()
    key = stage_queries.paragraph_id(meeting, para)
    form.offer_first_readings(queries.first_readings(meeting) if "first_reading" in request.form else [])
    if not form.validate():
        return page(uid, para, form=form), 422
    try:
        with transaction():
            _written(key, form, said, clock.now())
    except EditConflict:
        return _both_versions(uid, para, form), 409
    except Refusal as refusal:
        form.refuse(refusal.field if refusal.field in form else None, refusal.sentence)
        return page(uid, para, form=form), 422
    if said is None:
        flash("Sparat.")
        return redirect(url_for("hall_desk.paragraph", uid=uid, para=para), 303)
    return _back(uid)


@door.post("/<para>/utkast")
def draft(uid: str, para: str) -> tuple[Response, int]:
    """What is typed, sent by the page itself; answers with the version that stands."""
    key = stage_queries.paragraph_id(meetings.get_meeting(uid), para)
    try:
        text, version = as_draft(request.get_json(silent=True))
        with transaction():
            version = service.write_paragraph(key, text, version=version).version
    except EditConflict:
        now = stage_queries.paragraph_of(meetings.get_meeting(uid), para)
        clauses = [one.text for one in now.clauses]
        return jsonify(version=now.version, heading=now.heading, body=now.body, clauses=clauses), 409
    except Refusal as refusal:
        return jsonify(sentence=refusal.sentence), 422
    return jsonify(version=version), 200


@door.post("/<para>/oppna-igen")
def reopen(uid: str, para: str) -> AnyResponse | Page:
    key, version = stage_queries.paragraph_id(meetings.get_meeting(uid), para), ParagraphForm().opened_version
    try:
        with transaction():
            service.reopen(key, version=version, by=_by(), now=clock.now())
    except EditConflict:
        return page(uid, para, wrong=CHANGED), 409
    except Refusal as refusal:
        return page(uid, para, wrong=refusal.sentence), 422
    return _back(uid)


@door.post("/<para>/ta-bort")
def destroy(uid: str, para: str) -> AnyResponse | Page:
    """The point was taken up by mistake."""
    key = stage_queries.paragraph_id(meetings.get_meeting(uid), para)
    try:
        with transaction():
            service.remove_paragraph(key, by=_by(), now=clock.now())
    except Refusal as refusal:
        return page(uid, para, wrong=refusal.sentence), 422
    return _back(uid)


@door.post("/<para>/vald")
def choose(uid: str, para: str) -> AnyResponse | Page:
    """Somebody is chosen to lead, write, attest or count."""
    key, form = stage_queries.paragraph_id(meetings.get_meeting(uid), para), OfficerForm()
    if not form.validate():
        return page(uid, para, officer_form=form), 422
    facts = {"title": form.title.data or None, "email": form.email.data or None}
    try:
        with transaction():
            stage_service.choose(key, form.as_roles(), form.name.data or "", by=_by(), now=clock.now(), **facts)
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return page(uid, para, officer_form=form), 422
    return redirect(url_for("hall_desk.paragraph", uid=uid, para=para), 303)


@door.post("/vald/<officer>/bort")
def unchoose(uid: str, officer: str) -> AnyResponse | Page:
    key = stage_queries.get_officer(meetings.get_meeting(uid).id, officer).id
    try:
        with transaction():
            hall_service.remove_officer(key, by=_by(), now=clock.now())
    except Refusal as refusal:
        return page(uid, wrong=refusal.sentence), 422
    return _back(uid)


@door.post("/<para>/rostlangd")
def fix_register(uid: str, para: str) -> AnyResponse | Page:
    """The register is fixed as it is now, and the paragraph says of how many."""
    key = stage_queries.paragraph_id(meetings.get_meeting(uid), para)
    try:
        with transaction():
            stage_service.fix_register(key, by=_by(), now=clock.now())
    except Refusal as refusal:
        return page(uid, para, wrong=refusal.sentence), 422
    return _back(uid)


def _by() -> str:
    return who().name


def _said() -> str | None:
    """What was pressed: an outcome, "decide", or nothing but saved."""
    return request.form.get("verdict") or None


def _written(key: int, form: ParagraphForm, said: str | None, now: datetime) -> None:
    if said is None:
        service.write_paragraph(key, form.as_text(), version=form.opened_version)
        return
    verdict = form.as_verdict()
    if said != "decide":
        method = None if said in ("noted", *PUT_OFF) else "acclamation"
        voted = request.form.get("voted")
        verdict = Verdict(said, voted or method, verdict.clauses)
    stage_service.conclude(
        key,
        form.as_text(),
        verdict,
        version=form.opened_version,
        by=_by(),
        now=now,
        valid_from=form.valid_from.data,
        fiscal_year=form.fiscal_year.data or None,
        earlier_id=queries.get_decision(form.first_reading.data).id if form.first_reading.data else None,
    )


def _both_versions(uid: str, para: str, form: ParagraphForm) -> str:
    standing = stage_queries.paragraph_of(meetings.get_meeting(uid), para)
    return page(uid, para, form=form, differences=form.both_versions(ParagraphForm.of(standing)))


def _back(uid: str) -> AnyResponse:
    """To where the meeting is."""
    return redirect(url_for("hall_desk.show", uid=uid), 303)

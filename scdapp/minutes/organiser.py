"""The board's door to the minutes: written, sent to be attested, taken back, published."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scdapp.accounts.current import who
from scdapp.accounts.guards import BOARD
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import EditConflict, Missing, Refusal
from scdapp.core.web import Door, safe_path
from scdapp.decisions import queries as decisions
from scdapp.decisions import service as decision_service
from scdapp.decisions.hall_service import set_contact
from scdapp.decisions.models import Decision
from scdapp.decisions.rules import Text
from scdapp.meetings import queries as meetings
from scdapp.meetings.document_service import Upload
from scdapp.meetings.models import AnnualMeeting
from scdapp.minutes import desk_page, files, invitation_service, queries, service
from scdapp.minutes import vocabulary as words
from scdapp.minutes.minutes_forms import AddressForm, Button, ParagraphForm, ReasonForm
from scdapp.minutes.models import Minutes

Page = str | tuple[str, int]

door = Door("minutes_desk", __name__, who=BOARD, url_prefix="/styrelse")


@dataclass(frozen=True)
class Row:
    """A meeting in the list."""

    meeting: AnnualMeeting
    state: str


@door.get("/protokoll")
def index() -> str:
    states = queries.states()
    found = [one for one in meetings.meetings() if not one.recorded_afterwards]
    rows = [Row(one, words.STATES[states[one.id]] if one.id in states else "inte påbörjat") for one in found]
    return render_template("minutes/index.html", edition=None, rows=rows)


@door.get("/arsmoten/<uid>/protokoll")
def show(uid: str) -> str:
    meeting = meetings.get_meeting(uid)
    if queries.find_minutes(meeting.id) is None:
        return render_template("minutes/not_begun.html", edition=None, meeting=meeting, form=Button())
    return desk_page.page(uid)


@door.post("/arsmoten/<uid>/protokoll")
def begin(uid: str) -> Response:
    key = meetings.get_meeting(uid).id
    with transaction():
        service.begin(key, by=who().name, now=clock.now())
    return _back(uid)


@door.get("/arsmoten/<uid>/protokoll/paragraf/<decision_uid>")
def edit(uid: str, decision_uid: str) -> str:
    return _edit_page(uid, _decision(uid, decision_uid))


@door.post("/arsmoten/<uid>/protokoll/paragraf/<decision_uid>")
def update(uid: str, decision_uid: str) -> Response | Page:
    decision = _decision(uid, decision_uid)
    key, form, clauses = decision.id, ParagraphForm(), tuple(one.text for one in decision.clauses)
    if not form.validate():
        return _edit_page(uid, decision, form), 422
    text = Text(form.heading.data or "", form.body.data or "", clauses)
    try:
        with transaction():
            decision_service.write_paragraph(key, text, version=form.opened_version)
    except EditConflict:
        decision = _decision(uid, decision_uid)
        return _edit_page(uid, decision, form, differences=form.both_versions(_filled(decision))), 409
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _edit_page(uid, _decision(uid, decision_uid), form), 422
    flash("Sparat.")
    return redirect(f"{url_for('minutes_desk.show', uid=uid)}#p{decision_uid}", 303)


@door.post("/arsmoten/<uid>/paragraf/<decision_uid>/justera")
def attest_paragraph(uid: str, decision_uid: str) -> Response | Page:
    """Omedelbart justerad: also pressed on the screen of the hall, which says where to go back to."""
    key = _decision(uid, decision_uid).id
    where = safe_path(request.form.get("tillbaka")) or f"{url_for('minutes_desk.show', uid=uid)}#p{decision_uid}"
    try:
        with transaction():
            number = service.attest_paragraph(key, by=who().name, now=clock.now()).paragraph_no
    except Refusal as refusal:
        flash(refusal.sentence)
        return redirect(where, 303)
    flash(f"§ {number} är omedelbart justerad och ändras inte mer.")
    return redirect(where, 303)


@door.post("/arsmoten/<uid>/protokoll/skicka")
def send(uid: str) -> Response | Page:
    def sent(minutes_id: int) -> str:
        minutes = service.send(minutes_id, by=who().name, now=clock.now())
        asked = invitation_service.invite_all(minutes, by=who().name, now=clock.now())
        left = len(queries.signers(minutes.meeting_id)) - asked
        told = "Alla fick en länk." if not left else f"{asked} fick en länk. {left} har ingen adress här."
        return f"Protokollet är under justering. {told}"

    return _done(uid, sent)


@door.post("/arsmoten/<uid>/protokoll/ta-tillbaka")
def take_back(uid: str) -> Response | Page:
    form, key = ReasonForm(), queries.get_minutes(meetings.get_meeting(uid).id).id
    if not form.validate():
        return desk_page.page(uid, taking_back=form), 422
    try:
        with transaction():
            service.take_back(key, form.text.data or "", by=who().name, now=clock.now())
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return desk_page.page(uid, taking_back=form), 422
    flash("Protokollet är utkast igen. Alla underskrifter gäller den text som var.")
    return _back(uid)


@door.post("/arsmoten/<uid>/protokoll/adress/<officer_uid>")
def address(uid: str, officer_uid: str) -> Response | Page:
    """Where an officer is asked; while something waits for the signature the link goes out at once."""
    officer, form = desk_page.officer(uid, officer_uid), AddressForm(prefix=officer_uid)
    key, name, minutes = officer.id, officer.name, queries.get_minutes(officer.meeting_id)
    waits = desk_page.waits(minutes)
    try:
        if not form.validate():
            raise Refusal(str(next(iter(form.email.errors), "Skriv en e-postadress.")), field=None)
        with transaction():
            set_contact(key, form.email.data or "", by=who().name, now=clock.now())
            if waits:
                invitation_service.invite(key, by=who().name, now=clock.now())
    except Refusal as refusal:
        form.email.errors = [refusal.sentence]
        return desk_page.page(uid, addressing=form, addressed=officer_uid), 422
    flash(f"{name} får en länk." if waits else f"Adressen till {name} är sparad.")
    return _back(uid)


@door.post("/arsmoten/<uid>/protokoll/publicera")
def publish(uid: str) -> Response | Page:
    """The PDF is made first, outside the transaction, and kept as a bilaga: its bytes and its hash stay the same."""
    minutes = queries.get_minutes(meetings.get_meeting(uid).id)
    pdf = files.content(minutes, "pdf") if minutes.state == "attested" else None
    name = f"{files.file_name(minutes)}.pdf"

    def published(minutes_id: int) -> str:
        if pdf:
            service.keep_pdf(minutes_id, Upload(name, "application/pdf", pdf), by=who().name, now=clock.now())
        service.publish(minutes_id, by=who().name, now=clock.now())
        return "Protokollet är publicerat. Vem som helst kan läsa det och kontrollera det."

    return _done(uid, published)


def _done(uid: str, verb: Callable[[int], str]) -> Response | Page:
    """One step of the minutes, then their page; with what was refused, if it was."""
    key, form = queries.get_minutes(meetings.get_meeting(uid).id).id, Button()
    try:
        with transaction():
            told = verb(key)
    except Refusal as refusal:
        form.refuse(None, refusal.sentence)
        return desk_page.page(uid, form=form), 422
    flash(told)
    return _back(uid)


def _back(uid: str) -> Response:
    return redirect(url_for("minutes_desk.show", uid=uid), 303)


def _decision(uid: str, decision_uid: str) -> Decision:
    found = decisions.get_decision(decision_uid)
    if found.meeting.uid != uid:
        raise Missing
    return found


def _filled(decision: Decision) -> ParagraphForm:
    return ParagraphForm(formdata=None, heading=decision.heading, body=decision.body, version=str(decision.version))


def _edit_page(uid: str, decision: Decision, form: ParagraphForm | None = None, **more: Any) -> str:
    minutes: Minutes | None = queries.find_minutes(decision.meeting_id)
    return render_template(
        "minutes/edit.html",
        edition=None,
        uid=uid,
        decision=decision,
        form=form or _filled(decision),
        differences=more.get("differences"),
        sealed=decision.attested_at is not None or (minutes is not None and minutes.state != "draft"),
    )

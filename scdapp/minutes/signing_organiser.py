"""The board's door to signatures on paper, and to addenda with signatures of their own."""

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from scdapp.accounts.current import who
from scdapp.accounts.guards import BOARD
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import EditConflict, Missing, Refusal
from scdapp.core.web import Door
from scdapp.decisions import queries as decisions
from scdapp.meetings import document_service
from scdapp.meetings import queries as meetings
from scdapp.minutes import addendum_service, desk_page, invitation_service, queries, service
from scdapp.minutes import vocabulary as words
from scdapp.minutes.minutes_forms import AddendumForm, AddendumTextForm, PaperForm
from scdapp.minutes.models import Addendum

Page = str | tuple[str, int]

door = Door(
    "minutes_signing",
    __name__,
    who=BOARD,
    max_bytes=document_service.LIMIT + 64 * 1024,
    url_prefix="/styrelse/arsmoten/<uid>/protokoll",
)


@door.post("/papper")
def sign_on_paper(uid: str) -> Response | Page:
    """Somebody signed the printed text: the page is kept as a bilaga."""
    form = PaperForm()
    minutes = queries.get_minutes(meetings.get_meeting(uid).id)
    form.offer(queries.still_to_sign(minutes))
    upload = form.document.data
    if not form.validate() or upload is None:
        return desk_page.page(uid, paper=form), 422
    officer = desk_page.officer(uid, form.officer.data or "")
    key, officer_id, name, meeting_id = minutes.id, officer.id, officer.name, minutes.meeting_id
    try:
        with transaction():
            page = document_service.add_document(
                meeting_id,
                upload,
                title=f"Undertecknad sida, {name}",
                kind="signed_page",
                by=who().name,
                now=clock.now(),
            )
            service.sign(
                key,
                officer_id,
                sha256=form.sha256.data or "",
                by=who().name,
                now=clock.now(),
                method="paper",
                page=page,
            )
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return desk_page.page(uid, paper=form), 422
    flash(f"Underskriften av {name} är antecknad.")
    return _back(uid)


@door.post("/tillagg")
def create(uid: str) -> Response | Page:
    form = AddendumForm()
    minutes = queries.get_minutes(meetings.get_meeting(uid).id)
    paragraphs = decisions.paragraphs(minutes.meeting_id)
    form.offer(paragraphs)
    if not form.validate():
        return desk_page.page(uid, adding=form), 422
    key, decision_id = minutes.id, next((one.id for one in paragraphs if one.uid == form.decision.data), None)
    try:
        with transaction():
            made = addendum_service.create_addendum(
                key,
                form.kind.data or "",
                form.text.data or "",
                by=who().name,
                now=clock.now(),
                decision_id=decision_id,
            )
            number, made_uid = made.number, made.uid
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return desk_page.page(uid, adding=form), 422
    flash(f"Tillägg {number} är ett utkast. Läs det och skicka det sedan till justering.")
    return redirect(url_for("minutes_signing.show", uid=uid, addendum_uid=made_uid), 303)


@door.get("/tillagg/<addendum_uid>")
def show(uid: str, addendum_uid: str) -> str:
    return _page(uid, _addendum(uid, addendum_uid))


@door.post("/tillagg/<addendum_uid>")
def update(uid: str, addendum_uid: str) -> Response | Page:
    addendum, form = _addendum(uid, addendum_uid), AddendumTextForm()
    key = addendum.id
    if not form.validate():
        return _page(uid, addendum, form), 422
    try:
        with transaction():
            addendum_service.update_addendum(
                key, form.text.data or "", version=form.opened_version, by=who().name, now=clock.now()
            )
    except EditConflict:
        addendum = _addendum(uid, addendum_uid)
        return _page(uid, addendum, form, form.both_versions(_filled(addendum))), 409
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _page(uid, _addendum(uid, addendum_uid), form), 422
    flash("Sparat.")
    return redirect(url_for("minutes_signing.show", uid=uid, addendum_uid=addendum_uid), 303)


@door.post("/tillagg/<addendum_uid>/skicka")
def send(uid: str, addendum_uid: str) -> Response | Page:
    def sent(addendum_id: int) -> str:
        addendum = addendum_service.send_addendum(addendum_id, by=who().name, now=clock.now())
        asked = invitation_service.invite_to_addendum(addendum, by=who().name, now=clock.now())
        return f"Tillägg {addendum.number} är under justering. {asked} fick en länk."

    return _done(uid, addendum_uid, sent)


@door.post("/tillagg/<addendum_uid>/ta-tillbaka")
def take_back(uid: str, addendum_uid: str) -> Response | Page:
    def taken(addendum_id: int) -> str:
        addendum = addendum_service.take_back_addendum(addendum_id, by=who().name, now=clock.now())
        return f"Tillägg {addendum.number} är ett utkast igen."

    return _done(uid, addendum_uid, taken)


def _done(uid: str, addendum_uid: str, verb: Callable[[int], str]) -> Response | Page:
    key, form = _addendum(uid, addendum_uid).id, AddendumTextForm(formdata=None)
    try:
        with transaction():
            told = verb(key)
    except Refusal as refusal:
        form = _filled(_addendum(uid, addendum_uid))
        form.refuse(None, refusal.sentence)
        return _page(uid, _addendum(uid, addendum_uid), form), 422
    flash(told)
    return redirect(url_for("minutes_signing.show", uid=uid, addendum_uid=addendum_uid), 303)


def _back(uid: str) -> Response:
    return redirect(url_for("minutes_desk.show", uid=uid), 303)


def _addendum(uid: str, addendum_uid: str) -> Addendum:
    found = queries.get_addendum(addendum_uid)
    if found.minutes.meeting.uid != uid:
        raise Missing
    return found


def _filled(addendum: Addendum) -> AddendumTextForm:
    return AddendumTextForm(formdata=None, text=addendum.text, version=str(addendum.version))


def _page(
    uid: str,
    addendum: Addendum,
    form: AddendumTextForm | None = None,
    differences: list[tuple[str, str, str]] | None = None,
) -> str:
    return render_template(
        "minutes/addendum.html",
        edition=None,
        uid=uid,
        addendum=addendum,
        kind=words.ADDENDUM_KINDS[addendum.kind],
        state=words.ADDENDUM_STATES[addendum.state],
        form=form or _filled(addendum),
        differences=differences,
        signers=queries.signers(addendum.minutes.meeting_id),
        signed={one.officer_id: one for one in addendum.signatures if one.signed_sha256 == addendum.sha256},
    )

"""The board's door to a meeting's numbered documents."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from scdapp.accounts.current import who
from scdapp.accounts.guards import BOARD
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import Missing, Refusal
from scdapp.core.web import LARGE_FORM, Door
from scdapp.meetings import document_service as service
from scdapp.meetings import queries
from scdapp.meetings import vocabulary as words
from scdapp.meetings.document_file import as_download
from scdapp.meetings.document_forms import DocumentForm, ShownForm
from scdapp.meetings.models import AnnualMeeting, Document

Page = str | Response | tuple[str, int]

door = Door("document_desk", __name__, who=BOARD, max_bytes=LARGE_FORM, url_prefix="/styrelse/arsmoten/<uid>/bilagor")


@door.get("")
def index(uid: str) -> str:
    return _index(queries.get_meeting(uid), DocumentForm(formdata=None, kind="other", visibility="internal"))


@door.post("")
def create(uid: str) -> Page:
    meeting, form = queries.get_meeting(uid), DocumentForm()
    _offer_points(form, meeting)
    if not form.validate():
        return _index(meeting, form), 422
    try:
        if form.file.data is None:
            raise Refusal("Välj en fil.", field="file")
        with transaction():
            item = queries.get_item(meeting.id, form.item.data) if form.item.data else None
            number = service.add_document(
                meeting.id,
                form.file.data,
                title=form.title.data or "",
                kind=form.kind.data or "",
                visibility=form.visibility.data or "",
                item=item,
                by=who().name,
                now=clock.now(),
            ).number
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _index(queries.get_meeting(uid), form), 422
    flash(f"Bilaga {number} är uppladdad.")
    return redirect(url_for("document_desk.index", uid=uid), 303)


@door.get("/<document>/fil")
def file(uid: str, document: str) -> Response:
    return as_download(_found(uid, document))


@door.get("/<document>")
def edit(uid: str, document: str) -> str:
    row = _found(uid, document)
    return _edit_page(uid, row, ShownForm(formdata=None, obj=row))


@door.post("/<document>")
def update(uid: str, document: str) -> Page:
    row, form = _found(uid, document), ShownForm()
    if not form.validate():
        return _edit_page(uid, row, form), 422
    with transaction():
        service.show_document(
            row.id,
            visibility=form.visibility.data or "",
            accessible=form.accessible.data or "",
            by=who().name,
            now=clock.now(),
        )
    flash("Sparat.")
    return redirect(url_for("document_desk.index", uid=uid), 303)


@door.post("/<document>/ta-bort")
def destroy(uid: str, document: str) -> Page:
    row = _found(uid, document)
    key, number = row.id, row.number
    try:
        with transaction():
            service.remove_document(key, by=who().name, now=clock.now())
    except Refusal as refusal:
        form = ShownForm(formdata=None, obj=row)
        form.refuse(None, refusal.sentence)
        return _edit_page(uid, _found(uid, document), form), 422
    flash(f"Bilaga {number} är borttagen.")
    return redirect(url_for("document_desk.index", uid=uid), 303)


def _found(uid: str, document: str) -> Document:
    meeting, row = queries.get_meeting(uid), queries.get_document(document)
    if row.meeting_id != meeting.id:
        raise Missing
    return row


def _offer_points(form: DocumentForm, meeting: AnnualMeeting) -> None:
    form.item.offer([(one.uid, f"{one.position}. {one.title}") for one in queries.agenda(meeting.id)])


def _index(meeting: AnnualMeeting, form: DocumentForm) -> str:
    _offer_points(form, meeting)
    documents = queries.documents(meeting.id)
    return render_template(
        "meetings/documents.html", edition=None, meeting=meeting, documents=documents, form=form, words=words
    )


def _edit_page(uid: str, row: Document, form: ShownForm) -> str:
    meeting = queries.get_meeting(uid)
    return render_template(
        "meetings/document_edit.html", edition=None, meeting=meeting, document=row, form=form, words=words
    )

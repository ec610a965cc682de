"""The board's door to a meeting's agenda: drafted, changed, put in order."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scdapp.accounts.current import who
from scdapp.accounts.guards import BOARD
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import EditConflict, Refusal
from scdapp.core.web import Door
from scdapp.meetings import agenda_service as service
from scdapp.meetings import queries
from scdapp.meetings import vocabulary as words
from scdapp.meetings.agenda_forms import ItemForm
from scdapp.meetings.models import AgendaItem, AnnualMeeting

Page = tuple[str, int]
FARTHEST = 200

door = Door("agenda_desk", __name__, who=BOARD, url_prefix="/styrelse/arsmoten/<uid>/dagordning")


@door.get("")
def index(uid: str) -> str:
    return _index(queries.get_meeting(uid))


@door.post("/utkast")
def draft(uid: str) -> Response | Page:
    """The points of the template, and what earlier meetings left undone."""
    key = queries.get_meeting(uid).id
    try:
        with transaction():
            items = service.draft_agenda(key, by=who().name, now=clock.now())
            number, again = len(items), sum(one.from_decision is not None for one in items)
    except Refusal as refusal:
        return _index(queries.get_meeting(uid), refusal.sentence), 422
    flash(
        f"Dagordningen har {number} punkter, {again} av dem från tidigare möten."
        if again
        else f"Dagordningen har {number} punkter. Ändra det som inte stämmer."
    )
    return _to_index(uid)


@door.post("/oppna")
def carry_over(uid: str) -> Response | Page:
    """What earlier meetings left undone, on an agenda that there is already."""
    key = queries.get_meeting(uid).id
    try:
        with transaction():
            number = service.carry_over(key, by=who().name, now=clock.now())
    except Refusal as refusal:
        return _index(queries.get_meeting(uid), refusal.sentence), 422
    flash(f"{number} punkter till, från tidigare möten." if number else "Allt från tidigare möten står redan här.")
    return _to_index(uid)


@door.get("/ny")
def new(uid: str) -> str:
    return _new_page(queries.get_meeting(uid), ItemForm(formdata=None, kind="decision"))


@door.post("/ny")
def create(uid: str) -> Response | Page:
    meeting, form = queries.get_meeting(uid), ItemForm()
    after = next((one for one in queries.agenda(meeting.id) if one.uid == request.form.get("after")), None)
    if not form.validate():
        return _new_page(meeting, form), 422
    key, after_uid = meeting.id, after.uid if after else None
    try:
        with transaction():
            behind = queries.get_item(key, after_uid) if after_uid else None
            service.add_item(key, form.as_facts(), after=behind, by=who().name, now=clock.now())
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _new_page(queries.get_meeting(uid), form), 422
    flash(f"”{form.title.data}” står på dagordningen.")
    return _to_index(uid)


@door.get("/<item>")
def edit(uid: str, item: str) -> str:
    meeting, row = _found(uid, item)
    return _edit_page(meeting, row, ItemForm(formdata=None, obj=row))


@door.post("/<item>")
def update(uid: str, item: str) -> Response | Page:
    meeting, row = _found(uid, item)
    key, form = row.id, ItemForm()
    if not form.validate():
        return _edit_page(meeting, row, form), 422
    try:
        with transaction():
            service.update_item(key, form.as_facts(), version=form.opened_version, by=who().name, now=clock.now())
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _edit_page(*_found(uid, item), form), 422
    except EditConflict:
        meeting, row = _found(uid, item)
        return _edit_page(meeting, row, form, form.both_versions(ItemForm(formdata=None, obj=row))), 409
    flash("Sparat.")
    return _to_index(uid)


@door.post("/<item>/flytta")
def move(uid: str, item: str) -> Response | Page:
    """One step or several, up or down."""
    key, step = _found(uid, item)[1].id, request.form.get("step", 0, type=int)
    try:
        with transaction():
            service.move_item(key, step=max(-FARTHEST, min(step, FARTHEST)), by=who().name, now=clock.now())
    except Refusal as refusal:
        return _index(queries.get_meeting(uid), refusal.sentence), 422
    return _to_index(uid, f"punkt-{item}")


@door.post("/<item>/ta-bort")
def destroy(uid: str, item: str) -> Response | Page:
    row = _found(uid, item)[1]
    key, title = row.id, row.title
    try:
        with transaction():
            service.remove_item(key, by=who().name, now=clock.now())
    except Refusal as refusal:
        return _index(queries.get_meeting(uid), refusal.sentence), 422
    flash(f"”{title}” är borttagen.")
    return _to_index(uid)


def _found(uid: str, item: str) -> tuple[AnnualMeeting, AgendaItem]:
    meeting = queries.get_meeting(uid)
    return meeting, queries.get_item(meeting.id, item)


def _to_index(uid: str, anchor: str | None = None) -> Response:
    return redirect(url_for("agenda_desk.index", uid=uid, _anchor=anchor), 303)


def _index(meeting: AnnualMeeting, refused: str | None = None) -> str:
    items = queries.agenda(meeting.id)
    return render_template(
        "meetings/agenda.html",
        edition=None,
        meeting=meeting,
        items=items,
        motions=queries.motions(meeting.id),
        minutes=sum(one.planned_minutes or 0 for one in items),
        kinds=words.ITEM_KINDS,
        refused=refused,
    )


def _new_page(meeting: AnnualMeeting, form: ItemForm) -> str:
    return render_template(
        "meetings/item_new.html",
        edition=None,
        meeting=meeting,
        form=form,
        items=queries.agenda(meeting.id),
        after=request.form.get("after", ""),
    )


def _edit_page(
    meeting: AnnualMeeting, item: AgendaItem, form: ItemForm, rows: list[tuple[str, str, str]] | None = None
) -> str:
    return render_template("meetings/item_edit.html", edition=None, meeting=meeting, item=item, form=form, rows=rows)

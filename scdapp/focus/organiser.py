"""The board's door to focus areas: adopt them by a decision, say what they mean, who drives them and how it goes."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from scdapp.accounts.current import who
from scdapp.accounts.guards import BOARD
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import EditConflict, Refusal
from scdapp.core.web import Door
from scdapp.decisions import queries as decisions
from scdapp.focus import queries, service
from scdapp.focus.forms import AdoptForm, AreaForm, NoteForm
from scdapp.focus.models import FocusArea

Page = str | tuple[str, int]

door = Door("focus_desk", __name__, who=BOARD, url_prefix="/styrelse/fokusomraden")


@door.get("")
def index() -> str:
    today = clock.today()
    now = queries.in_force(today)
    earlier = [one for one in queries.areas() if one not in now]
    return render_template("focus/index.html", edition=None, now=now, earlier=earlier, today=today)


@door.get("/nya")
def new() -> str:
    return _new_page(AdoptForm())


@door.post("/nya")
def adopt() -> Response | Page:
    form = AdoptForm()
    form.offer(queries.adopting_decisions())
    if not form.validate():
        return _new_page(form), 422
    if form.decision.data is None:
        form.refuse("decision", "Välj vilket beslut som antog dem.")
        return _new_page(form), 422
    key = decisions.get_decision(form.decision.data).id
    try:
        with transaction():
            service.adopt(key, form.as_facts(), by=who().name, now=clock.now())
    except Refusal as refusal:
        form.refuse("areas" if refusal.field == "title" else refusal.field, refusal.sentence)
        return _new_page(form), 422
    flash("Fokusområdena gäller. De förra har upphört.")
    return redirect(url_for("focus_desk.index"), 303)


@door.get("/<slug>")
def edit(slug: str) -> str:
    return _edit_page(queries.get_area(slug))


@door.post("/<slug>")
def update(slug: str) -> Response | Page:
    key, form = queries.get_area(slug).id, AreaForm()
    if not form.validate():
        return _edit_page(queries.get_area(slug), form), 422
    by, now = who().name, clock.now()
    try:
        with transaction():
            area = service.describe(key, form.text.data or "", version=form.opened_version, by=by, now=now)
            service.set_drivers(key, form.names, version=area.version, by=by, now=now)
    except EditConflict:
        area = queries.get_area(slug)
        return _edit_page(area, form, differences=form.both_versions(AreaForm.of(area))), 409
    flash("Sparat.")
    return redirect(url_for("focus_desk.edit", slug=slug), 303)


@door.post("/<slug>/anteckning")
def add_note(slug: str) -> Response | Page:
    key, form = queries.get_area(slug).id, NoteForm()
    if not form.validate():
        return _edit_page(queries.get_area(slug), note=form), 422
    try:
        with transaction():
            service.add_note(key, form.note.data or "", by=who().name, now=clock.now())
    except Refusal as refusal:
        form.refuse("note", refusal.sentence)
        return _edit_page(queries.get_area(slug), note=form), 422
    flash("Antecknat.")
    return redirect(url_for("focus_desk.edit", slug=slug), 303)


def _new_page(form: AdoptForm) -> str:
    found = queries.adopting_decisions()
    form.offer(found)
    return render_template("focus/new.html", edition=None, form=form, any_decision=bool(found))


def _edit_page(
    area: FocusArea,
    form: AreaForm | None = None,
    *,
    note: NoteForm | None = None,
    differences: list[tuple[str, str, str]] | None = None,
) -> str:
    return render_template(
        "focus/edit.html",
        edition=None,
        area=area,
        form=form or AreaForm.of(area),
        note=note or NoteForm(formdata=None),
        differences=differences,
    )

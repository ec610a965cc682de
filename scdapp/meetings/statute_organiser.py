"""The board's door to what the statutes say, from which day on."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from scdapp.accounts.current import who
from scdapp.accounts.guards import BOARD
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import EditConflict, Missing, Refusal
from scdapp.core.web import Door
from scdapp.meetings import queries
from scdapp.meetings import statute_service as service
from scdapp.meetings import vocabulary as words
from scdapp.meetings.models import StatuteVersion
from scdapp.meetings.statute_forms import StatutesForm, statutes_form
from scdapp.meetings.statute_rules import StatuteFacts

Page = tuple[str, int]

door = Door("statute_desk", __name__, who=BOARD, url_prefix="/styrelse/stadgar")


@door.get("")
def index() -> str:
    return render_template("meetings/statutes.html", edition=None, versions=queries.statute_versions(), words=words)


@door.get("/ny")
def new() -> str:
    """Begins with what holds now, else with what most associations have."""
    today = clock.today()
    form = statutes_form(queries.find_statutes(today) or StatuteFacts(today), saved_only=True)
    form.valid_from.data, form.source.data, form.checked_by_board.data = today, None, False
    return _new_page(form)


@door.post("/ny")
def create() -> Response | Page:
    form = StatutesForm()
    if not form.validate():
        return _new_page(form), 422
    try:
        with transaction():
            service.create_statutes(form.as_facts(), by=who().name, now=clock.now())
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _new_page(form), 422
    return _saved()


@door.get("/<uid>")
def edit(uid: str) -> str:
    row = _found(uid)
    return _edit_page(row, statutes_form(row, saved_only=True))


@door.post("/<uid>")
def update(uid: str) -> Response | Page:
    row = _found(uid)
    key, form = row.id, StatutesForm()
    if not form.validate():
        return _edit_page(row, form), 422
    try:
        with transaction():
            service.update_statutes(key, form.as_facts(), version=form.opened_version, by=who().name, now=clock.now())
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _edit_page(_found(uid), form), 422
    except EditConflict:
        row = _found(uid)
        return _edit_page(row, form, form.both_versions(statutes_form(row, saved_only=True))), 409
    return _saved()


def _found(uid: str) -> StatuteVersion:
    found = next((one for one in queries.statute_versions() if one.uid == uid), None)
    if found is None:
        raise Missing
    return found


def _saved() -> Response:
    flash("Sparat. De sista dagarna för möten som inte har hållits följer med.")
    return redirect(url_for("statute_desk.index"), 303)


def _new_page(form: StatutesForm) -> str:
    return render_template("meetings/statutes_new.html", edition=None, form=form)


def _edit_page(row: StatuteVersion, form: StatutesForm, rows: list[tuple[str, str, str]] | None = None) -> str:
    return render_template("meetings/statutes_edit.html", edition=None, statutes=row, form=form, rows=rows)

"""The organisers' door to a whole programme: copy a year, move all days."""

from collections import Counter
from datetime import date

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scdapp.accounts.guards import ORGANISERS
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import Missing, Refusal
from scdapp.core.web import Door
from scdapp.editions.models import Edition
from scdapp.editions.queries import editions, get_edition
from scdapp.programme import copy_service, queries
from scdapp.programme.copy_forms import CopyForm, ShiftForm, copy_form

door = Door("copy_desk", __name__, who=ORGANISERS, url_prefix="/arrangor")
Page = tuple[str, int]


@door.get("/upplagor/kopiera")
def new() -> str | Response:
    if not editions():
        flash("Det finns inget år att kopiera än.")
        return redirect(url_for("edition_desk.new"), 303)
    return _copy_page(_form())


@door.post("/upplagor/kopiera")
def create() -> Response | Page:
    form = _form()
    first_day = form.starts_on.data
    if not form.validate() or first_day is None:
        return _copy_page(form), 422
    try:
        with transaction():
            edition = copy_service.copy_programme(
                form.source.data, starts_on=first_day, sessions=form.sessions.data, now=clock.now()
            )
    except Refusal as refusal:
        known = {"year": "starts_on"}  # the year is that of the first day
        form.refuse(known.get(refusal.field or "", refusal.field), refusal.sentence)
        return _copy_page(form), 422
    flash(f"{edition.name} är skapad som utkast. Fyll i ort, lokal, tema och värd, och se över de viktiga datumen.")
    return redirect(url_for("edition_desk.edit", year=edition.year), 303)


def _form() -> CopyForm:
    """Begins with the year that the address names (`fran`), else with the newest."""
    there = editions()
    if not there:
        raise Missing
    asked = request.args.get("fran", type=int)
    return copy_form(there, next((edition for edition in there if edition.year == asked), there[0]))


def _copy_page(form: CopyForm) -> str:
    return render_template("programme/organiser/copy.html", edition=None, form=form)


@door.get("/<int:year>/flytta-programmet")
def edit(year: int) -> str:
    return _shift_page(get_edition(year), ShiftForm())


@door.post("/<int:year>/flytta-programmet")
def update(year: int) -> Response | Page:
    edition, form = get_edition(year), ShiftForm()
    if not form.validate():
        return _shift_page(edition, form), 422
    try:
        with transaction():
            moved = copy_service.shift_sessions(edition.id, days=form.days.data or 0, now=clock.now())
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _shift_page(edition, form), 422
    flash(f"Flyttade programpunkter: {moved}. Deltagarna ser det när du släpper nästa version.")
    return redirect(url_for("session_desk.index", year=year), 303)


def _shift_page(edition: Edition, form: ShiftForm) -> str:
    return render_template("programme/organiser/shift.html", edition=edition, form=form, days=_sessions_a_day(edition))


def _sessions_a_day(edition: Edition) -> list[tuple[date, int]]:
    return sorted(Counter(one.placing.day for one in queries.titles(edition.id) if one.placing.day).items())

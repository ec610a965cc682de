"""The organisers' door to key dates: what happens when, and for whom."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from scdapp.accounts.guards import ORGANISERS
from scdapp.core import clock, web
from scdapp.core.db import transaction
from scdapp.core.errors import EditConflict, Refusal
from scdapp.editions import key_date_service as service
from scdapp.editions import queries
from scdapp.editions.key_date_forms import KeyDateForm, key_date_form
from scdapp.editions.models import Edition, KeyDate

door = web.Door(
    "key_date_desk",
    __name__,
    who=ORGANISERS,
    max_bytes=web.LARGE_FORM,
    url_prefix="/arrangor/<int:year>/viktiga-datum",
)
Page = tuple[str, int]


@door.get("")
def index(year: int) -> str:
    edition = queries.get_edition(year)
    key_dates = queries.key_dates(edition.id, withdrawn=True, internal=True)
    return render_template("editions/organiser/key_dates.html", edition=edition, key_dates=key_dates)


@door.get("/ny")
def new(year: int) -> str:
    return _new_page(queries.get_edition(year), KeyDateForm())


@door.post("/ny")
def create(year: int) -> Response | Page:
    edition = queries.get_edition(year)
    form = KeyDateForm()
    if not form.validate():
        return _new_page(edition, form), 422
    try:
        with transaction():
            key_date = service.create_key_date(edition.id, form.as_facts(), now=clock.now())
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _new_page(edition, form), 422
    return _to_list(year, f"”{key_date.title}” är tillagt.")


def _new_page(edition: Edition, form: KeyDateForm) -> str:
    return render_template("editions/organiser/key_date_new.html", edition=edition, form=form)


@door.get("/<uid>")
def edit(year: int, uid: str) -> str:
    edition, key_date = _found(year, uid)
    return _edit_page(edition, key_date, key_date_form(key_date))


@door.post("/<uid>")
def update(year: int, uid: str) -> Response | Page:
    edition, key_date = _found(year, uid)
    form = key_date_form(key_date)
    if not form.validate():
        return _edit_page(edition, key_date, form), 422
    try:
        with transaction():
            service.update_key_date(key_date.id, form.as_facts(), version=form.opened_version, now=clock.now())
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _edit_page(edition, key_date, form), 422
    except EditConflict:
        return _edit_page(edition, key_date, form, form.both_versions(key_date_form(key_date, saved_only=True))), 409
    return _to_list(year, f"”{key_date.title}” är sparat.")


def _edit_page(
    edition: Edition, key_date: KeyDate, form: KeyDateForm, rows: list[tuple[str, str, str]] | None = None
) -> str:
    return render_template(
        "editions/organiser/key_date_edit.html", edition=edition, key_date=key_date, form=form, rows=rows
    )


@door.post("/<uid>/dra-tillbaka")
def withdraw(year: int, uid: str) -> Response:
    _, key_date = _found(year, uid)
    with transaction():
        service.withdraw_key_date(key_date.id, now=clock.now())
    return _to_list(year, f"”{key_date.title}” är tillbakadraget och struket i kalendrarna.")


@door.post("/<uid>/aterstall")
def restore(year: int, uid: str) -> Response:
    _, key_date = _found(year, uid)
    with transaction():
        service.restore_key_date(key_date.id, now=clock.now())
    return _to_list(year, f"”{key_date.title}” gäller igen.")


@door.post("/<uid>/ta-bort")
def destroy(year: int, uid: str) -> Response:
    _, key_date = _found(year, uid)
    title = key_date.title
    try:
        with transaction():
            service.delete_key_date(key_date.id)
    except Refusal as refusal:
        return _to_list(year, refusal.sentence)
    return _to_list(year, f"”{title}” är borttaget.")


def _found(year: int, uid: str) -> tuple[Edition, KeyDate]:
    edition = queries.get_edition(year)
    return edition, queries.get_key_date(edition.id, uid)


def _to_list(year: int, said: str) -> Response:
    flash(said)
    return redirect(url_for("key_date_desk.index", year=year), 303)

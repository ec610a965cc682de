"""The organisers' door to categories: who may register, and when."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scdapp.accounts.guards import ORGANISERS
from scdapp.admission import category_service as service
from scdapp.admission import queries
from scdapp.admission.category_forms import CategoryForm, category_form, new_category_form
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import EditConflict, Refusal
from scdapp.core.web import LARGE_FORM, Door
from scdapp.editions.models import Edition
from scdapp.editions.queries import get_edition

door = Door(
    "category_desk",
    __name__,
    who=ORGANISERS,
    max_bytes=LARGE_FORM,
    url_prefix="/arrangor/<int:year>/anmalan/kategorier",
)
Page = tuple[str, int]
Rows = list[tuple[str, str, str]]


@door.post("/vanliga")
def create_standard(year: int) -> Response:
    edition = get_edition(year)
    with transaction():
        made = service.create_standard(edition.id, now=clock.now())
    return _to_list(
        year, f"Kategorier upplagda: {made}. Ge dem öppettider och priser." if made else "Alla fanns redan."
    )


@door.get("/ny")
def new(year: int) -> str:
    edition = get_edition(year)
    queries.get_terms(edition.id)
    return _new_page(edition, new_category_form())


@door.post("/ny")
def create(year: int) -> Response | Page:
    edition, form = get_edition(year), new_category_form()
    if not form.validate():
        return _new_page(edition, form), 422
    try:
        with transaction():
            name = service.create_category(edition.id, form.as_facts(), now=clock.now()).name
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _new_page(edition, form), 422
    return _to_list(year, f"Upplagt: {name}.")


def _new_page(edition: Edition, form: CategoryForm) -> str:
    return render_template("admission/organiser/new_category.html", edition=edition, form=form)


@door.get("/<slug>")
def edit(year: int, slug: str) -> str:
    edition = get_edition(year)
    return _edit_page(edition, slug, category_form(queries.get_category(edition.id, slug)))


@door.post("/<slug>")
def update(year: int, slug: str) -> Response | Page:
    edition = get_edition(year)
    category = queries.get_category(edition.id, slug)
    key, form = category.id, category_form(category)
    if not form.validate():
        return _edit_page(edition, slug, form), 422
    try:
        with transaction():
            service.update_category(key, form.as_facts(), version=form.opened_version, now=clock.now())
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _edit_page(edition, slug, form), 422
    except EditConflict:
        standing = category_form(queries.get_category(edition.id, slug), saved_only=True)
        return _edit_page(edition, slug, form, form.both_versions(standing)), 409
    return _to_list(year, f"{form.name.data} är sparad.")


@door.post("/<slug>/flytta")
def move(year: int, slug: str) -> Response:
    edition = get_edition(year)
    key = queries.get_category(edition.id, slug).id
    with transaction():
        service.move_category(edition.id, key, step=-1 if request.form.get("step") == "-1" else 1)
    return redirect(url_for("admission_desk.index", year=year, _anchor=f"kategori-{slug}"), 303)


@door.post("/<slug>/ta-bort")
def destroy(year: int, slug: str) -> Response | Page:
    edition = get_edition(year)
    category = queries.get_category(edition.id, slug)
    key, name, form = category.id, category.name, CategoryForm()
    try:
        with transaction():
            service.delete_category(key, version=form.opened_version, now=clock.now())
    except (Refusal, EditConflict) as refusal:
        changed = "Någon annan ändrade uppgifterna just nu. Läs dem och ta bort sedan, om det fortfarande är rätt."
        standing = category_form(queries.get_category(edition.id, slug), saved_only=True)
        standing.refuse(None, refusal.sentence if isinstance(refusal, Refusal) else changed)
        return _edit_page(edition, slug, standing), 422
    return _to_list(year, f"Borttaget: {name}.")


def _edit_page(edition: Edition, slug: str, form: CategoryForm, rows: Rows | None = None) -> str:
    category = queries.get_category(edition.id, slug)
    return render_template(
        "admission/organiser/edit_category.html", edition=edition, category=category, form=form, rows=rows
    )


def _to_list(year: int, said: str) -> Response:
    flash(said)
    return redirect(url_for("admission_desk.index", year=year, _anchor="kategorier"), 303)

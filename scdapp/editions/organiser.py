"""The organisers' door to editions: make one, change it, show it to all, give it a picture."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from scdapp.accounts.guards import ORGANISERS
from scdapp.core import clock, web
from scdapp.core.db import transaction
from scdapp.core.errors import EditConflict, Refusal
from scdapp.editions import queries, service
from scdapp.editions.forms import EditionForm, HeroForm, edition_form, hero_form
from scdapp.editions.models import Edition
from scdapp.pictures.decode import rendered

door = web.Door("edition_desk", __name__, who=ORGANISERS, max_bytes=web.LARGE_FORM, url_prefix="/arrangor")
Page = tuple[str, int]
Rows = list[tuple[str, str, str]]


@door.get("/upplagor/ny")
def new() -> str:
    return _new_page(EditionForm())


@door.post("/upplagor/ny")
def create() -> Response | Page:
    form = EditionForm()
    if not form.validate():
        return _new_page(form), 422
    try:
        with transaction():
            edition = service.create_edition(form.as_facts(), now=clock.now())
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _new_page(form), 422
    flash(f"{edition.name} är skapad. Bara arrangörer ser den.")
    return redirect(url_for("edition_desk.edit", year=edition.year), 303)


def _new_page(form: EditionForm) -> str:
    return render_template("editions/organiser/new.html", edition=None, form=form)


@door.get("/<int:year>/uppgifter")
def edit(year: int) -> str:
    edition = queries.get_edition(year)
    return _edit_page(edition, edition_form(edition))


@door.post("/<int:year>/uppgifter")
def update(year: int) -> Response | Page:
    edition = queries.get_edition(year)
    form, days_before = edition_form(edition), (edition.starts_on, edition.ends_on)
    if not form.validate():
        return _edit_page(edition, form), 422
    try:
        with transaction():
            service.update_edition(edition.id, form.as_facts(), version=form.opened_version, now=clock.now())
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _edit_page(edition, form), 422
    except EditConflict:
        return _edit_page(edition, form, form.both_versions(edition_form(edition, saved_only=True))), 409
    flash("Sparat.")
    if days_before != (edition.starts_on, edition.ends_on):
        flash(
            "Datumen är ändrade. Programpunkter och viktiga datum ligger kvar där de låg; "
            "programpunkter som nu hamnar utanför dagarna visas som krockar."
        )
    return redirect(url_for("edition_desk.edit", year=edition.year), 303)


def _edit_page(edition: Edition, form: EditionForm, rows: Rows | None = None) -> str:
    return render_template("editions/organiser/edit.html", edition=edition, form=form, rows=rows)


@door.post("/<int:year>/uppgifter/visa")
def announce(year: int) -> Response:
    edition = queries.get_edition(year)
    with transaction():
        service.announce(edition.id, now=clock.now())
    flash(f"{edition.name} visas nu för alla.")
    return redirect(url_for("edition_desk.edit", year=year), 303)


@door.post("/<int:year>/uppgifter/dolj")
def hide(year: int) -> Response:
    edition = queries.get_edition(year)
    with transaction():
        service.hide(edition.id)
    flash(f"{edition.name} är dold. Bara arrangörer ser den.")
    return redirect(url_for("edition_desk.edit", year=year), 303)


@door.get("/<int:year>/uppgifter/bild")
def edit_hero(year: int) -> str:
    edition = queries.get_edition(year)
    return _hero_page(edition, hero_form(edition))


@door.post("/<int:year>/uppgifter/bild")
def update_hero(year: int) -> Response | Page:
    edition = queries.get_edition(year)
    form = hero_form(edition)
    if not form.validate():
        return _hero_page(edition, form), 422
    try:
        _save_hero(edition, form)
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _hero_page(edition, form), 422
    except EditConflict:
        return _hero_page(edition, form, form.both_versions(hero_form(edition, saved_only=True))), 409
    flash("Bilden är sparad.")
    return redirect(url_for("edition_desk.edit_hero", year=year), 303)


def _save_hero(edition: Edition, form: HeroForm) -> None:
    picture = rendered(form.picture.data) if form.picture.data is not None else None  # before anything is locked
    with transaction():
        service.set_hero(
            edition.id,
            picture,
            alt=form.alt.data,
            credit=form.credit.data,
            folder=web.instance_folder("pictures"),
            version=form.opened_version,
            now=clock.now(),
        )


@door.post("/<int:year>/uppgifter/bild/ta-bort")
def destroy_hero(year: int) -> Response:
    edition = queries.get_edition(year)
    with transaction():
        service.remove_hero(edition.id, folder=web.instance_folder("pictures"))
    flash("Bilden är borttagen.")
    return redirect(url_for("edition_desk.edit_hero", year=year), 303)


def _hero_page(edition: Edition, form: HeroForm, rows: Rows | None = None) -> str:
    if form.picture.data is not None and not form.picture.errors:
        form.refuse("picture", "Välj bildfilen igen: webbläsaren kan inte behålla den.")
    return render_template("editions/organiser/hero.html", edition=edition, form=form, rows=rows)

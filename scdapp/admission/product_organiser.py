"""The organisers' door to products and prices."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scdapp.accounts.guards import ORGANISERS
from scdapp.admission import product_service as service
from scdapp.admission import queries
from scdapp.admission.product_forms import ProductForm, choices, new_product_form, product_form
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import EditConflict, Refusal
from scdapp.core.web import LARGE_FORM, Door
from scdapp.editions.models import Edition
from scdapp.editions.queries import get_edition

door = Door(
    "product_desk",
    __name__,
    who=ORGANISERS,
    max_bytes=LARGE_FORM,
    url_prefix="/arrangor/<int:year>/anmalan/produkter",
)
Page = tuple[str, int]
Rows = list[tuple[str, str, str]]


@door.get("/ny")
def new(year: int) -> str:
    edition = get_edition(year)
    queries.get_terms(edition.id)
    return _new_page(edition, new_product_form(choices(edition)))


@door.post("/ny")
def create(year: int) -> Response | Page:
    edition = get_edition(year)
    form = new_product_form(choices(edition))
    if not form.validate():
        return _new_page(edition, form), 422
    try:
        with transaction():
            name = service.create_product(edition.id, form.as_facts(), now=clock.now()).name
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _new_page(edition, form), 422
    return _to_list(year, f"Upplagt: {name}.")


def _new_page(edition: Edition, form: ProductForm) -> str:
    return render_template("admission/organiser/new_product.html", edition=edition, form=form)


@door.get("/<uid>")
def edit(year: int, uid: str) -> str:
    edition = get_edition(year)
    return _edit_page(edition, uid, product_form(queries.get_product(edition.id, uid), choices(edition)))


@door.post("/<uid>")
def update(year: int, uid: str) -> Response | Page:
    edition = get_edition(year)
    product, offered = queries.get_product(edition.id, uid), choices(edition)
    key, form = product.id, product_form(product, offered)
    if not form.validate():
        return _edit_page(edition, uid, form), 422
    try:
        with transaction():
            service.update_product(key, form.as_facts(), version=form.opened_version, now=clock.now())
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _edit_page(edition, uid, form), 422
    except EditConflict:
        standing = product_form(queries.get_product(edition.id, uid), offered, saved_only=True)
        return _edit_page(edition, uid, form, form.both_versions(standing)), 409
    return _to_list(year, f"{form.name.data} är sparad.")


@door.post("/<uid>/flytta")
def move(year: int, uid: str) -> Response:
    edition = get_edition(year)
    key = queries.get_product(edition.id, uid).id
    with transaction():
        service.move_product(edition.id, key, step=-1 if request.form.get("step") == "-1" else 1)
    return redirect(url_for("admission_desk.index", year=year, _anchor=f"produkt-{uid}"), 303)


@door.post("/<uid>/dra-tillbaka")
def withdraw(year: int, uid: str) -> Response:
    return _change(year, uid, service.withdraw_product, "är tillbakadragen. De som har den behåller den.")


@door.post("/<uid>/aterstall")
def restore(year: int, uid: str) -> Response:
    return _change(year, uid, service.restore_product, "går att välja igen.")


def _change(year: int, uid: str, change: Callable[[int], None], said: str) -> Response:
    product = queries.get_product(get_edition(year).id, uid)
    key, name = product.id, product.name
    with transaction():
        change(key)
    return _to_list(year, f"{name} {said}")


@door.post("/<uid>/ta-bort")
def destroy(year: int, uid: str) -> Response | Page:
    edition = get_edition(year)
    product, offered = queries.get_product(edition.id, uid), choices(edition)
    key, name, form = product.id, product.name, ProductForm()
    try:
        with transaction():
            service.delete_product(key, version=form.opened_version)
    except (Refusal, EditConflict) as refusal:
        changed = "Någon annan ändrade uppgifterna just nu. Läs dem och ta bort sedan, om det fortfarande är rätt."
        standing = product_form(queries.get_product(edition.id, uid), offered, saved_only=True)
        standing.refuse(None, refusal.sentence if isinstance(refusal, Refusal) else changed)
        return _edit_page(edition, uid, standing), 422
    return _to_list(year, f"Borttaget: {name}.")


def _edit_page(edition: Edition, uid: str, form: ProductForm, rows: Rows | None = None) -> str:
    product = queries.get_product(edition.id, uid)
    return render_template(
        "admission/organiser/edit_product.html", edition=edition, product=product, form=form, rows=rows
    )


def _to_list(year: int, said: str) -> Response:
    flash(said)
    return redirect(url_for("admission_desk.index", year=year, _anchor="produkter"), 303)

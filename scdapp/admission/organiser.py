"""The organisers' door to a year's registration: how it stands, and what holds for all."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scdapp.accounts.guards import ORGANISERS
from scdapp.admission import board, category_service, queries, terms_service, wording
from scdapp.admission.terms_forms import TermsForm, terms_form
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import EditConflict, Refusal
from scdapp.core.web import LARGE_FORM, Door
from scdapp.editions.models import Edition
from scdapp.editions.queries import get_edition

door = Door("admission_desk", __name__, who=ORGANISERS, max_bytes=LARGE_FORM, url_prefix="/arrangor/<int:year>/anmalan")
Page = tuple[str, int]
Rows = list[tuple[str, str, str]]


@door.get("")
def index(year: int) -> str:
    edition = get_edition(year)
    terms = queries.find_terms(edition.id)
    if terms is None:
        return render_template("admission/organiser/start.html", edition=edition)
    now, catalogue, counts = clock.now(), queries.get_catalogue(edition.id), queries.counts(year)
    return render_template(
        "admission/organiser/index.html",
        edition=edition,
        terms=terms,
        categories=queries.categories(edition.id),
        products=queries.products(edition.id),
        questions=queries.questions(edition.id),
        standings={group.uid: board.standing(catalogue, group, counts, now) for group in catalogue.groups},
        state=wording.state,
        turn=wording.turn,
        now=now,
        today=clock.local(now).date(),
    )


@door.post("")
def create(year: int) -> Response:
    edition = get_edition(year)
    with transaction():
        terms_service.open_terms(edition.id, now=clock.now())
        if "standard" in request.form:
            category_service.create_standard(edition.id, now=clock.now())
    flash("Nu går det att ställa in anmälan. Ingen kan anmäla sig förrän en kategori har en öppettid.")
    return redirect(url_for("admission_desk.index", year=year), 303)


@door.get("/villkor")
def edit(year: int) -> str:
    edition = get_edition(year)
    return _page(edition, terms_form(queries.get_terms(edition.id)))


@door.post("/villkor")
def update(year: int) -> Response | Page:
    edition = get_edition(year)
    form = terms_form(queries.get_terms(edition.id))
    if not form.validate():
        return _page(edition, form), 422
    try:
        with transaction():
            terms_service.update_terms(edition.id, form.as_facts(), version=form.opened_version, now=clock.now())
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _page(edition, form), 422
    except EditConflict:
        terms = queries.get_terms(edition.id)
        return _page(edition, form, form.both_versions(terms_form(terms, saved_only=True))), 409
    flash("Sparat.")
    return redirect(url_for("admission_desk.index", year=year), 303)


def _page(edition: Edition, form: TermsForm, rows: Rows | None = None) -> str:
    return render_template("admission/organiser/terms.html", edition=edition, form=form, rows=rows)

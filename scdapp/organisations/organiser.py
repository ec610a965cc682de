"""The organisers' door to the organisations that people come from, common to all years."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scdapp.accounts.guards import ORGANISERS
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import EditConflict, Refusal
from scdapp.core.web import Door
from scdapp.organisations import queries, rules, service
from scdapp.organisations.forms import OrganisationForm, filled
from scdapp.organisations.identifiers import shown_number
from scdapp.organisations.models import Organisation
from scdapp.organisations.municipalities import counties

Page = str | tuple[str, int]

door = Door("organisation_desk", __name__, who=ORGANISERS, url_prefix="/arrangor/organisationer")


@door.get("")
def index() -> str:
    search = request.args.get("sok", "")[:100].strip()
    page = queries.organisations_page(search, number=request.args.get("sida", 1, type=int))
    return render_template(
        "organisations/organiser/index.html",
        edition=None,
        page=page,
        search=search,
        kinds=rules.KIND_WORDS,
        counties=counties(),
        shown_number=shown_number,
    )


@door.get("/<uid>")
def edit(uid: str) -> str:
    organisation = queries.get_organisation(uid)
    return _page(organisation, filled(organisation))


@door.post("/<uid>")
def update(uid: str) -> Response | Page:
    key, form = queries.get_organisation(uid).id, OrganisationForm()
    if not form.validate():
        return _page(queries.get_organisation(uid), form), 422
    try:
        with transaction():
            service.update_organisation(
                key, form.organisation_facts(), form.standing(), version=form.opened_version, now=clock.now()
            )
    except EditConflict:
        return _both_versions(queries.get_organisation(uid), form), 409
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _page(queries.get_organisation(uid), form), 422
    flash("Sparat.")
    return redirect(url_for("organisation_desk.edit", uid=uid), 303)


def _both_versions(organisation: Organisation, form: OrganisationForm) -> str:
    return _page(organisation, form, differences=form.both_versions(filled(organisation)))


def _page(
    organisation: Organisation, form: OrganisationForm, *, differences: list[tuple[str, str, str]] | None = None
) -> str:
    return render_template(
        "organisations/organiser/edit.html",
        edition=None,
        organisation=organisation,
        form=form,
        differences=differences,
        county=counties().get(organisation.county_code or ""),
    )

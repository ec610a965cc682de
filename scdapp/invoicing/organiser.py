"""The organisers' door to what is to be invoiced: read, put right, taken home as a workbook, marked as done."""

from flask import Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from scdapp.accounts.current import who
from scdapp.accounts.guards import ORGANISERS
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import Refusal
from scdapp.core.sheets import download, workbook
from scdapp.core.web import LARGE_FORM, Door
from scdapp.editions.queries import get_edition
from scdapp.invoicing import queries, service
from scdapp.invoicing.basis import rate_totals
from scdapp.invoicing.workbook import sheets
from scdapp.registration.rules import Actor

Page = str | tuple[str, int]

door = Door(
    "invoice_desk", __name__, who=ORGANISERS, max_bytes=LARGE_FORM, url_prefix="/arrangor/<int:year>/fakturaunderlag"
)


@door.get("")
def index(year: int) -> str:
    return _page(year)


@door.post("")
def mark(year: int) -> AnyResponse | Page:
    """Say of the chosen bases that they are invoiced."""
    edition_id = get_edition(year).id
    keys, actor = request.form.getlist("basis"), Actor("organiser", who().name)
    try:
        with transaction():
            done = service.mark_invoiced(edition_id, keys, actor=actor, now=clock.now())
    except Refusal as refusal:
        return _page(year, sentence=refusal.sentence, chosen=keys), 422
    flash(f"{done} {'anmälan är markerad' if done == 1 else 'anmälningar är markerade'} som fakturerade.")
    return redirect(url_for("invoice_desk.index", year=year), 303)


@door.get("/fil")
def file(year: int) -> Response:
    """The workbook; names of people only if asked for."""
    edition = get_edition(year)
    found = queries.find_bases(edition.id, invoiced=_done())
    return download(workbook(sheets(found, names="namn" in request.args)), f"fakturaunderlag-{year}")


def _done() -> bool:
    return request.args.get("visa") == "fakturerade"


def _page(year: int, *, sentence: str | None = None, chosen: list[str] | None = None) -> str:
    edition = get_edition(year)
    found = queries.find_bases(edition.id, invoiced=_done())
    return render_template(
        "invoicing/index.html",
        edition=edition,
        found=found,
        done=_done(),
        wrong=[one for one in found if one.problems],
        totals=rate_totals(found),
        sentence=sentence,
        chosen=chosen or [],
    )

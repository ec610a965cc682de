"""The organisers' door to what is to be invoiced: read, put right, taken home as a workbook, marked as done."""

from flask import Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from scdapp.accounts.current import who
from scdapp.accounts.guards import ORGANISERS
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import Refusal
from scdapp.core.lists import A_PAGE, Page
from scdapp.core.sheets import download, workbook
from scdapp.core.web import LARGE_FORM, Door
from scdapp.editions.queries import get_edition
from scdapp.invoicing import queries, service
from scdapp.invoicing.basis import rate_totals, total_of, wrong_payers
from scdapp.invoicing.workbook import sheets
from scdapp.registration.rules import Actor

Answer = str | tuple[str, int]
# Payers with something to put right that are named; the rest are counted.
WRONG_SHOWN = 40

door = Door(
    "invoice_desk", __name__, who=ORGANISERS, max_bytes=LARGE_FORM, url_prefix="/arrangor/<int:year>/fakturaunderlag"
)


@door.get("")
def index(year: int) -> str:
    return _page(year)


@door.post("")
def mark(year: int) -> AnyResponse | Answer:
    """Say of the chosen bases that they are invoiced."""
    edition_id = get_edition(year).id
    keys, actor = request.form.getlist("basis"), Actor("organiser", who().name)
    everything = request.form.get("all", type=int)
    try:
        with transaction():
            if everything is None:
                done = service.mark_invoiced(edition_id, keys, actor=actor, now=clock.now())
            else:
                done = service.mark_all_sound(edition_id, everything, actor=actor, now=clock.now())
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
    number = request.args.get("sida", 1, type=int)
    last = max(1, -(-len(found) // A_PAGE))
    number = min(max(number, 1), last)
    sound = [one for one in found if not one.problems]
    return render_template(
        "invoicing/index.html",
        edition=edition,
        page=Page(found[(number - 1) * A_PAGE : number * A_PAGE], len(found), number, last, ("1 underlag", "underlag")),
        done=_done(),
        wrong=wrong_payers(found),
        wrong_shown=WRONG_SHOWN,
        sound=len(sound),
        sound_total=total_of(sound),
        totals=rate_totals(found),
        sentence=sentence,
        chosen=chosen or [],
    )

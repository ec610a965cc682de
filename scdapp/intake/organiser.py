"""The organisers' door to lists: taken in, looked at first, and taken home."""

from dataclasses import dataclass
from datetime import datetime

from flask import Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from scdapp.accounts.current import who
from scdapp.accounts.guards import ORGANISERS
from scdapp.admission.catalogue import Catalogue
from scdapp.admission.queries import get_catalogue
from scdapp.core import clock
from scdapp.core.carried import chosen, faulty, packed, unpacked
from scdapp.core.db import transaction
from scdapp.core.errors import Refusal
from scdapp.core.sheets import Sheet, download, workbook
from scdapp.core.tables import Table
from scdapp.core.web import LARGE_FORM, Door
from scdapp.editions.models import Edition
from scdapp.editions.queries import get_edition
from scdapp.intake import columns, queries, service
from scdapp.intake.export import sheet
from scdapp.intake.forms import ListForm, TakeInForm
from scdapp.intake.parties import Draft, Line, Party, draft
from scdapp.registration import desk_queries
from scdapp.registration.filter import FilterForm
from scdapp.registration.rules import Actor

Page = str | tuple[str, int]
ROWS_SHOWN = 100
# So many people at most in one request; the page offers to go on with the rest.
A_TURN = 1_000

door = Door("list_desk", __name__, who=ORGANISERS, max_bytes=LARGE_FORM, url_prefix="/arrangor/<int:year>/listor")


@dataclass(frozen=True)
class Look:
    """A list as it would be taken in now."""

    table: Table
    draft: Draft
    waiting_parties: list[Party]
    done: int
    here: set[str]
    names: set[str]
    lacking: int

    @property
    def new(self) -> int:
        return len(_new(self.waiting_parties, self.here))


def _new(parties: list[Party], here: set[str]) -> list[Line]:
    return [line for party in parties for line in party.lines if line.person.email not in here]


@door.get("")
def index(year: int) -> str:
    return _index(year, ListForm(formdata=None))


@door.get("/mall")
def template(year: int) -> Response:
    """An empty list with all headings, and one with what may stand in them."""
    catalogue = get_catalogue(get_edition(year).id)
    offers = [(group, offer) for group in catalogue.groups for offer in group.offers]
    known = [(group.name, "Biljett" if one.kind == "pass" else "Tillval", one.name) for group, one in offers]
    sheets = [
        Sheet("Deltagare", list(columns.COLUMNS.labels.values()), []),
        Sheet("Att välja på", ("Kategori", "Kolumn", "Namn"), known),
    ]
    return download(workbook(sheets), f"mall-deltagare-{year}")


@door.get("/export")
def export(year: int) -> Response:
    """The list of seats, chosen and in order as on the page."""
    edition = get_edition(year)
    form = FilterForm(request.args)
    origins = desk_queries.places_of_origin(edition.id)
    form.offer(get_catalogue(edition.id), (day.date for day in edition.days), origins)
    return download(workbook([sheet(desk_queries.all_seats(edition.id, form.as_wanted()))]), f"deltagare-{year}")


@door.post("")
def look(year: int) -> Page:
    """What would happen, row by row. Changes nothing."""
    edition = get_edition(year)
    form = _list_form(edition)
    if not form.validate():
        return _index(year, form), 422
    try:
        table = chosen(form.file)
        if not {"name", "email"} & columns.COLUMNS.found(table.heads).keys():
            raise Refusal("Första raden ska vara rubriker, minst Namn eller E-post. Hämta mallen.", field="file")
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _index(year, form), 422
    kept = TakeInForm(formdata=None, packed=packed(table, purpose=_purpose(year)), category=form.category.data)
    return _look_page(edition, kept, _looked(edition, table, kept))


@door.post("/las-in")
def create(year: int) -> AnyResponse | Page:
    """Take in the list that was looked at: portions of whole bookings, each of them all or nothing."""
    edition, form = get_edition(year), TakeInForm()
    try:
        list_id, table = unpacked(form.packed.data, purpose=_purpose(year))
    except Refusal as refusal:
        start = ListForm(formdata=None)
        start.refuse(None, refusal.sentence)
        return _index(year, start), 422
    seen = _looked(edition, table, form, list_id)
    if sentence := _refused(seen, form):
        form.refuse(None, sentence)
        return _look_page(edition, form, seen), 422
    taken, edition_id, actor = 0, edition.id, Actor("organiser", who().name)
    try:
        for portion in service.portions(seen.waiting_parties):
            if taken >= A_TURN:
                break
            with transaction():
                taken += service.take_in(
                    edition_id,
                    portion,
                    list_id=list_id,
                    may_wait=form.may_wait.data,
                    actor=actor,
                    now=clock.now(),
                )
    except Refusal as refusal:
        form.refuse(None, f"{refusal.sentence} {taken} personer före den är inlästa, resten inte.")
        return _look_page(edition, form, _looked(edition, table, form, list_id)), 422
    rest = _looked(get_edition(year), table, form, list_id)
    if rest.new:
        return _look_page(get_edition(year), form, rest)
    flash(f"Inlästa: {taken} {'person' if taken == 1 else 'personer'}.")
    return redirect(url_for("registration_desk.index", year=year), 303)


def _refused(seen: Look, form: TakeInForm) -> str | None:
    if seen.draft.wrong and not form.skip_wrong.data:
        return "Rätta raderna med fel i filen och välj den igen, eller kryssa för att hoppa över dem."
    if seen.lacking > 0 and not form.may_wait.data:
        return f"Platserna räcker inte: {seen.lacking} skulle hamna på reservlistan. Kryssa för om de ska det."
    return None


def _looked(edition: Edition, table: Table, form: TakeInForm, list_id: str | None = None) -> Look:
    catalogue, now = get_catalogue(edition.id), clock.now()
    found = _draft(table, catalogue, form, now)
    done = queries.done_already(list_id, found.parties) if list_id else set()
    left = [party for party in found.parties if party.row not in done]
    addresses = [line.person.email for party in left for line in party.lines if line.person.email]
    here = queries.addresses_here(edition.id, addresses)
    new = [party for party in left if any(line.person.email not in here for line in party.lines)]
    return Look(
        table=table,
        draft=found,
        waiting_parties=new,
        done=len(found.lines) - sum(len(party.lines) for party in left),
        here=here,
        names=queries.names_here(edition.id),
        lacking=queries.lacking(catalogue, _new(new, here)),
    )


def _draft(table: Table, catalogue: Catalogue, form: TakeInForm, now: datetime) -> Draft:
    return draft(table, catalogue, usual=catalogue.by_slug.get(form.category.data or ""), now=now)


def _purpose(year: int) -> str:
    return f"intake-{year}"


def _list_form(edition: Edition) -> ListForm:
    form = ListForm()
    form.offer(get_catalogue(edition.id).groups)
    return form


def _index(year: int, form: ListForm) -> str:
    edition = get_edition(year)
    form.offer(get_catalogue(edition.id).groups)
    return render_template("intake/index.html", edition=edition, form=form, labels=columns.COLUMNS.labels)


def _look_page(edition: Edition, form: TakeInForm, seen: Look) -> str:
    unread = columns.COLUMNS.unread(seen.table.heads)
    needs = any(columns.NEEDS.search(head) for head in unread)
    return render_template(
        "intake/look.html",
        edition=edition,
        form=form,
        seen=seen,
        shown=seen.draft.lines[:ROWS_SHOWN],
        total=len(seen.draft.lines),
        unread=unread,
        warning="Mat- och tillgänglighetsbehov tas bara emot från personen själv." if needs else None,
        wrong_rows=len({one.row for one in seen.draft.wrong}),
        **faulty(seen.draft.wrong),
    )

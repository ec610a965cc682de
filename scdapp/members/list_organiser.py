"""The board's door to lists of members: taken in, looked at first, and taken home."""

from flask import Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from scdapp.accounts.guards import BOARD
from scdapp.core import clock
from scdapp.core.carried import chosen, faulty, packed, unpacked
from scdapp.core.db import transaction
from scdapp.core.errors import Refusal
from scdapp.core.sheets import Sheet, download, workbook
from scdapp.core.tables import Table
from scdapp.core.web import LARGE_FORM, Door
from scdapp.members import list_rules, list_service, queries
from scdapp.members.filter import FilterForm
from scdapp.members.list_forms import ListForm, TakeInForm
from scdapp.members.list_rules import COLUMNS, HEADS, Plan

Page = str | tuple[str, int]
ROWS_SHOWN = 200
PURPOSE = "members"

door = Door("member_list_desk", __name__, who=BOARD, max_bytes=LARGE_FORM, url_prefix="/styrelse/medlemmar/listor")


@door.get("")
def index() -> str:
    return _index(ListForm(formdata=None))


@door.get("/mall")
def template() -> Response:
    """An empty list with all headings."""
    return download(workbook([Sheet("Medlemmar", HEADS, [])]), "mall-medlemmar")


@door.get("/export")
def export() -> Response:
    """The list of members, chosen as on the page, with the headings that are read again."""
    form = FilterForm(request.args)
    form.offer(queries.regions())
    rows = [(one.name, one.email, one.region, one.since, one.left_on) for one in queries.all_members(form.as_wanted())]
    return download(workbook([Sheet("Medlemmar", HEADS, rows)]), "medlemmar")


@door.post("")
def look() -> Page:
    """What would happen, row by row. Changes nothing."""
    form = ListForm()
    try:
        if not form.validate():
            return _index(form), 422
        table = chosen(form.file)
        list_rules.ensure_headed(table)
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _index(form), 422
    # What nothing is read from goes no further: not even into the page.
    left_out, too_much = COLUMNS.unread(table.heads), list_rules.tells_too_much(table)
    table = list_rules.only_read(table)
    plan = _planned(table)
    kept = TakeInForm(formdata=None, packed=packed(table, purpose=PURPOSE))
    return _look_page(kept, plan, unread=left_out, too_much=too_much)


@door.post("/las-in")
def create() -> AnyResponse | Page:
    """Take in the list that was looked at: all of it or nothing."""
    form = TakeInForm()
    try:
        _list_id, table = unpacked(form.packed.data, purpose=PURPOSE)
    except Refusal as refusal:
        return _start_anew(refusal.sentence)
    try:
        with transaction():
            plan = list_service.take_in(
                table, seen=form.seen.data or "", skip_wrong=form.skip_wrong.data, now=clock.now()
            )
    except Refusal as refusal:
        form.refuse(None, refusal.sentence)
        changed = isinstance(refusal, list_service.OtherOutcome)
        return _look_page(form, _planned(table)), 409 if changed else 422
    flash(f"Listan är inläst: {len(plan.new)} nya, {len(plan.changed)} ändrade.")
    return redirect(url_for("member_desk.index"), 303)


def _planned(table: Table) -> Plan:
    everybody = queries.all_members(queries.Wanted(who=queries.EVERYBODY))
    return list_rules.plan(table, [list_service.standing_of(one) for one in everybody], today=clock.today())


def _start_anew(sentence: str) -> Page:
    form = ListForm(formdata=None)
    form.refuse(None, sentence)
    return _index(form), 422


def _index(form: ListForm) -> str:
    return render_template("members/lists.html", edition=None, form=form, labels=COLUMNS.labels)


def _look_page(form: TakeInForm, plan: Plan, *, unread: list[str] | None = None, too_much: bool = False) -> str:
    form.seen.data = plan.mark
    shown = [*plan.changed, *plan.new]
    return render_template(
        "members/look.html",
        edition=None,
        form=form,
        plan=plan,
        shown=shown[:ROWS_SHOWN],
        total=len(shown),
        unread=unread or [],
        warning="Där står något som ser ut som personnummer. De behövs inte." if too_much else None,
        **faulty(plan.wrong),
    )

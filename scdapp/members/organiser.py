"""The board's door to the members, one by one."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scdapp.accounts.guards import BOARD
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import EditConflict, Refusal
from scdapp.core.web import Door
from scdapp.members import queries, service
from scdapp.members.filter import FilterForm
from scdapp.members.forms import LeavingForm, MemberForm
from scdapp.members.models import Member

Page = str | tuple[str, int]
CHANGED = "Någon annan ändrade uppgifterna just nu. Läs dem, och gör om det om det fortfarande är rätt."

door = Door("member_desk", __name__, who=BOARD, url_prefix="/styrelse/medlemmar")


@door.get("")
def index() -> str:
    form = FilterForm(request.args)
    form.offer(queries.regions())
    page = queries.members_page(form.as_wanted(), number=request.args.get("sida", 1, type=int))
    return render_template("members/index.html", edition=None, page=page, form=form)


@door.get("/ny")
def new() -> str:
    return _new_page(MemberForm(name=request.args.get("namn", "")[:100]))


@door.post("/ny")
def create() -> Response | Page:
    form = MemberForm()
    if not form.validate():
        return _new_page(form), 422
    try:
        with transaction():
            name = service.create_member(form.as_values(), now=clock.now()).name
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _new_page(form), 422
    flash(f"{name} står i medlemslistan.")
    return redirect(url_for("member_desk.index"), 303)


@door.get("/<uid>")
def edit(uid: str) -> str:
    return _edit_page(queries.get_member(uid))


@door.post("/<uid>")
def update(uid: str) -> Response | Page:
    key, form = queries.get_member(uid).id, MemberForm()
    if not form.validate():
        return _edit_page(queries.get_member(uid), form), 422
    try:
        with transaction():
            service.update_member(key, form.as_values(), version=form.opened_version, now=clock.now())
    except EditConflict:
        return _both_versions(queries.get_member(uid), form), 409
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _edit_page(queries.get_member(uid), form), 422
    flash("Sparat.")
    return redirect(url_for("member_desk.edit", uid=uid), 303)


@door.post("/<uid>/lamnat")
def let_leave(uid: str) -> Response | Page:
    member = queries.get_member(uid)
    key, name, form = member.id, member.name, LeavingForm()
    if not form.validate() or form.left_on.data is None:
        return _edit_page(member, leaving=form), 422
    try:
        with transaction():
            service.let_leave(key, form.left_on.data, version=form.opened_version, now=clock.now())
    except EditConflict:
        form.refuse(None, CHANGED)
        return _edit_page(queries.get_member(uid), leaving=form), 409
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _edit_page(queries.get_member(uid), leaving=form), 422
    flash(f"{name} har lämnat föreningen.")
    return redirect(url_for("member_desk.edit", uid=uid), 303)


@door.post("/<uid>/tillbaka")
def take_back(uid: str) -> Response | Page:
    member = queries.get_member(uid)
    key, name, form = member.id, member.name, MemberForm()
    try:
        with transaction():
            service.take_back(key, version=form.opened_version, now=clock.now())
    except EditConflict:
        return _changed_meanwhile(uid)
    flash(f"{name} är medlem igen.")
    return redirect(url_for("member_desk.edit", uid=uid), 303)


@door.post("/<uid>/ta-bort")
def destroy(uid: str) -> Response | Page:
    member = queries.get_member(uid)
    key, name, form = member.id, member.name, MemberForm()
    try:
        with transaction():
            service.delete_member(key, version=form.opened_version)
    except EditConflict:
        return _changed_meanwhile(uid)
    flash(f"{name} är borttagen.")
    return redirect(url_for("member_desk.index"), 303)


def _changed_meanwhile(uid: str) -> Page:
    member = queries.get_member(uid)
    form = _filled(member)
    form.refuse(None, CHANGED)
    return _edit_page(member, form), 409


def _both_versions(member: Member, form: MemberForm) -> str:
    return _edit_page(member, form, differences=form.both_versions(_filled(member)))


def _filled(member: Member) -> MemberForm:
    return MemberForm(obj=member, formdata=None)


def _new_page(form: MemberForm) -> str:
    return render_template("members/new.html", edition=None, form=form, regions=queries.regions())


def _edit_page(
    member: Member,
    form: MemberForm | None = None,
    *,
    leaving: LeavingForm | None = None,
    differences: list[tuple[str, str, str]] | None = None,
) -> str:
    return render_template(
        "members/edit.html",
        edition=None,
        member=member,
        form=form or _filled(member),
        leaving=leaving or LeavingForm(formdata=None, left_on=clock.today()),
        differences=differences,
        regions=queries.regions(),
    )

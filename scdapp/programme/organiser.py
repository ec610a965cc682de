"""The organisers' door to the draft: find, write and move sessions, and see what collides."""

from collections.abc import Callable
from itertools import groupby

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scdapp.accounts.guards import ORGANISERS
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import EditConflict, Refusal
from scdapp.core.web import LARGE_FORM, Door
from scdapp.editions.queries import get_edition
from scdapp.programme import conflicts, forms, place_queries, queries, rules, service
from scdapp.programme.filter import FilterForm
from scdapp.programme.forms import Choices, MoveForm, SessionForm
from scdapp.programme.vocabulary import KINDS, STATES

Page = str | tuple[str, int]
COLLISIONS_A_PAGE = 200

door = Door("session_desk", __name__, who=ORGANISERS, max_bytes=LARGE_FORM, url_prefix="/arrangor/<int:year>/program")


@door.get("")
def index(year: int) -> str:
    edition = get_edition(year)
    items, days = queries.items(edition.id), rules.programme_days(edition)
    found = conflicts.find(items, days)
    form = FilterForm(request.args)
    days = days.union(item.day for item in items if item.day)
    form.offer(sorted(days), place_queries.rooms(edition.id), place_queries.blocks(edition.id))
    page = queries.page(edition.id, form.as_wanted(found), number=request.args.get("sida", 1, type=int))
    return render_template(
        "programme/organiser/index.html",
        edition=edition,
        form=form,
        page=page,
        sections=[(day, list(rows)) for day, rows in groupby(page.rows, key=lambda row: row.day)],
        sessions=len(items),
        collisions=len(found),
        colliding=conflicts.count(found),
        gaps=rules.gaps,
        kinds=KINDS,
        states=STATES,
    )


@door.get("/krockar")
def collisions(year: int) -> str:
    edition = get_edition(year)
    found = queries.collisions(edition)
    last = max(1, -(-len(found) // COLLISIONS_A_PAGE))
    number = min(max(request.args.get("sida", 1, type=int), 1), last)
    return render_template(
        "programme/organiser/collisions.html",
        edition=edition,
        total=len(found),
        shown=found[(number - 1) * COLLISIONS_A_PAGE : number * COLLISIONS_A_PAGE],
        number=number,
        last=last,
    )


@door.get("/ny")
def new(year: int) -> str:
    offered = forms.choices(get_edition(year))
    return _new_page(year, forms.empty(offered, day=request.args.get("dag")), offered)


@door.post("/ny")
def create(year: int) -> Response | Page:
    edition = get_edition(year)
    key, offered = edition.id, forms.choices(edition)
    form = forms.typed(SessionForm, offered)
    if wish := request.form.get("rows"):
        form.rearrange(wish, offered)
        return _new_page(year, form, offered)
    if not form.validate():
        return _new_page(year, form, offered), 422
    try:
        with transaction():
            uid = service.create_session(key, form.as_values(), now=clock.now()).uid
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _new_page(year, form, offered), 422
    flash(f"”{form.title.data}” finns nu i utkastet.")
    if "more" in request.form:
        return redirect(url_for("session_desk.new", year=year, dag=form.day.data), 303)
    return redirect(url_for("session_desk.edit", year=year, uid=uid), 303)


@door.get("/<uid>")
def edit(year: int, uid: str) -> str:
    return _edit_page(year, uid)


@door.post("/<uid>")
def update(year: int, uid: str) -> Response | Page:
    edition = get_edition(year)
    session = queries.get_session(edition.id, uid)
    offered = forms.choices(edition, session)
    form = forms.typed(SessionForm, offered)
    if wish := request.form.get("rows"):
        form.rearrange(wish, offered)
        return _edit_page(year, uid, form)
    if not form.validate():
        return _edit_page(year, uid, form), 422
    key, values = session.id, form.as_values(rules.values_of(session))
    return _save(
        year,
        uid,
        form,
        lambda: service.update_session(key, values, version=form.opened_version, now=clock.now()),
    )


@door.post("/<uid>/flytta")
def move(year: int, uid: str) -> Response | Page:
    edition = get_edition(year)
    session = queries.get_session(edition.id, uid)
    form = forms.typed(MoveForm, forms.choices(edition, session), prefix=forms.MOVE)
    if not form.validate():
        return _edit_page(year, uid, form), 422
    key = session.id
    return _save(
        year,
        uid,
        form,
        lambda: service.move_session(key, form.as_values(), version=form.opened_version, now=clock.now()),
    )


def _save(year: int, uid: str, form: MoveForm, save: Callable[[], object]) -> Response | Page:
    try:
        with transaction():
            save()
    except EditConflict:
        return _edit_page(year, uid, form, conflict=True), 409
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _edit_page(year, uid, form), 422
    flash("Utkastet är sparat. Deltagarna ser det när nästa version släpps.")
    return redirect(url_for("session_desk.edit", year=year, uid=uid), 303)


def _new_page(year: int, form: SessionForm, offered: Choices) -> str:
    return render_template("programme/organiser/new.html", edition=get_edition(year), form=form, offered=offered)


def _edit_page(year: int, uid: str, typed: MoveForm | None = None, *, conflict: bool = False) -> str:
    """The session's page: as it is saved, or with what was `typed`; beside what somebody else saved on a `conflict`."""
    edition = get_edition(year)
    session = queries.get_session(edition.id, uid)
    offered = forms.choices(edition, session)
    form, quick = forms.filled(session, offered), forms.filled_move(session, offered)
    differences = None
    if typed is not None and conflict:
        standing = form if isinstance(typed, SessionForm) else quick
        differences, typed.version.data = typed.differences(standing), standing.version.data
    items = queries.items(edition.id)
    halls = [conflicts.Hall(room.id, room.name, room.kind, room.capacity) for room in place_queries.rooms(edition.id)]
    this = next(item for item in items if item.uid == uid)
    return render_template(
        "programme/organiser/edit.html",
        edition=edition,
        session=session,
        form=typed if isinstance(typed, SessionForm) else form,
        move=quick if typed is None or isinstance(typed, SessionForm) else typed,
        differences=differences,
        offered=offered,
        collisions=[one for one in conflicts.find(items, rules.programme_days(edition)) if this in one.sessions],
        free=conflicts.free_halls(this, items, halls),
        gaps=rules.gaps(session),
        when=forms.placing_words(rules.values_of(session)),
        kinds=KINDS,
    )

"""The board's door to offices: who holds them, which seats are empty, what is known from before, who has left."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from scdapp.accounts.current import who
from scdapp.accounts.guards import BOARD
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import Refusal
from scdapp.core.web import Door
from scdapp.elections import mandate_service, queries, service
from scdapp.elections import vocabulary as words
from scdapp.elections.models import Mandate
from scdapp.elections.office_forms import PostForm, ResignationForm, TermForm

Page = str | tuple[str, int]

door = Door("office_desk", __name__, who=BOARD, url_prefix="/styrelse/uppdrag")


@door.get("")
def index() -> str:
    today = clock.today()
    return render_template(
        "elections/offices.html",
        edition=None,
        offices=queries.offices(),
        board=queries.board(today),
        board_keys=words.BOARD,
        words=words,
    )


@door.get("/nytt")
def new_post() -> str:
    return _post_page(PostForm())


@door.post("/nytt")
def create_post() -> Response | Page:
    form = PostForm()
    if not form.validate():
        return _post_page(form), 422
    try:
        with transaction():
            service.create_post(
                form.key.data or "", form.name.data or "", seats=form.seats.data or 0, by=who().name, now=clock.now()
            )
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _post_page(form), 422
    flash("Uppdraget finns nu att välja till.")
    return redirect(url_for("office_desk.index"), 303)


@door.get("/mandat")
def new() -> str:
    return _term_page(TermForm())


@door.post("/mandat")
def create() -> Response | Page:
    form = TermForm()
    form.offer(queries.posts())
    if not form.validate():
        return _term_page(form), 422
    if form.post.data is None:
        form.refuse("post", "Välj uppdrag.")
        return _term_page(form), 422
    key = queries.get_post(form.post.data).id
    try:
        with transaction():
            name = mandate_service.record_term(key, form.as_facts(), by=who().name, now=clock.now()).name
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _term_page(form), 422
    flash(f"{name} står bland de förtroendevalda.")
    return redirect(url_for("office_desk.index"), 303)


@door.get("/mandat/<uid>")
def show(uid: str) -> str:
    return _mandate_page(queries.get_mandate(uid), ResignationForm(formdata=None, on=clock.today()))


@door.post("/mandat/<uid>/avgick")
def resign(uid: str) -> Response | Page:
    mandate = queries.get_mandate(uid)
    key, name, form = mandate.id, mandate.name, ResignationForm()
    if not form.validate() or form.on.data is None:
        return _mandate_page(mandate, form), 422
    try:
        with transaction():
            mandate_service.resign(key, on=form.on.data, by=who().name, now=clock.now())
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _mandate_page(queries.get_mandate(uid), form), 422
    flash(f"{name} har avgått. Platsen kan fyllas genom fyllnadsval på nästa årsmöte.")
    return redirect(url_for("office_desk.index"), 303)


def _post_page(form: PostForm) -> str:
    return render_template("elections/new_post.html", edition=None, form=form)


def _term_page(form: TermForm) -> str:
    posts = queries.posts()
    form.offer(posts)
    return render_template("elections/new_term.html", edition=None, form=form, any_post=bool(posts))


def _mandate_page(mandate: Mandate, form: ResignationForm) -> str:
    return render_template("elections/mandate.html", edition=None, mandate=mandate, form=form, words=words)

"""The organisers' door to the year's own questions."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scdapp.accounts.guards import ORGANISERS
from scdapp.admission import queries
from scdapp.admission import question_service as service
from scdapp.admission.question_forms import NewQuestionForm, QuestionForm, new_question_form, question_form
from scdapp.admission.question_rules import CHOSEN, KINDS
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import EditConflict, Refusal
from scdapp.core.web import LARGE_FORM, Door
from scdapp.editions.models import Edition
from scdapp.editions.queries import get_edition

door = Door(
    "question_desk",
    __name__,
    who=ORGANISERS,
    max_bytes=LARGE_FORM,
    url_prefix="/arrangor/<int:year>/anmalan/fragor",
)
Page = tuple[str, int]
Rows = list[tuple[str, str, str]]


@door.get("/ny")
def new(year: int) -> str:
    edition = get_edition(year)
    queries.get_terms(edition.id)
    return _new_page(edition, new_question_form(edition.id))


@door.post("/ny")
def create(year: int) -> Response | Page:
    edition = get_edition(year)
    form = new_question_form(edition.id)
    if not form.validate():
        return _new_page(edition, form), 422
    try:
        with transaction():
            service.create_question(edition.id, form.as_facts(form.kind.data), now=clock.now())
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _new_page(edition, form), 422
    return _to_list(year, f"Upplagt: ”{form.label.data}”.")


def _new_page(edition: Edition, form: NewQuestionForm) -> str:
    return render_template("admission/organiser/new_question.html", edition=edition, form=form)


@door.get("/<uid>")
def edit(year: int, uid: str) -> str:
    edition = get_edition(year)
    return _edit_page(edition, uid, question_form(queries.get_question(edition.id, uid)))


@door.post("/<uid>")
def update(year: int, uid: str) -> Response | Page:
    edition = get_edition(year)
    question = queries.get_question(edition.id, uid)
    key, kind, form = question.id, question.kind, question_form(question)
    if not form.validate():
        return _edit_page(edition, uid, form), 422
    try:
        with transaction():
            service.update_question(key, form.as_facts(kind), version=form.opened_version)
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _edit_page(edition, uid, form), 422
    except EditConflict:
        standing = question_form(queries.get_question(edition.id, uid), saved_only=True)
        return _edit_page(edition, uid, form, form.both_versions(standing)), 409
    return _to_list(year, f"”{form.label.data}” är sparad.")


@door.post("/<uid>/flytta")
def move(year: int, uid: str) -> Response:
    edition = get_edition(year)
    key = queries.get_question(edition.id, uid).id
    with transaction():
        service.move_question(edition.id, key, step=-1 if request.form.get("step") == "-1" else 1)
    return redirect(url_for("admission_desk.index", year=year, _anchor=f"fraga-{uid}"), 303)


@door.post("/<uid>/dra-tillbaka")
def withdraw(year: int, uid: str) -> Response:
    return _change(year, uid, service.withdraw_question, "ställs inte längre. Svaren finns kvar.")


@door.post("/<uid>/aterstall")
def restore(year: int, uid: str) -> Response:
    return _change(year, uid, service.restore_question, "ställs igen.")


def _change(year: int, uid: str, change: Callable[[int], None], said: str) -> Response:
    question = queries.get_question(get_edition(year).id, uid)
    key, label = question.id, question.label
    with transaction():
        change(key)
    return _to_list(year, f"”{label}” {said}")


@door.post("/<uid>/ta-bort")
def destroy(year: int, uid: str) -> Response | Page:
    edition = get_edition(year)
    question = queries.get_question(edition.id, uid)
    key, label, form = question.id, question.label, QuestionForm()
    try:
        with transaction():
            service.delete_question(key, version=form.opened_version)
    except (Refusal, EditConflict) as refusal:
        changed = "Någon annan ändrade frågan just nu. Läs den och ta bort sedan, om det fortfarande är rätt."
        standing = question_form(queries.get_question(edition.id, uid), saved_only=True)
        standing.refuse(None, refusal.sentence if isinstance(refusal, Refusal) else changed)
        return _edit_page(edition, uid, standing), 422
    return _to_list(year, f"Borttaget: ”{label}”.")


def _edit_page(edition: Edition, uid: str, form: QuestionForm, rows: Rows | None = None) -> str:
    question = queries.get_question(edition.id, uid)
    return render_template(
        "admission/organiser/edit_question.html",
        edition=edition,
        question=question,
        form=form,
        rows=rows,
        kinds=KINDS,
        chosen=question.kind in CHOSEN,
    )


def _to_list(year: int, said: str) -> Response:
    flash(said)
    return redirect(url_for("admission_desk.index", year=year, _anchor="fragor"), 303)

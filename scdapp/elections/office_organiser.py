"""The board's door to offices: who holds them, which seats are empty, what is known from before, who has
left before time, and what was recorded wrongly."""

import json
from typing import Any

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from scdapp.accounts.current import who
from scdapp.accounts.guards import BOARD
from scdapp.audit.models import AuditEvent
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import EditConflict, Refusal
from scdapp.core.web import Door
from scdapp.decisions import queries as decisions
from scdapp.elections import correction_service as corrections
from scdapp.elections import mandate_service, queries, service
from scdapp.elections import vocabulary as words
from scdapp.elections.correction_words import told
from scdapp.elections.models import Mandate
from scdapp.elections.office_forms import CorrectionForm, EndForm, PostForm, TermForm, decision_label

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
    return _mandate_page(queries.get_mandate(uid), EndForm(formdata=None, on=clock.today()))


@door.post("/mandat/<uid>/upphor")
def end(uid: str) -> Response | Page:
    """The term ends before its time: how, from which day, and by which decision."""
    mandate = queries.get_mandate(uid)
    key, name, form = mandate.id, mandate.name, EndForm()
    form.offer(queries.removing_decisions())
    if not form.validate() or form.on.data is None or not _decided(form):
        return _mandate_page(mandate, form), 422
    decision = decisions.get_decision(form.decision.data).id if form.reason.data == "removed" else None
    facts: dict[str, Any] = {"on": form.on.data, "by": who().name, "now": clock.now()}
    try:
        with transaction():
            if decision is not None:
                mandate_service.remove(key, decision, **facts)
            elif form.reason.data == "deceased":
                mandate_service.end_by_death(key, **facts)
            else:
                mandate_service.resign(key, **facts)
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _mandate_page(queries.get_mandate(uid), form), 422
    flash(f"{name}: {words.EARLY_ENDS[form.reason.data]}. Platsen kan fyllas genom fyllnadsval på nästa årsmöte.")
    return redirect(url_for("office_desk.index"), 303)


def _decided(form: EndForm) -> bool:
    """Says beside the fields what is missing: how, and for a removal the decision."""
    if form.reason.data is None:
        form.refuse("reason", "Välj hur mandatet upphörde.")
    elif form.reason.data == "removed" and form.decision.data is None:
        form.refuse("decision", "Välj beslutet att entlediga.")
    elif form.reason.data != "removed" and form.decision.data is not None:
        form.refuse("decision", "Ett beslut hör till den som är entledigad. Välj det, eller inget beslut.")
    return not form.errors


@door.get("/mandat/<uid>/ratta")
def edit(uid: str) -> str:
    mandate = queries.get_mandate(uid)
    return _correction_page(mandate, CorrectionForm.of(mandate))


@door.post("/mandat/<uid>/ratta")
def correct(uid: str) -> Response | Page:
    """What was recorded wrongly is written as it was; what stood there is kept in the chain."""
    mandate = queries.get_mandate(uid)
    key, form = mandate.id, CorrectionForm()
    if not form.validate():
        return _correction_page(mandate, form), 422
    try:
        with transaction():
            corrections.correct_term(
                key,
                form.as_facts(),
                why=form.why.data or "",
                goes_on=form.goes_on.data,
                version=form.opened_version,
                by=who().name,
                now=clock.now(),
            )
    except EditConflict:
        mandate = queries.get_mandate(uid)
        return _correction_page(mandate, form, form.both_versions(CorrectionForm.of(mandate))), 409
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _correction_page(queries.get_mandate(uid), form), 422
    flash("Rättat. Det som stod förut finns kvar bland händelserna.")
    return redirect(url_for("office_desk.show", uid=uid), 303)


def _post_page(form: PostForm) -> str:
    return render_template("elections/new_post.html", edition=None, form=form)


def _term_page(form: TermForm) -> str:
    posts = queries.posts()
    form.offer(posts)
    return render_template("elections/new_term.html", edition=None, form=form, any_post=bool(posts))


def _mandate_page(mandate: Mandate, form: EndForm) -> str:
    found = queries.removing_decisions()
    form.offer(found)
    return render_template(
        "elections/mandate.html",
        edition=None,
        mandate=mandate,
        form=form,
        any_decision=bool(found),
        corrected=[_corrected(one) for one in queries.corrections(mandate)],
        words=words,
        decision_label=decision_label,
    )


def _corrected(event: AuditEvent) -> dict[str, Any]:
    detail = json.loads(event.detail)
    return {"at": event.at, "by": event.actor, "what": told(detail["changed"]), "why": detail["why"]}


def _correction_page(
    mandate: Mandate, form: CorrectionForm, differences: list[tuple[str, str, str]] | None = None
) -> str:
    return render_template(
        "elections/correction.html", edition=None, mandate=mandate, form=form, differences=differences
    )

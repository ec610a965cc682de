"""What people say to a question, on the screen of the meeting: proposals, dissent, that they take no part."""

from collections.abc import Callable
from typing import Any

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from scdapp.accounts.current import who
from scdapp.accounts.guards import BOARD
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import Missing, Refusal
from scdapp.core.web import Door
from scdapp.decisions import stage_queries, voice_service
from scdapp.decisions.models import Decision
from scdapp.decisions.stage_page import page
from scdapp.decisions.voice_forms import DissentForm, MoveForm, RecusalForm
from scdapp.meetings import queries as meetings

door = Door("voice_desk", __name__, who=BOARD, url_prefix="/styrelse/arsmoten/<uid>/mote/<para>")

Answer = Response | tuple[str, int]


@door.post("/yrkande")
def move(uid: str, para: str) -> Answer:
    """Somebody moves a proposal."""
    decision = _paragraph(uid, para)
    key, form = decision.id, MoveForm(decision)
    if not form.validate():
        return page(uid, para, move_form=form), 422
    kind, text, moved_by, clause = (
        form.kind.data or "",
        form.text.data or "",
        form.moved_by.data or "",
        form.clause.data,
    )

    def record(**when: Any) -> None:
        voice_service.move_proposal(key, kind, text, moved_by=moved_by, clause_position=clause, **when)

    return _done(uid, para, form, "move_form", record)


@door.post("/yrkande/<int:number>")
def settle(uid: str, para: str, number: int) -> Answer:
    """What became of the proposal; `number` counts those of the paragraph from 1."""
    rows = _paragraph(uid, para).proposals
    if not 1 <= number <= len(rows):
        raise Missing
    key, state = rows[number - 1].id, request.form.get("state", "")
    return _done(uid, para, None, None, lambda **when: voice_service.settle_proposal(key, state, **when))


@door.post("/reservation")
def dissent(uid: str, para: str) -> Answer:
    """A reservation or a note for the minutes."""
    key, form = _paragraph(uid, para).id, DissentForm()
    if not form.validate():
        return page(uid, para, dissent_form=form), 422
    given = (form.kind.data or "", form.name.data or "", form.text.data or "")

    def record(**when: Any) -> None:
        voice_service.record_dissent(key, *given, notified_at=when["now"], **when)

    return _done(uid, para, form, "dissent_form", record)


@door.post("/reservation/<int:key>/bort")
def withdraw_dissent(uid: str, para: str, key: int) -> Answer:
    _ensure_among(key, _paragraph(uid, para).dissents)
    return _done(uid, para, None, None, lambda **when: voice_service.withdraw_dissent(key, **when))


@door.post("/jav")
def recuse(uid: str, para: str) -> Answer:
    """Somebody takes no part in the decision."""
    key, form = _paragraph(uid, para).id, RecusalForm()
    if not form.validate():
        return page(uid, para, recusal_form=form), 422
    given = (form.name.data or "", form.reason.data or "")
    return _done(uid, para, form, "recusal_form", lambda **when: voice_service.record_recusal(key, *given, **when))


@door.post("/jav/<int:key>/bort")
def remove_recusal(uid: str, para: str, key: int) -> Answer:
    _ensure_among(key, _paragraph(uid, para).recusals)
    return _done(uid, para, None, None, lambda **when: voice_service.remove_recusal(key, **when))


def _paragraph(uid: str, para: str) -> Decision:
    return stage_queries.paragraph_of(meetings.get_meeting(uid), para)


def _ensure_among(key: int, rows: list[Any]) -> None:
    if key not in {one.id for one in rows}:
        raise Missing


def _done(uid: str, para: str, form: Any, name: str | None, verb: Callable[..., Any]) -> Answer:
    """Do it and go back to the paragraph; a refusal stands beside the field, and what was typed is kept."""
    try:
        with transaction():
            verb(by=who().name, now=clock.now())
    except Refusal as refusal:
        if form is None or name is None:
            return page(uid, para, wrong=refusal.sentence), 422
        field = {"clause_position": "clause"}.get(refusal.field or "", refusal.field)
        form.refuse(field, refusal.sentence)
        return page(uid, para, **{name: form}), 422
    return redirect(url_for("hall_desk.paragraph", uid=uid, para=para), 303)

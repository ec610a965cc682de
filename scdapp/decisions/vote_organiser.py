"""Votes on the screen of the meeting: heard, asked for, counted by two, settled."""

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from scdapp.accounts.current import who
from scdapp.accounts.guards import BOARD
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import Refusal
from scdapp.core.web import Door
from scdapp.decisions import count_rules, queries, stage_queries, vote_service
from scdapp.decisions.stage_page import page
from scdapp.decisions.vote_forms import CountForm, HearForm, TieForm
from scdapp.decisions.vote_rules import TellersDisagree, TieBreak, TieNeedsBreaking
from scdapp.meetings import queries as meetings

door = Door("vote_desk", __name__, who=BOARD, url_prefix="/styrelse/arsmoten/<uid>/mote/<para>")

Answer = Response | tuple[str, int]


@door.post("/hord")
def hear(uid: str, para: str) -> Answer:
    """What the chair heard, without deciding yet."""
    key, form = _paragraph_id(uid, para), HearForm()
    if not form.validate():
        return page(uid, para, hear_form=form), 422
    result, method, question = form.result.data or "", form.method.data or "", form.question.data or None
    try:
        with transaction():
            vote_service.hear(key, result, method=method, question=question, by=who().name, now=clock.now())
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return page(uid, para, hear_form=form), 422
    return _back(uid, para)


@door.post("/votering-begard")
def request_count(uid: str, para: str) -> Answer:
    """Somebody asks for the votes to be counted."""
    key = _paragraph_id(uid, para)
    try:
        with transaction():
            vote_service.request_count(key, by=who().name, now=clock.now())
    except Refusal as refusal:
        return page(uid, para, wrong=refusal.sentence), 422
    return _back(uid, para)


@door.post("/rakna")
def call_count(uid: str, para: str) -> Answer:
    """The tellers begin to count."""
    key, form = _paragraph_id(uid, para), CountForm()
    if not form.validate():
        return page(uid, para, count_form=form), 422
    question = form.question.data or None
    try:
        with transaction():
            vote_service.call_count(key, form.method.data or "", question=question, by=who().name, now=clock.now())
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return page(uid, para, count_form=form), 422
    return _back(uid, para)


@door.post("/omgang/<int:number>")
def tally(uid: str, para: str, number: int) -> Answer:
    """What the tellers counted. Kept also when they differ; settled at once when they agree and nothing is tied."""
    meeting = meetings.get_meeting(uid)
    row = queries.get_round(stage_queries.paragraph_id(meeting, para), number)
    key, tellers = row.id, queries.officers(meeting.id, ("teller",))
    try:
        counted = count_rules.read(request.form, row, tellers)
        with transaction():
            for teller, figures in counted.items():
                vote_service.enter_tally(key, teller, figures, by=who().name, now=clock.now())
    except Refusal as refusal:
        return page(uid, para, typed=request.form, wrong=refusal.sentence), 422
    return _settled(uid, para, key, None)


@door.post("/omgang/<int:number>/utslag")
def break_tie(uid: str, para: str, number: int) -> Answer:
    """What the chair or the lot said."""
    row, form = queries.get_round(_paragraph_id(uid, para), number), TieForm()
    key = row.id
    if not form.validate():
        return page(uid, para, tie_form=form), 422
    return _settled(uid, para, key, form.as_tie())


@door.post("/omgang/<int:number>/bryt")
def drop(uid: str, para: str, number: int) -> Answer:
    """The count is broken off."""
    key = queries.get_round(_paragraph_id(uid, para), number).id
    try:
        with transaction():
            vote_service.drop_round(key, by=who().name, now=clock.now())
    except Refusal as refusal:
        return page(uid, para, wrong=refusal.sentence), 422
    return _back(uid, para)


def _settled(uid: str, para: str, key: int, tie: TieBreak | None) -> Answer:
    """Let the count stand if it can. That the tellers differ, or that a tie is open, the page itself says."""
    try:
        with transaction():
            vote_service.settle(key, tie=tie, by=who().name, now=clock.now())
    except (TellersDisagree, TieNeedsBreaking):
        return _back(uid, para)
    except Refusal as refusal:
        return page(uid, para, wrong=refusal.sentence), 422
    flash("Räkningen är klar: rösträknarna är överens.")
    return _back(uid, para)


def _paragraph_id(uid: str, para: str) -> int:
    return stage_queries.paragraph_id(meetings.get_meeting(uid), para)


def _back(uid: str, para: str) -> Response:
    return redirect(url_for("hall_desk.paragraph", uid=uid, para=para), 303)

"""Ballots of an election: called, counted by two, settled, broken off; the lot."""

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from scdapp.accounts.current import who
from scdapp.accounts.guards import BOARD
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import Refusal
from scdapp.core.web import Door
from scdapp.decisions import count_rules, stage_queries, vote_service
from scdapp.decisions import queries as decisions
from scdapp.decisions.vote_rules import TellersDisagree
from scdapp.elections import desk_queries, service
from scdapp.elections.desk_page import ballot_form, page
from scdapp.elections.rules import LotNeeded
from scdapp.meetings import queries as meetings

PREFIX = "/styrelse/arsmoten/<uid>/val/<para>/<election>"
door = Door("ballot_desk", __name__, who=BOARD, url_prefix=PREFIX)

Answer = Response | tuple[str, int]


@door.post("/rakna")
def call(uid: str, para: str, election: str) -> Answer:
    """A round of votes; whoever calls it says that somebody has asked for it."""
    decision = stage_queries.paragraph_id(meetings.get_meeting(uid), para)
    row = desk_queries.election_in(decision, election)
    key, form = row.id, ballot_form(row)
    if not form.validate():
        return page(uid, para, ballot_form=(election, form)), 422
    among = [one.id for one in row.candidates if one.uid in (form.candidates.data or ())]
    try:
        with transaction():
            vote_service.request_count(decision, by=who().name, now=clock.now())
            service.call_ballot(key, form.method.data or "", among=among, by=who().name, now=clock.now())
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return page(uid, para, ballot_form=(election, form)), 422
    return _back(uid, para, election)


@door.post("/omgang/<int:number>")
def tally(uid: str, para: str, election: str, number: int) -> Answer:
    """What the tellers counted; settled at once when they agree and the lot is not needed."""
    meeting = meetings.get_meeting(uid)
    decision = stage_queries.paragraph_id(meeting, para)
    key = desk_queries.election_in(decision, election).id
    row, tellers = decisions.get_round(decision, number), decisions.officers(meeting.id, ("teller",))
    round_id = row.id
    try:
        counted = count_rules.read(request.form, row, tellers)
        with transaction():
            for teller, figures in counted.items():
                vote_service.enter_tally(round_id, teller, figures, by=who().name, now=clock.now())
    except Refusal as refusal:
        return page(uid, para, typed=request.form, wrong=refusal.sentence), 422
    return _settled(uid, para, election, key, round_id, [], "")


@door.post("/omgang/<int:number>/lott")
def draw(uid: str, para: str, election: str, number: int) -> Answer:
    """What the lot said."""
    decision = stage_queries.paragraph_id(meetings.get_meeting(uid), para)
    key, row = desk_queries.election_in(decision, election).id, decisions.get_round(decision, number)
    lot, note = count_rules.lots(row, request.form.getlist("lot")), request.form.get("note", "")
    if not lot:
        return page(uid, para, wrong="Kryssa för den som lotten valde."), 422
    return _settled(uid, para, election, key, row.id, lot, note)


@door.post("/omgang/<int:number>/bryt")
def drop(uid: str, para: str, election: str, number: int) -> Answer:
    """The count is broken off."""
    key = decisions.get_round(stage_queries.paragraph_id(meetings.get_meeting(uid), para), number).id
    try:
        with transaction():
            vote_service.drop_round(key, by=who().name, now=clock.now())
    except Refusal as refusal:
        return page(uid, para, wrong=refusal.sentence), 422
    return _back(uid, para, election)


def _settled(uid: str, para: str, election: str, key: int, round_id: int, lot: list[str], note: str) -> Answer:
    try:
        with transaction():
            service.settle_ballot(key, round_id, lot=lot, note=note, by=who().name, now=clock.now())
    except TellersDisagree:
        return _back(uid, para, election)
    except Refusal as refusal:
        if isinstance(refusal, LotNeeded) and not lot:
            return _back(uid, para, election)  # where the lot is asked for
        return page(uid, para, wrong=refusal.sentence), 422
    flash("Räkningen är klar: rösträknarna är överens.")
    return _back(uid, para, election)


def _back(uid: str, para: str, election: str) -> Response:
    return redirect(url_for("election_desk.show", uid=uid, para=para, _anchor=election), 303)

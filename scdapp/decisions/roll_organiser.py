"""The sheet of a roll call, `…/omgang/<number>/namn`: the secretary writes down who answers what."""

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scdapp.accounts.current import who
from scdapp.accounts.guards import BOARD
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import EditConflict, Missing, Refusal
from scdapp.core.web import Door
from scdapp.decisions import queries, roll_rules, roll_service, stage_queries, vote_service
from scdapp.decisions import vocabulary as words
from scdapp.decisions.hall_models import RegisterEntry
from scdapp.decisions.models import Round
from scdapp.decisions.vote_rules import TellersDisagree, TieNeedsBreaking
from scdapp.meetings import queries as meetings

door = Door(
    "roll_desk", __name__, who=BOARD, url_prefix="/styrelse/arsmoten/<uid>/mote/<para>/omgang/<int:number>/namn"
)

Answer = Response | tuple[str, int]
CHANGED = "Någon annan sparade namn just nu. Läs igenom listan, och spara igen om den stämmer."


@door.get("")
def show(uid: str, para: str, number: int) -> str:
    return _page(uid, para, number)


@door.post("")
def update(uid: str, para: str, number: int) -> Answer:
    """What was answered, kept also when everybody has not answered yet; the count stands once all agree."""
    row = _round(uid, para, number)
    key, entries, seen = row.id, _entries(row), request.form.get("seen", "")
    try:
        given = roll_rules.read(request.form, entries)
        told = roll_rules.in_words(roll_rules.sums(given, entries))
        with transaction():
            roll_service.record_names(key, given, seen=seen, by=who().name, now=clock.now())
    except EditConflict:
        return _page(uid, para, number, typed=request.form, wrong=CHANGED), 409
    except Refusal as refusal:
        return _page(uid, para, number, typed=request.form, wrong=refusal.sentence), 422
    _settle(key)
    flash(f"Namnen är sparade: {told}.")
    return redirect(url_for("hall_desk.paragraph", uid=uid, para=para), 303)


def _settle(key: int) -> None:
    """Let the count stand if only the names were wanting. What else is wanting, the screen says."""
    try:
        with transaction():
            vote_service.settle(key, by=who().name, now=clock.now())
    except (TellersDisagree, TieNeedsBreaking, Refusal):
        return


def _round(uid: str, para: str, number: int) -> Round:
    """A roll call of the paragraph. Raises `Missing` for another way of voting."""
    row = queries.get_round(stage_queries.paragraph_id(meetings.get_meeting(uid), para), number)
    if not roll_rules.is_called(row):
        raise Missing
    return row


def _entries(row: Round) -> list[RegisterEntry]:
    """Those who are called: the register that the round is counted against."""
    return row.register.entries if row.register else []


def _page(uid: str, para: str, number: int, *, typed: Mapping[str, str] | None = None, wrong: str | None = None) -> str:
    meeting, row = meetings.get_meeting(uid), _round(uid, para, number)
    given = roll_rules.answers(row.names)
    entries = _entries(row)
    return render_template(
        "decisions/roll.html",
        edition=None,
        meeting=meeting,
        decision=row.decision,
        row=row,
        rows=roll_rules.sheet(entries, given, typed),
        told=roll_rules.in_words(roll_rules.sums(given, entries)) if given else None,
        seen=roll_rules.seal(given),
        votes=words.NAMED_VOTES,
        wrong=wrong,
    )

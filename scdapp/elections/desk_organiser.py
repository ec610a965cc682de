"""Elections while the meeting is held, `/styrelse/arsmoten/<uid>/val`: nominate, elect, write down who was elected."""

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from scdapp.accounts.current import who
from scdapp.accounts.guards import BOARD
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import EditConflict, Refusal
from scdapp.core.web import KILOBYTE, Door
from scdapp.decisions import stage_queries, stage_service
from scdapp.decisions.rules import Text, Verdict
from scdapp.elections import desk_queries, service
from scdapp.elections.desk_forms import ConcludeForm, NominateForm, PostForm
from scdapp.elections.desk_page import elect_form, open_form, page, start_page
from scdapp.meetings import queries as meetings

door = Door("election_desk", __name__, who=BOARD, url_prefix="/styrelse/arsmoten/<uid>/val", max_bytes=256 * KILOBYTE)

Answer = Response | tuple[str, int]


@door.get("")
def start(uid: str) -> Response | str:
    """The election that the meeting is at; or all of them."""
    return start_page(uid)


@door.get("/<para>")
def show(uid: str, para: str) -> str:
    return page(uid, para)


@door.post("/<para>/uppdrag")
def create_post(uid: str, para: str) -> Answer:
    """An office that there has not been before."""
    form = PostForm()
    if not form.validate():
        return page(uid, para, post_form=form), 422
    given = (form.key.data or "", form.name.data or "")
    try:
        with transaction():
            service.create_post(*given, seats=form.seats.data or 1, by=who().name, now=clock.now())
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return page(uid, para, post_form=form), 422
    return _back(uid, para)


@door.post("/<para>/oppna")
def create(uid: str, para: str) -> Answer:
    """Let the paragraph elect to a post."""
    key, form = _paragraph_id(uid, para), open_form()
    if not form.validate():
        return page(uid, para, open_form=form), 422
    post, term = desk_queries.post_and_term(form.post.data or "", form.finishes.data)
    try:
        with transaction():
            service.open_election(key, post, seats=form.seats.data, finishes_id=term, by=who().name, now=clock.now())
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return page(uid, para, open_form=form), 422
    return _back(uid, para)


@door.post("/<para>/<election>/foresla")
def nominate(uid: str, para: str, election: str) -> Answer:
    """Somebody is proposed."""
    row, form = desk_queries.election_in(_paragraph_id(uid, para), election), NominateForm()
    key = row.id
    if not form.validate():
        return page(uid, para, nominate_form=(election, form)), 422
    try:
        with transaction():
            service.nominate(key, form.as_facts(), by=who().name, now=clock.now())
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return page(uid, para, nominate_form=(election, form)), 422
    return _back(uid, para, election)


@door.post("/<para>/<election>/avstar/<candidate>")
def withdraw(uid: str, para: str, election: str, candidate: str) -> Answer:
    """Somebody does not stand after all."""
    row = desk_queries.election_in(_paragraph_id(uid, para), election)
    key = desk_queries.candidate_in(row, candidate).id
    try:
        with transaction():
            service.withdraw_candidate(key, by=who().name, now=clock.now())
    except Refusal as refusal:
        return page(uid, para, wrong=refusal.sentence), 422
    return _back(uid, para, election)


@door.post("/<para>/<election>/valj")
def elect(uid: str, para: str, election: str) -> Answer:
    """By acclamation, or by all."""
    row = desk_queries.election_in(_paragraph_id(uid, para), election)
    key, form = row.id, elect_form(row)
    if not form.validate():
        return page(uid, para, elect_form=(election, form)), 422
    chosen = [one.id for one in row.candidates if one.uid in (form.candidates.data or ())]
    try:
        with transaction():
            service.elect(key, chosen, method=form.method.data or "", by=who().name, now=clock.now())
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return page(uid, para, elect_form=(election, form)), 422
    return _back(uid, para, election)


@door.post("/<para>/<election>/angra")
def undo(uid: str, para: str, election: str) -> Answer:
    """Nobody is elected after all; the rounds stay."""
    key = desk_queries.election_in(_paragraph_id(uid, para), election).id
    try:
        with transaction():
            service.undo(key, by=who().name, now=clock.now())
    except Refusal as refusal:
        return page(uid, para, wrong=refusal.sentence), 422
    return _back(uid, para, election)


@door.post("/<para>/majoritet")
def set_majority(uid: str, para: str) -> Answer:
    """Whether most votes are enough."""
    key = _paragraph_id(uid, para)
    try:
        with transaction():
            service.set_majority(key, request.form.get("majority", ""), by=who().name, now=clock.now())
    except Refusal as refusal:
        return page(uid, para, wrong=refusal.sentence), 422
    return _back(uid, para)


@door.post("/<para>/klart")
def conclude(uid: str, para: str) -> Answer:
    """Write down who was elected, and go on with the meeting."""
    key, form = _paragraph_id(uid, para), ConcludeForm()
    if not form.validate():
        return page(uid, para, conclude_form=form), 422
    text = Text(form.heading.data or "", form.body.data or "", desk_queries.clauses_of(key))
    method = desk_queries.method_of(key)
    version = form.opened_version
    try:
        with transaction():
            stage_service.conclude(
                key, text, Verdict("elected", method), version=version, by=who().name, now=clock.now()
            )
    except EditConflict:
        form.version.data = str(desk_queries.version_of(key))
        form.refuse(None, "Någon annan ändrade paragrafen just nu. Läs det som står, och skriv in det igen.")
        return page(uid, para, conclude_form=form), 409
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return page(uid, para, conclude_form=form), 422
    flash("Valet är inskrivet.")
    return redirect(url_for("hall_desk.show", uid=uid), 303)


def _paragraph_id(uid: str, para: str) -> int:
    return stage_queries.paragraph_id(meetings.get_meeting(uid), para)


def _back(uid: str, para: str, election: str | None = None) -> Response:
    return redirect(url_for("election_desk.show", uid=uid, para=para, _anchor=election), 303)

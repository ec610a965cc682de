"""The organisers' door to the seminars: how they fill, who is on them, who waits; moved, added and removed by hand."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scdapp.accounts.current import who
from scdapp.accounts.guards import ORGANISERS
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import Missing, Refusal
from scdapp.core.web import Door
from scdapp.editions.models import Edition
from scdapp.editions.queries import get_edition
from scdapp.registration import queries as registration
from scdapp.registration.rules import Actor
from scdapp.releases import queries as releases
from scdapp.releases.released import Programme, Session
from scdapp.seminars import filling, forms, picture, queries, queue_service, rules, service
from scdapp.seminars.forms import MoveForm, SeminarForm, Sent
from scdapp.seminars.notice_service import time_of

door = Door("seminar_desk", __name__, who=ORGANISERS, url_prefix="/arrangor/<int:year>/seminarier")
Answer = Response | str | tuple[str, int]


@door.get("")
def index(year: int) -> str:
    edition = get_edition(year)
    programme = releases.current(edition.id, clock.now())
    pairs = filling.overlapping(programme) if programme else []
    clashing = queries.choices_by_uid(edition.id, {one.uid for pair in pairs for one in pair}) if pairs else []
    return render_template(
        "seminars/organiser/index.html",
        edition=edition,
        blocks=filling.blocks(programme, queries.left(edition.id)) if programme else [],
        clashes=filling.clashing(clashing, pairs),
        undecided=queries.undecided(edition.id),
    )


@door.get("/<uid>")
def show(year: int, uid: str) -> str:
    return _page(get_edition(year), uid, MoveForm())


@door.post("/<uid>")
def add(year: int, uid: str) -> Answer:
    """Give somebody a place by hand; what they had in the block is given up."""
    edition = get_edition(year)
    form = MoveForm()
    if not form.validate():
        return _page(edition, uid, form), 422
    session = _session(_programme(edition), uid)
    try:
        with transaction():
            found = queries.confirmed_by(edition.id, form.who.data or "")
            full = service.choose(found.id, {session.block or "": uid}, actor=_actor(), now=clock.now())
            if full:
                raise Refusal("Det är fullt. Höj antalet platser i programmet och släpp det först.", field="who")
            name = found.name or found.booking.contact_name
    except Refusal as refusal:
        form.refuse("who", refusal.sentence)
        return _page(edition, uid, form), 422
    flash(f"{name} har plats nu, och får ett brev om det.")
    return redirect(url_for("seminar_desk.show", year=year, uid=uid), 303)


@door.post("/<uid>/slapp-in")
def promote(year: int, uid: str) -> Response:
    """Let somebody past the queue, if a place is free."""
    choice = queries.find_choice(request.form.get("seat", ""), uid)
    if choice is None or choice.participant.edition_id != get_edition(year).id:
        raise Missing
    key = choice.id
    try:
        with transaction():
            queue_service.promote(key, actor=_actor(), now=clock.now())
        flash("Klart. Personen har fått ett brev.")
    except Refusal as refusal:
        flash(refusal.sentence)
    return redirect(url_for("seminar_desk.show", year=year, uid=uid), 303)


@door.get("/person/<uid>")
def edit(year: int, uid: str) -> str:
    """All that one person has chosen."""
    return _person(get_edition(year), uid, Sent({}))


@door.post("/person/<uid>")
def update(year: int, uid: str) -> Answer:
    edition = get_edition(year)
    seat = registration.get_participant(edition.id, uid)
    seen = picture.blocks(seat, _programme(edition), None, {})
    sent = forms.sent(request.form, seen)
    key, name = seat.id, seat.name or seat.booking.contact_name
    try:
        with transaction():
            full = service.choose(key, sent.wishes, actor=_actor(), now=clock.now())
            sent.full = {one.block: one.uid for one in full if one.block}
    except Refusal as refusal:
        sent.errors[refusal.field or ""] = refusal.sentence
    if sent.errors or sent.full:
        return _person(edition, uid, sent), 422
    flash(f"Sparat. Har något ändrats får {name} ett brev.")
    return redirect(url_for("seminar_desk.edit", year=year, uid=uid), 303)


def _page(edition: Edition, uid: str, form: MoveForm) -> str:
    programme = _programme(edition)
    session = _session(programme, uid)
    choices = queries.choices_by_uid(edition.id, {uid})
    rows = [row for block in filling.blocks(programme, queries.left(edition.id)) for row in block.rows]
    return render_template(
        "seminars/organiser/show.html",
        edition=edition,
        session=session,
        row=next(row for row in rows if row.session.uid == uid),
        when=time_of(session),
        **{state: filling.listed(choices, session, state) for state in ("taken", "offered", "waiting")},
        form=form,
    )


def _person(edition: Edition, uid: str, sent: Sent) -> str:
    seat = registration.get_participant(edition.id, uid)
    programme = _programme(edition)
    blocks = picture.blocks(seat, programme, None, queries.left(edition.id))
    for slug, wanted in sent.full.items():
        sent.errors[slug] = forms.is_full(programme.by_uid[wanted].title, None)
    return render_template(
        "seminars/organiser/edit.html", edition=edition, seat=seat, blocks=blocks, sent=sent, form=SeminarForm()
    )


def _programme(edition: Edition) -> Programme:
    programme = releases.current(edition.id, clock.now())
    if programme is None:
        raise Missing
    return programme


def _session(programme: Programme, uid: str) -> Session:
    session = programme.by_uid.get(uid)
    if session is None or not rules.choosable(session):
        raise Missing
    return session


def _actor() -> Actor:
    return Actor("organiser", who().name)

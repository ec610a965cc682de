"""The organisers' door to letters to many: write, see whom it reaches, send, follow."""

import logging

from flask import flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from scdapp.accounts.current import who
from scdapp.accounts.guards import ORGANISERS
from scdapp.admission.queries import get_catalogue
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import EditConflict, Refusal
from scdapp.core.web import LARGE_FORM, Door
from scdapp.editions.models import Edition
from scdapp.editions.queries import get_edition
from scdapp.mailings import forms, queries, service
from scdapp.mailings.forms import Both, MailingForm, SendForm
from scdapp.mailings.letters import MAILING
from scdapp.mailings.models import Mailing
from scdapp.mailings.rules import Recipient, Selection
from scdapp.outbox import letters as post
from scdapp.outbox import service as outbox
from scdapp.outbox.rules import STATE_WORDS
from scdapp.registration import desk_queries
from scdapp.registration.filter import FilterForm
from scdapp.seminars import queries as seminars

Page = tuple[str, int]
EXAMPLES = 3

door = Door("mailing_desk", __name__, who=ORGANISERS, max_bytes=LARGE_FORM, url_prefix="/arrangor/<int:year>/utskick")
log = logging.getLogger(__name__)


@door.get("")
def index(year: int) -> str:
    edition = get_edition(year)
    mailings = queries.mailings(edition.id)
    progress = queries.progress([one.uid for one in mailings])
    return render_template("mailings/organiser/index.html", edition=edition, mailings=mailings, progress=progress)


@door.get("/nytt")
def new(year: int) -> str:
    """Comes with a selection when somebody made one in the list of seats."""
    edition = get_edition(year)
    return _new_page(edition, _both(edition, MailingForm(formdata=None), FilterForm(request.args)))


@door.post("/nytt")
def create(year: int) -> Response | Page:
    edition = get_edition(year)
    both = _both(edition, MailingForm(), FilterForm(request.form))
    if not both.letter.validate():
        return _new_page(edition, both), 422
    try:
        with transaction():
            mailing = service.create_mailing(edition.id, both.as_draft(), by=who().name, now=clock.now())
    except Refusal as refusal:
        both.letter.refuse(refusal.field, refusal.sentence)
        return _new_page(edition, both), 422
    return _to(year, mailing.uid, "Utkastet är sparat. Inget är skickat än.")


@door.get("/<uid>")
def show(year: int, uid: str) -> str:
    return _show_page(*_found(year, uid))


@door.get("/<uid>/andra")
def edit(year: int, uid: str) -> str:
    edition, mailing = _found(year, uid)
    return _edit_page(edition, mailing, _saved(edition, mailing))


@door.post("/<uid>/andra")
def update(year: int, uid: str) -> Response | Page:
    edition, mailing = _found(year, uid)
    both = _both(edition, MailingForm(data=forms.letter_data(mailing)), FilterForm(request.form))
    if not both.letter.validate():
        return _edit_page(edition, mailing, both), 422
    try:
        with transaction():
            service.update_mailing(mailing.id, both.as_draft(), version=both.letter.opened_version)
    except Refusal as refusal:
        both.letter.refuse(refusal.field, refusal.sentence)
        return _edit_page(edition, mailing, both), 422
    except EditConflict:
        saved = _saved(edition, mailing)
        rows = both.letter.differences(saved.letter)
        both.letter.version.data = str(mailing.version)
        return _edit_page(edition, mailing, both, rows), 409
    return _to(year, uid, "Sparat. Inget är skickat än.")


@door.post("/<uid>/skicka")
def send(year: int, uid: str) -> Response | Page:
    """Only if it still reaches as many as the page has just said."""
    edition, mailing = _found(year, uid)
    form = SendForm()
    try:
        with transaction():
            service.send(mailing.id, version=form.opened_version, expected=form.expected.data or 0, now=clock.now())
    except Refusal as refusal:
        return _show_page(edition, mailing, refused=refusal.sentence), 422
    except EditConflict:
        return _show_page(edition, mailing, refused="Någon har ändrat brevet. Läs det igen och skicka sedan."), 409
    log.info("mailing %s sent by account %d", uid, who().id)
    return _to(year, uid, "Brevet är på väg ut.")


@door.post("/<uid>/hall")
def hold(year: int, uid: str) -> Response:
    _, mailing = _found(year, uid)
    with transaction():
        number = outbox.hold_batch(mailing.uid)
    return _to(year, uid, f"{number} brev hålls kvar tills du släpper dem.")


@door.post("/<uid>/slapp")
def release(year: int, uid: str) -> Response:
    _, mailing = _found(year, uid)
    with transaction():
        number = outbox.release_batch(mailing.uid)
    return _to(year, uid, f"{number} brev går igen.")


@door.post("/<uid>/ta-bort")
def destroy(year: int, uid: str) -> Response | Page:
    edition, mailing = _found(year, uid)
    try:
        with transaction():
            service.delete_mailing(mailing.id)
    except Refusal as refusal:
        return _show_page(edition, mailing, refused=refusal.sentence), 422
    flash("Utkastet är borttaget.")
    return redirect(url_for("mailing_desk.index", year=year), 303)


def _found(year: int, uid: str) -> tuple[Edition, Mailing]:
    edition = get_edition(year)
    return edition, queries.get_mailing(edition.id, uid)


def _to(year: int, uid: str, said: str) -> Response:
    flash(said)
    return redirect(url_for("mailing_desk.show", year=year, uid=uid), 303)


def _both(edition: Edition, letter: MailingForm, narrowing: FilterForm) -> Both:
    catalogue = get_catalogue(edition.id)
    places = seminars.places(edition.id).values()
    origins = desk_queries.places_of_origin(edition.id)
    return Both(edition, catalogue, places, origins, letter=letter, narrowing=narrowing)


def _saved(edition: Edition, mailing: Mailing) -> Both:
    catalogue = get_catalogue(edition.id)
    narrowed = forms.narrowing_data(Selection.from_json(mailing.selection), catalogue)
    query = MultiDict({name: str(value) for name, value in narrowed.items() if value is not None})
    return _both(edition, MailingForm(formdata=None, data=forms.letter_data(mailing)), FilterForm(query))


def _new_page(edition: Edition, both: Both) -> str:
    return render_template("mailings/organiser/new.html", edition=edition, form=both.letter, both=both)


def _edit_page(edition: Edition, mailing: Mailing, both: Both, rows: list[tuple[str, str, str]] | None = None) -> str:
    return render_template(
        "mailings/organiser/edit.html", edition=edition, mailing=mailing, form=both.letter, both=both, rows=rows
    )


def _show_page(edition: Edition, mailing: Mailing, *, refused: str | None = None) -> str:
    selection = Selection.from_json(mailing.selection)
    found = queries.recipients(edition.id, selection, mailing.recipients) if mailing.state == "draft" else []
    both = _saved(edition, mailing)
    return render_template(
        "mailings/organiser/show.html",
        edition=edition,
        mailing=mailing,
        refused=refused,
        number=len(found),
        examples=[(one, _as_sent(edition, mailing, one)) for one in found[:EXAMPLES]],
        chosen=[(field.label.text, field.chosen) for field in both.fields if field.data],
        session=both.letter.session.chosen,
        progress=queries.progress([mailing.uid])[mailing.uid],
        words=STATE_WORDS,
    )


def _as_sent(edition: Edition, mailing: Mailing, one: Recipient) -> post.Wording:
    values = {"rubrik": mailing.subject, "namn": one.name, "text": mailing.body, "konferens": edition.name}
    links = {"se_anmalan": post.HIDDEN_LINK[one.language]}
    return post.filled(MAILING, MAILING.wording(one.language), values, links, "")

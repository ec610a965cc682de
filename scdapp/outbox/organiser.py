"""The organisers' door to the post: what is on its way, what did not arrive, and what the letters say."""

import logging
from collections.abc import Callable
from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scdapp.accounts import current
from scdapp.accounts.guards import ORGANISERS
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import EditConflict, Missing, Refusal
from scdapp.core.web import LARGE_FORM, Door
from scdapp.outbox import queries, reading, service
from scdapp.outbox.forms import WordingForm, wording_form
from scdapp.outbox.letters import Letter, checked
from scdapp.outbox.queries import Wanted
from scdapp.outbox.registry import registry
from scdapp.outbox.rules import AGAIN_FROM, HELD_FROM, STATE_PATHS, STATE_WORDS, STOPPED_FROM

Page = str | tuple[str, int]

door = Door("outbox_desk", __name__, who=ORGANISERS, max_bytes=LARGE_FORM, url_prefix="/arrangor/utkorg")
log = logging.getLogger(__name__)
TEXT = "/texter/<letter>/<any(sv, en):language>"


@door.get("")
def index() -> str:
    wanted = _wanted()
    return render_template(
        "outbox/organiser/index.html",
        edition=None,
        page=queries.mail_page(wanted, number=request.args.get("sida", 1, type=int)),
        counts=queries.state_counts(wanted),
        wanted=wanted,
        chosen={"sok": wanted.search or None, "utskick": wanted.batch, "om": wanted.about},
        words=STATE_WORDS,
        paths=STATE_PATHS,
        title_of=reading.title_of,
        paused_since=queries.paused_since(),
        has_server=bool(current_app.config["SMTP"]),
    )


def _wanted() -> Wanted:
    """What the address asks for; what makes no sense asks for everything."""
    states = {path: state for state, path in STATE_PATHS.items()}
    return Wanted(
        search=request.args.get("sok", "")[:100].strip(),
        state=states.get(request.args.get("lage", "")),
        batch=request.args.get("utskick", "")[:36] or None,
        about=request.args.get("om", "")[:36] or None,
    )


@door.post("/vanta")
def hold_everything() -> Response:
    with transaction():
        service.hold_everything(now=clock.now())
    log.info("all mail held by account %d", current.who().id)
    return _to_list("Inga mejl skickas nu. Det som skrivs läggs på hög tills du låter det gå.")


@door.post("/slapp")
def release_everything() -> Response:
    with transaction():
        service.release_everything()
    log.info("all mail released by account %d", current.who().id)
    return _to_list("Mejlen går igen.")


@door.post("/skicka-om")
def resend_dead() -> Response:
    with transaction():
        again = service.resend_dead(now=clock.now())
    return _to_list(f"{again} mejl skickas igen." if again else "Det finns inget att skicka igen.")


@door.post("/utskick/<uid>/hall-kvar")
def hold_batch(uid: str) -> Response:
    return _with_batch(uid, service.hold_batch, "hålls kvar")


@door.post("/utskick/<uid>/slapp")
def release_batch(uid: str) -> Response:
    return _with_batch(uid, service.release_batch, "får gå")


@door.post("/utskick/<uid>/stoppa")
def stop_batch(uid: str) -> Response:
    return _with_batch(uid, service.stop_batch, "är stoppade")


def _with_batch(uid: str, verb: Callable[[str], int], said: str) -> Response:
    with transaction():
        changed = verb(uid)
    return _to_list(f"{changed} mejl {said}.", utskick=uid)


@door.get("/<uid>")
def show(uid: str) -> str:
    mail = queries.get_mail(uid)
    text = reading.as_read(mail)
    return render_template(
        "outbox/organiser/show.html",
        edition=None,
        mail=mail,
        title=reading.title_of(mail.letter),
        text=text,
        pieces=reading.pieces(mail, text) if text else [],
        words=STATE_WORDS,
        may={
            "hold": mail.state in HELD_FROM,
            "release": mail.state == "held",
            "stop": mail.state in STOPPED_FROM,
            "resend": mail.state in AGAIN_FROM,
        },
    )


@door.post("/<uid>/hall-kvar")
def hold(uid: str) -> Response:
    return _with_mail(uid, service.hold, "Mejlet hålls kvar.")


@door.post("/<uid>/slapp")
def release(uid: str) -> Response:
    return _with_mail(uid, service.release, "Mejlet får gå.")


@door.post("/<uid>/stoppa")
def stop(uid: str) -> Response:
    return _with_mail(uid, service.stop, "Mejlet skickas aldrig.")


def _with_mail(uid: str, verb: Callable[[int], None], said: str) -> Response:
    mail_id = queries.get_mail(uid).id
    try:
        with transaction():
            verb(mail_id)
    except Refusal as refusal:
        said = refusal.sentence
    return _to_mail(uid, said)


@door.post("/<uid>/skicka-igen")
def resend(uid: str) -> Response:
    mail_id = queries.get_mail(uid).id
    try:
        with transaction():
            again = service.resend(mail_id, now=clock.now()).uid
    except Refusal as refusal:
        return _to_mail(uid, refusal.sentence)
    return _to_mail(again, "Det här är ett nytt mejl med samma innehåll. Det är på väg.")


@door.get("/texter")
def letters() -> str:
    known = sorted(registry().letters.values(), key=lambda letter: letter.title)
    edited = queries.edited_wordings()
    return render_template("outbox/organiser/letters.html", edition=None, letters=known, edited=edited)


@door.get(TEXT)
def edit(letter: str, language: str) -> str:
    found = _letter(letter)
    return _edit_page(found, language, _form(found, language))


@door.post(TEXT)
def update(letter: str, language: str) -> Response | Page:
    found = _letter(letter)
    form = _form(found, language)
    if not form.validate():
        return _edit_page(found, language, form), 422
    try:
        with transaction():
            service.edit_wording(found, language, form.as_wording(), version=form.opened_version)
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _edit_page(found, language, form), 422
    except EditConflict:
        standing = _form(found, language, saved_only=True)
        return _edit_page(found, language, form, form.both_versions(standing)), 409
    flash("Sparat. Texten gäller från nästa mejl.")
    return redirect(url_for("outbox_desk.edit", letter=letter, language=language), 303)


@door.post(f"{TEXT}/forhandsgranska")
def preview(letter: str, language: str) -> Page:
    """What was typed, filled with what each place is. Changes nothing."""
    found = _letter(letter)
    form = _form(found, language)
    try:
        form.validate() and checked(found, form.as_wording())
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
    return _edit_page(found, language, form, previewed=not form.errors), 422 if form.errors else 200


@door.post(f"{TEXT}/aterstall")
def restore(letter: str, language: str) -> Response:
    found = _letter(letter)
    form = _form(found, language)
    with transaction():
        service.restore_wording(found, language, version=form.opened_version)
    flash("Brevet har sin ursprungliga text igen.")
    return redirect(url_for("outbox_desk.edit", letter=letter, language=language), 303)


def _letter(name: str) -> Letter:
    found = registry().letters.get(name)
    if found is None:
        raise Missing
    return found


def _form(letter: Letter, language: str, *, saved_only: bool = False) -> WordingForm:
    edited = queries.find_wording(letter.name, language)
    return wording_form(queries.wording(letter, language), edited.version if edited else 0, saved_only=saved_only)


def _edit_page(
    letter: Letter,
    language: str,
    form: WordingForm,
    rows: list[tuple[str, str, str]] | None = None,
    *,
    previewed: bool = False,
) -> str:
    standing, original = queries.wording(letter, language), letter.wording(language)
    try:
        sample = reading.sample(letter, form.as_wording() if previewed else standing)
    except LookupError:  # a place that the letter had when the text was edited
        sample = standing
    return render_template(
        "outbox/organiser/edit.html",
        edition=None,
        letter=letter,
        tongue=language,
        form=form,
        rows=rows,
        previewed=previewed,
        sample=sample,
        original=None if standing == original else original,
    )


def _to_list(said: str, **chosen: Any) -> Response:
    flash(said)
    return redirect(url_for("outbox_desk.index", **chosen), 303)


def _to_mail(uid: str, said: str) -> Response:
    flash(said)
    return redirect(url_for("outbox_desk.show", uid=uid), 303)

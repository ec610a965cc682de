"""What the link to those who attest opens: the whole text, "Justera", and a way to send it back. No log-in."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import Missing, Refusal
from scdapp.core.web import EVERYBODY, Door
from scdapp.decisions.hall_models import Officer
from scdapp.minutes import addendum_service, queries, service
from scdapp.minutes import vocabulary as words
from scdapp.minutes.letters import ATTEST
from scdapp.minutes.minutes_forms import ReturnForm, SignForm
from scdapp.minutes.models import Addendum, Minutes
from scdapp.minutes.prose import private, prose
from scdapp.minutes.rules import ChangedSince
from scdapp.tokens import queries as tokens

door = Door("attesting", __name__, who=EVERYBODY, url_prefix="/justera")
Answer = Response | tuple[Response, int]


@dataclass(frozen=True)
class Asked:
    """Who holds the link, and what there is to read."""

    officer: Officer
    minutes: Minutes

    @property
    def addenda(self) -> list[Addendum]:
        return [one for one in self.minutes.addenda if one.state == "review"]


@door.get("/<token>")
def show(token: str) -> Answer:
    return _page(token, _asked(token))


@door.post("/<token>")
def sign(token: str) -> Answer:
    """Stand by the text that was read."""
    asked, form = _asked(token), SignForm()
    key, officer_id, name = asked.minutes.id, asked.officer.id, asked.officer.name
    sha256 = form.sha256.data or ""

    def signed() -> None:
        service.sign(key, officer_id, sha256=sha256, by=name, now=clock.now())

    return _done(token, form, signed, gettext("Tack! Du har justerat protokollet."))


@door.post("/<token>/tillbaka")
def give_back(token: str) -> Answer:
    """Do not sign, and say why."""
    asked, form = _asked(token), ReturnForm()
    key, officer_id, name = asked.minutes.id, asked.officer.id, asked.officer.name
    if not form.validate():
        return _page(token, asked, returning=form), 422

    def returned() -> None:
        service.give_back(key, officer_id, form.text.data or "", by=name, now=clock.now())

    return _done(token, form, returned, gettext("Tack! Protokollet är tillbaka hos sekreteraren med din kommentar."))


@door.post("/<token>/tillagg/<uid>")
def sign_addendum(token: str, uid: str) -> Answer:
    asked, form = _asked(token), SignForm()
    found = next((one for one in asked.minutes.addenda if one.uid == uid), None)
    if found is None:
        raise Missing
    key, officer_id, name = found.id, asked.officer.id, asked.officer.name
    sha256 = form.sha256.data or ""

    def signed() -> None:
        addendum_service.sign_addendum(key, officer_id, sha256=sha256, by=name, now=clock.now())

    return _done(token, form, signed, gettext("Tack! Du har justerat tillägget."))


def _done(token: str, form: SignForm | ReturnForm, verb: Callable[[], None], told: str) -> Answer:
    try:
        with transaction():
            verb()
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        signing, returning = (form, None) if isinstance(form, SignForm) else (None, form)
        status = 409 if isinstance(refusal, ChangedSince) else 422
        return _page(token, _asked(token), signing=signing, returning=returning), status
    flash(told)
    return redirect(url_for("attesting.show", token=token), 303)


def _asked(token: str) -> Asked:
    uid = tokens.find_subject(ATTEST, token, now=clock.now())
    officer = queries.find_officer(uid) if uid else None
    minutes = queries.find_minutes(officer.meeting_id) if officer else None
    if officer is None or minutes is None:
        raise Missing
    return Asked(officer, minutes)


def _page(
    token: str, asked: Asked, *, signing: SignForm | None = None, returning: ReturnForm | None = None
) -> Response:
    minutes = asked.minutes
    signers = queries.signers(minutes.meeting_id)
    signed = {one.officer_id: one for one in minutes.signatures if one.signed_sha256 == minutes.sha256}
    page = render_template(
        "minutes/attest.html",
        edition=None,
        token=token,
        officer=asked.officer,
        minutes=minutes,
        told=prose(minutes.canonical) if minutes.canonical else None,
        private=private(minutes.internal) if minutes.internal else {},
        signers=signers,
        signed=signed,
        addenda=[(one, asked.officer.id in _signed(one)) for one in asked.addenda],
        kinds=words.ADDENDUM_KINDS,
        form=signing or SignForm(formdata=None),
        returning=returning or ReturnForm(formdata=None),
    )
    response = make_response(page)
    # The address is a secret: it goes to nobody else and into no search engine.
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "no-store"
    return response


def _signed(addendum: Addendum) -> set[int]:
    return {one.officer_id for one in addendum.signatures if one.signed_sha256 == addendum.sha256}

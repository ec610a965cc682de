"""One seat, `/min-anmalan/<uid>`: all about it, who has it, and what its other pages have in common."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from scdapp.admission import queries as admission
from scdapp.admission.catalogue import Catalogue, Group
from scdapp.core import clock, qr, web
from scdapp.core.db import transaction
from scdapp.core.errors import EditConflict, Missing, Refusal
from scdapp.core.web import Door
from scdapp.guests import current
from scdapp.guests.guards import GUESTS
from scdapp.mine import rules, ways, wording
from scdapp.mine import seat_forms as forms
from scdapp.registration import access_queries, display, queries, seat_service
from scdapp.registration.bills import owed
from scdapp.registration.models import Participant
from scdapp.registration.rules import Actor, days_of

door = Door("my_seat", __name__, who=GUESTS, url_prefix="/min-anmalan/<uid>")
Answer = Response | str | tuple[str, int]


@dataclass(frozen=True)
class Setting:
    """A seat, as what somebody acts on it, and what its year offers."""

    seat: Participant
    actor: Actor
    now: datetime

    @property
    def mine(self) -> bool:
        """Whether all about the person is theirs to see and correct."""
        return rules.may_correct(self.seat, self.actor)

    @cached_property
    def catalogue(self) -> Catalogue:
        return admission.get_catalogue(self.seat.edition_id)

    @cached_property
    def group(self) -> Group:
        return self.catalogue.group(self.seat.category_id)

    @cached_property
    def closed(self) -> str | None:
        """Why nothing about products and names can be changed any more, if it cannot."""
        try:
            seat_service.ensure_changes_open(self.catalogue, self.now)
        except Refusal as refusal:
            return refusal.sentence
        return None


def setting_of(uid: str) -> Setting:
    """The seat as whoever is logged in meets it: its holder, or the contact of its booking. Raises `Missing`."""
    seat, actor = access_queries.seat_for(current.who(), uid)
    return Setting(seat, actor, clock.now())


def alive(uid: str) -> Setting:
    """The same for what only a seat has that has not ended. Raises `Missing`."""
    setting = setting_of(uid)
    if setting.seat.state == "cancelled":
        raise Missing
    return setting


@door.get("")
def show(uid: str) -> str:
    """All about the seat, and the ways from here."""
    return show_page(setting_of(uid))


def show_page(setting: Setting, refused: str | None = None) -> str:
    """All about the seat, and why something could not be done, if so."""
    seat = setting.seat
    before = queries.standing_before([seat, *seat.lines])
    changes = access_queries.history_of(seat)
    return page(
        "mine/seat.html",
        setting,
        refused=refused,
        state=wording.seat_state(seat, before),
        lines=wording.lines(seat, before),
        bill=owed([seat]),
        waits=rules.something_waits([seat]),
        days=[(on, wording.day_of(on, seat.shares)) for on in days_of(seat.lines)],
        answers=_answers(setting) if setting.mine else [],
        history=wording.history(changes, seat, setting.actor),
        ways=ways.of_seat(seat, own=setting.actor.kind == "participant"),
        form=forms.Button(formdata=None),
    )


def _answers(setting: Setting) -> list[tuple[display.Text, str]]:
    asked = {ask.question_id: display.text_of(ask.label, ask.label_en) for ask in setting.group.asks}
    return [(asked[one.question_id], one.value) for one in setting.seat.answers if one.question_id in asked]


@door.get("/person")
def edit_person(uid: str) -> Answer:
    setting = alive(uid)
    if not setting.mine:
        form = forms.NameForm(formdata=None, name=setting.seat.name, version=str(setting.seat.version))
        return page("mine/name.html", setting, form=form)
    return _person_page(setting, forms.filled(setting.group, setting.seat))


@door.post("/person")
def update_person(uid: str) -> Answer:
    """Correct or complete who it is; the contact of somebody who has an own address corrects the name only."""
    setting = alive(uid)
    return _update_own(setting) if setting.mine else _rename(setting)


def _update_own(setting: Setting) -> Answer:
    form = forms.person_form(setting.group, setting.seat)
    seat_id, actor, person = setting.seat.id, setting.actor, form.as_person(setting.seat)
    if not form.validate():
        return _person_page(setting, form), 422

    def save() -> None:
        seat_service.update_person(
            seat_id, person, form.answers(), version=form.opened_version, actor=actor, now=clock.now()
        )

    def again(**more: Any) -> str:
        return _person_page(alive(setting.seat.uid), form, **more)

    def standing(seat: Participant) -> forms.PersonForm:
        return forms.filled(setting.group, seat)

    return saved(form, save, again, standing) or back(setting, gettext("Uppgifterna är sparade."))


def _rename(setting: Setting) -> Answer:
    form = forms.NameForm()
    seat_id, actor = setting.seat.id, setting.actor

    def again(**more: Any) -> str:
        return page("mine/name.html", alive(setting.seat.uid), form=form, **more)

    def save() -> None:
        seat_service.rename(seat_id, form.name.data or "", version=form.opened_version, actor=actor, now=clock.now())

    if not form.validate():
        return again(), 422
    standing = _name_standing
    return saved(form, save, again, standing) or back(setting, gettext("Namnet är sparat."))


def _name_standing(seat: Participant) -> forms.NameForm:
    return forms.NameForm(formdata=None, name=seat.name, version=str(seat.version))


def _person_page(setting: Setting, form: forms.PersonForm, **more: Any) -> str:
    asks = [(ask, display.text_of(ask.label, ask.label_en)) for ask in form.asks]
    return page("mine/person.html", setting, form=form, asks=asks, **more)


def confirmed(uid: str) -> Setting:
    """The same for what only somebody with a place has. Raises `Missing`."""
    setting = setting_of(uid)
    if setting.seat.state != "confirmed":
        raise Missing
    return setting


@door.get("/kod.svg")
def code(uid: str) -> FlaskResponse:
    """The code that is read at the door, for whoever has the seat."""
    setting = confirmed(uid)
    if not setting.mine:
        raise Missing
    return picture(setting.seat.code)


def picture(of: str) -> FlaskResponse:
    """A seat's or a day's code as a picture."""
    return FlaskResponse(qr.svg(web.address("checkin.enter", code=of)), mimetype="image/svg+xml")


def saved(
    form: Any,
    save: Callable[[], None],
    again: Callable[..., str],
    standing: Callable[[Participant], Any] | None,
) -> tuple[str, int] | None:
    """Save in a transaction; None, or the page that says why not, with what was typed.

    `standing` makes the form as it stands now, to be shown beside what was typed.
    """
    try:
        with transaction():
            save()
    except EditConflict as conflict:
        return _both(form, again, standing, conflict.current)
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return again(), 422
    return None


def _both(
    form: Any, again: Callable[..., str], standing: Callable[[Participant], Any] | None, current_row: object
) -> tuple[str, int]:
    uid = str(getattr(current_row, "uid", ""))
    seat = queries.find_participant(uid)
    if seat is None:
        raise Missing
    form.version.data, form.version.raw_data = str(seat.version), None
    if standing is None:
        form.refuse(None, gettext("Någon annan har ändrat platsen under tiden. Titta igen innan du sparar."))
        return again(), 409
    return again(conflict=form.differences(standing(seat))), 409


def back(setting: Setting, sentence: str) -> Response:
    """To the seat's page, where `sentence` says what was done."""
    flash(sentence)
    return redirect(url_for("my_seat.show", uid=setting.seat.uid), 303)


def page(template: str, setting: Setting, **rows: Any) -> str:
    """One of the seat's pages."""
    rows.setdefault("conflict", None)
    return render_template(
        template,
        setting=setting,
        seat=setting.seat,
        booking=setting.seat.booking,
        mine=setting.mine,
        category=display.text_of(setting.seat.category.name, setting.seat.category.name_en),
        name=setting.seat.name or gettext("Namn kommer senare"),
        edition=setting.seat.booking.edition,
        **rows,
    )

"""A seat that somebody lets go: to a colleague, or back to the organisers."""

from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext

from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.money import sums
from scdapp.core.web import Door
from scdapp.guests.guards import GUESTS
from scdapp.mine import rules
from scdapp.mine import seat_forms as forms
from scdapp.mine.seat_views import Answer, Setting, alive, back, page, saved
from scdapp.registration import seat_service
from scdapp.registration.models import Participant

door = Door("my_seat_end", __name__, who=GUESTS, url_prefix="/min-anmalan/<uid>")


@door.get("/overlat")
def new_holder(uid: str) -> str:
    setting = alive(uid)
    form = forms.TakerForm(formdata=None, version=str(setting.seat.version))
    return page("mine/transfer.html", setting, form=form)


@door.post("/overlat")
def transfer(uid: str) -> Answer:
    """Let a colleague have the seat."""
    setting = alive(uid)
    form = forms.TakerForm()
    seat_id, actor, workplace = setting.seat.id, setting.actor, setting.seat.workplace

    def again(**more: Any) -> str:
        return page("mine/transfer.html", alive(uid), form=form, **more)

    def save() -> None:
        person = form.as_person(workplace)
        seat_service.transfer(seat_id, person, version=form.opened_version, actor=actor, now=clock.now())

    if not form.validate():
        return again(), 422
    refused = saved(form, save, again, _taker_standing)
    if refused:
        return refused
    flash(gettext("Platsen är överlämnad till %(name)s. Ni får var sitt brev om det.", name=form.name.data))
    return redirect(url_for("mine.index"), 303)


def _taker_standing(seat: Participant) -> forms.TakerForm:
    """Who has the seat now, beside whom somebody wanted to give it to."""
    values = {"name": seat.name, "email": seat.email, "title": seat.title, "version": str(seat.version)}
    return forms.TakerForm(formdata=None, data=values)


@door.get("/avboka")
def new_cancellation(uid: str) -> str:
    """What it costs, before the button that is binding."""
    return _cancel_page(alive(uid), forms.CancelForm(formdata=None))


@door.post("/avboka")
def cancel(uid: str) -> Answer:
    """Give the seat up, or the place in the queue, or decline what somebody else registered one for."""
    setting = alive(uid)
    form = forms.CancelForm()
    percent = rules.fee_percent(setting.seat, setting.catalogue, setting.now)
    if not form.validate() or form.seen.data != str(percent):
        form.refuse(None, gettext("Avgiften har ändrats sedan du öppnade sidan. Titta igen innan du avbokar."))
        return _cancel_page(setting, form), 422
    seat, actor = setting.seat, setting.actor
    declines = actor.kind == "participant" and seat.booking.contact_email != seat.email
    seat_id, reason = seat.id, "declined" if declines else "cancelled"
    with transaction():
        seat_service.cancel(seat_id, reason=reason, actor=actor, now=clock.now())
    return back(setting, gettext("Platsen är avbokad. Ett brev om det är på väg."))


def _cancel_page(setting: Setting, form: forms.CancelForm) -> str:
    percent = rules.fee_percent(setting.seat, setting.catalogue, setting.now)
    form.seen.data = str(percent)
    form.seen.raw_data = None
    fee = rules.fee(setting.seat, percent) if percent else sums([])
    return page("mine/cancel.html", setting, form=form, percent=percent, fee=fee)

"""Single days of a seat, given to others and taken back."""

from datetime import date
from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from scdapp.core import clock, words
from scdapp.core.db import transaction
from scdapp.core.errors import Missing
from scdapp.core.web import Door
from scdapp.guests.guards import GUESTS
from scdapp.mine import seat_forms as forms
from scdapp.mine import wording
from scdapp.mine.seat_views import Answer, Setting, confirmed, page, saved
from scdapp.registration import seat_service
from scdapp.registration.rules import days_of

door = Door("my_seat_share", __name__, who=GUESTS, url_prefix="/min-anmalan/<uid>")


@door.get("/dagar")
def edit_days(uid: str) -> str:
    setting = confirmed(uid)
    return _days_page(setting, forms.DayForm(formdata=None, version=str(setting.seat.version)))


@door.post("/dagar")
def share_day(uid: str) -> Answer:
    """Give a day to somebody."""
    setting = confirmed(uid)
    form = forms.DayForm()
    _offer_days(form, setting)
    seat_id, actor, workplace = setting.seat.id, setting.actor, setting.seat.workplace
    if not form.validate():
        return _days_page(setting, form), 422

    def save() -> None:
        on = date.fromisoformat(str(form.date.data))
        person = form.as_person(workplace)
        seat_service.share_day(seat_id, on, person, version=form.opened_version, actor=actor, now=clock.now())

    def again(**_more: Any) -> str:
        return _days_page(confirmed(uid), form)

    refused = saved(form, save, again, None)
    if refused:
        return refused
    flash(gettext("%(name)s har dagen och får ett brev om det.", name=form.name.data))
    return redirect(url_for("my_seat_share.edit_days", uid=uid), 303)


@door.post("/dagar/<on>/ta-tillbaka")
def unshare_day(uid: str, on: str) -> Response:
    """Take a day back."""
    setting = confirmed(uid)
    share = next((one for one in setting.seat.shares if one.date.isoformat() == on), None)
    if share is None:
        raise Missing
    seat_id, actor, day = setting.seat.id, setting.actor, share.date
    with transaction():
        seat_service.unshare_day(seat_id, day, actor=actor, now=clock.now())
    flash(gettext("Dagen är tillbaka."))
    return redirect(url_for("my_seat_share.edit_days", uid=uid), 303)


def _offer_days(form: forms.DayForm, setting: Setting) -> None:
    given = {share.date for share in setting.seat.shares}
    own = (on for on in days_of(setting.seat.lines) if on not in given)
    form.date.offer([(on.isoformat(), words.day_short(on)) for on in own])


def _days_page(setting: Setting, form: forms.DayForm) -> str:
    _offer_days(form, setting)
    days = [(on, wording.day_of(on, setting.seat.shares)) for on in days_of(setting.seat.lines)]
    return page("mine/days.html", setting, form=form, days=days)

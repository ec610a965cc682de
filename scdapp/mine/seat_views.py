"""One seat, `/min-anmalan/<uid>`: what it comes with, and what its holder or the booking's contact does with it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from scdapp.admission import queries as admission
from scdapp.admission.catalogue import Catalogue, Group
from scdapp.core import clock, qr, web, words
from scdapp.core.db import transaction
from scdapp.core.errors import EditConflict, Missing, Refusal
from scdapp.core.money import sums
from scdapp.core.web import Door
from scdapp.guests import current
from scdapp.guests.guards import GUESTS
from scdapp.mine import offering, rules, ways, wording
from scdapp.mine import seat_forms as forms
from scdapp.registration import access_queries, display, queries, queue_service, seat_service
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


def _setting(uid: str) -> Setting:
    seat, actor = access_queries.seat_for(current.who(), uid)
    return Setting(seat, actor, clock.now())


def _alive(uid: str) -> Setting:
    """The same for what only a seat has that has not ended. Raises `Missing`."""
    setting = _setting(uid)
    if setting.seat.state == "cancelled":
        raise Missing
    return setting


@door.get("")
def show(uid: str) -> str:
    """All about the seat, and the ways from here."""
    return _show(_setting(uid))


def _show(setting: Setting, refused: str | None = None) -> str:
    seat = setting.seat
    before = queries.standing_before([seat, *seat.lines])
    changes = access_queries.history_of(seat)
    return _page(
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
    setting = _alive(uid)
    if not setting.mine:
        form = forms.NameForm(formdata=None, name=setting.seat.name, version=str(setting.seat.version))
        return _page("mine/name.html", setting, form=form)
    return _person_page(setting, forms.filled(setting.group, setting.seat))


@door.post("/person")
def update_person(uid: str) -> Answer:
    """Correct or complete who it is; the contact of somebody who has an own address corrects the name only."""
    setting = _alive(uid)
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
        return _person_page(_alive(setting.seat.uid), form, **more)

    def standing(seat: Participant) -> forms.PersonForm:
        return forms.filled(setting.group, seat)

    return _saved(form, save, again, standing) or _back(setting, gettext("Uppgifterna är sparade."))


def _rename(setting: Setting) -> Answer:
    form = forms.NameForm()
    seat_id, actor = setting.seat.id, setting.actor

    def again(**more: Any) -> str:
        return _page("mine/name.html", _alive(setting.seat.uid), form=form, **more)

    def save() -> None:
        seat_service.rename(seat_id, form.name.data or "", version=form.opened_version, actor=actor, now=clock.now())

    if not form.validate():
        return again(), 422
    standing = _name_standing
    return _saved(form, save, again, standing) or _back(setting, gettext("Namnet är sparat."))


def _name_standing(seat: Participant) -> forms.NameForm:
    return forms.NameForm(formdata=None, name=seat.name, version=str(seat.version))


def _person_page(setting: Setting, form: forms.PersonForm, **more: Any) -> str:
    asks = [(ask, display.text_of(ask.label, ask.label_en)) for ask in form.asks]
    return _page("mine/person.html", setting, form=form, asks=asks, **more)


@door.get("/val")
def edit_products(uid: str) -> str:
    """Other days, other extras; nothing is binding before the page of review."""
    setting = _alive(uid)
    form = forms.ProductsForm(formdata=None, version=str(setting.seat.version))
    form.products.data = tuple(rules.held(setting.seat))
    return _products_page(setting, form)


@door.post("/val")
def update_products(uid: str) -> Answer:
    """First the difference that it makes, then, by another button, the change."""
    setting = _alive(uid)
    form = forms.ProductsForm()
    if not form.validate() or request.form.get("steg") == "andra":
        return _products_page(setting, form), 422 if form.errors else 200
    try:
        seat_service.ensure_may_choose(setting.seat, form.products.data, setting.actor, setting.now)
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _products_page(setting, form), 422
    difference = rules.difference(setting.seat, form.products.data, setting.group, setting.now)
    if request.form.get("steg") != "spara":
        return _review(setting, form, difference)
    if form.seen.data != str(difference.after.net):
        form.refuse(None, forms.price_changed())
        return _review(setting, form, difference), 422
    return _change_products(setting, form)


def _change_products(setting: Setting, form: forms.ProductsForm) -> Answer:
    seat_id, actor = setting.seat.id, setting.actor

    def save() -> None:
        seat_service.change_products(
            seat_id, form.products.data, version=form.opened_version, actor=actor, now=clock.now()
        )

    def again(**_more: Any) -> str:
        return _products_page(_alive(setting.seat.uid), form)

    return _saved(form, save, again, None) or _back(setting, gettext("Ändringen är sparad."))


def _review(setting: Setting, form: forms.ProductsForm, difference: rules.Difference) -> str:
    offered = _offering(setting)
    dropped = [line for line in wording.lines(setting.seat, {}) if line.row.product_id in difference.dropped]
    return _page(
        "mine/review.html",
        setting,
        form=form,
        difference=difference,
        added=[(offered.by_id[one], one in offered.full) for one in difference.added],
        dropped=dropped,
        lost_days=_lost_days(setting, form.products.data),
    )


def _lost_days(setting: Setting, product_ids: tuple[int, ...]) -> list[str]:
    """Days that were given to somebody and are not among those that are chosen now."""
    lines = rules.held(setting.seat)
    kept = {day.date for key, line in lines.items() if key in product_ids for day in line.product.days}
    new = {on for offer in setting.group.offers if offer.product_id in product_ids for on in offer.days}
    lost = (share for share in setting.seat.shares if share.date not in kept | new)
    return [f"{words.day_short(share.date)}, {share.name}" for share in lost]


def _products_page(setting: Setting, form: forms.ProductsForm) -> str:
    return _page("mine/products.html", setting, form=form, offered=_offering(setting))


def _offering(setting: Setting) -> offering.Offering:
    held, seated = rules.held(setting.seat), setting.seat.state in ("confirmed", "offered")
    return offering.offering(setting.catalogue, setting.group, setting.now, held=held, seated=seated)


@door.get("/overlat")
def new_holder(uid: str) -> str:
    setting = _alive(uid)
    form = forms.TakerForm(formdata=None, version=str(setting.seat.version))
    return _page("mine/transfer.html", setting, form=form)


@door.post("/overlat")
def transfer(uid: str) -> Answer:
    """Let a colleague have the seat."""
    setting = _alive(uid)
    form = forms.TakerForm()
    seat_id, actor, workplace = setting.seat.id, setting.actor, setting.seat.workplace

    def again(**more: Any) -> str:
        return _page("mine/transfer.html", _alive(uid), form=form, **more)

    def save() -> None:
        person = form.as_person(workplace)
        seat_service.transfer(seat_id, person, version=form.opened_version, actor=actor, now=clock.now())

    if not form.validate():
        return again(), 422
    refused = _saved(form, save, again, _taker_standing)
    if refused:
        return refused
    flash(gettext("Platsen är överlämnad till %(name)s. Ni får var sitt brev om det.", name=form.name.data))
    return redirect(url_for("mine.index"), 303)


def _taker_standing(seat: Participant) -> forms.TakerForm:
    """Who has the seat now, beside whom somebody wanted to give it to."""
    values = {"name": seat.name, "email": seat.email, "title": seat.title, "version": str(seat.version)}
    return forms.TakerForm(formdata=None, data=values)


@door.get("/dagar")
def edit_days(uid: str) -> str:
    setting = _confirmed(uid)
    return _days_page(setting, forms.DayForm(formdata=None, version=str(setting.seat.version)))


@door.post("/dagar")
def share_day(uid: str) -> Answer:
    """Give a day to somebody."""
    setting = _confirmed(uid)
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
        return _days_page(_confirmed(uid), form)

    refused = _saved(form, save, again, None)
    if refused:
        return refused
    flash(gettext("%(name)s har dagen och får ett brev om det.", name=form.name.data))
    return redirect(url_for("my_seat.edit_days", uid=uid), 303)


@door.post("/dagar/<on>/ta-tillbaka")
def unshare_day(uid: str, on: str) -> Response:
    """Take a day back."""
    setting = _confirmed(uid)
    share = next((one for one in setting.seat.shares if one.date.isoformat() == on), None)
    if share is None:
        raise Missing
    seat_id, actor, day = setting.seat.id, setting.actor, share.date
    with transaction():
        seat_service.unshare_day(seat_id, day, actor=actor, now=clock.now())
    flash(gettext("Dagen är tillbaka."))
    return redirect(url_for("my_seat.edit_days", uid=uid), 303)


def _confirmed(uid: str) -> Setting:
    setting = _setting(uid)
    if setting.seat.state != "confirmed":
        raise Missing
    return setting


def _offer_days(form: forms.DayForm, setting: Setting) -> None:
    given = {share.date for share in setting.seat.shares}
    own = (on for on in days_of(setting.seat.lines) if on not in given)
    form.date.offer([(on.isoformat(), words.day_short(on)) for on in own])


def _days_page(setting: Setting, form: forms.DayForm) -> str:
    _offer_days(form, setting)
    days = [(on, wording.day_of(on, setting.seat.shares)) for on in days_of(setting.seat.lines)]
    return _page("mine/days.html", setting, form=form, days=days)


@door.get("/avboka")
def new_cancellation(uid: str) -> str:
    """What it costs, before the button that is binding."""
    return _cancel_page(_alive(uid), forms.CancelForm(formdata=None))


@door.post("/avboka")
def cancel(uid: str) -> Answer:
    """Give the seat up, or the place in the queue, or decline what somebody else registered one for."""
    setting = _alive(uid)
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
    return _back(setting, gettext("Platsen är avbokad. Ett brev om det är på väg."))


def _cancel_page(setting: Setting, form: forms.CancelForm) -> str:
    percent = rules.fee_percent(setting.seat, setting.catalogue, setting.now)
    form.seen.data = str(percent)
    form.seen.raw_data = None
    fee = rules.fee(setting.seat, percent) if percent else sums([])
    return _page("mine/cancel.html", setting, form=form, percent=percent, fee=fee)


@door.post("/svar")
def answer(uid: str) -> Answer:
    """Yes or no to the seat that is offered."""
    setting = _alive(uid)
    seat_id, actor, says = setting.seat.id, setting.actor, _said()
    verb = queue_service.accept_seat if says == "ja" else queue_service.refuse_seat
    return _answered(setting, lambda: verb(seat_id, actor=actor, now=clock.now()), says)


@door.post("/ko/<int:line_id>/svar")
def answer_line(uid: str, line_id: int) -> Answer:
    """Yes or no to a product that is offered."""
    setting = _alive(uid)
    _ensure_line(setting, line_id)
    actor, says = setting.actor, _said()
    verb = queue_service.accept_line if says == "ja" else queue_service.refuse_line
    return _answered(setting, lambda: verb(line_id, actor=actor, now=clock.now()), says)


@door.post("/ko/<int:line_id>/lamna")
def leave_queue(uid: str, line_id: int) -> Answer:
    """Wait no longer for a product."""
    setting = _alive(uid)
    _ensure_line(setting, line_id)
    seat_id, actor = setting.seat.id, setting.actor
    try:
        with transaction():
            seat_service.leave_line_queue(line_id, participant_id=seat_id, actor=actor, now=clock.now())
    except Refusal as refusal:
        return _show(_setting(uid), refusal.sentence), 422
    return _back(setting, gettext("Du står inte längre i kön."))


def _ensure_line(setting: Setting, line_id: int) -> None:
    if line_id not in {line.id for line in setting.seat.lines}:
        raise Missing


def _said() -> str:
    says = request.form.get("svar", "")
    if says not in ("ja", "nej"):
        raise Refusal(gettext("Svara ja eller nej."))
    return says


def _answered(setting: Setting, verb: Callable[[], object], says: str) -> Answer:
    try:
        with transaction():
            verb()
    except Refusal as refusal:
        return _show(_setting(setting.seat.uid), refusal.sentence), 422
    thanks = gettext("Du har tackat ja. Platsen är din.") if says == "ja" else gettext("Du har tackat nej.")
    return _back(setting, thanks)


@door.get("/kod.svg")
def code(uid: str) -> FlaskResponse:
    """The code that is read at the door, for whoever has the seat."""
    setting = _confirmed(uid)
    if not setting.mine:
        raise Missing
    return picture(setting.seat.code)


def picture(of: str) -> FlaskResponse:
    """A seat's or a day's code as a picture."""
    return FlaskResponse(qr.svg(web.address("checkin.enter", code=of)), mimetype="image/svg+xml")


def _saved(
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


def _back(setting: Setting, sentence: str) -> Response:
    flash(sentence)
    return redirect(url_for("my_seat.show", uid=setting.seat.uid), 303)


def _page(template: str, setting: Setting, **rows: Any) -> str:
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

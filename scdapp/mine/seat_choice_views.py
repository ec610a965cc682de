"""What a seat comes with, chosen anew: other days, other extras, with a page of review before it is binding."""

from typing import Any

from flask import request
from flask_babel import gettext

from scdapp.core import clock, words
from scdapp.core.errors import Refusal
from scdapp.core.web import Door
from scdapp.guests.guards import GUESTS
from scdapp.mine import offering, rules, wording
from scdapp.mine import seat_forms as forms
from scdapp.mine.seat_views import Answer, Setting, alive, back, page, saved
from scdapp.registration import seat_service

door = Door("my_seat_choice", __name__, who=GUESTS, url_prefix="/min-anmalan/<uid>")


@door.get("/val")
def edit_products(uid: str) -> str:
    """Other days, other extras; nothing is binding before the page of review."""
    setting = alive(uid)
    form = forms.ProductsForm(formdata=None, version=str(setting.seat.version))
    form.products.data = tuple(rules.held(setting.seat))
    return _products_page(setting, form)


@door.post("/val")
def update_products(uid: str) -> Answer:
    """First the difference that it makes, then, by another button, the change."""
    setting = alive(uid)
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
        return _products_page(alive(setting.seat.uid), form)

    return saved(form, save, again, None) or back(setting, gettext("Ändringen är sparad."))


def _review(setting: Setting, form: forms.ProductsForm, difference: rules.Difference) -> str:
    offered = _offering(setting)
    dropped = [line for line in wording.lines(setting.seat, {}) if line.row.product_id in difference.dropped]
    return page(
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
    return page("mine/products.html", setting, form=form, offered=_offering(setting))


def _offering(setting: Setting) -> offering.Offering:
    held, seated = rules.held(setting.seat), setting.seat.state in ("confirmed", "offered")
    return offering.offering(setting.catalogue, setting.group, setting.now, held=held, seated=seated)

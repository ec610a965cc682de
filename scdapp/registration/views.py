"""Registering: the form, its review, the binding button and the receipt. Nothing is written before that button.

What was typed travels in the form itself; the key that was made with it makes the binding step one that can be
repeated. The form is kept with gaps for the token, the key and the places left (`core.gapped`), so opening it costs
two small queries.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import current_app, redirect, render_template, request, session, url_for
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup
from werkzeug.wrappers import Response

from scdapp.admission import queries as admission
from scdapp.admission.catalogue import Catalogue, Group
from scdapp.core import clock, gapped, publication
from scdapp.core.db import db, transaction
from scdapp.core.errors import Missing, Refusal
from scdapp.core.web import EVERYBODY, KILOBYTE, Door
from scdapp.editions import queries as editions
from scdapp.editions.models import Edition
from scdapp.places import queries as places
from scdapp.places.queries import Count
from scdapp.registration import display, forms, outlook, queries, rules, service
from scdapp.registration.bills import comes_to
from scdapp.registration.forms import BookingForm
from scdapp.registration.models import Booking

# A full group with long answers is some hundred kilobytes.
door = Door("registration", __name__, who=EVERYBODY, max_bytes=1024 * KILOBYTE)

# Whose bookings this browser has made, for the receipt only.
MADE_HERE = "booked"
SECOND = timedelta(seconds=1)
Page = str | Response | tuple[str, int]


@dataclass(frozen=True)
class Setting:
    """A year's category as it stands at the moment that the page is shown as of."""

    edition: Edition
    catalogue: Catalogue
    group: Group
    now: datetime

    @property
    def counts(self) -> dict[int, Count]:
        """How many places are taken at this very moment. One query each time."""
        return places.counts(outlook.quota_ids(self.catalogue, self.group))


def _setting(year: int, slug: str) -> Setting:
    """What a year's category is. One small query while nothing public changes. Raises `Missing`."""
    moment = clock.moment()
    # By year: the version of what is published, and what was read then.
    kept: dict[int, tuple[int, Edition, Catalogue]] = current_app.extensions.setdefault("scdapp.registering", {})
    version = publication.standing().version
    standing = kept.get(year)
    if standing is None or standing[0] != version:
        edition = editions.get_announced(year, moment)
        standing = kept[year] = version, edition, admission.get_catalogue(edition.id)
        db.session.expunge(edition)
    _version, edition, catalogue = standing
    group = catalogue.by_slug.get(slug)
    if group is None or edition.announced_at is None or moment < edition.announced_at:
        raise Missing
    return Setting(edition, catalogue, group, moment)


@door.get("/<int:year>/anmalan/<slug>")
def new(year: int, slug: str) -> Page:
    """The form, or when it opens. Built once for what is published; what differs is put in."""
    setting = _setting(year, slug)

    def build(gap: gapped.Gap) -> tuple[str, datetime | None]:
        if setting.group.stage(setting.now).state != "open":
            return _closed(setting), setting.now + SECOND
        form = forms.fresh(setting.group, setting.now)
        return _new(setting, form, gap), outlook.next_change(setting.catalogue, setting.group, setting.now)

    return gapped.answer(build, lambda: _words(setting, str(uuid.uuid4())))


@door.post("/<int:year>/anmalan/<slug>")
def create(year: int, slug: str) -> Page:
    """One step of the form: a row more or less, the review, back from it, or the binding one."""
    setting = _setting(year, slug)
    form = forms.booking_form(setting.group)
    step = request.form.get("step", "review")
    focus = form.arrange(step)
    if focus or step == "change":
        return _form_page(setting, form, focus=focus)
    if not form.is_sound(setting.catalogue, setting.group, setting.now):
        return _form_page(setting, form), 422
    return _book(setting, form) if step == "book" else _review(setting, form)


def _book(setting: Setting, form: BookingForm) -> Page:
    try:
        uid, seated = _registered(setting, form)
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _form_page(_setting(setting.edition.year, setting.group.slug), form), 422
    session[MADE_HERE] = [uid, seated < form.seen]
    return redirect(url_for("registration.receipt", year=setting.edition.year, slug=setting.group.slug), 303)


def _registered(setting: Setting, form: BookingForm) -> tuple[str, int]:
    """The id of the booking that the form leads to, and how many have a seat by it."""
    # Whoever pressed twice need not stand in line twice. `register` looks again when it is their turn.
    if earlier := queries.find_booking_by_form_key(form.key):
        return earlier.uid, _seated(earlier)
    wish = form.as_wish()
    with transaction():
        year, category = setting.edition, setting.group.category_id
        booking = service.register(year.id, category, wish, form_key=form.key, now=clock.now(), edition=year)
        return booking.uid, _seated(booking)


def _seated(booking: Booking) -> int:
    return sum(one.state == "confirmed" for one in booking.participants)


@door.get("/<int:year>/anmalan/<slug>/klar")
def receipt(year: int, slug: str) -> Page:
    """What was booked, for the browser that booked it and nobody else."""
    setting = _setting(year, slug)
    made = session.get(MADE_HERE)
    if not isinstance(made, list):
        raise Missing
    uid, missed = made
    booking = queries.find_booking(uid)
    if booking is None or booking.edition_id != setting.edition.id:
        raise Missing
    return _page(
        "registration/receipt.html",
        setting,
        booking=booking,
        sums=comes_to(booking.participants),
        told=display.told(booking),
        # Somebody was quicker: what there still is.
        rest=display.rest(setting.catalogue, setting.group, setting.counts, setting.now) if missed else None,
    )


def _words(setting: Setting, key: str) -> dict[str, Markup]:
    """What differs from one visit to the next."""
    return {
        **display.gaps(setting.catalogue, setting.group, setting.counts),
        "token": Markup.escape(generate_csrf()),
        "key": Markup.escape(key),
    }


def _form_page(setting: Setting, form: BookingForm, *, focus: str | None = None) -> str:
    return _new(setting, form, _words(setting, form.key).__getitem__, focus)


def _new(setting: Setting, form: BookingForm, gap: gapped.Gap, focus: str | None = None) -> str:
    now, group = setting.now, setting.group
    return _page(
        "registration/new.html",
        setting,
        form=form,
        gap=gap,
        focus=focus,
        passes=display.offered(group.passes(now), now),
        extras=display.offered(group.extras(now), now),
        asks=[(ask, display.text_of(ask.label, ask.label_en)) for ask in group.asks],
        conditions=display.text_of(setting.catalogue.conditions, setting.catalogue.conditions_en),
    )


def _review(setting: Setting, form: BookingForm) -> str:
    wish = rules.checked(form.as_wish(), setting.catalogue, setting.group, now=setting.now)
    fates = outlook.fates(wish.people, setting.catalogue, setting.group, setting.counts)
    people = display.people(wish, setting.group, fates, setting.now)
    return _page(
        "registration/review.html",
        setting,
        wish=wish,
        people=people,
        sums=display.sums(people),
        carried=form.carried(),
        key=form.key,
        form=form,
        seats=sum(fate.seated for fate in fates),
        payer=form.payer_in_words(),
    )


def _closed(setting: Setting) -> str:
    sentence = ""
    try:
        rules.ensure_open(setting.group, setting.now)
    except rules.NotOpen as refusal:
        sentence = refusal.sentence
    return _page("registration/closed.html", setting, sentence=sentence, stage=setting.group.stage(setting.now))


def _page(template: str, setting: Setting, **rows: Any) -> str:
    return render_template(
        template,
        edition=setting.edition,
        group=setting.group,
        catalogue=setting.catalogue,
        heading=display.text_of(setting.group.name, setting.group.name_en),
        about=display.text_of(setting.group.description, setting.group.description_en),
        **rows,
    )

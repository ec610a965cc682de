"""Everybody's door to "säg till när det öppnar". The same answer for every address, known or not."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from scdapp.admission import letters, queries, watch_rules
from scdapp.admission import watch_service as service
from scdapp.admission.catalogue import Group
from scdapp.admission.watch_forms import WatchForm
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import Missing, Refusal
from scdapp.core.language import language
from scdapp.core.web import EVERYBODY, Door
from scdapp.editions.models import Edition
from scdapp.editions.queries import get_announced
from scdapp.tokens import queries as tokens

door = Door("opening_watch", __name__, who=EVERYBODY)
Page = tuple[str, int]


@door.get("/<int:year>/anmalan/<slug>/sag-till")
def new(year: int, slug: str) -> Response | str:
    edition, group = _found(year, slug)
    if not watch_rules.ahead(group.stage(clock.moment())):
        return redirect(url_for("admission.show", year=year))
    return _new_page(edition, group, WatchForm())


@door.post("/<int:year>/anmalan/<slug>/sag-till")
def create(year: int, slug: str) -> Response | Page:
    edition, group = _found(year, slug)
    form = WatchForm()
    if not form.validate():
        return _new_page(edition, group, form), 422
    try:
        with transaction():
            service.ask(edition.id, group.category_id, form.email.data or "", language=language(), now=clock.now())
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _new_page(edition, group, form), 422
    return redirect(url_for("opening_watch.sent", year=year, slug=slug), 303)


@door.get("/<int:year>/anmalan/<slug>/sag-till/skickat")
def sent(year: int, slug: str) -> str:
    edition, _group = _found(year, slug)
    return render_template("admission/watch_sent.html", edition=edition)


@door.get("/sag-till/<token>")
def edit(token: str) -> str:
    uid = tokens.find_subject(letters.WATCH, token, now=clock.now())
    watch = queries.find_watch(uid) if uid else None
    if watch is None:
        raise Missing
    edition, category = watch.category.edition, watch.category
    name = watch_rules.name(category, language())
    return render_template("admission/watch_confirm.html", edition=edition, name=name, token=token)


@door.post("/sag-till/<token>")
def update(token: str) -> Response:
    with transaction():
        service.confirm(token, now=clock.now())
    return redirect(url_for("opening_watch.show"), 303)


@door.get("/sag-till/klart")
def show() -> str:
    return render_template("admission/watch_confirmed.html", edition=None)


def _found(year: int, slug: str) -> tuple[Edition, Group]:
    """The year and its category, if the public page shows it."""
    edition = get_announced(year, clock.moment())
    group = queries.get_catalogue(edition.id).by_slug.get(slug)
    if group is None or not group.listed:
        raise Missing
    return edition, group


def _name(group: Group) -> str:
    return watch_rules.name(group, language())


def _new_page(edition: Edition, group: Group, form: WatchForm) -> str:
    at = group.stage(clock.moment()).at
    return render_template(
        "admission/watch_new.html", edition=edition, group=group, name=_name(group), at=at, form=form
    )

"""The organisers' door to rooms, blocks and tracks: three short lists on one page, alike in everything but fields."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scdapp.accounts.guards import ORGANISERS
from scdapp.core.db import transaction
from scdapp.core.errors import EditConflict, Refusal
from scdapp.core.web import LARGE_FORM, Door
from scdapp.editions.models import Edition
from scdapp.editions.queries import get_edition
from scdapp.programme import place_queries as queries
from scdapp.programme import place_service as service
from scdapp.programme.models import Block, Room, Track
from scdapp.programme.place_forms import BlockForm, RoomForm, TrackForm
from scdapp.programme.place_rules import NOUNS
from scdapp.programme.vocabulary import ROOM_KINDS

Page = str | tuple[str, int]
PlaceForm = RoomForm | BlockForm | TrackForm


@dataclass(frozen=True)
class Part:
    """One of the three lists: its part of the address, its table and its form."""

    path: str
    model: type[Room | Block | Track]
    form: type[PlaceForm]
    heading: str
    explanation: str

    @property
    def new(self) -> str:
        return NOUNS[self.model].new


PARTS = {
    part.path: part
    for part in (
        Part("lokaler", Room, RoomForm, "Lokaler", "Salarna och ytorna, i den ordning de står i tidsschemat."),
        Part("block", Block, BlockForm, "Block", "Pass som går samtidigt och som deltagaren väljer ett av."),
        Part("spar", Track, TrackForm, "Spår", "Teman som löper genom programmet."),
    )
}
PART = "/<any(lokaler, block, spar):part>"

door = Door("place_desk", __name__, who=ORGANISERS, max_bytes=LARGE_FORM, url_prefix="/arrangor/<int:year>")


@door.get("/lokaler")
def index(year: int) -> str:
    edition = get_edition(year)
    lists = [
        (part, queries.places(part.model, edition.id), queries.uses(part.model, edition.id)) for part in PARTS.values()
    ]
    return render_template("programme/organiser/places.html", edition=edition, lists=lists, kinds=ROOM_KINDS)


@door.get("/<any(block, spar):part>")
def show(year: int, part: str) -> Response:
    return redirect(_list(year, part))


@door.get(f"{PART}/ny")
def new(year: int, part: str) -> str:
    return _new_page(get_edition(year), PARTS[part], PARTS[part].form())


@door.post(f"{PART}/ny")
def create(year: int, part: str) -> Response | Page:
    edition, form = get_edition(year), PARTS[part].form()
    key = edition.id
    if not form.validate():
        return _new_page(edition, PARTS[part], form), 422
    try:
        with transaction():
            name = service.create_place(PARTS[part].model, key, form.as_values()).name
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _new_page(get_edition(year), PARTS[part], form), 422
    flash(f"Upplagt: {name}.")
    another = "more" in request.form
    return redirect(url_for("place_desk.new", year=year, part=part) if another else _list(year, part), 303)


@door.get(f"{PART}/andra/<slug>")
def edit(year: int, part: str, slug: str) -> str:
    return _edit_page(year, part, slug)


@door.post(f"{PART}/andra/<slug>")
def update(year: int, part: str, slug: str) -> Response | Page:
    model, form = PARTS[part].model, PARTS[part].form()
    key = queries.get_place(model, get_edition(year).id, slug).id
    if not form.validate():
        return _edit_page(year, part, slug, form), 422
    try:
        with transaction():
            service.update_place(model, key, form.as_values(), version=form.opened_version)
    except EditConflict:
        return _both_versions(year, part, slug, form), 409
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _edit_page(year, part, slug, form), 422
    flash("Sparat.")
    return redirect(_list(year, part), 303)


@door.post(f"{PART}/flytta/<slug>")
def move(year: int, part: str, slug: str) -> Response:
    model, edition_id = PARTS[part].model, get_edition(year).id
    key = queries.get_place(model, edition_id, slug).id
    with transaction():
        service.move_place(model, edition_id, key, step=-1 if request.form.get("step") == "-1" else 1)
    return redirect(url_for("place_desk.index", year=year, _anchor=f"{part}-{slug}"), 303)


@door.post(f"{PART}/ta-bort/<slug>")
def destroy(year: int, part: str, slug: str) -> Response | Page:
    model = PARTS[part].model
    place, form = queries.get_place(model, get_edition(year).id, slug), PARTS[part].form()
    key, name = place.id, place.name
    try:
        with transaction():
            service.delete_place(model, key, version=form.opened_version)
    except (Refusal, EditConflict) as refusal:
        changed = "Någon annan ändrade uppgifterna just nu. Läs dem och ta bort sedan, om det fortfarande är rätt."
        return _refused(year, part, slug, refusal.sentence if isinstance(refusal, Refusal) else changed)
    flash(f"Borttaget: {name}.")
    return redirect(_list(year, part), 303)


def _list(year: int, part: str) -> str:
    return url_for("place_desk.index", year=year, _anchor=part)


def _new_page(edition: Edition, part: Part, form: PlaceForm) -> str:
    return render_template("programme/organiser/new_place.html", edition=edition, part=part, form=form)


def _opened(year: int, part: str, slug: str) -> PlaceForm:
    place = queries.get_place(PARTS[part].model, get_edition(year).id, slug)
    return PARTS[part].form(obj=place, formdata=None)


def _both_versions(year: int, part: str, slug: str, form: PlaceForm) -> str:
    standing = _opened(year, part, slug)
    return _edit_page(year, part, slug, form, form.both_versions(standing))


def _refused(year: int, part: str, slug: str, sentence: str) -> Page:
    form = _opened(year, part, slug)
    form.refuse(None, sentence)
    return _edit_page(year, part, slug, form), 422


def _edit_page(
    year: int,
    part: str,
    slug: str,
    form: PlaceForm | None = None,
    differences: list[tuple[str, str, str]] | None = None,
) -> str:
    edition = get_edition(year)
    place = queries.get_place(PARTS[part].model, edition.id, slug)
    return render_template(
        "programme/organiser/edit_place.html",
        edition=edition,
        part=PARTS[part],
        place=place,
        form=form or _opened(year, part, slug),
        differences=differences,
        sessions=queries.sessions_in(place),
    )

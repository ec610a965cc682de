"""The organisers' door to announced speakers: one by one, before there is a programme."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scdapp.accounts.guards import ORGANISERS
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import EditConflict, Refusal
from scdapp.core.web import Door
from scdapp.editions.models import Edition
from scdapp.editions.queries import get_edition
from scdapp.people import announcement_service as service
from scdapp.people import queries
from scdapp.people.announcement_forms import AnnouncementForm, NewAnnouncementForm
from scdapp.people.models import Announcement

Page = str | tuple[str, int]

door = Door("announcement_desk", __name__, who=ORGANISERS, url_prefix="/arrangor/<int:year>/klara-talare")


@door.get("")
def index(year: int) -> str:
    edition = get_edition(year)
    rows = queries.announcements(edition.id)
    return render_template("people/organiser/announcements.html", edition=edition, announcements=rows)


@door.get("/ny")
def new(year: int) -> str:
    form = NewAnnouncementForm()
    form.person.data = request.args.get("person")
    return _new_page(get_edition(year), form)


@door.post("/ny")
def create(year: int) -> Response | Page:
    edition, form = get_edition(year), NewAnnouncementForm()
    form.offer_people(but=set())
    if not form.validate():
        return _new_page(edition, form), 422
    person = queries.get_person(form.person.data)
    key, who, name = edition.id, person.id, person.name
    try:
        with transaction():
            service.announce(key, who, form.as_values(), now=clock.now())
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _new_page(get_edition(year), form), 422
    flash(f"{name} är klar talare.")
    return redirect(url_for("announcement_desk.index", year=year), 303)


@door.get("/<uid>")
def edit(year: int, uid: str) -> str:
    edition = get_edition(year)
    announcement = queries.get_announcement(edition.id, uid)
    return _edit_page(edition, announcement, AnnouncementForm(obj=announcement))


@door.post("/<uid>")
def update(year: int, uid: str) -> Response | Page:
    edition, form = get_edition(year), AnnouncementForm()
    announcement = queries.get_announcement(edition.id, uid)
    if not form.validate():
        return _edit_page(edition, announcement, form), 422
    key = announcement.id
    try:
        with transaction():
            service.update_announcement(key, form.as_values(), version=form.opened_version)
    except EditConflict:
        return _both_versions(year, uid, form), 409
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        edition = get_edition(year)
        return _edit_page(edition, queries.get_announcement(edition.id, uid), form), 422
    flash("Sparat.")
    return redirect(url_for("announcement_desk.index", year=year), 303)


@door.post("/<uid>/flytta")
def move(year: int, uid: str) -> Response:
    edition = get_edition(year)
    key, announcement = edition.id, queries.get_announcement(edition.id, uid).id
    with transaction():
        service.move_announcement(key, announcement, step=-1 if request.form.get("step") == "-1" else 1)
    return redirect(url_for("announcement_desk.index", year=year, _anchor=uid), 303)


@door.post("/<uid>/ta-tillbaka")
def withdraw(year: int, uid: str) -> Response:
    announcement = queries.get_announcement(get_edition(year).id, uid)
    key, name = announcement.id, announcement.person.name
    with transaction():
        service.withdraw(key)
    flash(f"{name} är inte längre klar talare. Personen finns kvar.")
    return redirect(url_for("announcement_desk.index", year=year), 303)


def _new_page(edition: Edition, form: NewAnnouncementForm) -> str:
    form.offer_people(but={one.person_id for one in queries.announcements(edition.id)})
    return render_template("people/organiser/announce.html", edition=edition, form=form)


def _both_versions(year: int, uid: str, form: AnnouncementForm) -> str:
    edition = get_edition(year)
    standing = queries.get_announcement(edition.id, uid)
    return _edit_page(edition, standing, form, form.both_versions(AnnouncementForm(obj=standing, formdata=None)))


def _edit_page(
    edition: Edition,
    announcement: Announcement,
    form: AnnouncementForm,
    differences: list[tuple[str, str, str]] | None = None,
) -> str:
    return render_template(
        "people/organiser/announcement.html",
        edition=edition,
        announcement=announcement,
        form=form,
        differences=differences,
    )

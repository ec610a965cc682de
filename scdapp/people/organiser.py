"""The organisers' door to persons and groups, common to all years."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scdapp.accounts.guards import ORGANISERS
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import EditConflict, Refusal
from scdapp.core.web import LARGE_FORM, Door, instance_folder
from scdapp.editions.queries import editions
from scdapp.people import queries, service
from scdapp.people.forms import PersonForm, PortraitForm
from scdapp.people.models import Person
from scdapp.people.rules import Name, PerhapsKnown
from scdapp.pictures.decode import rendered

Page = str | tuple[str, int]

door = Door("people_desk", __name__, who=ORGANISERS, max_bytes=LARGE_FORM, url_prefix="/arrangor/personer")


@door.get("")
def index() -> str:
    search = request.args.get("sok", "")[:100].strip()
    page = queries.people_page(search, number=request.args.get("sida", 1, type=int))
    return render_template("people/organiser/index.html", edition=None, page=page, search=search)


@door.get("/ny")
def new() -> str:
    return _new_page(PersonForm(name=request.args.get("namn", "")[:100]))


@door.post("/ny")
def create() -> Response | Page:
    form = PersonForm()
    if not form.validate():
        return _new_page(form), 422
    try:
        with transaction():
            person = service.create_person(form.as_values(), certain=form.certain.data, now=clock.now())
            uid, name = person.uid, person.name
    except PerhapsKnown as known:
        return _new_page(form, perhaps=known.people), 422
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _new_page(form), 422
    flash(f"{name} är upplagd.")
    return redirect(url_for("people_desk.edit", uid=uid), 303)


@door.get("/<uid>")
def edit(uid: str) -> str:
    return _edit_page(queries.get_person(uid))


@door.post("/<uid>")
def update(uid: str) -> Response | Page:
    key = queries.get_person(uid).id
    form = PersonForm()
    if not form.validate():
        return _edit_page(queries.get_person(uid), form), 422
    try:
        with transaction():
            service.update_person(key, form.as_values(), version=form.opened_version, now=clock.now())
    except EditConflict:
        return _both_versions(queries.get_person(uid), form), 409
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _edit_page(queries.get_person(uid), form), 422
    flash("Sparat.")
    return redirect(url_for("people_desk.edit", uid=uid), 303)


@door.post("/<uid>/ta-bort")
def destroy(uid: str) -> Response | Page:
    person = queries.get_person(uid)
    key, name, form = person.id, person.name, PersonForm()
    try:
        with transaction():
            service.delete_person(key, version=form.opened_version, folder=instance_folder("pictures"))
    except (Refusal, EditConflict) as refusal:
        changed = "Någon annan ändrade uppgifterna just nu. Läs dem och ta bort sedan, om det fortfarande är rätt."
        return _refused(uid, refusal.sentence if isinstance(refusal, Refusal) else changed)
    flash(f"{name} är borttagen.")
    return redirect(url_for("people_desk.index"), 303)


@door.post("/<uid>/portratt")
def update_portrait(uid: str) -> Response | Page:
    person = queries.get_person(uid)
    key, form = person.id, PortraitForm()
    if not form.validate():
        return _edit_page(person, portrait=form), 422
    words = {"alt": form.alt.data or "", "credit": form.credit.data or ""}
    try:
        picture = rendered(form.picture.data) if form.picture.data else None
        with transaction():
            if picture is None:
                service.describe_portrait(key, **words, now=clock.now())
            else:
                service.set_portrait(key, picture, **words, folder=instance_folder("pictures"), now=clock.now())
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _edit_page(queries.get_person(uid), portrait=form), 422
    flash("Porträttet är sparat.")
    return redirect(url_for("people_desk.edit", uid=uid), 303)


@door.post("/<uid>/portratt/ta-bort")
def destroy_portrait(uid: str) -> Response:
    key = queries.get_person(uid).id
    with transaction():
        service.remove_portrait(key, folder=instance_folder("pictures"), now=clock.now())
    flash("Porträttet är borttaget.")
    return redirect(url_for("people_desk.edit", uid=uid), 303)


def _new_page(form: PersonForm, *, perhaps: list[Name] | None = None) -> str:
    return render_template("people/organiser/new.html", edition=None, form=form, perhaps=perhaps or [])


def _both_versions(person: Person, form: PersonForm) -> str:
    return _edit_page(person, form, differences=form.both_versions(PersonForm(obj=person, formdata=None)))


def _refused(uid: str, sentence: str) -> Page:
    person = queries.get_person(uid)
    form = PersonForm(obj=person, formdata=None)
    form.refuse(None, sentence)
    return _edit_page(person, form), 422


def _edit_page(
    person: Person,
    form: PersonForm | None = None,
    *,
    portrait: PortraitForm | None = None,
    differences: list[tuple[str, str, str]] | None = None,
) -> str:
    announced = queries.announcements_of(person.id)
    years = {announcement.edition_id for announcement in announced}
    today = clock.today()
    return render_template(
        "people/organiser/edit.html",
        edition=None,
        person=person,
        form=form or PersonForm(obj=person, formdata=None),
        portrait=portrait or PortraitForm(formdata=None, obj=person.portrait),
        differences=differences,
        announced=announced,
        public=any(one.edition.announced_at for one in announced),
        coming=[one for one in editions() if one.last_day >= today and one.id not in years],
    )

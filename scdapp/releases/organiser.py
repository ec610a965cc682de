"""The organisers' door to releases: see what a version would change, release it, read the history."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from scdapp.accounts.current import who
from scdapp.accounts.guards import ORGANISERS
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import EditConflict, Refusal
from scdapp.core.web import Door
from scdapp.editions.models import Edition
from scdapp.editions.queries import get_edition
from scdapp.programme.queries import get_session
from scdapp.releases import queries, service, wording
from scdapp.releases.forms import ReleaseForm
from scdapp.releases.preview import preview

door = Door("release_desk", __name__, who=ORGANISERS, url_prefix="/arrangor/<int:year>")


@door.get("/slapp")
def show(year: int) -> str:
    edition = get_edition(year)
    latest = queries.latest(edition.id)
    form = ReleaseForm(state="final" if latest and latest.final else "preliminary")
    return _page(edition, form)


@door.post("/slapp")
def create(year: int) -> Response | tuple[str, int]:
    edition = get_edition(year)
    form = ReleaseForm()
    if not form.validate():
        return _page(edition, form), 422
    by = who().name
    try:
        with transaction():
            made = service.release(
                edition.id,
                final=form.state.data == "final",
                note=form.note.data or "",
                by=by,
                accept_collisions=form.accept_collisions.data,
                expected_number=form.expected_number,
                now=clock.now(),
            )
            number = made.number
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _page(get_edition(year), form), 422
    flash(f"Version {number} är släppt. Kalendrar som prenumererar följer med vid nästa hämtning.")
    return redirect(url_for("release_desk.show", year=year), 303)


@door.post("/program/<uid>/ta-bort")
def destroy(year: int, uid: str) -> Response:
    session = get_session(get_edition(year).id, uid)
    key, version, title = session.id, session.version, session.title
    try:
        with transaction():
            service.delete_session(key, version=version)
    except (Refusal, EditConflict) as refusal:
        flash(refusal.sentence if isinstance(refusal, Refusal) else "Någon annan ändrade programpunkten just nu.")
        return redirect(url_for("session_desk.edit", year=year, uid=uid), 303)
    flash(f"”{title}” är borttagen ur utkastet.")
    return redirect(url_for("session_desk.index", year=year), 303)


def _page(edition: Edition, form: ReleaseForm) -> str:
    seen = preview(edition, now=clock.now())
    form.number.data = str(seen.after.number)
    return render_template(
        "releases/organiser/show.html",
        edition=edition,
        form=form,
        seen=seen,
        wording=wording,
        history=queries.history(edition.id, clock.now()),
    )

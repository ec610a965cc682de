"""The organisers' door to what sessions are about: every session of the year with a box for each focus area."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scdapp.accounts.guards import ORGANISERS
from scdapp.core.db import transaction
from scdapp.core.web import KILOBYTE, Door
from scdapp.editions.queries import get_edition
from scdapp.focus import queries, service
from scdapp.focus.rules import ticked

door = Door(
    "focus_tag_desk", __name__, who=ORGANISERS, max_bytes=512 * KILOBYTE, url_prefix="/arrangor/<int:year>/fokus"
)


@door.get("")
def index(year: int) -> str:
    edition = get_edition(year)
    sessions = queries.taggable(edition.id)
    areas = queries.in_force(edition.starts_on)
    tags = queries.tags_of([one.id for one in sessions])
    return render_template("focus/tags.html", edition=edition, sessions=sessions, areas=areas, tags=tags)


@door.post("")
def update(year: int) -> Response:
    edition = get_edition(year)
    key, first_day = edition.id, edition.starts_on
    with transaction():
        sessions = {one.uid: one.id for one in queries.taggable(key)}
        areas = {one.slug: one.id for one in queries.in_force(first_day)}
        # Only what stood on the page: a session that came meanwhile keeps its areas.
        shown = [sessions[uid] for uid in request.form.getlist("session") if uid in sessions]
        service.tag_sessions(shown, ticked(request.form.getlist("tag"), sessions, areas), areas.values())
    flash("Sparat.")
    return redirect(url_for("focus_tag_desk.index", year=year), 303)

"""The demo's page: another day for everybody who looks. Its routes exist in a demo only."""

from datetime import datetime

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from scdapp.accounts import service as accounts
from scdapp.core import clock, publication
from scdapp.core.db import transaction
from scdapp.core.web import EVERYBODY, Door, instance_folder
from scdapp.demo import clockwork, registration_service, snapshots
from scdapp.demo.forms import TimeForm
from scdapp.demo.moments import MOMENTS
from scdapp.demo.service import YEAR
from scdapp.editions.queries import find_edition
from scdapp.guests import service as guests

door = Door("demo", __name__, who=EVERYBODY)


@door.get("/demo")
def index() -> str:
    return _page(TimeForm(moment=clock.now()))


@door.post("/demo/tid")
def update() -> Response | tuple[str, int]:
    """Set the clock for everybody, tell calendars that ask only for what is newer, and leave everybody logged in."""
    form = TimeForm()
    moment = form.chosen()
    if moment is None:
        return _page(form), 422
    by = moment - clock.now()
    clockwork.move(moment)
    with transaction():
        publication.touch()
        accounts.carry_logins(by=by)
        guests.carry_logins(by=by)
        _follow(moment)
    return redirect(url_for("site.start"), 303)


def _follow(now: datetime) -> None:
    """Those who have registered in the demo are those who had at that moment."""
    edition, folder = find_edition(YEAR), instance_folder(snapshots.FOLDER)
    if edition is not None and snapshots.there(folder):
        registration_service.as_of(edition.id, snapshots.latest(folder, now), now=now)


def _page(form: TimeForm) -> str:
    return render_template("demo/index.html", form=form, moments=MOMENTS, edition=None)

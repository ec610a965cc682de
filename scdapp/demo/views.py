"""The demo's page: another day for everybody who looks. Its routes exist in a demo only."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from scdapp.accounts.service import carry_logins
from scdapp.core import clock, publication
from scdapp.core.db import transaction
from scdapp.core.web import EVERYBODY, Door
from scdapp.demo import clockwork
from scdapp.demo.forms import TimeForm
from scdapp.demo.moments import MOMENTS

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
        carry_logins(by=by)
    return redirect(url_for("site.start"), 303)


def _page(form: TimeForm) -> str:
    return render_template("demo/index.html", form=form, moments=MOMENTS, edition=None)

"""What is held of people, for everybody to read; and of oneself, to read, take along and have erased."""

import json
import logging

from flask import Response, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.web import EVERYBODY, Door
from scdapp.guests import current
from scdapp.guests.guards import GUESTS
from scdapp.privacy import queries, service
from scdapp.privacy.forms import ErasureForm
from scdapp.privacy.holdings import HOLDINGS

notice = Door("privacy", __name__, who=EVERYBODY)
own = Door("own_data", __name__, who=GUESTS, url_prefix="/min-anmalan/uppgifter")
log = logging.getLogger(__name__)


@notice.get("/personuppgifter")
def show() -> str:
    return render_template("privacy/show.html", holdings=HOLDINGS, edition=None)


@own.get("")
def index() -> str:
    return _page(ErasureForm())


@own.get("/mina-uppgifter.json")
def download() -> Response:
    """Everything, as a file that other programs can read (GDPR art. 20)."""
    text = json.dumps(queries.held(current.who()), ensure_ascii=False, indent=2)
    return Response(
        text,
        mimetype="application/json",
        headers={"Content-Disposition": 'attachment; filename="mina-uppgifter.json"'},
    )


@own.post("/radera")
def erase() -> AnyResponse | tuple[str, int]:
    """Take the person out. Asks for a tick, for nothing of it can be undone."""
    form = ErasureForm()
    if not form.validate():
        return _page(form), 422
    email = current.who()
    with transaction():
        number = service.erase(email, now=clock.now())
    log.info("a person was erased: %d rows", number)
    current.leave()
    flash(gettext("Dina uppgifter är raderade. Du är utloggad."))
    return redirect(url_for("site.start"), 303)


def _page(form: ErasureForm) -> str:
    return render_template("privacy/own.html", held=queries.held(current.who()), form=form, edition=None)

"""`/in/<code>`: what the code on a badge leads to. It says nothing to anybody but those who stand at the door."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from scdapp.accounts.current import account
from scdapp.accounts.guards import CHECKIN
from scdapp.checkin.rules import code_in
from scdapp.core import clock
from scdapp.core.db import db
from scdapp.core.errors import NotAllowed
from scdapp.core.web import EVERYBODY, Door
from scdapp.editions.models import Edition
from scdapp.editions.queries import current
from scdapp.registration.holder_queries import find_edition_of_code

door = Door("checkin", __name__, who=EVERYBODY)


@door.get("/in/<code>")
def enter(code: str) -> Response | str:
    """On with whoever checks in; the same words for all others, whatever the code."""
    if not _at_the_door():
        return render_template("checkin/enter.html", edition=None, path=url_for("checkin.enter", code=code))
    edition_id = find_edition_of_code(code_in(code))
    edition = db.session.get(Edition, edition_id) if edition_id else current(clock.now())
    if edition is None:
        return redirect(url_for("checkin_desk.index"))
    return redirect(url_for("checkin_desk.show", year=edition.year, kod=code_in(code)[:16]))


def _at_the_door() -> bool:
    if account() is None:
        return False
    try:
        CHECKIN.check()
    except NotAllowed:
        return False
    return True

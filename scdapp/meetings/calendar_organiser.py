"""The board's calendar, `/styrelse/kalender`: a secret address made, shown once, renewed, ended."""

from flask import flash, redirect, render_template, session, url_for
from werkzeug.wrappers import Response

from scdapp.accounts.current import who
from scdapp.accounts.guards import BOARD
from scdapp.core import clock, qr, web
from scdapp.core.db import transaction
from scdapp.core.web import Door
from scdapp.meetings import calendar_service as service
from scdapp.meetings.letters import BOARD_CALENDAR
from scdapp.tokens import queries as tokens

door = Door("board_calendar", __name__, who=BOARD, url_prefix="/styrelse/kalender")
# The token on its way from the button to the page that shows it: in this browser's own session, and gone when shown.
_ONCE = "board_calendar_token"


@door.get("")
def show() -> tuple[str, dict[str, str]]:
    """Whether there is an address; the address itself only at once after it was made."""
    token = session.pop(_ONCE, None)
    address = web.address("feeds.board", token=token) if token else None
    webcal = "webcal" + address[address.index(":") :] if address else None
    page = render_template(
        "meetings/calendar.html",
        edition=None,
        made_at=tokens.made_at(BOARD_CALENDAR, service.subject_of(who().id), now=clock.now()),
        address=address,
        webcal=webcal,
        code=qr.inline_svg(webcal) if webcal else None,
        public=web.address("feeds.meetings"),
    )
    return page, {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


@door.post("")
def create() -> Response:
    """A new address; the one before is dead at once."""
    key = who().id
    with transaction():
        token = service.new_address(key, now=clock.now())
    session[_ONCE] = token
    return redirect(url_for("board_calendar.show"), 303)


@door.post("/avsluta")
def destroy() -> Response:
    """No address any more."""
    key = who().id
    with transaction():
        service.end_address(key)
    flash("Adressen är avslutad. Kalendrar som hämtade den får veta att den är borta.")
    return redirect(url_for("board_calendar.show"), 303)

"""One day that somebody gave away, `/min-anmalan/dag/<uid>`, for whoever was given it."""

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.web import Door
from scdapp.guests import current
from scdapp.guests.guards import GUESTS
from scdapp.mine import ways
from scdapp.mine.seat_views import picture
from scdapp.registration import access_queries, seat_service
from scdapp.registration.rules import PARTICIPANT

door = Door("my_day", __name__, who=GUESTS, url_prefix="/min-anmalan/dag/<uid>")


@door.get("")
def show(uid: str) -> str:
    share = access_queries.share_for(current.who(), uid)
    booking = share.participant.booking
    edition = booking.edition
    return render_template("mine/day.html", share=share, booking=booking, ways=ways.of_day(share), edition=edition)


@door.post("/ge-tillbaka")
def destroy(uid: str) -> Response:
    """Give the day back to whoever has the seat."""
    share = access_queries.share_for(current.who(), uid)
    seat_id, on = share.participant_id, share.date
    with transaction():
        seat_service.unshare_day(seat_id, on, actor=PARTICIPANT, now=clock.now())
    flash(gettext("Dagen är tillbaka hos den som gav den."))
    return redirect(url_for("mine.index"), 303)


@door.get("/kod.svg")
def code(uid: str) -> FlaskResponse:
    """The code that is read at the door."""
    return picture(access_queries.share_for(current.who(), uid).code)

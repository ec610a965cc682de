"""Min anmälan, `/min-anmalan`: all that the address may see that is logged in."""

from flask import render_template

from scdapp.core.web import Door
from scdapp.guests import current
from scdapp.guests.guards import GUESTS
from scdapp.registration import queries

door = Door("mine", __name__, who=GUESTS, url_prefix="/min-anmalan")


@door.get("")
def index() -> str:
    """Own seats, bookings that one made, days that somebody gave away."""
    email = current.who()
    return render_template(
        "mine/index.html",
        email=email,
        seats=queries.seats_of(email),
        bookings=queries.bookings_of(email),
        shares=queries.shares_of(email),
        edition=None,
    )

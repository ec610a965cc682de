"""Min anmälan, `/min-anmalan`: all that the address may see that is logged in."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from flask import render_template

from scdapp.core.web import Door
from scdapp.editions.models import Edition
from scdapp.guests import current
from scdapp.guests.guards import GUESTS
from scdapp.mine import wording
from scdapp.registration import queries
from scdapp.registration.bills import owed
from scdapp.registration.models import Booking, DayShare, Participant

door = Door("mine", __name__, who=GUESTS, url_prefix="/min-anmalan")


@dataclass
class Year:
    """What the address has in one year."""

    edition: Edition
    seats: list[Participant] = field(default_factory=list)
    shares: list[DayShare] = field(default_factory=list)
    bookings: list[Booking] = field(default_factory=list)


@door.get("")
def index() -> str:
    """Own seats, days that somebody gave away, bookings that one made; the newest year first."""
    email = current.who()
    years = _years(queries.seats_of(email), queries.shares_of(email), queries.bookings_of(email))
    seats = [seat for year in years for seat in (*year.seats, *(one for b in year.bookings for one in b.participants))]
    before = queries.standing_before(seats)
    return render_template(
        "mine/index.html",
        email=email,
        years=years,
        states={seat.id: wording.seat_state(seat, before) for seat in seats},
        bills={booking.id: owed(booking.participants) for year in years for booking in year.bookings},
        edition=years[0].edition if years else None,
    )


def _years(seats: Iterable[Participant], shares: Iterable[DayShare], bookings: Iterable[Booking]) -> list[Year]:
    found: dict[int, Year] = {}

    def of(edition: Edition) -> Year:
        return found.setdefault(edition.id, Year(edition))

    for seat in seats:
        of(seat.booking.edition).seats.append(seat)
    for share in shares:
        of(share.participant.booking.edition).shares.append(share)
    for booking in bookings:
        of(booking.edition).bookings.append(booking)
    return sorted(found.values(), key=lambda year: year.edition.starts_on, reverse=True)

"""Reads of what is to be invoiced."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from scdapp.admission.queries import find_catalogue
from scdapp.core.db import db, in_swedish
from scdapp.invoicing.basis import Basis, bases
from scdapp.organisations.models import Organisation
from scdapp.registration.models import Booking, Line, Participant


def find_bases(edition_id: int, *, invoiced: bool = False) -> list[Basis]:
    """What is to be invoiced of the year, or has been. Constant queries."""
    query = (
        select(Booking)
        .outerjoin(Booking.organisation)
        .where(Booking.edition_id == edition_id, Booking.invoiced_at.is_not(None) == invoiced)
        .order_by(Organisation.name.is_(None), in_swedish(Organisation.name), Booking.id)
    )
    seats = selectinload(Booking.participants)
    loads = (joinedload(Booking.organisation), seat_lines := seats.selectinload(Participant.lines))
    query = query.options(*loads, seat_lines.joinedload(Line.product))
    catalogue = find_catalogue(edition_id)
    return bases(db.session.scalars(query).all(), invoice_fee=catalogue.invoice_fee if catalogue else 0)

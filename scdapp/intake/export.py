"""The organisers' list of seats as a sheet. Never needs; and of somebody protected nothing that says who it is."""

from collections.abc import Sequence

from scdapp.core.sheets import Cell, Kronor, Sheet
from scdapp.organisations.identifiers import shown_number
from scdapp.organisations.municipalities import counties
from scdapp.registration.desk_wording import STATE_WORDS
from scdapp.registration.models import Line, Participant
from scdapp.registration.rules import days_of

HEADS = (
    *("Anmälan", "Läge", "Kategori", "Namn", "E-post", "Titel", "Arbetsplats"),
    *("Organisation", "Organisationsnummer", "Län", "Biljett", "Tillval", "Dagar", "Pris", "Avgift"),
    *("Kontakt", "Kontaktens e-post", "Telefon", "Er referens", "Anmäld", "Fakturerad", "Betald"),
    *("På deltagarlistan", "Vill inte vara med på bild"),
)


def sheet(seats: Sequence[Participant]) -> Sheet:
    """A row for each seat, and a column for each question that anybody has answered."""
    asked = {one.question_id: one.question for seat in seats for one in seat.answers}
    questions = sorted(asked.values(), key=lambda one: (one.position, one.id))
    rows = ([*_row(seat), *_answers(seat, [one.id for one in questions])] for seat in seats)
    return Sheet("Deltagare", (*HEADS, *(one.label for one in questions)), rows)


def _row(seat: Participant) -> list[Cell]:
    booking, payer = seat.booking, seat.booking.organisation
    had = [line for line in seat.lines if line.state != "cancelled"]
    taken = [line for line in had if line.state == "taken"]
    days = ", ".join(day.isoformat() for day in days_of(seat.lines))
    shown = not seat.protected
    return [
        *(booking.number, STATE_WORDS[seat.state], seat.category.name),
        *((seat.name, seat.email, seat.title, seat.workplace) if shown else (seat.badge_name, None, None, None)),
        *(payer.name if payer else None, shown_number(payer.organisation_number) if payer else None),
        counties().get(payer.county_code or "") if payer else None,
        *(_names(had, "pass"), _names(had, "extra"), days),
        *(Kronor(sum(line.amount for line in taken)), Kronor(sum(line.fee or 0 for line in seat.lines))),
        *((booking.contact_name, booking.contact_email, booking.contact_phone) if shown else (None, None, None)),
        *(booking.buyer_reference, booking.created_at, booking.invoiced_at, booking.paid_at),
        *(seat.listed, seat.avoid_photo),
    ]


def _names(lines: Sequence[Line], kind: str) -> str:
    return ", ".join(line.product.name for line in lines if line.product.kind == kind)


def _answers(seat: Participant, question_ids: Sequence[int]) -> list[Cell]:
    said = {} if seat.protected else {one.question_id: one.value.replace("\n", "; ") for one in seat.answers}
    return [said.get(key) for key in question_ids]

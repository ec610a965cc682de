"""The ways from a seat to what other slices keep about it: seminars, needs, the calendar of one's own."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext

from scdapp.registration.models import DayShare, Participant


@dataclass(frozen=True)
class Way:
    href: str
    label: str
    about: str


def of_seat(seat: Participant, *, own: bool) -> list[Way]:
    """From a seat; to what is only the holder's own when `own`."""
    return [
        *([_seminars(seat.uid)] if seat.state == "confirmed" else []),
        *([_needs(seat.uid), _calendar(seat.uid)] if own else []),
    ]


def of_day(share: DayShare) -> list[Way]:
    """From a day that somebody gave away."""
    return [_seminars(share.uid), _needs(share.uid), _calendar(share.uid)]


def _seminars(uid: str) -> Way:
    about = gettext("Välj ett i varje block.")
    return Way(url_for("my_seminars.choose", uid=uid), gettext("Seminarier"), about)


def _needs(uid: str) -> Way:
    about = gettext("Allergier, kost och vad du behöver för att kunna delta. Bara du och den som ordnar det ser det.")
    return Way(url_for("needs.edit", uid=uid), gettext("Mat och tillgänglighet"), about)


def _calendar(uid: str) -> Way:
    about = gettext("Dina dagar och seminarier i telefonens kalender, och de följer med när något ändras.")
    return Way(url_for("my_calendar.show", uid=uid), gettext("Min kalender"), about)

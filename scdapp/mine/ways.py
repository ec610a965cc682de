"""The ways from a seat to what other slices keep about it: seminars, needs, the calendar of one's own."""

from dataclasses import dataclass

from flask import current_app, request
from flask_babel import gettext
from werkzeug.exceptions import HTTPException

from scdapp.registration.models import DayShare, Participant


@dataclass(frozen=True)
class Way:
    href: str
    label: str
    about: str


def of_seat(seat: Participant, *, own: bool) -> list[Way]:
    """From a seat; to what is only the holder's own when `own`."""
    confirmed = seat.state == "confirmed"
    return _open(
        [
            *(_seminars(seat.uid) for _ in range(confirmed)),
            *(_needs(seat.uid) for _ in range(own)),
            *(_calendar(seat.uid) for _ in range(own)),
        ]
    )


def of_day(share: DayShare) -> list[Way]:
    """From a day that somebody gave away."""
    return _open([_seminars(share.uid), _needs(share.uid), _calendar(share.uid)])


def _seminars(uid: str) -> Way:
    return Way(f"/min-anmalan/{uid}/seminarier", gettext("Seminarier"), gettext("Välj ett i varje block."))


def _needs(uid: str) -> Way:
    about = gettext("Allergier, kost och vad du behöver för att kunna delta. Bara du och den som ordnar det ser det.")
    return Way(f"/min-anmalan/{uid}/mat-och-tillganglighet", gettext("Mat och tillgänglighet"), about)


def _calendar(uid: str) -> Way:
    about = gettext("Dina dagar och seminarier i telefonens kalender, och de följer med när något ändras.")
    return Way(f"/min-anmalan/{uid}/kalender", gettext("Min kalender"), about)


def _open(ways: list[Way]) -> list[Way]:
    """Those that lead somewhere, in the language of the page."""
    return [Way(request.script_root + way.href, way.label, way.about) for way in ways if _leads(way.href)]


def _leads(path: str) -> bool:
    try:
        current_app.url_map.bind("").match(path, method="GET")
    except HTTPException:
        return False
    return True

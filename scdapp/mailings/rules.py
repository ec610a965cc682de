"""Who a letter to many is for, and what it may say. Pure."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from scdapp.core.errors import Refusal
from scdapp.core.text import clean
from scdapp.registration.desk_queries import Wanted
from scdapp.registration.models import Participant

LIMITS = {"subject": 160, "body": 10_000}
# How many mails are put into the outbox in one transaction: others get to write in between.
PORTION = 100
RECIPIENTS = {
    "holders": "deltagarna (den som anmälde, där deltagaren saknar adress)",
    "contacts": "dem som anmälde",
    "both": "både deltagarna och dem som anmälde",
}


@dataclass(frozen=True)
class Selection:
    """Which seats: as the list of seats narrows them down, and those with a seat in a seminar."""

    wanted: Wanted = field(default_factory=Wanted)
    session_uid: str | None = None

    def as_json(self) -> dict[str, Any]:
        """For the database."""
        day = self.wanted.day
        return {**asdict(self.wanted), "day": day.isoformat() if day else None, "session_uid": self.session_uid}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Selection":
        """What `as_json` wrote."""
        values = dict(stored)
        session_uid, day = values.pop("session_uid"), values.pop("day")
        return cls(Wanted(**values, day=date.fromisoformat(day) if day else None), session_uid)


@dataclass(frozen=True)
class Draft:
    """A letter to many as somebody writes it."""

    subject: str
    body: str
    selection: Selection
    recipients: str


@dataclass(frozen=True)
class Recipient:
    """One address, whom it is, in which language, and the seat or booking that made it one of them."""

    email: str
    name: str
    language: str
    about: str
    link: str


def checked(draft: Draft) -> Draft:
    """`draft` with clean texts. Refuses empty and too long ones and recipients that there are none of."""
    if draft.recipients not in RECIPIENTS:
        raise Refusal("Välj vem brevet går till.", field="recipients")
    texts = {"subject": clean(draft.subject), "body": clean(draft.body, lines=True)}
    for name, text in texts.items():
        if not text:
            raise Refusal("Skriv något här.", field=name)
        if len(text) > LIMITS[name]:
            raise Refusal(f"Texten har {len(text)} tecken. Högst {LIMITS[name]} får plats.", field=name)
    return replace(draft, subject=texts["subject"], body=texts["body"])


def recipients(seats: Iterable[Participant], to: str) -> list[Recipient]:
    """One for each address, however many seats it stands for, in the order of the seats."""
    found: dict[str, Recipient] = {}
    for seat in seats:
        for one in _of_seat(seat, to):
            found.setdefault(one.email, one)
    return list(found.values())


def _of_seat(seat: Participant, to: str) -> Iterable[Recipient]:
    booking = seat.booking
    holder, contact = seat.email, booking.contact_email
    if holder and to in ("holders", "both"):
        yield Recipient(holder, seat.name or "", booking.language, seat.uid, f"participant:{seat.uid}")
    if contact and (to in ("contacts", "both") or not holder):
        yield Recipient(contact, booking.contact_name, booking.language, booking.uid, f"booking:{booking.uid}")

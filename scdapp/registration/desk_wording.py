"""What organisers read about seats: their states, and what happened to them, in Swedish. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from scdapp.core import words
from scdapp.registration.models import Change

STATE_WORDS = {
    "confirmed": "har plats",
    "waiting": "på reservlistan",
    "offered": "erbjuden plats",
    "cancelled": "avbokad",
}
LINE_WORDS = {"wanted": "följer platsen", "waiting": "på reservlistan", "offered": "erbjuden", "cancelled": "avbokad"}
REASON_WORDS = {
    "cancelled": "avbokad",
    "declined": "tackade nej",
    "unanswered": "svarade inte i tid",
    "organiser": "avbokad av arrangören",
}
_ACTORS = {
    "visitor": "i anmälningsformuläret",
    "contact": "kontaktpersonen",
    "participant": "deltagaren",
    "organiser": "arrangör",
    "system": "automatiskt",
}
_WHAT = {
    "registered": "Anmälan kom in",
    "booking-changed": "Kontakt eller betalare ändrad",
    "note-changed": "Anteckning ändrad",
    "paid": "Markerad som betald",
    "not-paid": "Inte betald ändå",
    "invoiced": "Markerad som fakturerad",
    "not-invoiced": "Inte fakturerad ändå",
    "person-changed": "Uppgifter ändrade",
    "transferred": "Platsen överlämnad",
    "day-shared": "En dag lämnad till någon annan",
    "day-taken-back": "En dag tagen tillbaka",
    "products-changed": "Biljett eller tillval ändrat",
    "category-changed": "Flyttad till en annan kategori",
    "cancelled": "Avbokad",
    "left-queue": "Väntar inte längre",
    "offered": "Erbjuden plats från reservlistan",
    "offer-accepted": "Tackade ja till erbjudandet",
    "offer-declined": "Tackade nej till erbjudandet",
    "offer-unanswered": "Erbjudandet gick ut utan svar",
    "confirmed-directly": "Fick plats direkt, förbi kön",
    "seminars-changed": "Seminarier valda",
    "seminars-lost": "Seminarier föll bort med dagarna",
    "seminar-waiting": "I kö till ett seminarium",
    "seminar-left-queue": "Lämnade kön till ett seminarium",
    "seminar-given": "Fick plats på ett seminarium",
    "seminar-offered": "Erbjuden plats på ett seminarium",
    "seminar-offer-accepted": "Tackade ja till ett seminarium",
    "seminar-offer-declined": "Tackade nej till ett seminarium",
    "seminar-offer-unanswered": "Erbjudandet om ett seminarium gick ut",
    "seminar-cancelled": "Ett valt seminarium inställt",
    "seminar-moved": "Ett valt seminarium flyttat, krockar",
    "protected": "Skyddade uppgifter",
    "unprotected": "Inte längre skyddade uppgifter",
    "needs-read": "Mat och tillgänglighet lästes av den som ordnar det",
}
_LABELS = {
    "seminar": "Seminarium",
    "name": "Namn",
    "email": "E-post",
    "title": "Titel",
    "workplace": "Arbetsplats",
    "listed": "På deltagarlistan",
    "avoid_photo": "Undvik närbild",
    "contact_name": "Kontakt",
    "contact_email": "Kontaktens e-post",
    "contact_phone": "Telefon",
    "organisation": "Organisation",
    "buyer_reference": "Er referens",
    "order_reference": "Ordernummer",
    "billing_object": "Faktureringsobjekt",
    "contract_reference": "Avtalsnummer",
    "peppol_id": "Peppol-id",
    "invoice_email": "E-post för fakturor",
    "invoice_address": "Fakturaadress",
    "invoice_postcode": "Postnummer",
    "invoice_city": "Ort",
    "people": "Antal personer",
    "product": "Gäller",
    "until": "Svar senast",
    "day": "Dag",
    "to": "Till",
    "fee": "Avgift",
    "why": "Skäl",
    "session": "Seminarium",
}


@dataclass(frozen=True)
class Told:
    """One thing that happened. `rows` are (label, before, after); a fact that only is has no before."""

    at: datetime
    what: str
    by: str
    seat: str | None
    rows: tuple[tuple[str, str | None, str], ...]


def told(change: Change, names: Mapping[int, str]) -> Told:
    """A change in words. `names` are those of the booking's seats."""
    return Told(
        at=change.at,
        what=_WHAT.get(change.what, change.what.replace("-", " ").capitalize()),
        by=f"{change.actor_name}, arrangör" if change.actor_name else _ACTORS.get(change.actor, change.actor),
        seat=names.get(change.participant_id) if change.participant_id else None,
        rows=tuple(_rows(json.loads(change.detail))),
    )


def _rows(detail: Mapping[str, Any]) -> list[tuple[str, str | None, str]]:
    before, after = detail.get("before"), detail.get("after")
    pairs: list[tuple[str, Any, Any]]
    if isinstance(before, dict) and isinstance(after, dict):
        pairs = [(_LABELS.get(str(key), str(key)), before.get(key), after.get(key)) for key in after]
    elif "before" in detail and "after" in detail:
        pairs = [("Från", before, after)]
    else:
        pairs = []
    rows: list[tuple[str, str | None, str]] = [
        (label, _value(old), _value(new)) for label, old, new in pairs if old != new
    ]
    rows += [(_LABELS[key], None, _fact(key, value)) for key, value in detail.items() if key in _LABELS]
    return rows


def _fact(key: str, value: Any) -> str:
    if key == "fee":
        return f"{value} procent"
    if key == "until":
        return _moment(str(value))
    return _value(value)


def _moment(written: str) -> str:
    try:
        return words.moment(datetime.fromisoformat(written))
    except ValueError:
        return written


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "inget"
    return "tomt" if value in (None, "") else str(value)

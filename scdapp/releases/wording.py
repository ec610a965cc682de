"""A change in words, for the organisers' preview, the public list of changes and whoever tells of one."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from flask_babel import gettext, lazy_gettext

from scdapp.core import words
from scdapp.programme.vocabulary import KINDS, LANGUAGES
from scdapp.releases.changes import Change, FieldChange

WHAT = {
    "added": lazy_gettext("ny"),
    "changed": lazy_gettext("ändrad"),
    "moved": lazy_gettext("flyttad"),
    "cancelled": lazy_gettext("inställd"),
    "restored": lazy_gettext("inte längre inställd"),
    "withdrawn": lazy_gettext("borttagen ur programmet"),
}
LABELS = {
    "title": lazy_gettext("Titel"),
    "kind": lazy_gettext("Slag"),
    "summary": lazy_gettext("Beskrivning"),
    "day": lazy_gettext("Dag"),
    "starts": lazy_gettext("Börjar"),
    "ends": lazy_gettext("Slutar"),
    "past_midnight": lazy_gettext("Slutar efter midnatt"),
    "approximate": lazy_gettext("Ungefärlig tid"),
    "room_name": lazy_gettext("Lokal"),
    "location": lazy_gettext("Plats"),
    "block_name": lazy_gettext("Block"),
    "track_name": lazy_gettext("Spår"),
    "capacity": lazy_gettext("Platser"),
    "language": lazy_gettext("Språk"),
    "prerecorded": lazy_gettext("Förinspelad"),
    "service": lazy_gettext("Servicepunkt"),
    "cancelled": lazy_gettext("Inställd"),
    "cancel_note": lazy_gettext("Skäl"),
    "appearances": lazy_gettext("Medverkande"),
    "related": lazy_gettext("Hör ihop med"),
}
# Told by the word for the change itself, or of no interest beside the others.
UNTOLD = {"slug", "withdrawn", "cancelled", "example", "example_fields"}


@dataclass(frozen=True)
class Told:
    """One field: "Lokal", before, after. Empty text where nothing was or is known."""

    label: str
    before: str
    after: str


def fields(change: Change) -> list[Told]:
    """What changed, field by field, in words. Long texts are told as changed, not repeated."""
    return [_told(field) for field in change.fields if field.name not in UNTOLD]


def _told(field: FieldChange) -> Told:
    label = str(LABELS.get(field.name, field.name))
    if field.name in {"summary", "related"}:
        return Told(label, "", gettext("ändrad") if field.after else gettext("borttagen"))
    return Told(label, _value(field.name, field.before), _value(field.name, field.after))


def _value(name: str, value: str | None) -> str:
    if value is None:
        return str(gettext("meddelas senare")) if name in {"day", "starts", "ends", "room_name"} else ""
    if name == "day":
        return words.day_short(date.fromisoformat(value))
    if name in {"starts", "ends"}:
        return words.at(time.fromisoformat(value.replace(".", ":")))
    if name in {"past_midnight", "approximate", "prerecorded", "service"}:
        return str(gettext("ja") if value == "ja" else gettext("nej"))
    named: dict[str, Any] = {"kind": {k: kind.label for k, kind in KINDS.items()}, "language": LANGUAGES}
    return str(named.get(name, {}).get(value, value))

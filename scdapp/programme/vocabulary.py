"""The programme's words: kinds of sessions, roles on stage, languages. Swedish labels are the source texts."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _


@dataclass(frozen=True)
class Kind:
    """A kind of session. `slug` is its part of an address, `service` whether it is one by nature (a lunch is)."""

    name: str
    slug: str
    label: Any
    service: bool = False


KINDS = {
    kind.name: kind
    for kind in (
        Kind("keynote", "storforelasning", _("storföreläsning")),
        Kind("seminar", "seminarium", _("seminarium")),
        Kind("panel", "panel", _("panel")),
        Kind("reflection", "reflektion", _("reflektion")),
        Kind("interactive", "interaktivt", _("interaktivt")),
        Kind("culture", "kultur", _("kultur")),
        Kind("opening", "invigning", _("invigning")),
        Kind("closing", "avslutning", _("avslutning")),
        Kind("information", "information", _("information")),
        Kind("network", "natverk", _("nätverk")),
        Kind("annual_meeting", "arsmote", _("årsmöte")),
        Kind("social", "mingel", _("mingel")),
        Kind("dinner", "middag", _("middag")),
        Kind("lunch", "lunch", _("lunch"), service=True),
        Kind("break", "paus", _("paus"), service=True),
        Kind("registration", "registrering", _("registrering"), service=True),
    )
}
KIND_OF_SLUG = {kind.slug: kind for kind in KINDS.values()}

ROLES = {
    "speaker": _("föreläsare"),
    "moderator": _("moderator"),
    "panellist": _("panelist"),
    "artist": _("artist"),
}
STATES = {"asked": "tillfrågad", "accepted": "har tackat ja", "declined": "har tackat nej"}
LANGUAGES = {
    "sv": _("svenska"),
    "en": _("engelska"),
    "no": _("norska"),
    "da": _("danska"),
    "fi": _("finska"),
    "sgn": _("svenskt teckenspråk"),
}
ROOM_KINDS = {
    "plenum": "plenisal (programmet går tvärs över alla salar)",
    "seminar": "seminariesal (egen kolumn i tidsschemat)",
    "area": "yta (foajé, utställning, matsal)",
}

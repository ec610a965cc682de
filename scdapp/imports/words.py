"""The files' Swedish words, and what they stand for here. Pure."""

import re
from datetime import date

from scdapp.core.text import slugify
from scdapp.imports.checking import Faults, Node
from scdapp.programme.vocabulary import KIND_OF_SLUG

KINDS = {
    word: KIND_OF_SLUG[slugify(word)].name
    for word in (
        *("storföreläsning", "seminarium", "panel", "reflektion", "interaktivt", "kultur", "invigning", "avslutning"),
        *("information", "nätverk", "årsmöte", "mingel", "middag", "lunch", "paus", "registrering"),
    )
}
ROOM_KINDS = {"plenum": "plenum", "seminarium": "seminar", "yta": "area"}
# What the files call the fields of an entry that are made up.
FIELDS = {"date": "day", "start": "starts", "end": "ends", "room": "room"}
FILE_FIELDS = {ours: theirs for theirs, ours in FIELDS.items()}
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
_WEEKDAY = re.compile("|".join(WEEKDAYS))
_ONLY_WEEKDAYS = re.compile(rf"({'|'.join(WEEKDAYS)})( eller ({'|'.join(WEEKDAYS)}))*", re.IGNORECASE)


def label(node: Node) -> str | None:
    """What the label of a day adds to its date: "halvdag" of "fredag (halvdag)". Notes a wrong weekday."""
    text = node["label"].maybe(lambda one: one.text(60))
    if text is None:
        return None
    day = Node(node["date"].value, "", Faults()).day()
    for named in _WEEKDAY.findall(text):
        if day != date.max and named != WEEKDAYS[day.weekday()]:
            node["label"].wrong(f"{day} är en {WEEKDAYS[day.weekday()]}, inte en {named}")
    return re.sub(r"[\s(),]+", " ", _WEEKDAY.sub("", text)).strip() or None


def weekdays_only(text: str | None) -> str | None:
    """ "torsdag eller fredag" of "Torsdag eller fredag."; None if anything else is said."""
    plain = (text or "").strip().rstrip(".").lower()
    return plain if _ONLY_WEEKDAYS.fullmatch(plain) else None


def role_on_stage(kind: str, *, words: str = "", group: bool = False) -> str:
    """The role of somebody in a session of `kind`, known by `words` ("moderator") or by being a group."""
    if words == "moderator":
        return "moderator"
    if kind == "panel":
        return "panellist"
    return "artist" if kind == "culture" or group else "speaker"


def capital(text: str) -> str:
    """ "Social hållbarhet" of "social hållbarhet"; what is within stays as it is."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """ "Omkring 600 anmälda." of "omkring 600 anmälda"."""
    return capital(text) + ("" if text.endswith((".", "!", "?")) else ".")

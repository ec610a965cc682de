"""What is said to somebody who stands at the door. Pure."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scdapp.core.text import clean
from scdapp.core.walltime import ZONE
from scdapp.registration.holder_rules import Holder, days_in_words

# A device that was without network sends what it did meanwhile; nothing older than this is believed.
OLDEST = timedelta(days=2)
SHOWN_MATCHES = 20
NOBODY = "Namn saknas"
_CODE_IN_ADDRESS = re.compile(r"/in/([^/?#\s]+)")


@dataclass(frozen=True)
class Verdict:
    """`kind`: "may" (may be let in), "welcome" (was, just now), "already", "other-day", "waiting", "cancelled",
    "unknown". `words` is what is said."""

    kind: str
    words: str


UNKNOWN = Verdict("unknown", "Okänd kod")
_WELCOME = Verdict("welcome", "Välkommen")
_MAY = Verdict("may", "Får gå in")


def verdict(holder: Holder | None, on: date, came_at: datetime | None, *, just_now: bool = False) -> Verdict:
    """What holds on that day for whoever has the code. `came_at`: when they came in, if they did."""
    if holder is None:
        return UNKNOWN
    if came_at is not None:
        return _WELCOME if just_now else already(came_at)
    return hindrance(holder, on) or _MAY


def already(came_at: datetime) -> Verdict:
    """They are in since then."""
    return Verdict("already", f"Redan incheckad {wall(came_at)}")


def hindrance(holder: Holder, on: date) -> Verdict | None:
    """Why somebody is not let in that day, or None."""
    if holder.state == "cancelled":
        return Verdict("cancelled", "Avbokad")
    if holder.state == "waiting":
        return Verdict("waiting", "På reservlistan")
    if holder.state == "offered":
        return Verdict("waiting", "Har inte tackat ja till sin plats")
    if on not in holder.days:
        return Verdict("other-day", f"Inte i dag: gäller {days_in_words(holder.days)}")
    return None


def wall(moment: datetime) -> str:
    """ "08.41", on the wall in Sweden."""
    return moment.astimezone(ZONE).strftime("%H.%M")


def code_in(typed: str) -> str:
    """The code in what was scanned or typed: an address that ends with it, or the code with spaces and in small."""
    found = _CODE_IN_ADDRESS.search(typed)
    return re.sub(r"[\s-]", "", clean(found[1] if found else typed)).upper()


def believed(at: datetime, *, now: datetime) -> datetime:
    """The moment that a device says somebody came: never in the future, never long ago."""
    return max(min(at, now), now - OLDEST)


def matches(holders: list[Holder], typed: str) -> list[Holder]:
    """Those whose name has every word that was typed, those of the day's state first."""
    wanted = clean(typed).casefold().split()
    if not wanted:
        return []
    found = [one for one in holders if all(word in (one.known_as or one.contact).casefold() for word in wanted)]
    return sorted(found, key=lambda one: (one.state == "cancelled", one.known_as or one.contact))[:SHOWN_MATCHES]

"""Decisions about staff: addresses, roles, tries to log in, and who may not be taken away."""

import math
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from flask_babel import gettext

from scdapp.core.errors import Refusal
from scdapp.core.secret import fingerprint

ROLE_WORDS = {
    "organiser": "arrangör",
    "board": "styrelse",
    "administrator": "administratör",
    "checkin": "incheckning",
}

LOGIN_LIFETIME = timedelta(days=14)
TRY_WINDOW = timedelta(minutes=15)
TRIES_KEPT = timedelta(days=1)
TRIES_PER_ADDRESS = 5
TRIES_PER_NETWORK = 30

NAME_LENGTH = 120
ADDRESS_LENGTH = 254  # RFC 5321 4.5.3.1.3: a path has 256 characters, two of them < and >

_ADDRESS = re.compile(r"[^@\s]{1,64}@[^@\s.]+(?:\.[^@\s.]+)+")


class TooManyTries(Refusal):
    """Too many failed tries for this address or from this network; `minutes` says how long to wait."""

    def __init__(self, wait: timedelta) -> None:
        self.minutes = max(1, math.ceil(wait.total_seconds() / 60))
        words = "1 minut" if self.minutes == 1 else f"{self.minutes} minuter"
        super().__init__(f"För många försök. Vänta {words} och försök igen.")


class WrongPassword(Refusal):
    """Says no more than this, whether the address is known or not."""

    def __init__(self) -> None:
        super().__init__("Adressen eller lösenordet stämmer inte.", field="password")


@dataclass(frozen=True)
class Staff:
    """What an administrator decides about an account."""

    name: str
    roles: frozenset[str]
    active: bool = True


def comparable(typed: str) -> str:
    """An address as it is looked up: what is not canonical finds nobody."""
    return typed.strip().lower()


def canonical_address(typed: str, *, field: str = "email") -> str:
    """The one form of an e-mail address that is stored and compared: lower case, trimmed.

    Refuses what NFKC would change (look-alikes such as ＠), what cannot be seen, and what is no address.
    """
    address = comparable(typed)
    if len(address) > ADDRESS_LENGTH:
        raise Refusal(gettext("En e-postadress har högst %(most)d tecken.", most=ADDRESS_LENGTH), field=field)
    if not address.isprintable() or not _is_plain(typed.strip()) or not _is_plain(address):
        raise Refusal(
            gettext("Adressen innehåller tecken som lätt förväxlas med andra. Skriv den för hand."), field=field
        )
    if not _ADDRESS.fullmatch(address):
        raise Refusal(gettext("Skriv en e-postadress, så här: namn@kommun.se."), field=field)
    return address


def _is_plain(address: str) -> bool:
    """Compatible characters and stray accents look like others: the Kelvin sign like K, i with two dots like i."""
    return unicodedata.normalize("NFKC", address) == address and not any(map(unicodedata.combining, address))


def ensure_name(name: str) -> str:
    """The name, trimmed. Refuses none at all and one that does not fit or cannot be printed."""
    trimmed = name.strip()
    if not trimmed or len(trimmed) > NAME_LENGTH or not trimmed.isprintable():
        raise Refusal(f"Skriv ett namn med högst {NAME_LENGTH} tecken.", field="name")
    return trimmed


def ensure_roles(roles: Collection[str]) -> frozenset[str]:
    """The roles. Refuses one that does not exist."""
    if unknown := set(roles) - ROLE_WORDS.keys():
        raise Refusal(f"Rollen finns inte: {', '.join(sorted(unknown))}.", field="roles")
    return frozenset(roles)


def address_subject(email: str) -> str:
    """What tries for one address are counted under."""
    return fingerprint(f"address:{comparable(email)}")


def network_subject(address: str) -> str:
    """What tries from one network are counted under: an address, or the /64 that one household has of IPv6."""
    return fingerprint(f"network:{_network(address)}")


def _network(address: str) -> str:
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((parsed, 64), strict=False)) if isinstance(parsed, IPv6Address) else str(parsed)


def wait_after(failed: list[datetime], allowed: int, *, now: datetime) -> timedelta:
    """How long to wait before the next try: until fewer than `allowed` failed ones lie in the window."""
    if len(failed) < allowed:
        return timedelta()
    return max(sorted(failed)[-allowed] + TRY_WINDOW - now, timedelta())


def ensure_administrator_left(others: int) -> None:
    """Refuses to take the last active administrator away; `others` counts those who would remain."""
    if others == 0:
        raise Refusal(
            "Det här är den enda aktiva administratören. Ge rollen till någon annan först, "
            "annars kan ingen sköta konton."
        )

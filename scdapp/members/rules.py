"""Decisions about members: what can be stored of them, and when somebody has left."""

from dataclasses import dataclass, fields
from datetime import date

from scdapp.accounts.rules import canonical_address
from scdapp.core.errors import Refusal
from scdapp.core.personal_numbers import ensure_none
from scdapp.core.text import clean
from scdapp.members.models import Member

LIMITS = {"name": 120, "region": 80}
EARLIEST = date(1900, 1, 1)


@dataclass(frozen=True)
class MemberValues:
    """What the board writes about a member."""

    name: str
    email: str | None = None
    region: str | None = None
    since: date | None = None


def values_of(member: Member) -> MemberValues:
    """What stands about `member` now."""
    return MemberValues(**{field.name: getattr(member, field.name) for field in fields(MemberValues)})


def sound_member(values: MemberValues, *, left_on: date | None = None) -> MemberValues:
    """`values` with clean texts and the one form of the address.

    Refuses a missing name, texts that are too long, personal numbers, what is no address, and days out of order.
    """
    name = _fitting(values.name, "name")
    if not name:
        raise Refusal("Skriv vad medlemmen heter.", field="name")
    ensure_none(values.email, "email")
    if values.since and values.since < EARLIEST:
        raise Refusal("Året verkar inte stämma.", field="since")
    ensure_in_order(values.since, left_on, field="since")
    return MemberValues(
        name=name,
        email=canonical_address(values.email) if values.email else None,
        region=_fitting(values.region, "region"),
        since=values.since,
    )


def ensure_in_order(since: date | None, left_on: date | None, *, field: str) -> None:
    """Refuses to let somebody leave before they came."""
    if since and left_on and left_on < since:
        raise Refusal(f"Medlemskapet kan inte sluta ({left_on}) innan det började ({since}).", field=field)


def ensure_left(on: date, *, today: date) -> None:
    """Refuses a day to come: until then they belong."""
    if on > today:
        raise Refusal("Dagen har inte varit än. Skriv in den när den har kommit.", field="left_on")
    if on < EARLIEST:
        raise Refusal("Året verkar inte stämma.", field="left_on")


def ensure_no_other(email: str | None, other: Member | None) -> None:
    """Refuses an address that another member has, and says who."""
    if email and other:
        left = " som har lämnat föreningen" if other.left_on else ""
        raise Refusal(f"{other.name}{left} har redan den adressen.", field="email")


def comparable_name(name: str) -> str:
    """A name as it is compared: in small letters, with single blanks."""
    return " ".join(name.casefold().split())


def _fitting(text: str | None, field: str) -> str | None:
    tidy = " ".join(clean(text or "").split())
    if len(tidy) > LIMITS[field]:
        raise Refusal(f"Texten är för lång. Högst {LIMITS[field]} tecken får plats.", field=field)
    ensure_none(tidy, field)
    return tidy or None

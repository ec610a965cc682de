"""Reads of members."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select

from scdapp.core.db import db, in_swedish, swedish_key
from scdapp.core.errors import Missing
from scdapp.core.lists import Page, haystack, page_of, saying
from scdapp.members.models import Member

IN_WORDS = ("En medlem", "medlemmar")
IN_WORDS_OF_ALL = ("En person", "personer")
LEFT, EVERYBODY = "lamnat", "alla"
_HAYSTACK = haystack(Member.name, Member.email)


@dataclass(frozen=True)
class Wanted:
    """What a list of members is narrowed down to; `who` is LEFT or EVERYBODY, else those who belong now."""

    text: str = ""
    region: str | None = None
    who: str | None = None


def get_member(uid: str) -> Member:
    """The member with this uid, also one who has left. Raises `Missing`."""
    found = db.session.scalar(select(Member).where(Member.uid == uid))
    if found is None:
        raise Missing
    return found


def find_by_email(email: str) -> Member | None:
    """The member with this address, also one who has left."""
    return db.session.scalar(select(Member).where(Member.email == email))


def knows(email: str) -> bool:
    """Whether a member, also one who has left, has the address."""
    return db.session.scalar(select(Member.id).where(Member.email == email)) is not None


def known_addresses(emails: Collection[str]) -> frozenset[str]:
    """Those of the addresses that belong to a member of now."""
    query = select(Member.email).where(Member.email.in_(emails), Member.left_on.is_(None))
    return frozenset(email for email in db.session.scalars(query) if email)


def members_page(wanted: Wanted, *, number: int = 1) -> Page[Member]:
    """A page of the wanted in Swedish order. A number past the end gives the last page."""
    return page_of(_chosen(wanted), number=number, words=IN_WORDS_OF_ALL if wanted.who else IN_WORDS)


def all_members(wanted: Wanted) -> Sequence[Member]:
    """All of the wanted in Swedish order."""
    return db.session.scalars(_chosen(wanted)).all()


def regions() -> list[str]:
    """The regions that members are in, in Swedish order."""
    found = db.session.scalars(select(Member.region).where(Member.region.is_not(None)).distinct())
    return sorted((region for region in found if region), key=swedish_key)


def count_left(before: date) -> int:
    """How many left before this day."""
    return db.session.scalar(select(func.count()).select_from(Member).where(Member.left_on < before)) or 0


def _chosen(wanted: Wanted) -> Select[Member]:
    query = select(Member).order_by(in_swedish(Member.name), Member.id)
    if wanted.who == LEFT:
        query = query.where(Member.left_on.is_not(None))
    elif wanted.who != EVERYBODY:
        query = query.where(Member.left_on.is_(None))
    if wanted.region:
        query = query.where(Member.region == wanted.region)
    return saying(query, _HAYSTACK, wanted.text)

"""Reads of members."""

from sqlalchemy import select

from scdapp.core.db import db, in_swedish
from scdapp.core.errors import Missing
from scdapp.core.lists import Page, haystack, page_of, saying
from scdapp.members.models import Member

IN_WORDS = ("En medlem", "medlemmar")
_HAYSTACK = haystack(Member.name, Member.email)


def get_member(uid: str) -> Member:
    """The member with this uid, also one who has left. Raises `Missing`."""
    found = db.session.scalar(select(Member).where(Member.uid == uid))
    if found is None:
        raise Missing
    return found


def members_page(search: str = "", *, number: int = 1) -> Page[Member]:
    """A page of all members in Swedish order, or of those whose name or address has every word of `search`."""
    query = select(Member).where(Member.left_on.is_(None)).order_by(in_swedish(Member.name), Member.id)
    return page_of(saying(query, _HAYSTACK, search), number=number, words=IN_WORDS)

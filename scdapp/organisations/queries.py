"""Reads of organisations."""

import re

from sqlalchemy import select

from scdapp.core.db import db, in_swedish
from scdapp.core.errors import Missing
from scdapp.core.lists import Page, haystack, page_of, saying
from scdapp.core.text import slugify
from scdapp.organisations.models import Organisation
from scdapp.organisations.rules import OrganisationFacts, name_alone

IN_WORDS = ("En organisation", "organisationer")
_HAYSTACK = haystack(Organisation.name, Organisation.organisation_number, Organisation.municipality_code)
_NUMBER = re.compile(r"\b(\d{6})-(\d{4})\b")


def get_organisation(uid: str) -> Organisation:
    """The organisation with this uid. Raises `Missing`."""
    found = db.session.scalar(select(Organisation).where(Organisation.uid == uid))
    if found is None:
        raise Missing
    return found


def find_by_municipality(code: str) -> Organisation | None:
    """The municipality with this code, if anybody has come from there."""
    return db.session.scalar(select(Organisation).where(Organisation.municipality_code == code))


def find_by_number(digits: str) -> Organisation | None:
    """The organisation with this organisation number, ten digits."""
    return db.session.scalar(select(Organisation).where(Organisation.organisation_number == digits))


def find_organisation(facts: OrganisationFacts) -> Organisation | None:
    """The organisation that sound `facts` tell of: by municipality, else by number, else by name alone."""
    if facts.municipality_code:
        return find_by_municipality(facts.municipality_code)
    if facts.organisation_number:
        return find_by_number(facts.organisation_number)
    return db.session.scalar(select(Organisation).where(Organisation.name_alone == name_alone(facts)))


def organisations_page(search: str = "", *, number: int = 1) -> Page[Organisation]:
    """A page of all organisations in Swedish order, or of those whose name or number has every word of `search`.

    When there are none, those that would be found without rings and dots. A number past the end gives the last page.
    """
    search = _NUMBER.sub(r"\1\2", search)
    query = select(Organisation).order_by(in_swedish(Organisation.name), Organisation.id)
    page = page_of(saying(query, _HAYSTACK, search), number=number, words=IN_WORDS)
    if page.rows or not search.strip():
        return page
    return page_of(query.where(Organisation.id.in_(_nearly(search))), number=number, words=IN_WORDS)


def choices() -> list[tuple[int, str]]:
    """All organisations in Swedish order, to choose from."""
    query = select(Organisation.id, Organisation.name).order_by(in_swedish(Organisation.name), Organisation.id)
    return [(key, name) for key, name in db.session.execute(query)]


def _nearly(search: str) -> list[int]:
    """Ids of those in whose names the words are when all accents are taken away."""
    words = slugify(search, fallback="").split("-")
    plain = {key: slugify(name) for key, name in choices()}
    return [key for key, name in plain.items() if all(words) and all(word in name for word in words)]

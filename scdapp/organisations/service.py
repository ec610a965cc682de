"""Verbs on organisations."""

from datetime import datetime

from sqlalchemy import select

from scdapp.core.db import db
from scdapp.organisations.models import Organisation
from scdapp.organisations.rules import OrganisationFacts


def find_or_create(facts: OrganisationFacts, *, now: datetime) -> Organisation:
    """The organisation of that code or number, made now if nobody came from there before."""
    found = db.session.scalar(
        select(Organisation).where(Organisation.municipality_code == facts.municipality_code)
        if facts.municipality_code
        else select(Organisation).where(Organisation.organisation_number == facts.organisation_number)
    )
    if found is None:
        found = Organisation(
            kind=facts.kind,
            name=facts.name,
            municipality_code=facts.municipality_code,
            organisation_number=facts.organisation_number,
            created_at=now,
            changed_at=now,
        )
        db.session.add(found)
        db.session.flush()
    return found

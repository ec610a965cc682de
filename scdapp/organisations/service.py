"""Verbs about organisations: found or added while somebody registers, changed by organisers."""

from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from scdapp.core.db import db, locked
from scdapp.core.errors import Refusal
from scdapp.organisations import queries, references, rules
from scdapp.organisations.models import Organisation
from scdapp.organisations.rules import InvoiceFacts, OrganisationFacts, Standing


def find_or_create(facts: OrganisationFacts, *, now: datetime) -> Organisation:
    """The organisation that `facts` tell of, added if it is new. Nothing that is known of it already is changed.

    Refuses unsound facts. Two who come from a new one at the same moment get the same row. What a municipality is
    called and its number are for organisers to change: a wrong number would make others into people of it.
    """
    if facts.kind == rules.MUNICIPALITY:
        facts = replace(facts, name="", organisation_number=None)
    facts = rules.sound_organisation(facts)
    found = queries.find_organisation(facts)
    if found is not None:
        return found
    try:
        with db.session.begin_nested():
            return _add(facts, now)
    except IntegrityError:
        added_meanwhile = queries.find_organisation(facts)
        if added_meanwhile is None:
            raise
        return added_meanwhile


def update_organisation(
    organisation_id: int, facts: OrganisationFacts, standing: Standing, *, version: int, now: datetime
) -> Organisation:
    """Change what is known of an organisation.

    Refuses unsound facts, and those of another organisation. Raises `EditConflict` when somebody else saved since
    `version`.
    """
    organisation = locked(Organisation, organisation_id, version=version)
    facts, standing = rules.sound_organisation(facts), rules.sound_standing(standing)
    if (facts, standing) == (rules.facts_of(organisation), rules.standing_of(organisation)):
        return organisation
    _ensure_no_other(organisation, facts)
    for name, value in {**_columns(facts), **asdict(standing)}.items():
        setattr(organisation, name, value)
    organisation.version += 1
    organisation.changed_at = now
    _flush()
    return organisation


def remember(organisation_id: int, invoice: InvoiceFacts) -> None:
    """Keep of a sound `invoice` what helps the next who comes from there: the Peppol id if none is known yet, and how
    the reference looks ("FM####").

    Never the reference itself, and no trace at all of one that may be a name.
    """
    organisation = db.session.get_one(Organisation, organisation_id)
    if invoice.peppol_id and not organisation.peppol_id:
        organisation.peppol_id = invoice.peppol_id
    shape = references.shape(invoice.buyer_reference) if invoice.buyer_reference else None
    if shape and shape != organisation.reference_shape:
        organisation.reference_shape = shape


def _add(facts: OrganisationFacts, now: datetime) -> Organisation:
    row = Organisation(**_columns(facts), created_at=now, changed_at=now)
    db.session.add(row)
    db.session.flush()
    return row


def _columns(facts: OrganisationFacts) -> dict[str, str | None]:
    return {**asdict(facts), "county_code": rules.county_of(facts), "name_alone": rules.name_alone(facts)}


def _ensure_no_other(organisation: Organisation, facts: OrganisationFacts) -> None:
    """Refuses what another organisation is told by, and says which."""
    for field, other in (
        ("municipality", facts.municipality_code and queries.find_by_municipality(facts.municipality_code)),
        ("organisation_number", facts.organisation_number and queries.find_by_number(facts.organisation_number)),
        ("organisation_name", rules.name_alone(facts) and queries.find_organisation(facts)),
    ):
        if other and other.id != organisation.id:
            raise Refusal(f"{other.name} finns redan med samma uppgift.", field=field)


def _flush() -> None:
    try:
        db.session.flush()
    except IntegrityError as error:
        raise Refusal("Någon annan sparade samma organisation just nu. Spara igen.") from error

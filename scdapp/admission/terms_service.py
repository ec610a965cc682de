"""Verbs on what holds for all who register in a year."""

from datetime import datetime

from sqlalchemy import select

from scdapp.admission import terms_rules as rules
from scdapp.admission.models import CancelFee, Terms
from scdapp.admission.signals import places_added
from scdapp.admission.terms_rules import FeeFacts, TermsFacts
from scdapp.core.db import db, locked
from scdapp.core.errors import EditConflict, Missing
from scdapp.editions.models import Edition
from scdapp.places import service as places
from scdapp.places.models import Quota


def open_terms(edition_id: int, *, now: datetime) -> Terms:
    """Begin to set up the year's registration. Done twice, it is as it was the first time."""
    locked(Edition, edition_id)
    standing = db.session.scalar(select(Terms).where(Terms.edition_id == edition_id))
    if standing is not None:
        return standing
    terms = Terms(edition_id=edition_id, quota_id=places.create(None).id, changed_at=now)
    db.session.add(terms)
    db.session.flush()
    return terms


def update_terms(edition_id: int, facts: TermsFacts, *, version: int, now: datetime) -> None:
    """Change what holds for all. Other conditions get another version, for whoever agrees from now on.

    Refuses facts that are not sound and fewer places than are taken. Raises `EditConflict`.
    """
    terms = alone(edition_id)
    if terms.version != version:
        raise EditConflict(terms)
    facts = rules.checked(facts)
    if (facts.conditions, facts.conditions_en) != (terms.conditions, terms.conditions_en):
        terms.conditions_version += 1
    for name in ("changes_close_at", "seminars_open_at", "conditions", "conditions_en", "invoice_fee", "asks_needs"):
        setattr(terms, name, getattr(facts, name))
    terms.fees = _fees(terms, facts.fees)
    terms.version += 1
    terms.changed_at = now
    db.session.flush()
    resize(edition_id, terms.quota_id, facts.capacity, now=now)


def _fees(terms: Terms, facts: tuple[FeeFacts, ...]) -> list[CancelFee]:
    standing = {fee.until: fee for fee in terms.fees}
    fees = [standing.get(one.until) or CancelFee(until=one.until) for one in facts]
    for fee, one in zip(fees, facts, strict=True):
        fee.percent = one.percent
    return fees


def alone(edition_id: int) -> Terms:
    """The year's terms, locked: whoever registers waits in line for them, so they are locked before any other row.

    Raises `Missing` while nobody has set up the year's registration.
    """
    query = select(Terms).where(Terms.edition_id == edition_id).with_for_update(of=Terms)
    terms = db.session.scalar(query.execution_options(populate_existing=True))
    if terms is None:
        raise Missing
    return terms


def resize(edition_id: int, quota_id: int, capacity: int | None, *, now: datetime) -> None:
    """Another number of places; those who wait are told of more. Refuses fewer than are taken."""
    before = db.session.get_one(Quota, quota_id, populate_existing=True).capacity
    if capacity == before:
        return
    places.set_capacity(quota_id, capacity)
    if before is not None and (capacity is None or capacity > before):
        places_added.send(edition_id=edition_id, now=now)

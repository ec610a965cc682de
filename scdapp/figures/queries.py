"""Reads of numbers: each is summed up by the database, in one query however many have registered."""

from collections import Counter
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, case, cast, extract, func, select
from sqlalchemy.orm import InstrumentedAttribute

from scdapp.admission.models import Category, Product, Question
from scdapp.core.clock import local
from scdapp.core.db import db, in_swedish
from scdapp.editions.models import Edition
from scdapp.figures.rules import CategoryCount, Course, Fill
from scdapp.organisations.models import Organisation
from scdapp.places.models import Quota
from scdapp.programme.models import Block, Session
from scdapp.registration.models import Answer, Booking, Participant
from scdapp.seminars.models import SessionPlaces

# Who has a place; an offer holds one until it is answered.
SEATED = ("confirmed", "offered")
HOUR = 3600


def courses() -> list[Course]:
    """Every edition that somebody has registered for, newest first. Cancelled seats count until they are cancelled.

    The database counts by the hour: days are days in Sweden, which it knows nothing of. Two queries.
    """
    steps: dict[int, Counter[int]] = {}
    made_up: set[int] = set()
    for column, sign in ((Participant.created_at, 1), (Participant.cancelled_at, -1)):
        for year, starts_on, hour, number, examples in db.session.execute(_by_hour(column)):
            day = local(datetime.fromtimestamp(hour * HOUR, UTC)).date()
            steps.setdefault(year, Counter())[(starts_on - day).days] += sign * number
            if examples:
                made_up.add(year)
    return [Course(year, year in made_up, dict(steps[year])) for year in sorted(steps, reverse=True)]


def _by_hour(column: InstrumentedAttribute[Any]) -> Select[int, date, int, int, int]:
    hour = cast(extract("epoch", column), Integer) // HOUR
    return (
        select(Edition.year, Edition.starts_on, hour, func.count(), _number_if(Booking.example))
        .join(Participant, Participant.edition_id == Edition.id)
        .join(Booking, Booking.id == Participant.booking_id)
        .where(column.is_not(None))
        .group_by(Edition.year, Edition.starts_on, hour)
    )


def categories(edition_id: int) -> list[CategoryCount]:
    """Each category in the organisers' order, also those that nobody is in."""
    seated, waiting, cancelled = (
        func.count(case((Participant.state.in_(states), 1))) for states in (SEATED, ("waiting",), ("cancelled",))
    )
    query = (
        select(Category.name, Quota.capacity, seated, waiting, cancelled)
        .join(Quota, Quota.id == Category.quota_id)
        .outerjoin(Participant, Participant.category_id == Category.id)
        .where(Category.edition_id == edition_id)
        .group_by(Category.id, Category.name, Category.position, Quota.capacity)
        .order_by(Category.position, Category.id)
    )
    return [CategoryCount(*row) for row in db.session.execute(query)]


def organisations(edition_id: int) -> list[tuple[str | None, str | None, int]]:
    """How many have a seat from each municipality (its code, its county's) and, without codes, from all others."""
    query = (
        select(Organisation.municipality_code, Organisation.county_code, func.count())
        .select_from(Participant)
        .join(Booking, Booking.id == Participant.booking_id)
        .outerjoin(Organisation, Organisation.id == Booking.organisation_id)
        .where(Participant.edition_id == edition_id, Participant.state.in_(SEATED))
        .group_by(Organisation.municipality_code, Organisation.county_code)
    )
    return [(code, county, number) for code, county, number in db.session.execute(query)]


def products(edition_id: int) -> list[Fill]:
    """The products that are still offered or that somebody has, in the organisers' order."""
    query = (
        select(Product.name, Quota.capacity, Quota.taken, Quota.waiting)
        .join(Quota, Quota.id == Product.quota_id)
        .where(Product.edition_id == edition_id, Product.withdrawn.is_(False) | (Quota.taken > 0))
        .order_by(Product.position, Product.id)
    )
    return [Fill(*row) for row in db.session.execute(query)]


def seminars(edition_id: int) -> list[Fill]:
    """The sessions that one chooses, by block and in the order of its name and their titles."""
    query = (
        select(Session.title, Quota.capacity, Quota.taken, Quota.waiting, Block.name)
        .join(SessionPlaces, SessionPlaces.session_id == Session.id)
        .join(Quota, Quota.id == SessionPlaces.quota_id)
        .join(Block, Block.id == Session.block_id)
        .where(Session.edition_id == edition_id)
        .order_by(in_swedish(Block.name), in_swedish(Session.title), Session.id)
    )
    return [Fill(*row) for row in db.session.execute(query)]


def visits(edition_id: int) -> list[tuple[int, int]]:
    """How many of those with a seat have been here so many times before; who has not said is left out."""
    query = (
        select(Participant.earlier_visits, func.count())
        .where(
            Participant.edition_id == edition_id,
            Participant.state.in_(SEATED),
            Participant.earlier_visits.is_not(None),
        )
        .group_by(Participant.earlier_visits)
        .order_by(Participant.earlier_visits)
    )
    return [(times, number) for times, number in db.session.execute(query) if times is not None]


def answers(edition_id: int) -> list[tuple[int, str, str, str, int]]:
    """How often each answer was given, with the id, label and choices of its question: those with choices only."""
    query = (
        select(Question.id, Question.label, Question.choices, Answer.value, func.count())
        .join(Answer, Answer.question_id == Question.id)
        .join(Participant, Participant.id == Answer.participant_id)
        .where(
            Question.edition_id == edition_id,
            Question.kind.in_(("choice", "several")),
            Participant.state.in_(SEATED),
        )
        .group_by(Question.id, Question.label, Question.choices, Question.position, Answer.value)
        .order_by(Question.position, Question.id)
    )
    return [(key, label, choices or "", value, n) for key, label, choices, value, n in db.session.execute(query)]


def _number_if(condition: ColumnElement[bool] | InstrumentedAttribute[bool]) -> ColumnElement[int]:
    return func.count(case((condition, 1)))

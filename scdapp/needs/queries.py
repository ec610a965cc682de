"""Reads of needs: one's own, all of a year for those who arrange it, and which years are over."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from scdapp.admission.models import Product
from scdapp.core import clock
from scdapp.core.db import db
from scdapp.editions.models import Edition
from scdapp.needs import rules
from scdapp.needs.models import NeedCount, Needs
from scdapp.needs.rules import Guest, Meal, Wish
from scdapp.registration.holder_queries import holders
from scdapp.registration.holder_rules import Holder
from scdapp.registration.models import Line, Participant

Told = list[tuple[Holder, Wish]]


@dataclass(frozen=True)
class Report:
    """What those who arrange must know, without names: meals, and how many need what to take part."""

    meals: list[Meal]
    access: dict[date, Counter[str]]


def find_needs(participant_id: int, share_id: int | None) -> Needs | None:
    """What whoever has the seat, or that day of it, has said."""
    query = select(Needs).where(Needs.participant_id == participant_id)
    same = Needs.share_id == share_id if share_id else Needs.share_id.is_(None)
    return db.session.scalar(query.where(same))


def told(edition_id: int, everybody: Iterable[Holder]) -> Told:
    """Those of a year who have a seat and have said something, with what they said."""
    of_year = select(Needs).join(Participant, Participant.id == Needs.participant_id)
    rows = db.session.scalars(of_year.where(Participant.edition_id == edition_id))
    said = {(row.participant_id, row.share_id): rules.loaded(row.content) for row in rows}
    seated = (one for one in everybody if one.state == "confirmed")
    return [(one, wish) for one in seated if (wish := said.get((one.participant_id, one.share_id)))]


def report(edition: Edition) -> Report:
    """The kitchen's counts for each day and each extra, and what people need to take part each day. Six queries."""
    everybody = holders(edition.id)
    said = told(edition.id, everybody)
    meals, access = [], {}
    for on in (day.date for day in edition.days):
        here = sum(1 for one in everybody if one.state == "confirmed" and on in one.days)
        if not here:
            continue
        of_day = [(one, wish) for one, wish in said if on in one.days]
        meals.append(rules.meal(on.isoformat(), here, [Guest(one.code, wish) for one, wish in of_day]))
        access[on] = Counter(option for _, wish in of_day for option in _of_access(wish))
    return Report([*meals, *_extras(edition.id, said)], access)


def _of_access(wish: Wish) -> tuple[str, ...]:
    return (*wish.access, *((rules.OTHER,) if wish.access_note else ()))


def _extras(edition_id: int, said: Told) -> list[Meal]:
    """A meal for each extra; it belongs to whoever has the seat, not to those who have a day of it."""
    query = (
        select(Product.name, Line.participant_id)
        .join(Product, Product.id == Line.product_id)
        .join(Participant, Participant.id == Line.participant_id)
        .where(Product.edition_id == edition_id, Product.kind == "extra")
        .where(Line.state == "taken", Participant.state == "confirmed")
    )
    takers: dict[str, set[int]] = defaultdict(set)
    for name, participant_id in db.session.execute(query.order_by(Product.position, Product.id)):
        takers[name].add(participant_id)
    own = [(one, wish) for one, wish in said if one.share_id is None]
    return [
        rules.meal(name, len(ids), [Guest(one.code, wish) for one, wish in own if one.participant_id in ids])
        for name, ids in takers.items()
    ]


def counts(edition_id: int) -> list[NeedCount]:
    """What is left of a year whose persons' needs are gone."""
    query = select(NeedCount).where(NeedCount.edition_id == edition_id)
    return list(db.session.scalars(query.order_by(NeedCount.date, NeedCount.option)))


def due(now: datetime) -> list[int]:
    """The ids of years that still hold persons' needs, two weeks after the last day."""
    last_day = func.coalesce(Edition.ends_on, Edition.starts_on)
    before = clock.local(now).date() - rules.KEPT
    query = select(Participant.edition_id).join(Needs, Needs.participant_id == Participant.id)
    over = query.join(Edition, Edition.id == Participant.edition_id).where(last_day <= before)
    return sorted(set(db.session.scalars(over)))


def count_held(edition_id: int) -> int:
    """How many persons' needs a year holds."""
    query = select(func.count(Needs.id)).join(Participant, Participant.id == Needs.participant_id)
    return db.session.scalar(query.where(Participant.edition_id == edition_id)) or 0

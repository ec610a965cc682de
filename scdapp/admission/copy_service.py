"""A new year begins with what the last one offered: the same windows, prices and questions, whole weeks later."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from scdapp.admission import moment_service, queries
from scdapp.admission.models import (
    CancelFee,
    Category,
    Price,
    Product,
    ProductDay,
    Question,
    QuestionCategory,
    Terms,
    Window,
)
from scdapp.core.db import db
from scdapp.core.errors import Refusal
from scdapp.core.walltime import ZONE, aware
from scdapp.editions.models import Edition
from scdapp.places import service as places
from scdapp.programme.signals import edition_copied

OF_TERMS = ("conditions", "conditions_en", "asks_needs", "invoice_fee")
OF_CATEGORY = (
    *("name", "name_en", "slug", "description", "description_en", "position", "counts", "member", "pays"),
    *("access_code", "listed", "group_limit", "waitlist", "automatic", "offer_workdays"),
)
OF_PRODUCT = (*("name", "name_en", "kind", "description", "description_en", "vat_rate", "vat_note", "position"),)
OF_QUESTION = ("label", "label_en", "hint", "hint_en", "kind", "choices", "choices_en", "required", "position")


@edition_copied.connect
def copy_admission(
    edition: Edition, *, source_id: int, shift: timedelta, sessions: Mapping[int, int], now: datetime
) -> None:
    """Terms, categories, products and questions of the year `source_id`, every moment on the same clock `shift` later.

    Nothing if that year has none; what was withdrawn stays behind. Refuses an hour that does not exist on its new day.
    """
    source = queries.find_terms(source_id)
    if source is None:
        return
    _copy_terms(source, edition.id, shift, now)
    categories = _copy_categories(source_id, edition.id, shift, now)
    _copy_products(source_id, edition.id, shift, categories, sessions, now)
    _copy_questions(source_id, edition.id, categories, now)


def _copy_terms(source: Terms, edition_id: int, shift: timedelta, now: datetime) -> None:
    terms = Terms(edition_id=edition_id, quota_id=places.create(source.quota.capacity).id, changed_at=now)
    _same(terms, source, OF_TERMS)
    terms.changes_close_at = _later(source.changes_close_at, shift)
    terms.seminars_open_at = _later(source.seminars_open_at, shift)
    terms.fees = [CancelFee(until=_moved(fee.until, shift), percent=fee.percent) for fee in source.fees]
    db.session.add(terms)
    db.session.flush()


def _copy_categories(source_id: int, edition_id: int, shift: timedelta, now: datetime) -> dict[int, int]:
    """Which category became which."""
    became = {}
    for source in queries.categories(source_id):
        copy = Category(edition_id=edition_id, quota_id=places.create(source.quota.capacity).id, created_at=now)
        _same(copy, source, OF_CATEGORY)
        copy.promised_on = source.promised_on + shift if source.promised_on else None
        copy.windows = [
            Window(opens_at=_moved(one.opens_at, shift), closes_at=_later(one.closes_at, shift))
            for one in source.windows
        ]
        db.session.add(copy)
        db.session.flush()
        moment_service.follow(copy, now=now)
        became[source.id] = copy.id
    return became


def _copy_products(
    source_id: int,
    edition_id: int,
    shift: timedelta,
    categories: Mapping[int, int],
    sessions: Mapping[int, int],
    now: datetime,
) -> None:
    for source in queries.products(source_id):
        if source.withdrawn:
            continue
        copy = Product(edition_id=edition_id, quota_id=places.create(source.quota.capacity).id, created_at=now)
        _same(copy, source, OF_PRODUCT)
        copy.session_id = sessions.get(source.session_id or 0)
        copy.days = [ProductDay(date=day.date + shift) for day in source.days]
        copy.prices = [
            Price(category_id=categories[one.category_id], amount=one.amount, until=_later(one.until, shift))
            for one in source.prices
        ]
        db.session.add(copy)
    db.session.flush()


def _copy_questions(source_id: int, edition_id: int, categories: Mapping[int, int], now: datetime) -> None:
    for source in queries.questions(source_id):
        if source.withdrawn:
            continue
        copy = Question(edition_id=edition_id, created_at=now)
        _same(copy, source, OF_QUESTION)
        copy.categories = [QuestionCategory(category_id=categories[one.category_id]) for one in source.categories]
        db.session.add(copy)
    db.session.flush()


def _same(copy: object, source: object, names: tuple[str, ...]) -> None:
    for name in names:
        setattr(copy, name, getattr(source, name))


def _later(moment: datetime | None, shift: timedelta) -> datetime | None:
    return _moved(moment, shift) if moment else None


def _moved(moment: datetime, shift: timedelta) -> datetime:
    """The same wall time `shift` later: nine o'clock stays nine o'clock, whatever the clocks did in between."""
    there = moment.astimezone(ZONE)
    day: date = there.date() + shift
    try:
        return aware(day, there.time())
    except ValueError as error:
        raise Refusal(f"En tid under Anmälan hamnar på {day}. {error}", field="starts_on") from None

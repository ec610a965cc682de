"""Verbs of "säg till när det öppnar": asked, confirmed by mail, told once, forgotten."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, exists, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from scdapp.accounts.rules import canonical_address
from scdapp.admission import letters, queries, watch_rules
from scdapp.admission.models import Category, OpeningWatch, Window
from scdapp.core.db import db
from scdapp.core.errors import Missing
from scdapp.core.language import in_language
from scdapp.core.walltime import ZONE
from scdapp.editions.models import Edition
from scdapp.outbox import service as outbox
from scdapp.tokens import service as tokens

# So many letters in one transaction: the next round comes within seconds.
A_ROUND = 200


def ask(edition_id: int, category_id: int, email: str, *, language: str, now: datetime) -> None:
    """Send a letter with a link to confirm, one a day at most; an address that has confirmed gets none.

    Refuses an address that is none, and a category that is open or will not open any more.
    """
    email = canonical_address(email)
    group = queries.get_catalogue(edition_id).group(category_id)
    watch_rules.ensure_ahead(group.stage(now))
    watch = db.session.scalar(_query(category_id, email)) or _added(category_id, email, now)
    if watch.confirmed_at is not None:
        return
    watch.language, watch.created_at = language, now
    db.session.flush()
    outbox.queue(
        letters.CONFIRM,
        email,
        {"konferens": _edition(edition_id).name, "kategori": watch_rules.name(group, language)},
        language=language,
        links={"bekrafta": (letters.WATCH.name, watch.uid)},
        key=f"watch-{watch.uid}-{now.astimezone(ZONE).date()}",
        now=now,
    )


def _query(category_id: int, email: str) -> Select[OpeningWatch]:
    query = select(OpeningWatch).where(OpeningWatch.category_id == category_id, OpeningWatch.email == email)
    return query.with_for_update()


def _added(category_id: int, email: str, now: datetime) -> OpeningWatch:
    watch = OpeningWatch(category_id=category_id, email=email, created_at=now)
    try:
        with db.session.begin_nested():
            db.session.add(watch)
    except IntegrityError:  # the same form, sent twice at once
        return db.session.scalars(_query(category_id, email)).one()
    return watch


def _edition(edition_id: int) -> Edition:
    return db.session.get_one(Edition, edition_id)


def confirm(token: str, *, now: datetime) -> None:
    """The address is its holder's. Raises `Missing` for a link that is unknown, used or too old."""
    watch = queries.find_watch(tokens.spend(letters.WATCH, token, now=now))
    if watch is None:
        raise Missing
    watch.confirmed_at = watch.confirmed_at or now
    db.session.flush()


def tell_opened(now: datetime) -> int:
    """Write to those whose category has opened, and forget them in the same stroke; how many, a round at a time."""
    open_now = exists().where(
        Window.category_id == OpeningWatch.category_id,
        Window.opens_at <= now,
        or_(Window.closes_at.is_(None), Window.closes_at > now),
    )
    query = select(OpeningWatch).where(OpeningWatch.confirmed_at.is_not(None), open_now).order_by(OpeningWatch.id)
    query = query.options(joinedload(OpeningWatch.category).joinedload(Category.edition)).limit(A_ROUND)
    told = db.session.scalars(query.with_for_update(of=OpeningWatch, skip_locked=True)).all()
    for watch in told:
        _tell(watch, now=now)
        db.session.delete(watch)
    db.session.flush()
    return len(told)


def _tell(watch: OpeningWatch, *, now: datetime) -> None:
    category = watch.category
    values = {
        "konferens": category.edition.name,
        "kategori": watch_rules.name(category, watch.language),
        "sida": in_language(watch.language, "admission.show", year=category.edition.year),
    }
    outbox.queue(letters.OPENED, watch.email, values, language=watch.language, key=f"opened-{watch.uid}", now=now)


def forget_old(now: datetime) -> int:
    """Delete the addresses that nobody confirmed in time, and all those of a year that is over; how many."""
    today = now.astimezone(ZONE).date()
    last_day = func.coalesce(Edition.ends_on, Edition.starts_on)
    over = select(Category.id).join(Edition, Edition.id == Category.edition_id).where(last_day < today)
    unconfirmed = OpeningWatch.confirmed_at.is_(None) & (OpeningWatch.created_at <= now - letters.CONFIRM_WITHIN)
    return _delete(or_(unconfirmed, OpeningWatch.category_id.in_(over)))


def forget(email: str) -> int:
    """Delete what an address has asked for; how many."""
    return _delete(OpeningWatch.email == email)


def _delete(condition: ColumnElement[bool]) -> int:
    done: Any = db.session.execute(delete(OpeningWatch).where(condition))
    return int(done.rowcount)

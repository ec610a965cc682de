"""Verbs on editions. A new one is a draft that only organisers see; none is ever deleted."""

from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy.exc import IntegrityError

from scdapp.core.db import db, locked
from scdapp.core.errors import Refusal
from scdapp.editions import key_date_service, queries, rules
from scdapp.editions.models import Edition, EditionDay
from scdapp.editions.rules import EditionFacts
from scdapp.pictures import service as pictures
from scdapp.pictures.decode import Rendered


def create_edition(facts: EditionFacts, *, now: datetime) -> Edition:
    """A new edition, seen by organisers only. Refuses a year that is taken and facts that are not sound."""
    facts = rules.checked(facts)
    _ensure_free(facts.year)
    edition = Edition(created_at=now, changed_at=now)
    _write(edition, facts)
    db.session.add(edition)
    _flush(facts.year)
    return edition


def update_edition(edition_id: int, facts: EditionFacts, *, version: int, now: datetime) -> Edition:
    """Change an edition. Sessions and key dates stay where they are, also when the edition moves.

    Refuses a taken year, another year once everybody sees the edition, and facts that are not sound. Raises
    `EditConflict` when somebody saved meanwhile.
    """
    edition = locked(Edition, edition_id, version=version)
    facts = rules.checked(facts)
    if facts.year != edition.year:
        rules.ensure_year_may_change(announced=edition.announced_at is not None)
        _ensure_free(facts.year)
    if rules.differs(edition, facts, rules.IN_CALENDAR):
        edition.sequence += 1
        edition.changed_at = now
    _write(edition, facts)
    edition.version += 1
    _flush(facts.year)
    return edition


def announce(edition_id: int, *, now: datetime) -> None:
    """Let everybody see the edition from now on. One that is seen already stays as it is."""
    edition = locked(Edition, edition_id)
    edition.announced_at = edition.announced_at or now
    db.session.flush()


def hide(edition_id: int) -> None:
    """Make the edition a draft again: its pages and calendars are gone until it is announced anew."""
    locked(Edition, edition_id).announced_at = None
    db.session.flush()


def set_hero(
    edition_id: int,
    rendered: Rendered | None,
    *,
    alt: str | None,
    credit: str | None,
    folder: Path,
    version: int,
    now: datetime,
) -> None:
    """Give the edition a picture in place of the one it has; without `rendered` only the words change.

    Refuses when there is no picture at all and when a text is missing. Raises `EditConflict`.
    """
    edition = locked(Edition, edition_id, version=version)
    before = edition.hero_id
    if rendered is not None:
        edition.hero = pictures.add(rendered, alt=alt, credit=credit, folder=folder, now=now)
        if before is not None:
            pictures.remove_if_unused(before, folder=folder)
    elif before is not None:
        pictures.describe(before, alt=alt, credit=credit)
    else:
        raise Refusal("Välj en bildfil.", field="picture")
    edition.version += 1
    db.session.flush()


def remove_hero(edition_id: int, *, folder: Path) -> None:
    """Take the edition's picture away, if it has one."""
    edition = locked(Edition, edition_id)
    if edition.hero_id is None:
        return
    before = edition.hero_id
    edition.hero = None
    edition.version += 1
    pictures.remove_if_unused(before, folder=folder)


def copy_edition(source_id: int, *, starts_on: date, now: datetime) -> tuple[Edition, timedelta]:
    """A new edition with another year's name, colour, days and key dates, each on its weekday; how far they moved.

    Theme, place, host, texts and picture belong to one year and stay unknown, and so do the key dates that another
    slice keeps: it makes its own. Refuses a first day on another weekday than the source's, and a year that is taken.
    """
    source = locked(Edition, source_id)
    shift = rules.ensure_same_weekday(source.starts_on, starts_on)
    edition = create_edition(rules.copied(source, starts_on, shift), now=now)
    for key_date in queries.key_dates(source.id, internal=True):
        if key_date.owner is None:
            key_date_service.copy_key_date(key_date, edition.id, shift=shift, now=now)
    return edition, shift


def _write(edition: Edition, facts: EditionFacts) -> None:
    for name in (*rules.LIMITS, "year", "starts_on", "ends_on", "hue"):
        setattr(edition, name, getattr(facts, name))
    days = rules.days_for(facts)
    standing = {day.date: day for day in edition.days}
    edition.days = [standing.get(on) or EditionDay(date=on) for on in days]
    for day in edition.days:
        day.label = days[day.date]


def _ensure_free(year: int) -> None:
    if queries.find_edition(year) is not None:
        raise _taken(year)


def _flush(year: int) -> None:
    try:
        db.session.flush()
    except IntegrityError:  # somebody else made the same year at the same moment
        raise _taken(year) from None


def _taken(year: int) -> Refusal:
    return Refusal(f"Det finns redan ett år {year}.", field="year")

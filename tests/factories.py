"""Rows for tests: plain functions, real rows, committed. What a test does not name is ordinary."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any

from sqlalchemy import select

from scdapp.accounts.models import Account, AccountRole, Login
from scdapp.core.db import db, transaction
from scdapp.core.secret import fingerprint
from scdapp.core.text import slugify
from scdapp.editions.models import Edition, EditionDay, KeyDate
from scdapp.people.models import Announcement, Person
from scdapp.programme.models import Block, Room, Session, SpeakerSlot, Track

THEN = datetime(2024, 1, 15, 8, 0, tzinfo=UTC)
FIRST = date(2024, 10, 2)
PASSWORD = "häst batteri klammer"
PASSWORD_HASH = "$argon2id$v=19$m=19456,t=2,p=1$YOwshyLXqRN598Ptfd5pyA$BSAmXpAESJwRZW6b9SSniAA+AIrtwrP6JcXaKIHGML0"
_numbers = count(1)


def save(row: Any) -> Any:
    """Put `row` in the database and give it back."""
    with transaction():
        db.session.add(row)
    return row


def _free(model: Any, edition: Edition, name: str) -> str:
    taken = set(db.session.scalars(select(model.slug).where(model.edition_id == edition.id)))
    slug = slugify(name)
    return slug if slug not in taken else f"{slug}-{next(_numbers)}"


def make_edition(year: int = 2024, **given: Any) -> Edition:
    """An announced edition of three days, beginning 2 October in 2024, with a row for each day."""
    starts = given.pop("starts_on", FIRST.replace(year=year))
    values: dict[str, Any] = {
        "name": f"Socialchefsdagarna {year}",
        "theme": "Omställning pågår",
        "city": "Stockholm",
        "venue": "Kistamässan",
        "ends_on": starts + timedelta(days=2),
        "announced_at": THEN,
        "created_at": THEN,
        "changed_at": THEN,
    }
    values.update(given)
    edition = Edition(year=year, starts_on=starts, **values)
    last = edition.ends_on or starts
    edition.days = [EditionDay(date=starts + timedelta(days=n)) for n in range((last - starts).days + 1)]
    saved: Edition = save(edition)
    return saved


def make_key_date(edition: Edition, title: str = "Anmälan öppnar", **given: Any) -> KeyDate:
    """A key date of 7 May 2024."""
    values: dict[str, Any] = {"starts_on": date(2024, 5, 7), "created_at": THEN, "changed_at": THEN}
    values.update(given)
    saved: KeyDate = save(KeyDate(edition_id=edition.id, title=title, **values))
    return saved


def make_room(edition: Edition, name: str = "Sal A", **given: Any) -> Room:
    """A seminar room for 100 people."""
    values: dict[str, Any] = {"kind": "seminar", "capacity": 100, "slug": _free(Room, edition, name)}
    values.update(given)
    saved: Room = save(Room(edition_id=edition.id, name=name, **values))
    return saved


def make_block(edition: Edition, name: str = "A", **given: Any) -> Block:
    """A choice block."""
    saved: Block = save(Block(edition_id=edition.id, name=name, slug=_free(Block, edition, name), **given))
    return saved


def make_track(edition: Edition, name: str = "Nära vård", **given: Any) -> Track:
    """A track."""
    saved: Track = save(Track(edition_id=edition.id, name=name, slug=_free(Track, edition, name), **given))
    return saved


def make_person(name: str = "Åsa Exempel", **given: Any) -> Person:
    """A person with a title."""
    taken = set(db.session.scalars(select(Person.slug)))
    slug = slugify(name)
    values: dict[str, Any] = {
        "slug": slug if slug not in taken else f"{slug}-{next(_numbers)}",
        "title": "socialchef",
        "created_at": THEN,
        "changed_at": THEN,
    }
    values.update(given)
    saved: Person = save(Person(name=name, **values))
    return saved


def make_announcement(edition: Edition, person: Person, **given: Any) -> Announcement:
    """The person is publicly announced for the edition."""
    saved: Announcement = save(
        Announcement(edition_id=edition.id, person_id=person.id, **{"announced_at": THEN, **given})
    )
    return saved


def make_session(edition: Edition, title: str = "Ett seminarium", **given: Any) -> Session:
    """A seminar on the first day, 10.00–11.00, without a room. `speakers` are persons who have said yes."""
    values: dict[str, Any] = {
        "kind": "seminar",
        "slug": _free(Session, edition, title),
        "day": edition.starts_on,
        "starts": time(10, 0),
        "ends": time(11, 0),
        "created_at": THEN,
        "changed_at": THEN,
    }
    people = given.pop("speakers", [])
    values.update(given)
    if values["starts"] is None or values["day"] is None:
        values["starts"] = values["ends"] = None
    session = Session(edition_id=edition.id, title=title, **values)
    session.slots = [
        SpeakerSlot(person_id=person.id, role="speaker", state="accepted", position=n)
        for n, person in enumerate(people)
    ]
    saved: Session = save(session)
    return saved


def make_account(name: str = "Anna Exempel", *, roles: tuple[str, ...] = ("organiser",), **given: Any) -> Account:
    """A member of staff whose password is `PASSWORD`."""
    values: dict[str, Any] = {
        "email": f"{slugify(name)}-{next(_numbers)}@kommun.example",
        "password_hash": PASSWORD_HASH,
        "created_at": THEN,
        "roles": [AccountRole(name=role) for role in roles],
    }
    values.update(given)
    saved: Account = save(Account(name=name, **values))
    return saved


def make_login(account: Account, token: str | None = None, **given: Any) -> str:
    """An open log-in that lasts longer than any test; its token."""
    token = token or f"token-{next(_numbers)}"
    values = {"device": "Firefox på Linux", "created_at": THEN, "expires_at": datetime(2100, 1, 1, tzinfo=UTC), **given}
    save(Login(account_id=account.id, token_hash=fingerprint(token), **values))
    return token

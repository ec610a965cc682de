"""Rows for tests: plain functions, real rows, committed. What a test does not name is ordinary."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any

from sqlalchemy import select

from scdapp.accounts.models import Account, AccountRole, Login
from scdapp.admission.models import Category, Price, Product, ProductDay, Question, Terms, Window
from scdapp.core.db import db, transaction
from scdapp.core.secret import fingerprint
from scdapp.core.text import slugify
from scdapp.editions.models import Edition, EditionDay, KeyDate
from scdapp.guests.models import GuestLogin
from scdapp.members.models import Member
from scdapp.organisations.models import Organisation
from scdapp.people.models import Announcement, Person
from scdapp.places.models import Quota
from scdapp.programme.models import Block, Room, Session, SpeakerSlot, Track
from scdapp.registration import service as registration
from scdapp.registration.models import Booking
from scdapp.registration.rules import BookingWish, PersonWish

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


def make_organisation(name: str = "Falun", **given: Any) -> Organisation:
    """The municipality of Falun, or what is given."""
    values: dict[str, Any] = {"kind": "municipality", "municipality_code": "2080", "county_code": "20", **given}
    if values["kind"] != "municipality":
        values |= {"municipality_code": None, "county_code": None}
    saved: Organisation = save(Organisation(name=name, created_at=THEN, changed_at=THEN, **values))
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


def make_member(name: str = "Maj Medlem", **given: Any) -> Member:
    """Somebody who belongs to the association, with an address of their own."""
    values: dict[str, Any] = {
        "email": f"{slugify(name)}-{next(_numbers)}@kommun.example",
        "region": "Mitt",
        "created_at": THEN,
        "changed_at": THEN,
        **given,
    }
    saved: Member = save(Member(name=name, **values))
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


def make_guest_login(email: str, token: str | None = None, **given: Any) -> str:
    """An open log-in of somebody who comes that lasts longer than any test; its token."""
    token = token or f"guest-{next(_numbers)}"
    values = {"device": "Firefox på Linux", "created_at": THEN, "expires_at": datetime(2100, 1, 1, tzinfo=UTC), **given}
    save(GuestLogin(email=email, token_hash=fingerprint(token), **values))
    return token


def _quota(capacity: int | None) -> Quota:
    return Quota(capacity=capacity, taken=0, waiting=0, last_number=0)


def make_terms(edition: Edition, capacity: int | None = None, **given: Any) -> Terms:
    """The year's registration, with places for everybody unless `capacity` says how many."""
    values: dict[str, Any] = {"quota": _quota(capacity), "changed_at": THEN, **given}
    saved: Terms = save(Terms(edition_id=edition.id, **values))
    return saved


def make_category(edition: Edition, name: str = "Deltagare", capacity: int | None = None, **given: Any) -> Category:
    """A category that one pays for oneself in, open from 7 May 2024 at 9.00 until 13 September 2024 at 17.00.

    `windows` as pairs of moments make it otherwise.
    """
    opening = (datetime(2024, 5, 7, 7, 0, tzinfo=UTC), datetime(2024, 9, 13, 15, 0, tzinfo=UTC))
    windows = given.pop("windows", [opening])
    values: dict[str, Any] = {
        "quota": _quota(capacity),
        "slug": _free(Category, edition, name),
        "pays": False,
        "created_at": THEN,
        **given,
    }
    category = Category(edition_id=edition.id, name=name, **values)
    category.windows = [Window(opens_at=opens, closes_at=closes) for opens, closes in windows]
    saved: Category = save(category)
    return saved


def make_product(
    edition: Edition,
    *categories: Category,
    name: str = "Hela konferensen",
    capacity: int | None = None,
    amount: int = 540_000,
    **given: Any,
) -> Product:
    """A pass for all days of the edition at 5 400 kr for each of the categories."""
    kind = given.pop("kind", "pass")
    days = given.pop("days", [day.date for day in edition.days] if kind == "pass" else [])
    values: dict[str, Any] = {"quota": _quota(capacity), "created_at": THEN, **given}
    product = Product(edition_id=edition.id, name=name, kind=kind, **values)
    product.days = [ProductDay(date=day) for day in days]
    product.prices = [Price(category_id=one.id, amount=amount) for one in categories]
    saved: Product = save(product)
    return saved


def make_question(edition: Edition, label: str = "Vad hoppas du på?", **given: Any) -> Question:
    """A question in free text that nobody has to answer."""
    values: dict[str, Any] = {"kind": "text", "created_at": THEN, **given}
    saved: Question = save(Question(edition_id=edition.id, label=label, **values))
    return saved


def make_booking(category: Category, *people: PersonWish, **given: Any) -> Booking:
    """A booking as the form would have made it, at 9.00 on 26 August 2024: one person unless told otherwise."""
    number = next(_numbers)
    now = given.pop("now", datetime(2024, 8, 26, 7, 0, tzinfo=UTC))
    given.setdefault("contact_name", f"Kontakt {number:03}")
    given.setdefault("contact_email", f"kontakt{number:03}@kommun.example")
    people = people or (PersonWish(given["contact_name"], given["contact_email"]),)
    wish = BookingWish(people=people, accepts_conditions=True, **given)
    with transaction():
        return registration.register(category.edition_id, category.id, wish, form_key=str(number), now=now)

"""Every feed of the demo, read by three independent readers, says what the database says."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from scdapp.accounts import passwords
from scdapp.core.db import db, transaction
from scdapp.core.walltime import ZONE
from scdapp.demo import cli, service
from scdapp.editions.models import Edition, KeyDate
from scdapp.imports import reading
from scdapp.people.models import Person
from scdapp.programme.vocabulary import KINDS
from scdapp.releases import queries as releases
from scdapp.releases.released import Programme, Session
from tests.conftest import StoppedClock
from tests.feeds.test_readers import READERS, Told, told

LAST_ADDED = datetime(2024, 10, 5, 12, 0, tzinfo=ZONE)


@pytest.fixture
def demo(app: Flask, clock: StoppedClock) -> list[Programme]:
    """The demo as it is loaded on a first start, seen after its last release."""
    files = reading.read(cli.FACTS, (cli.PROGRAMME,))
    hashes = {guest.email: passwords.new(guest.password, email="", name="") for guest in service.GUESTS}
    with transaction():
        service.load(files, hashes, now=clock.now())
    clock.moment = LAST_ADDED
    return releases.all_current(clock.now())


def of(sessions: Iterable[Session]) -> Told:
    return {one.uid: told(one) for one in sessions if one.day}


def feeds_of(programme: Programme) -> dict[str, Told]:
    """Each feed of a year's programme, and what it is to hold."""
    year, sessions = programme.year, programme.sessions
    feeds = {f"/{year}/kalender.ics": of(sessions)}
    for one in sessions:
        feeds[f"/{year}/program/{one.slug}.ics"] = of([one])
        if one.day:
            feeds[f"/{year}/kalender/dag/{one.day}.ics"] = of(s for s in sessions if s.day == one.day)
        if one.room:
            feeds[f"/{year}/kalender/lokal/{one.room}.ics"] = of(s for s in sessions if s.room == one.room)
        if one.block:
            feeds[f"/{year}/kalender/pass/{one.block}.ics"] = of(s for s in sessions if s.block == one.block)
        feeds[f"/{year}/kalender/typ/{KINDS[one.kind].slug}.ics"] = of(s for s in sessions if s.kind == one.kind)
    return feeds


def key_date_told(one: KeyDate) -> tuple[date, date, str]:
    title = f"{one.title} ({one.audience})" if one.audience else one.title
    if one.at is None:
        return one.starts_on, one.last_day + timedelta(days=1), title
    starts = datetime.combine(one.starts_on, one.at, tzinfo=ZONE)
    midnight = datetime.combine(one.last_day + timedelta(days=1), time(0), tzinfo=ZONE).astimezone(UTC)
    half_an_hour = starts.astimezone(UTC) + timedelta(minutes=30)
    ends = min(half_an_hour, midnight) if one.last_day == one.starts_on else midnight
    return starts.astimezone(UTC), ends, title


def every_feed(programmes: list[Programme]) -> dict[str, Told]:
    feeds: dict[str, Told] = {}
    for programme in programmes:
        feeds |= feeds_of(programme)
    everything = [one for programme in programmes for one in programme.sessions]
    for person in db.session.scalars(select(Person)):
        sessions = [one for one in everything if any(who.person_uid == person.uid for who in one.appearances)]
        if sessions:
            feeds[f"/talare/{person.slug}.ics"] = of(sessions)
    editions = list(db.session.scalars(select(Edition).where(Edition.announced_at.is_not(None))))
    for edition in editions:
        dates = db.session.scalars(select(KeyDate).where(KeyDate.edition_id == edition.id, KeyDate.internal.is_(False)))
        feeds[f"/{edition.year}/viktiga-datum.ics"] = {one.uid: key_date_told(one) for one in dates}
    feeds["/kalender.ics"] = {one.uid: (one.starts_on, one.last_day + timedelta(days=1), one.name) for one in editions}
    return feeds


def test_every_feed_of_the_demo(app: Flask, demo: list[Programme]) -> None:
    wanted = every_feed(demo)
    assert len(wanted["/2024/kalender.ics"]) == 54
    client = app.test_client()
    written = {address: client.get(address).text for address in wanted}
    for reader in READERS.values():
        assert {address: reader(text) for address, text in written.items()} == wanted


def test_every_offer_of_the_demo_exists(app: Flask, demo: list[Programme]) -> None:
    client = app.test_client()
    for page in ("/2024/prenumerera", "/2024/prenumerera/talare", "/2024/prenumerera/programpunkter"):
        assert client.get(page).status_code == 200
    for address in every_feed(demo):
        assert client.head(f"/en{address}").status_code == 200

"""Independent readers subscribe to every feed and agree with the database on UID, start, end and title.

vobject, Home Assistant's ical and ics are parsers of their own; vdirsyncer with khal is a subscriber as people have
one, over HTTP. The library that writes the feeds is not among them.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import ical.calendar_stream
import ics
import pytest
import vobject
from flask import Flask

from scdapp.core.text import clean
from scdapp.editions.models import Edition
from scdapp.releases.released import Session
from tests.factories import make_edition, make_key_date, make_person
from tests.feeds.programmes import FEEDS, PERSON_UID, SESSIONS, publish

# UID: start, end, title. Instants in UTC, whole days as dates with the day after the last as end.
Told = dict[str, tuple[date, date, str]]
BIN = Path(sys.executable).parent


def instant(when: date) -> date:
    return when.astimezone(UTC) if isinstance(when, datetime) else when


def by_vobject(text: str) -> Told:
    events = vobject.readOne(text).contents.get("vevent", [])
    return {one.uid.value: (instant(one.dtstart.value), instant(one.dtend.value), one.summary.value) for one in events}


def by_home_assistant(text: str) -> Told:
    events = ical.calendar_stream.IcsCalendarStream.calendar_from_ics(text).events
    return {str(one.uid): (instant(one.dtstart), instant(one.end), str(one.summary)) for one in events}


def by_ics(text: str) -> Told:
    found: Told = {}
    for one in ics.Calendar(text).events:
        starts, ends = one.begin.datetime, one.end.datetime
        if one.all_day:
            starts, ends = starts.date(), ends.date()
        found[one.uid] = (instant(starts), instant(ends), one.name)
    return found


READERS: dict[str, Callable[[str], Told]] = {"vobject": by_vobject, "ical": by_home_assistant, "ics": by_ics}


def told(session: Session) -> tuple[date, date, str]:
    """What the database says of a session that has a day."""
    assert session.day is not None
    title = clean(f"INSTÄLLT: {session.title}" if session.off else session.title)
    if session.starts_at is None:
        return session.day, session.day + timedelta(days=1), title
    ends = (
        session.ends_at.astimezone(UTC) if session.ends_at else session.starts_at.astimezone(UTC) + timedelta(hours=1)
    )
    return session.starts_at.astimezone(UTC), ends, title


def expected(edition: Edition) -> dict[str, Told]:
    """What each feed is to hold, from the database."""
    dated = [one for one in SESSIONS if one.day]
    wanted: dict[str, Callable[[Session], bool]] = {
        "/2024/kalender.ics": lambda one: True,
        "/2024/kalender/dag/2024-10-02.ics": lambda one: one.day == date(2024, 10, 2),
        "/2024/kalender/lokal/sal-a.ics": lambda one: one.room == "sal-a",
        "/2024/kalender/pass/a.ics": lambda one: one.block == "a",
        "/2024/kalender/typ/seminarium.ics": lambda one: one.kind == "seminar",
        "/2024/program/flyttad.ics": lambda one: one.slug == "flyttad",
        "/talare/asa-exempel.ics": lambda one: any(who.person_uid == PERSON_UID for who in one.appearances),
    }
    feeds = {address: {one.uid: told(one) for one in dated if want(one)} for address, want in wanted.items()}
    feeds["/kalender.ics"] = {edition.uid: (date(2024, 10, 2), date(2024, 10, 5), edition.name)}
    feeds["/2024/viktiga-datum.ics"] = {
        "whole-day": (date(2024, 5, 7), date(2024, 5, 8), "Anmälan öppnar"),
        "many-days": (date(2024, 2, 1), date(2024, 3, 16), "Lämna in, senast; \\ 👋"),
        "withdrawn": (date(2024, 6, 1), date(2024, 6, 2), "INSTÄLLT: Rabatten upphör"),
    }
    assert set(feeds) == set(FEEDS)
    return feeds


@pytest.fixture
def edition(app: Flask) -> Edition:
    edition = make_edition(2024)
    make_person("Åsa Exempel", uid=PERSON_UID, slug="asa-exempel")
    make_key_date(edition, uid="whole-day")
    make_key_date(
        edition, "Lämna in, senast; \\ 👋", uid="many-days", starts_on=date(2024, 2, 1), ends_on=date(2024, 3, 15)
    )
    gone = datetime(2024, 5, 1, tzinfo=UTC)
    make_key_date(edition, "Rabatten upphör", uid="withdrawn", starts_on=date(2024, 6, 1), withdrawn_at=gone)
    publish(edition)
    return edition


@pytest.mark.parametrize("reader", READERS)
def test_a_reader_agrees_with_the_database_on_every_feed(app: Flask, edition: Edition, reader: str) -> None:
    wanted = expected(edition)
    client = app.test_client()
    assert {address: READERS[reader](client.get(address).text) for address in wanted} == wanted


def subscriber(folder: Path, base: str, addresses: Iterable[str]) -> Callable[..., str]:
    """A person's configuration: each feed a collection, synchronised by vdirsyncer and read by khal."""
    pairs, calendars = [], []
    for number, address in enumerate(addresses):
        pairs.append(
            f'[pair p{number}]\na = "remote{number}"\nb = "local{number}"\ncollections = null\n'
            f'[storage remote{number}]\ntype = "http"\nurl = "{base}{address}"\n'
            f'[storage local{number}]\ntype = "filesystem"\npath = "{folder}/{number}"\nfileext = ".ics"\n'
        )
        calendars.append(f"[[c{number}]]\npath = {folder}/{number}\n")
    (folder / "vdirsyncer.conf").write_text(f'[general]\nstatus_path = "{folder}/status"\n' + "\n".join(pairs))
    (folder / "khal.conf").write_text(
        "[calendars]\n" + "\n".join(calendars) + f"[sqlite]\npath = {folder}/khal.db\n"
        "[locale]\nlocal_timezone = UTC\ndefault_timezone = UTC\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\n"
        "longdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%dT%H:%M\nlongdatetimeformat = %Y-%m-%dT%H:%M\n"
        "[default]\nprint_new = False\n"
    )
    environment = {**os.environ, "HOME": str(folder), "LC_ALL": "C.UTF-8", "NO_PROXY": "*", "no_proxy": "*"}

    def run(program: str, *words: str) -> str:
        config = str(folder / f"{program}.conf")
        done = subprocess.run(
            [BIN / program, "-c", config, *words], env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def test_a_real_subscriber_sees_the_programme_and_its_changes(live: str, edition: Edition, tmp_path: Path) -> None:
    run = subscriber(tmp_path, live, expected(edition))
    run("vdirsyncer", "discover")
    run("vdirsyncer", "sync")
    for number, (address, feed) in enumerate(expected(edition).items()):
        # vdirsyncer names what it fetches by its content (pimutils/vdirsyncer#1135), so the UIDs are not to be seen.
        assert shown(run, number) == sorted(feed.values(), key=str), address
    move_and_cancel(edition)
    run("vdirsyncer", "sync")
    whole = shown(run, list(expected(edition)).index("/2024/kalender.ics"))
    assert len(whole) == len([one for one in SESSIONS if one.day])
    eight = datetime(2024, 10, 2, 6, 30, tzinfo=UTC)
    assert [row for row in whole if row[2] == "Invigning"] == [(eight, eight + timedelta(minutes=75), "Invigning")]
    assert [row[2] for row in whole if "Middag" in row[2]] == ["INSTÄLLT: Middag"]


def move_and_cancel(edition: Edition) -> None:
    """The opening begins half an hour earlier, the dinner is off."""
    at = datetime(2024, 8, 25, tzinfo=UTC)
    changes = {
        "invigning": {"starts": time(8, 30), "sequence": 1, "changed_at": at},
        "middag": {"cancelled": True, "sequence": 1, "changed_at": at},
    }
    sessions = tuple(replace(one, **changes.get(one.slug, {})) for one in SESSIONS)
    publish(edition, number=3, released_at=at, sessions=sessions)


def shown(run: Callable[..., str], number: int) -> list[tuple[date, date, str]]:
    """What khal shows of 2024 in the collection."""
    fields = [word for name in ("start-long", "end-long", "title", "all-day") for word in ("--json", name)]
    days = run("khal", "list", "-a", f"c{number}", "--once", *fields, "2024-01-01", "366d")
    return sorted((_shown(one) for line in days.splitlines() for one in json.loads(line)), key=str)


def _shown(one: dict[str, str]) -> tuple[date, date, str]:
    starts, ends = one["start-long"], one["end-long"]
    if one["all-day"] == "True":
        return date.fromisoformat(starts), date.fromisoformat(ends) + timedelta(days=1), one["title"]
    return datetime.fromisoformat(f"{starts}+00:00"), datetime.fromisoformat(f"{ends}+00:00"), one["title"]

"""A released programme with one of everything that a calendar may stumble over."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from scdapp.editions.models import Edition
from scdapp.releases.models import Release
from scdapp.releases.released import Appearance, Block, Day, Place, Programme, Room, Session, Track, dumps
from tests.factories import save

BASE = "https://socialchefsdagarna.example"
FEEDS = [
    "/kalender.ics",
    "/2024/kalender.ics",
    "/2024/kalender/dag/2024-10-02.ics",
    "/2024/kalender/lokal/sal-a.ics",
    "/2024/kalender/pass/a.ics",
    "/2024/kalender/typ/seminarium.ics",
    "/2024/program/flyttad.ics",
    "/talare/asa-exempel.ics",
    "/2024/viktiga-datum.ics",
]
FIRST_RELEASE = datetime(2024, 8, 1, 7, 0, tzinfo=UTC)
SECOND_RELEASE = datetime(2024, 8, 20, 12, 30, tzinfo=UTC)
WEDNESDAY = date(2024, 10, 2)
PERSON_UID = str(uuid.UUID(int=900))
NASTY = "Komma, semikolon; bakstreck\\ – å 👩‍👩‍👧 \u202eomvänt\u202c\x00\x1b"


def session(number: int, slug: str, **given: Any) -> Session:
    """A seminar of an hour at ten on the Wednesday in Sal A, released on 1 August; `given` wins."""
    values: dict[str, Any] = {
        "uid": str(uuid.UUID(int=number)),
        "slug": slug,
        "title": slug.replace("-", " ").capitalize(),
        "kind": "seminar",
        "day": WEDNESDAY,
        "starts": time(10, 0),
        "ends": time(11, 0),
        "room": "sal-a",
        "room_name": "Sal A",
        "location": "Sal A, plan 2, Kistamässan, Stockholm",
        "across": False,
        "created_at": FIRST_RELEASE,
        "changed_at": FIRST_RELEASE,
    }
    return Session(**{**values, **given})


SESSIONS = (
    session(1, "invigning", kind="opening", starts=time(9), ends=time(9, 45), room="stora-scenen"),
    session(
        2,
        "nara-vard",
        title=f"{NASTY} i nära vård",
        summary="Om *närhet*.\n\n[Läs mer](https://example.org/vard), eller inte; \u202esist\u202c.",
        block="a",
        block_name="A",
        track="nara-vard",
        track_name="Nära vård",
        appearances=(
            Appearance("speaker", "Åsa Exempel", PERSON_UID, "asa-exempel", "socialchef", "Exempelkommun"),
            Appearance("moderator", "moderator från FSS"),
        ),
    ),
    session(3, "utan-tid", starts=None, ends=None),
    session(4, "utan-dag", day=None, starts=None, ends=None),
    session(5, "utan-slut", starts=time(23, 30), ends=None),
    session(6, "ungefar", approximate=True, language="en", prerecorded=True, example=True),
    session(
        7,
        "installd",
        cancelled=True,
        cancel_note="Föreläsaren är sjuk.",
        sequence=1,
        changed_at=SECOND_RELEASE,
        kind="panel",
        room="sal-b",
        room_name="Sal B",
    ),
    session(8, "borttagen", withdrawn=True, sequence=2, changed_at=SECOND_RELEASE, room="sal-c", room_name="Sal C"),
    session(
        9,
        "flyttad",
        former_slugs=("gammal-titel",),
        starts=time(13, 0),
        ends=time(14, 0),
        moved_from=Place(WEDNESDAY, time(10, 15), "Sal B"),
        sequence=1,
        changed_at=SECOND_RELEASE,
    ),
    session(10, "middag", kind="dinner", starts=time(19), ends=time(0, 30), past_midnight=True, service=True),
    session(11, "fore-sommartid", day=date(2024, 3, 30), starts=time(23), ends=time(4), past_midnight=True),
    session(12, "efter-sommartid", day=date(2024, 3, 31)),
    session(13, "fore-vintertid", day=date(2024, 10, 26), starts=time(22), ends=time(3, 30), past_midnight=True),
    session(14, "efter-vintertid", day=date(2024, 10, 27)),
)
PROGRAMME = Programme(
    year=2024,
    number=2,
    final=False,
    note="Andra versionen",
    released_at=SECOND_RELEASE,
    venue="Kistamässan, Stockholm",
    days=(Day(WEDNESDAY), Day(date(2024, 10, 3)), Day(date(2024, 10, 4))),
    rooms=(Room("stora-scenen", "Stora scenen", "plenum", 1100), Room("sal-a", "Sal A", "seminar", 100, "plan 2")),
    blocks=(Block("a", "A"),),
    tracks=(Track("nara-vard", "Nära vård"),),
    sessions=SESSIONS,
)


def by_slug(slug: str) -> Session:
    return PROGRAMME.by_slug[slug]


def publish(edition: Edition, programme: Programme = PROGRAMME, **changed: Any) -> Programme:
    """Put the programme in the database as a release of the edition, perhaps with other sessions."""
    programme = replace(programme, year=edition.year, **changed)
    save(
        Release(
            edition_id=edition.id,
            number=programme.number,
            final=programme.final,
            note=programme.note,
            released_at=programme.released_at,
            released_by="Astrid",
            content=dumps(programme),
            changes="[]",
        )
    )
    return programme

"""The programme for other programs, over HTTP."""

import json

import pytest
from flask.testing import FlaskClient

from tests.feeds.programmes import BASE, PERSON_UID, PROGRAMME, by_slug

pytestmark = pytest.mark.usefixtures("edition")


def test_says_what_was_released(client: FlaskClient) -> None:
    answer = client.get("/2024/program.json")
    assert answer.headers["Content-Type"] == "application/json"
    told = json.loads(answer.data)
    assert {key: told[key] for key in ("year", "version", "final", "released_at", "venue")} == {
        "year": 2024,
        "version": 2,
        "final": False,
        "released_at": "2024-08-20T12:30:00Z",
        "venue": "Kistamässan, Stockholm",
    }
    assert [one["slug"] for one in told["sessions"]] == [one.slug for one in PROGRAMME.shown]


def test_a_session_to_the_letter(client: FlaskClient) -> None:
    told = json.loads(client.get("/2024/program.json").data)
    assert next(one for one in told["sessions"] if one["slug"] == "flyttad") == {
        "uid": by_slug("flyttad").uid,
        "slug": "flyttad",
        "title": "Flyttad",
        "kind": "seminar",
        "status": "planned",
        "day": "2024-10-02",
        "starts_at": "2024-10-02T13:00:00+02:00",
        "ends_at": "2024-10-02T14:00:00+02:00",
        "approximate": False,
        "room": "sal-a",
        "block": None,
        "track": None,
        "capacity": None,
        "language": "sv",
        "prerecorded": False,
        "service": False,
        "summary": None,
        "cancel_note": None,
        "example": False,
        "example_fields": [],
        "people": [],
        "related": [],
        "moved_from": {"day": "2024-10-02", "starts": "10:15", "room": "Sal B"},
        "sequence": 1,
        "changed_at": "2024-08-20T12:30:00Z",
        "url": f"{BASE}/2024/program/flyttad",
        "calendar": f"{BASE}/2024/program/flyttad.ics",
    }


def test_the_unknown_is_null_and_winter_has_another_offset(client: FlaskClient) -> None:
    told = {one["slug"]: one for one in json.loads(client.get("/2024/program.json").data)["sessions"]}
    assert (told["utan-tid"]["day"], told["utan-tid"]["starts_at"]) == ("2024-10-02", None)
    assert told["utan-dag"]["day"] is None
    assert told["fore-vintertid"]["starts_at"] == "2024-10-26T22:00:00+02:00"
    assert told["fore-vintertid"]["ends_at"] == "2024-10-27T03:30:00+01:00"
    assert told["nara-vard"]["people"][0] == {
        "name": "Åsa Exempel",
        "role": "speaker",
        "title": "socialchef",
        "organisation": "Exempelkommun",
        "uid": PERSON_UID,
        "slug": "asa-exempel",
    }

"""The calendars as a subscriber meets them, over HTTP. Numbers in brackets are rows of the checklist."""

import gzip
import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import icalendar
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event as listen

from scdapp.app import create_app
from scdapp.core.db import db
from scdapp.editions.models import Edition
from scdapp.people.models import FormerPersonSlug
from tests.conftest import StoppedClock
from tests.factories import make_announcement, make_edition, make_key_date, make_person, save
from tests.feeds.programmes import PERSON_UID, PROGRAMME, SESSIONS, by_slug, publish, session

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
ABSENT = [
    "/2025/kalender.ics",
    "/2025/viktiga-datum.ics",
    "/2024/kalender/dag/2024-10-09.ics",
    "/2024/kalender/dag/20241002.ics",
    "/2024/kalender/dag/onsdag.ics",
    "/2024/kalender/lokal/sal-z.ics",
    "/2024/kalender/pass/z.ics",
    "/2024/kalender/typ/seminar.ics",
    "/2024/program/okand.ics",
    "/talare/okand.ics",
    "/2025/program.json",
    "/2024/prenumerera/talare-okand.svg",
    "/2024/prenumerera/https:%2F%2Fevil.example.svg",
    "/2024/prenumerera/okant",
    "/2025/prenumerera",
]


@pytest.fixture
def edition(app: Flask) -> Edition:
    """2024 with a released programme, two key dates of which one is withdrawn, and a speaker with two addresses."""
    edition = make_edition(2024)
    person = make_person("Åsa Exempel", uid=PERSON_UID, slug="asa-exempel")
    save(FormerPersonSlug(person_id=person.id, slug="asa-gammal"))
    make_key_date(edition, uid="key-1")
    make_key_date(edition, "Inskickade abstracts", uid="key-2", withdrawn_at=datetime(2024, 6, 1, tzinfo=UTC))
    publish(edition)
    return edition


def events(client: FlaskClient, address: str) -> dict[str, icalendar.Event]:
    answer = client.get(address)
    assert answer.status_code == 200
    read = icalendar.Calendar.from_ical(answer.data)
    found = {str(one["UID"]): one for one in read.walk("VEVENT")}
    assert len(found) == len(read.walk("VEVENT"))
    return found


def slugs(client: FlaskClient, address: str) -> set[str]:
    of = {one.uid: one.slug for one in SESSIONS}
    return {of[uid] for uid in events(client, address)}


@pytest.mark.usefixtures("edition")
class TestWhichEntries:
    def test_the_whole_programme_is_all_that_has_a_day(self, client: FlaskClient) -> None:
        assert slugs(client, "/2024/kalender.ics") == {one.slug for one in SESSIONS if one.day}

    def test_a_day(self, client: FlaskClient) -> None:
        of_the_day = {one.slug for one in SESSIONS if one.day == date(2024, 10, 2)}
        assert slugs(client, "/2024/kalender/dag/2024-10-02.ics") == of_the_day
        assert slugs(client, "/2024/kalender/dag/2024-10-27.ics") == {"efter-vintertid"}

    def test_an_empty_day_of_the_conference_is_an_empty_calendar(self, client: FlaskClient) -> None:
        assert slugs(client, "/2024/kalender/dag/2024-10-04.ics") == set()

    def test_a_room(self, client: FlaskClient) -> None:
        assert slugs(client, "/2024/kalender/lokal/stora-scenen.ics") == {"invigning"}

    def test_a_room_that_is_gone_still_tells_what_was_called_off(self, client: FlaskClient) -> None:
        assert slugs(client, "/2024/kalender/lokal/sal-c.ics") == {"borttagen"}

    def test_a_block(self, client: FlaskClient) -> None:
        assert slugs(client, "/2024/kalender/pass/a.ics") == {"nara-vard"}

    def test_a_kind_by_its_swedish_name(self, client: FlaskClient) -> None:
        assert slugs(client, "/2024/kalender/typ/middag.ics") == {"middag"}
        assert slugs(client, "/2024/kalender/typ/panel.ics") == {"installd"}
        assert slugs(client, "/2024/kalender/typ/lunch.ics") == set()

    def test_a_session_also_by_an_address_it_once_had(self, client: FlaskClient) -> None:
        assert slugs(client, "/2024/program/flyttad.ics") == {"flyttad"}
        old, new = client.get("/2024/program/gammal-titel.ics"), client.get("/2024/program/flyttad.ics")
        assert (old.status_code, old.data) == (200, new.data)  # no redirect [38]

    def test_a_session_without_a_day_waits_in_an_empty_calendar(self, client: FlaskClient) -> None:
        assert slugs(client, "/2024/program/utan-dag.ics") == set()

    def test_a_speaker_over_all_years_also_by_an_address_once_theirs(self, client: FlaskClient) -> None:
        earlier = replace(session(50, "forra-aret"), appearances=by_slug("nara-vard").appearances)
        publish(make_edition(2023), sessions=(earlier,))
        found = events(client, "/talare/asa-exempel.ics")
        assert set(found) == {by_slug("nara-vard").uid, earlier.uid}
        assert str(found[earlier.uid]["URL"]) == f"{BASE}/2023/program/forra-aret"
        assert client.get("/talare/asa-gammal.ics").data == client.get("/talare/asa-exempel.ics").data

    def test_an_announced_speaker_without_a_session_has_an_empty_calendar(
        self, client: FlaskClient, edition: Edition
    ) -> None:
        make_person("Inte Utannonserad")
        make_announcement(edition, make_person("Ny Talare"))
        assert events(client, "/talare/ny-talare.ics") == {}
        assert client.get("/talare/inte-utannonserad.ics").status_code == 404

    def test_key_dates_withdrawn_ones_too(self, client: FlaskClient) -> None:
        found = events(client, "/2024/viktiga-datum.ics")
        assert {uid: str(one["STATUS"]) for uid, one in found.items()} == {"key-1": "CONFIRMED", "key-2": "CANCELLED"}

    def test_all_editions_the_public_knows_of(self, client: FlaskClient, edition: Edition) -> None:
        coming = make_edition(2027, ends_on=None)
        make_edition(2028, announced_at=None)
        found = events(client, "/kalender.ics")
        assert set(found) == {edition.uid, coming.uid}
        assert found[edition.uid]["DTEND"].dt == date(2024, 10, 5)
        assert found[coming.uid]["TRANSP"] == "TRANSPARENT"

    def test_before_the_first_release_the_programme_is_the_conference_itself(
        self, client: FlaskClient, clock: StoppedClock, edition: Edition
    ) -> None:
        clock.set(2024, 8, 20, 14, 29)
        assert set(events(client, "/2024/kalender.ics")) == {edition.uid}
        assert client.get("/2024/program/flyttad.ics").status_code == 404
        assert client.get("/2024/program.json").status_code == 404
        clock.set(2024, 8, 20, 14, 30)
        assert "flyttad" in slugs(client, "/2024/kalender.ics")

    def test_after_the_conference_everything_stays_as_it_was(self, client: FlaskClient, clock: StoppedClock) -> None:
        before = {address: client.get(address).data for address in FEEDS}
        clock.set(2025, 5, 1, 12, 0)
        assert {address: client.get(address).data for address in FEEDS} == before

    @pytest.mark.parametrize("address", ABSENT)
    def test_what_does_not_exist_is_404_and_not_kept(self, client: FlaskClient, app: Flask, address: str) -> None:
        assert client.get(address).status_code == 404
        assert app.extensions["scdapp.shelf"]._rows == {}


@pytest.mark.usefixtures("edition")
class TestWhatAnEntrySays:
    def test_a_session(self, client: FlaskClient) -> None:
        one = events(client, "/2024/kalender.ics")[by_slug("flyttad").uid]
        assert str(one["URL"]) == f"{BASE}/2024/program/flyttad"
        assert str(one["DESCRIPTION"]) == f"Ändrat: var kl. 10.15 i Sal B.\n\n{BASE}/2024/program/flyttad"
        assert str(one["LOCATION"]) == "Sal A, plan 2, Kistamässan, Stockholm"
        assert one["SEQUENCE"] == 1

    def test_never_knows_the_host_that_was_asked(self, client: FlaskClient) -> None:
        asked = client.get("/2024/kalender.ics", headers={"Host": "127.0.0.1:99", "X-Forwarded-Host": "evil.example"})
        assert asked.data == client.get("/2024/kalender.ics").data
        assert not re.search(b"evil|127", asked.data)

    def test_uids_are_the_stored_ones_in_every_calendar_and_language(self, client: FlaskClient) -> None:  # [8] [18]
        known = {one.uid for one in SESSIONS}
        for address in FEEDS[1:8]:
            assert set(events(client, address)) <= known
            assert set(events(client, f"/en{address}")) == set(events(client, address))

    def test_in_english_the_fixed_words_and_the_address_are_english(self, client: FlaskClient) -> None:
        one = events(client, "/en/2024/kalender.ics")[by_slug("flyttad").uid]
        assert str(one["URL"]) == f"{BASE}/en/2024/program/flyttad"
        assert "10:15" in str(one["DESCRIPTION"])
        swedish = events(client, "/2024/kalender.ics")[by_slug("flyttad").uid]
        assert "10.15" in str(swedish["DESCRIPTION"])

    def test_the_calendars_own_name(self, client: FlaskClient) -> None:  # [20] [21] [22] [23]
        text = client.get("/2024/kalender/dag/2024-10-02.ics").text
        assert "NAME:Socialchefsdagarna 2024: onsdag 2 oktober\r\n" in text
        assert "X-WR-CALNAME:Socialchefsdagarna 2024: onsdag 2 oktober\r\n" in text
        assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in text
        assert "X-PUBLISHED-TTL:PT1H\r\n" in text
        assert "X-WR-TIMEZONE:Europe/Stockholm\r\n" in text
        unfolded = text.replace("\r\n ", "")
        assert f"SOURCE;VALUE=URI:{BASE}/2024/kalender/dag/2024-10-02.ics\r\n" in unfolded

    @pytest.mark.parametrize("address", FEEDS)
    def test_each_event_has_what_clients_need(
        self, client: FlaskClient, address: str
    ) -> None:  # [5] [7] [16] [17] [30]
        written = client.get(address).text
        assert written.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
        assert written.index("BEGIN:VTIMEZONE") < written.index("BEGIN:VEVENT")
        assert written.count("BEGIN:VTIMEZONE") == 1
        for one in icalendar.Calendar.from_ical(written).walk("VEVENT"):
            for name in (
                "UID",
                "DTSTAMP",
                "DTSTART",
                "DTEND",
                "SUMMARY",
                "SEQUENCE",
                "LAST-MODIFIED",
                "CREATED",
                "URL",
            ):
                assert not isinstance(one[name], list), name
            assert one["DTSTAMP"].dt == one["LAST-MODIFIED"].dt
            assert one["STATUS"] in {"CONFIRMED", "TENTATIVE", "CANCELLED"}
            assert (one["TRANSP"], one["CLASS"]) == ("TRANSPARENT", "PUBLIC")
            assert str(one["DESCRIPTION"]).endswith(str(one["URL"]))


def test_a_move_and_a_cancellation_change_those_two_entries_and_nothing_else(
    client: FlaskClient, edition: Edition
) -> None:
    before = client.get("/2024/kalender.ics")
    moved = replace(by_slug("invigning"), starts=time(8, 30), sequence=1, changed_at=datetime(2024, 8, 25, tzinfo=UTC))
    off = replace(by_slug("middag"), cancelled=True, sequence=1, changed_at=datetime(2024, 8, 25, tzinfo=UTC))
    publish(
        edition,
        number=3,
        released_at=datetime(2024, 8, 25, tzinfo=UTC),
        sessions=(off, *(one for one in SESSIONS if one.slug not in {"invigning", "middag"}), moved),
    )
    after = client.get("/2024/kalender.ics")

    def blocks(written: str) -> list[str]:
        return re.split(r"(?=BEGIN:VEVENT)", written)

    differing = [new for old, new in zip(blocks(before.text), blocks(after.text), strict=True) if old != new]
    assert ["SEQUENCE:1" in one for one in differing] == [True, True]
    assert {uid for uid in (moved.uid, off.uid) if any(f"UID:{uid}" in one for one in differing)} == {
        moved.uid,
        off.uid,
    }
    known = {"If-None-Match": after.headers["ETag"]}
    assert client.get("/2024/kalender.ics", headers=known).status_code == 304
    assert client.get("/2024/kalender.ics", headers={"If-None-Match": before.headers["ETag"]}).status_code == 200


@pytest.mark.usefixtures("edition")
class TestOverHttp:
    @pytest.mark.parametrize("address", FEEDS)
    def test_the_headers(self, client: FlaskClient, address: str) -> None:  # [32] [33] [35] [36] [37] [38] [43]
        answer = client.get(address, headers={"Accept": "text/html"})
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert re.fullmatch(r'inline; filename="[a-z0-9-]+\.ics"', answer.headers["Content-Disposition"])
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert answer.headers["Cache-Control"] == "no-cache"
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert answer.headers["ETag"].startswith('W/"')
        assert "Last-Modified" in answer.headers
        assert "Set-Cookie" not in answer.headers

    @pytest.mark.parametrize("address", [*FEEDS, "/2024/program.json"])
    def test_head_is_get_without_the_body(self, client: FlaskClient, address: str) -> None:  # [34]
        got, head = client.get(address), client.head(address)
        assert (head.status_code, head.data) == (200, b"")
        assert dict(head.headers) == dict(got.headers)

    @pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "REPORT"])
    def test_other_methods_are_refused(self, client: FlaskClient, method: str) -> None:
        for address in FEEDS:
            answer = client.open(address, method=method)
            assert answer.status_code == 405
            assert {one.strip() for one in answer.headers["Allow"].split(",")} == {"GET", "HEAD"}

    @pytest.mark.parametrize(
        "address", [*FEEDS, "/2024/program.json", "/2024/prenumerera", "/2024/prenumerera/programmet.svg"]
    )
    def test_304_for_those_who_have_it(self, client: FlaskClient, address: str) -> None:  # [33], decision 9
        first = client.get(address)
        etag, changed = first.headers["ETag"], first.headers["Last-Modified"]
        long_ago, other = "Mon, 01 Jan 2001 00:00:00 GMT", 'W/"other"'
        expected: list[tuple[dict[str, str], int]] = [
            ({"If-None-Match": etag}, 304),
            ({"If-None-Match": etag.removeprefix("W/")}, 304),
            ({"If-None-Match": f'"one", {etag}, "two"'}, 304),
            ({"If-None-Match": "*"}, 304),
            ({"If-None-Match": other}, 200),
            ({"If-Modified-Since": changed}, 304),
            ({"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}, 304),
            ({"If-Modified-Since": long_ago}, 200),
            ({"If-Modified-Since": "in the spring"}, 200),
            ({"If-None-Match": other, "If-Modified-Since": changed}, 200),
            ({"If-None-Match": etag, "If-Modified-Since": long_ago}, 304),
        ]
        assert [client.get(address, headers=asked).status_code for asked, _ in expected] == [
            code for _, code in expected
        ]
        unchanged = client.get(address, headers={"If-None-Match": etag})
        assert (unchanged.data, unchanged.headers["ETag"]) == (b"", etag)
        assert "Content-Type" not in unchanged.headers

    def test_gzip_for_those_who_can(self, client: FlaskClient) -> None:  # [36]
        plain = client.get("/2024/kalender.ics")
        packed = client.get("/2024/kalender.ics", headers={"Accept-Encoding": "gzip"})
        assert packed.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.data) == plain.data
        assert packed.headers["ETag"] == plain.headers["ETag"]
        assert (
            "Content-Encoding" not in client.get("/2024/kalender.ics", headers={"Accept-Encoding": "gzip;q=0"}).headers
        )

    def test_a_file_to_save(self, client: FlaskClient) -> None:  # [37]
        saved = client.get("/2024/program/flyttad.ics?hamta=1")
        assert saved.headers["Content-Disposition"] == 'attachment; filename="socialchefsdagarna-2024-flyttad.ics"'
        assert saved.data == client.get("/2024/program/flyttad.ics").data

    @pytest.mark.parametrize("address", FEEDS)
    def test_costs_few_queries_at_first_and_none_afterwards(self, client: FlaskClient, address: str) -> None:
        statements: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            statements.append(statement)

        listen.listen(db.engine, "before_cursor_execute", note)
        client.get(address)
        assert len([one for one in statements if one.startswith("SELECT")]) <= 6
        statements.clear()
        client.get(address)
        # The version of what is published goes straight through the driver.
        assert [one for one in statements if one.startswith("SELECT")] == []

    def test_two_instances_of_the_application_answer_alike(
        self, client: FlaskClient, app: Flask, tmp_path: Path
    ) -> None:
        settings = {key: app.config[key] for key in ("SQLALCHEMY_DATABASE_URI", "BASE_URL", "CLOCK", "SECRET_KEY")}
        other = create_app({**settings, "INSTANCE": str(tmp_path / "other"), "TESTING": True})
        other.test_client_class = app.test_client_class
        twin = other.test_client()
        for address in FEEDS:
            here, there = client.get(address), twin.get(address)
            assert (there.data, there.headers["ETag"]) == (here.data, here.headers["ETag"])
            assert there.headers["Last-Modified"] == here.headers["Last-Modified"]
        with other.app_context():
            db.engine.dispose()

    def test_a_failure_is_never_half_a_calendar(
        self, client: FlaskClient, app: Flask, edition: Edition
    ) -> None:  # [48]
        app.config["PROPAGATE_EXCEPTIONS"] = False
        broken = replace(by_slug("invigning"), kind="finns inte")
        publish(edition, number=3, sessions=(broken, by_slug("middag")))
        answer = client.get("/2024/kalender.ics")
        assert answer.status_code == 500
        assert b"VCALENDAR" not in answer.data


@pytest.mark.usefixtures("edition")
class TestProgrammeForPrograms:
    def test_says_what_was_released(self, client: FlaskClient) -> None:
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

    def test_a_session_to_the_letter(self, client: FlaskClient) -> None:
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

    def test_the_unknown_is_null_and_winter_has_another_offset(self, client: FlaskClient) -> None:
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

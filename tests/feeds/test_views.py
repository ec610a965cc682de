"""Which entries each calendar holds, and what they say. Numbers in brackets are rows of the checklist."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time

import icalendar
import pytest
from flask import Flask
from flask.testing import FlaskClient

from scdapp.editions.models import Edition
from tests.conftest import StoppedClock
from tests.factories import make_announcement, make_edition, make_person
from tests.feeds.programmes import BASE, FEEDS, SESSIONS, by_slug, publish, session

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

"""The calendars of annual meetings, read by independent readers: the public one, and the board's secret one."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from scdapp.accounts.models import Account
from scdapp.core.db import db, transaction
from scdapp.decisions import follow_up_service
from scdapp.decisions.follow_up_service import FollowUpFacts
from scdapp.meetings import calendar_service, service
from scdapp.meetings.models import AnnualMeeting, MeetingKeyDate
from scdapp.meetings.rules import MeetingFacts
from tests.conftest import StoppedClock
from tests.factories import THEN, make_account, make_edition
from tests.feeds.test_readers import READERS, Told
from tests.meetings.meetings import make_decision, make_meeting

STARTS = datetime(2024, 10, 2, 14, 30, tzinfo=UTC)
FACTS = MeetingFacts(starts_at=STARTS, place="Sal A, våning 2", format="physical")


@pytest.fixture
def meeting(app: Flask) -> AnnualMeeting:
    edition = make_edition()
    with transaction():
        return service.create_meeting(edition.id, FACTS, by="Bo", now=THEN)


def read(client: FlaskClient, path: str) -> Told:
    """What three independent readers agree on."""
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    told = [READERS[name](answer.text) for name in READERS]
    assert told[0] == told[1] == told[2]
    return told[0]


def uid_of(meeting: AnnualMeeting, kind: str) -> str:
    found = select(MeetingKeyDate).where(MeetingKeyDate.meeting_id == meeting.id, MeetingKeyDate.kind == kind)
    return db.session.scalars(found).one().key_date.uid


def moved(meeting: AnnualMeeting, facts: MeetingFacts, now: datetime = THEN) -> None:
    row = db.session.get_one(AnnualMeeting, meeting.id)
    with transaction():
        service.update_meeting(row.id, facts, version=row.version, by="Bo", now=now)


def test_everybody_gets_the_meetings_and_the_last_day_for_motions(client: FlaskClient, meeting: AnnualMeeting) -> None:
    held = make_meeting(
        make_edition(2023), starts_at=None, held_on=date(2023, 9, 28), state="closed", recorded_afterwards=True
    )
    told = read(client, "/arsmote.ics")
    hour_later = STARTS.replace(hour=15)
    assert told == {
        uid_of(meeting, "meeting"): (STARTS, hour_later, "Årsmöte (Medlemmar)"),
        uid_of(meeting, "motion"): (
            date(2024, 8, 21),
            date(2024, 8, 22),
            "Sista dag för motioner till årsmötet (Medlemmar)",
        ),
        held.uid: (date(2023, 9, 28), date(2023, 9, 29), "Årsmöte"),
    }
    text = client.get("/arsmote.ics").text
    assert "LOCATION:Sal A\\, våning 2" in text
    assert "DTSTART;TZID=Europe/Stockholm:20241002T163000" in text
    assert "Riksstyrelsen" not in text
    assert "METHOD" not in text


def test_it_is_the_same_bytes_until_something_moves_and_then_the_same_uid(
    client: FlaskClient, meeting: AnnualMeeting
) -> None:
    first = client.get("/arsmote.ics")
    again = client.get("/arsmote.ics", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    uid = uid_of(meeting, "meeting")
    later = THEN.replace(year=THEN.year + 1)
    moved(meeting, MeetingFacts(starts_at=STARTS.replace(day=3), place="Sal B", format="physical"), later)
    assert read(client, "/arsmote.ics")[uid][0] == STARTS.replace(day=3)
    text = client.get("/arsmote.ics").text
    sequences = [line for line in text.splitlines() if line.startswith("SEQUENCE")]
    assert sequences != [line for line in first.text.splitlines() if line.startswith("SEQUENCE")]
    # No day any more: struck out, not gone.
    moved(meeting, MeetingFacts(format="physical"), later)
    told = read(client, "/arsmote.ics")
    assert told[uid][2] == "INSTÄLLT: Årsmöte (Medlemmar)"
    assert client.get("/arsmote.ics").text.count("STATUS:CANCELLED") == 2


def test_an_edition_that_nobody_knows_of_is_in_no_calendar(client: FlaskClient) -> None:
    edition = make_edition(announced_at=None)
    with transaction():
        service.create_meeting(edition.id, FACTS, by="Bo", now=THEN)
    assert read(client, "/arsmote.ics") == {}


def address(account: Account) -> str:
    with transaction():
        return f"/kalender/styrelsen/{calendar_service.new_address(account.id, now=THEN)}.ics"


def test_the_board_also_sees_what_it_has_to_send_and_what_falls_due(
    client: FlaskClient, meeting: AnnualMeeting
) -> None:
    path = address(make_account("Bo Styrelse", roles=("board",)))
    decision = make_decision(make_meeting(make_edition(2023), state="closed"), "Utred digitala möten")
    facts = FollowUpFacts(responsible="Kassören", due_on=date(2024, 9, 30))
    with transaction():
        follow_up_service.follow_up(decision.id, facts, version=None, by="Bo", now=THEN)
    told = read(client, path)
    assert told[f"{decision.uid}-follow-up"] == (
        date(2024, 9, 30),
        date(2024, 10, 1),
        "Följ upp: Utred digitala möten",
    )
    assert {told[uid_of(meeting, kind)][0] for kind in ("call", "documents")} == {date(2024, 9, 2), date(2024, 9, 18)}
    answer = client.get(path)
    assert answer.text.count("TRANSP:OPAQUE") == 1
    assert answer.text.count("CLASS:PRIVATE") == len(told)
    assert "SOURCE" not in answer.text
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert client.get(path, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    with transaction():
        done = FollowUpFacts(responsible="Kassören", due_on=date(2024, 9, 30), status="done")
        follow_up_service.follow_up(decision.id, done, version=1, by="Bo", now=THEN)
    assert read(client, path)[f"{decision.uid}-follow-up"][2] == "KLART: Följ upp: Utred digitala möten"


def test_a_secret_address_dies_when_renewed_ended_or_when_the_role_is_gone(client: FlaskClient, app: Flask) -> None:
    account = make_account("Bo Styrelse", roles=("board",))
    first = address(account)
    second = address(account)
    assert [client.get(one).status_code for one in (first, second)] == [404, 200]
    with transaction():
        db.session.get_one(Account, account.id).roles.clear()
    assert client.get(second).status_code == 404
    organiser = address(make_account("Olga", roles=("organiser",)))
    assert client.get(organiser).status_code == 404
    third = make_account("Siv", roles=("board",))
    path = address(third)
    with transaction():
        calendar_service.end_address(third.id)
    assert client.get(path).status_code == 404
    assert client.get("/kalender/styrelsen/x.ics").status_code == 404


def test_the_board_makes_and_ends_its_address(board_member: FlaskClient, client: FlaskClient) -> None:
    page = "/styrelse/kalender"
    assert "Du har ingen adress än." in board_member.get(page).text
    assert board_member.post(page).status_code == 303
    shown = board_member.get(page).text
    token = shown.split("/kalender/styrelsen/")[1].split(".ics")[0]
    assert client.get(f"/kalender/styrelsen/{token}.ics").status_code == 200
    assert token not in board_member.get(page).text
    assert board_member.post(f"{page}/avsluta").status_code == 303
    assert client.get(f"/kalender/styrelsen/{token}.ics").status_code == 404


def test_the_feed_costs_the_same_for_1_and_4_meetings(client: FlaskClient, clock: StoppedClock) -> None:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    def cost(*years: int) -> int:
        for year in years:
            edition = make_edition(year)
            with transaction():
                service.create_meeting(edition.id, FACTS, by="Bo", now=THEN)
        asked.clear()
        client.get("/arsmote.ics")
        return len(asked)

    event.listen(db.engine, "before_cursor_execute", note)
    assert cost(2024) == cost(2025, 2026, 2027)


def test_an_extra_meeting_leads_to_its_own_page(client: FlaskClient, meeting: AnnualMeeting) -> None:
    with transaction():
        service.create_meeting(meeting.edition_id, replace(FACTS, kind="extra"), by="Bo", now=THEN)
    feed = client.get("/arsmote.ics").text.replace("\r\n ", "")
    home = "https://socialchefsdagarna.example/arsmote/2024"
    assert set(re.findall(r"^URL[^:]*:(.*)\r$", feed, re.M)) == {home, f"{home}/extra"}

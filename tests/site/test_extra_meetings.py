"""An extra meeting has an address of its own beside the year's ordinary one, and so have its minutes."""

import re

import pytest
from flask.testing import FlaskClient

from scdapp.core.db import transaction
from scdapp.meetings import queries
from scdapp.meetings.models import AnnualMeeting
from scdapp.minutes import service
from tests.conftest import StoppedClock
from tests.decisions.hall import BY
from tests.meetings.meetings import BEGINS, make_document, make_meeting
from tests.minutes.protocol import SIGNED, attest, hold_meeting
from tests.reading import text


@pytest.fixture
def published(clock: StoppedClock) -> AnnualMeeting:
    """In December: an ordinary meeting, and an extra one whose minutes everybody may read; then a second extra one."""
    clock.set(2024, 12, 20, 9, 0)
    ordinary = make_meeting(place="Ordinarie sal")
    extra = hold_meeting(edition=ordinary.edition, kind="extra", place="Extra sal", starts_at=BEGINS.replace(month=11))
    make_meeting(ordinary.edition, kind="extra", place="Andra salen", starts_at=BEGINS.replace(month=12))
    minutes = attest(extra)
    with transaction():
        service.publish(minutes.id, by=BY, now=SIGNED)
    return queries.get_meeting(extra.uid)


def test_each_meeting_of_a_year_has_its_address(client: FlaskClient, published: AnnualMeeting) -> None:
    for address, place in (("2024", "Ordinarie sal"), ("2024/extra", "Extra sal"), ("2024/extra-2", "Andra salen")):
        assert place in client.get(f"/arsmote/{address}").text, address
        assert place in client.get(f"/en/arsmote/{address}").text, address
    assert "<h1>Extra årsmöte 2024</h1>" in client.get("/arsmote/2024/extra").text
    assert "<h1>Extraordinary annual meeting 2024</h1>" in client.get("/en/arsmote/2024/extra").text
    for address in ("2024/extra-1", "2024/extra-3", "2024/extra-x", "2024/annat", "2023/extra"):
        assert client.get(f"/arsmote/{address}").status_code == 404, address


def test_they_lead_to_each_other(client: FlaskClient, published: AnnualMeeting) -> None:
    for page in ("/arsmote", "/arsmote/2024"):
        found = set(re.findall(r'href="(/arsmote/2024/extra[^"]*)"', client.get(page).text))
        assert found == {"/arsmote/2024/extra", "/arsmote/2024/extra-2"}, page
    assert 'href="/arsmote/2024"' in client.get("/arsmote/2024/extra").text
    assert 'href="/en/arsmote/2024/extra-2"' in client.get("/en/arsmote/2024/extra").text


def test_its_minutes_are_read_and_fetched_there(client: FlaskClient, published: AnnualMeeting) -> None:
    assert 'href="/arsmote/2024/extra/protokoll"' in client.get("/arsmote/2024/extra").text
    page = client.get("/arsmote/2024/extra/protokoll")
    assert "§ 1" in text(page.text)
    for kind, mimetype in (("pdf", "application/pdf"), ("json", "application/json"), ("xml", "application/akn+xml")):
        assert f'href="/arsmote/2024/extra/protokoll.{kind}"' in page.text
        answer = client.get(f"/arsmote/2024/extra/protokoll.{kind}")
        assert (answer.status_code, answer.mimetype) == (200, mimetype)
        assert f"protokoll-extra-arsmote-2024.{kind}" in answer.headers["Content-Disposition"]
    # The ordinary meeting has none yet.
    for address in ("2024/protokoll", "2024/protokoll.pdf", "2024/extra-2/protokoll", "2024/extra-2/protokoll.json"):
        assert client.get(f"/arsmote/{address}").status_code == 404, address


def test_what_points_at_it_points_there(
    client: FlaskClient, board_member: FlaskClient, published: AnnualMeeting
) -> None:
    found = re.findall(r'href="(/beslut/\d+)"', client.get("/beslut").text)
    decision = client.get(found[0]).text
    assert 'href="/arsmote/2024/extra"' in decision
    assert 'href="/arsmote/2024/extra/protokoll"' in decision
    digest = client.get("/arsmote/kontrollera", query_string={"summa": _sum(client)}).text
    assert 'href="/arsmote/2024/extra/protokoll"' in digest
    assert "/arsmote/2024/extra/protokoll" in board_member.get(f"/styrelse/arsmoten/{published.uid}/protokoll").text
    assert "/arsmote/2024/extra" in board_member.get(f"/styrelse/arsmoten/{published.uid}").text


def _sum(client: FlaskClient) -> str:
    page = client.get("/arsmote/2024/extra/protokoll").text
    first, second = re.findall(r"([0-9a-f]{32})<wbr>([0-9a-f]{32})", page)[0]
    return str(first + second)


def test_its_documents_are_its_own(client: FlaskClient) -> None:
    ordinary = make_meeting()
    extra = make_meeting(ordinary.edition, kind="extra")
    make_document(ordinary, visibility="public", content=b"ordinarie")
    make_document(extra, visibility="public", content=b"extra")
    assert client.get("/arsmote/2024/bilagor/1").data == b"ordinarie"
    assert 'href="/arsmote/2024/extra/bilagor/1"' in client.get("/arsmote/2024/extra").text
    assert client.get("/arsmote/2024/extra/bilagor/1").data == b"extra"


def test_a_year_with_an_extra_meeting_only_keeps_its_old_address(client: FlaskClient) -> None:
    make_meeting(kind="extra", place="Extra sal")
    assert "Extra sal" in client.get("/arsmote/2024").text
    assert "Extra sal" in client.get("/arsmote/2024/extra").text

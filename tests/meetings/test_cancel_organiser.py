"""The board calls a meeting off on its pages; everybody sees it on theirs and in the calendar."""

import re
import uuid

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from scdapp.core.db import db
from scdapp.meetings.models import AnnualMeeting
from scdapp.outbox.models import Mail
from tests.conftest import StoppedClock
from tests.factories import make_edition, make_member
from tests.reading import text


@pytest.fixture
def base(board_member: FlaskClient, clock: StoppedClock) -> str:
    """The pages of the meeting of 2 October 2024, as made on them in August; two members can be reached."""
    clock.set(2024, 8, 20, 9, 0)
    make_edition()
    for name in ("Ann Ask", "Bea Berg"):
        make_member(name)
    form = {"edition": "2024", "kind": "ordinary", "held_on": "2024-10-02", "at": "16.30"}
    return str(board_member.post("/styrelse/arsmoten/nytt", data=form).location)


def call(board: FlaskClient, base: str) -> None:
    form = {"subject": "Kallelse", "body": "Kom.", "batch": str(uuid.uuid4()), "expected": "2", "step": "send"}
    assert board.post(f"{base}/utskick/kallelse", data=form).status_code == 303


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(version|reason|batch|expected)" value="([^"]*)"', page))


def look(board: FlaskClient, base: str, reason: str = "Salen är <stängd>.") -> str:
    version = re.findall(r'name="version"[^>]*value="(\d+)"', board.get(f"{base}/stall-in").text)[0]
    answer = board.post(f"{base}/stall-in", data={"reason": reason, "version": version, "step": "look"})
    assert answer.status_code == 200
    return str(answer.text)


def cancel(board: FlaskClient, base: str) -> str:
    form = {**hidden(look(board, base)), "reason": "Salen är <stängd>.", "step": "send"}
    assert board.post(f"{base}/stall-in", data=form).status_code == 303
    return str(board.get(base).text)


def mails() -> list[Mail]:
    db.session.rollback()
    return list(db.session.scalars(select(Mail).where(Mail.letter == "meeting_cancelled")))


def test_whom_it_tells_is_seen_first_and_then_sent(board_member: FlaskClient, base: str) -> None:
    call(board_member, base)
    page = text(look(board_member, base))
    assert "Brevet går till 2 som fick kallelsen" in page
    assert "Du är kallad till ordinarie årsmöte 2024, onsdag 2 oktober 2024 kl. 16.30. Mötet är inställt." in page
    assert "Salen är &lt;stängd&gt;." in page
    assert mails() == []
    page = text(cancel(board_member, base))
    assert "Brev gick till 2 som hade fått kallelsen." in page
    assert "Ångra" not in page
    assert len(mails()) == 2
    assert "Att mötet är inställt</strong>, e-post, till 2" in board_member.get(f"{base}/utskick").text
    assert "Mötet är inställt och öppnas inte." in board_member.get(f"{base}/mote").text
    assert "Mötet är inställt" in board_member.get(f"{base}/sal").text


def test_everybody_sees_it(client: FlaskClient, board_member: FlaskClient, base: str, clock: StoppedClock) -> None:
    client.get("/arsmote/2024")
    cancel(board_member, base)
    for address, told in (("/arsmote/2024", "Inställt"), ("/en/arsmote/2024", "Cancelled"), ("/arsmote", "Inställt")):
        page = client.get(address).text
        assert told in page, address
        assert "Skriv en motion" not in page
    assert "Salen är &lt;stängd&gt;." in client.get("/arsmote/2024").text
    assert "Mötet är inställt" in client.get("/arsmote/2024/motion").text
    feed = client.get("/arsmote.ics").text.replace("\r\n ", "")
    assert feed.count("STATUS:CANCELLED") == feed.count("BEGIN:VEVENT") == 2
    assert "Inställt: Salen är <stängd>." in feed
    clock.set(2024, 9, 20, 9, 0)
    start = text(board_member.get("/styrelse").text)
    assert "Skicka kallelsen" not in start
    assert "Inställt." in start


def test_it_is_taken_back_while_nobody_was_told(client: FlaskClient, board_member: FlaskClient, base: str) -> None:
    page = cancel(board_member, base)
    version = {"version": re.findall(r'name="version" value="(\d+)"', page)[0]}
    answer = board_member.post(f"{base}/stall-in/angra", data={"version": "1"})
    assert (answer.status_code, "Någon annan ändrade mötet" in answer.text) == (409, True)
    assert board_member.post(f"{base}/stall-in/angra", data=version).status_code == 303
    assert "Inställt" not in client.get("/arsmote/2024").text
    assert "STATUS:CANCELLED" not in client.get("/arsmote.ics").text
    answer = board_member.post(f"{base}/stall-in/angra", data={"version": str(int(version["version"]) + 1)})
    assert (answer.status_code, "Mötet är inte inställt." in answer.text) == (422, True)


def test_what_was_typed_stays_when_it_is_refused(board_member: FlaskClient, base: str) -> None:
    answer = board_member.post(f"{base}/stall-in", data={"reason": "", "version": "1"})
    assert answer.status_code == 422
    call(board_member, base)
    form = {**hidden(look(board_member, base)), "reason": "Salen är stängd."}
    answer = board_member.post(f"{base}/stall-in", data={**form, "expected": "7", "step": "send"})
    assert (answer.status_code, "i stället för 7" in answer.text, "Salen är stängd." in answer.text) == (
        422,
        True,
        True,
    )
    answer = board_member.post(f"{base}/stall-in", data={**form, "version": "1", "step": "send"})
    assert (answer.status_code, "Salen är stängd." in answer.text) == (409, True)
    db.session.rollback()
    assert db.session.scalars(select(AnnualMeeting.cancelled_at)).all() == [None]

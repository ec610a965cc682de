"""Call and documents: written, looked at, sent to the members through the outbox; proof of it, and whether in time."""

import uuid

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from scdapp.core.db import db
from scdapp.meetings.models import AnnualMeeting, Notice
from scdapp.outbox.models import Mail
from tests.conftest import StoppedClock
from tests.factories import make_edition, make_member
from tests.meetings.meetings import make_item, make_meeting
from tests.reading import said, text


@pytest.fixture
def meeting(clock: StoppedClock) -> AnnualMeeting:
    """On 2 October 2024: the call is due on 2 September, the documents on 18 September."""
    clock.set(2024, 9, 2, 23, 59)
    meeting = make_meeting(make_edition())
    make_item(meeting, "Mötets öppnande")
    for number in range(1, 5):
        make_member(f"Medlem {number}", email=f"m{number}@kommun.example")
    make_member("Utan Adress", email=None)
    return meeting


def letter(**given: str) -> dict[str, str]:
    return {"subject": "Kallelse", "body": "Kom <alla>.", "batch": str(uuid.uuid4()), "expected": "4", **given}


def notices() -> list[Notice]:
    db.session.rollback()
    return list(db.session.scalars(select(Notice).order_by(Notice.id)))


def test_the_letter_begins_with_what_is_known(board_member: FlaskClient, meeting: AnnualMeeting) -> None:
    page = board_member.get(f"/styrelse/arsmoten/{meeting.uid}/utskick/kallelse").text
    for told in (
        "Du kallas till ordinarie årsmöte 2024.",
        "Tid: Onsdag 2 oktober 2024 kl. 16.30",
        "Plats: Kistamässan, Sal A",
        "1. Mötets öppnande",
        "https://socialchefsdagarna.example/arsmote/2024",
    ):
        assert told in page, told
    # The last day for motions has passed, so nobody is asked for any.
    assert "Motioner ska ha kommit in" not in page
    for kind in ("handlingar", "paminnelse"):
        assert board_member.get(f"/styrelse/arsmoten/{meeting.uid}/utskick/{kind}").status_code == 200
    assert board_member.get(f"/styrelse/arsmoten/{meeting.uid}/utskick/annat").status_code == 404


def test_it_is_looked_at_and_sent_and_leaves_proof(board_member: FlaskClient, meeting: AnnualMeeting) -> None:
    address = f"/styrelse/arsmoten/{meeting.uid}/utskick"
    data = letter(step="look")
    shown = text(board_member.post(f"{address}/kallelse", data=data).text)
    assert "Går till 4 medlemmar En medlem" not in shown
    assert "1 medlem har ingen e-postadress" in shown
    assert shown.count("Till m") == 3
    assert "Kom &lt;alla&gt;." in shown
    assert notices() == []
    assert "Kom &lt;alla&gt;." in board_member.post(f"{address}/kallelse", data={**data, "step": "change"}).text
    for _ in range(2):
        answer = board_member.post(f"{address}/kallelse", data={**data, "step": "send"})
        assert answer.status_code == 303
    [notice] = notices()
    assert (notice.kind, notice.channel, notice.recipient_count, notice.batch) == ("call", "email", 4, data["batch"])
    mails = db.session.scalars(select(Mail)).all()
    assert sorted(one.to_address for one in mails) == [f"m{n}@kommun.example" for n in range(1, 5)]
    assert mails[0].values == {"rubrik": "Kallelse", "namn": mails[0].values["namn"], "text": "Kom <alla>."}
    shown = text(board_member.get(address).text)
    assert "Kallelse , e-post, till 4, måndag 2 september 2024 kl. 23.59. Kallelse" in shown.replace("\xa0", " ")
    assert "i tid" in shown
    db.session.rollback()
    assert db.session.get_one(AnnualMeeting, meeting.id).state == "called"


def test_a_minute_later_the_call_is_late_and_that_is_a_red_fact(
    board_member: FlaskClient, meeting: AnnualMeeting, clock: StoppedClock
) -> None:
    clock.set(2024, 9, 3, 0, 0)
    address = f"/styrelse/arsmoten/{meeting.uid}/utskick"
    for page in (
        board_member.get(f"{address}/kallelse").text,
        board_member.post(f"{address}/kallelse", data=letter(step="look")).text,
    ):
        assert '<strong class="stop">Sista dagen var måndag 2 september 2024.</strong>' in page
    assert board_member.post(f"{address}/kallelse", data=letter(step="send")).status_code == 303
    for path in (address, f"/styrelse/arsmoten/{meeting.uid}"):
        assert "för sent</strong>" in board_member.get(path).text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"expected": "3"}, "Nu går brevet till 4 medlemmar i stället för 3."),
        ({"expected": "²"}, "Nu går brevet till 4 medlemmar i stället för -1."),
    ],
)
def test_nothing_is_sent_to_others_than_were_looked_at(
    board_member: FlaskClient, meeting: AnnualMeeting, wrong: dict[str, str], sentence: str
) -> None:
    address = f"/styrelse/arsmoten/{meeting.uid}/utskick/kallelse"
    answer = board_member.post(address, data=letter(step="send", **wrong))
    assert answer.status_code == 422
    assert sentence in text(answer.text)
    empty = board_member.post(address, data=letter(step="send", subject=""))
    assert (empty.status_code, said(empty.text)) == (422, ["Fyll i det här fältet."])
    assert notices() == []


def test_nobody_to_send_to(board_member: FlaskClient) -> None:
    meeting = make_meeting()
    answer = board_member.post(
        f"/styrelse/arsmoten/{meeting.uid}/utskick/kallelse", data=letter(step="send", expected="0")
    )
    assert "Ingen medlem har en e-postadress, så brevet skulle inte gå till någon." in text(answer.text)


def test_what_was_sent_otherwise_is_written_in(board_member: FlaskClient, meeting: AnnualMeeting) -> None:
    address = f"/styrelse/arsmoten/{meeting.uid}/utskick"
    data = {"kind": "call", "channel": "letter", "sent_at": "2024-09-01T12:00", "recipient_count": "1", "note": "Brev"}
    wrong = board_member.post(address, data={**data, "sent_at": "2024-09-03T00:00", "recipient_count": ""})
    assert (wrong.status_code, said(wrong.text)) == (422, ["Fyll i det här fältet."])
    wrong = board_member.post(address, data={**data, "sent_at": "2024-09-03T00:00"})
    assert said(wrong.text) == ["Det som inte är skickat än kan inte vara bevis."]
    assert board_member.post(address, data=data).status_code == 303
    [notice] = notices()
    assert (notice.channel, notice.recipient_count, notice.note) == ("letter", 1, "Brev")
    assert "Kallelse , brev, till 1, söndag 1 september 2024" in text(board_member.get(address).text)

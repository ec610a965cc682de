"""Votes by name in the minutes: internal, sealed and frozen with the rest; the public sees figures."""

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from scdapp.core.db import db, transaction
from scdapp.meetings import service as meetings
from scdapp.meetings.models import AnnualMeeting
from scdapp.minutes import proof, service
from tests.decisions.hall import AFTER, BY, decide, make_open_meeting
from tests.decisions.roll import decided_by_roll
from tests.factories import make_edition
from tests.minutes.desk import desk, link, signers
from tests.minutes.protocol import SIGNED, past_the_guards, send, sign


@pytest.fixture
def meeting(app: Flask) -> AnnualMeeting:
    """Closed, with one paragraph that was decided by a roll call."""
    meeting = make_open_meeting(edition=make_edition())
    decide(decided_by_roll(meeting), method="roll_call")
    with transaction():
        meetings.close(meeting.id, by=BY, now=AFTER)
    return meeting


def _attest(meeting: AnnualMeeting) -> int:
    return sign(send(meeting), "chair", "secretary", "attester").id


def test_names_are_for_the_board_and_the_attesters(
    meeting: AnnualMeeting, board_member: FlaskClient, client: FlaskClient
) -> None:
    send(meeting)
    told = "Namnupprop, omgång 1. Ja: Medlem 001, Medlem 003. Nej: Medlem 002. Avstår: Medlem 004."
    assert told in board_member.get(desk(meeting)).text
    assert told in client.get(link(signers(meeting)[0])).text


def test_the_public_sees_figures_in_no_matter_what_form(
    meeting: AnnualMeeting, board_member: FlaskClient, client: FlaskClient
) -> None:
    minutes_id = _attest(meeting)
    with transaction():
        service.publish(minutes_id, by=BY, now=SIGNED)
    pages = {path: client.get(path) for path in ("/arsmote/2024/protokoll", "/arsmote/2024", "/beslut")}
    pages |= {kind: client.get(f"/arsmote/2024/protokoll.{kind}") for kind in ("json", "xml")}
    pages["screen"] = board_member.get(f"/styrelse/arsmoten/{meeting.uid}/sal")
    for path, answer in pages.items():
        assert answer.status_code == 200, path
        assert "Medlem 00" not in answer.text, path
    paper = client.get("/arsmote/2024/protokoll.pdf").data
    read = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages).split())
    assert "Namnupprop mot röstlängd 1: 2 för, 1 emot, 1 avstod" in read
    assert "Medlem 00" not in read


def test_invariant_01_names_are_frozen_with_the_rest(meeting: AnnualMeeting) -> None:
    _attest(meeting)
    (entry,) = db.session.execute(text("SELECT MAX(id) FROM register_entry")).one()
    db.session.rollback()
    for statement in (
        "UPDATE named_vote SET vote = 'against'",
        "DELETE FROM named_vote",
        f"INSERT INTO named_vote (round_id, entry_id, vote) SELECT round_id, {entry}, 'for' FROM named_vote LIMIT 1",
    ):
        with pytest.raises(IntegrityError, match="named_vote is frozen"), db.engine.begin() as connection:
            connection.execute(text(statement))


@pytest.mark.only("sqlite")
def test_invariant_01_replacing_a_name_is_changing_it(meeting: AnnualMeeting) -> None:
    _attest(meeting)
    db.session.rollback()
    statement = "INSERT OR REPLACE INTO named_vote SELECT id, round_id, entry_id, 'abstained' FROM named_vote"
    with pytest.raises(IntegrityError, match="named_vote is frozen"), db.engine.begin() as connection:
        connection.execute(text(statement))


@pytest.mark.only("postgresql")
def test_invariant_01_names_are_never_emptied(meeting: AnnualMeeting) -> None:
    db.session.rollback()
    with pytest.raises(IntegrityError, match="is never emptied"), db.engine.begin() as connection:
        connection.execute(text("TRUNCATE named_vote"))


def test_a_name_changed_past_the_guards_is_found(meeting: AnnualMeeting) -> None:
    _attest(meeting)
    assert proof.check_all() == []
    past_the_guards("UPDATE named_vote SET vote = 'against' WHERE id = (SELECT MIN(id) FROM named_vote)")
    assert [(one.where, one.what) for one in proof.check_all()] == [("årsmötet 2024", "§ 1 är ändrad")]

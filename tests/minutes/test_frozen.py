"""What is attested is frozen by the database itself, whoever asks and however: on SQLite and on PostgreSQL."""

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from scdapp.core.db import db, transaction
from scdapp.meetings.models import AnnualMeeting
from scdapp.minutes import addendum_service, queries, service
from tests.decisions.hall import BY, LATER, decide, make_open_meeting, open_question
from tests.meetings.meetings import make_item, make_mandate, make_post
from tests.minutes.protocol import SIGNED, attest, hold_meeting, send

# Table -> something that could be changed in it.
FROZEN = {
    "annual_meeting": "place = 'Annan plats'",
    "agenda_item": "title = 'Annat'",
    "notice": "recipient_count = 1",
    "officer": "name = 'Annan'",
    "voting_register": "voters = 99",
    "register_entry": "name = 'Annan'",
    "decision": "body = 'Annat'",
    "clause": "text = 'att göra annat'",
    "vote_round": "votes_for = 99",
    "tally": "figures = '{}'",
    "dissent": "text = 'Annat'",
    "minutes": "sha256 = 'x'",
    "signature": "name = 'Annan'",
    "document": "sha256 = 'x'",
}
EMPTY = ("notice",)


@pytest.fixture
def meeting(app: Flask) -> AnnualMeeting:
    meeting = hold_meeting()
    attest(meeting)
    db.session.commit()
    return meeting


def _refused(statement: str, words: str = ".") -> None:
    db.session.rollback()
    with pytest.raises(IntegrityError, match=words), db.engine.begin() as connection:
        connection.execute(text(statement))


@pytest.mark.parametrize("table", [one for one in FROZEN if one not in EMPTY])
def test_invariant_01_the_database_refuses_to_change_or_delete(meeting: AnnualMeeting, table: str) -> None:
    told = "frozen|written once"
    _refused(f"UPDATE {table} SET {FROZEN[table]}", told)
    _refused(f"DELETE FROM {table}", told)


@pytest.mark.parametrize("change", ["state = 'draft'", "state = 'review'", "attested_at = NULL", "canonical = ''"])
def test_invariant_01_minutes_do_not_go_back(meeting: AnnualMeeting, change: str) -> None:
    _refused(f"UPDATE minutes SET {change}", "minutes are frozen")


def test_invariant_01_published_minutes_are_not_taken_back(meeting: AnnualMeeting) -> None:
    minutes = queries.get_minutes(meeting.id)
    with transaction():
        service.publish(minutes.id, by=BY, now=SIGNED)
        service.keep_pdf_hash(minutes.id, "a" * 64, by=BY, now=SIGNED)
    for change in ("state = 'attested', published_at = NULL", "published_at = attested_at", "pdf_sha256 = 'b'"):
        _refused(f"UPDATE minutes SET {change}", "minutes are frozen")


def test_invariant_01_nothing_is_added_to_an_attested_meeting(meeting: AnnualMeeting) -> None:
    decision = "SELECT MIN(id) FROM decision"
    officer = "SELECT MIN(id) FROM officer"
    _refused(f"INSERT INTO clause (decision_id, position, text) VALUES (({decision}), 9, 'att smyga in')", "frozen")
    _refused(
        "INSERT INTO dissent (decision_id, kind, name, text, notified_at) "
        f"VALUES (({decision}), 'note', 'X', 'X', '2024-10-02 14:00:00+00')",
        "frozen",
    )
    _refused(
        "INSERT INTO signature (minutes_id, officer_id, name, role, method, signed_at, signed_sha256) "
        f"VALUES ((SELECT id FROM minutes), ({officer}), 'X', 'chair', 'app', '2024-10-02 14:00:00+00', 'x')",
        "frozen",
    )
    _refused(
        "INSERT INTO register_entry (register_id, number, member_uid, name, weight) "
        "VALUES ((SELECT id FROM voting_register), 99, 'x', 'X', 1)",
        "written once",
    )


def test_invariant_01_a_row_is_not_moved_out_of_the_way(meeting: AnnualMeeting) -> None:
    other = make_open_meeting(kind="extra", edition=meeting.edition)
    decision = decide(open_question(other, make_item(other, "Annat"), "ett", "två"))
    db.session.commit()
    _refused(f"UPDATE clause SET decision_id = {decision.id} WHERE decision_id <> {decision.id}", "frozen")
    _refused(f"UPDATE clause SET decision_id = (SELECT MIN(id) FROM decision) WHERE decision_id = {decision.id}")
    _refused(f"UPDATE decision SET meeting_id = {meeting.id}, paragraph_no = 9 WHERE id = {decision.id}", "frozen")


@pytest.mark.only("sqlite")
def test_invariant_01_replacing_is_changing(meeting: AnnualMeeting) -> None:
    """SQLite's REPLACE deletes what is in its way without asking the guards of DELETE."""
    clause = "INSERT OR REPLACE INTO clause (id, decision_id, position, text)"
    _refused(f"{clause} SELECT id, decision_id, position, 'att göra annat' FROM clause", "frozen")
    columns = [row[1] for row in db.session.execute(text("PRAGMA table_info(minutes)"))]
    values = ", ".join({"id": "id + 50", "state": "'draft'"}.get(one, one) for one in columns)
    _refused(f"INSERT OR REPLACE INTO minutes ({', '.join(columns)}) SELECT {values} FROM minutes", "frozen")
    columns = [row[1] for row in db.session.execute(text("PRAGMA table_info(annual_meeting)"))]
    values = ", ".join({"id": "id + 50", "uid": "'another'"}.get(one, one) for one in columns)
    names = ", ".join(columns)
    _refused(f"INSERT OR REPLACE INTO annual_meeting ({names}) SELECT {values} FROM annual_meeting", "frozen")
    _refused("UPDATE OR REPLACE clause SET id = id + 1 WHERE id = (SELECT MIN(id) FROM clause)", "frozen")


@pytest.mark.only("postgresql")
def test_invariant_01_emptying_is_deleting(meeting: AnnualMeeting) -> None:
    for table in (*FROZEN, "audit_event", "mandate"):
        _refused(f"TRUNCATE {table} CASCADE", "is never emptied")


def test_invariant_01_a_paragraph_attested_in_the_hall_is_frozen_at_once(app: Flask) -> None:
    meeting = make_open_meeting()
    first = decide(open_question(meeting, make_item(meeting, "Firma"), "firman tecknas av två"))
    with transaction():
        service.attest_paragraph(first.id, by=BY, now=LATER)
    second = decide(open_question(meeting, make_item(meeting, "Annat")))
    db.session.commit()
    for statement in (
        f"UPDATE decision SET body = 'Annat' WHERE id = {first.id}",
        f"UPDATE decision SET attested_at = NULL, attested_sha256 = NULL WHERE id = {first.id}",
        f"DELETE FROM decision WHERE id = {first.id}",
        f"UPDATE clause SET text = 'att' WHERE decision_id = {first.id}",
        f"DELETE FROM clause WHERE decision_id = {first.id}",
    ):
        _refused(statement, "frozen")
    changed = text(f"UPDATE decision SET body = 'Annat' WHERE id = {second.id}")
    db.session.rollback()
    with db.engine.begin() as connection:
        connection.execute(changed)


def test_invariant_01_an_attested_addendum_is_frozen_too(meeting: AnnualMeeting) -> None:
    minutes = queries.get_minutes(meeting.id)
    with transaction():
        row = addendum_service.create_addendum(minutes.id, "addition", "Mer.", by=BY, now=SIGNED)
        addendum_service.send_addendum(row.id, by=BY, now=SIGNED)
    for officer in queries.signers(meeting.id):
        with transaction():
            addendum_service.sign_addendum(row.id, officer.id, sha256=row.sha256 or "", by="x", now=SIGNED)
    for statement in ("UPDATE addendum SET text = 'Annat'", "DELETE FROM addendum"):
        _refused(statement, "addendum is frozen")
    _refused("UPDATE signature SET name = 'Annan' WHERE addendum_id IS NOT NULL", "frozen")
    _refused("DELETE FROM signature WHERE addendum_id IS NOT NULL", "frozen")


def test_what_becomes_of_a_decision_is_not_frozen_and_neither_is_who_sees_a_document(meeting: AnnualMeeting) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE document SET visibility = 'public', accessible = 'yes'"))
        connection.execute(
            text(
                "INSERT INTO follow_up (decision_id, status, changed_at, version) "
                "SELECT MIN(id), 'open', '2024-10-12 08:00:00+00', 1 FROM decision"
            )
        )
        connection.execute(text("UPDATE follow_up SET status = 'done'"))


def test_a_draft_is_not_frozen(app: Flask) -> None:
    send(hold_meeting())
    db.session.rollback()
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE clause SET text = 'att göra annat'"))
        connection.execute(text("DELETE FROM dissent"))


def test_invariant_13_a_mandate_is_never_deleted(app: Flask) -> None:
    make_mandate(make_post())
    db.session.commit()
    _refused("DELETE FROM mandate", "a mandate ends, it is not deleted")

"""What somebody changed past the guards is found and named; and the command says so."""

import pytest
from flask import Flask
from sqlalchemy import text

from scdapp.core.db import db, transaction
from scdapp.minutes import guards, proof, service
from tests.decisions.hall import BY, LATER, decide, make_open_meeting, open_question
from tests.meetings.meetings import make_item
from tests.minutes.protocol import attest, hold_meeting, past_the_guards


def _told() -> list[str]:
    return [f"{one.where}: {one.what}" for one in proof.check_all()]


def test_invariant_02_what_was_attested_is_found_unchanged(app: Flask) -> None:
    attest(hold_meeting())
    assert _told() == []


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE clause SET text = 'att göra annat' WHERE id = (SELECT MIN(id) FROM clause)", "§ 1 är ändrad"),
        ("UPDATE vote_round SET votes_for = 3", "§ 2 är ändrad"),
        ("UPDATE dissent SET text = 'Annat.'", "§ 1 är ändrad"),
        ("DELETE FROM tally", "§ 2 är ändrad"),
        ("UPDATE register_entry SET name = 'Annan' WHERE number = 1", "uppgifterna om mötet är ändrade"),
        ("UPDATE annual_meeting SET place = 'Annan plats'", "uppgifterna om mötet är ändrade"),
        ("UPDATE signature SET signed_sha256 = 'x' WHERE role = 'chair'", "en underskrift saknas"),
        ("DELETE FROM signature WHERE role = 'secretary'", "en underskrift saknas"),
        (
            "UPDATE minutes SET canonical = REPLACE(canonical, '500 kronor', '600 kronor')",
            "protokollets text stämmer inte",
        ),
        ("UPDATE document SET content = CAST('Annat' AS {binary})", "bilaga 1 är ändrad"),
    ],
)
def test_a_change_past_the_guards_is_found_and_named(app: Flask, statement: str, told: str) -> None:
    attest(hold_meeting())
    binary = "BLOB" if db.engine.dialect.name == "sqlite" else "BYTEA"
    past_the_guards(statement.format(binary=binary))
    found = _told()
    assert found
    assert any(one.startswith(f"årsmötet 2024: {told}") for one in found), found


def test_text_and_hash_changed_together_do_not_agree_with_the_chain(app: Flask) -> None:
    minutes = attest(hold_meeting())
    changed = (minutes.canonical or "").replace("500 kronor", "600 kronor")
    digest = service.record.canonical.digest(changed)
    past_the_guards(
        f"UPDATE minutes SET canonical = REPLACE(canonical, '500 kronor', '600 kronor'), sha256 = '{digest}'",
        "UPDATE clause SET text = REPLACE(text, '500 kronor', '600 kronor')",
        f"UPDATE signature SET signed_sha256 = '{digest}'",
    )
    assert _told() == ["årsmötet 2024: kontrollsumman är inte den som justerades"]


def test_a_guard_that_was_taken_away_is_missed(app: Flask) -> None:
    assert guards.missing() == []
    on_table = "" if db.engine.dialect.name == "sqlite" else " ON clause"
    taken = text(f"DROP TRIGGER clause_frozen_update{on_table}")
    if db.engine.dialect.name == "postgresql":
        # One database for all tests: it gets its guard back.
        db.session.execute(taken)
        assert guards.missing() == ["clause"]
        db.session.rollback()
        return
    db.session.rollback()
    with db.engine.begin() as connection:
        connection.execute(taken)
    assert _told() == ["tabellen clause: ett skydd i databasen saknas"]


def test_a_paragraph_attested_in_the_hall_is_looked_after_too(app: Flask) -> None:
    meeting = make_open_meeting()
    first = decide(open_question(meeting, make_item(meeting, "Firma"), "firman tecknas av två"))
    with transaction():
        service.attest_paragraph(first.id, by=BY, now=LATER)
    assert _told() == []
    past_the_guards("UPDATE clause SET text = 'att firman tecknas av en'")
    assert _told() == ["årsmötet 2024: den omedelbart justerade § 1 är ändrad"]


def test_invariant_19_the_chain_is_looked_after_by_the_same_command(app: Flask) -> None:
    attest(hold_meeting())
    db.session.rollback()
    runner = app.test_cli_runner()
    said = runner.invoke(args=["minutes", "check"])
    assert (said.exit_code, said.output) == (0, "Inget är ändrat. Justerade protokoll: 1.\n")
    past_the_guards("UPDATE audit_event SET actor = 'Ingen' WHERE seq = 3")
    said = runner.invoke(args=["minutes", "check"])
    assert (said.exit_code, said.output) == (1, "  händelse 3: händelsen är ändrad\n")

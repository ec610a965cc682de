"""What is sealed at rest: unreadable in the database, readable with the keys, and never garbage without them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from flask import Flask
from sqlalchemy import Column, Integer, MetaData, Table, insert, select, text

from scdapp.app import create_app
from scdapp.core.configuration import configuration
from scdapp.core.db import db
from scdapp.core.sealed import KeyLost, Sealed, seal

NEED = "Jordnötsallergi, behöver hörslinga"
# Outside the application's own metadata: a table of this test only.
notes = Table("sealed_note", MetaData(), Column("id", Integer, primary_key=True), Column("need", Sealed))


@pytest.fixture
def table(app: Flask) -> Iterator[Flask]:
    notes.create(db.engine)
    yield app
    db.session.rollback()
    notes.drop(db.engine)


def write(*needs: str | None) -> None:
    with db.engine.begin() as connection:
        connection.execute(insert(notes), [{"need": need} for need in needs])


def read() -> list[str | None]:
    with db.engine.connect() as connection:
        return list(connection.scalars(select(notes.c.need).order_by(notes.c.id)))


def test_a_text_is_read_as_it_was_written_and_lies_there_unreadable(table: Flask) -> None:
    write(NEED, None, "", NEED)
    assert read() == [NEED, None, "", NEED]
    with db.engine.connect() as connection:
        first, nothing, empty, again = connection.scalars(text("SELECT need FROM sealed_note ORDER BY id"))
    assert nothing is None
    assert "rdn" not in first
    assert len({first, empty, again}) == 3


def test_a_new_key_in_front_seals_and_the_old_one_still_opens(table: Flask) -> None:
    old, new = table.config["NEEDS_KEYS"][0], Fernet.generate_key().decode()
    write(NEED)
    table.extensions["scdapp.seal"] = seal([new, old])
    write("vegan")
    assert read() == [NEED, "vegan"]
    table.extensions["scdapp.seal"] = seal([new])
    with pytest.raises(KeyLost, match="put back the file needs-key"):
        read()


def test_a_changed_text_does_not_open(table: Flask) -> None:
    write(NEED)
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE sealed_note SET need = 'gAAAAA' || substr(need, 9)"))
    with pytest.raises(KeyLost):
        read()


def test_two_applications_in_one_process_have_keys_of_their_own(table: Flask, tmp_path: Path) -> None:
    write(NEED)
    url = table.config["SQLALCHEMY_DATABASE_URI"]
    stranger = create_app({"INSTANCE": str(tmp_path / "other"), "SQLALCHEMY_DATABASE_URI": url})
    with stranger.app_context():
        with pytest.raises(KeyLost):
            read()
        db.engine.dispose()
    assert read() == [NEED]


def test_the_key_is_made_once_for_its_owner_only_and_the_environment_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SCDAPP_NEEDS_KEY", raising=False)
    made = configuration(tmp_path)["NEEDS_KEYS"]
    assert configuration(tmp_path)["NEEDS_KEYS"] == made
    assert (tmp_path / "needs-key").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.glob("needs-key*")] == ["needs-key"]
    monkeypatch.setenv("SCDAPP_NEEDS_KEY", "new, old")
    assert configuration(tmp_path)["NEEDS_KEYS"] == ("new", "old")


def test_what_is_no_key_stops_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCDAPP_NEEDS_KEY", "hemligt")
    with pytest.raises(ValueError, match="holds something that is no Fernet key"):
        create_app({"INSTANCE": str(tmp_path)})

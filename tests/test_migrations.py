"""The tables that the migrations make are those that the models describe, and every step can be taken back."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from scdapp.core import publication
from scdapp.core.db import db


def _differences() -> list[object]:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, db.metadata))


def test_migrations_and_models_agree(app: Flask) -> None:
    assert _differences() == []


def test_every_migration_can_be_taken_back_and_made_again(app: Flask) -> None:
    try:
        downgrade(revision="base")
        assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
    finally:
        upgrade()
    assert _differences() == []
    assert publication.standing().version > 0

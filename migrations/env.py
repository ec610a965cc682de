"""How Alembic reaches the database: the application's own engine, on SQLite and PostgreSQL alike."""

from alembic import context
from flask import current_app

from scdapp.core.db import UtcDateTime

config = current_app.extensions["migrate"]
db = config.db


def plain_types(kind: str, item: object, _context: object) -> str | bool:
    """Migrations must outlive our classes: write what the column is in the database."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


def run() -> None:
    with db.engine.connect().execution_options(write=True) as connection:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_item=plain_types,
            **config.configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()


run()

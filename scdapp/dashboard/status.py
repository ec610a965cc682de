"""For those who watch the machine: is the process alive, is it ready; and what robots may read."""

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Response
from sqlalchemy.exc import SQLAlchemyError

from scdapp.core.db import db
from scdapp.core.web import EVERYBODY, Door, resource_folder

door = Door("status", __name__, who=EVERYBODY)


@door.get("/healthz")
def healthz() -> Response:
    """The process answers. Touches no database."""
    return Response("ok\n", mimetype="text/plain")


@door.get("/readyz")
def readyz() -> Response:
    """The database answers and its tables are those of this version; else 503 with the reason."""
    head = ScriptDirectory(str(resource_folder("migrations"))).get_current_head()
    try:
        with db.engine.connect() as connection:
            found = MigrationContext.configure(connection).get_current_revision()
    except SQLAlchemyError:
        return Response("the database does not answer\n", status=503, mimetype="text/plain")
    if found != head:
        return Response(f"the database is at {found}, this version needs {head}\n", status=503, mimetype="text/plain")
    return Response("ready\n", mimetype="text/plain")


@door.get("/robots.txt")
def robots() -> Response:
    """Feeds are let through: Google reads this file before it subscribes. They say noindex themselves."""
    return Response("User-agent: *\nDisallow: /arrangor\nDisallow: /logga-in\n", mimetype="text/plain")

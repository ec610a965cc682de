"""What the watchers of the machine ask for."""

from flask.testing import FlaskClient
from sqlalchemy import text

from scdapp.core.db import db


def test_alive_and_ready(client: FlaskClient) -> None:
    alive, ready = client.get("/healthz"), client.get("/readyz")
    assert (alive.status_code, alive.text) == (200, "ok\n")
    assert (ready.status_code, ready.text) == (200, "ready\n")
    assert ready.headers["Cache-Control"] == "no-store"


def test_not_ready_while_the_tables_are_of_another_version(client: FlaskClient) -> None:
    with db.engine.begin() as connection:
        head = connection.scalar(text("SELECT version_num FROM alembic_version"))
        connection.execute(text("UPDATE alembic_version SET version_num = 'older'"))
    try:
        answer = client.get("/readyz")
        assert (answer.status_code, answer.text) == (503, f"the database is at older, this version needs {head}\n")
        assert client.get("/healthz").status_code == 200
    finally:
        with db.engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = :head"), {"head": head})


def test_not_ready_without_a_database(client: FlaskClient) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("ALTER TABLE alembic_version RENAME TO hidden_version"))
    try:
        assert client.get("/readyz").status_code == 503
    finally:
        with db.engine.begin() as connection:
            connection.execute(text("ALTER TABLE hidden_version RENAME TO alembic_version"))


def test_robots_may_read_feeds_but_not_the_desk(client: FlaskClient) -> None:
    assert client.get("/robots.txt").text == "User-agent: *\nDisallow: /arrangor\nDisallow: /logga-in\n"

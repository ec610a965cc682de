"""The parts that every test may use: a database on each engine, the app, a browserless client, people logged in.

Tests that touch the database run on SQLite, and on PostgreSQL too when SCDAPP_TEST_DATABASE_URL is set
(SCDAPP_REQUIRE_POSTGRES=1 makes its absence an error). Commits are real: each test gets a fresh copy of a migrated
database.
"""

import os
import shutil
from collections.abc import Iterator
from contextvars import Context
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import create_engine, make_url, text

from scdapp.accounts.models import Account
from scdapp.admission import queries as admission
from scdapp.app import create_app
from scdapp.core.clock import ZONE
from scdapp.core.db import db
from scdapp.core.kept import Shelf
from scdapp.releases import queries as releases
from tests.factories import make_account, make_guest_login, make_login

pytest_plugins = ["tests.browser", "tests.smtp"]

POSTGRES = os.environ.get("SCDAPP_TEST_DATABASE_URL", "")
ENGINES = ["sqlite", "postgresql"] if POSTGRES else ["sqlite"]


@dataclass
class StoppedClock:
    """Shows what the test sets; 26 August 2024 at 09.00 in Sweden until then."""

    moment: datetime = datetime(2024, 8, 26, 9, 0, tzinfo=ZONE)

    def now(self) -> datetime:
        return self.moment.astimezone(UTC)

    def setting(self) -> object:
        return self.moment

    def set(self, *parts: int) -> None:
        """Set it to a wall time in Sweden: year, month, day, hour, minute."""
        self.moment = datetime(*parts, tzinfo=ZONE)  # type: ignore[arg-type,misc]


def pytest_configure(config: pytest.Config) -> None:
    if os.environ.get("SCDAPP_REQUIRE_POSTGRES") == "1" and not POSTGRES:
        raise pytest.UsageError("SCDAPP_REQUIRE_POSTGRES is set, SCDAPP_TEST_DATABASE_URL is not")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "engine" in metafunc.fixturenames:
        # A browser test tells how pages behave, not how engines differ: once is enough.
        engines = ["sqlite"] if "live" in metafunc.fixturenames else ENGINES
        if only := metafunc.definition.get_closest_marker("only"):
            engines = [one for one in engines if one in only.args]
        metafunc.parametrize("engine", engines, indirect=True, scope="session")


def _settings(instance: Path, url: str) -> dict[str, object]:
    return {
        "INSTANCE": str(instance),
        "SQLALCHEMY_DATABASE_URI": url,
        "SECRET_KEY": "tests only",
        "BASE_URL": "https://socialchefsdagarna.example",
        "TESTING": True,
        "WTF_CSRF_ENABLED": False,
        "CLOCK": StoppedClock(),
        "DEMO": False,
    }


def _migrate(instance: Path, url: str) -> None:
    app = create_app(_settings(instance, url))
    with app.app_context():
        upgrade()
        db.engine.dispose()


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite database, to be copied."""
    instance = tmp_path_factory.mktemp("template")
    _migrate(instance, f"sqlite:///{instance / 'scdapp.db'}")
    return instance / "scdapp.db"


@pytest.fixture(scope="session")
def migrated_postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a migrated database of this run's own on the server, dropped afterwards."""
    server = make_url(POSTGRES.replace("postgresql://", "postgresql+psycopg://"))
    name = f"scdapp_test_{os.getpid()}"
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name}"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    url = server.set(database=name).render_as_string(hide_password=False)
    _migrate(tmp_path_factory.mktemp("postgres"), url)
    yield url
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@dataclass
class House:
    """The application on one engine, built once: most of a test's time would go into building it anew.

    `moved_in` gives a test the application as if it were new: settings, clock, files, nothing kept in memory.
    """

    app: Flask
    settings: dict[str, Any]
    extensions: dict[str, Any]

    @classmethod
    def build(cls, instance: Path, url: str) -> "House":
        app = create_app(_settings(instance, url))
        app.test_client_class = Visitor
        return cls(app, deepcopy(dict(app.config)), dict(app.extensions))

    def moved_in(self) -> Flask:
        app, clock = self.app, StoppedClock()
        app.config.clear()
        app.config.update(deepcopy(self.settings), CLOCK=clock)
        app.extensions.clear()
        app.extensions.update(self.extensions)
        app.extensions.update({"scdapp.clock": clock, "scdapp.shelf": Shelf(), "scdapp.gapped": Shelf()})
        for kept in (releases._parsed, admission._read):
            kept.clear()
        _empty(Path(app.instance_path))
        return app


def _empty(instance: Path) -> None:
    """Leave keys and compiled texts only."""
    for file in instance.iterdir():
        if file.is_dir() and file.name not in ("translations", "compiled-templates"):
            shutil.rmtree(file)
        elif file.is_file() and not file.name.endswith("-key"):
            file.unlink()


@pytest.fixture(scope="session")
def houses() -> dict[str, House]:
    """By engine, those that have been built."""
    return {}


@pytest.fixture
def app(
    engine: str, houses: dict[str, House], tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Flask]:
    """The application on a fresh database, with its context pushed and a clock that stands still."""
    migrated = request.getfixturevalue(f"migrated_{'sqlite' if engine == 'sqlite' else 'postgres'}")
    # A test that adds addresses of its own needs an application of its own.
    shared = {} if request.node.get_closest_marker("own_app") else houses
    if engine not in shared:
        instance = tmp_path_factory.mktemp("instance")
        url = f"sqlite:///{instance / 'scdapp.db'}" if engine == "sqlite" else migrated
        shared[engine] = House.build(instance, url)
    app = shared[engine].moved_in()
    with app.app_context():
        if engine == "sqlite":
            shutil.copy(migrated, Path(app.instance_path) / "scdapp.db")
        else:
            _empty_postgres()
        yield app
        db.session.remove()
        db.engine.dispose()


def _empty_postgres() -> None:
    # Deleting few rows is many times quicker than truncating many tables.
    tables = [table.name for table in reversed(db.metadata.sorted_tables) if table.name != "publication"]
    # What is frozen refuses to be deleted: as a replica the server asks no trigger.
    statements = ["SET LOCAL session_replication_role = replica", *(f'DELETE FROM "{name}"' for name in tables)]
    with db.engine.begin() as connection:
        connection.execute(text("; ".join(statements)))


@pytest.fixture
def clock(app: Flask) -> StoppedClock:
    clock: StoppedClock = app.extensions["scdapp.clock"]
    return clock


class Visitor(FlaskClient):
    """A browserless client whose requests share nothing with the test but the database.

    The test holds an app context of its own; a request made inside it would share its `g` and its session. And an
    open read transaction of the test would keep the request from writing.
    """

    def open(self, *args: Any, **kwargs: Any) -> Any:
        db.session.rollback()
        return Context().run(super().open, *args, **kwargs)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A visitor."""
    return app.test_client()


def logged_in(app: Flask, account: Account) -> FlaskClient:
    """A client that holds an open log-in of `account`."""
    client = app.test_client()
    token = make_login(account)
    with client.session_transaction() as session:
        session["_user_id"] = token
    return client


def logged_in_guest(app: Flask, email: str) -> FlaskClient:
    """A client that holds an open log-in of the address `email`."""
    client = app.test_client()
    token = make_guest_login(email)
    with client.session_transaction() as session:
        session["guest"] = token
    return client


@pytest.fixture
def organiser(app: Flask) -> FlaskClient:
    """Somebody who builds the programme."""
    return logged_in(app, make_account("Olga Arrangör", roles=("organiser",)))


@pytest.fixture
def board_member(app: Flask) -> FlaskClient:
    """Somebody of the board who does not build the programme."""
    return logged_in(app, make_account("Bo Styrelse", roles=("board",)))


@pytest.fixture
def administrator(app: Flask) -> FlaskClient:
    """Somebody who looks after accounts, and may do everything else too."""
    return logged_in(app, make_account("Ada Administratör", roles=("administrator",)))

"""Demos on the data folder and the database of a test, each as a process of its own would be."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from scdapp.app import create_app
from scdapp.core.db import db
from tests.conftest import Visitor

OpenDemo = Callable[..., Flask]


@pytest.fixture
def open_demo(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenDemo]:
    """Starts one more process of a demo; `now` is its SCDAPP_NOW."""
    monkeypatch.delenv("SCDAPP_NOW", raising=False)
    opened: list[Flask] = []

    def open_one(now: str = "", **config: object) -> Flask:
        monkeypatch.setenv("SCDAPP_NOW", now)
        same = {name: app.config[name] for name in ("SQLALCHEMY_DATABASE_URI", "SECRET_KEY", "BASE_URL", "TESTING")}
        more = {"INSTANCE": app.instance_path, "DEMO": True, "WTF_CSRF_ENABLED": False, **config}
        demo = create_app({**same, **more})
        demo.test_client_class = Visitor
        opened.append(demo)
        return demo

    yield open_one
    for demo in opened:
        with demo.app_context():
            db.engine.dispose()

import pytest
from flask import Flask

from scdapp.outbox import registry
from scdapp.outbox.postman import Postman
from tests.outbox.letters import PLACE, TICKET, WELCOME
from tests.smtp import Sink


@pytest.fixture(autouse=True)
def letters(app: Flask) -> None:
    """The post knows the letters of these tests and no others."""
    registry.install(app, [WELCOME, TICKET], [PLACE])


@pytest.fixture
def postman(app: Flask, sink: Sink) -> Postman:
    """A postman who sends to the sink."""
    app.config["SMTP"] = sink.url
    return Postman(app)

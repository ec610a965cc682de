"""What came by mail, once the postman has been: for tests that follow the links in letters."""

import re

from flask import Flask

from scdapp.core.db import db
from scdapp.outbox.postman import Postman
from tests.smtp import Sink


def letter(app: Flask, sink: Sink, to: str) -> str:
    """What the newest letter to somebody says, once everything that is due has been sent."""
    db.session.rollback()
    app.config["SMTP"] = sink.url
    while Postman(app).send_due():
        pass
    return str(sink.to(to)[-1].get_content())


def link_in(text: str) -> str:
    """The one address in a letter."""
    (found,) = re.findall(r"https?://\S+", text)
    return str(found)

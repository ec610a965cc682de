"""The post's verbs: queued with what it tells of, once for a key, held, stopped, sent again, forgotten."""

import dataclasses
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from scdapp.core.db import db, transaction
from scdapp.core.errors import Refusal
from scdapp.outbox import service
from scdapp.outbox.letters import Attachment
from scdapp.outbox.models import Mail, MailAttachment, MailPause
from tests.outbox.letters import TICKET, WELCOME

pytestmark = pytest.mark.usefixtures("app")
NOW = datetime(2024, 5, 7, 7, 0, tzinfo=UTC)
CALENDAR = Attachment("min\r\ndag.ics", "text/calendar", b"BEGIN:VCALENDAR")


def queue(to: str = "asa@kommun.example", **given: object) -> int:
    with transaction():
        return service.queue(WELCOME, to, {"namn": "Åsa"}, **{"now": NOW, **given}).id  # type: ignore[arg-type]


def state(mail_id: int) -> str:
    db.session.rollback()
    return db.session.get_one(Mail, mail_id).state


def test_a_mail_goes_with_what_it_tells_of_or_not_at_all(app: Flask) -> None:
    def full() -> None:
        service.queue(WELCOME, "asa@kommun.example", {"namn": "Åsa"}, now=NOW)
        raise Refusal("Det blev fullt just nu.")

    with pytest.raises(Refusal, match="fullt"), transaction():
        full()
    assert db.session.scalars(select(Mail)).all() == []


def test_what_is_told_once_is_queued_once(app: Flask) -> None:
    assert queue(key="offer-1") == queue(key="offer-1", to="bo@kommun.example")
    assert queue() != queue()
    assert len(db.session.scalars(select(Mail)).all()) == 3


def test_a_letter_with_an_empty_place_is_found_out_at_once(app: Flask) -> None:
    for values, links in (({}, None), ({"namn": "Åsa", "x": "y"}, None), ({"namn": "Åsa"}, {"länk": ("feed", "1")})):
        with pytest.raises(ValueError, match="welcome"):
            service.queue(WELCOME, "asa@kommun.example", values, links=links, now=NOW)
    with pytest.raises(ValueError, match="ticket"):
        service.queue(TICKET, "asa@kommun.example", {"namn": "Åsa"}, now=NOW)


@pytest.mark.parametrize(
    "address", ["asa", "asa@kommun.example\nBcc: bo@kommun.example", "asa@kommun.example, bo@kommun.example", "å＠x.se"]
)
def test_mail_goes_to_one_address_that_can_be_one(app: Flask, address: str) -> None:
    with pytest.raises(Refusal):
        queue(address)


def test_held_released_stopped(app: Flask) -> None:
    mail = queue()
    for verb, after in ((service.hold, "held"), (service.hold, "held"), (service.release, "queued")):
        with transaction():
            verb(mail)
        assert state(mail) == after
    with transaction():
        service.stop(mail)
    with pytest.raises(Refusal, match="stoppat"), transaction():
        service.release(mail)
    assert state(mail) == "stopped"


def test_a_whole_batch_is_held_released_and_stopped(app: Flask) -> None:
    batch, other = str(uuid4()), queue(held=True, batch=str(uuid4()))
    mails = [queue(batch=batch) for _ in range(3)]
    for verb, after in (
        (service.hold_batch, "held"),
        (service.release_batch, "queued"),
        (service.stop_batch, "stopped"),
    ):
        with transaction():
            assert verb(batch) == 3
        assert [state(mail) for mail in mails] == [after] * 3
    assert state(other) == "held"


def test_sent_again_is_a_new_mail_with_the_same_content(app: Flask) -> None:
    mail = queue(about=str(uuid4()), language="en", key="once", attachments=[CALENDAR])
    with pytest.raises(Refusal, match="inte skickat"), transaction():
        service.resend(mail, now=NOW)
    with transaction():
        db.session.get_one(Mail, mail).state = "dead"
    with transaction():
        again = service.resend(mail, now=NOW)
    first = db.session.get_one(Mail, mail)
    same = ("letter", "language", "to_address", "values", "links", "about")
    assert [getattr(again, name) for name in same] == [getattr(first, name) for name in same]
    assert (first.state, again.state, again.key, again.uid != first.uid) == ("stopped", "queued", None, True)
    assert [(a.name, a.content) for a in again.attachments] == [("min dag.ics", CALENDAR.content)]


def test_everything_waits_and_goes_again(app: Flask) -> None:
    for _ in range(2):
        with transaction():
            service.hold_everything(now=NOW)
    assert len(db.session.scalars(select(MailPause)).all()) == 1
    with transaction():
        service.release_everything()
    assert db.session.scalars(select(MailPause)).all() == []


def test_whoever_is_forgotten_leaves_no_mail_behind(app: Flask) -> None:
    about = str(uuid4())
    queue(attachments=[CALENDAR])
    queue("bo@kommun.example", about=about)
    kept = queue("eva@kommun.example")
    with transaction():
        assert service.forget() == 0
        assert service.forget(to_address="asa@kommun.example", about=about) == 2
    assert db.session.scalars(select(Mail.id)).all() == [kept]
    assert db.session.scalars(select(MailAttachment)).all() == []


def test_an_attachment_is_small(app: Flask) -> None:
    with pytest.raises(ValueError, match="too large"):
        queue(attachments=[dataclasses.replace(CALENDAR, content=b"x" * 1_048_577)])

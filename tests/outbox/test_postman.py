"""Mails on their way, to a real mail server that can refuse: at least once, never lost, never in a circle."""

import re
import socket
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import delete, select

from scdapp.core.db import db, transaction
from scdapp.outbox import registry, service
from scdapp.outbox.letters import Attachment, Wording
from scdapp.outbox.models import Mail
from scdapp.outbox.postman import Postman, mail_folder
from scdapp.outbox.transport import find_written, sweep
from scdapp.tokens import queries as tokens
from scdapp.tokens.models import SecretLink
from tests.conftest import StoppedClock
from tests.outbox.letters import PLACE, TICKET, WELCOME
from tests.smtp import Sink

ADDRESS = "asa@kommun.example"


def queue(app: Flask, to: str = ADDRESS, *, name: str = "Åsa", **given: object) -> str:
    now = app.extensions["scdapp.clock"].now()
    with transaction():
        return service.queue(WELCOME, to, {"namn": name}, **{"now": now, **given}).uid  # type: ignore[arg-type]


def queue_ticket(app: Flask, *, language: str = "sv") -> str:
    now = app.extensions["scdapp.clock"].now()
    with transaction():
        links = {"länk": ("place", "booking-1")}
        return service.queue(TICKET, ADDRESS, {"namn": "Åsa"}, links=links, language=language, now=now).uid


def mail(uid: str) -> Mail:
    db.session.rollback()
    return db.session.scalars(select(Mail).where(Mail.uid == uid)).one()


def test_a_mail_arrives_as_written_and_is_kept_as_sent(app: Flask, postman: Postman, sink: Sink) -> None:
    app.config["MAIL_REPLY_TO"] = "info@socialchefer.example"
    uid = queue(app, attachments=[Attachment("dag.ics", "text/calendar", b"BEGIN:VCALENDAR")])
    assert Postman(app).send_due() == 1
    (message,) = sink.to(ADDRESS)
    headers = ("From", "To", "Reply-To", "Subject", "Message-ID", "Auto-Submitted", "Date")
    assert {name: message[name] for name in headers} == {
        "From": "Socialchefsdagarna <noreply@127.0.0.1>",
        "To": ADDRESS,
        "Reply-To": "info@socialchefer.example",
        "Subject": "Välkommen Åsa",
        "Message-ID": f"<{uid}@127.0.0.1>",
        "Auto-Submitted": "auto-generated",
        "Date": "Mon, 26 Aug 2024 07:00:00 +0000",
    }
    body = message.get_body(("plain",))
    assert body is not None
    assert body.get_content().splitlines() == ["Hej Åsa!", "", "Vi ses i Kista."]
    assert [(part.get_filename(), part.get_content()) for part in message.iter_attachments()] == [
        ("dag.ics", "BEGIN:VCALENDAR")
    ]
    kept = mail(uid)
    assert (kept.state, kept.subject, kept.body) == ("sent", "Välkommen Åsa", "Hej Åsa!\n\nVi ses i Kista.\n")
    assert postman.send_due() == 0


def test_a_secret_link_is_made_at_sending_and_only_the_receiver_can_read_it(
    app: Flask, postman: Postman, sink: Sink, clock: StoppedClock
) -> None:
    uid = queue_ticket(app, language="en")
    assert db.session.scalars(select(SecretLink)).all() == []
    postman.send_due()
    link = str(sink.messages[0].get_content()).splitlines()[-1]
    found = re.fullmatch(r"https://socialchefsdagarna\.example/en/arkiv\?token=([\w-]{43})", link)
    assert found, link
    assert tokens.find_subject(PLACE, found[1], now=clock.now()) == "booking-1"
    assert mail(uid).body == "Dear Åsa,\n\nHere is your registration:\n[personal link]\n"
    stored = [str(value) for row in db.session.execute(select(Mail.__table__)) for value in row]
    assert [value for value in stored if found[1] in value] == []


def test_a_busy_server_is_tried_again_later_with_the_same_id(
    app: Flask, postman: Postman, sink: Sink, clock: StoppedClock
) -> None:
    uid = queue(app)
    sink.refuse(2)
    pauses = []
    for _ in range(2):
        assert postman.send_due() == 0
        waiting = mail(uid)
        assert (waiting.state, waiting.error) == ("queued", "Mejlservern svarade: 451 4.7.1 try again later")
        assert waiting.run_after is not None
        pauses.append(waiting.run_after - clock.now())
        clock.moment = waiting.run_after - timedelta(seconds=1)
        assert postman.send_due() == 0
        clock.moment = waiting.run_after
    assert postman.send_due() == 1
    assert [pause.total_seconds() for pause in pauses] == pytest.approx([30, 120], rel=0.2)
    assert [message["Message-ID"] for message in sink.tried] == [f"<{uid}@127.0.0.1>"] * 3
    assert (mail(uid).attempts, mail(uid).error) == (3, None)


def test_after_eight_tries_or_one_clear_no_it_is_dead_and_says_why(
    app: Flask, postman: Postman, sink: Sink, clock: StoppedClock
) -> None:
    sink.refuse(1, "550 5.1.1 no such user")
    clear = queue(app)
    postman.send_due()
    assert (mail(clear).state, mail(clear).error) == ("dead", "Mejlservern svarade: 550 5.1.1 no such user")
    sink.refuse(8)
    busy = queue(app)
    for _ in range(9):
        postman.send_due()
        clock.moment += timedelta(hours=9)
    assert (mail(busy).state, mail(busy).attempts) == ("dead", 8)
    assert len(sink.tried) == 9


def test_while_no_server_answers_each_round_tries_one(app: Flask, sink: Sink, clock: StoppedClock) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    app.config["SMTP"] = f"smtp://127.0.0.1:{port}"
    uids = [queue(app, f"person-{n}@kommun.example") for n in range(3)]
    assert Postman(app).send_due() == 0
    assert [mail(uid).attempts for uid in uids] == [1, 0, 0]
    assert mail(uids[0]).error == "Mejlservern går inte att nå (ConnectionRefusedError)."
    clock.moment += timedelta(minutes=1)
    app.config["SMTP"] = sink.url
    assert Postman(app).send_due() == 3


def test_single_mails_pass_a_large_mailing_and_nothing_goes_before_its_time(
    app: Flask, postman: Postman, sink: Sink, clock: StoppedClock
) -> None:
    batch = str(uuid4())
    queue(app, "batch@kommun.example", batch=batch)
    queue(app, "held@kommun.example", held=True)
    queue(app, "later@kommun.example", run_after=clock.now() + timedelta(minutes=1))
    queue(app, "single@kommun.example")
    postman.send_due()
    assert sink.receivers == [["single@kommun.example"], ["batch@kommun.example"]]
    clock.moment += timedelta(minutes=1)
    postman.send_due()
    assert sink.receivers[2:] == [["later@kommun.example"]]


def test_a_pause_holds_everything(app: Flask, postman: Postman, sink: Sink, clock: StoppedClock) -> None:
    queue(app)
    with transaction():
        service.hold_everything(now=clock.now())
    assert postman.send_due() == 0
    with transaction():
        service.release_everything()
    assert postman.send_due() == 1


def _abandoned(clock: StoppedClock) -> int:
    """Take a mail as a worker that dies at once."""
    with transaction():
        taken = service.take("gone", domain="x.example", lease=timedelta(seconds=60), now=clock.now())
        assert taken is not None
        return taken.id


def test_what_a_dead_worker_held_is_taken_over_when_its_lease_ends(
    app: Flask, postman: Postman, sink: Sink, clock: StoppedClock
) -> None:
    queue(app)
    _abandoned(clock)
    clock.moment += timedelta(seconds=59)
    assert postman.send_due() == 0
    clock.moment += timedelta(seconds=1)
    assert postman.send_due() == 1
    uid = queue(app)
    for _ in range(8):
        _abandoned(clock)
        clock.moment += timedelta(seconds=60)
    assert postman.send_due() == 0
    assert (mail(uid).state, mail(uid).error) == ("dead", "Sändningen avbröts varje gång.")


def test_moving_the_clock_back_strands_no_mail(app: Flask, postman: Postman, sink: Sink, clock: StoppedClock) -> None:
    queue(app, "taken@kommun.example")
    _abandoned(clock)
    sink.refuse(1)
    queue(app, "refused@kommun.example")
    postman.send_due()
    clock.set(2024, 5, 7, 9, 0)
    assert postman.send_due() == 2
    assert sink.receivers == [["taken@kommun.example"], ["refused@kommun.example"]]


def test_a_late_answer_changes_nothing_for_the_worker_that_took_over(app: Flask, clock: StoppedClock) -> None:
    uid = queue(app)
    mail_id = _abandoned(clock)
    clock.moment += timedelta(minutes=2)
    with transaction():
        taken = service.take("new", domain="x.example", lease=timedelta(seconds=60), now=clock.now())
        assert taken is not None
    said = {"for_good": True, "first_pause": timedelta(seconds=30), "now": clock.now()}
    with transaction():
        service.failed(mail_id, "gone", "late", **said)  # type: ignore[arg-type]
    assert (mail(uid).state, mail(uid).claimed_by) == ("sending", "new")
    with transaction():
        service.sent(mail_id, subject="x", body="y", now=clock.now())
        service.failed(mail_id, "new", "late", **said)  # type: ignore[arg-type]
    assert mail(uid).state == "sent"


def test_a_mail_forgotten_while_it_was_sent_is_gone(app: Flask, clock: StoppedClock) -> None:
    queue(app)
    mail_id = _abandoned(clock)
    with transaction():
        db.session.execute(delete(Mail))
    with transaction():
        service.sent(mail_id, subject="x", body="y", now=clock.now())
    assert db.session.scalars(select(Mail)).all() == []


def test_two_workers_send_each_mail_once(app: Flask, sink: Sink) -> None:
    app.config["SMTP"] = sink.url
    wanted = sorted(f"person-{n}@kommun.example" for n in range(40))
    for address in wanted:
        queue(app, address)

    def work() -> int:
        with app.app_context():
            return Postman(app).send_due()

    with ThreadPoolExecutor() as pool:
        gone = [pool.submit(work) for _ in range(2)]
    assert sum(one.result() for one in gone) == 40
    assert sorted(to for (to,) in sink.receivers) == wanted


@pytest.mark.parametrize(
    "name", ["Åsa\r\nBcc: alla@kommun.example", "{länk} {{7*7}} %(x)s", "x\u2028Bcc: y@x.se", "=?utf-8?q?=0ABcc:_x?="]
)
def test_a_hostile_name_comes_out_as_text(app: Flask, postman: Postman, sink: Sink, name: str) -> None:
    queue(app, name=name)
    postman.send_due()
    assert sink.receivers == [[ADDRESS]]
    (message,) = sink.messages
    assert set(message.keys()) == {
        *("From", "To", "Subject", "Date", "Message-ID", "Content-Language", "Auto-Submitted"),
        *("Content-Type", "Content-Transfer-Encoding", "MIME-Version"),
    }
    assert message["Subject"] == "Välkommen " + re.sub(r"[\r\n\u2028]+", " ", name).replace("=?", "= ?")


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("åsa@kommun.example", None),
        ("info@malmö.example", None),
        ('a",b@kommun.example', None),
        ("asa@kom,mun.example", "Till den adressen går det inte att skicka."),
    ],
)
def test_odd_addresses_reach_one_person_or_nobody(
    app: Flask, postman: Postman, sink: Sink, to: str, said: str | None
) -> None:
    uid = queue(app, to)
    postman.send_due()
    assert (mail(uid).error, len(sink.messages)) == (said, 0 if said else 1)
    assert all(len(receivers) == 1 for receivers in sink.receivers)


def test_an_organisers_wording_is_used_from_the_next_mail_on(app: Flask, postman: Postman, sink: Sink) -> None:
    queue(app)
    with transaction():
        service.edit_wording(WELCOME, "sv", Wording("Hej {namn}", "Kom!"), version=0)
    queue(app, language="en")
    postman.send_due()
    assert [message["Subject"] for message in sink.messages] == ["Hej Åsa", "Welcome Åsa"]


def test_what_can_never_be_written_is_dead_and_the_rest_goes(app: Flask, postman: Postman, sink: Sink) -> None:
    lost, lacking, unlinked, fine = queue(app), queue(app), queue_ticket(app), queue(app, "bo@kommun.example")
    rows = [mail(uid) for uid in (lost, lacking, unlinked)]
    with transaction():
        rows[0].letter = "gone"
        rows[1].values = {}
        rows[2].links = {"länk": ["gone", "booking-1"]}
    assert postman.send_due() == 1
    assert {mail(uid).error for uid in (lost, lacking, unlinked)} == {
        "Brevet ”gone” finns inte längre.",
        "Mejlet går inte att skriva: 'namn'",
        "Länken ”gone” finns inte längre.",
    }
    assert [mail(uid).state for uid in (lost, lacking, unlinked, fine)] == ["dead", "dead", "dead", "sent"]


def test_without_a_server_each_mail_is_a_file_with_live_links(app: Flask, clock: StoppedClock) -> None:
    uid = queue_ticket(app)
    forgotten = queue(app)
    assert Postman(app).send_due() == 2
    folder = mail_folder(app)
    assert sorted(file.name for file in folder.iterdir()) == sorted(f"2024-08-26-{u}.eml" for u in (uid, forgotten))
    assert {file.stat().st_mode & 0o077 for file in (folder, *folder.iterdir())} == {0}
    written = find_written(folder, created_at=clock.now(), uid=uid) or ""
    assert "https://socialchefsdagarna.example/arkiv?token=" in written
    assert (mail(uid).state, "token" in str(mail(uid).body)) == ("sent", False)
    assert sweep(folder, {uid}) == 1
    assert [file.name for file in folder.iterdir()] == [f"2024-08-26-{uid}.eml"]


@pytest.mark.parametrize("url", ["mail.example", "https://mail.example", "smtp://", "smtp://x:port"])
def test_a_server_that_cannot_be_one_is_told_at_start(app: Flask, url: str) -> None:
    app.config["SMTP"] = url
    with pytest.raises(ValueError, match="SCDAPP_SMTP"):
        Postman(app)


def test_letters_that_can_not_be_written_stop_the_application_at_start(app: Flask) -> None:
    with pytest.raises(ValueError, match="two of the name welcome"):
        registry.install(app, [WELCOME, WELCOME], [])

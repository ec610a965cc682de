"""The organisers' way through the post: what did not arrive stands out, and every text can be changed safely."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page
from sqlalchemy import event, select

from scdapp.core.db import db, transaction
from scdapp.outbox import service
from scdapp.outbox.models import Mail, MailWording
from scdapp.outbox.postman import Postman
from tests.browser import assert_accessible, log_in
from tests.conftest import StoppedClock
from tests.factories import make_account
from tests.outbox.letters import TICKET, WELCOME
from tests.reading import said, text

HOME = "/arrangor/utkorg"
TEXT = f"{HOME}/texter/welcome/sv"
NO_SUCH_USER = "Mejlservern svarade: 550 no such user"


def queue(clock: StoppedClock, to: str = "asa@kommun.example", **given: object) -> str:
    with transaction():
        return service.queue(WELCOME, to, {"namn": "Åsa"}, **{"now": clock.now(), **given}).uid  # type: ignore[arg-type]


def queue_ticket(clock: StoppedClock) -> str:
    with transaction():
        links = {"länk": ("place", "booking-1")}
        return service.queue(TICKET, "asa@kommun.example", {"namn": "Åsa"}, links=links, now=clock.now()).uid


def kill(uid: str) -> None:
    with transaction():
        mail = db.session.scalars(select(Mail).where(Mail.uid == uid)).one()
        mail.state, mail.error, mail.attempts = "dead", NO_SUCH_USER, 1


def told(organiser: FlaskClient, address: str) -> str:
    """What the page says to which posting there leads."""
    return text(organiser.get(organiser.post(address).location).text)


def states() -> dict[str, str]:
    db.session.rollback()
    return {mail.to_address.partition("@")[0]: mail.state for mail in db.session.scalars(select(Mail))}


def test_what_did_not_arrive_stands_first_with_its_reason(organiser: FlaskClient, clock: StoppedClock) -> None:
    assert "Här finns inga mejl än." in text(organiser.get(HOME).text)
    kill(queue(clock, "bo@kommun.example"))
    queue(clock)
    page = organiser.get(HOME).text
    assert re.search(
        "Ett mejl kom inte fram. .* alla 2 kom inte fram 1 på väg 1 hålls kvar 0 .* 2 mejl "
        f"Välkomstbrev bo@kommun.example kom inte fram måndag 26 augusti 2024 kl..09.00 {NO_SUCH_USER} "
        "Välkomstbrev asa@kommun.example på väg",
        text(page),
    )
    assert "Ett mejl kom inte fram" in text(organiser.get("/arrangor").text)
    organiser.post(f"{HOME}/skicka-om")
    assert sorted(db.session.scalars(select(Mail.state))) == ["queued", "queued", "stopped"]
    assert "kom inte fram" not in text(organiser.get("/arrangor").text)


def test_the_list_is_searched_chosen_by_state_and_paged(organiser: FlaskClient, clock: StoppedClock) -> None:
    batch, about = str(uuid4()), str(uuid4())
    for n in range(51):
        queue(clock, f"person-{n}@kommun.example", batch=batch)
    queue(clock, held=True, about=about)
    for query, found in (
        ("sok=ASA%40", "1 mejl"),
        ("sok=%25", "Inget mejl är sådant"),
        ("lage=halls-kvar", "1 mejl"),
        (f"om={about}", "1 mejl"),
        (f"utskick={batch}&sida=2", "51–51 av 51 mejl"),
        ("lage=x&sida=x", "1–50 av 52 mejl"),
    ):
        assert found in text(organiser.get(f"{HOME}?{query}").text), query


def test_a_longer_list_costs_no_more_questions(organiser: FlaskClient, clock: StoppedClock) -> None:
    def asked() -> int:
        statements: list[object] = []

        def note(*given: object) -> None:
            statements.append(given)

        event.listen(db.engine, "before_cursor_execute", note)
        organiser.get(HOME)
        event.remove(db.engine, "before_cursor_execute", note)
        return len(statements)

    queue(clock)
    few = asked()
    for n in range(5):
        kill(queue(clock, f"person-{n}@kommun.example"))
    assert asked() == few


def test_a_mail_can_be_read_before_it_goes_and_held_released_stopped(
    organiser: FlaskClient, clock: StoppedClock
) -> None:
    uid = queue_ticket(clock)
    mail = f"{HOME}/{uid}"
    assert "Så blir det Hej Åsa! Här är din anmälan: [personlig länk]" in text(organiser.get(mail).text)
    for verb, state in (("hall-kvar", "held"), ("slapp", "queued"), ("stoppa", "stopped")):
        answer = organiser.post(f"{mail}/{verb}")
        assert (answer.status_code, answer.location, states()) == (303, mail, {"asa": state})
    assert "Det går inte längre: mejlet är nu ”stoppat”." in told(organiser, f"{mail}/slapp")
    again = organiser.post(f"{mail}/skicka-igen").location
    assert again != mail
    assert "Det här är ett nytt mejl med samma innehåll." in text(organiser.get(again).text)
    assert "inte skickat än" in told(organiser, f"{again}/skicka-igen")
    assert organiser.get(f"{HOME}/{uuid4()}").status_code == 404


def test_sent_to_a_server_nobody_but_the_receiver_gets_the_link(
    app: Flask, organiser: FlaskClient, postman: Postman, clock: StoppedClock
) -> None:
    uid = queue_ticket(clock)
    postman.send_due()
    page = organiser.get(f"{HOME}/{uid}").text
    assert "Så skickades det Hej Åsa! Här är din anmälan: [personlig länk]" in text(page)
    assert "token=" not in page


def test_written_to_the_folder_it_can_be_clicked_through(
    app: Flask, organiser: FlaskClient, clock: StoppedClock
) -> None:
    uid = queue_ticket(clock)
    Postman(app).send_due()
    page = organiser.get(f"{HOME}/{uid}").text
    assert re.findall(r'<a href="(https:[^"]+)">', page)[0].startswith(
        "https://socialchefsdagarna.example/arkiv?token="
    )


def test_a_hostile_mail_is_text_on_the_page(organiser: FlaskClient, clock: StoppedClock) -> None:
    with transaction():
        name = "<script>alert(1)</script> https://socialchefsdagarna.example.evil.example"
        uid = service.queue(WELCOME, "asa@kommun.example", {"namn": name}, now=clock.now()).uid
    page = organiser.get(f"{HOME}/{uid}").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; https: //socialchefsdagarna.example.evil" in page


def test_everything_waits_and_goes_again(app: Flask, organiser: FlaskClient, clock: StoppedClock) -> None:
    queue(clock)
    assert "Inga mejl skickas." in told(organiser, f"{HOME}/vanta")
    assert Postman(app).send_due() == 0
    assert "Mejlen går igen." in told(organiser, f"{HOME}/slapp")
    assert Postman(app).send_due() == 1


def test_a_whole_mailing_is_held_released_and_stopped(organiser: FlaskClient, clock: StoppedClock) -> None:
    batch = str(uuid4())
    queue(clock, batch=batch)
    queue(clock, "bo@kommun.example")
    for verb, state in (("hall-kvar", "held"), ("slapp", "queued"), ("stoppa", "stopped")):
        answer = organiser.post(f"{HOME}/utskick/{batch}/{verb}")
        assert (answer.status_code, states()) == (303, {"asa": state, "bo": "queued"})


def form(subject: str = "Hej {namn}", body: str = "Kom till Kista!", version: str = "0") -> dict[str, str]:
    return {"subject": subject, "body": body, "version": version}


def test_a_letter_gets_another_text_and_its_own_again(organiser: FlaskClient) -> None:
    listed = text(organiser.get(f"{HOME}/texter").text)
    assert "Biljett Svenska Biljett Engelska Biljett Välkomstbrev" in listed
    page = text(organiser.get(TEXT).text)
    assert "{namn} deltagarens namn" in page
    assert "Välkommen [deltagarens namn] Hej [deltagarens namn]! Vi ses i Kista." in page
    answer = organiser.post(TEXT, data=form())
    assert (answer.status_code, answer.location) == (303, TEXT)
    changed = text(organiser.get(TEXT).text)
    assert "Hej [deltagarens namn] Kom till Kista!" in changed
    assert "Originalet Välkommen {namn}" in changed
    assert "Svenska Välkomstbrev ändrad" in text(organiser.get(f"{HOME}/texter").text)
    assert organiser.post(f"{TEXT}/aterstall", data=form(version="1")).status_code == 303
    assert db.session.scalars(select(MailWording)).all() == []
    for address in ("/texter/x/sv", "/texter/welcome/de"):
        assert organiser.get(HOME + address).status_code == 404


@pytest.mark.parametrize("where", ["", "/forhandsgranska"])
def test_what_cannot_be_sent_is_told_beside_the_field_and_kept(organiser: FlaskClient, where: str) -> None:
    answer = organiser.post(TEXT + where, data=form("", "Hej {name} {namn.__class__}"))
    assert (answer.status_code, said(answer.text)) == (422, ["Fyll i det här fältet."])
    answer = organiser.post(TEXT + where, data=form("Hej", "Hej {name} {namn.__class__}"))
    assert said(answer.text) == ["{name}, {namn.__class__} finns inte här. De som finns: {namn}."]
    assert ">\nHej {name} {namn.__class__}</textarea>" in answer.text.replace("\r", "")
    assert db.session.scalars(select(MailWording)).all() == []


def test_a_text_is_seen_before_it_is_saved(organiser: FlaskClient) -> None:
    answer = organiser.post(f"{TEXT}/forhandsgranska", data=form())
    assert answer.status_code == 200
    assert "Så blir det du skrev Inget är sparat än. Hej [deltagarens namn] Kom till Kista!" in text(answer.text)
    assert db.session.scalars(select(MailWording)).all() == []


def test_two_who_edit_the_same_text_see_both(organiser: FlaskClient) -> None:
    organiser.post(TEXT, data=form())
    answer = organiser.post(TEXT, data=form(body="Välkommen!"))
    assert answer.status_code == 409
    assert "Text Kom till Kista! Välkommen!" in text(answer.text)
    assert 'name="version" type="hidden" value="1"' in answer.text
    assert organiser.post(f"{TEXT}/aterstall", data=form()).status_code == 409
    assert organiser.post(TEXT, data=form(body="Välkommen!", version="1")).status_code == 303
    assert db.session.scalars(select(MailWording.body)).all() == ["Välkommen!"]


@pytest.mark.browser
def test_the_pages_are_for_everybody(page: Page, clock: StoppedClock) -> None:
    log_in(page, make_account("Olga Arrangör").email)
    kill(queue(clock, "bo@kommun.example"))
    uid = queue(clock, run_after=clock.now() + timedelta(hours=1))
    for address in (HOME, f"{HOME}/{uid}", f"{HOME}/texter", TEXT):
        page.goto(address)
        assert_accessible(page)

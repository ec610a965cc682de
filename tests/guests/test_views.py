"""Logging in by mail link, as people do it, as mail programs do it and as people with bad intentions do it."""

import logging
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from time import perf_counter

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from scdapp.core import clock as site_clock
from scdapp.core.db import db, transaction
from scdapp.guests.letters import LOGIN
from scdapp.guests.models import GuestLogin
from scdapp.outbox.models import Mail
from scdapp.tokens import service as tokens
from tests.conftest import StoppedClock, logged_in, logged_in_guest
from tests.factories import make_account, make_booking, make_category, make_edition, make_guest_login, make_terms

KNOWN = "asa@kommun.example"
FORM = "/min-anmalan/logga-in"


@pytest.fixture
def known(app: Flask) -> str:
    """The address of somebody who has registered; the letters about that are gone."""
    edition = make_edition()
    make_terms(edition)
    make_booking(make_category(edition), contact_email=KNOWN, contact_name="Åsa Exempel")
    with transaction():
        for mail in db.session.scalars(select(Mail)):
            db.session.delete(mail)
    return KNOWN


def ask(client: FlaskClient, email: str, path: str = FORM, **more: str) -> TestResponse:
    return client.post(path, data={"email": email}, **more)  # type: ignore[arg-type]


def letters() -> list[Mail]:
    db.session.rollback()
    return list(db.session.scalars(select(Mail).order_by(Mail.id)))


def link(email: str = KNOWN) -> str:
    """The path that a letter sent now would lead to."""
    with transaction():
        return f"/min-anmalan/logga-in/lank/{tokens.mint(LOGIN, email, now=site_clock.now())}"


def open_logins() -> int:
    db.session.rollback()
    return len(db.session.scalars(select(GuestLogin.id)).all())


def test_a_link_is_asked_for_opened_and_used(known: str, client: FlaskClient) -> None:
    answer = ask(client, " Asa@KOMMUN.example ", headers={"User-Agent": "Firefox Windows"})  # type: ignore[arg-type]
    assert (answer.status_code, answer.location) == (303, "/min-anmalan/logga-in/skickat")
    assert "Titta i din e-post" in client.get(answer.location).text
    (mail,) = letters()
    assert (mail.letter, mail.to_address, mail.language) == ("login_link", known, "sv")
    assert mail.values == {"minuter": "10", "enhet": "Firefox på Windows"}
    assert mail.links == {"logga_in": ["login", known]}

    path = link()
    page = client.get(path)
    assert known in page.text
    assert (page.headers["Referrer-Policy"], page.headers["Cache-Control"]) == ("no-referrer", "no-store")
    answer = client.post(path)
    assert (answer.status_code, answer.location) == (303, "/min-anmalan")
    assert known in client.get("/min-anmalan").text


def test_a_letter_speaks_the_language_of_the_page(known: str, client: FlaskClient) -> None:
    assert ask(client, known, f"/en{FORM}", headers={"User-Agent": "x"}).location == f"/en{FORM}/skickat"  # type: ignore[arg-type]
    assert [mail.language for mail in letters()] == ["en"]


def test_who_looks_without_pressing_uses_nothing_up(known: str, client: FlaskClient) -> None:
    path = link()
    for _ in range(3):
        assert client.get(path).status_code == client.head(path).status_code == 200
    assert open_logins() == 0
    assert client.post(path).status_code == 303


def test_a_link_works_once_and_for_ten_minutes(known: str, app: Flask, clock: StoppedClock) -> None:
    used, late = link(), link()
    assert app.test_client().post(used).status_code == 303
    clock.moment += timedelta(minutes=10)
    for path in (used, late, f"{FORM}/lank/{'x' * 43}"):
        for answer in (app.test_client().get(path), app.test_client().post(path)):
            assert answer.status_code == 410
            assert "Länken gäller inte längre" in answer.text
            assert f'action="{FORM}"' in answer.text
    assert open_logins() == 1


def test_of_two_who_press_at_once_one_comes_in(known: str, app: Flask) -> None:
    path = link()

    def press(_number: int) -> int:
        with app.app_context():
            return app.test_client().post(path).status_code

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(press, range(4)))
    assert answers == [303, 410, 410, 410]
    assert open_logins() == 1


def test_known_and_unknown_addresses_are_answered_alike(known: str, app: Flask) -> None:
    def asked(email: str) -> tuple[int, str, str, list[float]]:
        client, took = app.test_client(), []
        for _ in range(4):
            started = perf_counter()
            answer = ask(client, email)
            took.append(perf_counter() - started)
        return answer.status_code, answer.text, client.get(answer.location).text, took

    *said_known, slow = asked(known)
    *said_unknown, quick = asked("bo@kommun.example")
    assert said_known == said_unknown
    assert {mail.to_address for mail in letters()} == {known}
    difference = abs(sorted(slow)[1] - sorted(quick)[1])
    assert difference < 0.015 or max(slow) < 1.6 * max(quick)


@pytest.mark.parametrize("typed", ["", "asa", "ａsa@kommun.example", "x" * 250 + "@kommun.example"])
def test_what_is_no_address_is_said_beside_the_field_and_kept(typed: str, client: FlaskClient) -> None:
    answer = ask(client, typed)
    assert answer.status_code == 422
    assert 'id="email-error"' in answer.text
    assert f'value="{typed}"' in answer.text
    assert letters() == []


def test_one_field_holds_one_address(known: str, client: FlaskClient) -> None:
    answer = client.post(FORM, data={"email": [known, "bo@kommun.example"]})
    assert answer.status_code == 422
    assert letters() == []


def test_so_many_links_and_no_more(known: str, app: Flask, clock: StoppedClock) -> None:
    def tried(email: str, network: str) -> TestResponse:
        return ask(app.test_client(), email, environ_base={"REMOTE_ADDR": network})  # type: ignore[arg-type]

    assert [tried(known, f"10.0.0.{n}").status_code for n in range(6)] == [303] * 5 + [429]
    refused = tried(known, "10.0.0.9")
    assert refused.headers["Retry-After"] == "900"
    assert "Vänta 15 minuter" in refused.text
    assert tried("bo@kommun.example", "10.0.0.1").status_code == 303
    clock.moment += timedelta(minutes=15)
    assert tried(known, "10.0.0.1").status_code == 303


def test_a_host_that_is_not_ours_gets_no_letter(known: str, app: Flask) -> None:
    app.config["TRUSTED_HOSTS"] = ["socialchefsdagarna.example"]
    answer = app.test_client().post(FORM, data={"email": known}, base_url="https://evil.example")
    assert answer.status_code == 400
    assert letters() == []


def test_after_twelve_hours_it_is_over(known: str, app: Flask, client: FlaskClient, clock: StoppedClock) -> None:
    client.post(link())
    clock.moment += timedelta(hours=11, minutes=59)
    assert client.get("/min-anmalan").status_code == 200
    clock.moment += timedelta(minutes=1)
    assert client.get("/min-anmalan").location == f"{FORM}?next=/min-anmalan"
    app.test_client().post(link())
    assert open_logins() == 1


def test_who_logs_out_is_out_everywhere_the_cookie_was_copied_to(known: str, app: Flask, client: FlaskClient) -> None:
    client.post(link())
    cookie = client.get_cookie("scdapp", domain="localhost") or client.get_cookie("__Host-scdapp", domain="localhost")
    assert cookie is not None
    copied = app.test_client()
    copied.set_cookie(cookie.key, cookie.value)
    assert copied.get("/min-anmalan").status_code == 200
    answer = client.post("/min-anmalan/logga-ut")
    assert (answer.location, answer.headers["Clear-Site-Data"]) == (FORM, '"cache", "storage"')
    assert copied.get("/min-anmalan").status_code == 302
    assert open_logins() == 0


def test_a_browser_may_hold_staff_and_guest_and_neither_ends_the_other(known: str, app: Flask) -> None:
    client = logged_in(app, make_account("Olga Arrangör"))
    with client.session_transaction() as session:
        session["left"] = "by somebody before"
    client.post(link())
    with client.session_transaction() as session:
        assert set(session) == {"_user_id", "guest", "_permanent"}
    assert client.get("/mitt-konto").status_code == client.get("/min-anmalan").status_code == 200
    client.post("/min-anmalan/logga-ut")
    assert (client.get("/mitt-konto").status_code, client.get("/min-anmalan").status_code) == (200, 302)
    client.post(link())
    client.post("/logga-ut")
    assert (client.get("/mitt-konto").status_code, client.get("/min-anmalan").status_code) == (302, 200)


def test_logging_in_needs_the_browsers_own_token(known: str, app: Flask, client: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    path = link()
    assert client.post(path).status_code == 400
    assert open_logins() == 0
    (token,) = set(re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(path).text))
    assert client.post(path, data={"csrf_token": token}).status_code == 303


def test_one_goes_on_to_where_one_was_going(known: str, client: FlaskClient) -> None:
    for going_to, arrived in (("/min-anmalan/uppgifter", "/min-anmalan/uppgifter"), ("//evil.example", "/min-anmalan")):
        ask(client, known, f"{FORM}?next={going_to}")
        assert client.post(link()).location == arrived
        client.post("/min-anmalan/logga-ut")


def test_who_is_in_already_goes_on(app: Flask) -> None:
    client = logged_in_guest(app, KNOWN)
    assert client.get(FORM).location == "/min-anmalan"
    assert client.get(f"{FORM}?next=/2024").location == "/2024"


def test_the_log_names_no_address_and_no_token(
    known: str, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="scdapp")
    path = link()
    ask(client, known)
    client.post(path)
    client.post(path)
    assert [text for text in caplog.messages if known in text or path[-43:] in text] == []
    assert "log-in by link refused: unknown, used or over" in caplog.messages


def test_an_old_token_in_a_cookie_opens_nothing(known: str, app: Flask) -> None:
    client = app.test_client()
    with client.session_transaction() as session:
        session["guest"] = "never handed out"
    assert client.get("/min-anmalan").status_code == 302
    make_guest_login(known, token="over", expires_at=site_clock.now())
    with client.session_transaction() as session:
        session["guest"] = "over"
    assert client.get("/min-anmalan").status_code == 302

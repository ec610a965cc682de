"""Logging in and out, as browsers and as people with bad intentions do it."""

import logging
import re

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select
from werkzeug.test import TestResponse

from scdapp.accounts import service
from scdapp.accounts.models import Login, LoginAttempt
from scdapp.accounts.rules import Staff
from scdapp.core.db import db, transaction
from scdapp.core.secret import fingerprint
from tests.conftest import StoppedClock, logged_in
from tests.factories import PASSWORD, make_account, make_login

ADDRESS = "anna@kommun.se"
WRONG = "Adressen eller lösenordet stämmer inte."


@pytest.fixture
def home(app: Flask) -> str:
    """Where organisers begin their work."""
    with app.test_request_context():
        return url_for("dashboard.index")


def log_in(
    client: FlaskClient, email: str = ADDRESS, password: str = PASSWORD, next_: str | None = None
) -> TestResponse:
    query = {"next": next_} if next_ else {}
    return client.post("/logga-in", data={"email": email, "password": password}, query_string=query)


def is_in(client: FlaskClient) -> bool:
    return client.get("/mitt-konto").status_code == 200


def rows(model: type[Login] | type[LoginAttempt]) -> int:
    db.session.rollback()
    return len(db.session.scalars(select(model.id)).all())


def test_the_page_tells_browsers_what_to_fill_in_and_writes_nothing(client: FlaskClient) -> None:
    response = client.get("/logga-in")

    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert 'autocomplete="username"' in response.text
    assert 'autocomplete="current-password"' in response.text
    assert (rows(Login), rows(LoginAttempt)) == (0, 0)


def test_in_and_out_again(client: FlaskClient, home: str) -> None:
    make_account(email=ADDRESS)

    response = log_in(client, " Anna@KOMMUN.se ")
    assert (response.status_code, response.location) == (303, home)
    assert is_in(client)
    assert (rows(Login), rows(LoginAttempt)) == (1, 0)

    response = client.post("/logga-ut")
    assert (response.status_code, response.location) == (303, "/logga-in")
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert not is_in(client)
    assert rows(Login) == 0
    assert "Du är utloggad." in client.get("/logga-in").text


def test_somebody_of_the_board_lands_where_they_may_be(client: FlaskClient) -> None:
    make_account(email=ADDRESS, roles=("board",))

    assert log_in(client).location == "/styrelse"


def test_who_is_in_already_goes_on(organiser: FlaskClient, board_member: FlaskClient, home: str) -> None:
    assert organiser.get("/logga-in").location == home
    assert organiser.get("/logga-in?next=/arrangor/tidsresa").location == "/arrangor/tidsresa"
    assert board_member.get("/logga-in").location == "/styrelse"


def test_a_wrong_password_keeps_the_address_and_forgets_the_password(client: FlaskClient) -> None:
    make_account(email=ADDRESS)

    response = log_in(client, password="helt fel lösenord")

    assert response.status_code == 422
    assert WRONG in response.text
    assert f'value="{ADDRESS}"' in response.text
    assert "helt fel" not in response.text
    assert not is_in(client)
    assert (rows(Login), rows(LoginAttempt)) == (0, 2)


def test_unknown_closed_and_wrong_look_alike(client: FlaskClient) -> None:
    make_account(email="aa@kommun.se")
    make_account(email="bb@kommun.se", active=False)

    answers = {
        re.sub("[abc]{2}@", "xx@", log_in(client, f"{name}@kommun.se", password).text)
        for name, password in (("aa", "fel"), ("bb", PASSWORD), ("cc", PASSWORD))
    }

    assert len(answers) == 1
    assert WRONG in answers.pop()


@pytest.mark.parametrize(
    ("data", "kept"),
    [
        ({}, ""),
        ({"email": ADDRESS}, ADDRESS),
        ({"email": "", "password": PASSWORD}, ""),
        ({"email": [ADDRESS, "bo@kommun.se"], "password": PASSWORD}, ""),
        ({"email": ADDRESS, "password": [PASSWORD, PASSWORD]}, ADDRESS),
        ({"email": "x" * 255, "password": PASSWORD}, "x" * 255),
    ],
)
def test_an_incomplete_form_is_no_try(client: FlaskClient, data: dict[str, object], kept: str) -> None:
    make_account(email=ADDRESS)

    response = client.post("/logga-in", data=data)

    assert response.status_code == 422
    assert "Rätta det här först" in response.text
    assert f'value="{kept}"' in response.text
    assert PASSWORD not in response.text
    assert rows(LoginAttempt) == 0


def test_after_five_failures_even_the_right_password_must_wait(client: FlaskClient, clock: StoppedClock) -> None:
    make_account(email=ADDRESS)
    for minute in range(5):
        clock.set(2024, 8, 26, 9, minute)
        assert log_in(client, password="fel").status_code == 422

    response = log_in(client)
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "660"
    assert "För många försök. Vänta 11 minuter och försök igen." in response.text
    assert f'value="{ADDRESS}"' in response.text
    assert not is_in(client)

    clock.set(2024, 8, 26, 9, 15)
    assert log_in(client).status_code == 303


def test_an_unknown_address_is_slowed_down_just_the_same(client: FlaskClient) -> None:
    answers = [log_in(client, "ingen@kommun.se").status_code for _ in range(6)]

    assert answers == [422] * 5 + [429]


def test_a_network_is_slowed_down_whoever_it_asks_for(client: FlaskClient) -> None:
    make_account(email=ADDRESS)
    with transaction():
        for n in range(30):
            service.begin_try(f"nr{n}@kommun.se", "127.0.0.1", now=StoppedClock().now())

    assert log_in(client).status_code == 429


@pytest.mark.parametrize("next_", ["/arrangor/konton", "/2024/program?typ=plenum&q=å"])
def test_people_come_back_to_where_they_were_going(client: FlaskClient, next_: str) -> None:
    make_account(email=ADDRESS)

    page = client.get("/logga-in", query_string={"next": next_})
    action = re.search('action="([^"]+)"', page.text)
    assert action is not None
    response = client.post(action[1].replace("&amp;", "&"), data={"email": ADDRESS, "password": PASSWORD})

    assert response.status_code == 303
    assert response.location == next_.replace("å", "%C3%A5")


@pytest.mark.parametrize(
    "next_",
    [
        "https://evil.example",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        " //evil.example",
        "javascript:alert(1)",
        "evil.example",
        "http:evil.example",
        "/a\r\nSet-Cookie: x=y",
    ],
)
def test_nobody_is_sent_to_another_site(client: FlaskClient, home: str, next_: str) -> None:
    make_account(email=ADDRESS)

    assert "evil" not in client.get("/logga-in", query_string={"next": next_}).text
    assert log_in(client, next_=next_).location == home


def test_the_session_begins_anew_at_log_in(client: FlaskClient) -> None:
    make_account(email=ADDRESS)
    with client.session_transaction() as session:
        session["planted"] = "by somebody else"
        session["_user_id"] = "their token"

    log_in(client)

    with client.session_transaction() as session:
        assert "planted" not in session
        token = session["_user_id"]
    assert token != "their token"
    assert db.session.scalars(select(Login.token_hash)).all() == [fingerprint(token)]


def test_each_log_in_has_a_token_of_its_own(app: Flask) -> None:
    make_account(email=ADDRESS)
    one, other = app.test_client(), app.test_client()
    log_in(one)
    log_in(other)

    one.post("/logga-ut")

    assert (is_in(one), is_in(other)) == (False, True)


def test_a_copied_cookie_is_worth_nothing_after_the_log_out(app: Flask, client: FlaskClient) -> None:
    make_account(email=ADDRESS)
    log_in(client)
    cookie = client.get_cookie("scdapp")
    assert cookie is not None
    client.post("/logga-ut")
    thief = app.test_client()
    thief.set_cookie("scdapp", cookie.value)

    assert not is_in(thief)


@pytest.mark.parametrize("guess", ["1", 1, "", None, ["1"], {"id": 1}])
def test_no_row_number_opens_the_door(app: Flask, guess: object) -> None:
    make_login(make_account())
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = guess

    assert client.get("/mitt-konto").status_code == 302


def test_neither_does_what_the_database_holds(app: Flask) -> None:
    token = make_login(make_account())
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = fingerprint(token)

    assert not is_in(client)


def test_a_tampered_cookie_is_no_cookie(app: Flask, organiser: FlaskClient) -> None:
    cookie = organiser.get_cookie("scdapp")
    assert cookie is not None
    body, rest = cookie.value.split(".", 1)
    forged = URLSafeTimedSerializer("another key", salt="cookie-session").dumps({"_user_id": "token"})

    for value in (f"{body[:-1]}.{rest}", f"{body}.{rest[:-1]}", f"{body}A.{rest}", body, "", "....", forged):
        client = app.test_client()
        client.set_cookie("scdapp", value)
        assert not is_in(client), value


def test_a_remember_cookie_opens_nothing(app: Flask, client: FlaskClient) -> None:
    make_account()
    client.set_cookie("remember_token", "1|" + "0" * 128)

    assert not is_in(client)


def test_a_log_in_lasts_fourteen_days_however_much_it_is_used(client: FlaskClient, clock: StoppedClock) -> None:
    make_account(email=ADDRESS)
    log_in(client)

    clock.set(2024, 9, 9, 8, 59)
    assert is_in(client)
    clock.set(2024, 9, 9, 9, 0)
    assert not is_in(client)


def test_reading_pages_renews_no_cookie(organiser: FlaskClient) -> None:
    organiser.get("/mitt-konto")  # the forms of the first page put their token into it
    response = organiser.get("/mitt-konto")

    assert "Set-Cookie" not in response.headers
    assert response.headers["Cache-Control"] == "no-store"


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(client: FlaskClient) -> None:
    make_account(email=ADDRESS)

    cookie = log_in(client).headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie


def test_a_closed_account_is_out_at_once(app: Flask) -> None:
    account = make_account()
    client = logged_in(app, account)
    assert is_in(client)

    with transaction():
        service.update_account(account.id, 1, Staff("Anna", account.role_names, active=False))

    assert not is_in(client)


def test_a_removed_role_ends_the_log_in(app: Flask) -> None:
    account = make_account(email=ADDRESS, roles=("organiser", "board"))
    client = logged_in(app, account)

    with transaction():
        service.set_role(ADDRESS, "board", held=False)

    assert not is_in(client)


def test_logging_out_twice_is_no_error(client: FlaskClient) -> None:
    assert client.post("/logga-ut").status_code == 303
    assert client.get("/logga-ut").status_code == 405


def test_logging_in_and_out_asks_for_the_form_s_token(app: Flask, client: FlaskClient) -> None:
    make_account(email=ADDRESS)
    app.config["WTF_CSRF_ENABLED"] = True

    assert log_in(client).status_code == 400
    assert rows(LoginAttempt) == 0

    token = re.search('name="csrf_token"[^>]* value="([^"]+)"', client.get("/logga-in").text)
    assert token is not None
    data = {"email": ADDRESS, "password": PASSWORD, "csrf_token": token[1]}
    assert app.test_client().post("/logga-in", data=data).status_code == 400
    assert client.post("/logga-in", data=data).status_code == 303

    assert client.post("/logga-ut", data={"csrf_token": token[1]}).status_code == 400
    assert is_in(client)


def test_the_log_tells_who_came_and_nothing_else(
    app: Flask, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    key = make_account(email=ADDRESS).id
    with caplog.at_level(logging.INFO, logger="scdapp"):
        log_in(client, password="fel lösenord")
        log_in(client, "ingen@kommun.se")
        log_in(client)
        client.post("/logga-ut")
        for _ in range(5):
            log_in(client, "ingen@kommun.se")

    assert [record.getMessage() for record in caplog.records][:4] == [
        f"log-in refused: account {key}",
        "log-in refused: account unknown or closed",
        f"logged in: account {key}",
        f"logged out: account {key}",
    ]
    assert caplog.records[-1].getMessage() == "log-in refused: too many tries"
    assert "kommun" not in caplog.text
    assert "lösenord" not in caplog.text

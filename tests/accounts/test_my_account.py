"""One's own page."""

import logging
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from scdapp.accounts import passwords
from scdapp.accounts.models import Account, Login
from scdapp.core.db import db
from tests.conftest import logged_in
from tests.factories import PASSWORD, PASSWORD_HASH, make_account, make_login

NEW = "tre små krukor på rad"


def is_in(client: FlaskClient) -> bool:
    return client.get("/mitt-konto").status_code == 200


def change(client: FlaskClient, old: str = PASSWORD, new: str = NEW, again: str | None = None) -> TestResponse:
    return client.post("/mitt-konto", data={"old": old, "password": new, "again": new if again is None else again})


def test_the_page_knows_the_person_and_helps_password_managers(board_member: FlaskClient) -> None:
    page = board_member.get("/mitt-konto").text

    assert "Bo Styrelse" in page
    assert 'autocomplete="username"' in page
    assert page.count('autocomplete="current-password"') == 1
    assert page.count('autocomplete="new-password"') == 2


def test_the_menu_offers_only_what_the_person_may_open(
    organiser: FlaskClient, board_member: FlaskClient, administrator: FlaskClient
) -> None:
    organiser_s, board_s, administrator_s = (
        set(re.findall('<li><a href="([^"]+)"', who.get("/mitt-konto").text))
        for who in (organiser, board_member, administrator)
    )

    assert board_s == {"/styrelse", "/styrelse/medlemmar", "/styrelse/protokoll", "/styrelse/beslut"}
    assert "/arrangor/personer" in organiser_s
    assert administrator_s - organiser_s == {"/arrangor/konton", "/styrelse"}


def test_another_password_ends_the_other_log_ins_and_keeps_this_one(app: Flask) -> None:
    account = make_account()
    here, elsewhere = logged_in(app, account), logged_in(app, account)
    with here.session_transaction() as session:
        old_token = session["_user_id"]

    response = change(here)

    assert (response.status_code, response.location) == (303, "/mitt-konto")
    assert "Lösenordet är ändrat." in here.get("/mitt-konto").text
    assert (is_in(here), is_in(elsewhere)) == (True, False)
    with here.session_transaction() as session:
        assert session["_user_id"] != old_token
    db.session.rollback()
    stored = db.session.scalars(select(Account.password_hash)).one()
    assert passwords.matches(stored, NEW)


@pytest.mark.parametrize(
    ("old", "new", "again", "sentence"),
    [
        ("fel lösenord helt", NEW, None, "Det nuvarande lösenordet stämmer inte."),
        ("", NEW, None, "Fyll i det här fältet."),
        (PASSWORD, "för kort", None, "Lösenordet ska ha minst 12 tecken."),
        (PASSWORD, "Anna Exempel 1", None, "Lösenordet får inte vara namnet eller e-postadressen."),
        (PASSWORD, "password2024", None, "Lösenordet hör till de vanligaste."),
        (PASSWORD, NEW, NEW + "!", "De två lösenorden är inte lika."),
    ],
)
def test_what_is_wrong_is_said_and_changes_nothing(
    app: Flask, old: str, new: str, again: str | None, sentence: str
) -> None:
    account = make_account()
    here, elsewhere = logged_in(app, account), logged_in(app, account)

    response = change(here, old, new, again)

    assert response.status_code == 422
    assert sentence in response.text
    assert all(f'value="{typed}"' not in response.text for typed in (old, new, again) if typed)
    assert (is_in(here), is_in(elsewhere)) == (True, True)
    db.session.rollback()
    assert db.session.scalars(select(Account.password_hash)).one() == PASSWORD_HASH


def test_people_see_their_log_ins_and_end_one(app: Flask) -> None:
    account = make_account()
    here = logged_in(app, account)
    lost = make_login(account, device="Safari på iPhone")
    key = db.session.scalars(select(Login.id).where(Login.device == "Safari på iPhone")).one()

    page = here.get("/mitt-konto").text
    assert "Safari på iPhone" in page
    assert page.count("/avsluta") == 1
    response = here.post(f"/mitt-konto/inloggningar/{key}/avsluta")

    assert response.status_code == 303
    page = here.get("/mitt-konto").text
    assert "Inloggningen är avslutad." in page
    assert "Safari på iPhone" not in page
    thief = app.test_client()
    with thief.session_transaction() as session:
        session["_user_id"] = lost
    assert not is_in(thief)


def test_nobody_sees_or_ends_another_s_log_in(app: Flask, board_member: FlaskClient) -> None:
    other = make_account()
    client = logged_in(app, other)
    key = db.session.scalars(select(Login.id).where(Login.account_id == other.id)).one()

    assert f"/inloggningar/{key}/" not in board_member.get("/mitt-konto").text
    assert board_member.post(f"/mitt-konto/inloggningar/{key}/avsluta").status_code == 404
    assert board_member.post(f"/mitt-konto/inloggningar/{10**30}/avsluta").status_code == 404
    assert is_in(client)


def test_the_log_tells_of_it_without_passwords(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    account = make_account()
    key = account.id
    client = logged_in(app, account)
    with caplog.at_level(logging.INFO, logger="scdapp"):
        change(client, old="fel lösenord helt")
        change(client)

    assert [record.getMessage() for record in caplog.records] == [
        f"password not changed, the old one was wrong: account {key}",
        f"password changed: account {key}",
    ]

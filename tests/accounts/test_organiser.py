"""Accounts in the administrators' hands."""

from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from scdapp.accounts import passwords
from scdapp.accounts.models import Account
from scdapp.core.db import db
from tests.conftest import logged_in
from tests.factories import PASSWORD_HASH, make_account

NEW = {
    "name": "Cia Ny",
    "email": "Cia@Kommun.se",
    "password": "tre små krukor på rad",
    "again": "tre små krukor på rad",
}


def stored(email: str) -> Account | None:
    db.session.rollback()
    return db.session.scalar(select(Account).where(Account.email == email))


def facts(account: Account) -> tuple[str, frozenset[str], bool, int]:
    db.session.rollback()
    return account.name, account.role_names, account.active, account.version


def test_the_list_tells_name_address_roles_and_what_is_closed(administrator: FlaskClient) -> None:
    make_account("Åsa <b>Öberg</b>", email="asa@kommun.se", roles=("organiser", "board"), active=False)

    page = unescape(administrator.get("/arrangor/konton").text)

    assert "asa@kommun.se" in page
    assert "arrangör, styrelse" in page
    assert "stängt" in page
    assert "Åsa &lt;b&gt;Öberg" in administrator.get("/arrangor/konton").text


def test_the_list_costs_the_same_for_many(app: Flask, administrator: FlaskClient) -> None:
    def queries() -> int:
        seen: list[str] = []
        listener = lambda *args: seen.append(args[2])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", listener)
        assert administrator.get("/arrangor/konton").status_code == 200
        event.remove(db.engine, "before_cursor_execute", listener)
        return len(seen)

    few = queries()
    for _ in range(30):
        make_account()

    assert queries() == few


def test_a_new_account(app: Flask, administrator: FlaskClient) -> None:
    response = administrator.post("/arrangor/konton/ny", data={**NEW, "board": "y"})

    assert (response.status_code, response.location) == (303, "/arrangor/konton")
    assert "Kontot för Cia Ny finns nu." in administrator.get("/arrangor/konton").text
    made = stored("cia@kommun.se")
    assert made is not None
    assert facts(made) == ("Cia Ny", {"board"}, True, 1)
    assert passwords.matches(made.password_hash, NEW["password"])


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Fyll i det här fältet."),
        ({"name": "x" * 121}, "Texten har 121 tecken."),
        ({"email": "cia"}, "Skriv en e-postadress, så här: namn@kommun.se."),
        ({"email": "cia＠kommun.se"}, "tecken som lätt förväxlas"),
        ({"email": "finns@kommun.se"}, "Det finns redan ett konto med den adressen."),
        ({"password": "kort", "again": "kort"}, "minst 12 tecken"),
        ({"password": "y" * 129, "again": "y" * 129}, "högst 128 tecken"),
        ({"password": "cia@kommun.se", "again": "cia@kommun.se"}, "namnet eller e-postadressen"),
        ({"again": "något annat"}, "De två lösenorden är inte lika."),
    ],
)
def test_a_wrong_form_comes_back_with_all_but_the_password(
    administrator: FlaskClient, wrong: dict[str, str], sentence: str
) -> None:
    make_account(email="finns@kommun.se")
    typed = {**NEW, "organiser": "y", **wrong}

    response = administrator.post("/arrangor/konton/ny", data=typed)
    page = unescape(response.text)

    assert response.status_code == 422
    assert sentence in page.replace("\u00a0", " ")
    assert f'value="{typed["name"]}"' in page
    assert f'value="{typed["email"]}"' in page
    assert f'value="{typed["password"]}"' not in page
    assert 'name="organiser" type="checkbox" value="y"' in page
    assert "checked" in page
    assert stored("cia@kommun.se") is None


def test_all_that_is_wrong_is_said_at_once(administrator: FlaskClient) -> None:
    page = administrator.post("/arrangor/konton/ny", data={"name": "", "email": "cia", "password": "kort"}).text

    assert page.count('<li><a href="#') == 4
    assert "Skriv en e-postadress" in page
    assert "minst 12 tecken" in page


def test_name_roles_and_whether_it_is_open(app: Flask, administrator: FlaskClient) -> None:
    account = make_account("Bo", roles=("organiser",))
    client = logged_in(app, account)

    page = administrator.get(f"/arrangor/konton/{account.id}").text
    assert 'value="Bo"' in page
    response = administrator.post(
        f"/arrangor/konton/{account.id}", data={"version": "1", "name": "Bo Bok", "board": "y", "active": "y"}
    )

    assert (response.status_code, response.location) == (303, "/arrangor/konton")
    assert facts(account) == ("Bo Bok", {"board"}, True, 2)
    assert client.get("/mitt-konto").status_code == 302


def test_an_edited_account_needs_a_name(administrator: FlaskClient) -> None:
    account = make_account("Bo", roles=("organiser",))

    response = administrator.post(f"/arrangor/konton/{account.id}", data={"version": "1", "name": " ", "board": "y"})

    assert response.status_code == 422
    assert facts(account) == ("Bo", {"organiser"}, True, 1)


@pytest.mark.parametrize("version", ["1", "", "x", "99999999999999999999"])
def test_the_second_of_two_administrators_sees_both_versions(administrator: FlaskClient, version: str) -> None:
    account = make_account("Bo <i>Första</i>", roles=("organiser",), version=2)

    response = administrator.post(
        f"/arrangor/konton/{account.id}", data={"version": version, "name": "Bo Andra", "board": "y", "active": "y"}
    )

    assert response.status_code == 409
    assert "Någon annan hann spara före dig" in response.text
    assert "Bo &lt;i&gt;Första&lt;/i&gt;" in response.text
    assert '<td class="pre">arrangör</td><td class="pre">styrelse</td>' in response.text
    assert 'value="Bo Andra"' in response.text
    assert 'name="version" type="hidden" value="2"' in response.text
    assert facts(account) == ("Bo <i>Första</i>", {"organiser"}, True, 2)

    again = {"version": "2", "name": "Bo Andra", "board": "y", "active": "y"}
    assert administrator.post(f"/arrangor/konton/{account.id}", data=again).status_code == 303
    assert facts(account) == ("Bo Andra", {"board"}, True, 3)


@pytest.mark.parametrize("data", [{"active": "y"}, {"administrator": "y"}])
def test_the_last_administrator_is_kept(app: Flask, data: dict[str, str]) -> None:
    account = make_account("Ada", roles=("administrator",))
    client = logged_in(app, account)

    response = client.post(f"/arrangor/konton/{account.id}", data={"version": "1", "name": "Ada", **data})

    assert response.status_code == 422
    assert "enda aktiva administratören" in response.text
    assert facts(account) == ("Ada", {"administrator"}, True, 1)


def test_an_administrator_who_steps_down_is_out(app: Flask, administrator: FlaskClient) -> None:
    account = make_account("Eva", roles=("administrator",))
    client = logged_in(app, account)

    response = client.post(f"/arrangor/konton/{account.id}", data={"version": "1", "name": "Eva", "active": "y"})

    assert response.status_code == 303
    assert client.get("/arrangor/konton").location == "/logga-in?next=/arrangor/konton"


def test_a_new_password_for_somebody_who_lost_theirs(app: Flask, administrator: FlaskClient) -> None:
    account = make_account("Bo", email="bo@kommun.se")
    client = logged_in(app, account)
    where = f"/arrangor/konton/{account.id}/losenord"
    assert administrator.get(where).text.count('autocomplete="new-password"') == 2

    wrong = administrator.post(where, data={"password": "bo@kommun.se", "again": "bo@kommun.se"})
    unlike = administrator.post(where, data={"password": NEW["password"], "again": "annat"})
    assert (wrong.status_code, unlike.status_code) == (422, 422)
    assert "namnet eller e-postadressen" in wrong.text
    assert client.get("/mitt-konto").status_code == 200
    assert facts(account)[0] == "Bo"
    assert account.password_hash == PASSWORD_HASH

    right = administrator.post(where, data={"password": NEW["password"], "again": NEW["password"]})
    assert right.status_code == 303
    assert client.get("/mitt-konto").status_code == 302
    db.session.rollback()
    assert passwords.matches(account.password_hash, NEW["password"])


def test_an_account_that_does_not_exist(administrator: FlaskClient) -> None:
    for path in ("/arrangor/konton/4711", "/arrangor/konton/4711/losenord"):
        assert administrator.get(path).status_code == 404
        assert administrator.post(path, data={}).status_code == 404
    assert administrator.get(f"/arrangor/konton/{10**30}").status_code == 404


def test_organisers_and_the_board_look_after_no_accounts(
    organiser: FlaskClient, board_member: FlaskClient, client: FlaskClient
) -> None:
    key = make_account("Bo").id
    for path in ("/arrangor/konton/ny", f"/arrangor/konton/{key}", f"/arrangor/konton/{key}/losenord"):
        answers = [who.post(path, data=NEW).status_code for who in (organiser, board_member, client)]
        assert answers == [403, 403, 302]
    assert stored("cia@kommun.se") is None

"""`flask accounts …`."""

from flask import Flask
from sqlalchemy import select

from scdapp.accounts import passwords, queries
from scdapp.accounts.models import Account, Login
from scdapp.core.db import db
from tests.factories import make_account, make_login

SECRET = "tre små krukor på rad"


def run(app: Flask, *words: str, typed: str = "") -> tuple[int, str]:
    db.session.rollback()
    result = app.test_cli_runner().invoke(args=["accounts", *words], input=typed)
    db.session.rollback()
    return result.exit_code, result.output


def test_the_first_account_of_an_installation(app: Flask) -> None:
    code, said = run(
        app,
        "create",
        "Ada@Kommun.se",
        "--name",
        "Ada",
        "--role",
        "administrator",
        "--role",
        "board",
        typed=SECRET + "\n",
    )

    assert (code, said) == (0, "Skapat: ada@kommun.se  Ada  styrelse, administratör\n")
    made = db.session.scalars(select(Account)).one()
    assert made.role_names == {"administrator", "board"}
    assert passwords.matches(made.password_hash, SECRET)


def test_a_refusal_is_a_sentence_and_makes_nothing(app: Flask) -> None:
    make_account(email="bo@kommun.se")

    answers = [
        run(app, "create", address, "--name", name, typed=typed)
        for address, name, typed in (
            ("cia", "Cia", SECRET),
            ("BO@kommun.se", "Bo", SECRET),
            ("cia@kommun.se", " ", SECRET),
            ("cia@kommun.se", "Cia", "kort"),
            ("cia@kommun.se", "Cia", ""),
        )
    ]

    assert [code for code, _ in answers] == [1] * 5
    assert [said.split(":", 1)[1].strip() for _, said in answers] == [
        "Skriv en e-postadress, så här: namn@kommun.se.",
        "Det finns redan ett konto med den adressen.",
        "Skriv ett namn med högst 120 tecken.",
        "Lösenordet ska ha minst 12 tecken.",
        "Lösenordet ska ha minst 12 tecken.",
    ]
    assert len(queries.accounts()) == 1


def test_a_role_must_be_one_of_three(app: Flask) -> None:
    assert run(app, "create", "cia@kommun.se", "--name", "Cia", "--role", "king", typed=SECRET)[0] == 2
    assert queries.accounts() == []


def test_the_list(app: Flask) -> None:
    make_account("Bo", email="bo@kommun.se", roles=(), active=False)
    make_account("Ada", email="ada@kommun.se", roles=("administrator",))

    assert run(app, "list") == (0, "ada@kommun.se  Ada  administratör\nbo@kommun.se  Bo  ingen roll  stängt\n")


def test_a_lost_password(app: Flask) -> None:
    account = make_account("Bo", email="bo@kommun.se")
    make_login(account)

    assert run(app, "set-password", "Bo@kommun.se", typed=SECRET)[0] == 0

    assert passwords.matches(account.password_hash, SECRET)
    assert db.session.scalars(select(Login)).all() == []
    assert run(app, "set-password", "ingen@kommun.se", typed=SECRET) == (
        1,
        "Error: Det finns inget konto med den adressen.\n",
    )


def test_roles_are_given_and_taken(app: Flask) -> None:
    account = make_account("Bo", email="bo@kommun.se", roles=("board",))
    make_login(account)

    assert run(app, "grant", "bo@kommun.se", "organiser") == (0, "bo@kommun.se  Bo  arrangör, styrelse\n")
    assert len(db.session.scalars(select(Login)).all()) == 1
    assert run(app, "revoke", "bo@kommun.se", "board") == (0, "bo@kommun.se  Bo  arrangör\n")
    assert db.session.scalars(select(Login)).all() == []
    assert account.role_names == {"organiser"}


def test_the_last_administrator_stays(app: Flask) -> None:
    make_account("Ada", email="ada@kommun.se", roles=("administrator",))

    code, said = run(app, "revoke", "ada@kommun.se", "administrator")

    assert code == 1
    assert "enda aktiva administratören" in said

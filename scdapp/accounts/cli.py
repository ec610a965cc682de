"""`flask accounts …`: the first account of an installation, and the way back in when every password is lost."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask.cli import AppGroup

from scdapp.accounts import passwords, queries, service
from scdapp.accounts.models import Account
from scdapp.accounts.rules import ROLE_WORDS, Staff
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import Refusal

group = AppGroup("accounts", help="Konton för arrangörer, styrelse och administratörer.")
ROLE = click.Choice(list(ROLE_WORDS))


@contextmanager
def _refusals() -> Iterator[None]:
    """Say the domain's refusals as sentences, with exit code 1."""
    try:
        yield
    except Refusal as refusal:
        raise click.ClickException(refusal.sentence) from None


def _password() -> str:
    """Asked for twice at a terminal, else the first line that was piped in."""
    if sys.stdin.isatty():
        return str(click.prompt("Lösenord", hide_input=True, confirmation_prompt="Lösenordet en gång till"))
    return sys.stdin.readline().rstrip("\r\n")


def _line(account: Account) -> str:
    roles = ", ".join(word for role, word in ROLE_WORDS.items() if role in account.role_names) or "ingen roll"
    return f"{account.email}  {account.name}  {roles}{'' if account.active else '  stängt'}"


@group.command("list")
def index() -> None:
    """Visa alla konton."""
    for account in queries.accounts():
        click.echo(_line(account))


@group.command()
@click.argument("email")
@click.option("--name", required=True, help="Personens namn.")
@click.option("--role", "roles", multiple=True, type=ROLE, help="Kan ges flera gånger.")
def create(email: str, name: str, roles: tuple[str, ...]) -> None:
    """Skapa ett konto. Lösenordet frågas efter, eller läses från standard in."""
    with _refusals():
        hashed = passwords.new(_password(), email=email, name=name)
        with transaction():
            account = service.create_account(email, Staff(name, frozenset(roles)), hashed, now=clock.now())
    click.echo(f"Skapat: {_line(account)}")


@group.command()
@click.argument("email")
def set_password(email: str) -> None:
    """Sätt ett nytt lösenord och avsluta kontots alla inloggningar."""
    with _refusals():
        account = queries.get_account_by_email(email)
        account_id = account.id
        hashed = passwords.new(_password(), email=account.email, name=account.name)
        with transaction():
            service.set_password(account_id, hashed)
    click.echo(f"Nytt lösenord: {_line(account)}")


@group.command()
@click.argument("email")
@click.argument("role", type=ROLE)
def grant(email: str, role: str) -> None:
    """Ge en roll."""
    _set_role(email, role, held=True)


@group.command()
@click.argument("email")
@click.argument("role", type=ROLE)
def revoke(email: str, role: str) -> None:
    """Ta bort en roll och avsluta kontots alla inloggningar."""
    _set_role(email, role, held=False)


def _set_role(email: str, role: str, *, held: bool) -> None:
    with _refusals(), transaction():
        account = service.set_role(email, role, held=held)
    click.echo(_line(account))

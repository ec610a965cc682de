"""Reads: accounts, open log-ins, failed tries."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from scdapp.accounts.models import Account, AccountRole, Login, LoginAttempt
from scdapp.accounts.rules import TRY_WINDOW, comparable
from scdapp.core.db import db, in_swedish
from scdapp.core.errors import Missing, Refusal
from scdapp.core.secret import fingerprint


def accounts() -> list[Account]:
    """All accounts by name, the active ones first."""
    query = select(Account).order_by(Account.active.desc(), in_swedish(Account.name), Account.id)
    return list(db.session.scalars(query))


def get_account(account_id: int) -> Account:
    """The account, or Missing."""
    found = db.session.get(Account, account_id)
    if found is None:
        raise Missing
    return found


def find_account(email: str) -> Account | None:
    """The account with this address in its canonical form."""
    return db.session.scalar(select(Account).where(Account.email == email))


def get_account_by_email(typed: str) -> Account:
    """The account with this address. Refuses with a sentence, for the command line."""
    found = find_account(comparable(typed))
    if found is None:
        raise Refusal("Det finns inget konto med den adressen.", field="email")
    return found


def count_administrators(*, but: int) -> int:
    """How many active administrators there are besides the account `but`."""
    query = (
        select(func.count(Account.id))
        .join(AccountRole)
        .where(Account.active, AccountRole.name == "administrator", Account.id != but)
    )
    return db.session.scalar(query) or 0


def find_login(token: str, *, now: datetime) -> Login | None:
    """The open log-in that the cookie's token names, its account and roles along with it in one query."""
    query = (
        select(Login)
        .join(Login.account)
        .where(Login.token_hash == fingerprint(token), Login.expires_at > now, Account.active)
        .options(joinedload(Login.account).joinedload(Account.roles))
    )
    return db.session.scalars(query).unique().one_or_none()


def logins(account_id: int, *, now: datetime) -> list[Login]:
    """The open log-ins of one account, the newest first."""
    query = (
        select(Login)
        .where(Login.account_id == account_id, Login.expires_at > now)
        .order_by(Login.created_at.desc(), Login.id.desc())
    )
    return list(db.session.scalars(query))


def failed_tries(subject: str, *, now: datetime) -> list[datetime]:
    """When this subject failed within the window."""
    query = select(LoginAttempt.at).where(
        LoginAttempt.subject == subject, LoginAttempt.at > now - TRY_WINDOW, LoginAttempt.at <= now
    )
    return list(db.session.scalars(query))

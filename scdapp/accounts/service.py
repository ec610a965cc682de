"""Verbs: accounts made and changed, log-ins opened and ended, tries counted."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from scdapp.accounts import queries, rules, try_service
from scdapp.accounts.models import Account, AccountRole, Login, LoginAttempt
from scdapp.accounts.passwords import NOBODY, PasswordHash
from scdapp.core.db import db, locked
from scdapp.core.errors import EditConflict, Missing, Refusal
from scdapp.core.secret import fingerprint, new_token


@dataclass(frozen=True)
class Try:
    """A try to log in that has begun: counted as failed until `log_in` says otherwise."""

    account_id: int | None
    stored: str
    address: str
    network_row: int


@dataclass(frozen=True)
class Opened:
    """A new log-in; `token` is for the browser and is stored nowhere."""

    login: Login
    token: str


def create_account(email: str, staff: rules.Staff, password: PasswordHash, *, now: datetime) -> Account:
    """A new account. Refuses an address that is none, is ambiguous or is taken, an empty name, an unknown role."""
    account = Account(
        email=rules.canonical_address(email),
        name=rules.ensure_name(staff.name),
        password_hash=password,
        active=staff.active,
        created_at=now,
        roles=[AccountRole(name=role) for role in sorted(rules.ensure_roles(staff.roles))],
    )
    db.session.add(account)
    try:
        db.session.flush()
    except IntegrityError:
        raise Refusal("Det finns redan ett konto med den adressen.", field="email") from None
    return account


def update_account(account_id: int, version: int, staff: rules.Staff) -> Account:
    """Name, roles, active or not. Lost rights end the account's log-ins.

    Refuses a stale version (EditConflict) and to take the last active administrator away.
    """
    try_service.one_at_a_time()
    account = queries.get_account(account_id)
    if account.version != version:
        raise EditConflict(account)
    return _change(account, staff)


def set_role(email: str, role: str, *, held: bool) -> Account:
    """Give a person a role or take it away. Refuses as `update_account`."""
    try_service.one_at_a_time()
    account = queries.get_account_by_email(email)
    roles = account.role_names | {role} if held else account.role_names - {role}
    return _change(account, rules.Staff(account.name, roles, account.active))


def set_password(account_id: int, password: PasswordHash) -> None:
    """A new password, chosen by an administrator. Ends all log-ins of the account."""
    locked(Account, account_id).password_hash = password
    _end_logins(account_id)


def change_password(account_id: int, seen: str, password: PasswordHash, *, device: str, now: datetime) -> Opened:
    """The person's own new password. Ends all log-ins of the account and opens a new one for this browser.

    Refuses if the password was changed since `seen`, the hash that the old one was checked against.
    """
    account = locked(Account, account_id)
    _ensure_unchanged(account, seen)
    account.password_hash = password
    _end_logins(account_id)
    return _open(account, device, now)


def begin_try(email: str, network: str, *, now: datetime) -> Try:
    """Count a try to log in before its password is looked at, so that guesses sent at once are counted too.

    Refuses (`TooManyTries`) when the address or the network has used up its failed tries; then nothing is counted.
    """
    address = rules.address_subject(email)
    allowed = {address: rules.TRIES_PER_ADDRESS, rules.network_subject(network): rules.TRIES_PER_NETWORK}
    rows = try_service.count(allowed, now=now)
    account = queries.find_account(rules.comparable(email))
    may_enter = account is not None and account.active
    return Try(
        account_id=account.id if account and may_enter else None,
        stored=account.password_hash if account and may_enter else NOBODY,
        address=address,
        network_row=rows[1].id,
    )


def log_in(begun: Try, renewed: PasswordHash | None, *, device: str, now: datetime) -> Opened:
    """Open a log-in after the right password, and forget the failed tries for the address.

    Refuses if the account was closed or got another password since the try began.
    """
    if begun.account_id is None:
        raise rules.WrongPassword
    account = locked(Account, begun.account_id)
    _ensure_unchanged(account, begun.stored)
    if renewed:
        account.password_hash = renewed
    db.session.execute(delete(LoginAttempt).where(LoginAttempt.subject == begun.address))
    db.session.execute(delete(LoginAttempt).where(LoginAttempt.id == begun.network_row))
    db.session.execute(delete(Login).where(Login.expires_at <= now))
    return _open(account, device, now)


def end_login(login_id: int, *, account_id: int) -> None:
    """End one log-in of this account. Raises `Missing` if it is not the account's."""
    ended = db.session.scalars(
        delete(Login).where(Login.id == login_id, Login.account_id == account_id).returning(Login.id)
    )
    if ended.one_or_none() is None:
        raise Missing


def carry_logins(by: timedelta) -> None:
    """For an installation whose clock is moved (the demo): every log-in lasts as long as it would have."""
    for login in db.session.scalars(select(Login)):
        login.created_at += by
        login.expires_at += by
    db.session.flush()


def preview(login_id: int, moment: datetime | None) -> None:
    """Show this log-in the public pages as of `moment`, or as they are now."""
    db.session.execute(update(Login).where(Login.id == login_id).values(preview_at=moment))


def _change(account: Account, staff: rules.Staff) -> Account:
    roles = rules.ensure_roles(staff.roles)
    if account.active and "administrator" in account.role_names - (roles if staff.active else frozenset()):
        rules.ensure_administrator_left(queries.count_administrators(but=account.id))
    lost = account.role_names - roles
    account.name = rules.ensure_name(staff.name)
    account.active = staff.active
    account.roles = [row for row in account.roles if row.name in roles] + [
        AccountRole(name=role) for role in sorted(roles - account.role_names)
    ]
    account.version += 1
    if lost or not staff.active:
        _end_logins(account.id)
    db.session.flush()
    return account


def _open(account: Account, device: str, now: datetime) -> Opened:
    token = new_token()
    row = Login(
        account=account,
        token_hash=fingerprint(token),
        device=device[:80],
        created_at=now,
        expires_at=now + rules.LOGIN_LIFETIME,
    )
    db.session.add(row)
    db.session.flush()
    return Opened(row, token)


def _end_logins(account_id: int) -> None:
    db.session.execute(delete(Login).where(Login.account_id == account_id))


def _ensure_unchanged(account: Account, seen: str) -> None:
    if not account.active or account.password_hash != seen:
        raise rules.WrongPassword

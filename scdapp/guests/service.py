"""Verbs: links sent, log-ins opened and ended."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from scdapp.accounts import try_service
from scdapp.accounts.rules import canonical_address
from scdapp.core.db import db
from scdapp.core.secret import fingerprint, new_token
from scdapp.guests import letters, registry, rules
from scdapp.guests.models import GuestLogin
from scdapp.outbox import service as outbox
from scdapp.tokens import service as tokens


@dataclass(frozen=True)
class Opened:
    """A new log-in; `token` is for the browser and is stored nowhere."""

    login: GuestLogin
    token: str


def send_link(email: str, *, network: str, device: str, language: str, now: datetime) -> None:
    """Mail a link that logs in, if anybody knows the address. Does the same work if nobody does.

    Refuses an address that is none, and (`TooManyTries`) more links than an address or a network may ask for.
    """
    address = canonical_address(email)
    try_service.count(
        {
            rules.address_subject(address): rules.LINKS_PER_ADDRESS,
            rules.network_subject(network): rules.LINKS_PER_NETWORK,
        },
        now=now,
    )
    known = registry.known(address)
    mail = outbox.queue(
        letters.LOGIN_LINK,
        address,
        {"minuter": str(rules.LINK_MINUTES), "enhet": device},
        language=language,
        links={"logga_in": (letters.LOGIN.name, address)},
        now=now,
    )
    if not known:
        db.session.delete(mail)
        db.session.flush()


def log_in(token: str, *, device: str, now: datetime) -> Opened:
    """Use a link up and open a log-in for its address. Raises `Missing` for one that is unknown, used or over."""
    email = tokens.spend(letters.LOGIN, token, now=now)
    db.session.execute(delete(GuestLogin).where(GuestLogin.expires_at <= now))
    fresh = new_token()
    row = GuestLogin(
        token_hash=fingerprint(fresh),
        email=email,
        device=device[:80],
        created_at=now,
        expires_at=now + rules.LOGIN_LIFETIME,
    )
    db.session.add(row)
    db.session.flush()
    return Opened(row, fresh)


def end_login(login_id: int) -> None:
    """End one log-in; one that has ended already stays so."""
    db.session.execute(delete(GuestLogin).where(GuestLogin.id == login_id))


def carry_logins(by: timedelta) -> None:
    """For an installation whose clock is moved (the demo): every log-in lasts as long as it would have."""
    for login in db.session.scalars(select(GuestLogin)):
        login.expires_at += by
    db.session.flush()


def forget(email: str) -> None:
    """End every log-in of the address, and every link that would open one."""
    db.session.execute(delete(GuestLogin).where(GuestLogin.email == email))
    tokens.revoke(letters.LOGIN, email)

"""Reads: open log-ins."""

from datetime import datetime

from sqlalchemy import select

from scdapp.core.db import db
from scdapp.core.secret import fingerprint
from scdapp.guests.models import GuestLogin


def find_login(token: str, *, now: datetime) -> GuestLogin | None:
    """The open log-in that the cookie's token names."""
    return db.session.scalar(
        select(GuestLogin).where(GuestLogin.token_hash == fingerprint(token), GuestLogin.expires_at > now)
    )


def logins(email: str, *, now: datetime) -> list[GuestLogin]:
    """The open log-ins of an address, the newest first."""
    query = select(GuestLogin).where(GuestLogin.email == email, GuestLogin.expires_at > now)
    return list(db.session.scalars(query.order_by(GuestLogin.created_at.desc(), GuestLogin.id.desc())))

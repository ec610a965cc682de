"""Reads: what a secret link opens."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select

from scdapp.core.db import db
from scdapp.core.secret import fingerprint
from scdapp.tokens.models import SecretLink
from scdapp.tokens.rules import LinkKind


def find_subject(kind: LinkKind, token: str, *, now: datetime) -> str | None:
    """What the link opens, without using it up; None for one that is unknown, over, used or for something else.

    The same work for every token, so that the time it takes tells nothing.
    """
    return db.session.scalar(select(SecretLink.subject).where(opens(kind, token, now=now)))


def made_at(kind: LinkKind, subject: str, *, now: datetime) -> datetime | None:
    """When the link was made that opens `subject` now; None when none does."""
    return db.session.scalar(
        select(SecretLink.created_at)
        .where(SecretLink.kind == kind.name, SecretLink.subject == subject)
        .where(or_(SecretLink.expires_at.is_(None), SecretLink.expires_at > now))
        .order_by(SecretLink.id.desc())
        .limit(1)
    )


def opens(kind: LinkKind, token: str, *, now: datetime) -> ColumnElement[bool]:
    """The condition under which a row is this link and still good."""
    return and_(
        SecretLink.token_hash == fingerprint(token),
        SecretLink.kind == kind.name,
        or_(SecretLink.expires_at.is_(None), SecretLink.expires_at > now),
        or_(SecretLink.used_at.is_(None), SecretLink.once.is_(False)),
    )

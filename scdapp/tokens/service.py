"""Verbs: secret links handed out, used, taken back."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, update

from scdapp.core.db import db
from scdapp.core.errors import Missing
from scdapp.core.secret import fingerprint, new_token
from scdapp.tokens.models import SecretLink
from scdapp.tokens.queries import opens
from scdapp.tokens.rules import LinkKind


def mint(kind: LinkKind, subject: str, *, now: datetime) -> str:
    """A new link for `subject`; those that it has already stay good. The token is stored nowhere: hand it on."""
    token = new_token()
    row = SecretLink(
        kind=kind.name,
        token_hash=fingerprint(token),
        subject=subject,
        once=kind.once,
        created_at=now,
        expires_at=kind.expiry(now),
    )
    db.session.add(row)
    db.session.flush()
    return token


def spend(kind: LinkKind, token: str, *, now: datetime) -> str:
    """Use the link, and say what it opens. Raises `Missing` for one that is unknown, over, used or for another purpose.

    One statement looks and marks, so of two who use the same single link at once only one comes through.
    """
    used = (
        update(SecretLink)
        .where(opens(kind, token, now=now))
        .values(used_at=func.coalesce(SecretLink.used_at, now), last_used_at=now)
        .returning(SecretLink.subject)
    )
    subject = db.session.scalar(used.execution_options(synchronize_session=False))
    if subject is None:
        raise Missing
    return subject


def revoke(kind: LinkKind, subject: str) -> None:
    """End all links of that kind for `subject`; they answer like unknown ones from now on."""
    _delete(SecretLink.kind == kind.name, SecretLink.subject == subject)


def forget(subject: str) -> None:
    """End all links of every kind for `subject`."""
    _delete(SecretLink.subject == subject)


def purge(*, now: datetime) -> int:
    """Delete the links that are over; how many there were."""
    return _delete(SecretLink.expires_at <= now)


def _delete(*conditions: ColumnElement[bool]) -> int:
    done: Any = db.session.execute(delete(SecretLink).where(*conditions))
    return int(done.rowcount)

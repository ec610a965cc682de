"""Secret links: one purpose, an end, one use if so made, and nothing in the database that would open anything."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from scdapp.core.db import db, transaction
from scdapp.core.errors import Missing
from scdapp.core.secret import fingerprint
from scdapp.tokens import queries, service
from scdapp.tokens.models import SecretLink
from scdapp.tokens.rules import LinkKind

NOW = datetime(2024, 5, 7, 7, 0, tzinfo=UTC)
LOGIN = LinkKind("log-in", "accounts.new", timedelta(minutes=10), once=True)
FEED = LinkKind("feed", "feeds.subscribe", None, once=False)


def _mint(kind: LinkKind, subject: str = "booking-1") -> str:
    with transaction():
        return service.mint(kind, subject, now=NOW)


def _spend(kind: LinkKind, token: str, now: datetime = NOW) -> str | None:
    try:
        with transaction():
            return service.spend(kind, token, now=now)
    except Missing:
        return None


def test_a_single_link_opens_once_and_looking_does_not_use_it_up(app: Flask) -> None:
    token = _mint(LOGIN)
    assert [queries.find_subject(LOGIN, token, now=NOW) for _ in range(2)] == ["booking-1"] * 2
    assert [_spend(LOGIN, token) for _ in range(2)] == ["booking-1", None]
    assert queries.find_subject(LOGIN, token, now=NOW) is None


def test_a_link_ends_to_the_second_and_is_good_for_its_purpose_only(app: Flask) -> None:
    token, end = _mint(LOGIN), NOW + timedelta(minutes=10)
    assert _spend(FEED, token) is None
    assert _spend(LOGIN, token + "x") is None
    assert queries.find_subject(LOGIN, token, now=end) is None
    assert _spend(LOGIN, token, end) is None
    assert _spend(LOGIN, token, end - timedelta(seconds=1)) == "booking-1"


def test_a_lasting_link_opens_until_it_is_revoked(app: Flask) -> None:
    token, other = _mint(FEED), _mint(FEED, "booking-2")
    later = NOW + timedelta(days=300)
    assert [_spend(FEED, token, at) for at in (NOW, later)] == ["booking-1"] * 2
    row = db.session.scalars(select(SecretLink).where(SecretLink.subject == "booking-1")).one()
    assert (row.used_at, row.last_used_at) == (NOW, later)
    with transaction():
        service.revoke(FEED, "booking-1")
    assert _spend(FEED, token) is None
    assert _spend(FEED, other) == "booking-2"


def test_only_the_fingerprint_is_stored_and_what_is_over_goes(app: Flask) -> None:
    token = _mint(LOGIN)
    _mint(FEED)
    assert fingerprint(token) in db.session.scalars(select(SecretLink.token_hash)).all()
    assert len(token) == 43
    with transaction():
        assert service.purge(now=NOW + timedelta(minutes=10)) == 1
    assert db.session.scalars(select(SecretLink.kind)).all() == ["feed"]
    with transaction():
        service.forget("booking-1")
    assert db.session.scalars(select(SecretLink)).all() == []


def test_a_token_that_is_no_text_for_the_database_opens_nothing(app: Flask) -> None:
    with pytest.raises(Missing), transaction():
        service.spend(LOGIN, "\ud800å", now=NOW)

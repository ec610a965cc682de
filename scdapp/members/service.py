"""Verbs about members: add, change, let leave and come back, take out."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from scdapp.core.db import db, locked
from scdapp.core.errors import Refusal
from scdapp.core.walltime import ZONE
from scdapp.members import queries, rules
from scdapp.members.models import Member
from scdapp.members.rules import MemberValues


def create_member(values: MemberValues, *, now: datetime) -> Member:
    """A new member. Refuses unsound values and an address that another member has, also one who has left."""
    values = rules.sound_member(values)
    rules.ensure_no_other(values.email, queries.find_by_email(values.email) if values.email else None)
    member = Member(**asdict(values), created_at=now, changed_at=now)
    db.session.add(member)
    _flush()
    return member


def update_member(member_id: int, values: MemberValues, *, version: int, now: datetime) -> Member:
    """Change what is written about a member. Refuses what `create_member` refuses.

    Raises `EditConflict` when somebody else saved since `version`.
    """
    member = locked(Member, member_id, version=version)
    values = rules.sound_member(values, left_on=member.left_on)
    if values == rules.values_of(member):
        return member
    other = queries.find_by_email(values.email) if values.email else None
    rules.ensure_no_other(values.email, None if other is member else other)
    for name, value in asdict(values).items():
        setattr(member, name, value)
    _touch(member, now)
    _flush()
    return member


def let_leave(member_id: int, on: date, *, version: int, now: datetime) -> Member:
    """Say that the member has left: `on` is the first day without. Refuses a day before they came, and one to come.

    Raises `EditConflict` when somebody else saved since `version`.
    """
    member = locked(Member, member_id, version=version)
    rules.ensure_left(on, today=now.astimezone(ZONE).date())
    rules.ensure_in_order(member.since, on, field="left_on")
    return _move(member, on, now)


def take_back(member_id: int, *, version: int, now: datetime) -> Member:
    """Say that somebody who had left belongs again. Raises `EditConflict` as `let_leave` does."""
    return _move(locked(Member, member_id, version=version), None, now)


def delete_member(member_id: int, *, version: int) -> None:
    """Take out somebody who should never have stood there. Raises `EditConflict` as `let_leave` does."""
    db.session.delete(locked(Member, member_id, version=version))
    db.session.flush()


def forget(email: str) -> int:
    """Take out whoever has the address; how many that were."""
    done: Any = db.session.execute(delete(Member).where(Member.email == email))
    return int(done.rowcount)


def purge(*, before: date) -> int:
    """Take out those who left before this day; how many that were."""
    done: Any = db.session.execute(delete(Member).where(Member.left_on < before))
    return int(done.rowcount)


def _move(member: Member, left_on: date | None, now: datetime) -> Member:
    if member.left_on != left_on:
        member.left_on = left_on
        _touch(member, now)
        db.session.flush()
    return member


def _touch(member: Member, now: datetime) -> None:
    member.version += 1
    member.changed_at = now


def _flush() -> None:
    try:
        db.session.flush()
    except IntegrityError as error:
        raise Refusal("Någon annan sparade samma adress just nu. Spara igen.", field="email") from error

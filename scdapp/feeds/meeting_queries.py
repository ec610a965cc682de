"""Reads: the moments of annual meetings that calendars tell of, and what the board has to see to."""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload

from scdapp.accounts.models import Account
from scdapp.core.db import db
from scdapp.decisions.models import FollowUp
from scdapp.editions.models import Edition, KeyDate
from scdapp.meetings.models import AnnualMeeting, MeetingKeyDate

BOARD = frozenset({"board", "administrator"})


def public_moments(moment: datetime) -> list[tuple[AnnualMeeting, MeetingKeyDate]]:
    """The meetings and last days that the public knew of at `moment`, withdrawn ones too."""
    found = _moments().where(Edition.announced_at <= moment, KeyDate.internal.is_(False))
    return [(meeting, link) for meeting, link in db.session.execute(found)]


def all_moments() -> list[tuple[AnnualMeeting, MeetingKeyDate]]:
    """Those of the board too, of every meeting."""
    return [(meeting, link) for meeting, link in db.session.execute(_moments())]


def _moments() -> Select[AnnualMeeting, MeetingKeyDate]:
    return (
        select(AnnualMeeting, MeetingKeyDate)
        .join(MeetingKeyDate, MeetingKeyDate.meeting_id == AnnualMeeting.id)
        .join(MeetingKeyDate.key_date)
        .join(Edition, Edition.id == AnnualMeeting.edition_id)
        .options(contains_eager(MeetingKeyDate.key_date))
        .order_by(KeyDate.uid)
    )


def public_held(moment: datetime) -> list[AnnualMeeting]:
    """The meetings of known days that were recorded afterwards, which no key date tells of."""
    query = select(AnnualMeeting).join(Edition).where(Edition.announced_at <= moment)
    query = query.where(AnnualMeeting.recorded_afterwards, AnnualMeeting.held_on.is_not(None))
    return list(db.session.scalars(query.order_by(AnnualMeeting.uid)))


def follow_ups() -> list[FollowUp]:
    """Every decision with a day on which it should be carried out, done or not."""
    query = select(FollowUp).where(FollowUp.due_on.is_not(None)).options(joinedload(FollowUp.decision))
    return sorted(db.session.scalars(query), key=lambda one: one.decision.uid)


def sits_on_the_board(subject: str) -> bool:
    """Whether the account that a secret address was made for still has the right to see what it tells."""
    key = subject.removeprefix("account:")
    account = db.session.get(Account, int(key)) if key.isdecimal() else None
    return account is not None and account.active and bool(account.role_names & BOARD)

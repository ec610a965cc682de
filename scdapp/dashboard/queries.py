"""What an organiser wants to see first: where each year stands, and what waits."""

from dataclasses import dataclass

from sqlalchemy import Select, func, select

from scdapp.core.db import db
from scdapp.editions.models import Edition
from scdapp.editions.queries import editions
from scdapp.programme.models import Session, SpeakerSlot
from scdapp.releases.models import Release


@dataclass(frozen=True)
class Year:
    """An edition in one line."""

    edition: Edition
    sessions: int
    released: int | None

    @property
    def announced(self) -> bool:
        return self.edition.announced_at is not None


@dataclass(frozen=True)
class Waiting:
    """How many sessions lack something, and how many speakers have not answered."""

    without_time: int
    without_room: int
    asked: int


def years() -> list[Year]:
    """All editions, newest first. Three queries however many there are."""
    sessions = {
        row[0]: row[1]
        for row in db.session.execute(select(Session.edition_id, func.count()).group_by(Session.edition_id))
    }
    releases = {
        row[0]: row[1]
        for row in db.session.execute(select(Release.edition_id, func.max(Release.number)).group_by(Release.edition_id))
    }
    return [Year(one, sessions.get(one.id, 0), releases.get(one.id)) for one in editions()]


def waiting(edition_id: int) -> Waiting:
    """What is still missing in the draft, cancelled and service items left aside."""
    live = (Session.edition_id == edition_id, Session.status == "planned", Session.included)
    real = (*live, Session.service.is_(False))
    asked = select(func.count()).join(Session).where(*live, SpeakerSlot.state == "asked")
    return Waiting(
        _count(select(func.count()).where(*real, Session.starts.is_(None))),
        _count(select(func.count()).where(*real, Session.room_id.is_(None))),
        _count(asked.select_from(SpeakerSlot)),
    )


def _count(query: Select[int]) -> int:
    return db.session.scalar(query) or 0

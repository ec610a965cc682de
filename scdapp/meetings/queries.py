"""Reads of meetings, their agenda, motions, notices and documents."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload, undefer

from scdapp.core.db import db
from scdapp.core.errors import Missing
from scdapp.editions.models import Edition
from scdapp.meetings.models import AgendaItem, AnnualMeeting, Document, Motion, Notice, StatuteVersion


def find_statutes(on: date) -> StatuteVersion | None:
    """The statutes in force on that day."""
    query = select(StatuteVersion).where(StatuteVersion.valid_from <= on).order_by(StatuteVersion.valid_from.desc())
    return db.session.scalar(query.limit(1))


def statute_versions() -> list[StatuteVersion]:
    """All versions of the statutes, newest first."""
    return list(db.session.scalars(select(StatuteVersion).order_by(StatuteVersion.valid_from.desc())))


def find_meeting(year: int, kind: str = "ordinary") -> AnnualMeeting | None:
    """The ordinary meeting of `year`, or its last extra one; one that was cancelled only if there is no other."""
    query = select(AnnualMeeting).where(AnnualMeeting.year == year, AnnualMeeting.kind == kind)
    standing_first = AnnualMeeting.cancelled_at.is_not(None)
    return db.session.scalar(query.order_by(standing_first, AnnualMeeting.id.desc()).limit(1))


def is_taken(year: int) -> bool:
    """Whether `year` has an ordinary meeting that stands."""
    found = find_meeting(year)
    return found is not None and found.cancelled_at is None


def get_meeting(uid: str) -> AnnualMeeting:
    """The meeting with this uid. Raises `Missing`."""
    found = db.session.scalar(select(AnnualMeeting).where(AnnualMeeting.uid == uid))
    if found is None:
        raise Missing
    return found


def get_meeting_of(year: int) -> AnnualMeeting:
    """The ordinary meeting of `year`. Raises `Missing`."""
    found = find_meeting(year)
    if found is None:
        raise Missing
    return found


def get_meeting_at(year: int, extra: str | None = None) -> AnnualMeeting:
    """The meeting at an address: the ordinary one of `year`, or its extra one called so there. Raises `Missing`."""
    if extra is None:
        return get_meeting_of(year)
    query = select(AnnualMeeting).where(AnnualMeeting.year == year, AnnualMeeting.kind == "extra")
    found = next((one for one in db.session.scalars(query.order_by(AnnualMeeting.id)) if one.extra == extra), None)
    if found is None:
        raise Missing
    return found


def meetings() -> list[AnnualMeeting]:
    """All meetings, newest first."""
    query = select(AnnualMeeting).order_by(AnnualMeeting.year.desc(), AnnualMeeting.id.desc())
    return list(db.session.scalars(query))


def to_come() -> list[AnnualMeeting]:
    """The meetings that have not begun and stand, the next one first, with all that is asked of their preparation."""
    query = select(AnnualMeeting).where(AnnualMeeting.state.in_(("planned", "called")))
    query = query.where(AnnualMeeting.cancelled_at.is_(None))
    parts = (AnnualMeeting.items, AnnualMeeting.notices, AnnualMeeting.motions)
    ordered = query.order_by(AnnualMeeting.year, AnnualMeeting.held_on, AnnualMeeting.id)
    return list(db.session.scalars(ordered.options(*(selectinload(part) for part in parts))))


def public_meetings(moment: datetime) -> list[AnnualMeeting]:
    """The meetings of editions that the public knew of at `moment`, newest first."""
    query = select(AnnualMeeting).join(Edition).where(Edition.announced_at <= moment)
    return list(db.session.scalars(query.order_by(AnnualMeeting.year.desc(), AnnualMeeting.id.desc())))


def previous_meeting(meeting: AnnualMeeting) -> AnnualMeeting | None:
    """The meeting before this one, ordinary or extra."""
    earlier = select(AnnualMeeting).where(AnnualMeeting.id != meeting.id, AnnualMeeting.year <= meeting.year)
    if meeting.held_on is not None:
        earlier = earlier.where(AnnualMeeting.held_on.is_(None) | (AnnualMeeting.held_on < meeting.held_on))
    return db.session.scalar(earlier.order_by(AnnualMeeting.year.desc(), AnnualMeeting.held_on.desc()).limit(1))


def agenda(meeting_id: int) -> list[AgendaItem]:
    """The points of the meeting in their order."""
    query = select(AgendaItem).where(AgendaItem.meeting_id == meeting_id)
    return list(db.session.scalars(query.order_by(AgendaItem.position, AgendaItem.id)))


def get_item(meeting_id: int, uid: str) -> AgendaItem:
    """A point of the meeting. Raises `Missing`."""
    found = db.session.scalar(select(AgendaItem).where(AgendaItem.meeting_id == meeting_id, AgendaItem.uid == uid))
    if found is None:
        raise Missing
    return found


def find_item(meeting_id: int, template_key: str) -> AgendaItem | None:
    """The point of the meeting that came from that point of the template."""
    query = select(AgendaItem).where(AgendaItem.meeting_id == meeting_id, AgendaItem.template_key == template_key)
    return db.session.scalar(query.order_by(AgendaItem.position).limit(1))


def motions(meeting_id: int) -> list[Motion]:
    """The motions of the meeting in the order in which they came in."""
    return list(db.session.scalars(select(Motion).where(Motion.meeting_id == meeting_id).order_by(Motion.number)))


def get_motion(uid: str) -> Motion:
    """The motion with this uid. Raises `Missing`."""
    found = db.session.scalar(select(Motion).where(Motion.uid == uid))
    if found is None:
        raise Missing
    return found


def motions_from(email: str) -> list[Motion]:
    """The motions that came from the address, oldest first."""
    query = select(Motion).where(Motion.sender_email == email).order_by(Motion.received_at, Motion.id)
    return list(db.session.scalars(query.options(joinedload(Motion.meeting))))


def knows(email: str) -> bool:
    """Whether a motion came from the address."""
    return db.session.scalar(select(Motion.id).where(Motion.sender_email == email).limit(1)) is not None


def senders_before(before: date) -> list[Motion]:
    """The motions to meetings held before this day whose sender's address is still kept."""
    query = select(Motion).join(AnnualMeeting).where(AnnualMeeting.held_on < before, Motion.sender_email.is_not(None))
    return list(db.session.scalars(query.order_by(Motion.id)))


def notices(meeting_id: int) -> list[Notice]:
    """The notices of the meeting in the order in which they were sent."""
    query = select(Notice).where(Notice.meeting_id == meeting_id)
    return list(db.session.scalars(query.order_by(Notice.sent_at, Notice.id)))


def documents(meeting_id: int, *, visible_to: Collection[str] | None = None) -> list[Document]:
    """The numbered documents of the meeting, without their content; only of those visibilities if said."""
    query = select(Document).where(Document.meeting_id == meeting_id)
    if visible_to is not None:
        query = query.where(Document.visibility.in_(visible_to))
    return list(db.session.scalars(query.order_by(Document.number)))


def get_document(uid: str) -> Document:
    """The document with this uid and its content. Raises `Missing`."""
    found = db.session.scalar(select(Document).options(undefer(Document.content)).where(Document.uid == uid))
    if found is None:
        raise Missing
    return found


def has_document(meeting_id: int, kind: str) -> bool:
    """Whether the meeting has a document of that kind."""
    query = select(func.count()).select_from(Document).where(Document.meeting_id == meeting_id, Document.kind == kind)
    return bool(db.session.scalar(query))


def meeting_with_agenda(uid: str) -> AnnualMeeting:
    """The meeting with agenda, notices, documents and motions loaded at once. Raises `Missing`."""
    query = select(AnnualMeeting).where(AnnualMeeting.uid == uid)
    parts = (AnnualMeeting.items, AnnualMeeting.notices, AnnualMeeting.documents, AnnualMeeting.motions)
    found = db.session.scalar(query.options(*(selectinload(part) for part in parts)))
    if found is None:
        raise Missing
    return found

"""Reads of minutes, and of the rows that they are made from."""

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload, undefer

from scdapp.core.db import db
from scdapp.core.errors import Missing
from scdapp.decisions import queries as decisions
from scdapp.decisions.hall_models import Officer
from scdapp.decisions.hall_rules import SIGNING
from scdapp.decisions.models import Decision
from scdapp.elections import queries as elections
from scdapp.meetings import queries as meetings
from scdapp.meetings.models import AnnualMeeting
from scdapp.minutes import record, rules
from scdapp.minutes import vocabulary as words
from scdapp.minutes.models import Addendum, Minutes
from scdapp.minutes.record import Sources, Written

# Not part of the text: what was signed afterwards, and the check of the text itself.
AFTERWARDS = ("signed_page", "formal_check")
TEXT = (undefer(Minutes.canonical), undefer(Minutes.internal))


def find_minutes(meeting_id: int) -> Minutes | None:
    """The minutes of a meeting, with their texts."""
    return db.session.scalar(select(Minutes).where(Minutes.meeting_id == meeting_id).options(*TEXT))


def get_minutes(meeting_id: int) -> Minutes:
    """The minutes of a meeting. Raises `Missing`."""
    found = find_minutes(meeting_id)
    if found is None:
        raise Missing
    return found


def get_published(year: int, extra: str | None = None) -> Minutes:
    """The published minutes of the meeting at that address. Raises `Missing`."""
    meeting = meetings.get_meeting_at(year, extra)
    query = select(Minutes).where(Minutes.state == "published", Minutes.meeting_id == meeting.id)
    found = db.session.scalar(query.options(*TEXT))
    if found is None:
        raise Missing
    return found


def find_published(uid: str) -> Minutes | None:
    """The published minutes of the meeting with this uid."""
    query = select(Minutes).join(AnnualMeeting).where(Minutes.state == "published", AnnualMeeting.uid == uid)
    return db.session.scalar(query.options(*TEXT))


def is_published(meeting_id: int) -> bool:
    """Whether everybody may read the minutes of the meeting."""
    query = select(Minutes.id).where(Minutes.meeting_id == meeting_id, Minutes.state == "published")
    return db.session.scalar(query) is not None


def find_by_hash(sha256: str) -> Minutes | None:
    """The published minutes whose text, or whose PDF, has that hash."""
    query = select(Minutes).where(Minutes.state == "published")
    return db.session.scalar(query.where((Minutes.sha256 == sha256) | (Minutes.pdf_sha256 == sha256)).limit(1))


def find_addendum_by_hash(sha256: str) -> Addendum | None:
    """The attested addendum of published minutes whose text has that hash."""
    query = select(Addendum).join(Minutes).where(Minutes.state == "published", Addendum.state == "attested")
    return db.session.scalar(query.where(Addendum.sha256 == sha256).limit(1))


def get_addendum(uid: str) -> Addendum:
    """The addendum with this uid. Raises `Missing`."""
    found = db.session.scalar(select(Addendum).where(Addendum.uid == uid).options(undefer(Addendum.canonical)))
    if found is None:
        raise Missing
    return found


def find_pdf(minutes: Minutes) -> bytes | None:
    """The PDF as it was when the minutes were published; what makes PDFs may have changed since."""
    if minutes.pdf_sha256 is None:
        return None
    kept = (one for one in meetings.documents(minutes.meeting_id) if one.sha256 == minutes.pdf_sha256)
    found = next(kept, None)
    return meetings.get_document(found.uid).content if found else None


def signers(meeting_id: int) -> list[Officer]:
    """Chair, secretary and attesters of a meeting."""
    return decisions.officers(meeting_id, SIGNING)


def still_to_sign(minutes: Minutes) -> list[Officer]:
    """Those whose signature under the text that stands is missing."""
    return rules.missing(signers(minutes.meeting_id), minutes.signatures, minutes.sha256)


def still_to_sign_addendum(addendum: Addendum) -> list[Officer]:
    """Those whose signature under the addendum that stands is missing."""
    return rules.missing(signers(addendum.minutes.meeting_id), addendum.signatures, addendum.sha256)


def find_officer(uid: str) -> Officer | None:
    """The officer with this uid, if there is something for that office to sign."""
    return db.session.scalar(select(Officer).where(Officer.uid == uid, Officer.role.in_(SIGNING)))


def states() -> dict[int, str]:
    """How far the minutes of each meeting have come, by the meeting's id."""
    return {key: state for key, state in db.session.execute(select(Minutes.meeting_id, Minutes.state))}


def attested() -> list[Minutes]:
    """All minutes that are attested or published, oldest first, with texts, signatures and addenda."""
    query = select(Minutes).join(AnnualMeeting).where(Minutes.state.in_(words.FINAL))
    parts = (selectinload(Minutes.signatures), selectinload(Minutes.addenda).undefer(Addendum.canonical))
    return list(db.session.scalars(query.order_by(AnnualMeeting.year, Minutes.id).options(*TEXT, *parts)))


def public_decisions(query: Select[Decision]) -> Select[Decision]:
    """Of `decisions.queries.found` those that everybody may read: published, or known of from earlier meetings."""
    published = select(Minutes.meeting_id).where(Minutes.state == "published")
    return query.where(AnnualMeeting.recorded_afterwards | AnnualMeeting.id.in_(published))


def sources(meeting: AnnualMeeting, minutes: Minutes) -> Sources:
    """The rows that the minutes are made from; documents that came after the text was sent are not among them."""
    paragraphs = decisions.paragraphs(meeting.id)
    found = meetings.documents(meeting.id)
    documents = [one for one in found if one.kind not in AFTERWARDS and one.sha256 != minutes.pdf_sha256]
    if minutes.sent_at is not None:
        documents = [one for one in documents if one.created_at <= minutes.sent_at]
    return Sources(
        meeting=meeting,
        decisions=paragraphs,
        elections=elections.elections_of([one.id for one in paragraphs]),
        officers=decisions.officers(meeting.id),
        registers=decisions.registers(meeting.id),
        items=meetings.agenda(meeting.id),
        notices=meetings.notices(meeting.id),
        documents=documents,
    )


def written(minutes: Minutes) -> Written:
    """The text as the rows have it now."""
    return record.write(sources(minutes.meeting, minutes))


def written_paragraph(decision: Decision) -> Written:
    """One paragraph as the rows have it now."""
    return record.write_paragraph(decision, elections.elections_of([decision.id]))

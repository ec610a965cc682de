"""Verbs on the hall: who comes and goes, the register as it was fixed, who leads, writes, counts and attests."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from sqlalchemy import select

from scdapp.accounts.rules import canonical_address
from scdapp.audit import service as audit
from scdapp.core.db import db, locked, swedish_key
from scdapp.core.errors import Refusal
from scdapp.core.text import clean
from scdapp.decisions import hall_rules as rules
from scdapp.decisions import queries, signals
from scdapp.decisions import vocabulary as words
from scdapp.decisions.hall_models import Officer, OfficerContact, Presence, Register, RegisterEntry
from scdapp.decisions.models import Tally
from scdapp.meetings.models import AnnualMeeting
from scdapp.meetings.rules import ensure_not_cancelled, ensure_under_way
from scdapp.members import queries as members
from scdapp.members.models import Member


def arrive(meeting_id: int, member_id: int, *, by: str, now: datetime) -> Presence:
    """A member comes into the hall; one who is there already stays. Refuses when the meeting is closed."""
    meeting = _open_door(meeting_id)
    member = locked(Member, member_id)
    query = select(Presence).where(Presence.meeting_id == meeting.id, Presence.member_id == member.id)
    if there := db.session.scalar(query.where(Presence.left_at.is_(None))):
        return there
    row = Presence(meeting_id=meeting.id, member_id=member.id, name=member.name, region=member.region, arrived_at=now)
    return _came(row, meeting, by, now)


def arrive_as(meeting_id: int, name: str, capacity: str, *, by: str, now: datetime) -> Presence:
    """Somebody who is no member comes: coopted, guest or official. Refuses when the meeting is closed."""
    meeting = _open_door(meeting_id)
    if capacity == "member" or capacity not in words.CAPACITIES:
        raise Refusal("Välj adjungerad, gäst eller funktionär.", field="capacity")
    if not (name := clean(name)[:120]):
        raise Refusal("Skriv ett namn.", field="name")
    return _came(Presence(meeting_id=meeting.id, name=name, capacity=capacity, arrived_at=now), meeting, by, now)


def leave(presence_id: int, *, by: str, now: datetime) -> None:
    """Somebody leaves the hall. One who has left already stays away."""
    row = locked(Presence, presence_id)
    if row.left_at is None:
        row.left_at = max(now, row.arrived_at)
        db.session.flush()
        meeting = db.session.get_one(AnnualMeeting, row.meeting_id)
        _told("leave", meeting, by, now, present=len(queries.present(meeting.id)))


def fix_register(meeting_id: int, *, by: str, now: datetime, weights: Mapping[int, int] | None = None) -> Register:
    """The next register: the members in the hall at this moment, each with a vote, or as `weights` (member id) says.

    Refuses when the meeting is not open and when no member is there.
    """
    meeting = locked(AnnualMeeting, meeting_id)
    ensure_under_way(meeting)
    signals.changing.send(meeting)
    there = [one.member for one in queries.present(meeting.id) if one.member is not None]
    if not there:
        raise Refusal("Ingen medlem är inprickad. Röstlängden dras av de medlemmar som är här.")
    last = queries.last_register(meeting.id)
    votes = {member.id: (weights or {}).get(member.id, 1) for member in there}
    register = Register(
        meeting_id=meeting.id,
        seq=last.seq + 1 if last else 1,
        fixed_at=now,
        voters=len(there),
        votes=sum(votes.values()),
    )
    db.session.add(register)
    db.session.flush()
    register.entries = [
        RegisterEntry(number=n, member_uid=member.uid, name=member.name, region=member.region, weight=votes[member.id])
        for n, member in enumerate(sorted(there, key=lambda one: (swedish_key(one.name), one.id)), 1)
    ]
    db.session.flush()
    _told("fix_register", meeting, by, now, seq=register.seq, voters=register.voters, votes=register.votes)
    return register


def choose_officer(
    meeting_id: int, role: str, name: str, *, by: str, now: datetime, title: str | None = None, email: str | None = None
) -> Officer:
    """Somebody is chosen to lead, write, count or attest. Refuses an attester who leads or writes, and the reverse."""
    meeting = _writable(meeting_id)
    if role not in words.ROLES:
        raise Refusal("Välj uppdrag.", field="role")
    if not (name := clean(name)[:120]):
        raise Refusal("Skriv ett namn.", field="name")
    rules.ensure_compatible(role, name, queries.officers(meeting.id))
    officer = Officer(
        meeting_id=meeting.id, role=role, name=name, title=clean(title or "")[:120] or None, chosen_at=now
    )
    if email:
        officer.contact = OfficerContact(email=canonical_address(email))
    db.session.add(officer)
    db.session.flush()
    _told("choose_officer", meeting, by, now, role=role)
    return officer


def remove_officer(officer_id: int, *, by: str, now: datetime) -> None:
    """Somebody was not chosen after all. Refuses a teller who has counted."""
    officer = locked(Officer, officer_id)
    meeting = _writable(officer.meeting_id)
    if db.session.scalar(select(Tally.id).where(Tally.officer_id == officer.id).limit(1)):
        raise Refusal("Rösträknaren har räknat röster på mötet och kan inte tas bort.")
    role = officer.role
    db.session.delete(officer)
    db.session.flush()
    _told("remove_officer", meeting, by, now, role=role)


def set_contact(officer_id: int, email: str, *, by: str, now: datetime) -> None:
    """Where the minutes to attest are sent."""
    officer = db.session.get_one(Officer, officer_id)
    if officer.contact is None:
        officer.contact = OfficerContact(email=canonical_address(email))
    else:
        officer.contact.email = canonical_address(email)
    db.session.flush()
    meeting = db.session.get_one(AnnualMeeting, officer.meeting_id)
    _told("set_contact", meeting, by, now, role=officer.role)


def forget_contacts(meeting_id: int) -> None:
    """Where the minutes were sent is of no use any more once they are attested."""
    for officer in queries.officers(meeting_id):
        officer.contact = None
    db.session.flush()


def forget_person(email: str, *, now: datetime) -> int:
    """Take out who was in the hall with the address, and where to reach an officer; how many rows it concerned.

    The registers and the names that the minutes hold stay: what votes were counted against is written once. Whoever is
    in the hall of a meeting that goes on is no member any more, and leaves it.
    """
    offices = queries.offices_reached_at(email)
    for officer, _meeting in offices:
        officer.contact = None
    member = members.find_by_email(email)
    rows = queries.presences_of(member.id) if member else []
    for row, meeting in rows:
        if meeting.state != "closed":
            leave(row.id, by="medlem", now=now)
    _forget_names(row for row, _meeting in rows)
    return len(offices) + len(rows)


def purge(*, before: date) -> int:
    """Take the names out of who was at meetings held before this day; how many that were.

    Who could vote stands in the registers.
    """
    rows = queries.named_before(before)
    _forget_names(rows)
    return len(rows)


def _forget_names(rows: Iterable[Presence]) -> None:
    for row in rows:
        row.name, row.region, row.member_id = "", None, None
    db.session.flush()


def _open_door(meeting_id: int) -> AnnualMeeting:
    meeting = locked(AnnualMeeting, meeting_id)
    if meeting.state == "closed":
        raise Refusal("Mötet är avslutat.")
    ensure_not_cancelled(meeting)
    return meeting


def _writable(meeting_id: int) -> AnnualMeeting:
    meeting = locked(AnnualMeeting, meeting_id)
    signals.changing.send(meeting)
    return meeting


def _came(row: Presence, meeting: AnnualMeeting, by: str, now: datetime) -> Presence:
    db.session.add(row)
    db.session.flush()
    _told("arrive", meeting, by, now, capacity=row.capacity, present=len(queries.present(meeting.id)))
    return row


def _told(verb: str, meeting: AnnualMeeting, by: str, now: datetime, **detail: object) -> None:
    audit.write(f"decisions.{verb}", "meeting", meeting.uid, actor=by, now=now, **detail)

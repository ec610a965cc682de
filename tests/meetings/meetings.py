"""An annual meeting and what stands under it: plain functions, real rows, committed. What is not named is ordinary."""

from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import func, select

from scdapp.core.db import db
from scdapp.decisions.hall_models import Officer, Register, RegisterEntry
from scdapp.decisions.models import Clause, Decision
from scdapp.editions.models import Edition
from scdapp.elections.models import Mandate, Post
from scdapp.focus.models import FocusArea
from scdapp.meetings.models import AgendaItem, AnnualMeeting, Document, Motion, MotionClause, Notice, StatuteVersion
from tests.factories import THEN, make_edition, save

# Half past four in the afternoon of the conference's first day.
BEGINS = datetime(2024, 10, 2, 14, 30, tzinfo=UTC)
ENDS = datetime(2024, 10, 2, 15, 45, tzinfo=UTC)


def make_statutes(**given: Any) -> StatuteVersion:
    """The statutes of 2018 as the defaults have them."""
    values: dict[str, Any] = {"valid_from": date(2018, 10, 3), "created_at": THEN, "changed_at": THEN, **given}
    saved: StatuteVersion = save(StatuteVersion(**values))
    return saved


def make_meeting(edition: Edition | None = None, **given: Any) -> AnnualMeeting:
    """The ordinary annual meeting of 2024, planned, without a point on its agenda."""
    edition = edition or make_edition()
    statutes = given.pop("statutes", None) or db.session.scalar(select(StatuteVersion)) or make_statutes()
    begins = given.pop("starts_at", BEGINS.replace(year=edition.year))
    values: dict[str, Any] = {
        "year": edition.year,
        "format": "physical",
        "fiscal_year": f"{edition.year - 1}/{edition.year}",
        "place": "Kistamässan, Sal A",
        "held_on": begins.date() if begins else None,
        "created_at": THEN,
        "changed_at": THEN,
        **given,
    }
    meeting = AnnualMeeting(edition_id=edition.id, statute_version_id=statutes.id, starts_at=begins, **values)
    saved: AnnualMeeting = save(meeting)
    return saved


def _next(column: Any, meeting: AnnualMeeting) -> int:
    last = db.session.scalar(select(func.max(column)).where(column.class_.meeting_id == meeting.id))
    return (last or 0) + 1


def make_item(meeting: AnnualMeeting, title: str = "Medlemsavgift", **given: Any) -> AgendaItem:
    """The next point of the agenda, to be decided on."""
    values: dict[str, Any] = {"kind": "decision", "position": _next(AgendaItem.position, meeting), **given}
    saved: AgendaItem = save(AgendaItem(meeting_id=meeting.id, title=title, **values))
    return saved


def make_motion(meeting: AnnualMeeting, title: str = "Om digitala möten", *clauses: str, **given: Any) -> Motion:
    """A motion with one att-sats, received in good time."""
    number = _next(Motion.number, meeting)
    values: dict[str, Any] = {
        "number": number,
        "form_key": f"motion-{meeting.id}-{number}",
        "text": "Därför att många har långt att resa.",
        "sender_name": "Maj Medlem",
        "sender_email": "maj@kommun.example",
        "received_at": datetime(2024, 8, 1, 8, 0, tzinfo=UTC),
        **given,
    }
    motion = Motion(meeting_id=meeting.id, title=title, **values)
    texts = clauses or ("att årsmötet hålls digitalt",)
    motion.clauses = [MotionClause(position=n, text=one) for n, one in enumerate(texts, 1)]
    saved: Motion = save(motion)
    return saved


def make_notice(meeting: AnnualMeeting, kind: str = "call", **given: Any) -> Notice:
    """A call sent by mail to 120 members on 28 August 2024."""
    values: dict[str, Any] = {
        "sent_at": datetime(2024, 8, 28, 8, 0, tzinfo=UTC),
        "channel": "email",
        "recipient_count": 120,
        **given,
    }
    saved: Notice = save(Notice(meeting_id=meeting.id, kind=kind, **values))
    return saved


def make_document(meeting: AnnualMeeting, title: str = "Verksamhetsberättelse", **given: Any) -> Document:
    """The next numbered document, a small text."""
    content: bytes = given.pop("content", title.encode())
    values: dict[str, Any] = {
        "number": _next(Document.number, meeting),
        "file_name": "bilaga.txt",
        "mime": "text/plain",
        "size": len(content),
        "sha256": sha256(content).hexdigest(),
        "created_at": THEN,
        "created_by": "Bo Styrelse",
        **given,
    }
    saved: Document = save(Document(meeting_id=meeting.id, title=title, content=content, **values))
    return saved


def make_register(meeting: AnnualMeeting, voters: int = 5, **given: Any) -> Register:
    """The next register, of so many members with a vote each, fixed when the meeting began."""
    values: dict[str, Any] = {"seq": _next(Register.seq, meeting), "fixed_at": BEGINS, "votes": voters, **given}
    register = Register(meeting_id=meeting.id, voters=voters, **values)
    register.entries = [
        RegisterEntry(number=n, member_uid=f"member-{n}", name=f"Medlem {n:03}", region="Mitt")
        for n in range(1, voters + 1)
    ]
    saved: Register = save(register)
    return saved


def make_officer(meeting: AnnualMeeting, role: str = "chair", name: str = "Ove Ordförande", **given: Any) -> Officer:
    """Somebody whom the meeting chose."""
    saved: Officer = save(Officer(meeting_id=meeting.id, role=role, name=name, chosen_at=BEGINS, **given))
    return saved


def make_officers(meeting: AnnualMeeting) -> list[Officer]:
    """Chair, secretary, and two attesters who count votes too."""
    names = {"chair": ("Ove Ordförande",), "secretary": ("Siv Sekreterare",)}
    names |= dict.fromkeys(("attester", "teller"), ("Jan Justerare", "Pia Protokoll"))
    return [make_officer(meeting, role, name) for role, people in names.items() for name in people]


def make_decision(meeting: AnnualMeeting, heading: str = "Medlemsavgift", *clauses: str, **given: Any) -> Decision:
    """The next paragraph: decided by acclamation, each att-sats approved."""
    values: dict[str, Any] = {
        "paragraph_no": _next(Decision.paragraph_no, meeting),
        "outcome": "approved",
        "method": "acclamation",
        "decided_at": BEGINS,
        "opened_at": BEGINS,
        **given,
    }
    decision = Decision(meeting_id=meeting.id, heading=heading, **values)
    texts = clauses or ("att fastställa medlemsavgiften till 500 kronor",)
    decision.clauses = [Clause(position=n, text=one, outcome="approved") for n, one in enumerate(texts, 1)]
    saved: Decision = save(decision)
    return saved


def make_post(key: str = "chair", name: str = "ordförande", **given: Any) -> Post:
    """A post with one seat."""
    saved: Post = save(Post(key=key, name=name, **given))
    return saved


def make_mandate(post: Post, name: str = "Exempel Ordförande", **given: Any) -> Mandate:
    """A term from the meeting of 2023 until that of 2024."""
    values: dict[str, Any] = {
        "title": "socialchef",
        "employer": "Exempelkommun",
        "starts_on": date(2023, 9, 28),
        "from_year": 2023,
        "until_year": 2024,
        "created_at": THEN,
        **given,
    }
    saved: Mandate = save(Mandate(post_id=post.id, name=name, **values))
    return saved


def make_area(title: str = "Nära vård", **given: Any) -> FocusArea:
    """A focus area in force since 28 September 2023."""
    values: dict[str, Any] = {
        "slug": title.lower().replace(" ", "-"),
        "position": 1,
        "valid_from": date(2023, 9, 28),
        "created_at": THEN,
        "changed_at": THEN,
        **given,
    }
    saved: FocusArea = save(FocusArea(title=title, **values))
    return saved

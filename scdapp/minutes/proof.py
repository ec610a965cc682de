"""Whether what is kept is what was attested: every text, row, signature, document and event, read and reckoned anew.

Finds what somebody changed past the guards of the database, and names it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from scdapp.audit import queries as audit
from scdapp.core.db import db
from scdapp.decisions.models import Decision
from scdapp.meetings import queries as meetings
from scdapp.meetings.models import AnnualMeeting
from scdapp.minutes import canonical, guards, queries, reading, record, rules
from scdapp.minutes.models import Addendum, Minutes


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it was: where, and what of it."""

    where: str
    what: str


def check_all() -> list[Finding]:
    """All that differs: the guards, the chain, every attested text, every paragraph that was attested in the hall."""
    db.session.expire_all()
    findings = [Finding(f"tabellen {table}", "ett skydd i databasen saknas") for table in guards.missing()]
    if broken := audit.verify():
        findings.append(Finding(f"händelse {broken.seq}", broken.why))
    for minutes in queries.attested():
        findings += check(minutes)
    findings += _paragraphs()
    return findings


def check(minutes: Minutes) -> list[Finding]:
    """What of attested minutes differs from what was signed."""
    where = f"årsmötet {minutes.meeting.year}"
    return [Finding(where, what) for what in _minutes(minutes)] + [
        Finding(f"{where}, tillägg {one.number}", what) for one in minutes.addenda for what in _addendum(one)
    ]


def _minutes(minutes: Minutes) -> Iterator[str]:
    text = minutes.canonical or ""
    if canonical.digest(text) != minutes.sha256:
        yield "protokollets text stämmer inte med sin kontrollsumma"
    if minutes.sha256 not in _attested_hashes(minutes):
        yield "kontrollsumman är inte den som justerades"
    yield from _rows(minutes)
    if queries.still_to_sign(minutes):
        yield "en underskrift saknas eller gäller en annan text"
    for document in meetings.documents(minutes.meeting_id):
        if canonical.digest(meetings.get_document(document.uid).content) != document.sha256:
            yield f"bilaga {document.number} är ändrad"


def _attested_hashes(minutes: Minutes) -> set[str | None]:
    """What the chain says was attested: whoever changes text and hash together has to change the chain too."""
    told = (one.detail for one in audit.events_of("minutes", minutes.uid) if one.action == "minutes.step")
    return {minutes.sha256} if any(f'"sha256":"{minutes.sha256}"' in one for one in told) else set()


def _rows(minutes: Minutes) -> Iterator[str]:
    """Whether the rows still say what the text says, and if not, which paragraphs differ."""
    now = queries.written(minutes)
    if now.canonical == minutes.canonical and now.internal == minutes.internal:
        return
    named = reading.differing_paragraphs(minutes.canonical or "", now.canonical)
    named += reading.differing_paragraphs(minutes.internal or "", now.internal)
    for number in sorted(set(named)):
        yield f"§ {number} är ändrad"
    if not named:
        yield "uppgifterna om mötet är ändrade"


def _addendum(addendum: Addendum) -> Iterator[str]:
    if addendum.state != "attested":
        return
    if canonical.digest(addendum.canonical or "") != addendum.sha256:
        yield "texten stämmer inte med sin kontrollsumma"
    if record.write_addendum(addendum).sha256 != addendum.sha256:
        yield "tillägget är ändrat"
    if rules.missing(queries.signers(addendum.minutes.meeting_id), addendum.signatures, addendum.sha256):
        yield "en underskrift saknas eller gäller en annan text"


def _paragraphs() -> list[Finding]:
    query = select(Decision).join(AnnualMeeting).where(Decision.attested_at.is_not(None))
    return [
        Finding(f"årsmötet {one.meeting.year}", f"den omedelbart justerade § {one.paragraph_no} är ändrad")
        for one in db.session.scalars(query.order_by(AnnualMeeting.year, Decision.paragraph_no))
        if queries.written_paragraph(one).sha256 != one.attested_sha256
    ]

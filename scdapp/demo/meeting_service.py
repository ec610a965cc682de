"""Verbs of the demo on annual meetings: those that are known, and one in preparation that is made up and says so."""

from collections.abc import Iterable
from datetime import date, datetime, time

from scdapp.core.db import db
from scdapp.core.walltime import instant
from scdapp.decisions import service as decisions
from scdapp.decisions.models import Decision
from scdapp.decisions.rules import Text, Verdict
from scdapp.demo import preparing
from scdapp.demo.known_meetings import KnownElection, KnownMeeting
from scdapp.editions import queries as editions
from scdapp.elections import mandate_service
from scdapp.elections import queries as elections
from scdapp.elections import service as posts
from scdapp.elections.mandate_service import TermFacts
from scdapp.elections.rules import CandidateFacts
from scdapp.focus import queries as focus_queries
from scdapp.focus import service as focus
from scdapp.focus.rules import AreaFacts
from scdapp.meetings import agenda_service, motion_service, queries, statute_service, template
from scdapp.meetings import service as meetings
from scdapp.meetings.models import AnnualMeeting, MeetingKeyDate
from scdapp.meetings.rules import MeetingFacts
from scdapp.meetings.statute_rules import StatuteFacts
from scdapp.members import service as members
from scdapp.members.rules import MemberValues
from scdapp.programme import queries as programme

BY = "Demot"
# Ordförande and 17 others. Who of them are vice chair, treasurer and secretary is not known of every year.
POSTS = (
    ("chair", "ordförande i riksstyrelsen", 1),
    ("vice_chair", "vice ordförande i riksstyrelsen", 1),
    ("treasurer", "kassör i riksstyrelsen", 1),
    ("secretary", "sekreterare i riksstyrelsen", 1),
    ("member", "ledamot i riksstyrelsen", 17),
)
# The statutes were adopted by the ordinary meeting of that day (socialchefer.se/om-fss/stadgar/).
STATUTES_FROM = date(2018, 10, 3)
# The chair before 2017 had been that for four years.
CHAIR_BEFORE = 2013
AREAS_OF_2017 = (
    "Innovationer inom äldreområdet",
    "Stöd och skydd för barn och unga",
    "Kompetens och kvalitet",
    "Översynen av socialtjänstlagen",
)
ABOUT_2017 = (
    "Ett av fyra strategiska områden som årsmötet den 27 september 2017 höll fast vid. Sedan när det gällde, och om "
    "något årsmöte ändrade det före 2023, är inte känt."
)


def load(known: Iterable[KnownMeeting], *, now: datetime) -> bool:
    """Add the meetings, the offices and areas that follow from them, and the one in preparation; once."""
    known = list(known)
    if queries.find_meeting(known[0].year) is not None:
        return False
    _add_posts(now)
    statute_service.create_statutes(
        StatuteFacts(valid_from=known[0].held_on or STATUTES_FROM, source="inte känt"), by=BY, now=now
    )
    statute_service.create_statutes(
        StatuteFacts(valid_from=STATUTES_FROM, source="ordinarie årsmöte 3 oktober 2018"), by=BY, now=now
    )
    for position, title in enumerate(AREAS_OF_2017, 1):
        focus.record_earlier(AreaFacts(title, ABOUT_2017), position=position, by=BY, now=now)
    for one in known:
        if one.year == preparing.YEAR:
            _prepare(one, now)
        else:
            _record(one, now)
    _tag()
    for number in range(1, preparing.MEMBERS + 1):
        members.create_member(MemberValues(*preparing.member(number)), now=now)
    return True


def _add_posts(now: datetime) -> None:
    for key, name, seats in POSTS:
        if elections.find_post(key) is None:
            posts.create_post(key, name, seats=seats, by=BY, now=now)


def _record(known: KnownMeeting, now: datetime) -> None:
    """A meeting that was held: what was decided, who was elected."""
    edition = editions.get_edition(known.year)
    day = "" if known.day_note == "exakt" else f"Dagen: {known.day_note}. "
    facts = MeetingFacts(held_on=known.held_on, note=f"{day}Källa: {known.sources}.")
    meeting = meetings.create_meeting(edition.id, facts, by=BY, now=now, recorded_afterwards=True)
    for text in known.decisions:
        decision = _decide(meeting, known, text, now)
        if known.areas:
            focus.adopt(decision.id, [AreaFacts(*one) for one in known.areas], by=BY, now=now)
    for one in known.elections:
        _elect(meeting, known, one, now)


def _decide(meeting: AnnualMeeting, known: KnownMeeting, text: str, now: datetime) -> Decision:
    """What the sources say, in their words; att-satser only where they name what was decided."""
    if known.areas:
        listed = ", ".join(title for title, _ in known.areas)
        written = Text("Nya fokusområden", f"Källa: {known.sources}.", (f"att anta fokusområdena {listed}.",))
    else:
        written = Text("Strategiska områden", f"{text}\n\nKälla: {known.sources}.")
    return decisions.record_known(meeting.id, written, Verdict("approved"), by=BY, now=now)


def _elect(meeting: AnnualMeeting, known: KnownMeeting, one: KnownElection, now: datetime) -> None:
    post = elections.find_post(one.post)
    if post is None:
        return
    years = "ett år" if one.term_years == 1 else f"{one.term_years} år"
    how = {"new": "Nyval.", "again": "Omval."}.get(one.elected_as, "")
    written = Text(
        f"Val av {post.name}",
        f"{one.name} valdes för {years}. {how}".strip() + f"\n\nKälla: {known.sources}.",
    )
    decision = decisions.record_known(meeting.id, written, Verdict("elected"), by=BY, now=now, kind="election")
    if one.succeeds and known.held_on:
        before = TermFacts(
            CandidateFacts(one.succeeds), CHAIR_BEFORE, known.year, ends_on=known.held_on, ended_reason="term"
        )
        mandate_service.record_term(post.id, before, by=BY, now=now)
    mandate_service.record_term(post.id, _term(known, one), by=BY, now=now, decision_id=decision.id)


def _term(known: KnownMeeting, one: KnownElection) -> TermFacts:
    """Until the ordinary meeting of the year after; of that day only the one of 2018 is known."""
    until = known.year + one.term_years
    # The term of 2023 goes on until the meeting that the demo prepares has been held.
    over = until != preparing.YEAR
    return TermFacts(
        CandidateFacts(one.name, one.title, one.employer),
        from_year=known.year,
        until_year=until,
        starts_on=known.held_on,
        ends_on=STATUTES_FROM if until == STATUTES_FROM.year else None,
        ended_reason="term" if over else None,
        elected_as=one.elected_as,
    )


def _tag() -> None:
    """Say which sessions of the invented programme take up which areas."""
    areas = {one.title: one.id for one in focus_queries.in_force(preparing.DAY)}
    for one in programme.titles(editions.get_edition(preparing.YEAR).id):
        if one.title in preparing.ABOUT:
            focus.tag_session(one.id, [areas[preparing.ABOUT[one.title]]])


def _prepare(known: KnownMeeting, now: datetime) -> None:
    """The meeting of which little is known: its day, its agenda and its motions are made up, and say so.

    That the chair was elected again is known, so the term is there; it has run out since, so that the demo's meeting
    may elect whom it wants.
    """
    facts = MeetingFacts(
        format="physical",
        fiscal_year="2023/2024",
        place="Kistamässan, Stockholm (exempel)",
        starts_at=instant(preparing.DAY, time(16, 30)),
        note=preparing.note(known),
    )
    meeting = meetings.create_meeting(editions.get_edition(known.year).id, facts, by=BY, now=now)
    meeting.example = True
    for link in db.session.query(MeetingKeyDate).filter_by(meeting_id=meeting.id):
        link.key_date.example = True
    agenda_service.draft_agenda(meeting.id, by=BY, now=now)
    point = queries.find_item(meeting.id, template.MOTIONS)
    for number, one in enumerate(preparing.MOTIONS, 1):
        motion = motion_service.record_motion(
            meeting.id,
            one.facts,
            form_key=f"demo-motion-{number}",
            received_at=one.received_at,
            late=False,
            by=BY,
            now=now,
        )
        if one.opinion:
            motion_service.answer_motion(
                motion.id, opinion=one.opinion, proposed=one.proposed, version=motion.version, by=BY, now=now
            )
            motion_service.place_motion(motion.id, point.id if point else None, by=BY, now=now)
    for election in known.elections:
        post = elections.find_post(election.post)
        if post is not None:
            mandate_service.record_term(post.id, _term(known, election), by=BY, now=now)
    db.session.flush()

"""What the board has to do next, from what is known of its meetings, its own seats and its decisions. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from scdapp.core.walltime import ZONE
from scdapp.decisions.models import Decision, FollowUp
from scdapp.elections.rules import BoardFacts
from scdapp.meetings import display
from scdapp.meetings import rules as meetings
from scdapp.meetings.models import AnnualMeeting

NOT_HELD = ("planned", "called")
# How long before a last day it is told.
AHEAD = timedelta(days=60)


@dataclass(frozen=True)
class Task:
    """One thing to do, or a fact to know: until when, whether that is past, and the page where it is done."""

    what: str
    endpoint: str
    due_on: date | None = None
    late: bool = False
    why: str = ""
    where: str = ""
    values: dict[str, Any] = field(default_factory=dict)


def of_meeting(meeting: AnnualMeeting, now: datetime) -> list[Task]:
    """What is left to do before the meeting, and what has gone wrong already."""
    if meeting.state not in NOT_HELD or meeting.recorded_afterwards:
        return []
    here = {"uid": meeting.uid}
    tasks = []
    if not meeting.statutes.checked_by_board:
        why = "Sista dagarna räknas på standardvärden."
        uid = {"uid": meeting.statutes.uid}
        tasks.append(Task("Kontrollera stadgarna", "statute_desk.edit", why=why, values=uid))
    if meeting.held_on is None:
        tasks.append(Task("Bestäm mötets dag", "meeting_desk.edit", values=here))
    if not meeting.items:
        tasks.append(Task("Gör en dagordning", "agenda_desk.index", values=here))
    where = display.name(meeting).capitalize()
    tasks += [*_notices(meeting, now, here), *_motions(meeting, now, here)]
    return [replace(one, where=where) for one in tasks]


def of_open_matters(meeting: AnnualMeeting, decisions: Iterable[Decision]) -> list[Task]:
    """What earlier meetings put off and the agenda of this one does not take up."""
    known = {one.from_decision for one in meeting.items}
    return [
        Task(
            f"Ta upp: {one.heading}",
            "agenda_desk.index",
            why=f"Sköts upp {one.meeting.year}.",
            where=display.name(meeting).capitalize(),
            values={"uid": meeting.uid},
        )
        for one in decisions
        if meeting.items and one.uid not in known
    ]


def _notices(meeting: AnnualMeeting, now: datetime, here: dict[str, Any]) -> list[Task]:
    today, tasks = now.astimezone(ZONE).date(), []
    for kind, what in (("call", "kallelsen"), ("documents", "handlingarna")):
        found = meetings.in_time(kind, meeting, meeting.statutes, meeting.notices)
        if found.sent_at is None:
            late = found.due_on is not None and today > found.due_on
            tasks.append(Task(f"Skicka {what}", "notice_desk.index", found.due_on, late, values=here))
        elif found.late:
            why = "Mötet måste själv ta ställning till om det är behörigen utlyst." if kind == "call" else ""
            heading = f"{what.capitalize()} gick ut för sent"
            tasks.append(Task(heading, "notice_desk.index", found.due_on, late=True, why=why, values=here))
    return tasks


def _motions(meeting: AnnualMeeting, now: datetime, here: dict[str, Any]) -> list[Task]:
    standing = [one for one in meeting.motions if one.state != "withdrawn"]
    unanswered = sum(one.proposed is None for one in standing)
    unplaced = sum(one.item_id is None for one in standing)
    due_on = meetings.due_on(meeting.held_on, meeting.statutes.documents_days)
    tasks = []
    if unanswered:
        what = "Yttra er över en motion" if unanswered == 1 else f"Yttra er över {unanswered} motioner"
        late = due_on is not None and now.astimezone(ZONE).date() > due_on
        tasks.append(Task(what, "motion_desk.index", due_on, late, why="Yttrandet hör till handlingarna.", values=here))
    if unplaced and meeting.items:
        what = "Lägg motionen under en punkt" if unplaced == 1 else f"Lägg {unplaced} motioner under en punkt"
        tasks.append(Task(what, "motion_desk.index", values=here))
    return tasks


def of_board(facts: BoardFacts) -> list[Task]:
    """What is wrong with who sits on the board; nothing while no term of office is recorded."""
    if not facts.members:
        return []
    tasks = []
    if facts.members != facts.size:
        members = "1 ledamot" if facts.members == 1 else f"{facts.members} ledamöter"
        what = f"Styrelsen har {members}, enligt stadgarna ska det vara {facts.size}"
        tasks.append(Task(what, "office_desk.index"))
    tasks += [Task(f"{region} har ingen plats i styrelsen", "office_desk.index") for region in facts.regions_without]
    if facts.expired:
        tasks.append(Task(f"Mandatet har gått ut för {', '.join(facts.expired)}", "office_desk.index", late=True))
    return tasks


def of_follow_ups(rows: Iterable[FollowUp], today: date) -> list[Task]:
    """The decisions that somebody is to carry out soon, or should have."""
    return [
        Task(
            f"Följ upp: {one.decision.heading}",
            "follow_up_desk.edit",
            one.due_on,
            one.due_on is not None and one.due_on < today,
            why=f"Ansvarig: {one.responsible}." if one.responsible else "",
            values={"uid": one.decision.uid},
        )
        for one in rows
    ]


def in_order(tasks: Iterable[Task]) -> Sequence[Task]:
    """Those that are late first, then those with a last day, then the rest as they came."""
    return sorted(tasks, key=lambda one: (not one.late, one.due_on is None, one.due_on or date.max))

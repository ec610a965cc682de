"""Verbs on the agenda: draft it from the template, add, change, move, remove."""

from datetime import datetime

from scdapp.audit import service as audit
from scdapp.core import order
from scdapp.core.db import db, locked
from scdapp.core.errors import Refusal
from scdapp.meetings import agenda_rules, queries, rules, signals, template
from scdapp.meetings.agenda_rules import ItemFacts
from scdapp.meetings.models import AgendaItem, AnnualMeeting


def draft_agenda(meeting_id: int, *, by: str, now: datetime) -> list[AgendaItem]:
    """The points of the template, and what earlier meetings left undone. Refuses when there is an agenda already."""
    meeting = _changeable(meeting_id)
    if queries.agenda(meeting.id):
        raise Refusal("Mötet har redan en dagordning.")
    for position, point in enumerate(template.POINTS, 1):
        item = AgendaItem(
            meeting_id=meeting.id,
            position=position,
            template_key=point.key,
            title=template.filled(point.title, fiscal_year=meeting.fiscal_year),
            kind=point.kind,
            planned_minutes=point.planned_minutes,
            sentence=template.filled(point.sentence, fiscal_year=meeting.fiscal_year) or None,
        )
        db.session.add(item)
    db.session.flush()
    signals.agenda_drafted.send(meeting, by=by, now=now)
    items = queries.agenda(meeting.id)
    _told("draft_agenda", meeting, by, now, points=len(items))
    return items


def carry_over(meeting_id: int, *, by: str, now: datetime) -> int:
    """Put what earlier meetings left undone since then on an agenda that there is already; how many points more."""
    meeting = _changeable(meeting_id)
    before = len(queries.agenda(meeting.id))
    signals.agenda_drafted.send(meeting, by=by, now=now)
    return len(queries.agenda(meeting.id)) - before


def add_item(
    meeting_id: int,
    facts: ItemFacts,
    *,
    by: str,
    now: datetime,
    after: AgendaItem | None = None,
    from_decision: str | None = None,
) -> AgendaItem:
    """A new point, last or behind `after`. Refuses facts that are not sound, and when the meeting is closed."""
    meeting = _changeable(meeting_id)
    facts = agenda_rules.checked(facts)
    items = queries.agenda(meeting.id)
    if len(items) >= agenda_rules.MOST_POINTS:
        raise Refusal(f"En dagordning har högst {agenda_rules.MOST_POINTS} punkter.")
    item = AgendaItem(meeting_id=meeting.id, position=order.next_position(items), from_decision=from_decision)
    _write(item, facts)
    db.session.add(item)
    db.session.flush()
    if after is not None:
        rows = [*items, item]
        order.move(rows, item, step=items.index(after) + 1 - len(items))
        db.session.flush()
    _told("add_item", meeting, by, now, item=item.uid)
    return item


def update_item(item_id: int, facts: ItemFacts, *, version: int, by: str, now: datetime) -> AgendaItem:
    """Change a point. Refuses facts that are not sound, and when the meeting is closed. Raises `EditConflict`."""
    meeting, item = _both(item_id, version=version)
    _write(item, agenda_rules.checked(facts))
    item.version += 1
    db.session.flush()
    _told("update_item", meeting, by, now, item=item.uid)
    return item


def move_item(item_id: int, *, step: int, by: str, now: datetime) -> None:
    """Move a point up or down in the order. Refuses when the meeting is closed."""
    meeting, item = _both(item_id)
    order.move(queries.agenda(meeting.id), item, step=step)
    db.session.flush()
    _told("move_item", meeting, by, now, item=item.uid, position=item.position)


def remove_item(item_id: int, *, by: str, now: datetime) -> None:
    """Take a point off the agenda. Refuses one that the meeting has begun with or must take up."""
    meeting, item = _both(item_id)
    agenda_rules.ensure_removable(item)
    uid = item.uid
    db.session.delete(item)
    db.session.flush()
    for position, left in enumerate(queries.agenda(meeting.id), 1):
        left.position = position
    db.session.flush()
    _told("remove_item", meeting, by, now, item=uid)


def set_state(item: AgendaItem, state: str, *, by: str, now: datetime) -> None:
    """Where the meeting is with a point; the one that was under way waits again unless it is done."""
    if state == "ongoing":
        for other in queries.agenda(item.meeting_id):
            if other.state == "ongoing" and other is not item:
                other.state = "waiting"
    item.state = state
    db.session.flush()
    audit.write("meetings.set_item_state", "item", item.uid, actor=by, now=now, state=state)


def _changeable(meeting_id: int) -> AnnualMeeting:
    meeting = locked(AnnualMeeting, meeting_id)
    rules.ensure_not_closed(meeting)
    return meeting


def _both(item_id: int, *, version: int | None = None) -> tuple[AnnualMeeting, AgendaItem]:
    """A point, locked after its meeting, in the order in which everybody locks them."""
    meeting = _changeable(db.session.get_one(AgendaItem, item_id).meeting_id)
    return meeting, locked(AgendaItem, item_id, version=version)


def _write(item: AgendaItem, facts: ItemFacts) -> None:
    for name in agenda_rules.NAMES:
        setattr(item, name, getattr(facts, name))


def _told(verb: str, meeting: AnnualMeeting, by: str, now: datetime, **detail: object) -> None:
    audit.write(f"meetings.{verb}", "meeting", meeting.uid, actor=by, now=now, **detail)

"""Verbs on focus areas: one decision ends the earlier ones and adopts the new; texts, drivers, notes, tags."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, select

from scdapp.audit import service as audit
from scdapp.core import publication
from scdapp.core.db import db, locked
from scdapp.core.errors import Refusal
from scdapp.core.text import clean, free_slug, slugify
from scdapp.decisions.models import Decision
from scdapp.focus import queries, rules
from scdapp.focus.models import FocusArea, FocusDriver, FocusNote, FocusTag
from scdapp.focus.rules import AreaFacts


def adopt(
    decision_id: int, areas: Sequence[AreaFacts], *, by: str, now: datetime, ends_earlier: bool = True
) -> list[FocusArea]:
    """Let a decision adopt those areas, in that order, and end all that were in force.

    Refuses a decision that was not taken, or that has adopted areas already, one of a day that nobody knows, and no
    areas at all.
    """
    decision = locked(Decision, decision_id)
    rules.ensure_adopts(decision)
    on = rules.day_of(decision)
    if on is None:
        raise Refusal("Skriv vilken dag mötet hölls, eller från när beslutet gäller.")
    if db.session.scalar(select(FocusArea.id).where(FocusArea.adopted_by_id == decision.id).limit(1)):
        raise Refusal("Beslutet har redan antagit fokusområden.")
    facts = [rules.checked(one) for one in areas]
    if not facts:
        raise Refusal("Skriv minst ett fokusområde.", field="areas")
    if ends_earlier:
        _end(queries.in_force(on), decision)
    taken = set(db.session.scalars(select(FocusArea.slug)))
    rows = []
    for position, one in enumerate(facts, 1):
        slug = free_slug(slugify(one.title or ""), taken)
        taken.add(slug)
        row = FocusArea(slug=slug, title=one.title, text=one.text or "", position=position, valid_from=on)
        row.adopted_by_id, row.created_at, row.changed_at = decision.id, now, now
        rows.append(row)
    db.session.add_all(rows)
    db.session.flush()
    audit.write("focus.adopt", "decision", decision.uid, actor=by, now=now, areas=[one.uid for one in rows])
    return rows


def record_earlier(facts: AreaFacts, *, position: int, by: str, now: datetime) -> FocusArea:
    """An area that was in force before decisions were kept here: since when is not known."""
    facts = rules.checked(facts)
    slug = free_slug(slugify(facts.title or ""), set(db.session.scalars(select(FocusArea.slug))))
    row = FocusArea(slug=slug, title=facts.title, text=facts.text or "", position=position)
    row.created_at = row.changed_at = now
    db.session.add(row)
    db.session.flush()
    audit.write("focus.record_earlier", "focus", row.uid, actor=by, now=now)
    return row


def end_areas(decision_id: int, area_ids: Collection[int], *, by: str, now: datetime) -> None:
    """Let a decision end areas without adopting others. Refuses as `adopt` does."""
    decision = locked(Decision, decision_id)
    rules.ensure_adopts(decision)
    rows = [locked(FocusArea, one) for one in area_ids]
    _end(rows, decision)
    audit.write("focus.end", "decision", decision.uid, actor=by, now=now, areas=[one.uid for one in rows])


def _end(rows: Sequence[FocusArea], decision: Decision) -> None:
    on = rules.day_of(decision)
    for one in rows:
        one.valid_to, one.ended_by_id = on, decision.id
        one.version += 1
    db.session.flush()


def describe(area_id: int, text: str, *, version: int, by: str, now: datetime) -> FocusArea:
    """Say more of what an area means; its title is what the meeting decided. Raises `EditConflict`."""
    row = locked(FocusArea, area_id, version=version)
    row.text = clean(text, lines=True)[: rules.LIMITS["text"]]
    row.version += 1
    row.changed_at = now
    db.session.flush()
    audit.write("focus.describe", "focus", row.uid, actor=by, now=now)
    return row


def set_drivers(area_id: int, names: Sequence[str], *, version: int, by: str, now: datetime) -> FocusArea:
    """Who drives the area, in that order. Raises `EditConflict`."""
    row = locked(FocusArea, area_id, version=version)
    wanted = list(dict.fromkeys(name for one in names if (name := clean(one)[:120])))
    standing = {one.name: one for one in row.drivers}
    row.drivers = [standing.get(name) or FocusDriver(name=name, position=0) for name in wanted]
    for position, driver in enumerate(row.drivers, 1):
        driver.position = position
    row.version += 1
    row.changed_at = now
    db.session.flush()
    audit.write("focus.set_drivers", "focus", row.uid, actor=by, now=now, drivers=len(wanted))
    return row


def add_note(area_id: int, text: str, *, by: str, now: datetime) -> FocusNote:
    """How the area goes. Refuses an empty note."""
    row = locked(FocusArea, area_id)
    if not (text := clean(text, lines=True)):
        raise Refusal("Skriv hur det går.", field="text")
    note = FocusNote(at=now, text=text, written_by=by)
    row.notes.append(note)
    db.session.flush()
    audit.write("focus.add_note", "focus", row.uid, actor=by, now=now)
    return note


def tag_sessions(session_ids: Collection[int], wanted: Mapping[int, set[int]], among: Collection[int]) -> None:
    """Say which of the areas `among` each of those sessions is about; what they say of other areas stays."""
    standing = queries.tags_of(session_ids)
    for session_id in session_ids:
        before = {one.id for one in standing.get(session_id, [])}
        after = (before - set(among)) | wanted.get(session_id, set())
        if after != before:
            tag_session(session_id, after)


def tag_session(session_id: int, area_ids: Collection[int]) -> None:
    """Say which areas a session is about, in place of what was said before."""
    db.session.execute(delete(FocusTag).where(FocusTag.session_id == session_id))
    db.session.add_all(FocusTag(area_id=one, session_id=session_id) for one in sorted(set(area_ids)))
    # What only goes away is no row that changed.
    publication.touch()
    db.session.flush()

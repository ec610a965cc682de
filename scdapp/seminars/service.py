"""Verbs on what somebody chooses: one session a block, each seat once, nothing lost when what one wanted is full."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext
from sqlalchemy import Connection, event, select

from scdapp.admission import queries as admission
from scdapp.core.db import db, locked
from scdapp.core.errors import Missing, Refusal
from scdapp.places import queue_service as queues
from scdapp.places import service as places
from scdapp.programme.models import Block
from scdapp.programme.models import Session as DraftSession
from scdapp.registration import queries as registration
from scdapp.registration import service as bookings
from scdapp.registration.models import Participant
from scdapp.registration.rules import SYSTEM, Actor
from scdapp.registration.signals import days_changed, seat_ended, seat_transferred
from scdapp.releases import queries as releases
from scdapp.releases.released import Programme, Session
from scdapp.seminars import letters, notice_service, places_service, queries, queue_service, rules
from scdapp.seminars.models import Choice


@dataclass(frozen=True)
class Desk:
    """What every verb here looks at: a seat, read when nobody else changes the year's registrations any more."""

    seat: Participant
    programme: Programme
    choices: tuple[Choice, ...]
    # Those that the seat gives, and those of them that may be chosen for.
    all_days: frozenset[date]
    days: frozenset[date]

    @property
    def taken(self) -> dict[str, Choice]:
        """By block."""
        return {one.block.slug: one for one in self.choices if one.state == "taken"}

    def of(self, session: Session) -> Choice | None:
        """What stands about this session, in whatever state."""
        return next((one for one in self.choices if one.session.uid == session.uid), None)


def choose(
    participant_id: int,
    wishes: Mapping[str, str | None],
    *,
    actor: Actor,
    now: datetime,
    days: Collection[date] | None = None,
) -> tuple[Session, ...]:
    """Choose one session in each of the blocks named, by uid, or none. Returns those that were full.

    In a block whose new session is full, what one had stays. `days` are those that may be chosen for, None: all of
    the seat's. Refuses, beside the block: before and after the time for it (`NotOpenYet`), a seat that is not
    confirmed, another day, what is not on the programme, and (`Clash`) two at the same time; then nothing changes.
    """
    desk = _desk(participant_id, actor, now, days)
    standing = {slug: one.session.uid for slug, one in desk.taken.items()}
    wanted = {slug: uid for slug, uid in wishes.items() if uid != standing.get(slug)}
    new = {slug: _session(desk, uid, slug) for slug, uid in wanted.items() if uid}
    for slug in wanted.keys() & standing.keys():
        _ensure_ours(desk, desk.taken[slug])
    _ensure_no_clashes(desk, wanted, new)
    got, full = _take(desk, new, past_queue=actor.kind == "organiser")
    if full:
        _ensure_no_clashes(desk, {slug: None for slug in wanted if slug not in full}, got)
    before = _titles(desk.taken.values())
    given_up = [one for slug, one in desk.taken.items() if slug in wanted and slug not in full]
    freed = queue_service.end(given_up, desk.programme)
    for session in got.values():
        _sit(desk, session, now)
    if given_up or got:
        after = _titles(one for one in queries.choices_of([participant_id]) if one.state == "taken")
        _note_change(desk.seat, "seminars-changed", before, after, actor, now)
    queue_service.fill(desk.seat.edition_id, freed, now=now)
    _tell_of_organisers_change(desk, [*given_up], got.values(), actor, now)
    return tuple(full.values())


def wait(participant_id: int, uid: str, *, actor: Actor, now: datetime, days: Collection[date] | None = None) -> Choice:
    """Stand in the queue of a full session; what one has in the block stays meanwhile. Refuses as `choose`, and when
    there are places left. Standing there already is no fault."""
    desk = _desk(participant_id, actor, now, days)
    session = _session(desk, uid, None)
    standing = desk.of(session)
    if standing and standing.state != "off":
        return standing
    others = [one for slug, one in desk.taken.items() if slug != session.block]
    rules.ensure_no_clash(session, queue_service.in_programme(others, desk.programme))
    quota_id = _quota(desk, session)
    if places.take([quota_id]) is None:
        places.give_back([quota_id])
        raise Refusal(gettext("Det finns plats nu. Välj ”%(title)s” i stället.", title=session.title))
    choice = standing or _row(desk, session, "waiting", now)
    choice.state = "waiting"
    queues.wait(choice, quota_id, now=now)
    queue_service.note(desk.seat, "seminar-waiting", actor, now, seminar=session.title)
    return choice


def leave(participant_id: int, uid: str, *, actor: Actor, now: datetime, days: Collection[date] | None = None) -> None:
    """Wait no longer for a session. Not standing in its queue is no fault."""
    desk = _desk(participant_id, actor, now, days, opens=False)
    choice = next((one for one in desk.choices if one.session.uid == uid and one.state == "waiting"), None)
    if choice is None:
        return
    _ensure_ours(desk, choice)
    title = choice.session.title
    queue_service.end([choice], desk.programme)
    queue_service.note(desk.seat, "seminar-left-queue", actor, now, seminar=title)


def _desk(
    participant_id: int, actor: Actor, now: datetime, days: Collection[date] | None, *, opens: bool = True
) -> Desk:
    edition_id = registration.edition_of(participant_id)
    bookings.alone(edition_id)
    seat = locked(Participant, participant_id)
    programme = releases.current(edition_id, now)
    if programme is None:
        raise Refusal(gettext("Programmet är inte släppt än."))
    if opens:
        rules.ensure_open(admission.get_catalogue(edition_id), actor, now)
        rules.ensure_confirmed(seat)
    all_days = frozenset(rules.days_of(seat, (day.date for day in programme.days)))
    choices = tuple(queries.choices_of([participant_id]))
    return Desk(seat, programme, choices, all_days, all_days if days is None else all_days.intersection(days))


def _session(desk: Desk, uid: str, block: str | None) -> Session:
    session = desk.programme.by_uid.get(uid)
    if session is None or not rules.choosable(session) or block not in (None, session.block):
        raise Refusal(gettext("Välj något ur listan."), field=block)
    rules.ensure_day(session, desk.days)
    return session


def _ensure_ours(desk: Desk, choice: Choice) -> None:
    """Refuses to touch what somebody else chose, who has that day. What was moved off all days may be dropped."""
    session = desk.programme.by_uid.get(choice.session.uid)
    if session and session.day in desk.all_days:
        rules.ensure_day(session, desk.days)


def _ensure_no_clashes(desk: Desk, wanted: Mapping[str, object], new: Mapping[str, Session]) -> None:
    kept = [one for slug, one in desk.taken.items() if slug not in wanted]
    others = queue_service.in_programme(kept, desk.programme)
    for session in new.values():
        rules.ensure_no_clash(session, [*others, *new.values()])


def _take(desk: Desk, new: Mapping[str, Session], *, past_queue: bool) -> tuple[dict[str, Session], dict[str, Session]]:
    """Those that were got and those that were full, by block. An offer holds its place already."""
    got: dict[str, Session] = {}
    full: dict[str, Session] = {}
    for slug, session in new.items():
        standing = desk.of(session)
        offered = standing is not None and standing.state == "offered"
        free = offered or places.take([_quota(desk, session)], past_queue=past_queue) is None
        (got if free else full)[slug] = session
    return got, full


def _sit(desk: Desk, session: Session, now: datetime) -> None:
    choice = desk.of(session) or _row(desk, session, "taken", now)
    queues.settle(choice)
    choice.state = "taken"
    db.session.flush()


def _row(desk: Desk, session: Session, state: str, now: datetime) -> Choice:
    edition_id = desk.seat.edition_id
    draft = db.session.scalar(
        select(DraftSession).where(DraftSession.edition_id == edition_id, DraftSession.uid == session.uid)
    )
    block = db.session.scalar(select(Block).where(Block.edition_id == edition_id, Block.slug == session.block))
    if draft is None or block is None:
        raise Missing
    choice = Choice(participant=desk.seat, session=draft, block=block, state=state, created_at=now)
    db.session.add(choice)
    return choice


def _quota(desk: Desk, session: Session) -> int:
    found = places_service.of_sessions(desk.seat.edition_id, [session.uid], desk.programme)
    return found[session.uid].quota_id


def _titles(choices: Iterable[Choice]) -> dict[str, str]:
    return {one.block.name: one.session.title for one in choices}


def _note_change(
    seat: Participant, what: str, before: Mapping[str, str], after: Mapping[str, str], actor: Actor, now: datetime
) -> None:
    """Both by block, each with the same blocks: nothing where nothing was or is chosen."""
    names = sorted(before.keys() | after.keys())
    queue_service.note(
        seat,
        what,
        actor,
        now,
        before={name: before.get(name) for name in names},
        after={name: after.get(name) for name in names},
    )


def _tell_of_organisers_change(
    desk: Desk, given_up: Iterable[Choice], got: Iterable[Session], actor: Actor, now: datetime
) -> None:
    """Each who has the seat on a day on which an organiser changed something."""
    if actor.kind != "organiser":
        return
    gone = [desk.programme.by_uid.get(one.session.uid) for one in given_up]
    days = {one.day for one in (*gone, *got) if one}
    holders = {id(rules.holder_of(desk.seat, day)): day for day in days}
    taken = [one for one in queries.choices_of([desk.seat.id]) if one.state == "taken"]
    now_chosen = queue_service.in_programme(taken, desk.programme)
    for day in holders.values():
        notice_service.changed(desk.seat, now_chosen, day, now=now)


@seat_ended.connect
def _free(seat: Participant, *, now: datetime) -> None:
    """All that went with the seat passes on."""
    choices = queries.choices_of([seat.id])
    if choices:
        freed = queue_service.end(choices, releases.current(seat.edition_id, now))
        queue_service.fill(seat.edition_id, freed, now=now)


@seat_transferred.connect
def _keep(seat: Participant, *, now: datetime) -> None:
    """What is chosen belongs to the seat: whoever takes it over has it, is told so, and may change it."""
    choices, programme = queries.choices_of([seat.id]), releases.current(seat.edition_id, now)
    queue_service.end((one for one in choices if one.state == "off"), programme)
    taken = [one for one in choices if one.state == "taken"]
    if taken and programme:
        theirs = queue_service.in_programme(taken, programme)
        of_holder = [one for one in theirs if rules.holder_of(seat, one.day) is seat]
        notice_service.listed(letters.INHERITED, seat, of_holder, now=now)
    queue_service.offer_again(choices, now=now)


@days_changed.connect
def _free_lost_days(seat: Participant, *, now: datetime) -> None:
    """What is chosen on a day that the seat gives no longer passes on. A day given to somebody else is still there."""
    programme = releases.current(seat.edition_id, now)
    if programme is None:
        return
    days = rules.days_of(seat, (day.date for day in programme.days))
    sessions = {one.uid: one for one in queue_service.in_programme(queries.choices_of([seat.id]), programme)}
    lost = [
        one
        for one in queries.choices_of([seat.id])
        if (session := sessions.get(one.session.uid)) and session.day not in days and one.state != "off"
    ]
    if lost:
        titles = _titles(lost)
        gone = [sessions[one.session.uid] for one in lost if one.state == "taken"]
        freed = queue_service.end(lost, programme)
        _note_change(seat, "seminars-lost", titles, {}, SYSTEM, now)
        notice_service.listed(letters.LOST, seat, gone, now=now)
        queue_service.fill(seat.edition_id, freed, now=now)
    queue_service.offer_again(queries.choices_of([seat.id]), now=now)


@event.listens_for(Block, "before_delete")
def _keep_what_is_chosen(_mapper: object, connection: Connection, block: Block) -> None:
    """The public may still choose in a block that the draft has emptied. `programme` knows nothing of choices."""
    if connection.scalar(select(Choice.id).where(Choice.block_id == block.id).limit(1)) is not None:
        raise Refusal(f"Deltagare har valt i block {block.name}. Släpp programmet utan blocket först.")

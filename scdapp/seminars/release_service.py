"""What a new version of the programme means for those who have chosen: they are told, nothing is lost in silence."""

from collections.abc import Iterable
from datetime import datetime

from flask_babel import gettext
from sqlalchemy import select

from scdapp.core.db import db
from scdapp.core.errors import Missing
from scdapp.core.language import speaking
from scdapp.editions.models import Edition
from scdapp.places import queue_service as queues
from scdapp.places import service as places
from scdapp.programme.models import Block
from scdapp.programme.models import Session as DraftSession
from scdapp.registration import service as bookings
from scdapp.registration.rules import SYSTEM
from scdapp.releases.released import Programme, Session
from scdapp.releases.signals import released
from scdapp.seminars import letters, notice_service, places_service, queries, queue_service, rules
from scdapp.seminars.models import Choice


@released.connect
def follow(edition: Edition, *, before: Programme | None, after: Programme, now: datetime) -> None:
    """Places as the new version says; what is called off is freed and told of; a move that clashes is told of."""
    try:
        bookings.alone(edition.id)
    except Missing:  # no registration yet, so nobody has chosen
        places_service.follow(edition.id, after)
        return
    grown = places_service.follow(edition.id, after)
    if before is None:
        return
    gone = [one for one in before.sessions if _in_block(one) and not _in_block(after.by_uid.get(one.uid))]
    _free_gone(_choices_on(edition, gone), after, now)
    back = [one for one in after.sessions if _in_block(one) and not _in_block(before.by_uid.get(one.uid))]
    _give_again(_choices_on(edition, back), after)
    moved = [one for one in after.sessions if _in_block(one) and _elsewhen(before.by_uid.get(one.uid), one)]
    _follow_blocks(edition, _choices_on(edition, moved), after)
    _tell_of_clashes(_choices_on(edition, moved), after, now)
    queue_service.fill(edition.id, grown, now=now)


def _in_block(session: Session | None) -> bool:
    return session is not None and session.block is not None and not session.off


def _elsewhen(old: Session | None, new: Session) -> bool:
    return old is not None and (old.day, old.starts, old.ends, old.block) != (new.day, new.starts, new.ends, new.block)


def _choices_on(edition: Edition, sessions: Iterable[Session]) -> list[Choice]:
    uids = [one.uid for one in sessions]
    if not uids:
        return []
    ids = select(DraftSession.id).where(DraftSession.edition_id == edition.id, DraftSession.uid.in_(uids))
    return queries.choices_on(list(db.session.scalars(ids)))


def _free_gone(choices: list[Choice], after: Programme, now: datetime) -> None:
    """Called off, or no longer to be chosen: the letter says which, and what else there is in the block."""
    left = queries.left(choices[0].participant.edition_id) if choices else {}
    ended = []
    for choice in choices:
        session = after.by_uid.get(choice.session.uid)
        if choice.state == "off" or session is None:
            continue
        with speaking(choice.participant.booking.language):
            told = {"vad_som_hant": _reason(session), "att_valja_pa": _others(choice, after, left)}
            notice_service.about(letters.CANCELLED, choice.participant, session, told, now=now)
        queue_service.note(choice.participant, "seminar-cancelled", SYSTEM, now, seminar=session.title)
        if session.off and choice.state == "taken":
            _mark_off(choice, after)
        else:
            ended.append(choice)
    queue_service.end(ended, after)


def _mark_off(choice: Choice, after: Programme) -> None:
    uid, edition_id = choice.session.uid, choice.participant.edition_id
    places.give_back([places_service.of_sessions(edition_id, [uid], after)[uid].quota_id])
    choice.state = "off"
    db.session.flush()


def _reason(session: Session) -> str:
    if not session.off:
        return str(gettext("Det behöver inte väljas längre: det är för alla."))
    note = session.cancel_note if session.cancelled else None
    return str(gettext("Det är inställt: %(reason)s", reason=note) if note else gettext("Det är inställt."))


def _others(choice: Choice, after: Programme, left: dict[str, rules.Left]) -> str:
    """The others of the block, with places left; in words also that there are none."""
    open_ones = [one for one in after.shown if one.block == choice.block.slug and rules.choosable(one)]
    told = []
    for one in open_ones:
        places_left = left[one.uid].places if one.uid in left else None
        full = places_left == 0
        room = gettext("fullt") if full else gettext("platser kvar")
        told.append(f"– {one.title}, {room}")
    return "\n".join(told) or str(gettext("inget annat"))


def _give_again(choices: list[Choice], after: Programme) -> None:
    """What takes place after all is theirs again who had it, if they have chosen nothing else and there is room."""
    for choice in choices:
        if choice.state != "off":
            continue
        edition_id, uid = choice.participant.edition_id, choice.session.uid
        quota_id = places_service.of_sessions(edition_id, [uid], after)[uid].quota_id
        if _has_in_block(choice, choice.block_id) or places.take([quota_id]) is not None:
            queues.settle(choice)
            db.session.delete(choice)
        else:
            choice.state = "taken"
        db.session.flush()


def _follow_blocks(edition: Edition, choices: list[Choice], after: Programme) -> None:
    """A session that lies in another block takes its choices along, where nothing else is chosen there."""
    rows = db.session.execute(select(Block.slug, Block.id).where(Block.edition_id == edition.id))
    ids = {row.slug: row.id for row in rows}
    for choice in choices:
        session = after.by_uid[choice.session.uid]
        block_id = ids.get(session.block or "", choice.block_id)
        if block_id != choice.block_id and not (choice.state == "taken" and _has_in_block(choice, block_id)):
            choice.block_id = block_id
            db.session.flush()


def _has_in_block(choice: Choice, block_id: int) -> bool:
    others = queries.choices_of([choice.participant_id])
    return any(one.state == "taken" and one.block_id == block_id and one.id != choice.id for one in others)


def _tell_of_clashes(choices: list[Choice], after: Programme, now: datetime) -> None:
    """Whoever cannot be at a moved session any more decides what to keep; until then both stand."""
    taken = [one for one in choices if one.state == "taken"]
    of_seat: dict[int, list[Choice]] = {}
    for one in queries.choices_of({choice.participant_id for choice in taken}):
        if one.state == "taken":
            of_seat.setdefault(one.participant_id, []).append(one)
    for choice in taken:
        seat, session = choice.participant, after.by_uid[choice.session.uid]
        others = queue_service.in_programme(of_seat[seat.id], after)
        clashing = rules.clashes(session, others)
        with speaking(seat.booking.language):
            if clashing:
                titles = ", ".join(f"”{one.title}”" for one in clashing)
                krock = gettext("Det är nu samtidigt som %(titles)s, som du också har valt.", titles=titles)
            elif session.day not in rules.days_of(seat, (day.date for day in after.days)):
                krock = gettext("Din plats gäller inte den dagen.")
            else:
                continue
            notice_service.about(letters.MOVED, seat, session, {"krock": krock}, now=now)
        queue_service.note(seat, "seminar-moved", SYSTEM, now, seminar=session.title)

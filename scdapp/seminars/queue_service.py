"""Waiting lists of sessions: a free place goes to the first in line, at once where it costs them nothing.

Somebody who has nothing else at that time gets the place, and a letter. Somebody who would have to give something up
for it is offered it, and answers before a deadline.
"""

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime
from typing import Any

from flask_babel import gettext

from scdapp.admission import queries as admission
from scdapp.core.db import db
from scdapp.core.errors import Refusal
from scdapp.core.workdays import answer_deadline
from scdapp.places import queue_service as queues
from scdapp.places import service as places
from scdapp.registration import history
from scdapp.registration import queries as registration
from scdapp.registration import service as bookings
from scdapp.registration.models import Participant
from scdapp.registration.queue_service import OfferEnded
from scdapp.registration.rules import SYSTEM, Actor
from scdapp.releases import queries as releases
from scdapp.releases.released import Programme, Session
from scdapp.seminars import letters, notice_service, places_service, queries, rules
from scdapp.seminars.models import Choice
from scdapp.tokens import service as tokens


def fill(edition_id: int, quota_ids: Collection[int], *, now: datetime) -> int:
    """Pass on what is free in these quotas; how many got or were offered a place."""
    programme = _programme(edition_id, now)
    return sum(_fill(quota_id, programme, now) for quota_id in sorted(quota_ids)) if programme else 0


def promote(choice_id: int, *, actor: Actor, now: datetime) -> None:
    """An organiser lets somebody past the queue. Refuses when no place is free, and what nobody waits for."""
    choice = _locked(choice_id)
    if choice.state != "waiting":
        raise Refusal("Personen står inte i kön längre.")
    programme = _programme(choice.participant.edition_id, now)
    if programme is None or not _pass_on(choice, choice.queue_id or 0, programme, now, actor=actor):
        raise Refusal("Det finns ingen ledig plats att ge. Höj antalet platser i programmet och släpp det först.")


def accept(choice_id: int, *, actor: Actor, now: datetime, days: Collection[date] | None = None) -> Choice:
    """Yes to an offer: what was chosen in the block, and at the same time, is given up. Refuses (`OfferEnded`) when
    the offer no longer stands, and another day than `days`."""
    choice = _locked(choice_id)
    _ensure_stands(choice, now)
    seat = choice.participant
    programme = _programme(seat.edition_id, now)
    session = programme.by_uid.get(choice.session.uid) if programme else None
    if programme is None or session is None or session.off:
        raise OfferEnded(gettext("Erbjudandet gäller inte längre."))
    _ensure_theirs(choice, programme, days)
    instead = {one.uid for one in _instead(choice, session, programme)}
    freed = end((one for one in queries.choices_of([seat.id]) if one.session.uid in instead), programme)
    queues.settle(choice)
    choice.state = "taken"
    note(seat, "seminar-offer-accepted", actor, now, seminar=choice.session.title)
    fill(seat.edition_id, freed, now=now)
    return choice


def decline(choice_id: int, *, actor: Actor, now: datetime, days: Collection[date] | None = None) -> None:
    """No to an offer; the place passes on. Refuses (`OfferEnded`) when the offer no longer stands, and another day."""
    choice = _locked(choice_id)
    _ensure_stands(choice, now)
    _ensure_theirs(choice, _programme(choice.participant.edition_id, now), days)
    _end_offer(choice, "seminar-offer-declined", actor, now)


def given_up_for(choice: Choice, *, now: datetime) -> list[Session]:
    """What a yes to the offer would cost: what is chosen in the block or at the same time. Changes nothing."""
    programme = _programme(choice.participant.edition_id, now)
    session = programme.by_uid.get(choice.session.uid) if programme else None
    return _instead(choice, session, programme) if programme and session else []


def offer_again(choices: Iterable[Choice], *, now: datetime) -> None:
    """The seat, or the day, is somebody else's now: the links of the one before are dead, and they get one instead."""
    for choice in choices:
        seat = choice.participant
        programme = _programme(seat.edition_id, now)
        session = programme.by_uid.get(choice.session.uid) if programme else None
        if choice.state == "offered" and programme and session:
            tokens.revoke(letters.SEMINAR_OFFER, notice_service.subject_of(choice))
            notice_service.offered(choice, session, _instead(choice, session, programme), now=now)


def expire(*, now: datetime) -> int:
    """End every offer whose time is up and pass the places on; how many ended. Whoever missed it is told."""
    ended = 0
    for edition_id in queries.ended_offers(now):
        bookings.alone(edition_id)
        for choice in queries.offered(edition_id):
            if choice.offer_ends_at and choice.offer_ends_at <= now:
                programme = _programme(edition_id, now)
                session = programme.by_uid.get(choice.session.uid) if programme else None
                if session:
                    notice_service.about(letters.OFFER_ENDED, choice.participant, session, now=now)
                _end_offer(choice, "seminar-offer-unanswered", SYSTEM, now)
                ended += 1
    return ended


def end(choices: Iterable[Choice], programme: Programme | None) -> set[int]:
    """Delete these choices, with their places and their places in queues; the quotas that have one free now.

    Who is told, and who gets the places, is the caller's to see to.
    """
    rows = list(choices)
    if not rows:
        return set()
    edition_id = rows[0].participant.edition_id
    held = {one.session.uid for one in rows if one.state in queries.HELD}
    quotas = places_service.of_sessions(edition_id, held, programme) if held and programme else {}
    freed = set()
    for row in rows:
        if row.state in queries.HELD:
            quota_id = quotas[row.session.uid].quota_id
            places.give_back([quota_id])
            freed.add(quota_id)
        queues.settle(row)
        db.session.delete(row)
    db.session.flush()
    return freed


def in_programme(choices: Iterable[Choice], programme: Programme) -> list[Session]:
    """The sessions of the choices, as they were released."""
    found = (programme.by_uid.get(one.session.uid) for one in choices)
    return [one for one in found if one]


def note(seat: Participant, what: str, actor: Actor, now: datetime, **detail: Any) -> None:
    """A line in the booking's history. The seat's version stays: nobody's form about the person is out of date."""
    history.record(seat.booking, what, actor=actor, now=now, participant=seat, **detail)
    db.session.flush()


def _fill(quota_id: int, programme: Programme, now: datetime) -> int:
    passed = 0
    for choice in queries.waiting_for(quota_id):
        if _pass_on(choice, quota_id, programme, now):
            passed += 1
        elif not _is_free(quota_id):
            break
    return passed


def _is_free(quota_id: int) -> bool:
    if places.take([quota_id], past_queue=True) is not None:
        return False
    places.give_back([quota_id])
    return True


def _pass_on(choice: Choice, quota_id: int, programme: Programme, now: datetime, *, actor: Actor = SYSTEM) -> bool:
    """Give or offer the place, if there is one and the session is still ahead and for this person."""
    seat, session = choice.participant, programme.by_uid.get(choice.session.uid)
    latest = rules.answer_before(session) if session else None
    if session is None or session.off or latest is None or latest <= now or seat.state != "confirmed":
        return False
    instead = _instead(choice, session, programme)
    if places.take([quota_id], past_queue=True) is not None:
        return False
    if instead:
        days = _catalogue_days(seat)
        queues.offer(choice, ends_at=answer_deadline(now, workdays=days, latest=latest), now=now)
        choice.state = "offered"
        note(seat, "seminar-offered", actor, now, seminar=session.title, until=choice.offer_ends_at)
        notice_service.offered(choice, session, instead, now=now)
    else:
        queues.settle(choice)
        choice.state = "taken"
        note(seat, "seminar-given", actor, now, seminar=session.title)
        notice_service.about(letters.GIVEN, seat, session, now=now)
    return True


def _instead(choice: Choice, session: Session, programme: Programme) -> list[Session]:
    """What is chosen in the block, and elsewhere at the same time."""
    taken = [one for one in queries.choices_of([choice.participant_id]) if one.state == "taken"]
    in_block = in_programme((one for one in taken if one.block_id == choice.block_id), programme)
    at_once = rules.clashes(session, in_programme(taken, programme))
    return [*in_block, *(one for one in at_once if one not in in_block)]


def _catalogue_days(seat: Participant) -> int:
    return admission.get_catalogue(seat.edition_id).group(seat.category_id).offer_workdays


def _end_offer(choice: Choice, what: str, actor: Actor, now: datetime) -> None:
    seat, title = choice.participant, choice.session.title
    freed = end([choice], _programme(seat.edition_id, now))
    note(seat, what, actor, now, seminar=title)
    fill(seat.edition_id, freed, now=now)


def _ensure_theirs(choice: Choice, programme: Programme | None, days: Collection[date] | None) -> None:
    session = programme.by_uid.get(choice.session.uid) if programme else None
    if days is not None and session is not None:
        rules.ensure_day(session, days)


def _ensure_stands(choice: Choice, now: datetime) -> None:
    if choice.state != "offered" or choice.offer_ends_at is None or choice.offer_ends_at.astimezone(UTC) <= now:
        raise OfferEnded(gettext("Erbjudandet gäller inte längre."))


def _locked(choice_id: int) -> Choice:
    """The choice, read after everybody else is done with the year's registrations. Raises `Missing`."""
    found = queries.get_choice(choice_id)
    bookings.alone(registration.edition_of(found.participant_id))
    return queries.get_choice(choice_id)


def _programme(edition_id: int, now: datetime) -> Programme | None:
    return releases.current(edition_id, now)

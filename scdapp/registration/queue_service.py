"""Waiting lists that keep their word: offers, answers, deadlines, and places that pass to the next in line."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Any

from flask_babel import gettext

from scdapp.admission import queries as admission
from scdapp.admission.catalogue import Catalogue
from scdapp.admission.signals import places_added
from scdapp.core.db import locked
from scdapp.core.errors import Refusal
from scdapp.core.workdays import answer_deadline
from scdapp.places import queue_service as queues
from scdapp.places import service as places
from scdapp.registration import history, letters, notice_service, queries, rules, service
from scdapp.registration.models import Line, Participant
from scdapp.registration.rules import SYSTEM, Actor
from scdapp.registration.signals import seat_confirmed

# Said to organisers only.
WAITS_NOT = "Personen står inte på reservlistan längre."
NONE_FREE = "Det finns ingen ledig plats. Höj antalet platser först."


class OfferEnded(Refusal):
    """The offer was answered already, or too late."""


def fill(catalogue: Catalogue, quota_ids: Collection[int], *, now: datetime) -> int:
    """Offer what is free in the quotas to those who wait longest, where their category says so by itself.

    Goes past somebody whose seat needs a place elsewhere too that is not there. Returns how many were offered one.
    """
    seats = queries.waiting_seats(quota_ids)
    offered = sum(_offer_if_free(catalogue, person, now) for person in seats if _automatic(catalogue, person))
    lines = queries.waiting_lines(quota_ids)
    return offered + sum(
        _offer_line_if_free(catalogue, one, now) for one in lines if _automatic(catalogue, one.participant)
    )


def offer_seat(participant_id: int, *, actor: Actor, now: datetime) -> None:
    """An organiser lets somebody off the waiting list. Refuses when no place is free, or nobody waits."""
    person = _locked_seat(participant_id)
    if person.state != "waiting":
        raise Refusal(WAITS_NOT)
    if not _offer_if_free(_catalogue(person), person, now, actor=actor):
        raise Refusal(NONE_FREE)


def offer_line(line_id: int, *, actor: Actor, now: datetime) -> None:
    """The same for a product. Refuses as `offer_seat`."""
    line = _locked_line(line_id)
    if line.state != "waiting":
        raise Refusal(WAITS_NOT)
    if not _offer_line_if_free(_catalogue(line.participant), line, now, actor=actor):
        raise Refusal(NONE_FREE)


def offer_next_seats(edition_id: int, category_id: int, count: int, *, actor: Actor, now: datetime) -> int:
    """Offer a place to the `count` who have waited longest in a category; how many were offered one.

    Goes past somebody whose seat needs a place elsewhere that is not there. Refuses when nobody could be offered one.
    """
    service.alone(edition_id)
    catalogue = admission.get_catalogue(edition_id)
    waiting = (row for row in queries.waiting_in_category(category_id))
    return _offered(count, (lambda row: _offer_if_free(catalogue, row, now, actor=actor)), waiting)


def offer_next_lines(edition_id: int, product_id: int, count: int, *, actor: Actor, now: datetime) -> int:
    """The same for those who wait for a product. Refuses as `offer_next_seats`."""
    service.alone(edition_id)
    catalogue = admission.get_catalogue(edition_id)
    waiting = (row for row in queries.waiting_for_product(product_id))
    return _offered(count, (lambda row: _offer_line_if_free(catalogue, row, now, actor=actor)), waiting)


def _offered(count: int, offer: Callable[[Any], bool], waiting: Iterable[Any]) -> int:
    done = 0
    for row in waiting:
        if done == count:
            break
        done += offer(row)
    if not done:
        raise Refusal(NONE_FREE)
    return done


def confirm_seat(participant_id: int, *, actor: Actor, now: datetime) -> Participant:
    """An organiser gives somebody who waits, or was offered one, a seat at once, whoever stands before.

    Refuses when no place is free, and somebody who neither waits nor was offered one.
    """
    person = _locked_seat(participant_id)
    if person.state not in ("waiting", "offered"):
        raise Refusal(WAITS_NOT)
    if person.state == "waiting" and places.take(seat_quotas(_catalogue(person), person), past_queue=True) is not None:
        raise Refusal(NONE_FREE)
    return _seated(person, "confirmed-directly", actor, now)


def confirm_line(line_id: int, *, actor: Actor, now: datetime) -> Line:
    """The same for a product. Refuses as `confirm_seat`."""
    line = _locked_line(line_id)
    if line.state not in ("waiting", "offered"):
        raise Refusal(WAITS_NOT)
    if line.state == "waiting" and places.take([line.product.quota_id], past_queue=True) is not None:
        raise Refusal(NONE_FREE)
    return _line_had(line, "confirmed-directly", actor, now)


def accept_seat(participant_id: int, *, actor: Actor, now: datetime) -> Participant:
    """Yes. Refuses (`OfferEnded`) when the offer no longer stands."""
    person = _locked_seat(participant_id)
    _ensure_stands(person, now)
    return _seated(person, "offer-accepted", actor, now)


def refuse_seat(participant_id: int, *, actor: Actor, now: datetime) -> None:
    """No. The place passes to the next in line. Refuses (`OfferEnded`) when the offer no longer stands."""
    person = _locked_seat(participant_id)
    _ensure_stands(person, now)
    _end_seat_offer(person, "declined", actor, now)


def accept_line(line_id: int, *, actor: Actor, now: datetime) -> Line:
    """Yes to a product. Refuses as `accept_seat`."""
    line = _locked_line(line_id)
    _ensure_stands(line, now)
    return _line_had(line, "offer-accepted", actor, now)


def refuse_line(line_id: int, *, actor: Actor, now: datetime) -> None:
    """No to a product. Refuses as `refuse_seat`."""
    line = _locked_line(line_id)
    _ensure_stands(line, now)
    _end_line_offer(line, actor, now)


def expire(edition_id: int, *, now: datetime) -> int:
    """End every offer whose time is up and pass the places on; how many ended. Whoever missed it is told."""
    service.alone(edition_id)
    seats = [row for row in queries.offered_seats(edition_id) if row.offer_ends_at and row.offer_ends_at <= now]
    lines = [row for row in queries.offered_lines(edition_id) if row.offer_ends_at and row.offer_ends_at <= now]
    for person in seats:
        notice_service.tell(letters.OFFER_ENDED, person, None, now=now)
        _end_seat_offer(person, "unanswered", SYSTEM, now)
    for line in lines:
        notice_service.tell(letters.OFFER_ENDED, line.participant, line, now=now)
        _end_line_offer(line, SYSTEM, now)
    return len(seats) + len(lines)


def seat_quotas(catalogue: Catalogue, person: Participant) -> tuple[int, ...]:
    """Every quota that the person's seat takes a place of."""
    group = catalogue.group(person.category_id)
    chosen = [line.product_id for line in person.lines if line.state != "cancelled"]
    return catalogue.quota_ids(group, rules.chosen_pass(chosen, group))


def seat_at_once(person: Participant, *, now: datetime) -> None:
    """The place is taken already: now it is theirs, with what was wanted beside; they are told."""
    person.state = "confirmed"
    queues.settle(person)
    _seat_lines(person, now)
    notice_service.tell(letters.CONFIRMED, person, None, now=now)
    seat_confirmed.send(person, now=now)


def _offer_if_free(catalogue: Catalogue, person: Participant, now: datetime, *, actor: Actor = SYSTEM) -> bool:
    if places.take(seat_quotas(catalogue, person), past_queue=True) is not None:
        return False
    queues.offer(person, ends_at=_deadline(catalogue, person, now), now=now)
    person.state = "offered"
    _note(person, "offered", actor, now, until=person.offer_ends_at)
    notice_service.offered(person, None, now=now)
    return True


def _offer_line_if_free(catalogue: Catalogue, line: Line, now: datetime, *, actor: Actor = SYSTEM) -> bool:
    if places.take([line.product.quota_id], past_queue=True) is not None:
        return False
    queues.offer(line, ends_at=_deadline(catalogue, line.participant, now), now=now)
    line.state = "offered"
    _note(line.participant, "offered", actor, now, product=line.product.name, until=line.offer_ends_at)
    notice_service.offered(line.participant, line, now=now)
    return True


def _seated(person: Participant, what: str, actor: Actor, now: datetime) -> Participant:
    seat_at_once(person, now=now)
    _note(person, what, actor, now)
    return person


def _line_had(line: Line, what: str, actor: Actor, now: datetime) -> Line:
    queues.settle(line)
    line.state = "taken"
    _note(line.participant, what, actor, now, product=line.product.name)
    notice_service.tell(letters.CONFIRMED, line.participant, line, now=now)
    return line


def _end_seat_offer(person: Participant, reason: str, actor: Actor, now: datetime) -> None:
    catalogue = _catalogue(person)
    freed = seat_quotas(catalogue, person)
    queues.settle(person)
    person.state, person.cancel_reason, person.cancelled_at = "cancelled", reason, now
    for line in person.lines:
        line.state = "cancelled"
    places.give_back(freed)
    _note(person, f"offer-{reason}", actor, now)
    fill(catalogue, freed, now=now)


def _end_line_offer(line: Line, actor: Actor, now: datetime) -> None:
    catalogue = _catalogue(line.participant)
    queues.settle(line)
    line.state = "cancelled"
    places.give_back([line.product.quota_id])
    _note(line.participant, "offer-declined", actor, now, product=line.product.name)
    fill(catalogue, [line.product.quota_id], now=now)


def _seat_lines(person: Participant, now: datetime) -> None:
    """With the seat come the pass and, as far as there is room, what was wanted beside."""
    for line in person.lines:
        if line.state == "wanted":
            line.state = "taken"
            if line.product.kind == "extra":
                service.take_extra(line, line.product.quota_id, now=now)


def _automatic(catalogue: Catalogue, person: Participant) -> bool:
    return catalogue.group(person.category_id).automatic


def _deadline(catalogue: Catalogue, person: Participant, now: datetime) -> datetime:
    return answer_deadline(now, workdays=catalogue.group(person.category_id).offer_workdays)


def _ensure_stands(row: Participant | Line, now: datetime) -> None:
    if row.state != "offered" or row.offer_ends_at is None or row.offer_ends_at <= now:
        raise OfferEnded(gettext("Erbjudandet gäller inte längre."))


def _locked_seat(participant_id: int) -> Participant:
    """The seat, read after everybody else is done with the year's registrations. Raises `Missing`."""
    edition_id = queries.edition_of(participant_id)
    service.alone(edition_id)
    return locked(Participant, participant_id)


def _locked_line(line_id: int) -> Line:
    participant_id = queries.participant_of(line_id)
    _locked_seat(participant_id)
    return locked(Line, line_id)


def _catalogue(person: Participant) -> Catalogue:
    return admission.get_catalogue(person.edition_id)


def _note(person: Participant, what: str, actor: Actor, now: datetime, **detail: Any) -> None:
    person.version += 1
    person.changed_at = now
    history.record(person.booking, what, actor=actor, now=now, participant=person, **detail)


@places_added.connect
def _fill_what_was_added(_sender: object, *, edition_id: int, now: datetime) -> None:
    """More places: those who wait are offered them."""
    service.alone(edition_id)
    catalogue = admission.get_catalogue(edition_id)
    fill(catalogue, queries.queues_of(edition_id), now=now)

"""Verbs on a seat that somebody has: correct, pass on, share, change, give up."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext
from sqlalchemy import select

from scdapp.accounts.rules import canonical_address
from scdapp.admission import queries as admission
from scdapp.admission.catalogue import Catalogue
from scdapp.core import money, words
from scdapp.core.db import db, locked
from scdapp.core.errors import Missing, Refusal
from scdapp.core.language import speaking
from scdapp.outbox import service as outbox
from scdapp.places import queue_service as queues
from scdapp.places import service as places
from scdapp.registration import history, letters, notice_service, queries, queue_service, rules, service
from scdapp.registration.models import Answer, Consent, DayShare, Line, Participant
from scdapp.registration.rules import Actor
from scdapp.registration.signals import days_changed, seat_ended, seat_transferred
from scdapp.tokens import service as tokens


@dataclass(frozen=True)
class Person:
    """Who has a seat, as a form says it."""

    name: str | None
    email: str | None
    title: str | None = None
    workplace: str | None = None
    listed: bool = False
    avoid_photo: bool = False
    earlier_visits: int | None = None


def update_person(
    participant_id: int,
    person: Person,
    answers: Mapping[int, str],
    *,
    version: int,
    actor: Actor,
    now: datetime,
) -> Participant:
    """Correct or complete who has the seat; somebody named for the first time gets a letter.

    Refuses an address that has another seat this year, and to put one person in another's place (`transfer` does
    that). Who has an own address is nobody else's to correct (`rename` is all that the contact may do then), and the
    address is what one logs in with: only organisers change it. Raises `EditConflict` when somebody saved meanwhile.
    """
    seat = locked_seat(participant_id, version=version)
    ensure_alive(seat)
    catalogue = _catalogue(seat)
    group = catalogue.group(seat.category_id)
    checked = _checked(person)
    if actor.kind != "organiser":
        _ensure_own(seat, checked, actor)
        _ensure_name_may_change(seat, checked.name, catalogue, now)
    _ensure_free(seat, checked.email)
    before = _told(seat)
    newly_named = seat.email is None and checked.email is not None and checked.email != seat.booking.contact_email
    _write(seat, checked, now)
    _answer(seat, rules.checked_answers(answers, group.asks, place=""))
    note(seat, "person-changed", actor, now, before=before, after=_told(seat))
    if newly_named:
        _tell_named(seat, now)
    return seat


def rename(participant_id: int, name: str, *, version: int, actor: Actor, now: datetime) -> Participant:
    """Another spelling of the name, by the contact. Refuses no name. Raises `EditConflict`."""
    seat = locked_seat(participant_id, version=version)
    ensure_alive(seat)
    checked = rules.text(name, "name", rules.LIMITS["name"])
    if checked is None:
        raise Refusal(gettext("Skriv ett namn."), field="name")
    if actor.kind != "organiser":
        _ensure_name_may_change(seat, checked, _catalogue(seat), now)
    if seat.name != checked:
        before, seat.name = seat.name, checked
        note(seat, "person-changed", actor, now, before={"name": before}, after={"name": checked})
    return seat


def transfer(participant_id: int, person: Person, *, version: int, actor: Actor, now: datetime) -> Participant:
    """Let somebody else have the seat. Both are told; what was the former holder's own (needs, calendar, answers,
    what was said about badge and lists) is gone, and no link that they were sent opens anything any more.

    Refuses a person without name or address, one that has a seat already, a seat that has ended and, but for
    organisers, after the last day for changes. Raises `EditConflict`.
    """
    seat = locked_seat(participant_id, version=version)
    ensure_alive(seat)
    if actor.kind != "organiser":
        ensure_changes_open(_catalogue(seat), now)
    checked = _checked(person)
    if checked.name is None or checked.email is None:
        raise Refusal(gettext("Skriv namn och e-postadress till den som tar över."), field="email")
    if checked.email == seat.email:
        raise Refusal(gettext("Det är samma person."), field="email")
    _ensure_free(seat, checked.email)
    former, before = seat.name or seat.booking.contact_name, _told(seat)
    with speaking(seat.booking.language):
        if seat.email:
            told = {"till": checked.name}
            outbox.stop_waiting(seat.email, about=seat.uid)
            notice_service.to_holder(letters.TRANSFERRED_FROM, seat, told, now=now)
        notice_service.end_links(seat)
        _write(seat, checked, now)
        seat.code = rules.new_code()
        seat.protected, seat.badge_name = False, None
        seat.answers.clear()
        told = {"fran": former, "laget": notice_service.seat_in_words(seat)}
        notice_service.to_holder(letters.TRANSFERRED_TO, seat, told, now=now)
    notice_service.offers_again(seat, now=now)
    note(seat, "transferred", actor, now, before=before, after=_told(seat))
    seat_transferred.send(seat, now=now)
    return seat


def share_day(participant_id: int, on: date, person: Person, *, version: int, actor: Actor, now: datetime) -> DayShare:
    """Give one of the seat's days to somebody else, who is told. Refuses a day that the seat does not have, one that
    is given away already, a person without name or address and, but for organisers, after the last day for changes.
    Raises `EditConflict`."""
    seat = locked_seat(participant_id, version=version)
    _ensure_confirmed(seat)
    if actor.kind != "organiser":
        ensure_changes_open(_catalogue(seat), now)
    checked = _checked(person)
    if checked.name is None or checked.email is None:
        raise Refusal(gettext("Skriv namn och e-postadress till den som tar över dagen."), field="email")
    if checked.email == seat.email:
        raise Refusal(gettext("Det är samma person."), field="email")
    if on not in rules.days_of(seat.lines):
        raise Refusal(gettext("Platsen gäller inte den dagen."), field="date")
    if any(share.date == on for share in seat.shares):
        raise Refusal(gettext("Dagen är redan lämnad till någon. Ta tillbaka den först."), field="date")
    share = DayShare(
        date=on, name=checked.name, email=checked.email, title=checked.title, code=rules.new_code(), created_at=now
    )
    seat.shares.append(share)
    db.session.flush()
    _tell_sharer(seat, share, now)
    note(seat, "day-shared", actor, now, day=on, to=checked.name)
    days_changed.send(seat, now=now)
    return share


def unshare_day(participant_id: int, on: date, *, actor: Actor, now: datetime) -> None:
    """Take a day back, or give it back; whoever had it is told. One that is not given away stays as it is."""
    seat = locked_seat(participant_id)
    if _end_shares(seat, {on}, actor, now):
        days_changed.send(seat, now=now)


def change_products(
    participant_id: int, product_ids: Collection[int], *, version: int, actor: Actor, now: datetime
) -> Participant:
    """Other days or extras. What is kept keeps its price, what is new has the price of now; what is full is waited
    for (an extra) or refused (a pass). Refuses after the last day for changes, except for organisers, and products
    that the category is not offered. Raises `EditConflict`.
    """
    seat = locked_seat(participant_id, version=version)
    ensure_alive(seat)
    ensure_may_choose(seat, product_ids, actor, now)
    catalogue = _catalogue(seat)
    held = {line.product_id: line for line in seat.lines if line.state != "cancelled"}
    for product_id in held.keys() - set(product_ids):
        drop_line(seat, held[product_id], catalogue, now)
    for product_id in [one for one in product_ids if one not in held]:
        add_line(seat, product_id, catalogue, now)
    _wait_where_it_is_full(seat, catalogue, now)
    before = sorted(line.product.name for line in held.values())
    after = sorted(line.product.name for line in seat.lines if line.state != "cancelled")
    if before != after:
        note(seat, "products-changed", actor, now, before=before, after=after)
        _end_shares(seat, {share.date for share in seat.shares} - set(rules.days_of(seat.lines)), actor, now)
        notice_service.changed(seat, now=now)
        days_changed.send(seat, now=now)
    return seat


def cancel(
    participant_id: int,
    *,
    reason: str,
    actor: Actor,
    now: datetime,
    fee_percent: int | None = None,
    why: str | None = None,
) -> Participant:
    """Give the seat up: by whoever holds it, by the contact, by an organiser. The fee is what the rules say now, or
    what an organiser says (`fee_percent`, and `why` for the history); the places pass to those who wait; holder and
    contact are told. One that has ended already stays as it is.
    """
    seat = locked_seat(participant_id)
    if seat.state == "cancelled":
        return seat
    catalogue = _catalogue(seat)
    by_rule = catalogue.fee_percent(now) if seat.state == "confirmed" else 0
    seat.cancel_fee_percent = by_rule if fee_percent is None else fee_percent
    for line in seat.lines:
        if line.state == "taken":
            line.fee = money.share(line.amount, seat.cancel_fee_percent)
    freed = _free(seat, catalogue)
    seat.state, seat.cancel_reason, seat.cancelled_at = "cancelled", reason, now
    _end_shares(seat, {share.date for share in seat.shares}, actor, now)
    told = {"why": why} if why else {}
    note(seat, "cancelled", actor, now, reason=reason, fee=seat.cancel_fee_percent, **told)
    notice_service.cancelled(seat, now=now)
    seat_ended.send(seat, now=now)
    queue_service.fill(catalogue, freed, now=now)
    return seat


def leave_line_queue(line_id: int, *, participant_id: int, actor: Actor, now: datetime) -> None:
    """Wait no longer for a product. Refuses a line that is not in a queue; raises `Missing` for another's."""
    seat = locked_seat(participant_id)
    line = next((one for one in seat.lines if one.id == line_id), None)
    if line is None:
        raise Missing
    if line.state != "waiting":
        raise Refusal(gettext("Du står inte i den kön längre."))
    queues.settle(line)
    line.state = "cancelled"
    note(seat, "left-queue", actor, now, product=line.product.name)


def ensure_may_choose(seat: Participant, product_ids: Collection[int], actor: Actor, now: datetime) -> None:
    """Refuses, without changing anything, what `change_products` would; but for places, which nobody holds yet."""
    catalogue = _catalogue(seat)
    if actor.kind != "organiser":
        ensure_changes_open(catalogue, now)
    held = {line.product_id for line in seat.lines if line.state != "cancelled"}
    rules.ensure_kept_or_offered(product_ids, held, catalogue.group(seat.category_id), now)


def ensure_changes_open(catalogue: Catalogue, now: datetime) -> None:
    """Refuses after the last moment for changes."""
    if not catalogue.changes_open(now) and catalogue.changes_close_at:
        raise Refusal(
            gettext(
                "Sista dagen för ändringar var %(moment)s. Hör av dig till arrangören.",
                moment=words.moment(catalogue.changes_close_at),
            )
        )


def _free(seat: Participant, catalogue: Catalogue) -> set[int]:
    """Give back every place that goes with the seat; which quotas have one free now."""
    freed: set[int] = set()
    if seat.state in ("confirmed", "offered"):
        freed.update(queue_service.seat_quotas(catalogue, seat))
        places.give_back(freed)
    if seat.state == "waiting":
        seat.state = "cancelled"  # whoever waits stands in a queue, so the waiting ends first
    queues.settle(seat)
    for line in seat.lines:
        freed |= _end_line(line)
    return freed


def _end_line(line: Line) -> set[int]:
    """An extra gives its own place back; a pass goes with the seat."""
    had_place = line.product.kind == "extra" and line.state in ("taken", "offered")
    queues.settle(line)
    line.state = "cancelled"
    if had_place:
        places.give_back([line.product.quota_id])
    return {line.product.quota_id} if had_place else set()


def drop_line(seat: Participant, line: Line, catalogue: Catalogue, now: datetime) -> None:
    """The seat goes on without the product; its place passes to those who wait."""
    had_pass = line.product.kind == "pass" and seat.state in ("confirmed", "offered")
    freed = _end_line(line)
    if had_pass:
        places.give_back([line.product.quota_id])
        freed = {line.product.quota_id}
    queue_service.fill(catalogue, freed, now=now)


def add_line(seat: Participant, product_id: int, catalogue: Catalogue, now: datetime) -> None:
    """One more product, at the price of now. Refuses a pass that is full."""
    group = catalogue.group(seat.category_id)
    offer = group.offer_of[product_id]
    seated = seat.state in ("confirmed", "offered")
    if offer.kind == "pass" and seated and places.take([offer.quota_id]) is not None:
        raise Refusal(gettext("%(product)s är fullt.", product=offer.name), field="products")
    line = service.new_line(product_id, group, now, seated=seated)
    seat.lines.append(line)
    db.session.flush()


def _wait_where_it_is_full(seat: Participant, catalogue: Catalogue, now: datetime) -> None:
    """Somebody who waits for what they no longer want gets a seat if there is one, else stands last where it is full.

    The place in a queue that is theirs as before is kept.
    """
    quotas = queue_service.seat_quotas(catalogue, seat)
    if seat.state != "waiting" or seat.queue_id in quotas:
        return
    full, before = places.take(quotas), seat.queue_id
    if full is None:
        queue_service.seat_at_once(seat, now=now)
    else:
        queues.wait(seat, full, now=now)
        places.leave_queue(before or 0)


def _end_shares(seat: Participant, days: Collection[date], actor: Actor, now: datetime) -> bool:
    """The days are the seat's holder's again; those who had them are told, and their links open nothing any more."""
    ended = [share for share in seat.shares if share.date in days]
    for share in ended:
        with speaking(seat.booking.language):
            told = {"fran": seat.name or seat.booking.contact_name, "dag": words.day(share.date)}
            notice_service.to_sharer(letters.SHARE_ENDED, share, told, now=now)
        tokens.forget(f"share:{share.uid}")
        seat.shares.remove(share)
        note(seat, "day-taken-back", actor, now, day=share.date, to=share.name)
    return bool(ended)


def _ensure_own(seat: Participant, person: Person, actor: Actor) -> None:
    if seat.email and actor.kind == "contact":
        raise Refusal(gettext("Personen har en egen adress och sköter sina uppgifter själv."))
    if seat.email and person.email != seat.email:
        sentence = gettext("Adressen är den som du loggar in med. Hör av dig till arrangören om den ska ändras.")
        raise Refusal(sentence, field="email")


def _ensure_name_may_change(seat: Participant, name: str | None, catalogue: Catalogue, now: datetime) -> None:
    """A name that is missing may come late; another one than was given is in print after the last day for changes."""
    if seat.name and seat.name != name:
        ensure_changes_open(catalogue, now)


def _checked(person: Person) -> Person:
    return Person(
        name=rules.text(person.name, "name", rules.LIMITS["name"]),
        email=canonical_address(person.email) if person.email else None,
        title=rules.text(person.title, "title", rules.LIMITS["title"]),
        workplace=rules.text(person.workplace, "workplace", rules.LIMITS["workplace"]),
        listed=person.listed,
        avoid_photo=person.avoid_photo,
        earlier_visits=person.earlier_visits,
    )


def _ensure_free(seat: Participant, email: str | None) -> None:
    if email and queries.taken_addresses(seat.edition_id, [email], but=seat.id):
        raise rules.AlreadyRegistered(gettext("Den adressen har redan en plats."), field="email")


def ensure_alive(seat: Participant) -> None:
    """Refuses a seat that has ended."""
    if seat.state == "cancelled":
        raise Refusal(gettext("Platsen är avbokad."))


def _ensure_confirmed(seat: Participant) -> None:
    if seat.state != "confirmed":
        raise Refusal(gettext("Det går när platsen är klar."))


def _write(seat: Participant, person: Person, now: datetime) -> None:
    for name in ("name", "email", "title", "workplace", "avoid_photo", "earlier_visits"):
        setattr(seat, name, getattr(person, name))
    if seat.listed != person.listed:
        seat.listed = person.listed
        consent_to_list(seat, person.listed, now)


def consent_to_list(seat: Participant, listed: bool, now: datetime) -> None:
    """Keep that somebody agreed to stand on the list of participants, or took it back."""
    if listed:
        db.session.add(Consent(participant_id=seat.id, text="list", version=1, given_at=now))
        return
    standing = select(Consent).where(
        Consent.participant_id == seat.id, Consent.text == "list", Consent.withdrawn_at.is_(None)
    )
    for consent in db.session.scalars(standing):
        consent.withdrawn_at = now


def _answer(seat: Participant, answers: Mapping[int, str]) -> None:
    standing = {answer.question_id: answer for answer in seat.answers}
    for key, value in answers.items():
        if key in standing:
            standing[key].value = value
        else:
            seat.answers.append(Answer(question_id=key, value=value))
    for key in standing.keys() - answers.keys():
        seat.answers.remove(standing[key])


def _tell_named(seat: Participant, now: datetime) -> None:
    with speaking(seat.booking.language):
        told = {"anmalare": seat.booking.contact_name, "laget": notice_service.seat_in_words(seat)}
        notice_service.to_holder(letters.SEAT, seat, told, now=now)


def _tell_sharer(seat: Participant, share: DayShare, now: datetime) -> None:
    with speaking(seat.booking.language):
        told = {"fran": seat.name or seat.booking.contact_name, "dag": words.day(share.date)}
        notice_service.to_sharer(letters.SHARED, share, told, now=now)


def _told(seat: Participant) -> dict[str, Any]:
    return {name: getattr(seat, name) for name in ("name", "email", "title", "workplace", "listed", "avoid_photo")}


def locked_seat(participant_id: int, *, version: int | None = None) -> Participant:
    """The seat, read after everybody else is done with the year's registrations. Raises `Missing`, `EditConflict`."""
    service.alone(queries.edition_of(participant_id))
    return locked(Participant, participant_id, version=version)


def _catalogue(seat: Participant) -> Catalogue:
    return admission.get_catalogue(seat.edition_id)


def note(seat: Participant, what: str, actor: Actor, now: datetime, **detail: Any) -> None:
    """Write down what happened to the seat, in its history and its version."""
    seat.version += 1
    seat.changed_at = now
    history.record(seat.booking, what, actor=actor, now=now, participant=seat, **detail)
    db.session.flush()

"""Choosing seminars, under `/min-anmalan`: for oneself, for a day that one was given, for those one has registered."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from scdapp.admission import queries as admission
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import Missing, Refusal
from scdapp.core.web import Door
from scdapp.editions.models import Edition
from scdapp.guests import current
from scdapp.guests.guards import GUESTS
from scdapp.registration import access_queries as access
from scdapp.registration.models import Booking, Participant
from scdapp.registration.rules import CONTACT, PARTICIPANT, Actor
from scdapp.releases import queries as releases
from scdapp.releases.released import Programme
from scdapp.seminars import forms, picture, queries, queue_service, rules, service
from scdapp.seminars.forms import SeminarForm, Sent

door = Door("my_seminars", __name__, who=GUESTS, url_prefix="/min-anmalan")
Answer = Response | str | tuple[str, int]


@dataclass(frozen=True)
class Place:
    """What the address may choose for: a seat, as whom, and on which of its days (None: all)."""

    uid: str
    seat: Participant
    actor: Actor
    days: Collection[date] | None
    day: date | None = None

    @property
    def edition(self) -> Edition:
        return self.seat.booking.edition


@door.get("/<uid>/seminarier")
def choose(uid: str) -> Answer:
    place = _place(uid)
    return _page(place, Sent({}))


@door.post("/<uid>/seminarier")
def save(uid: str) -> Answer:
    """Save what is chosen, and stand in a queue, leave it or answer an offer if that button was pressed."""
    place = _place(uid)
    programme = _programme(place)
    if programme is None:
        raise Missing
    seen = picture.blocks(place.seat, programme, place.days, {})
    sent = forms.sent(request.form, seen)
    if not SeminarForm().validate():
        sent.errors[""] = gettext("Formuläret har blivit för gammalt. Försök igen.")
        return _page(place, sent), 422
    try:
        with transaction():
            _do(place, sent)
    except Refusal as refusal:
        sent.errors[refusal.field or ""] = refusal.sentence
        return _page(_place(uid), sent), 422
    if sent.full:
        return _page(_place(uid), sent), 422
    flash(_done(sent))
    return redirect(url_for("my_seminars.choose", uid=uid), 303)


def _do(place: Place, sent: Sent) -> None:
    key, now = place.seat.id, clock.now()
    as_whom = {"actor": place.actor, "days": place.days, "now": now}
    if sent.yes or sent.no:
        _answer(place, sent)
        return
    if sent.leave:
        service.leave(key, sent.leave, **as_whom)  # type: ignore[arg-type]
    wishes = {slug: uid for slug, uid in sent.wishes.items() if uid != sent.wait}
    full = service.choose(key, wishes, **as_whom) if wishes else ()  # type: ignore[arg-type]
    sent.full = {one.block: one.uid for one in full if one.block}
    if sent.wait:
        service.wait(key, sent.wait, **as_whom)  # type: ignore[arg-type]


def _answer(place: Place, sent: Sent) -> None:
    choice = queries.find_choice(place.seat.uid, sent.yes or sent.no or "")
    if choice is None:
        raise Refusal(gettext("Erbjudandet gäller inte längre."))
    if sent.yes:
        queue_service.accept(choice.id, actor=place.actor, days=place.days, now=clock.now())
    else:
        queue_service.decline(choice.id, actor=place.actor, days=place.days, now=clock.now())


def _done(sent: Sent) -> str:
    if sent.wait:
        return str(gettext("Du står i kön. Vi hör av oss när det finns en plats."))
    if sent.leave:
        return str(gettext("Du har lämnat kön."))
    if sent.no:
        return str(gettext("Du har tackat nej. Platsen går till nästa i kön."))
    return str(gettext("Platsen är din.") if sent.yes else gettext("Dina val är sparade."))


def _page(place: Place, sent: Sent) -> str:
    programme = _programme(place)
    left = queries.left(place.seat.edition_id) if programme else {}
    blocks = picture.blocks(place.seat, programme, place.days, left) if programme else []
    catalogue = admission.find_catalogue(place.seat.edition_id)
    closed = None
    try:
        if catalogue:
            rules.ensure_open(catalogue, place.actor, clock.now())
        rules.ensure_confirmed(place.seat)
    except Refusal as refusal:
        closed = refusal.sentence
    for slug, uid in sent.full.items():
        block = next((one for one in blocks if one.slug == slug), None)
        title = programme.by_uid[uid].title if programme else ""
        sent.errors[slug] = forms.is_full(title, block.chosen.session.title if block and block.chosen else None)
    return render_template(
        "seminars/choose.html",
        edition=place.edition,
        place=place,
        blocks=blocks,
        sent=sent,
        closed=closed,
        closes_at=catalogue.changes_close_at if catalogue else None,
        form=SeminarForm(),
        patterns=picture.left_as_pattern(),
    )


def _place(uid: str) -> Place:
    """What the address may choose for by that id: a seat of its own or of its booking, or a day. Raises `Missing`."""
    email = current.who()
    try:
        seat, actor = access.seat_for(email, uid)
    except Missing:
        share = access.share_for(email, uid)
        return Place(uid, share.participant, PARTICIPANT, frozenset([share.date]), share.date)
    if actor == CONTACT or seat.booking.contact_email == email:
        return Place(uid, seat, actor, None)
    given = {share.date for share in seat.shares}
    programme = releases.current(seat.edition_id, clock.now())
    conference = [day.date for day in programme.days] if programme else []
    return Place(uid, seat, actor, frozenset(rules.days_of(seat, conference)) - given if given else None)


def _programme(place: Place) -> Programme | None:
    return releases.current(place.seat.edition_id, clock.now())


@door.get("/grupp/<uid>/seminarier")
def choose_for_group(uid: str) -> Answer:
    return _group_page(access.booking_for(current.who(), uid), {})


@door.post("/grupp/<uid>/seminarier")
def save_for_group(uid: str) -> Answer:
    """Save for all of the booking at once, or nothing of it when one choice cannot be."""
    booking = access.booking_for(current.who(), uid)
    programme = releases.current(booking.edition_id, clock.now())
    if programme is None:
        raise Missing
    seats = _confirmed(booking)
    seen = picture.of_seats(seats, programme, None, {})
    sent = {seat.id: forms.sent(request.form, seen[seat.id], f"{seat.uid}.") for seat in seats}
    if not SeminarForm().validate():
        return _group_page(booking, sent), 422
    seat_id = 0
    try:
        with transaction():
            for seat_id, typed in sent.items():
                full = service.choose(seat_id, typed.wishes, actor=CONTACT, now=clock.now())
                typed.full = {one.block: one.uid for one in full if one.block}
    except Refusal as refusal:
        sent[seat_id].errors[refusal.field or ""] = refusal.sentence
        return _group_page(access.booking_for(current.who(), uid), sent), 422
    if any(one.full for one in sent.values()):
        return _group_page(access.booking_for(current.who(), uid), sent), 422
    flash(gettext("Alla val är sparade."))
    return redirect(url_for("my_seminars.choose_for_group", uid=uid), 303)


def _confirmed(booking: Booking) -> list[Participant]:
    return [seat for seat in booking.participants if seat.state == "confirmed"]


def _group_page(booking: Booking, sent: dict[int, Sent]) -> str:
    programme = releases.current(booking.edition_id, clock.now())
    seats = _confirmed(booking)
    left = queries.left(booking.edition_id)
    blocks = picture.of_seats(seats, programme, None, left) if programme else {}
    catalogue = admission.find_catalogue(booking.edition_id)
    closed = None
    try:
        if catalogue:
            rules.ensure_open(catalogue, CONTACT, clock.now())
    except Refusal as refusal:
        closed = refusal.sentence
    for seat_id, typed in sent.items():
        kept = {one.slug: one.chosen for one in blocks.get(seat_id, [])}
        for slug, uid in typed.full.items():
            had = kept.get(slug)
            title = programme.by_uid[uid].title if programme else ""
            typed.errors[slug] = forms.is_full(title, had.session.title if had else None)
    return render_template(
        "seminars/group.html",
        edition=booking.edition,
        booking=booking,
        seats=seats,
        choosings=rules.blocks(programme) if programme else (),
        blocks={key: {one.slug: one for one in found} for key, found in blocks.items()},
        sent=sent,
        closed=closed,
        form=SeminarForm(),
    )

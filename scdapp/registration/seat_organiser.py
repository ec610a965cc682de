"""The organisers' door to one seat: everything that can be done to it, on somebody's behalf."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scdapp.accounts.current import who
from scdapp.accounts.guards import ORGANISERS
from scdapp.admission.queries import get_catalogue
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import EditConflict, Missing, Refusal
from scdapp.core.fields import Form, VersionedForm
from scdapp.core.web import LARGE_FORM, Door
from scdapp.editions.queries import get_edition
from scdapp.registration import desk_queries, desk_service, queue_service, seat_service
from scdapp.registration.desk_forms import (
    CancelForm,
    MoveForm,
    NoteForm,
    ProductsForm,
    ProtectionForm,
    SeatForm,
    TransferForm,
    move_form,
    products_form,
    seat_form,
)
from scdapp.registration.desk_wording import LINE_WORDS, REASON_WORDS, STATE_WORDS, told
from scdapp.registration.models import Participant
from scdapp.registration.queries import before_in_queue, get_participant
from scdapp.registration.rules import Actor

Page = str | tuple[str, int]

door = Door(
    "seat_desk", __name__, who=ORGANISERS, max_bytes=LARGE_FORM, url_prefix="/arrangor/<int:year>/platser/<uid>"
)


@door.get("")
def edit(year: int, uid: str) -> str:
    return _page(year, uid)


@door.post("")
def update(year: int, uid: str) -> Response | Page:
    seat = _seat(year, uid)
    form = seat_form(seat, get_catalogue(seat.edition_id).group(seat.category_id))
    return _save(
        year,
        uid,
        form,
        lambda: seat_service.update_person(seat.id, form.as_person(), form.answers(), **_said(form)),
        "Sparat.",
    )


@door.post("/biljett")
def choose(year: int, uid: str) -> Response | Page:
    seat = _seat(year, uid)
    form = products_form(seat, _names(seat))
    return _save(
        year,
        uid,
        form,
        lambda: seat_service.change_products(seat.id, form.products.data, **_said(form)),
        "Biljett och tillval är ändrade.",
    )


@door.post("/lamna-over")
def transfer(year: int, uid: str) -> Response | Page:
    seat = _seat(year, uid)
    form = TransferForm(prefix="ny-")
    return _save(
        year,
        uid,
        form,
        lambda: seat_service.transfer(seat.id, form.as_person(), **_said(form)),
        "Platsen är överlämnad. Båda får ett mejl.",
    )


@door.get("/kategori")
def new_category(year: int, uid: str) -> str:
    seat = _seat(year, uid)
    form = move_form(seat, get_catalogue(seat.edition_id), formdata=None)
    wanted = request.args.get("category")
    form.category.data = wanted if wanted in dict(form.category.offered) else None
    return _category_page(year, uid, form)


@door.post("/kategori")
def change_category(year: int, uid: str) -> Response | Page:
    seat = _seat(year, uid)
    catalogue = get_catalogue(seat.edition_id)
    form = move_form(seat, catalogue)
    if not form.validate():
        return _category_page(year, uid, form), 422
    new = catalogue.group_called(form.category.data)
    key, chosen = seat.id, form.products.data
    try:
        with transaction():
            desk_service.change_category(key, new.category_id, chosen, **_said(form))
    except EditConflict:
        form.refuse(
            None, "Någon annan ändrade platsen just nu. Läs igenom och flytta sedan, om det fortfarande är rätt."
        )
        form.version.data = str(_seat(year, uid).version)
        return _category_page(year, uid, form), 409
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _category_page(year, uid, form), 422
    flash(f"Platsen är flyttad till {new.name}.")
    return redirect(url_for("seat_desk.edit", year=year, uid=uid), 303)


@door.post("/skydd")
def protect(year: int, uid: str) -> Response | Page:
    seat = _seat(year, uid)
    form = ProtectionForm(prefix="skydd-")
    return _save(
        year,
        uid,
        form,
        lambda: desk_service.protect(
            seat.id, protected=form.protected.data, badge_name=form.badge_name.data, **_said(form)
        ),
        "Sparat.",
    )


@door.post("/anteckning")
def annotate(year: int, uid: str) -> Response | Page:
    seat = _seat(year, uid)
    form = NoteForm(prefix="notis-")
    return _save(
        year,
        uid,
        form,
        lambda: desk_service.annotate_seat(seat.id, form.note.data, **_said(form)),
        "Anteckningen är sparad.",
    )


@door.post("/avboka")
def cancel(year: int, uid: str) -> Response | Page:
    seat = _seat(year, uid)
    form = CancelForm(prefix="avboka-")
    return _save(
        year,
        uid,
        form,
        lambda: seat_service.cancel(
            seat.id,
            reason="organiser",
            why=form.why.data,
            fee_percent=form.fee_percent.data,
            actor=_actor(),
            now=clock.now(),
        ),
        "Platsen är avbokad. Den det gäller och kontakten får ett mejl.",
    )


@door.post("/erbjud")
def offer(year: int, uid: str) -> Response | Page:
    seat, line_id, actor, now = _seat(year, uid), _line(year, uid), _actor(), clock.now()
    if line_id is None:
        return _do(year, uid, lambda: queue_service.offer_seat(seat.id, actor=actor, now=now), "Platsen är erbjuden.")
    return _do(year, uid, lambda: queue_service.offer_line(line_id, actor=actor, now=now), "Platsen är erbjuden.")


@door.post("/bekrafta")
def confirm(year: int, uid: str) -> Response | Page:
    seat, line_id, actor, now = _seat(year, uid), _line(year, uid), _actor(), clock.now()
    if line_id is None:
        return _do(year, uid, lambda: queue_service.confirm_seat(seat.id, actor=actor, now=now), "Platsen är klar.")
    return _do(year, uid, lambda: queue_service.confirm_line(line_id, actor=actor, now=now), "Platsen är klar.")


def _seat(year: int, uid: str) -> Participant:
    return get_participant(get_edition(year).id, uid)


def _line(year: int, uid: str) -> int | None:
    """The product of the seat that is meant, None for the seat itself. Raises `Missing` for another's."""
    line_id = request.form.get("line", type=int)
    if line_id is not None and line_id not in {line.id for line in _seat(year, uid).lines}:
        raise Missing
    return line_id


def _actor() -> Actor:
    return Actor("organiser", who().name)


def _said(form: VersionedForm) -> dict[str, Any]:
    return {"version": form.opened_version, "actor": _actor(), "now": clock.now()}


def _save(year: int, uid: str, form: Form, save: Callable[[], object], done: str) -> Response | Page:
    if not form.validate():
        return _page(year, uid, form), 422
    return _do(year, uid, save, done, form)


def _do(year: int, uid: str, save: Callable[[], object], done: str, form: Form | None = None) -> Response | Page:
    try:
        with transaction():
            save()
    except EditConflict:
        return _page(year, uid, form, conflict=True), 409
    except Refusal as refusal:
        refused = form or Form(formdata=None)
        refused.refuse(refusal.field, refusal.sentence)
        return _page(year, uid, refused), 422
    flash(done)
    return redirect(url_for("seat_desk.edit", year=year, uid=uid), 303)


def _category_page(year: int, uid: str, form: MoveForm) -> str:
    edition = get_edition(year)
    seat = get_participant(edition.id, uid)
    catalogue, now = get_catalogue(edition.id), clock.now()
    group = catalogue.by_slug.get(form.category.data or "")
    return render_template(
        "registration/organiser/category.html",
        edition=edition,
        seat=seat,
        form=form,
        group=group,
        offers=(*group.passes(now), *group.extras(now)) if group else (),
        now=now,
    )


def _page(year: int, uid: str, typed: Form | None = None, *, conflict: bool = False) -> str:
    """The seat as it is saved, or with what was `typed`; beside what somebody else saved on a `conflict`."""
    edition = get_edition(year)
    seat = get_participant(edition.id, uid)
    catalogue, now = get_catalogue(edition.id), clock.now()
    group = catalogue.group(seat.category_id)
    forms: dict[type[Form], Form] = {
        SeatForm: seat_form(seat, group, formdata=None),
        ProductsForm: products_form(seat, _names(seat), formdata=None),
        TransferForm: TransferForm(formdata=None, version=seat.version, prefix="ny-"),
        ProtectionForm: ProtectionForm(formdata=None, obj=seat, prefix="skydd-"),
        NoteForm: NoteForm(formdata=None, obj=seat, prefix="notis-"),
        CancelForm: CancelForm(formdata=None, fee_percent=_usual_fee(seat), prefix="avboka-"),
    }
    differences = None
    kind = next((kind for kind in forms if isinstance(typed, kind)), None)
    if typed is not None and kind:
        standing, forms[kind] = forms[kind], typed
        if conflict and isinstance(typed, VersionedForm) and isinstance(standing, VersionedForm):
            differences, typed.version.data = typed.differences(standing), str(seat.version)
    held = {line.product_id: line for line in seat.lines if line.state != "cancelled"}
    return render_template(
        "registration/organiser/seat.html",
        edition=edition,
        seat=seat,
        group=group,
        typed=typed,
        differences=differences,
        person=forms[SeatForm],
        products=forms[ProductsForm],
        takeover=forms[TransferForm],
        protection=forms[ProtectionForm],
        note=forms[NoteForm],
        cancellation=forms[CancelForm],
        others=[one for one in catalogue.groups if one.category_id != seat.category_id],
        held=held,
        offers=[one for one in group.offers if one.product_id in held or one.price_at(now)],
        before=before_in_queue(seat.queue_id, seat.queue_number) if seat.queue_id and seat.queue_number else None,
        usual_fee=_usual_fee(seat),
        history=[told(one, {}) for one in desk_queries.changes(seat.booking_id, participant_id=seat.id)],
        states=STATE_WORDS,
        line_states=LINE_WORDS,
        reasons=REASON_WORDS,
        now=now,
    )


def _names(seat: Participant) -> dict[int, str]:
    offered = get_catalogue(seat.edition_id).group(seat.category_id).offers
    return {one.product_id: one.name for one in offered} | {one.product_id: one.product.name for one in seat.lines}


def _usual_fee(seat: Participant) -> int:
    """What the rules say that giving up the seat costs now, in percent."""
    return get_catalogue(seat.edition_id).fee_percent(clock.now()) if seat.state == "confirmed" else 0

"""The organisers' door to all who come: find them, read a booking with all that happened to it, correct it."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scdapp.accounts.current import who
from scdapp.accounts.guards import ORGANISERS
from scdapp.admission.queries import find_catalogue, get_catalogue
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import EditConflict, Refusal
from scdapp.core.web import LARGE_FORM, Door
from scdapp.editions.models import Edition
from scdapp.editions.queries import get_edition
from scdapp.outbox.queries import mails_about
from scdapp.outbox.rules import STATE_WORDS as MAIL_STATES
from scdapp.registration import desk_queries, desk_service, forms, waiting_queries
from scdapp.registration.bills import owed
from scdapp.registration.desk_forms import NoteForm, PayerForm, StandInForm, payer_form
from scdapp.registration.desk_wording import LINE_WORDS, REASON_WORDS, STATE_WORDS, told
from scdapp.registration.filter import FilterForm
from scdapp.registration.letters import LETTERS
from scdapp.registration.models import Booking
from scdapp.registration.rules import Actor, Full

Page = str | tuple[str, int]

door = Door(
    "registration_desk", __name__, who=ORGANISERS, max_bytes=LARGE_FORM, url_prefix="/arrangor/<int:year>/anmalningar"
)


@door.get("")
def index(year: int) -> str:
    edition = get_edition(year)
    catalogue = find_catalogue(edition.id)
    if catalogue is None:
        return render_template("registration/organiser/nothing_yet.html", edition=edition)
    form = FilterForm(request.args)
    form.offer(catalogue, (day.date for day in edition.days), desk_queries.places_of_origin(edition.id))
    found = desk_queries.seats(edition.id, form.as_wanted(), number=request.args.get("sida", 1, type=int))
    return render_template(
        "registration/organiser/index.html",
        edition=edition,
        form=form,
        found=found,
        page=found.page,
        waiting=waiting_queries.count_waiting(edition.id),
        overdue=waiting_queries.count_overdue(edition.id, clock.local(clock.now()).date()),
        states=STATE_WORDS,
    )


@door.post("/markera")
def mark(year: int) -> Response:
    """Say of the chosen bookings, or of all that fit the choice, that they are paid or invoiced."""
    edition = get_edition(year)
    what, _, turn = request.form.get("mark", "").partition("-")
    form = FilterForm(request.form)
    form.offer(get_catalogue(edition.id), (day.date for day in edition.days), desk_queries.places_of_origin(edition.id))
    if "all" in request.form:
        chosen = desk_queries.booking_ids(edition.id, form.as_wanted())
    else:
        chosen = desk_queries.ids_of_bookings(edition.id, request.form.getlist("booking"))
    back = redirect(url_for("registration_desk.index", year=year, **form.query()), 303)
    if what not in desk_service.MARKS or not chosen:
        flash("Inget är ändrat. Kryssa för minst en anmälan först.")
        return back
    with transaction():
        done = desk_service.mark(chosen, what=what, done=turn != "not", actor=actor(), now=clock.now())
    flash(f"{done} {'anmälan är ändrad' if done == 1 else 'anmälningar är ändrade'}.")
    return back


@door.get("/ny")
def choose(year: int) -> str:
    """The categories that somebody can be registered in."""
    edition = get_edition(year)
    groups = get_catalogue(edition.id).groups
    return render_template("registration/organiser/choose.html", edition=edition, groups=groups)


@door.get("/ny/<slug>")
def new(year: int, slug: str) -> str:
    edition = get_edition(year)
    group = get_catalogue(edition.id).group_called(slug)
    return _new_page(edition, slug, forms.fresh(group, clock.now()), StandInForm(formdata=None))


@door.post("/ny/<slug>")
def create(year: int, slug: str) -> Response | Page:
    edition = get_edition(year)
    catalogue = get_catalogue(edition.id)
    group = catalogue.group_called(slug)
    form, stand_in = forms.booking_form(group), StandInForm()
    if step := request.form.get("step"):
        form.arrange(step)
        return _new_page(edition, slug, form, stand_in)
    if not form.validate():
        return _new_page(edition, slug, form, stand_in), 422
    try:
        with transaction():
            booking = desk_service.register(
                edition.id,
                group.category_id,
                form.as_wish(),
                form_key=form.key,
                may_wait=stand_in.may_wait.data,
                actor=actor(),
                now=clock.now(),
            )
            uid, number = booking.uid, booking.number
    except Full as full:
        form.refuse(None, full.sentence)
        return _new_page(edition, slug, form, stand_in, full=group.waitlist), 422
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _new_page(edition, slug, form, stand_in), 422
    flash(f"Anmälan {number} är gjord. Bekräftelsen är på väg.")
    return redirect(url_for("registration_desk.show", year=year, uid=uid), 303)


@door.get("/<uid>")
def show(year: int, uid: str) -> str:
    return _page(year, uid)


@door.post("/<uid>")
def update(year: int, uid: str) -> Response | Page:
    edition = get_edition(year)
    booking = desk_queries.whole_booking(edition.id, uid)
    key, form = booking.id, payer_form(booking)
    if not form.validate():
        return _page(year, uid, form=form), 422
    try:
        with transaction():
            facts = form.as_facts()
            desk_service.update_booking(key, facts, version=form.opened_version, actor=actor(), now=clock.now())
    except EditConflict:
        return _page(year, uid, form=form, conflict=True), 409
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _page(year, uid, form=form), 422
    flash("Kontakt och betalare är sparade.")
    return redirect(url_for("registration_desk.show", year=year, uid=uid), 303)


@door.post("/<uid>/anteckning")
def annotate(year: int, uid: str) -> Response | Page:
    booking = desk_queries.whole_booking(get_edition(year).id, uid)
    key, note = booking.id, NoteForm()
    if not note.validate():
        return _page(year, uid, note=note), 422
    try:
        with transaction():
            text, version = note.note.data, note.opened_version
            desk_service.annotate_booking(key, text, version=version, actor=actor(), now=clock.now())
    except EditConflict:
        return _page(year, uid, note=note, conflict=True), 409
    except Refusal as refusal:
        note.refuse(refusal.field, refusal.sentence)
        return _page(year, uid, note=note), 422
    flash("Anteckningen är sparad.")
    return redirect(url_for("registration_desk.show", year=year, uid=uid), 303)


@door.post("/<uid>/markera")
def mark_one(year: int, uid: str) -> Response:
    booking = desk_queries.whole_booking(get_edition(year).id, uid)
    key = booking.id
    what, _, turn = request.form.get("mark", "").partition("-")
    if what in desk_service.MARKS:
        with transaction():
            desk_service.mark([key], what=what, done=turn != "not", actor=actor(), now=clock.now())
    return redirect(url_for("registration_desk.show", year=year, uid=uid), 303)


def actor() -> Actor:
    """Whoever is logged in, as the history names them."""
    return Actor("organiser", who().name)


def _new_page(
    edition: Edition, slug: str, form: forms.BookingForm, stand_in: StandInForm, *, full: bool = False
) -> str:
    catalogue, now = get_catalogue(edition.id), clock.now()
    group = catalogue.by_slug[slug]
    form.contact_name.label.text = "Kontaktens namn"
    form.contact_email.label.text = "Kontaktens e-postadress"
    form.attends.label.text = "Kontakten deltar själv, som person 1"
    return render_template(
        "registration/organiser/new.html",
        edition=edition,
        group=group,
        form=form,
        stand_in=stand_in,
        full=full or stand_in.may_wait.data,
        passes=group.passes(now),
        extras=group.extras(now),
        now=now,
    )


def _page(
    year: int, uid: str, *, form: PayerForm | None = None, note: NoteForm | None = None, conflict: bool = False
) -> str:
    """The booking as it is saved, or with what was typed; beside what somebody else saved on a `conflict`."""
    edition = get_edition(year)
    booking = desk_queries.whole_booking(edition.id, uid)
    differences = None
    if conflict:
        typed, standing = (form, payer_form(booking, formdata=None)) if form else (note, _note_form(booking))
        assert typed is not None
        differences, typed.version.data = typed.differences(standing), str(booking.version)
    names = {seat.id: seat.name or f"plats {number}" for number, seat in enumerate(booking.participants, 1)}
    mails = mails_about([booking.uid, *(seat.uid for seat in booking.participants)])
    return render_template(
        "registration/organiser/show.html",
        edition=edition,
        booking=booking,
        form=form or payer_form(booking, formdata=None),
        note=note or _note_form(booking),
        differences=differences,
        sums=owed(booking.participants),
        history=[told(change, names) for change in desk_queries.changes(booking.id)],
        names=names,
        mails=mails,
        titles={letter.name: letter.title for letter in LETTERS},
        **WORDS,
    )


def _note_form(booking: Booking) -> NoteForm:
    return NoteForm(formdata=None, version=booking.version, note=booking.note)


WORDS: dict[str, Any] = {
    "states": STATE_WORDS,
    "line_states": LINE_WORDS,
    "reasons": REASON_WORDS,
    "mail_states": MAIL_STATES,
}

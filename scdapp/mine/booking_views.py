"""A booking as its contact sees it, `/min-anmalan/anmalan/<uid>`: who comes, what it costs, what the invoice says."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from scdapp.admission import queries as admission
from scdapp.admission.catalogue import Group
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import EditConflict, Missing, Refusal
from scdapp.core.web import Door
from scdapp.guests import current
from scdapp.guests.guards import GUESTS
from scdapp.mine import booking_forms as forms
from scdapp.mine import offering, rules, wording
from scdapp.outbox import queries as outbox
from scdapp.outbox.registry import registry
from scdapp.registration import access_queries, booking_service, display, queries
from scdapp.registration.bills import owed
from scdapp.registration.models import Booking
from scdapp.registration.rules import CONTACT

door = Door("my_booking", __name__, who=GUESTS, url_prefix="/min-anmalan/anmalan/<uid>")
Answer = Response | str | tuple[str, int]


def _booking(uid: str) -> Booking:
    return access_queries.booking_for(current.who(), uid)


@door.get("")
def show(uid: str) -> str:
    """Everything about the booking but what is the persons' own."""
    booking = _booking(uid)
    seats = booking.participants
    before = queries.standing_before([*seats, *(line for seat in seats for line in seat.lines)])
    return _page(
        "mine/booking.html",
        booking,
        rows=[(seat, wording.seat_state(seat, before), wording.lines(seat, before)) for seat in seats],
        bill=owed(seats),
        waits=rules.something_waits(seats),
        groups=_open_groups(booking),
        mails=_mails(booking),
    )


def _open_groups(booking: Booking) -> list[Group]:
    """The categories in which one more person can be added now."""
    found = admission.find_catalogue(booking.edition_id)
    taken = {seat.category_id for seat in booking.participants}
    groups = (group for group in found.groups if group.category_id in taken) if found else ()
    return [group for group in groups if group.stage(clock.now()).state == "open"]


def _mails(booking: Booking) -> list[tuple[str, str, Any]]:
    """What was sent about the booking: the letter, to whom, and how far it came; never what it says."""
    names = {seat.uid: seat.name or gettext("Namn kommer senare") for seat in booking.participants}
    letters = registry().letters
    mails = outbox.mails_about([booking.uid, *names])
    return [
        (letters[mail.letter].title, names.get(mail.about or "", booking.contact_name), mail)
        for mail in mails
        if mail.letter in letters
    ]


@door.get("/faktura")
def edit_invoice(uid: str) -> str:
    booking = _booking(uid)
    return _page("mine/invoice.html", booking, form=forms.InvoiceForm.standing(booking))


@door.post("/faktura")
def update_invoice(uid: str) -> Answer:
    """What the invoice must say, until it is made."""
    booking = _booking(uid)
    form = forms.InvoiceForm()
    if not form.validate():
        return _page("mine/invoice.html", booking, form=form), 422
    booking_id, contact = booking.id, (form.contact_name.data or "", form.contact_phone.data or None)
    try:
        with transaction():
            booking_service.change_invoice(
                booking_id, contact, form.invoice_facts(), version=form.opened_version, actor=CONTACT, now=clock.now()
            )
    except EditConflict:
        fresh = _booking(uid)
        standing = forms.InvoiceForm.standing(fresh)
        form.version.data, form.version.raw_data = str(fresh.version), None
        return _page("mine/invoice.html", fresh, form=form, conflict=form.differences(standing)), 409
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _page("mine/invoice.html", _booking(uid), form=form), 422
    return _back(uid, gettext("Fakturauppgifterna är sparade."))


@door.get("/ny-person")
def new_person(uid: str) -> str:
    booking = _booking(uid)
    group = _group(booking)
    form = forms.add_form(group, formdata=None, version=str(booking.version))
    form.workplace.data = booking.organisation.name if booking.organisation else None
    passes = group.passes(clock.now())
    form.products.data = (passes[0].product_id,) if len(passes) == 1 else ()
    return _add_page(booking, group, form)


@door.post("/ny-person")
def add_person(uid: str) -> Answer:
    """One more person, by the rules and prices of now."""
    booking = _booking(uid)
    group = _group(booking)
    form = forms.add_form(group)
    if not form.validate():
        return _add_page(booking, group, form), 422
    booking_id, wish = booking.id, form.as_wish()
    try:
        with transaction():
            person = booking_service.add_person(
                booking_id, group.category_id, wish, version=form.opened_version, actor=CONTACT, now=clock.now()
            )
            state = person.state
    except EditConflict:
        fresh = _booking(uid)
        form.version.data, form.version.raw_data = str(fresh.version), None
        form.refuse(None, gettext("Anmälan har ändrats sedan du öppnade sidan. Titta igen innan du lägger till."))
        return _add_page(fresh, group, form), 409
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _add_page(_booking(uid), group, form), 422
    seated = gettext("Personen är tillagd och har plats.")
    return _back(uid, seated if state == "confirmed" else gettext("Personen är tillagd och står på reservlistan."))


def _group(booking: Booking) -> Group:
    """The category that the person is added in. Raises `Missing` when there is none open, or not that one."""
    groups = {group.slug: group for group in _open_groups(booking)}
    chosen = groups.get(request.args.get("kategori", "")) or next(iter(groups.values()), None)
    if chosen is None:
        raise Missing
    return chosen


def _add_page(booking: Booking, group: Group, form: forms.AddForm) -> str:
    return _page(
        "mine/add.html",
        booking,
        form=form,
        group=group,
        offered=offering.offering(
            admission.get_catalogue(booking.edition_id), group, clock.now(), held={}, seated=False
        ),
        asks=[(ask, display.text_of(ask.label, ask.label_en)) for ask in group.asks],
        others=[one for one in _open_groups(booking) if one != group],
        alive=rules.alive(booking),
    )


def _back(uid: str, sentence: str) -> Response:
    flash(sentence)
    return redirect(url_for("my_booking.show", uid=uid), 303)


def _page(template: str, booking: Booking, **rows: Any) -> str:
    rows.setdefault("conflict", None)
    return render_template(template, booking=booking, edition=booking.edition, **rows)

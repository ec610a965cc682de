"""One's own needs, `/min-anmalan/<uid>/mat-och-tillganglighet`: for whoever has the seat, or one day of it, alone."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from scdapp.admission.queries import get_catalogue
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import Missing, Refusal
from scdapp.core.web import Door
from scdapp.guests import current
from scdapp.guests.guards import GUESTS
from scdapp.needs import queries, rules, service
from scdapp.needs.forms import NeedsForm
from scdapp.registration.access_queries import holder_for
from scdapp.registration.models import DayShare, Participant

Page = str | tuple[str, int]

door = Door("needs", __name__, who=GUESTS, url_prefix="/min-anmalan/<uid>/mat-och-tillganglighet")


@door.get("")
def edit(uid: str) -> str:
    return _page(uid, *_own(uid))


@door.post("")
def update(uid: str) -> Response | Page:
    """Say what one needs, or, with nothing ticked and written, take it back."""
    seat, share = _own(uid)
    key, share_id = seat.id, share.id if share else None
    form = NeedsForm()
    if not form.validate():
        return _page(uid, seat, share, form), 422
    try:
        with transaction():
            service.tell(key, share_id, form.as_wish(), consents=form.consents.data, now=clock.now())
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _page(uid, *_own(uid), form), 422
    flash(gettext("Det är sparat.") if not form.as_wish().says_nothing else gettext("Inget är sparat om dig här."))
    return redirect(url_for("needs.edit", uid=uid), 303)


@door.post("/ta-bort")
def destroy(uid: str) -> Response:
    """Take the consent back."""
    seat, share = _own(uid)
    key, share_id = seat.id, share.id if share else None
    with transaction():
        service.withdraw(key, share_id, now=clock.now())
    flash(gettext("Ditt samtycke är återkallat och allt du skrev är raderat."))
    return redirect(url_for("needs.edit", uid=uid), 303)


def _own(uid: str) -> tuple[Participant, DayShare | None]:
    seat, share = holder_for(current.who(), uid)
    if not get_catalogue(seat.edition_id).asks_needs:
        raise Missing
    return seat, share


def _page(uid: str, seat: Participant, share: DayShare | None, form: NeedsForm | None = None) -> str:
    row = queries.find_needs(seat.id, share.id if share else None)
    said = rules.loaded(row.content) if row else rules.Wish()
    form = form or NeedsForm(formdata=None, obj=said, consents=row is not None)
    code = share.code if share else seat.code
    return render_template(
        "needs/edit.html",
        form=form,
        uid=uid,
        edition=seat.booking.edition,
        row=row,
        consent=rules.consent(),
        erased_on=rules.purge_from(seat.booking.edition.last_day),
        pickup=None if said.eats_as_all else rules.pickup_code(code),
        seated=seat.state in service.SEATED,
    )

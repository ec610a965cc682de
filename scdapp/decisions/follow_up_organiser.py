"""The board's door to what becomes of decisions."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scdapp.accounts.current import who
from scdapp.accounts.guards import BOARD
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import EditConflict, Missing, Refusal
from scdapp.core.web import Door
from scdapp.decisions import follow_up_service as service
from scdapp.decisions import queries
from scdapp.decisions import vocabulary as words
from scdapp.decisions.follow_up_forms import FilterForm, FollowUpForm
from scdapp.decisions.follow_up_rules import Wanted
from scdapp.decisions.models import Decision

Page = str | tuple[str, int]

door = Door("follow_up_desk", __name__, who=BOARD, url_prefix="/styrelse/beslut")


@door.get("")
def index() -> str:
    form = FilterForm(request.args)
    wanted, number = form.as_wanted(), request.args.get("sida", 1, type=int)
    page = queries.follow_ups_page(wanted, number=number)
    nothing = page.total == 0 and wanted == Wanted()
    if nothing:
        # Then the list is where somebody chooses what to see to.
        page = queries.follow_ups_page(Wanted(which="alla"), number=number)
    return render_template(
        "decisions/follow_ups.html",
        edition=None,
        page=page,
        form=form,
        words=words,
        today=clock.today(),
        nothing=nothing,
    )


@door.get("/<uid>")
def edit(uid: str) -> str:
    return _page(_decided(uid))


@door.post("/<uid>")
def update(uid: str) -> Response | Page:
    key, form = _decided(uid).id, FollowUpForm()
    if not form.validate():
        return _page(_decided(uid), form), 422
    try:
        with transaction():
            service.follow_up(key, form.as_facts(), version=form.seen, by=who().name, now=clock.now())
    except EditConflict:
        return _both_versions(_decided(uid), form), 409
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _page(_decided(uid), form), 422
    flash("Sparat.")
    return redirect(url_for("follow_up_desk.edit", uid=uid), 303)


def _decided(uid: str) -> Decision:
    """The decision. Raises `Missing` for one that the meeting is still at."""
    found = queries.get_decision(uid)
    if found.outcome is None:
        raise Missing
    return found


def _both_versions(decision: Decision, form: FollowUpForm) -> str:
    return _page(decision, form, form.both_versions(_filled(decision)))


def _filled(decision: Decision) -> FollowUpForm:
    return FollowUpForm(obj=decision.follow_up, formdata=None)


def _page(
    decision: Decision, form: FollowUpForm | None = None, differences: list[tuple[str, str, str]] | None = None
) -> str:
    return render_template(
        "decisions/follow_up.html",
        edition=None,
        decision=decision,
        form=form or _filled(decision),
        differences=differences,
        words=words,
    )

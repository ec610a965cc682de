"""Who is in the hall, `/styrelse/arsmoten/<uid>/narvaro`: members arrive and leave by one press, guests by name; the
register is fixed."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scdapp.accounts.current import who
from scdapp.accounts.guards import BOARD
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import Refusal
from scdapp.core.web import Door
from scdapp.decisions import hall_service, queries, register_rules, stage_queries
from scdapp.decisions import vocabulary as words
from scdapp.decisions.register_forms import GuestForm
from scdapp.meetings import queries as meetings
from scdapp.members.queries import get_member

door = Door("register_desk", __name__, who=BOARD, url_prefix="/styrelse/arsmoten/<uid>/narvaro")

Answer = Response | tuple[str, int]


@door.get("")
def show(uid: str) -> str:
    return _page(uid)


@door.post("/kom/<member>")
def arrive(uid: str, member: str) -> Answer:
    """A member comes into the hall."""
    meeting_id, row = meetings.get_meeting(uid).id, get_member(member)
    member_id, name = row.id, row.name
    try:
        with transaction():
            hall_service.arrive(meeting_id, member_id, by=who().name, now=clock.now())
    except Refusal as refusal:
        return _page(uid, wrong=refusal.sentence), 422
    flash(f"{name} är inprickad.")
    return _back(uid)


@door.post("/gick/<int:key>")
def leave(uid: str, key: int) -> Answer:
    """Somebody leaves the hall."""
    row = stage_queries.get_presence(meetings.get_meeting(uid).id, key)
    presence_id, name = row.id, row.name
    with transaction():
        hall_service.leave(presence_id, by=who().name, now=clock.now())
    flash(f"{name} har gått.")
    return _back(uid)


@door.post("/gast")
def arrive_as(uid: str) -> Answer:
    """Somebody who is no member comes."""
    meeting_id, form = meetings.get_meeting(uid).id, GuestForm()
    if not form.validate():
        return _page(uid, form), 422
    given = (form.name.data or "", form.capacity.data or "")
    try:
        with transaction():
            hall_service.arrive_as(meeting_id, *given, by=who().name, now=clock.now())
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _page(uid, form), 422
    flash(f"{form.name.data} är inprickad.")
    return _back(uid)


@door.post("/rostlangd")
def fix(uid: str) -> Answer:
    """The register is fixed: the members who are here now."""
    meeting_id = meetings.get_meeting(uid).id
    try:
        with transaction():
            seq = hall_service.fix_register(meeting_id, by=who().name, now=clock.now()).seq
    except Refusal as refusal:
        return _page(uid, wrong=refusal.sentence), 422
    return redirect(url_for("register_desk.register", uid=uid, seq=seq), 303)


@door.get("/rostlangd/<int:seq>")
def register(uid: str, seq: int) -> str:
    """A register as it was fixed."""
    meeting = meetings.get_meeting(uid)
    found = stage_queries.get_register(meeting.id, seq)
    return render_template("decisions/voters.html", edition=None, meeting=meeting, register=found)


def _page(uid: str, form: GuestForm | None = None, *, wrong: str | None = None) -> str:
    meeting = meetings.get_meeting(uid)
    search = request.args.get("sok", "")[:100]
    there = queries.present(meeting.id)
    rows = register_rules.wanted(stage_queries.members_with_presence(meeting.id), search)
    return render_template(
        "decisions/presence.html",
        edition=None,
        meeting=meeting,
        rows=rows,
        search=search,
        voters=sum(one.member_id is not None for one in there),
        others=[one for one in there if one.member_id is None],
        registers=queries.registers(meeting.id),
        form=form or GuestForm(formdata=None),
        wrong=wrong,
        words=words,
    )


def _back(uid: str) -> Response:
    """To the list as it was searched."""
    search = request.form.get("sok") or None
    return redirect(url_for("register_desk.show", uid=uid, sok=search), 303)

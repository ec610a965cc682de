"""The door itself, `/incheckning/<year>`: made for a telephone in one hand, with or without network, with or
without script."""

from contextlib import suppress
from datetime import date
from typing import Any
from uuid import uuid4

from flask import Response, flash, jsonify, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from scdapp.accounts.current import who
from scdapp.accounts.guards import CHECKIN
from scdapp.checkin import queries, rules, service
from scdapp.checkin.desk_forms import Deed, DoorForm, as_deeds, as_uid
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import Missing, Refusal
from scdapp.core.web import HEADERS, Door
from scdapp.editions.models import Edition
from scdapp.editions.queries import current, get_edition
from scdapp.registration.holder_queries import find_holder, holders
from scdapp.registration.holder_rules import Holder

door = Door("checkin_desk", __name__, who=CHECKIN, url_prefix="/incheckning")
# The one page that may ask for the camera.
CAMERA = HEADERS["Permissions-Policy"].replace("camera=()", "camera=(self)")


@door.get("")
def index() -> AnyResponse | str:
    """Straight to the year at hand."""
    edition = current(clock.now())
    if edition is None:
        return render_template("checkin/nothing_yet.html", edition=None)
    return redirect(url_for("checkin_desk.show", year=edition.year))


@door.get("/<int:year>")
def show(year: int) -> Response:
    """The door; `kod` tells of whom, `svar` is the id of what was just done."""
    edition = get_edition(year)
    code = rules.code_in(request.args.get("kod", ""))
    entry = _looked_up(edition, code, request.args.get("svar")) if code else None
    return _page(edition, DoorForm(formdata=None), entry=entry)


@door.post("/<int:year>")
def create(year: int) -> AnyResponse:
    """A code lets its holder in; a name gives those who are called so."""
    edition = get_edition(year)
    edition_id, account_id = edition.id, who().id
    form = DoorForm()
    if not form.validate():
        return _page(edition, form, status=422)
    typed, code = form.typed.data or "", rules.code_in(form.typed.data or "")
    if find_holder(edition_id, code) is None:
        if found := rules.matches(holders(edition_id), typed):
            return _page(edition, form, found=found)
        form.refuse("typed", "Ingen har den koden eller det namnet.")
        return _page(edition, form, status=422)
    uid, now = as_uid(form.uid.data), clock.now()
    with transaction():
        service.check_in(edition_id, code, uid=uid, at=now, account_id=account_id, now=now)
    return redirect(url_for("checkin_desk.show", year=year, kod=code, svar=uid), 303)


@door.post("/<int:year>/<uid>/angra")
def undo(year: int, uid: str) -> AnyResponse:
    """They are not in after all."""
    edition_id = get_edition(year).id
    with transaction():
        service.undo(edition_id, uid, now=clock.now())
    flash("Incheckningen är ångrad.")
    return redirect(url_for("checkin_desk.show", year=year), 303)


@door.get("/<int:year>/lista")
def people(year: int) -> Response:
    """What the page keeps in memory to answer by itself: each code of the year and what is to be said today."""
    edition = get_edition(year)
    today = _today()
    everybody = holders(edition.id)
    rows = {one.code: _row(one, today) for one in everybody}
    inside, expected = _came(edition.id), queries.expected(everybody, today)
    return jsonify(people=rows, came=inside, expected=expected, now=_milliseconds())


@door.post("/<int:year>/synk")
def sync(year: int) -> AnyResponse | tuple[Response, int]:
    """What a device did, also while it had no network: each once, however often it is sent. Tells how each went, and
    who is in now."""
    edition_id, account_id = get_edition(year).id, who().id
    try:
        deeds = as_deeds(request.get_json(silent=True))
    except Refusal as refusal:
        return jsonify(error=refusal.sentence), 422
    answers = _all_done(edition_id, deeds, account_id) if deeds else []
    return jsonify(answers=answers, came=_came(edition_id), now=_milliseconds())


def _all_done(edition_id: int, deeds: list[Deed], account_id: int) -> list[dict[str, Any]]:
    with transaction():
        return [_done(edition_id, deed, account_id) for deed in deeds]


def _done(edition_id: int, deed: Deed, account_id: int) -> dict[str, Any]:
    now = clock.now()
    if deed.code is None:
        with suppress(Missing):  # was refused when it came: there is nothing to take back
            service.undo(edition_id, deed.uid, now=now)
        return {"uid": deed.uid, "kind": "undone", "words": "Ångrad"}
    code = rules.code_in(deed.code)
    entry = service.check_in(edition_id, code, uid=deed.uid, at=deed.at, account_id=account_id, now=now)
    return {"uid": deed.uid, "kind": entry.verdict.kind, "words": entry.verdict.words}


def _came(edition_id: int) -> dict[str, str]:
    return {code: rules.wall(at) for code, at in queries.codes_inside(edition_id, _today()).items()}


def _today() -> date:
    return clock.local(clock.now()).date()


def _milliseconds() -> int:
    return round(clock.now().timestamp() * 1000)


def _row(holder: Holder, today: date) -> dict[str, Any]:
    """A name, a workplace, a category; `no` if they may not come in today, and why."""
    no = rules.hindrance(holder, today)
    row: dict[str, Any] = {"name": _called(holder), "work": holder.known_workplace or "", "group": holder.category}
    return {**row, "no": [no.kind, no.words]} if no else row


def _called(holder: Holder) -> str:
    return holder.known_as or f"{rules.NOBODY} (anmäld av {holder.contact})"


def _looked_up(edition: Edition, code: str, done: str | None) -> dict[str, Any]:
    holder, today = find_holder(edition.id, code), _today()
    arrival = queries.find_arrival(holder, today) if holder else None
    just_now = arrival is not None and arrival.uid == done
    said = rules.verdict(holder, today, arrival.at if arrival else None, just_now=just_now)
    return {**_shown(holder), "code": code, "verdict": said, "uid": arrival.uid if arrival else None}


def _shown(holder: Holder | None) -> dict[str, Any]:
    if holder is None:
        return {"name": None, "workplace": None, "category": None}
    return {"name": _called(holder), "workplace": holder.known_workplace, "category": holder.category}


def _page(
    edition: Edition,
    form: DoorForm,
    *,
    entry: dict[str, Any] | None = None,
    found: list[Holder] | None = None,
    status: int = 200,
) -> Response:
    today = _today()
    came = queries.came(edition.id, today)
    form.uid.data = str(uuid4())
    response = make_response(
        render_template(
            "checkin/show.html",
            edition=edition,
            form=form,
            entry=entry,
            found=[_match(one, today, came) for one in found or ()],
            inside=len(came),
            expected=queries.expected(holders(edition.id), today),
            today=today,
        ),
        status,
    )
    response.headers["Permissions-Policy"] = CAMERA
    return response


def _match(holder: Holder, today: date, came: dict[queries.Key, Any]) -> dict[str, Any]:
    arrival = came.get(queries.key_of(holder))
    said = rules.verdict(holder, today, arrival.at if arrival else None)
    return {**_shown(holder), "code": holder.code, "verdict": said, "uid": str(uuid4())}

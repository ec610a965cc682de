"""The organisers' door to the waiting lists: who waits, since when, what was promised; and letting people off them."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scdapp.accounts.current import who
from scdapp.accounts.guards import ORGANISERS
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import Missing, Refusal
from scdapp.core.web import Door
from scdapp.editions.models import Edition
from scdapp.editions.queries import get_edition
from scdapp.registration import queue_service, waiting_queries
from scdapp.registration.desk_wording import REASON_WORDS
from scdapp.registration.queries import get_participant
from scdapp.registration.rules import Actor

Page = str | tuple[str, int]
MOST_AT_ONCE = 500

door = Door("queue_desk", __name__, who=ORGANISERS, url_prefix="/arrangor/<int:year>/reservlista")


@door.get("")
def index(year: int) -> str:
    return _page(get_edition(year))


@door.post("/erbjud")
def offer(year: int) -> Response | Page:
    """Offer one of those who wait a place, or with `direct` give it at once."""
    edition = get_edition(year)
    kind, _, name = request.form.get("row", "").partition(":")
    actor, now = _actor(), clock.now()
    seat_verb, line_verb = (
        (queue_service.confirm_seat, queue_service.confirm_line)
        if "direct" in request.form
        else (queue_service.offer_seat, queue_service.offer_line)
    )
    if kind == "seat":
        seat_id = get_participant(edition.id, name).id
        return _do(edition, lambda: seat_verb(seat_id, actor=actor, now=now))
    line_id = _known(edition, kind, name)
    return _do(edition, lambda: line_verb(line_id, actor=actor, now=now))


@door.post("/erbjud-nasta")
def offer_next(year: int) -> Response | Page:
    """Offer those who have waited longest on one list a place, as many as was said."""
    edition = get_edition(year)
    listed = next(
        (one for one in waiting_queries.waiting_lists(edition.id) if one.key == request.form.get("list")), None
    )
    if listed is None:
        raise Missing
    count = request.form.get("count", 0, type=int)
    if not 0 < count <= MOST_AT_ONCE:
        return _page(edition, f"Skriv ett antal mellan 1 och {MOST_AT_ONCE}."), 422
    kind, _, key = listed.key.partition(":")
    verb = queue_service.offer_next_seats if kind == "category" else queue_service.offer_next_lines
    edition_id, actor, now = edition.id, _actor(), clock.now()
    return _do(edition, lambda: verb(edition_id, int(key), count, actor=actor, now=now))


def _known(edition: Edition, kind: str, name: str) -> int:
    """The id of a product line that waits this year. Raises `Missing` for anything else."""
    rows = (row for one in waiting_queries.waiting_lists(edition.id) for row in (*one.waiting, *one.offered))
    found = next((row.line for row in rows if row.line and row.key == f"{kind}:{name}"), None)
    if found is None:
        raise Missing
    return found.id


def _actor() -> Actor:
    return Actor("organiser", who().name)


def _do(edition: Edition, act: Callable[[], object]) -> Response | Page:
    try:
        with transaction():
            done = act()
    except Refusal as refusal:
        return _page(edition, refusal.sentence), 422
    if "direct" in request.form:
        flash("Platsen är klar. Den det gäller får ett mejl.")
    else:
        number = done if isinstance(done, int) else 1
        flash(f"Erbjudna: {number}. De det gäller får ett mejl med sista dag att svara.")
    return redirect(url_for("queue_desk.index", year=edition.year), 303)


def _page(edition: Edition, sentence: str | None = None) -> str:
    lists = waiting_queries.waiting_lists(edition.id)
    today = clock.local(clock.now()).date()
    return render_template(
        "registration/organiser/queue.html",
        edition=edition,
        lists=lists,
        sentence=sentence,
        answered=waiting_queries.not_accepted(edition.id),
        reasons=REASON_WORDS,
        overdue=sum(len(one.waiting) for one in lists if one.overdue(today)),
        today=today,
        now=clock.now(),
    )

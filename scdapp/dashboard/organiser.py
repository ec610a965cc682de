"""The organisers' first page: every year, and one year's state with what to do next."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from scdapp.accounts.guards import ORGANISERS
from scdapp.core import clock
from scdapp.core.web import Door
from scdapp.dashboard import queries
from scdapp.editions.queries import current, get_edition, key_dates
from scdapp.outbox.queries import count_dead
from scdapp.registration.desk_queries import count_by_state
from scdapp.registration.waiting_queries import count_overdue, count_waiting
from scdapp.releases.preview import preview

door = Door("dashboard", __name__, who=ORGANISERS, url_prefix="/arrangor")


@door.get("")
def index() -> str:
    return render_template("dashboard/index.html", edition=None, years=queries.years(), dead_mails=count_dead())


@door.get("/nu")
def now() -> Response:
    """Straight to the year at hand."""
    edition = current(clock.now())
    return redirect(url_for("dashboard.show", year=edition.year) if edition else url_for("dashboard.index"))


@door.get("/<int:year>")
def show(year: int) -> str:
    edition = get_edition(year)
    today = clock.local(clock.now()).date()
    return render_template(
        "dashboard/show.html",
        edition=edition,
        seen=preview(edition, now=clock.now()),
        waiting=queries.waiting(edition.id),
        seats=count_by_state(edition.id),
        in_queue=count_waiting(edition.id),
        overdue=count_overdue(edition.id, today),
        dead_mails=count_dead(),
        coming=[one for one in key_dates(edition.id, internal=True) if one.last_day >= today][:5],
        today=today,
    )

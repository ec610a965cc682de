"""The organisers' door to badges: ask for them, see how far they have come, fetch the file."""

from flask import Response, current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from scdapp.accounts.current import who
from scdapp.accounts.guards import ORGANISERS
from scdapp.admission.queries import categories
from scdapp.badges import press, queries, rules, service
from scdapp.badges.forms import BadgeForm
from scdapp.badges.rules import Wish
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import Missing, Refusal
from scdapp.core.web import Door, instance_folder
from scdapp.editions.models import Edition
from scdapp.editions.queries import get_edition
from scdapp.registration.holder_queries import holders

door = Door("badge_desk", __name__, who=ORGANISERS, url_prefix="/arrangor/<int:year>/namnskyltar")


@door.get("")
def index(year: int) -> str:
    return _page(get_edition(year))


@door.post("")
def create(year: int) -> AnyResponse | tuple[str, int]:
    """Let badges be made: a few at once, many by the worker."""
    edition = get_edition(year)
    edition_id, account_id, now = edition.id, who().id, clock.now()
    form = _form(edition)
    if not form.validate():
        return _page(edition, form), 422
    try:
        with transaction():
            job = service.ask(edition_id, form.as_wish(), account_id=account_id, now=now)
            job_id, uid, small = job.id, job.uid, job.total <= rules.SMALL
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _page(get_edition(year), form), 422
    if small:
        press.make(job_id, instance_folder(press.FOLDER), str(current_app.config["BASE_URL"]), now=now)
    return redirect(url_for("badge_desk.show", year=year, uid=uid), 303)


@door.get("/<uid>")
def show(year: int, uid: str) -> str:
    """How far it has come; keeps itself fresh until it is done."""
    edition = get_edition(year)
    return render_template("badges/organiser/show.html", edition=edition, job=queries.get_job(edition.id, uid))


@door.get("/<uid>/namnskyltar.pdf")
def download(year: int, uid: str) -> Response:
    """The file, for a day."""
    job = queries.get_job(get_edition(year).id, uid)
    file = instance_folder(press.FOLDER) / f"{job.uid}.pdf"
    if job.state != "done" or not file.exists():
        raise Missing
    response = Response(file.read_bytes(), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="namnskyltar-{year}.pdf"'
    return response


def _form(edition: Edition, *, fresh: bool = False) -> BadgeForm:
    form = BadgeForm(formdata=None, order="name", sheet="8") if fresh else BadgeForm()
    form.offer([(one.id, one.name) for one in categories(edition.id)], [on.date for on in edition.days])
    return form


def _page(edition: Edition, form: BadgeForm | None = None) -> str:
    everybody = holders(edition.id)
    return render_template(
        "badges/organiser/index.html",
        edition=edition,
        form=form or _form(edition, fresh=True),
        jobs=queries.jobs(edition.id),
        named=len(rules.coming(everybody)),
        nameless=len(rules.nameless(everybody)),
        new=len(queries.wanted(edition, Wish(only_new=True))),
    )

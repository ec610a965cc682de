"""The organiser's preview: the public pages as of another moment, for one log-in. Never shows a draft."""

from datetime import datetime

from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scdapp.accounts import current, service
from scdapp.accounts.forms import PreviewForm
from scdapp.accounts.guards import ORGANISERS
from scdapp.core.db import transaction
from scdapp.core.errors import NeedsLogin, NotAllowed
from scdapp.core.web import Door, safe_path

door = Door("preview", __name__, who=ORGANISERS, url_prefix="/arrangor/tidsresa")


@door.before_app_request
def _set_moment() -> None:
    """Tell `core.clock` which moment this request looks at. Visitors have no cookie, so it costs them nothing."""
    login = current.login()
    if login and login.preview_at and _may_preview():
        g.preview_at = login.preview_at


def _may_preview() -> bool:
    try:
        ORGANISERS.check()
    except (NeedsLogin, NotAllowed):
        return False
    return True


@door.get("")
def new() -> str:
    return _page(PreviewForm(moment=g.get("preview_at")))


@door.post("")
def create() -> Response | tuple[str, int]:
    """Look at the public pages as of the given moment."""
    form = PreviewForm()
    if not form.validate():
        return _page(form), 422
    return _go(form.moment.data)


@door.post("/slut")
def destroy() -> Response:
    """Look at the public pages as they are now."""
    return _go(None)


def _go(moment: datetime | None) -> Response:
    login = current.login()
    if login is None:
        raise NeedsLogin
    with transaction():
        service.preview(login.id, moment)
    return redirect(safe_path(request.form.get("next")) or url_for("site.start"), 303)


def _page(form: PreviewForm) -> str:
    next_path = safe_path(request.values.get("next"))
    return render_template("accounts/organiser/preview.html", form=form, next=next_path, edition=None)

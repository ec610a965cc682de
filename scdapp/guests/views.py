"""The way in by mail link and the way out: `/min-anmalan/logga-in`, `/min-anmalan/logga-ut`."""

import logging

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from scdapp.accounts.devices import device
from scdapp.accounts.rules import TooManyTries
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import Missing, Refusal
from scdapp.core.language import language
from scdapp.core.web import EVERYBODY, Door, safe_path
from scdapp.guests import current, service
from scdapp.guests.forms import LinkForm, LoginForm
from scdapp.guests.letters import LOGIN
from scdapp.guests.rules import LINK_MINUTES
from scdapp.tokens import queries as tokens

door = Door("guests", __name__, who=EVERYBODY, url_prefix="/min-anmalan")
log = logging.getLogger(__name__)
HOME = "mine.index"
Answer = Response | str | tuple[str, int] | tuple[str, int, dict[str, str]]


@door.get("/logga-in")
def new() -> Answer:
    """The form; whoever is logged in already goes on."""
    going_to = safe_path(request.args.get("next"))
    return redirect(going_to or url_for(HOME)) if current.email() else _page(LinkForm())


@door.post("/logga-in")
def create() -> Answer:
    """Send a link. Says the same, after the same work, for an address that nobody knows."""
    form = LinkForm()
    if not form.validate():
        return _page(form), 422
    try:
        with transaction():
            service.send_link(
                form.email.data or "",
                network=request.remote_addr or "",
                device=device(request.user_agent.string),
                language=language(),
                now=clock.now(),
            )
    except TooManyTries as refusal:
        log.warning("link to log in refused: too many tries")
        form.refuse(None, _wait(refusal.minutes))
        return _page(form), 429, {"Retry-After": str(refusal.minutes * 60)}
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _page(form), 422
    current.go_on_to(safe_path(request.args.get("next")))
    return redirect(url_for("guests.sent"), 303)


@door.get("/logga-in/skickat")
def sent() -> str:
    """What to do now, for those who got a letter and for those who did not."""
    return render_template("guests/sent.html", minutes=LINK_MINUTES, edition=None)


@door.get("/logga-in/lank/<token>")
def enter(token: str) -> Answer:
    """The page that the link opens. Changes nothing: programs that look into mail open it too."""
    email = tokens.find_subject(LOGIN, token, now=clock.now())
    if email is None:
        return _over()
    return _private(render_template("guests/enter.html", form=LoginForm(), token=token, email=email, edition=None))


@door.post("/logga-in/lank/<token>")
def log_in(token: str) -> Answer:
    """Use the link up."""
    going_to = current.onwards()
    try:
        with transaction():
            opened = service.log_in(token, device=device(request.user_agent.string), now=clock.now())
    except Missing:
        log.warning("log-in by link refused: unknown, used or over")
        return _over()
    current.enter(opened.token)
    log.info("logged in by link: log-in %d", opened.login.id)
    return redirect(going_to or url_for(HOME), 303)


@door.post("/logga-ut")
def destroy() -> Response:
    """End this log-in; for one that has ended already, the same answer."""
    login = current.login()
    if login:
        login_id = login.id
        with transaction():
            service.end_login(login_id)
        log.info("logged out: log-in %d", login_id)
    current.leave()
    flash(gettext("Du är utloggad."))
    response = make_response(redirect(url_for("guests.new"), 303))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _page(form: LinkForm) -> str:
    going_to = safe_path(request.args.get("next"))
    return render_template("guests/new.html", form=form, next=going_to, minutes=LINK_MINUTES, edition=None)


def _over() -> tuple[str, int, dict[str, str]]:
    """A link that opens nothing, whatever the reason, with the form for a new one."""
    page = render_template("guests/over.html", form=LinkForm(formdata=None), minutes=LINK_MINUTES, edition=None)
    return page, 410, {"Referrer-Policy": "no-referrer"}


def _private(page: str) -> Response:
    """The address of the page is a secret: it is told to nobody."""
    response = make_response(page)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _wait(minutes: int) -> str:
    return str(
        ngettext(
            "För många försök. Vänta %(num)d minut och försök igen.",
            "För många försök. Vänta %(num)d minuter och försök igen.",
            minutes,
        )
    )

"""The way in and the way out: `/logga-in`, `/logga-ut`."""

import logging

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from scdapp.accounts import current, passwords, service
from scdapp.accounts.devices import device
from scdapp.accounts.forms import LoginForm
from scdapp.accounts.models import Account
from scdapp.accounts.rules import TooManyTries, WrongPassword
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.web import EVERYBODY, Door, safe_path

door = Door("accounts", __name__, who=EVERYBODY)
log = logging.getLogger(__name__)


@door.get("/logga-in")
def new() -> str | Response:
    """The form; whoever is logged in already goes on."""
    account = current.account()
    return redirect(_onwards(account)) if account else _page(LoginForm())


@door.post("/logga-in")
def create() -> Response | tuple[str, int] | tuple[str, int, dict[str, str]]:
    """Open a log-in. Says the same, after the same work, for a wrong password and an unknown address."""
    form = LoginForm()
    if not form.validate():
        return _page(form), 422
    try:
        opened = _log_in(form.email.data or "", form.password.data or "")
    except TooManyTries as refusal:
        log.warning("log-in refused: too many tries")
        form.refuse(None, _wait(refusal.minutes))
        return _page(form), 429, {"Retry-After": str(refusal.minutes * 60)}
    except WrongPassword:
        form.refuse("password", gettext("Adressen eller lösenordet stämmer inte."))
        return _page(form), 422
    current.enter(opened.login, opened.token)
    log.info("logged in: account %d", opened.login.account_id)
    return redirect(_onwards(opened.login.account), 303)


def _log_in(email: str, password: str) -> service.Opened:
    """Count the try, look at the password between two transactions (it is slow), open the log-in."""
    with transaction():
        begun = service.begin_try(email, request.remote_addr or "", now=clock.now())
    if not passwords.matches(begun.stored, password) or begun.account_id is None:
        log.warning("log-in refused: account %s", begun.account_id or "unknown or closed")
        raise WrongPassword
    renewed = passwords.renewed(begun.stored, password)
    with transaction():
        return service.log_in(begun, renewed, device=device(request.user_agent.string), now=clock.now())


@door.post("/logga-ut")
def destroy() -> Response:
    """End this log-in; for one that has ended already, the same answer."""
    login = current.login()
    if login:
        account_id = login.account_id
        with transaction():
            service.end_login(login.id, account_id=account_id)
        log.info("logged out: account %d", account_id)
    current.leave()
    flash(gettext("Du är utloggad."))
    response = make_response(redirect(url_for("accounts.new"), 303))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _onwards(account: Account) -> str:
    """Where the person was going, if that is on this site; else where the account's work is."""
    return safe_path(request.args.get("next")) or url_for(_at_work(account.role_names))


def _at_work(roles: frozenset[str]) -> str:
    if roles & {"organiser", "administrator"}:
        return "dashboard.index"
    if "board" in roles:
        return "board_desk.start"
    return "checkin_desk.index" if "checkin" in roles else "my_account.show"


def _page(form: LoginForm) -> str:
    return render_template("accounts/new.html", form=form, next=safe_path(request.args.get("next")), edition=None)


def _wait(minutes: int) -> str:
    return str(
        ngettext(
            "För många försök. Vänta %(num)d minut och försök igen.",
            "För många försök. Vänta %(num)d minuter och försök igen.",
            minutes,
        )
    )

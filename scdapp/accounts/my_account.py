"""One's own page, `/mitt-konto`: another password, and the log-ins that are open."""

import logging

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scdapp.accounts import current, passwords, queries, service
from scdapp.accounts.devices import device
from scdapp.accounts.forms import OwnPasswordForm
from scdapp.accounts.guards import STAFF
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import Refusal
from scdapp.core.web import Door

door = Door("my_account", __name__, who=STAFF, url_prefix="/mitt-konto")
log = logging.getLogger(__name__)


@door.get("")
def show() -> str:
    return _page(OwnPasswordForm())


@door.post("")
def update() -> Response | tuple[str, int]:
    """Another password. Needs the old one; ends every other log-in of the account."""
    form = OwnPasswordForm()
    if not form.validate():
        return _page(form), 422
    try:
        opened = _change_password(form.old.data or "", form.password.data or "")
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _page(form), 422
    current.enter(opened.login, opened.token)
    log.info("password changed: account %d", opened.login.account_id)
    flash("Lösenordet är ändrat. Alla andra inloggningar är avslutade.")
    return redirect(url_for("my_account.show"), 303)


def _change_password(old: str, chosen: str) -> service.Opened:
    account = current.who()
    account_id, seen = account.id, account.password_hash
    if not passwords.matches(seen, old):
        log.warning("password not changed, the old one was wrong: account %d", account_id)
        raise Refusal("Det nuvarande lösenordet stämmer inte.", field="old")
    hashed = passwords.new(chosen, email=account.email, name=account.name)
    with transaction():
        return service.change_password(
            account_id, seen, hashed, device=device(request.user_agent.string), now=clock.now()
        )


@door.post("/inloggningar/<int:login_id>/avsluta")
def end_login(login_id: int) -> Response:
    """End one of one's own log-ins on another device."""
    account_id = current.who().id
    with transaction():
        service.end_login(login_id, account_id=account_id)
    log.info("log-in ended by its owner: account %d", account_id)
    flash("Inloggningen är avslutad.")
    return redirect(url_for("my_account.show"), 303)


def _page(form: OwnPasswordForm) -> str:
    return render_template(
        "accounts/show.html",
        form=form,
        logins=queries.logins(current.who().id, now=clock.now()),
        this=current.login(),
        edition=None,
    )

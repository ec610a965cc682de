"""Who is logged in to this request. The only file that knows Flask-Login, which has no types.

The cookie holds a random token, the database its SHA-256 (`models.Login`): ending the row ends the log-in.
"""

from dataclasses import dataclass

from flask import Flask, current_app, has_request_context, request, session
from flask_login import LoginManager, current_user, login_user, logout_user

from scdapp.accounts import queries
from scdapp.accounts.models import Account, Login
from scdapp.accounts.rules import LOGIN_LIFETIME
from scdapp.core import clock
from scdapp.core.errors import NeedsLogin
from scdapp.core.web import GUEST_SESSION, renew_session


@dataclass(frozen=True)
class _Holder:
    """What Flask-Login calls a user: a log-in together with the token that proves it."""

    row: Login
    token: str
    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        return self.token


def install(app: Flask) -> None:
    """Let requests be asked who sent them; templates call `who()`."""
    manager = LoginManager()
    # Its "basic" protection writes to the session on reads; our rows say what is still open.
    manager.session_protection = None
    manager.user_loader(_load)
    manager.init_app(app, add_context_processor=False)
    # It would look into the session after every request and so mark every public page as "Vary: Cookie".
    app.after_request_funcs[None].remove(manager._update_remember_cookie)
    app.config["PERMANENT_SESSION_LIFETIME"] = LOGIN_LIFETIME
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False
    app.jinja_env.globals["who"] = account


def _load(token: object) -> _Holder | None:
    row = queries.find_login(token, now=clock.now()) if isinstance(token, str) else None
    return _Holder(row, str(token)) if row else None


def login() -> Login | None:
    """The open log-in that this request came with. A request without the cookie costs nothing."""
    if not has_request_context() or current_app.config["SESSION_COOKIE_NAME"] not in request.cookies:
        return None
    return current_user.row if isinstance(current_user._get_current_object(), _Holder) else None


def account() -> Account | None:
    """The person who is logged in, with the roles of this very moment, or None."""
    row = login()
    return row.account if row else None


def who() -> Account:
    """The person who is logged in, for doors that let nobody else in. Raises `NeedsLogin` if nobody is."""
    found = account()
    if found is None:
        raise NeedsLogin
    return found


def enter(row: Login, token: str) -> None:
    """Hand the token to the browser, in a session that has nothing of the one before but a guest's log-in."""
    renew_session(but=GUEST_SESSION)
    session.permanent = True
    login_user(_Holder(row, token))


def leave() -> None:
    """Forget who was here, and everything else in the session but a guest's log-in."""
    logout_user()
    renew_session(but=GUEST_SESSION)

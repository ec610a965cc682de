"""Which e-mail address is logged in to this request. The session names a row (`models.GuestLogin`), the row decides."""

from flask import current_app, g, has_request_context, request, session

from scdapp.core import clock
from scdapp.core.errors import NeedsLogin
from scdapp.core.web import GUEST_SESSION, STAFF_SESSION, renew_session
from scdapp.guests import queries
from scdapp.guests.models import GuestLogin

(_TOKEN,) = GUEST_SESSION
_NEXT = "guest_next"


def login() -> GuestLogin | None:
    """The open log-in that this request came with. A request without the cookie costs nothing."""
    if not has_request_context() or current_app.config["SESSION_COOKIE_NAME"] not in request.cookies:
        return None
    if "guest_login" not in g:
        token = session.get(_TOKEN)
        g.guest_login = queries.find_login(token, now=clock.now()) if isinstance(token, str) else None
        g.guest_email = g.guest_login.email if g.guest_login else None
    found: GuestLogin | None = g.guest_login
    return found


def email() -> str | None:
    """The address that is logged in, or None."""
    found: str | None = g.guest_email if login() else None
    return found


def who() -> str:
    """The address that is logged in, for doors that let nobody else in. Raises `NeedsLogin` if none is."""
    found = email()
    if found is None:
        raise NeedsLogin("guests.new")
    return found


def enter(token: str) -> None:
    """Hand the token to the browser, in a session that has nothing of the one before but a log-in of staff."""
    renew_session(but=STAFF_SESSION)
    session.permanent = True
    session[_TOKEN] = token
    g.pop("guest_login", None)


def leave() -> None:
    """Forget who was here, and everything else in the session but a log-in of staff."""
    renew_session(but=STAFF_SESSION)
    g.pop("guest_login", None)


def go_on_to(path: str | None) -> None:
    """Remember where in the site the person was going, until they have logged in."""
    if path:
        session[_NEXT] = path
    elif _NEXT in session:
        del session[_NEXT]


def onwards() -> str | None:
    """Where the person was going, if this browser remembers."""
    found: str | None = session.get(_NEXT)
    return found

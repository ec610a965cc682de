"""What every answer has in common: who may enter, security headers, errors in words, addresses."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Flask, Request, Response, current_app, redirect, render_template, request, session, url_for
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import Forbidden, HTTPException, SecurityError
from werkzeug.routing import IntegerConverter, Map
from werkzeug.wrappers import Response as AnyResponse

from scdapp.core.errors import EditConflict, Missing, NeedsLogin, NotAllowed, Refusal

PACKAGE = Path(__file__).resolve().parent.parent
KILOBYTE = 1024
SMALL_FORM = 64 * KILOBYTE
# A pasted novel must come back with a sentence beside its field, not vanish in an error page.
LARGE_FORM = 24 * KILOBYTE * KILOBYTE

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


@dataclass(frozen=True)
class Guard:
    """Who may enter. `name` is for people and tests; `check` raises `NeedsLogin` or `NotAllowed`."""

    name: str
    check: Callable[[], None]


EVERYBODY = Guard("everybody", lambda: None)
# What names an open log-in in the session of a browser: one of staff, and one of somebody who comes. It may hold both.
STAFF_SESSION = ("_user_id", "_fresh", "_id")
GUEST_SESSION = ("guest",)


class Door(Blueprint):
    """A set of routes with one guard for all of them and all their methods, so that no route can forget it."""

    def __init__(self, name: str, import_name: str, *, who: Guard, max_bytes: int = SMALL_FORM, **rest: Any) -> None:
        super().__init__(name, import_name, **rest)
        self.who = who
        self.max_bytes = max_bytes


class QuietSessions(SecureCookieSessionInterface):
    """Flask's signed cookie; but a visitor without one, which is nearly everybody, costs nothing."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        if self.get_cookie_name(app) not in request.cookies:
            return self.session_class()
        return super().open_session(app, request)


def renew_session(*, but: Collection[str] = ()) -> None:
    """Forget everything in the browser's session `but` what names another log-in that is open in it."""
    kept = {name: session[name] for name in but if name in session}
    session.clear()
    session.update(kept)


def resource_folder(name: str) -> Path:
    """`templates` or `migrations`: inside the package in a wheel, beside it in a checkout."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


def instance_folder(name: str) -> Path:
    """A folder for data beside the database, such as `pictures`. Doors hand it to services."""
    return Path(current_app.instance_path) / name


def address(endpoint: str, **values: Any) -> str:
    """The absolute address, from the configured base and never from the Host header."""
    return str(current_app.config["BASE_URL"]) + url_for(endpoint, **values)


def safe_path(candidate: str | None) -> str | None:
    """`candidate` if it is a path on this site, else None (no open redirects: `//evil`, `/\\evil`)."""
    if not candidate or not candidate.startswith("/") or candidate.startswith(("//", "/\\")):
        return None
    parts = urlsplit(candidate)
    plain = not parts.scheme and not parts.netloc and "\\" not in candidate
    return candidate if plain and candidate.isprintable() else None


class Number(IntegerConverter):
    """A whole number as we write it in addresses: no leading zeros, and one that every database can hold."""

    regex = r"0|[1-9]\d*"

    def __init__(self, map: Map, max: int = 2**31 - 1) -> None:
        super().__init__(map, max=max)


def install(app: Flask) -> None:
    """Guards, headers and error pages for every route of `app`."""
    app.url_map.converters["int"] = Number
    app.session_interface = QuietSessions()
    app.before_request(_guard)
    app.after_request(_add_headers)
    for kind, handler in _HANDLERS.items():
        app.register_error_handler(kind, handler)


def door_of(app: Flask, endpoint: str) -> Door | None:
    """The door that `endpoint` belongs to, if any."""
    found = app.blueprints.get(endpoint.rpartition(".")[0])
    return found if isinstance(found, Door) else None


def _guard() -> None:
    if request.endpoint is None:
        return  # no such address: 404 or 405 follows by itself
    if "\0" in request.path:
        raise Missing  # no address of ours holds it, and PostgreSQL cannot even be asked
    door = door_of(current_app, request.endpoint)
    if door is None:
        raise NotAllowed  # deny by default: a route outside every door has told nobody who may use it
    request.max_content_length = door.max_bytes
    door.who.check()


def headers() -> dict[str, str]:
    """The headers that every answer carries."""
    if current_app.config["SESSION_COOKIE_SECURE"]:
        return {**HEADERS, "Strict-Transport-Security": "max-age=31536000; includeSubDomains"}
    return HEADERS


def _add_headers(response: Response) -> Response:
    if response.status_code == 304 or "X-Content-Type-Options" in response.headers:
        return response  # a kept answer has them all already
    for name, value in headers().items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def _page(status: int, **words: Any) -> tuple[str, int]:
    return render_template("errors/error.html", status=status, edition=None, **words), status


def _missing(_error: Exception) -> AnyResponse | tuple[str, int]:
    return _page(404)


def _not_allowed(_error: Exception) -> tuple[str, int]:
    return _page(403)


def _needs_login(error: NeedsLogin) -> AnyResponse:
    here = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for(error.endpoint, next=here))


def _refusal(error: Refusal) -> tuple[str, int]:
    return _page(422, sentence=error.sentence)


def _conflict(_error: EditConflict) -> tuple[str, int]:
    return _page(409)


def _http(error: HTTPException) -> AnyResponse | tuple[str, int]:
    # To a host that is not ours no address can be written, so a page of ours cannot be either.
    if error.code is None or error.code < 400 or isinstance(error, SecurityError):
        return error.get_response()
    body, status = _page(error.code)
    if error.code == 405:
        response = current_app.make_response((body, status))
        response.headers.extend(h for h in error.get_headers() if h[0] == "Allow")
        return response
    return body, status


def _csrf(_error: CSRFError) -> tuple[str, int]:
    return _page(400, csrf=True)


_HANDLERS: dict[type[Exception], Callable[[Any], Any]] = {
    Missing: _missing,
    NotAllowed: _not_allowed,
    NeedsLogin: _needs_login,
    Refusal: _refusal,
    EditConflict: _conflict,
    CSRFError: _csrf,
    Forbidden: _not_allowed,
    HTTPException: _http,
}

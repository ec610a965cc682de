"""The commonest request of all, a calendar asking "has anything changed?", answered before anything else wakes up.

Only for a visitor without cookies who asks for a plain address that this process has answered before; everything
else takes the ordinary way, where `core.kept` decides the same by the same rules.
"""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

from flask import Flask
from sqlalchemy import Engine
from werkzeug.http import parse_etags

from scdapp.core import publication
from scdapp.core.db import db
from scdapp.core.kept import Kept, Shelf, key_of


class Revalidation:
    """Stands in front of the application: one query and a comparison, or nothing."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._next = app.wsgi_app

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        row = self._kept(environ) if _asks_whether(environ) else None
        if row is None:
            return self._next(environ, start_response)
        start_response("304 NOT MODIFIED", list(row.told_again))
        return []

    def _kept(self, environ: dict[str, Any]) -> Kept | None:
        """What the client says it has, if it is what stands now."""
        clock = self._app.extensions["scdapp.clock"]
        shelf: Shelf[Kept] = self._app.extensions["scdapp.shelf"]
        standing = environ["scdapp.standing"] = publication.standing(self._engine)
        key = key_of(standing.version, clock.setting(), environ.get("SCRIPT_NAME", ""), environ.get("PATH_INFO", ""))
        row = shelf.get(key, clock.now)
        return row if row and parse_etags(environ["HTTP_IF_NONE_MATCH"]).contains_weak(row.etag) else None

    @cached_property
    def _engine(self) -> Engine:
        with self._app.app_context():
            return db.engine


def _asks_whether(environ: dict[str, Any]) -> bool:
    plain = not environ.get("QUERY_STRING") and "HTTP_COOKIE" not in environ
    return plain and "HTTP_IF_NONE_MATCH" in environ and environ["REQUEST_METHOD"] in ("GET", "HEAD")

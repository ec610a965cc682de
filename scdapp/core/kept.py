"""Answers that are built once and kept: every public page, feed and file.

An entry is true for one version of what is published (`core.publication`), one setting of the clock, one address
and one language; and, when it tells of the present ("nu och härnäst"), until a given moment. Nothing here is ever
wrong for long: a new version is a new key. The ETag comes from the bytes, so a client that holds them is told so
(RFC 9110 13.1.2) even after a change elsewhere.
"""

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Generic, Protocol, TypeVar

from flask import Response, current_app, request
from werkzeug.datastructures import Headers
from werkzeug.http import http_date

from scdapp.core import clock, publication, web
from scdapp.core.db import db

SHELF_BYTES = 64 * 1024 * 1024
WORTH_PACKING = 600
REVALIDATING = {"ETag", "Cache-Control", "Vary"}


@dataclass(frozen=True)
class Made:
    """What a builder hands over. `good_until`: the next moment at which it would come out differently.

    Not `dated`: it also changes with what nobody else can see, so no date of publication says how old it is.
    """

    body: str | bytes
    good_until: datetime | None = None
    dated: bool = True


@dataclass(frozen=True)
class Kept:
    """One answer with everything that does not change from request to request."""

    body: bytes
    packed: bytes | None
    etag: str
    good_until: datetime | None
    # Whole seconds since 1970 (RFC 9110 5.6.7), or None for a page that changes as time goes by.
    changed_at: int | None
    headers: tuple[tuple[str, str], ...]
    mimetype: str

    @property
    def size(self) -> int:
        return len(self.body) + len(self.packed or b"")

    @cached_property
    def told_again(self) -> tuple[tuple[str, str], ...]:
        """What a 304 must repeat and no more (RFC 9110 15.4.5): the client keeps the rest from the first answer."""
        return tuple(pair for pair in self.headers if pair[0] in REVALIDATING)


class Shelved(Protocol):
    """What can lie on a shelf: it has a size in bytes, and perhaps an end."""

    @property
    def size(self) -> int: ...

    @property
    def good_until(self) -> datetime | None: ...


Thing = TypeVar("Thing", bound=Shelved)


@dataclass
class Shelf(Generic[Thing]):
    """The newest answers of this process, bounded in bytes; the longest unused goes first."""

    limit: int = SHELF_BYTES
    _rows: OrderedDict[Hashable, Thing] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _size: int = 0

    def get(self, key: Hashable, now: Callable[[], datetime]) -> Thing | None:
        with self._lock:
            row = self._rows.get(key)
            if row is None or (row.good_until is not None and now() >= row.good_until):
                return None
            self._rows.move_to_end(key)
            return row

    def put(self, key: Hashable, row: Thing) -> None:
        with self._lock:
            old = self._rows.pop(key, None)
            self._size += row.size - (old.size if old else 0)
            self._rows[key] = row
            while self._size > self.limit and len(self._rows) > 1:
                _, dropped = self._rows.popitem(last=False)
                self._size -= dropped.size


def key_of(version: int, setting: object, root: str, path: str, key: Hashable = ()) -> Hashable:
    """Under what an answer is kept: what is published, how the clock is set, language and address, and `key`."""
    return version, setting, root, path, key


def answer(
    build: Callable[[], Made],
    *,
    key: Hashable = (),
    place: str | None = None,
    mimetype: str = "text/html",
    headers: dict[str, str] | None = None,
) -> Response:
    """The kept answer for this address, or what `build` makes now; 304 when the client already has it.

    `key` tells apart what the query says and the address does not (a normalised filter); it is () where there is no
    query. The query itself is never part of it, so nobody can fill the shelf by inventing parameters. An organiser's
    preview of another moment is built anew and never kept. `place` stands for the address where that is a secret: then
    `key` says all that the answer is made of.
    """
    if clock.previewing():
        return _preview(build(), mimetype, headers)
    standing = request.environ.get("scdapp.standing") or publication.standing()
    full_key = key_of(standing.version, clock.setting(), request.script_root, place or request.path, key)
    shelf: Shelf[Kept] = current_app.extensions["scdapp.shelf"]
    row = shelf.get(full_key, clock.now)
    if row is None:
        # What a log-in has read before may be older than the version just asked for.
        db.session.rollback()
        row = _keep(build(), standing.changed_at, mimetype, headers or {})
        shelf.put(full_key, row)
    return _respond(row)


def _keep(made: Made, changed_at: int, mimetype: str, headers: dict[str, str]) -> Kept:
    body = made.body.encode() if isinstance(made.body, str) else made.body
    packed = gzip.compress(body, compresslevel=6, mtime=0) if len(body) >= WORTH_PACKING else None
    etag = hashlib.sha256(body).hexdigest()[:32]
    told = {
        **web.headers(),
        # Weak: packed and unpacked are the same content in different bytes (RFC 9110 8.8.3.3).
        "ETag": f'W/"{etag}"',
        "Cache-Control": "no-cache",
        "Vary": "Accept-Encoding",
        **headers,
    }
    dated = made.dated and made.good_until is None
    if dated:
        # A page that tells of the present changes without a change in the database, so it has no such date.
        told["Last-Modified"] = http_date(changed_at)
    return Kept(body, packed, etag, made.good_until, changed_at if dated else None, tuple(told.items()), mimetype)


def _respond(row: Kept) -> Response:
    if _client_has(row):
        response = Response(status=304)
        response.headers = Headers(row.told_again)
        return response
    packed = row.packed if request.accept_encodings.quality("gzip") > 0 else None
    response = Response(row.body if packed is None else packed, mimetype=row.mimetype)
    response.headers.extend(row.headers)
    if packed is not None:
        response.headers["Content-Encoding"] = "gzip"
    return response


def _client_has(row: Kept) -> bool:
    if "HTTP_IF_NONE_MATCH" in request.environ:  # takes precedence, RFC 9110 13.1.3
        return request.if_none_match.contains_weak(row.etag)
    if "HTTP_IF_MODIFIED_SINCE" not in request.environ or row.changed_at is None:
        return False
    since = request.if_modified_since
    return since is not None and row.changed_at <= since.timestamp()


def _preview(made: Made, mimetype: str, headers: dict[str, str] | None) -> Response:
    response = Response(made.body, mimetype=mimetype)
    response.headers.update(headers or {})
    response.headers["Cache-Control"] = "private, no-store"
    return response

"""Pages that are alike for everybody but for a few words: built once and kept with gaps, which each visit fills.

For pages with a form, which `core.kept` cannot serve: each visitor has a token of their own in it, and it says how
many places are left at this very moment. What is put in is put in as it is, so it must be markup already.
"""

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import current_app, request
from markupsafe import Markup, escape

from scdapp.core import clock, publication
from scdapp.core.db import db
from scdapp.core.kept import Shelf, key_of

# What a template calls where something is put in: the name of the gap.
Gap = Callable[[str], Markup]


@dataclass(frozen=True)
class Gapped:
    """The page's pieces; between them what the names stand for. `good_until`: when it would come out differently."""

    pieces: tuple[str, ...]
    names: tuple[str, ...]
    good_until: datetime | None = None

    @property
    def size(self) -> int:
        return sum(map(len, self.pieces))

    def filled(self, words: Mapping[str, str]) -> str:
        """The page for one visit."""
        found = [self.pieces[0]]
        for name, piece in zip(self.names, self.pieces[1:], strict=True):
            found += (str(escape(words[name])), piece)
        return "".join(found)


def answer(build: Callable[[Gap], tuple[str, datetime | None]], words: Callable[[], Mapping[str, str]]) -> str:
    """The kept page for this address with `words` put in; `build` makes it, and says until when it is true, where
    nobody has asked since something public changed. An organiser's preview is built anew and never kept."""
    if clock.previewing():
        return _built(build).filled(words())
    standing = publication.standing()
    key = key_of(standing.version, clock.setting(), request.script_root, request.path)
    shelf: Shelf[Gapped] = current_app.extensions["scdapp.gapped"]
    page = shelf.get(key, clock.now)
    if page is None:
        # What a log-in has read before may be older than the version just asked for.
        db.session.rollback()
        page = _built(build)
        shelf.put(key, page)
    return page.filled(words())


def _built(build: Callable[[Gap], tuple[str, datetime | None]]) -> Gapped:
    mark = secrets.token_hex(8)
    body, good_until = build(lambda name: Markup(f"{mark}{name}{mark}"))  # noqa: S704 - both are ours
    pieces = re.split(f"{mark}(.*?){mark}", body)
    return Gapped(tuple(pieces[::2]), tuple(pieces[1::2]), good_until)

"""Swedish at the plain address, English under /en: the language is in the URL, so answers can be kept and shared."""

import os
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask, current_app, request
from flask_babel import Babel, force_locale

from scdapp.core.web import PACKAGE

ENGLISH = "/en"
CATALOGUE = PACKAGE / "translations" / "en" / "LC_MESSAGES" / "messages.po"


class LanguagePath:
    """Moves a leading /en from the path to the root of the script, so that every link made there keeps it."""

    def __init__(self, app: Callable[..., Iterable[bytes]]) -> None:
        self.app = app

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        environ["scdapp.root"] = environ.get("SCRIPT_NAME", "")
        if path.startswith(ENGLISH) and path[len(ENGLISH) :][:1] in ("", "/"):
            environ["SCRIPT_NAME"] = environ["scdapp.root"] + ENGLISH
            environ["PATH_INFO"] = path[len(ENGLISH) :] or "/"
            environ["scdapp.language"] = "en"
        return self.app(environ, start_response)


def install(app: Flask) -> None:
    """Choose the language by address and make the compiled catalogue if it is missing or older than its source."""
    folder = Path(app.instance_path) / "translations"
    _compile(CATALOGUE, folder / "en" / "LC_MESSAGES" / "messages.mo")
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(folder)
    app.config["BABEL_DEFAULT_LOCALE"] = "sv"
    Babel(app, locale_selector=language, default_timezone="Europe/Stockholm")
    app.wsgi_app = LanguagePath(app.wsgi_app)  # type: ignore[method-assign]
    app.jinja_env.globals["language"] = language
    app.jinja_env.globals["other_language"] = other_language


def language() -> str:
    """ "sv" or "en", for this request."""
    return str(request.environ.get("scdapp.language", "sv")) if request else "sv"


def speaking(wanted: str) -> AbstractContextManager[None]:
    """While the block lasts, everything is said in the language `wanted`: for letters, whose reader is not here."""
    spoken: AbstractContextManager[None] = force_locale(wanted)
    return spoken


def other_language(path: str | None = None) -> str:
    """The address of this page, or of the one at `path`, in the other language."""
    root = str(request.environ.get("scdapp.root", ""))
    prefix = root if language() == "en" else root + ENGLISH
    return prefix + (path or request.path)


def in_language(wanted: str, endpoint: str, **values: Any) -> str:
    """The absolute address of `endpoint` in the language `wanted`. Needs no request, for mails have none."""
    path = current_app.url_map.bind("").build(endpoint, values)
    return str(current_app.config["BASE_URL"]) + (ENGLISH if wanted == "en" else "") + path


def _compile(source: Path, target: Path) -> None:
    if not source.exists() or (target.exists() and target.stat().st_mtime >= source.stat().st_mtime):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f"{target.name}.{os.getpid()}")
    with source.open("rb") as po, draft.open("wb") as mo:
        write_mo(mo, read_po(po, locale="en"))
    draft.replace(target)

"""Stylesheets and scripts: written one file a topic, sent as one file a kind of page, kept for ever by the browser.

The address holds a hash of the content, so a changed file has a new address.
"""

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, current_app, request

from scdapp.core.errors import Missing
from scdapp.core.web import EVERYBODY, PACKAGE, Door

STATIC = PACKAGE / "static"
TOPICS = (
    *("tokens", "hues", "base", "programme", "site", "forms"),
    *("admission", "registration", "mine", "seminars", "needs", "annals", "minutes", "demo", "meetings"),
)
COMMON = tuple(f"css/{name}.css" for name in TOPICS)
BUNDLES = {
    "site.css": COMMON,
    "desk.css": (
        *COMMON,
        "css/desk.css",
        "css/outbox.css",
        "css/figures.css",
        "css/seats.css",
        "css/badges.css",
        "css/board.css",
    ),
    "site.js": ("js/site.js", "js/places.js"),
    "desk.js": ("js/site.js", "js/desk.js"),
    "registration.js": ("js/site.js", "js/registration.js"),
    "proof.js": ("js/site.js", "js/proof.js"),
    "door.css": (*COMMON, "css/desk.css", "css/checkin.css"),
    "door.js": ("js/site.js", "js/door.js"),
    "stage.css": (*COMMON, "css/desk.css", "css/meeting.css"),
    "stage.js": ("js/site.js", "js/stage.js"),
    "roll.js": ("js/site.js", "js/roll.js"),
    "hall.css": ("css/tokens.css", "css/hues.css", "css/base.css", "css/hall.css"),
    "hall.js": ("js/hall.js",),
    "icon.svg": ("icon.svg",),
}
PRINT = "css/print.css"
MIMETYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}

door = Door("assets", __name__, who=EVERYBODY)


@dataclass(frozen=True)
class Asset:
    body: bytes
    packed: bytes
    mark: str
    mimetype: str


def _read(names: tuple[str, ...], ending: str, folder: Path) -> Asset:
    text = "\n".join((folder / name).read_text(encoding="utf-8") for name in names)
    if ending == "css":
        text += f"\n@media print {{\n{(folder / PRINT).read_text(encoding='utf-8')}\n}}\n"
    body = text.encode()
    return Asset(body, gzip.compress(body, mtime=0), hashlib.sha256(body).hexdigest()[:12], MIMETYPES[ending])


def install(app: Flask) -> None:
    """Read all bundles once and let templates name them: `asset('site.css')`."""
    bundles = {name: _read(parts, name.rpartition(".")[2], STATIC) for name, parts in BUNDLES.items()}
    app.extensions["scdapp.assets"] = bundles
    app.jinja_env.globals["asset"] = _address
    app.register_blueprint(door)


def _address(name: str) -> str:
    """One address for all languages, so that a browser fetches it once."""
    bundles: dict[str, Asset] = current_app.extensions["scdapp.assets"]
    root: str = request.environ.get("scdapp.root", "")
    return f"{root}/stil/{bundles[name].mark}/{name}"


@door.get("/stil/<mark>/<name>")
def show(mark: str, name: str) -> Response:
    bundles: dict[str, Asset] = current_app.extensions["scdapp.assets"]
    asset = bundles.get(name)
    if asset is None:
        raise Missing
    packed = request.accept_encodings.quality("gzip") > 0
    response = Response(asset.packed if packed else asset.body, mimetype=asset.mimetype)
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    newest = mark == asset.mark
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if newest else "no-cache"
    return response

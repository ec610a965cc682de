"""The minutes as files: the canonical JSON, Akoma Ntoso, PDF."""

from flask import Response, url_for

from scdapp.core.web import address
from scdapp.minutes import akn, press, queries
from scdapp.minutes.models import Minutes

MIMETYPES = {"json": "application/json", "xml": "application/akn+xml", "pdf": "application/pdf"}


def text_of(minutes: Minutes) -> str:
    """The canonical text that stands, or of a draft the one that the rows would give now."""
    return minutes.canonical or queries.written(minutes).canonical


def content(minutes: Minutes, kind: str) -> bytes:
    """The file. No write transaction may be open."""
    if kind == "pdf" and (kept := queries.find_pdf(minutes)):
        return kept
    text = text_of(minutes)
    if kind == "json":
        return text.encode()
    officers = queries.signers(minutes.meeting_id)
    if kind == "xml":
        return akn.document(minutes, text, officers, home=address("site.start").rstrip("/"))
    return press.minutes_pdf(minutes, text, officers, check_at=check_address())


def check_address() -> str:
    """Where anybody can check a file. Swedish, as the minutes are."""
    return address("proof.show").replace("/en/", "/", 1)


def answer(body: bytes, kind: str, name: str, *, attached: bool = False) -> Response:
    """The file for a browser, which shows what it can."""
    response = Response(body, mimetype=MIMETYPES[kind])
    how = "attachment" if attached else "inline"
    response.headers["Content-Disposition"] = f'{how}; filename="{name}.{kind}"'
    return response


def file_name(minutes: Minutes) -> str:
    """ "protokoll-arsmote-2024"."""
    return public_name(minutes.meeting.year, minutes.meeting.extra)


def public_name(year: int, extra: str | None) -> str:
    """The same, of the minutes at that address: "protokoll-extra-arsmote-2024"."""
    return "-".join(filter(None, ("protokoll", extra, "arsmote", str(year))))


def addresses(minutes: Minutes) -> dict[str, str]:
    """Where the board finds each file."""
    return {kind: url_for("minutes_files.show", uid=minutes.meeting.uid, kind=kind) for kind in MIMETYPES}

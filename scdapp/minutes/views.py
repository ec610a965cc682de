"""Published minutes: a page, and the same as PDF, JSON and Akoma Ntoso. Kept, for nothing of them changes."""

from flask import Response, url_for
from flask_babel import gettext

from scdapp.core import kept
from scdapp.core.errors import Missing
from scdapp.core.kept import Made
from scdapp.core.pages import public_page
from scdapp.core.web import EVERYBODY, Door
from scdapp.minutes import files, queries
from scdapp.minutes import vocabulary as words
from scdapp.minutes.models import Signature
from scdapp.minutes.prose import prose

door = Door("minutes", __name__, who=EVERYBODY, url_prefix="/arsmote")


@door.get("/<int:year>/protokoll")
def show(year: int) -> Response:
    return kept.answer(lambda: _show(year))


def _show(year: int) -> Made:
    minutes = queries.get_published(year)
    told = prose(minutes.canonical or "")
    body = public_page(
        "minutes/minutes.html",
        edition=None,
        description=gettext("Protokollet från årsmötet %(year)s, justerat och oföränderligt.", year=year),
        minutes=minutes,
        told=told,
        signatures=_of_text(minutes.signatures, minutes.sha256),
        addenda=[one for one in minutes.addenda if one.state == "attested"],
        kinds=words.ADDENDUM_KINDS,
        methods=words.SIGNING_METHODS,
        year=year,
        check=url_for("proof.show"),
    )
    return Made(body)


@door.get("/<int:year>/protokoll.<kind>")
def file(year: int, kind: str) -> Response:
    if kind not in files.MIMETYPES:
        raise Missing
    name = f"protokoll-arsmote-{year}.{kind}"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return kept.answer(lambda: _file(year, kind), mimetype=files.MIMETYPES[kind], headers=headers)


def _file(year: int, kind: str) -> Made:
    return Made(files.content(queries.get_published(year), kind))


def _of_text(signatures: list[Signature], sha256: str | None) -> list[Signature]:
    return [one for one in signatures if one.signed_sha256 == sha256]

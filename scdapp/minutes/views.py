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
@door.get("/<int:year>/<extra>/protokoll")
def show(year: int, extra: str | None = None) -> Response:
    return kept.answer(lambda: _show(year, extra))


def _show(year: int, extra: str | None) -> Made:
    minutes = queries.get_published(year, extra)
    told = prose(minutes.canonical or "")
    body = public_page(
        "minutes/minutes.html",
        edition=None,
        description=_description(year, extra),
        minutes=minutes,
        told=told,
        signatures=_of_text(minutes.signatures, minutes.sha256),
        addenda=[one for one in minutes.addenda if one.state == "attested"],
        kinds=words.ADDENDUM_KINDS,
        methods=words.SIGNING_METHODS,
        at={"year": year, "extra": extra},
        check=url_for("proof.show"),
    )
    return Made(body)


def _description(year: int, extra: str | None) -> str:
    if extra:
        return str(gettext("Protokollet från ett extra årsmöte %(year)s, justerat och oföränderligt.", year=year))
    return str(gettext("Protokollet från årsmötet %(year)s, justerat och oföränderligt.", year=year))


@door.get("/<int:year>/protokoll.<kind>")
@door.get("/<int:year>/<extra>/protokoll.<kind>")
def file(year: int, kind: str, extra: str | None = None) -> Response:
    if kind not in files.MIMETYPES:
        raise Missing
    headers = {"Content-Disposition": f'inline; filename="{files.public_name(year, extra)}.{kind}"'}
    return kept.answer(lambda: _file(year, extra, kind), mimetype=files.MIMETYPES[kind], headers=headers)


def _file(year: int, extra: str | None, kind: str) -> Made:
    return Made(files.content(queries.get_published(year, extra), kind))


def _of_text(signatures: list[Signature], sha256: str | None) -> list[Signature]:
    return [one for one in signatures if one.signed_sha256 == sha256]

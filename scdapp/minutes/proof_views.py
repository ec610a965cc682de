"""Anybody's door to proof: is this file what was attested? Nothing of the file is kept."""

import re

from flask import request
from flask_babel import gettext

from scdapp.core.pages import public_page
from scdapp.core.web import EVERYBODY, LARGE_FORM, Door
from scdapp.minutes import comparison
from scdapp.minutes.comparison import Compared
from scdapp.minutes.minutes_forms import FileForm

door = Door("proof", __name__, who=EVERYBODY, max_bytes=LARGE_FORM, url_prefix="/arsmote/kontrollera")
HASH = re.compile(r"[0-9a-f]{64}")


@door.get("")
def show() -> str:
    """The form; with a hash also what it belongs to."""
    asked = "".join(request.args.get("summa", "").split()).lower()
    found = comparison.by_hash(asked) if HASH.fullmatch(asked) else None
    return _page(FileForm(formdata=None), found, asked="" if found else asked)


@door.post("")
def check() -> str | tuple[str, int]:
    form = FileForm()
    if not form.validate() or not form.file.data:
        return _page(form, None), 422
    return _page(FileForm(formdata=None), comparison.by_content(form.file.data))


def _page(form: FileForm, found: Compared | None, *, asked: str = "") -> str:
    return public_page(
        "minutes/proof.html",
        edition=None,
        description=gettext("Kontrollera att ett årsmötesprotokoll är oförändrat sedan det justerades."),
        form=form,
        found=found,
        asked=asked,
    )

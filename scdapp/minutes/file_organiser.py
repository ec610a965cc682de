"""The board's door to the minutes as files: before they are public, extracts, and the check of formalities."""

from flask import Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from scdapp.accounts.current import who
from scdapp.accounts.guards import BOARD
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import Missing, Refusal
from scdapp.core.web import Door
from scdapp.meetings import document_service
from scdapp.meetings import queries as meetings
from scdapp.meetings.document_service import Upload
from scdapp.minutes import desk_page, files, formal, press, queries
from scdapp.minutes.minutes_forms import Button
from scdapp.minutes.models import Minutes
from scdapp.minutes.prose import prose

door = Door("minutes_files", __name__, who=BOARD, url_prefix="/styrelse/arsmoten/<uid>")


@door.get("/protokoll.<kind>")
def show(uid: str, kind: str) -> Response:
    if kind not in files.MIMETYPES:
        raise Missing
    minutes = _minutes(uid)
    return files.answer(files.content(minutes, kind), kind, files.file_name(minutes))


@door.get("/protokoll/utdrag.pdf")
def extract(uid: str) -> AnyResponse:
    """Protokollsutdrag of the ticked paragraphs, for the bank."""
    minutes = _minutes(uid)
    numbers = {int(one) for one in request.args.getlist("paragraf") if one.isdecimal() and len(one) < 6}
    text = files.text_of(minutes)
    if not numbers & {one.number for one in prose(text).paragraphs}:
        flash("Kryssa för vilka paragrafer som ska stå i utdraget.")
        return redirect(f"{url_for('minutes_desk.show', uid=uid)}#utdrag", 303)
    officers = queries.signers(minutes.meeting_id)
    body = press.extract_pdf(minutes, text, officers, numbers, check_at=files.check_address())
    return files.answer(
        body, "pdf", files.file_name(minutes).replace("protokoll", "protokollsutdrag", 1), attached=True
    )


@door.get("/protokoll/formaliakontroll.pdf")
def check(uid: str) -> Response:
    return files.answer(_check(_minutes(uid)), "pdf", "formaliakontroll")


@door.post("/protokoll/formaliakontroll")
def keep_check(uid: str) -> AnyResponse | tuple[str, int]:
    """Keep the check of formalities as it is now, as the next bilaga."""
    minutes, form = _minutes(uid), Button()
    key, title, body = minutes.meeting_id, "Formaliakontroll", _check(minutes)
    upload = Upload("formaliakontroll.pdf", "application/pdf", body)
    try:
        with transaction():
            kept = document_service.add_document(
                key, upload, title=title, kind="formal_check", by=who().name, now=clock.now()
            )
            number = kept.number
    except Refusal as refusal:
        form.refuse(None, refusal.sentence)
        return desk_page.page(uid, form=form), 422
    flash(f"Formaliakontrollen är bilaga {number}.")
    return redirect(url_for("minutes_desk.show", uid=uid), 303)


def _minutes(uid: str) -> Minutes:
    return queries.get_minutes(meetings.get_meeting(uid).id)


def _check(minutes: Minutes) -> bytes:
    return press.formal_pdf(minutes, formal.checks(queries.sources(minutes.meeting, minutes)), at=clock.now())

"""The public page that says who may register when. Kept while it says the same: a visit costs two small queries."""

from collections.abc import Mapping

from flask import Response
from flask_babel import gettext

from scdapp.admission import board, queries, wording
from scdapp.admission.board import Count
from scdapp.core import clock, kept
from scdapp.core.kept import Made
from scdapp.core.pages import public_page
from scdapp.core.web import EVERYBODY, Door
from scdapp.editions.queries import get_announced

door = Door("admission", __name__, who=EVERYBODY)


@door.get("/<int:year>/anmalan")
def show(year: int) -> Response:
    counts = queries.counts(year)
    return kept.answer(lambda: _board(year, counts), key=("board", *sorted(counts.values())))


def _board(year: int, counts: Mapping[int, Count]) -> Made:
    moment = clock.moment()
    edition = get_announced(year, moment)
    catalogue = queries.get_catalogue(edition.id)
    body = public_page(
        "admission/board.html",
        edition=edition,
        description=gettext("Vem som kan anmäla sig till %(name)s, när och vad det kostar.", name=edition.name),
        rows=board.rows(catalogue, counts, moment),
        catalogue=catalogue,
        say=wording,
        moment=moment,
    )
    return Made(body, board.next_change(catalogue, moment))

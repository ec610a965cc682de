"""The organisers' numbers: a page of figures, and each of them as an image of its own."""

from flask import Response, render_template

from scdapp.accounts.guards import ORGANISERS
from scdapp.core import clock
from scdapp.core.errors import Missing
from scdapp.core.web import Door
from scdapp.editions.queries import get_edition
from scdapp.figures import charts, gallery, queries
from scdapp.figures.drawing import SIZES, draw, measures

door = Door("figures", __name__, who=ORGANISERS, url_prefix="/arrangor/<int:year>/statistik")


@door.get("")
def show(year: int) -> str:
    edition = get_edition(year)
    return render_template(
        "figures/show.html",
        edition=edition,
        figures=gallery.figures(edition, clock.now()),
        sizes=SIZES,
        measures=measures,
        missing=charts.missing_municipalities(queries.organisations(edition.id)),
    )


@door.get("/<size>/<name>.svg")
def drawing(year: int, size: str, name: str) -> Response:
    """One figure as an image that needs nothing else, also when it is opened by itself."""
    edition = get_edition(year)
    if size not in SIZES:
        raise Missing
    drawn = draw(gallery.get_figure(edition, name, clock.now()), SIZES[size], hue=edition.hue)
    response = Response(drawn.content, mimetype="image/svg+xml")
    response.headers["Content-Security-Policy"] = drawn.policy
    return response

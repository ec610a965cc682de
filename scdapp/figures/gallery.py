"""All figures of a year: which there are, and how each is read and made."""

from collections.abc import Callable
from datetime import datetime

from scdapp.core.clock import local
from scdapp.core.errors import Missing
from scdapp.editions.models import Edition
from scdapp.figures import charts, queries
from scdapp.figures.figure import Figure
from scdapp.needs import queries as needs

# In the order of the page. A maker of several figures has the beginning of their names.
_MAKERS: dict[str, Callable[[Edition, datetime], list[Figure]]] = {
    "over-tid": lambda edition, now: [charts.over_time(queries.courses(), edition.year, days_left(edition, now))],
    "kategorier": lambda edition, _now: [charts.per_category(queries.categories(edition.id))],
    "produkter": lambda edition, _now: [charts.per_product(queries.products(edition.id))],
    "seminarier": lambda edition, _now: charts.per_seminar(queries.seminars(edition.id)),
    "mat": lambda edition, _now: charts.per_meal(needs.report(edition).meals),
    "lan": lambda edition, _now: [charts.per_county(queries.organisations(edition.id))],
    "besok": lambda edition, _now: [charts.visits(queries.visits(edition.id))],
    "fraga": lambda edition, _now: charts.per_question(queries.answers(edition.id)),
}


def figures(edition: Edition, now: datetime) -> list[Figure]:
    """Those that have anything to show. Constant queries."""
    made = (figure for maker in _MAKERS.values() for figure in maker(edition, now))
    return [figure for figure in made if figure.drawn]


def get_figure(edition: Edition, name: str, now: datetime) -> Figure:
    """The figure of that name. Raises `Missing`, also when it has nothing to show."""
    maker = _MAKERS.get(name) or _MAKERS.get(name.partition("-")[0])
    found = next((one for one in maker(edition, now) if one.name == name and one.drawn), None) if maker else None
    if found is None:
        raise Missing
    return found


def days_left(edition: Edition, now: datetime) -> int:
    """Days from today in Sweden to the first day of the conference; fewer than none when it is over."""
    return (edition.starts_on - local(now).date()).days

"""The public pages. Each is built once for what is published and kept; a visit costs one small query."""

from datetime import datetime, timedelta

from flask import Response, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from scdapp.core import clock, kept
from scdapp.core.errors import Missing
from scdapp.core.kept import Made
from scdapp.core.pages import public_page
from scdapp.core.web import EVERYBODY, Door
from scdapp.editions import queries as editions
from scdapp.focus import queries as focus
from scdapp.releases import queries as releases
from scdapp.seminars.picture import left_as_pattern
from scdapp.seminars.rules import choosable
from scdapp.site import (
    admission,
    descriptions,
    details,
    filters,
    history,
    line,
    lineup,
    moments,
    queries,
    sheet,
    wording,
)
from scdapp.site.present import Present, present
from scdapp.site.queries import Year

door = Door("site", __name__, who=EVERYBODY)

# How long the start page thanks those who came, before it tells of a year gone by.
THANKS_LAST = timedelta(days=60)
DAY = timedelta(days=1)


class Moved(Exception):
    """What was asked for lives at another address now."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


@door.errorhandler(Moved)
def moved(error: Moved) -> AnyResponse:
    response = redirect(error.address, 301)
    # For ever, but asked again: the title may change back.
    response.headers["Cache-Control"] = "no-cache"
    return response


@door.get("/")
def start() -> Response:
    return kept.answer(_start)


def _start() -> Made:
    moment = clock.moment()
    edition = editions.current(moment)
    if edition is None:
        return Made(public_page("site/nothing_yet.html", edition=None))
    return _year(queries.year_of(edition, moment))


@door.get("/<int:year>")
def edition(year: int) -> Response:
    return kept.answer(lambda: _year(queries.get_year(year, clock.moment())))


def _year(year: Year) -> Made:
    moment = clock.moment()
    today = clock.local(moment).date()
    dates = editions.key_dates(year.edition.id)
    announced = queries.announcements(year.edition.id, moment)
    over, forget_on = year.past(moment), year.last + THANKS_LAST
    registration = admission.registration(year.edition, moment)
    body = public_page(
        "site/edition.html",
        edition=year.edition,
        description=descriptions.of_edition(year.edition),
        programme=year.programme,
        over=over,
        just_over=over and today < forget_on,
        today=today,
        stops=wording.stops(line.around(line.stops(dates, year.edition, moment))),
        speakers=lineup.announced(announced, year.programme, past=over),
        present=_present(year),
        registration=None if over else registration,
        programme_path=url_for("site.programme", year=year.edition.year),
    )
    if over:
        return Made(body, moments.midnight(forget_on) if today < forget_on else None)
    good_until = registration.good_until if registration else None
    return Made(body, moments.soonest(line.next_move(dates, moment), _next_change(year), good_until))


def _until_past(year: Year, moment: datetime) -> datetime | None:
    """When a coming year is over: "meddelas senare" ceases to be true then."""
    return None if year.past(moment) else moments.midnight(year.last + DAY)


def _present(year: Year) -> Present | None:
    if year.programme is None:
        return None
    return present(year.programme, clock.moment(), first=year.first, last=year.last)


def _next_change(year: Year) -> datetime | None:
    if year.programme is None:
        return None
    return moments.next_change(year.programme, clock.moment(), first=year.first, last=year.last)


@door.get("/arkiv")
def archive() -> Response:
    return kept.answer(_archive)


def _archive() -> Made:
    moment = clock.moment()
    counts = {p.year: sum(not s.service for s in p.shown) for p in releases.all_current(moment)}
    all_years = editions.announced(moment)
    description = gettext("Alla Socialchefsdagar: år, tema, stad och program.")
    return Made(
        public_page("site/archive.html", edition=None, description=description, editions=all_years, counts=counts)
    )


@door.get("/<int:year>/viktiga-datum")
def key_dates(year: int) -> Response:
    return kept.answer(lambda: _key_dates(year))


def _key_dates(year: int) -> Made:
    moment = clock.moment()
    edition = editions.get_announced(year, moment)
    dates = editions.key_dates(edition.id)
    body = public_page(
        "site/key_dates.html",
        edition=edition,
        description=gettext("Viktiga datum för %(name)s.", name=edition.name),
        stops=wording.stops(line.stops(dates, edition, moment)),
        any_key_dates=bool(dates),
        today=clock.local(moment).date(),
    )
    return Made(body, None if line.over(edition, dates, moment) else line.next_move(dates, moment))


@door.get("/<int:year>/program")
def programme(year: int) -> Response | tuple[str, int]:
    wish = filters.parse(request.args)
    try:
        return kept.answer(lambda: _programme(year, wish), key=wish if wish.anything else ())
    except filters.UnknownWish:
        found = queries.get_year(year, clock.moment())
        return public_page("site/unknown_part.html", edition=found.edition), 404


def _programme(year: int, wish: filters.Wish) -> Made:
    moment = clock.moment()
    found = queries.get_year(year, moment)
    if found.programme is None:
        return Made(
            public_page(
                "site/unreleased.html", edition=found.edition, description=descriptions.of_edition(found.edition)
            )
        )
    filters.ensure_known(wish, found.programme)
    body = public_page(
        "site/programme.html",
        edition=found.edition,
        description=gettext("Programmet för %(name)s, dag för dag.", name=found.edition.name),
        programme=found.programme,
        present=_present(found),
        sheet=sheet.sheet(found.programme, wish, moment, past=found.past(moment)),
        programme_path=url_for("site.programme", year=year),
    )
    return Made(body, _next_change(found))


@door.get("/<int:year>/program/<slug>")
def session(year: int, slug: str) -> Response:
    return kept.answer(lambda: _session(year, slug))


def _session(year: int, slug: str) -> Made:
    moment = clock.moment()
    found = queries.get_year(year, moment)
    session = found.programme.by_slug.get(slug) if found.programme else None
    if found.programme is None or session is None:
        raise Missing
    if session.slug != slug:
        raise Moved(url_for("site.session", year=year, slug=session.slug))
    template = "site/withdrawn.html" if session.withdrawn else "site/session.html"
    told = details.details(found.programme, session, past=found.past(moment))
    programme_path = url_for("site.programme", year=year)
    return Made(
        public_page(
            template,
            edition=found.edition,
            description=descriptions.of_session(session, told),
            session=session,
            told=told,
            areas=focus.areas_of(session.uid),
            focus_path=url_for("annals.focus_areas", datum=session.day or found.edition.starts_on),
            patterns=left_as_pattern() if choosable(session) and not found.past(moment) else {},
            programme=found.programme,
            programme_path=programme_path,
        ),
        _until_past(found, moment),
    )


@door.get("/talare/<slug>")
def speaker(slug: str) -> Response:
    return kept.answer(lambda: _speaker(slug))


def _speaker(slug: str) -> Made:
    moment = clock.moment()
    person, years = queries.get_public_person(slug, moment)
    if person.slug != slug:
        raise Moved(url_for("site.speaker", slug=person.slug))
    today = clock.local(moment).date()
    appearances = [details.appearances(year, past=year.edition.last_day < today) for year in years]
    body = public_page(
        "site/speaker.html",
        edition=years[0].edition,
        description=descriptions.of_person(person),
        person=person,
        years=appearances,
    )
    coming = [year.edition.last_day for year in years if year.edition.last_day >= today]
    return Made(body, moments.midnight(min(coming) + DAY) if coming else None)


@door.get("/<int:year>/talare")
def speakers(year: int) -> Response:
    return kept.answer(lambda: _speakers(year))


def _speakers(year: int) -> Made:
    moment = clock.moment()
    found = queries.get_year(year, moment)
    announced = queries.announcements(found.edition.id, moment)
    body = public_page(
        "site/speakers.html",
        edition=found.edition,
        description=gettext("Alla som medverkar på %(name)s.", name=found.edition.name),
        speakers=lineup.everybody(announced, found.programme, past=found.past(moment)),
        # Made once: a thousand calls of url_for would take longer than the rest of the page.
        speaker_path=url_for("site.speaker", slug="x").removesuffix("/x"),
        programme_path=url_for("site.programme", year=year),
    )
    return Made(body, _until_past(found, moment))


@door.get("/<int:year>/andringar")
def changes(year: int) -> Response:
    return kept.answer(lambda: _changes(year))


def _changes(year: int) -> Made:
    moment = clock.moment()
    edition = editions.get_announced(year, moment)
    versions = [history.version(entry) for entry in releases.history(edition.id, moment)]
    description = gettext("Vad som ändrats i programmet för %(name)s.", name=edition.name)
    path = url_for("site.programme", year=year)
    return Made(
        public_page(
            "site/changes.html", edition=edition, description=description, versions=versions, programme_path=path
        )
    )

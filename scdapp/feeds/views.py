"""The calendars that anyone may subscribe to, those that only one knows of, and the programme for other programs."""

import hashlib
from collections.abc import Callable
from functools import partial

from flask import Response, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from scdapp.core import clock, kept, web
from scdapp.core.db import db
from scdapp.core.errors import Missing
from scdapp.core.kept import Made
from scdapp.core.web import EVERYBODY, Door
from scdapp.editions import queries as editions_queries
from scdapp.editions.models import Edition
from scdapp.feeds import calendars, meeting_queries, own_queries, parts, subscribe
from scdapp.feeds import meetings as meeting_calendars
from scdapp.feeds.own import Facts
from scdapp.feeds.programme_json import render as as_json
from scdapp.feeds.queries import get_public_person
from scdapp.meetings.letters import BOARD_CALENDAR
from scdapp.registration.letters import CALENDAR
from scdapp.releases import queries as releases
from scdapp.releases.released import Programme
from scdapp.tokens import queries as tokens

door = Door("feeds", __name__, who=EVERYBODY)

# Google obeys robots.txt when it subscribes, so feeds are open to robots and kept out of search results this way.
UNLISTED = {"X-Robots-Tag": "noindex"}
# The address is a secret: nobody else keeps the answer, and no page learns where it came from.
SECRET = {**UNLISTED, "Cache-Control": "private, no-cache", "Referrer-Policy": "no-referrer"}


def _calendar(build: Callable[[], bytes], name: str) -> Response:
    """The kept calendar, served the same to every client; a file to save if the address says `?hamta=1`."""
    how = "attachment" if request.args.get("hamta") == "1" else "inline"
    return kept.answer(
        lambda: Made(build()),
        key=how if how == "attachment" else (),
        mimetype="text/calendar",
        headers={**UNLISTED, "Content-Disposition": f'{how}; filename="{name}.ics"'},
    )


def _edition(year: int) -> Edition:
    return editions_queries.get_announced(year, clock.moment())


def _released(year: int) -> tuple[Edition, Programme]:
    edition = _edition(year)
    programme = releases.current(edition.id, clock.moment())
    if programme is None:
        raise Missing
    return edition, programme


@door.get("/kalender.ics")
def editions() -> Response:
    return _calendar(
        lambda: calendars.of_editions(editions_queries.announced(clock.moment())), "socialchefsdagarna-alla-ar"
    )


@door.get("/<int:year>/kalender.ics")
def programme(year: int) -> Response:
    def build() -> bytes:
        edition = _edition(year)
        return calendars.of_programme(edition, releases.current(edition.id, clock.moment()))

    return _calendar(build, f"socialchefsdagarna-{year}")


def _part(year: int, name: str, of: Callable[[Programme], list[parts.Part]], slug: str) -> Response:
    def build() -> bytes:
        edition, released = _released(year)
        source = web.address(str(request.endpoint), **(request.view_args or {}))
        return calendars.of_part(edition, parts.find(of(released), slug), source=source)

    return _calendar(build, f"socialchefsdagarna-{year}-{name}-{slug}")


@door.get("/<int:year>/kalender/dag/<day>.ics")
def day(year: int, day: str) -> Response:
    return _part(year, "dag", parts.days, day)


@door.get("/<int:year>/kalender/lokal/<slug>.ics")
def room(year: int, slug: str) -> Response:
    return _part(year, "lokal", parts.rooms, slug)


@door.get("/<int:year>/kalender/pass/<slug>.ics")
def block(year: int, slug: str) -> Response:
    return _part(year, "pass", parts.blocks, slug)


@door.get("/<int:year>/kalender/typ/<slug>.ics")
def kind(year: int, slug: str) -> Response:
    return _part(year, "typ", parts.kinds, slug)


@door.get("/<int:year>/program/<slug>.ics")
def session(year: int, slug: str) -> Response:
    def build() -> bytes:
        edition, released = _released(year)
        found = released.by_slug.get(slug)
        if found is None:
            raise Missing
        return calendars.of_session(edition, found)

    return _calendar(build, f"socialchefsdagarna-{year}-{slug}")


@door.get("/talare/<slug>.ics")
def person(slug: str) -> Response:
    def build() -> bytes:
        moment = clock.moment()
        programmes = releases.all_current(moment)
        return calendars.of_person(get_public_person(slug, programmes, moment), programmes)

    return _calendar(build, f"talare-{slug}")


@door.get("/<int:year>/viktiga-datum.ics")
def key_dates(year: int) -> Response:
    def build() -> bytes:
        edition = _edition(year)
        return calendars.of_key_dates(edition, editions_queries.key_dates(edition.id, withdrawn=True))

    return _calendar(build, f"socialchefsdagarna-{year}-viktiga-datum")


@door.get("/kalender/min/<token>.ics")
def personal(token: str) -> Response:
    """Somebody's own calendar. Dead addresses answer like those that never were.

    It is kept by what it is made of, never by its address: who takes part in the same shares the same bytes, and
    nothing that is kept says whose they are.
    """
    subject = tokens.find_subject(CALENDAR, token, now=clock.now())
    facts = own_queries.find_facts(subject) if subject else None
    if facts is None:
        raise Missing
    return kept.answer(
        lambda: Made(_of_seat(facts), dated=False),
        key=facts,
        place="feeds.personal",
        mimetype="text/calendar",
        headers={**SECRET, "Content-Disposition": 'inline; filename="mina-socialchefsdagarna.ics"'},
    )


def _of_seat(facts: Facts) -> bytes:
    edition = db.session.get_one(Edition, facts.edition_id)
    return calendars.of_seat(
        edition,
        releases.current(edition.id, clock.moment()),
        editions_queries.key_dates(edition.id, withdrawn=True),
        facts,
        own_queries.ticketed(edition.id),
    )


@door.get("/arsmote.ics")
def meetings() -> Response:
    """The annual meetings of all years and the last days for motions."""

    def build() -> bytes:
        moment = clock.moment()
        return meeting_calendars.of_everybody(
            meeting_queries.public_moments(moment), meeting_queries.public_held(moment)
        )

    return _calendar(build, "arsmoten")


@door.get("/kalender/styrelsen/<token>.ics")
def board(token: str) -> AnyResponse:
    """The board's calendar. Dead addresses answer like those that never were. Built anew each time: what falls due is
    no part of what is published, and few ask."""
    subject = tokens.find_subject(BOARD_CALENDAR, token, now=clock.now())
    if subject is None or not meeting_queries.sits_on_the_board(subject):
        raise Missing
    body = meeting_calendars.of_board(meeting_queries.all_moments(), meeting_queries.follow_ups())
    response = Response(body, mimetype="text/calendar")
    response.headers.update({**SECRET, "Content-Disposition": 'inline; filename="styrelsen.ics"'})
    response.set_etag(hashlib.sha256(body).hexdigest()[:32], weak=True)
    return response.make_conditional(request)


@door.get("/<int:year>/program.json")
def programme_json(year: int) -> Response:
    def build() -> Made:
        released = _released(year)[1]
        page = partial(_session_address, "site.session", year)
        file = partial(_session_address, "feeds.session", year)
        return Made(as_json(released, page=page, calendar=file))

    return kept.answer(build, mimetype="application/json", headers=UNLISTED)


def _session_address(endpoint: str, year: int, slug: str) -> str:
    return web.address(endpoint, year=year, slug=slug)


@door.get("/<int:year>/prenumerera", endpoint="subscribe")
def subscribe_page(year: int) -> Response:
    def build() -> Made:
        edition = _edition(year)
        released = releases.current(edition.id, clock.moment())
        return Made(
            render_template(
                "feeds/subscribe.html",
                edition=edition,
                released=released,
                main=subscribe.main(edition),
                groups=subscribe.groups(edition, released) if released else [],
                editions=subscribe.all_editions(),
            )
        )

    return kept.answer(build)


@door.get("/<int:year>/prenumerera/<group>")
def subscribe_group(year: int, group: str) -> Response:
    """The long lists, each on a page of its own: one calendar a speaker, one a session."""

    def build() -> Made:
        edition, released = _released(year)
        found = subscribe.long_group(edition, released, group)
        return Made(render_template("feeds/group.html", edition=edition, group=found))

    return kept.answer(build)


@door.get("/<int:year>/prenumerera/<name>.svg")
def qr(year: int, name: str) -> Response:
    """The code of one of our own calendars. There is none for any other address."""

    def build() -> Made:
        edition = _edition(year)
        released = releases.current(edition.id, clock.moment())
        return Made(subscribe.code(subscribe.find(edition, released, name)))

    return kept.answer(build, mimetype="image/svg+xml", headers=UNLISTED)

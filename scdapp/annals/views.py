"""The public pages of what lives on: decisions, focus areas, offices. Each is built once and kept."""

from datetime import date, datetime, time, timedelta
from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext

from scdapp.annals import queries, register, wording
from scdapp.annals.register import Wish
from scdapp.core import clock, kept
from scdapp.core.kept import Made
from scdapp.core.lists import Page
from scdapp.core.pages import public_page
from scdapp.core.walltime import instant
from scdapp.core.web import EVERYBODY, Door
from scdapp.decisions.models import Decision
from scdapp.focus import queries as focus

door = Door("annals", __name__, who=EVERYBODY)
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 1, 1)


def _today() -> date:
    return clock.local(clock.moment()).date()


def _midnight_after(day: date) -> datetime:
    """Until then these pages stay as they are: what they tell changes with the day."""
    return instant(day + timedelta(days=1), time(0))


@door.get("/beslut")
def decisions() -> Response:
    wish = register.parse(request.args)
    return kept.answer(lambda: _decisions(wish), key=wish if wish != Wish() else ())


def _decisions(wish: Wish) -> Made:
    today = _today()
    page = queries.decisions_page(wish, today)
    body = public_page(
        "annals/decisions.html",
        edition=None,
        description=gettext("Vad årsmötet har beslutat, år för år."),
        wish=wish,
        page=page,
        summary=_summary(page),
        years=queries.years(today),
        words=wording,
        kinds=register.KINDS,
        outcomes=register.OUTCOMES,
    )
    return Made(body, _midnight_after(today))


def _summary(page: Page[Decision]) -> str:
    if page.last == 1:
        return str(gettext("%(total)s beslut", total=page.total))
    numbers = {"number": page.number, "last": page.last, "total": page.total}
    return str(gettext("Sida %(number)s av %(last)s, %(total)s beslut", **numbers))


@door.get("/beslut/<int:number>")
def decision(number: int) -> Response:
    return kept.answer(lambda: _decision(number))


def _decision(number: int) -> Made:
    today = _today()
    found = queries.get_decision(number, today)
    before, after = queries.neighbours(found, today)
    at: dict[str, Any] = {"year": found.meeting.year, "extra": found.meeting.extra}
    has_page, has_minutes = queries.told_elsewhere(found.meeting, clock.moment())
    body = public_page(
        "annals/decision.html",
        edition=None,
        description=gettext(
            "%(heading)s: beslut av årsmötet %(year)s.", heading=found.heading, year=found.meeting.year
        ),
        decision=found,
        meeting_path=url_for("annual_meetings.show", **at) if has_page else None,
        minutes_path=url_for("minutes.show", **at) if has_minutes else None,
        elected=queries.elected_by(found),
        areas=focus.adopted_by(found.id),
        before=before,
        after=after,
        words=wording,
    )
    return Made(body, _midnight_after(today))


@door.get("/fokusomraden")
def focus_areas() -> Response:
    wanted = _day(request.args.get("datum", ""))
    return kept.answer(lambda: _focus_areas(wanted), key=wanted or ())


def _focus_areas(wanted: date | None) -> Made:
    today = _today()
    on = wanted or today
    areas = focus.in_force(on)
    body = public_page(
        "annals/focus_areas.html",
        edition=None,
        description=gettext("Det som föreningen arbetar för, från när och enligt vilket beslut."),
        on=on,
        today=today,
        areas=areas,
        covered=queries.covered([one.id for one in areas], on, clock.moment()),
        changes=focus.days_of_change(today),
        day_before=lambda day: day - timedelta(days=1),
    )
    return Made(body, _midnight_after(today))


def _day(typed: str) -> date | None:
    """The day that the address asks for; one that is none, or far away, is left out, for nobody typed it."""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None


@door.get("/fortroendevalda")
def offices() -> Response:
    return kept.answer(_offices)


def _offices() -> Made:
    today = _today()
    body = public_page(
        "annals/offices.html",
        edition=None,
        description=gettext("Vilka som har haft uppdrag i föreningen, från när och hur de valdes."),
        offices=queries.offices(today),
        words=wording,
    )
    return Made(body, _midnight_after(today))

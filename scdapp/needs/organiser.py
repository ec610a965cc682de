"""The organisers' door to needs: counts for the kitchen, and the names for the one who arranges it, with a trace."""

from datetime import date
from typing import Any

from flask import render_template

from scdapp.accounts.current import who
from scdapp.accounts.guards import ORGANISERS
from scdapp.core import clock
from scdapp.core import words as in_words
from scdapp.core.db import transaction
from scdapp.core.web import Door
from scdapp.editions.queries import get_edition
from scdapp.needs import queries, rules, service
from scdapp.needs.rules import Meal
from scdapp.registration.holder_rules import days_in_words
from scdapp.registration.rules import Actor

door = Door("needs_desk", __name__, who=ORGANISERS, url_prefix="/arrangor/<int:year>/mat")


@door.get("")
def show(year: int) -> str:
    """Counts, and no names."""
    edition = get_edition(year)
    found = queries.report(edition)
    words = {**rules.words(), rules.OTHER: "Annat"}
    used = [one for one in (*rules.FOOD, rules.OTHER) if any(meal.options.get(one) for meal in found.meals)]
    needed = [one for one in (*rules.ACCESS, rules.OTHER) if any(day.get(one) for day in found.access.values())]
    return render_template(
        "needs/organiser/show.html",
        edition=edition,
        meals=[_meal(meal, words) for meal in found.meals],
        options=[(words[one], [meal.options.get(one, 0) for meal in found.meals]) for one in used],
        days=list(found.access),
        access=[(words[one], [day.get(one, 0) for day in found.access.values()]) for one in needed],
        held=queries.count_held(edition.id),
        counts=[(one.date, words.get(one.option, "Annat"), one.number) for one in queries.counts(edition.id)],
        erased_on=rules.purge_from(edition.last_day),
    )


@door.post("/namn")
def read(year: int) -> str:
    """Who needs what. A POST, for that it was read is written down."""
    edition_id, name = get_edition(year).id, who().name
    with transaction():
        said = service.read_by(edition_id, Actor("organiser", name), now=clock.now())
    words = rules.words()
    people = [
        {
            "name": one.known_as or f"anmäld av {one.contact}",
            "work": one.known_workplace,
            "email": None if one.protected else one.email,
            "days": days_in_words(one.days),
            "pickup": None if wish.eats_as_all else rules.pickup_code(one.code),
            "food": [*(words[option] for option in wish.food), *([wish.food_note] if wish.food_note else [])],
            "access": [*(words[option] for option in wish.access), *([wish.access_note] if wish.access_note else [])],
        }
        for one, wish in said
    ]
    return render_template("needs/organiser/names.html", edition=get_edition(year), people=people)


def _meal(meal: Meal, words: dict[str, str]) -> dict[str, Any]:
    alike = [(" + ".join(words[one] for one in food), number) for food, number in meal.alike]
    long, short = _labels(meal.label)
    return {"label": long, "short": short, "meal": meal, "alike": alike}


def _labels(label: str) -> tuple[str, str]:
    """A day in words, long and short; an extra's name as it is."""
    try:
        on = date.fromisoformat(label)
    except ValueError:
        return label, label
    return in_words.day_short(on), in_words.weekday(on)

"""The organisers' door to name lists, to read, print or fetch: who is expected, and who said yes to being listed."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, render_template, request

from scdapp.accounts.guards import ORGANISERS
from scdapp.admission.models import Category
from scdapp.admission.queries import categories
from scdapp.badges import press, queries, rules
from scdapp.core import words
from scdapp.core.web import Door
from scdapp.editions.models import Edition
from scdapp.editions.queries import get_edition
from scdapp.registration.holder_queries import holders
from scdapp.registration.holder_rules import Holder, days_in_words

door = Door("name_list_desk", __name__, who=ORGANISERS, url_prefix="/arrangor/<int:year>/namnlistor")

OPEN, EXPECTED = "deltagare", "alla"


@dataclass(frozen=True)
class NameList:
    """A list as it is read: `kind` is "deltagare" (those who said yes) or "alla" (for the organisers' door)."""

    kind: str
    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


@door.get("")
def index(year: int) -> str:
    edition = get_edition(year)
    groups = categories(edition.id)
    return render_template(
        "badges/organiser/names.html",
        edition=edition,
        listed=_list(edition, groups),
        categories=groups,
        days=[on.date for on in edition.days],
        chosen=_chosen(),
    )


@door.get("/namnlista.pdf")
def pdf(year: int) -> Response:
    """The same as a file."""
    edition = get_edition(year)
    listed = _list(edition, categories(edition.id))
    made = press.names(edition, listed.title, listed.columns, listed.rows, tick=listed.kind == EXPECTED)
    response = Response(made, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="namnlista-{year}.pdf"'
    return response


def _chosen() -> dict[str, str]:
    """What the address says, as far as it is known: which list, day, category, order."""
    kind, order = request.args.get("lista", EXPECTED), request.args.get("ordning", "name")
    return {
        "lista": kind if kind in (OPEN, EXPECTED) else EXPECTED,
        "ordning": order if order in rules.ORDERS else "name",
        "dag": request.args.get("dag", "")[:10],
        "kategori": request.args.get("kategori", "")[:90],
    }


def _list(edition: Edition, groups: list[Category]) -> NameList:
    chosen = _chosen()
    group = next((one for one in groups if one.slug == chosen["kategori"]), None)
    day = next((on.date for on in edition.days if on.date.isoformat() == chosen["dag"]), None)
    found = [
        one
        for one in holders(edition.id)
        if one.state == "confirmed" and (group is None or one.category_id == group.id) and day in (None, *one.days)
    ]
    about = ", ".join([*([group.name] if group else []), *([words.day_short(day)] if day else [])])
    if chosen["lista"] == OPEN:
        said_yes = queries.in_order(rules.on_the_list(found), chosen["ordning"])
        rows = [(one.name or "", one.title or "", one.workplace or "") for one in said_yes]
        return NameList(OPEN, _title("Deltagarlista", about), ("Namn", "Titel", "Arbetsplats"), rows)
    in_order = queries.in_order(found, chosen["ordning"])
    columns = ("Namn", "Arbetsplats", "Kategori", "Dagar")
    return NameList(EXPECTED, _title("Väntade", about), columns, [_expected(one, edition) for one in in_order])


def _expected(one: Holder, edition: Edition) -> tuple[str, ...]:
    whole = rules.has_all_days(one, rules.main_days(edition.starts_on, edition.last_day))
    days = "alla dagar" if whole else days_in_words(one.days)
    name = one.known_as or f"Namn saknas (anmäld av {one.contact})"
    return name, one.known_workplace or "", one.category, days


def _title(name: str, about: str) -> str:
    return f"{name}: {about}" if about else name

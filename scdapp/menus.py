"""What stands in the head of every page: names the pages of all slices, so it lives above them."""

from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from flask_babel import gettext

from scdapp.accounts.current import who
from scdapp.editions.models import Edition

SESSION_PAGES = ("new", "create", "edit", "update", "move", "collisions")


@dataclass(frozen=True)
class Item:
    label: str
    href: str
    here: bool


def _item(label: str, endpoint: str, *more: str, **values: Any) -> Item:
    return Item(label, url_for(endpoint, **values), request.endpoint in (endpoint, *more))


def main_menu(edition: Edition | None) -> list[Item]:
    """For visitors: the pages of `edition`, or of no year in particular."""
    if edition is None:
        return [_item(gettext("Start"), "site.start"), _item(gettext("Alla år"), "site.archive")]
    year = edition.year
    return [
        _item(gettext("Start"), "site.edition", "site.start", year=year),
        _item(gettext("Program"), "site.programme", "site.session", "site.changes", year=year),
        _item(gettext("Talare"), "site.speakers", "site.speaker", year=year),
        _item(gettext("Viktiga datum"), "site.key_dates", year=year),
        _item(gettext("Kalender"), "feeds.subscribe", "feeds.subscribe_group", year=year),
    ]


def desk_menu(edition: Edition | None) -> list[Item]:
    """For organisers: the desk of `edition`, or what is common to all years. Nothing that would be refused."""
    roles = who().role_names
    if not roles & {"organiser", "administrator"}:
        return []
    common = [_item("Personer", "people_desk.index", "people_desk.new", "people_desk.edit")]
    if edition is None:
        accounts = [_item("Konton", "account_admin.index")] if "administrator" in roles else []
        return [_item("Alla år", "dashboard.index"), *common, *accounts]
    year = edition.year
    return [
        _item("Översikt", "dashboard.show", year=year),
        _item("Program", "session_desk.index", *(f"session_desk.{verb}" for verb in SESSION_PAGES), year=year),
        _item("Lokaler", "place_desk.index", year=year),
        _item("Klara talare", "announcement_desk.index", year=year),
        _item("Datum", "key_date_desk.index", year=year),
        _item("Släpp", "release_desk.show", year=year),
        _item("Uppgifter", "edition_desk.edit", year=year),
        *common,
    ]

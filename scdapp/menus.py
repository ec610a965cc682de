"""What stands in the head of every page: names the pages of all slices, so it lives above them."""

from dataclasses import dataclass
from typing import Any

from flask import current_app, request, url_for
from flask_babel import gettext

from scdapp.accounts.current import who
from scdapp.accounts.guards import BOARD
from scdapp.admission.queries import is_set_up
from scdapp.core.web import door_of
from scdapp.editions.models import Edition


@dataclass(frozen=True)
class Item:
    label: str
    href: str
    here: bool


@dataclass(frozen=True)
class Part:
    """Pages of the desk that belong together."""

    label: str
    href: str
    here: bool
    items: tuple[Item, ...]


def _item(label: str, endpoint: str, *more: str, **values: Any) -> Item:
    return Item(label, url_for(endpoint, **values), request.endpoint in (endpoint, *more))


def main_menu(edition: Edition | None) -> list[Item]:
    """For visitors: the pages of `edition`, or of no year in particular."""
    if edition is None:
        return [_item(gettext("Start"), "site.start"), _item(gettext("Alla år"), "site.archive"), _mine()]
    year = edition.year
    return [
        _item(gettext("Start"), "site.edition", "site.start", year=year),
        _item(gettext("Program"), "site.programme", "site.session", "site.changes", year=year),
        *([_item(gettext("Anmälan"), "admission.show", *_REGISTERING, year=year)] if is_set_up(edition.id) else []),
        _item(gettext("Talare"), "site.speakers", "site.speaker", year=year),
        _item(gettext("Viktiga datum"), "site.key_dates", year=year),
        _item(gettext("Kalender"), "feeds.subscribe", "feeds.subscribe_group", year=year),
        _mine(),
    ]


def _mine() -> Item:
    """Marked on every page behind the log-in by mail, and on that itself."""
    return Item(gettext("Min anmälan"), url_for("mine.index"), request.blueprint in _MINE)


_MINE = (
    *("mine", "my_seat", "my_seat_choice", "my_seat_end", "my_seat_share", "my_seat_queue"),
    *("my_day", "my_booking", "my_calendar", "my_seminars", "needs", "own_data", "guests"),
)


_REGISTERING = (
    *("opening_watch.new", "opening_watch.create", "opening_watch.sent"),
    *("registration.new", "registration.create", "registration.receipt"),
)


def desk_home() -> str:
    """Where the name in the head leads: the desk, or the own account for those who have none."""
    if _at_the_board():
        return url_for("board_desk.start")
    if _has_desk():
        return url_for("dashboard.index")
    return url_for("checkin_desk.index" if _at_the_door() else "my_account.show")


def desk_name() -> str:
    """Whose desk it is, beside the name in the head."""
    return "styrelsen" if _at_the_board() else "arrangör"


def desk_menu(edition: Edition | None) -> list[Part]:
    """For organisers: the parts of the desk of `edition`, then what is common to all years. Nothing that would be
    refused. The part at hand is open: its pages stand in a row of their own. Without a year there is one row."""
    if _at_the_board():
        return _of_board()
    if not _has_desk():
        return [_part("Incheckning", _desk("Incheckning", "checkin_desk.index"))] if _at_the_door() else []
    common = (
        _desk("Alla år", "dashboard.index", only=True),
        _desk("Personer", "people_desk.index"),
        _desk("Organisationer", "organisation_desk.index"),
        _desk("Utkorg", "outbox_desk.index"),
        *([_desk("Styrelsen", "board_desk.start")] if _on_the_board() else []),
        *([_desk("Konton", "account_admin.index")] if "administrator" in who().role_names else []),
    )
    if edition is None:
        return [_part(item.label, item) for item in common]
    return [*_of_year(edition.year), _part("Alla år", *common)]


def _of_year(year: int) -> list[Part]:
    return [
        _part(
            str(year),
            _desk("Översikt", "dashboard.show", year=year, only=True),
            _desk("Uppgifter", "edition_desk.edit", "copy_desk", year=year),
            _desk("Datum", "key_date_desk.index", year=year),
        ),
        _part(
            "Programmet",
            _desk("Utkastet", "session_desk.index", year=year),
            _desk("Lokaler", "place_desk.index", year=year),
            _desk("Klara talare", "announcement_desk.index", year=year),
            _desk("Fokusområden", "focus_tag_desk.index", year=year),
            _desk("Släpp", "release_desk.show", year=year),
        ),
        _part(
            "Anmälan",
            _desk("Deltagare", "registration_desk.index", "seat_desk", year=year),
            _desk("Reservlistan", "queue_desk.index", year=year),
            _desk(
                "Vem, när och pris", "admission_desk.index", "category_desk", "product_desk", "question_desk", year=year
            ),
            _desk("Seminarier", "seminar_desk.index", year=year),
            _desk("Listor in och ut", "list_desk.index", year=year),
            _desk("Fakturaunderlag", "invoice_desk.index", year=year),
            _desk("Utskick", "mailing_desk.index", year=year),
            _desk("Statistik", "figures.show", year=year),
        ),
        _part(
            "På plats",
            _desk("Namnskyltar", "badge_desk.index", year=year),
            _desk("Namnlistor", "name_list_desk.index", year=year),
            _desk("Mat och tillgänglighet", "needs_desk.show", year=year),
            # Last, for the door has a screen of its own that leads nowhere else.
            _desk("Incheckning", "checkin_desk.show", year=year),
        ),
    ]


def _of_board() -> list[Part]:
    """For the board: its own pages, then the way to the other desks that the person works at."""
    return [
        _part(
            "Årsmöten",
            _desk("Start", "board_desk.start", *_OF_MEETINGS),
            _desk("Stadgarna", "statute_desk.index"),
            _desk("Kalender", "board_calendar.show"),
        ),
        _part(
            "Medlemmar",
            _desk("Alla medlemmar", "member_desk.index"),
            _desk("Läs in och hämta", "member_list_desk.index"),
        ),
        _part(
            "Protokoll",
            _desk("Protokoll", "minutes_desk.index", "minutes_signing", "minutes_files"),
            _desk("Händelser", "chain_desk.index"),
        ),
        _part(
            "Beslut och uppdrag",
            _desk("Uppföljning", "follow_up_desk.index"),
            _desk("Fokusområden", "focus_desk.index"),
            _desk("Förtroendevalda", "office_desk.index"),
        ),
        *([_part("Arrangör", _desk("Arrangör", "dashboard.index"))] if _has_desk() else []),
        *([_part("Incheckning", _desk("Incheckning", "checkin_desk.index"))] if _at_the_door() else []),
    ]


# The doors to one meeting, which the start page leads to.
_OF_MEETINGS = (
    *("meeting_desk", "meeting_cancel_desk", "agenda_desk", "motion_desk", "notice_desk", "document_desk"),
    *("hall_desk", "vote_desk", "roll_desk", "voice_desk", "register_desk"),
    *("election_desk", "ballot_desk", "paragraph_desk"),
)


def _part(label: str, *items: Item) -> Part:
    """Leads to its first page."""
    return Part(label, items[0].href, any(item.here for item in items), items)


def _at_the_board() -> bool:
    """On a page of the board's; or on one that all staff have, as somebody with no other desk."""
    door = door_of(current_app, request.endpoint or "")
    return (door is not None and door.who is BOARD) or (_on_the_board() and not _has_desk())


def _on_the_board() -> bool:
    return bool(who().role_names & {"board", "administrator"})


def _at_the_door() -> bool:
    return "checkin" in who().role_names


def _has_desk() -> bool:
    return bool(who().role_names & {"organiser", "administrator"})


def _desk(label: str, endpoint: str, *more: str, only: bool = False, **values: Any) -> Item:
    """Marked on every page of its door, also on one that says what was wrong; with `only` on the one page."""
    door = request.blueprint in (endpoint.partition(".")[0], *more)
    return Item(label, url_for(endpoint, **values), request.endpoint == endpoint if only else door)

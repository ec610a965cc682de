"""The verb of this slice: a whole year to try, made public step by step as a real one would have been."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from scdapp.accounts import queries as account_queries
from scdapp.accounts import service as accounts
from scdapp.accounts.passwords import PasswordHash
from scdapp.accounts.rules import Staff
from scdapp.core.db import db
from scdapp.demo import known_meetings, meeting_service, offering_service
from scdapp.demo.moments import FINAL, OVERVIEW, PROGRAMME
from scdapp.editions import key_date_service
from scdapp.editions import queries as editions
from scdapp.editions.key_date_rules import KeyDateFacts
from scdapp.editions.models import Edition
from scdapp.imports import service as imports
from scdapp.imports.reading import Files
from scdapp.imports.tally import Tally
from scdapp.releases import service as releases

YEAR = 2024
SIGNED = "Demot"
# What is known of earlier meetings is in the file that the years come from.
FACTS = Path(__file__).parent / "data" / "socialchefsdagarna.json"


@dataclass(frozen=True)
class Guest:
    """Somebody made up who may log in."""

    email: str
    name: str
    role: str
    password: str


GUESTS = (
    Guest("arrangor@demo.example", "Arrangör i demot", "organiser", "prova-arrangor-2024"),
    Guest("incheckning@demo.example", "Incheckning i demot", "checkin", "prova-incheckning-2024"),
    Guest("styrelse@demo.example", "Styrelse i demot", "board", "prova-styrelse-2024"),
    Guest("administrator@demo.example", "Administratör i demot", "administrator", "prova-administrator-2024"),
)


def load(files: Files, hashes: dict[str, PasswordHash], *, now: datetime) -> Tally | None:
    """The years, the programme and the log-ins of the demo. None, and nothing changed, if its year is there already.

    `hashes`: the password of each guest by address; who has an account keeps it.
    """
    _add_guests(GUESTS, hashes, now=now)
    if editions.find_edition(YEAR) is not None:
        # A demo of before the annual meeting was kept here gets it too.
        _add_meetings(now)
        return None
    tally = imports.load(files.facts, now=OVERVIEW)
    edition = editions.get_edition(YEAR)
    _add_save_the_date(edition, now=OVERVIEW)
    _release(edition, "Preliminär översikt: de första storföreläsarna.", final=False, now=OVERVIEW)
    tally.add(imports.load(files.facts, files.programmes, now=PROGRAMME))
    offering_service.limit_places(edition)
    offering_service.offer(edition, now=OVERVIEW)
    _release(edition, "Hela programmet, med tider, lokaler och seminarier.", final=False, now=PROGRAMME)
    _release(edition, "Programmet är slutligt.", final=True, now=FINAL)
    _add_meetings(now)
    return tally


def _add_meetings(now: datetime) -> None:
    meeting_service.load(known_meetings.read(FACTS), now=now)


def _release(edition: Edition, note: str, *, final: bool, now: datetime) -> None:
    releases.release(edition.id, final=final, note=note, by=SIGNED, accept_collisions=True, now=now)


def _add_guests(guests: Iterable[Guest], hashes: dict[str, PasswordHash], *, now: datetime) -> None:
    for guest in guests:
        if account_queries.find_account(guest.email) is None:
            staff = Staff(guest.name, frozenset({guest.role}))
            accounts.create_account(guest.email, staff, hashes[guest.email], now=now)


def _add_save_the_date(edition: Edition, *, now: datetime) -> None:
    """The sources say that the dates were known in October 2023, not on which day."""
    told = KeyDateFacts("Save the date: dagarna för 2024 är klara", date(2023, 10, 2))
    key_date_service.create_key_date(edition.id, told, now=now).example = True
    db.session.flush()

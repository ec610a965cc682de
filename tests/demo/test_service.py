"""A year to try: everything in it, made public step by step, once."""

from datetime import date, time

import pytest
from flask import Flask

from scdapp.accounts import passwords
from scdapp.accounts.queries import find_account
from scdapp.core.db import transaction
from scdapp.demo import service
from scdapp.demo.cli import FACTS, PROGRAMME
from scdapp.demo.moments import FINAL, MOMENTS, OVERVIEW, START
from scdapp.demo.moments import PROGRAMME as WHOLE
from scdapp.editions import queries as editions
from scdapp.imports import reading
from scdapp.imports.tally import Tally
from scdapp.people import queries as people
from scdapp.releases import queries as releases
from tests.factories import make_account
from tests.imports.files import everything

FILES = reading.read(FACTS, (PROGRAMME,))
HASHES = {guest.email: passwords.new(guest.password, email=guest.email, name=guest.name) for guest in service.GUESTS}


def _load() -> Tally | None:
    with transaction():
        return service.load(FILES, HASHES, now=START)


@pytest.fixture
def tally(app: Flask) -> Tally | None:
    return _load()


def test_it_says_what_it_brought_in(tally: Tally) -> None:
    assert tally.new["poster i programmet"] == 54
    assert tally.lines()[-1] == "poster i programmet: 0 fanns redan, 54 nya"


@pytest.mark.usefixtures("tally")
def test_the_programme_became_public_in_three_steps() -> None:
    year = editions.get_edition(2024)
    told = [(one.number, one.final, one.released_at, len(one.changes)) for one in releases.history(year.id, START)]
    assert told == [(3, True, FINAL, 0), (2, False, WHOLE, 54), (1, False, OVERVIEW, 8)]


@pytest.mark.usefixtures("tally")
def test_the_overview_says_no_more_than_was_known() -> None:
    overview = releases.current(editions.get_edition(2024).id, OVERVIEW)
    assert overview is not None
    assert {one.slug: (one.day, one.starts, one.room) for one in overview.shown if one.day} == {
        "ministrarna-inleder": (date(2024, 10, 2), None, None),
        "ahmed-abdirahman": (date(2024, 10, 2), None, None),
        "det-nya-globala-landskapet": (date(2024, 10, 4), time(10), None),
    }
    assert len(overview.shown) == 8
    assert not any(one.example or one.example_fields for one in overview.shown)


@pytest.mark.usefixtures("tally")
def test_the_whole_programme_marks_what_is_made_up() -> None:
    programme = releases.current(editions.get_edition(2024).id, START)
    assert programme is not None
    assert len(programme.shown) == 54
    assert sum(one.example for one in programme.shown) == 46
    moved = [one for one in programme.shown if one.moved_from]
    assert moved == [], "filling in what was unknown is no move"


@pytest.mark.usefixtures("tally")
def test_every_named_moment_shows_the_year_as_it_was() -> None:
    seen = {}
    for moment in MOMENTS:
        year = editions.current(moment.at)
        assert year is not None
        programme = releases.current(year.id, moment.at)
        announced = people.announcements(year.id, moment=moment.at)
        seen[moment.name] = (year.year, programme and programme.number, len(announced))
    assert seen == {
        "save-the-date": (2024, None, 0),
        "dagen-innan": (2024, 1, 8),
        "minuten-fore": (2024, 1, 8),
        "anmalan-oppen": (2024, 1, 8),
        "nastan-fullt": (2024, 3, 8),
        "motioner": (2024, 3, 8),
        "start": (2024, 3, 8),
        "incheckning": (2024, 3, 8),
        "dag-1": (2024, 3, 8),
        "arsmotet": (2024, 3, 8),
        "efterat": (2024, 3, 8),
    }


@pytest.mark.usefixtures("tally")
def test_guests_may_log_in() -> None:
    for guest in service.GUESTS:
        account = find_account(guest.email)
        assert account is not None
        assert account.role_names == {guest.role}
        assert passwords.matches(account.password_hash, guest.password)


@pytest.mark.usefixtures("tally")
def test_a_second_time_changes_nothing_and_keeps_edits() -> None:
    with transaction():
        year = editions.get_edition(2024)
        year.theme = "Ett annat tema"
        find_account("arrangor@demo.example").name = "Olga"  # type: ignore[union-attr]
    before = everything()
    assert _load() is None
    assert everything() == before


def test_an_account_that_is_there_stays(app: Flask) -> None:
    make_account("Egen Arrangör", email="arrangor@demo.example", roles=("board",))
    _load()
    account = find_account("arrangor@demo.example")
    assert account is not None
    assert (account.name, account.role_names) == ("Egen Arrangör", {"board"})

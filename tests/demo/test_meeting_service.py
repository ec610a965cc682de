"""What the demo knows of annual meetings, and the one that it prepares."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from scdapp.core.db import db, transaction
from scdapp.decisions.models import Decision
from scdapp.demo import known_meetings, meeting_service, service
from scdapp.demo.moments import START
from scdapp.editions import queries as editions
from scdapp.elections import queries as elections
from scdapp.focus import queries as focus
from scdapp.meetings import queries as meetings
from scdapp.members.models import Member
from tests.factories import make_edition
from tests.imports.files import everything

STARTS = {2017: date(2017, 9, 27), 2021: date(2021, 11, 24), 2023: date(2023, 9, 27), 2024: date(2024, 10, 2)}


def _load() -> bool:
    with transaction():
        return meeting_service.load(known_meetings.read(service.FACTS), now=START)


@pytest.fixture
def loaded(app: Flask) -> None:
    for year, starts in STARTS.items():
        make_edition(year, starts_on=starts)
    assert _load()


@pytest.mark.usefixtures("loaded")
def test_the_meetings_are_those_that_are_known() -> None:
    found = [(one.year, one.held_on, one.state, one.recorded_afterwards, one.example) for one in meetings.meetings()]
    assert found == [
        (2024, date(2024, 10, 2), "planned", False, True),
        (2023, date(2023, 9, 28), "closed", True, False),
        (2021, date(2021, 11, 24), "closed", True, False),
        (2017, date(2017, 9, 27), "closed", True, False),
    ]
    decisions = db.session.scalars(select(Decision).order_by(Decision.id))
    told = [(one.meeting.year, one.heading, one.outcome, one.method, one.paragraph_no) for one in decisions]
    assert told == [
        (2017, "Strategiska områden", "approved", None, None),
        (2017, "Val av ordförande i riksstyrelsen", "elected", None, None),
        (2017, "Val av vice ordförande i riksstyrelsen", "elected", None, None),
        (2017, "Val av kassör i riksstyrelsen", "elected", None, None),
        (2017, "Val av sekreterare i riksstyrelsen", "elected", None, None),
        (2021, "Val av ordförande i riksstyrelsen", "elected", None, None),
        (2023, "Nya fokusområden", "approved", None, None),
        (2023, "Val av ordförande i riksstyrelsen", "elected", None, None),
    ]


@pytest.mark.usefixtures("loaded")
def test_the_areas_of_2023_are_in_force_from_the_day_of_their_meeting() -> None:
    new = [
        "Nära vård",
        "Förebyggande och tidiga insatser för alla målgrupper",
        "Tillit till socialtjänsten",
        "Ny socialtjänstlag",
    ]
    assert [one.title for one in focus.in_force(date(2024, 10, 2))] == new
    assert [one.title for one in focus.in_force(date(2023, 9, 28))] == new
    assert [one.title for one in focus.in_force(date(2023, 9, 27))] == list(meeting_service.AREAS_OF_2017)


@pytest.mark.usefixtures("loaded")
def test_the_chairs_and_their_elections() -> None:
    chair = elections.find_post("chair")
    assert chair is not None
    found = [
        (one.name, one.title, one.from_year, one.starts_on, one.until_year, one.ends_on, one.ended_reason)
        for one in elections.mandates()
        if one.post_id == chair.id
    ]
    title, day = "vård- och omsorgschef", date(2017, 9, 27)
    assert found == [
        ("Monica Persson", None, 2024, None, 2025, None, "term"),
        ("Monica Persson", None, 2023, date(2023, 9, 28), 2024, None, None),
        ("Monica Persson", None, 2021, date(2021, 11, 24), 2022, None, "term"),
        ("Lars Liljedahl", title, 2017, day, 2018, date(2018, 10, 3), "term"),
        ("Kalle Gudmundsson", None, 2013, None, 2017, day, "term"),
    ]
    assert [one.name for one in elections.active(chair.id)] == ["Monica Persson"]


@pytest.mark.usefixtures("loaded")
def test_the_meeting_in_preparation_says_that_it_is_an_example() -> None:
    meeting = meetings.get_meeting_of(2024)
    assert (meeting.place or "").endswith("(exempel)")
    assert (meeting.note or "").startswith("Exempel: dag, tid, plats, dagordning och motioner är påhittade.")
    dates = editions.key_dates(meeting.edition_id, internal=True)
    assert [(one.title, one.starts_on, one.example) for one in dates] == [
        ("Sista dag för motioner till årsmötet", date(2024, 8, 21), True),
        ("Sista dag för kallelse till årsmötet", date(2024, 9, 2), True),
        ("Sista dag för handlingar till årsmötet", date(2024, 9, 18), True),
        ("Årsmöte", date(2024, 10, 2), True),
    ]
    assert len(meetings.agenda(meeting.id)) == 27
    assert [(one.number, one.proposed) for one in meetings.motions(meeting.id)] == [(1, "partly"), (2, None)]
    assert all("Medlem 0" in one.name for one in db.session.scalars(select(Member)))


@pytest.mark.usefixtures("loaded")
def test_a_second_time_changes_nothing() -> None:
    before = everything()
    assert not _load()
    assert everything() == before

"""Whole years come in once, with everything that is known and nothing made up; a second run changes nothing."""

from collections import Counter
from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import select

from scdapp.core import publication
from scdapp.core.db import db, transaction
from scdapp.demo.cli import FACTS, PROGRAMME
from scdapp.editions import queries as editions
from scdapp.editions.models import Edition
from scdapp.imports import reading, service
from scdapp.imports.tally import Tally
from scdapp.people.models import Announcement, Person
from scdapp.people.queries import find_person_by_slug
from scdapp.programme import place_queries
from scdapp.programme.models import Session
from scdapp.releases import queries as releases
from tests.factories import make_edition, make_person, make_room
from tests.imports.files import everything

FILES = reading.read(FACTS, (PROGRAMME,))
# Two days of the demo: before the conference of 2024, and long after it.
SUMMER = datetime(2024, 8, 26, 7, tzinfo=UTC)
LATER = datetime(2026, 3, 1, 7, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("app")


def _load(now: datetime = SUMMER) -> Tally:
    with transaction():
        return service.load(FILES.facts, FILES.programmes, now=now)


def _sessions(year: int) -> dict[str, Session]:
    edition = editions.get_edition(year)
    rows = db.session.scalars(select(Session).where(Session.edition_id == edition.id).order_by(Session.id))
    return {row.slug: row for row in rows}


def test_everything_is_brought_in() -> None:
    tally = _load()
    assert dict(tally.new) == {
        "upplagor": 10,
        "viktiga datum": 4,
        "personer och grupper": 55,
        "programpunkter": 45,
        "klara talare": 8,
        "lokaler": 9,
        "spår": 5,
        "block": 4,
        "poster i programmet": 54,
        "släppta program": 4,
    }
    per_year = {row.year: len(_sessions(row.year)) for row in editions.editions()}
    assert per_year == {2024: 54, 2023: 13, 2022: 5, 2021: 7, 2020: 0, 2019: 0, 2018: 0, 2017: 12, 2015: 0, 2014: 0}
    assert Counter(row.example for row in _sessions(2024).values()) == {True: 46, False: 8}


def test_a_second_run_changes_nothing_at_all() -> None:
    _load()
    before, standing = everything(), publication.standing()
    tally = _load()
    assert (tally.new.total(), tally.there["poster i programmet"]) == (0, 54)
    assert everything() == before
    assert publication.standing() == standing


def test_a_run_years_later_changes_nothing_either() -> None:
    _load()
    before = everything()
    assert _load(LATER).new.total() == 0
    assert everything() == before


def test_what_an_organiser_changed_stays() -> None:
    _load()
    with transaction():
        lecture = _sessions(2024)["martin-berg-om-ai"]
        lecture.title, lecture.starts, lecture.version = "Martin Berg: människan och maskinen", time(9, 0), 3
        editions.get_edition(2023).theme = "Förändringskraft"
        find_person_by_slug("faysa-idle").name = "Faysa Idle Andersson"  # type: ignore[union-attr]
    before = everything()
    assert _load().new.total() == 0
    assert everything() == before


def test_what_an_organiser_took_away_from_a_programme_stays_away() -> None:
    _load()
    with transaction():
        edition = editions.get_edition(2024)
        first, *rest = db.session.scalars(select(Announcement).where(Announcement.edition_id == edition.id))
        db.session.delete(first)
        for day in edition.days:
            if day.date == date(2024, 10, 1):
                edition.days.remove(day)
    before = everything()
    assert (_load().new.total(), len(rest)) == (0, 7)
    assert everything() == before


def test_only_what_is_missing_comes_back() -> None:
    _load()
    with transaction():
        db.session.delete(_sessions(2024)["kvallen-fore-mingel"])
        place = place_queries.get_place(place_queries.Room, editions.get_edition(2024).id, "bankett")
        for session in _sessions(2024).values():
            if session.room_id == place.id:
                session.room_id = None
        db.session.delete(place)
    tally = _load()
    assert {what: number for what, number in tally.new.items() if number} == {"poster i programmet": 1}
    assert _sessions(2024)["kvallen-fore-mingel"].room.slug == "utstallning"  # type: ignore[union-attr]


def test_what_is_unknown_stays_unknown() -> None:
    _load()
    year = editions.get_edition(2020)
    assert (year.starts_on, year.ends_on, year.city, year.venue, year.theme) == (
        date(2020, 9, 30),
        None,
        None,
        None,
        None,
    )
    assert [day.date for day in year.days] == [date(2020, 9, 30)]
    mingle = _sessions(2017)["kvallen-fore-mingel"]
    assert (mingle.day, mingle.starts, mingle.ends, mingle.room_id) == (None, None, None, None)


def test_what_is_known_is_brought_in_as_it_is() -> None:
    _load()
    marmot = _sessions(2021)["social-justice-and-health-equity"]
    assert (marmot.day, marmot.starts, marmot.ends) == (date(2021, 11, 24), time(10, 10), None)
    assert (marmot.language, marmot.prerecorded, marmot.kind, marmot.example) == ("en", True, "keynote", False)
    assert [(slot.person.name, slot.role, slot.state) for slot in marmot.slots if slot.person] == [
        ("Sir Michael G. Marmot", "speaker", "accepted")
    ]
    group = _sessions(2023)["stralande-tider"].slots[0]
    assert (group.role, group.person and group.person.is_group) == ("artist", True)
    assert [slot.role for slot in _sessions(2023)["ledarskap-i-oroliga-tider"].slots] == ["panellist"] * 3
    assert [(day.date.day, day.label) for day in editions.get_edition(2023).days] == [
        (27, None),
        (28, None),
        (29, "halvdag"),
    ]
    assert (editions.get_edition(2015).city, editions.get_edition(2015).theme) == ("Norrköping", "Social hållbarhet")
    harrison = find_person_by_slug("dick-harrison")
    assert harrison is not None
    assert (harrison.title, harrison.internal_note) == ("historiker", "Källan stavar även ”Harrisson”.")


def test_a_person_is_found_by_the_files_id_and_by_name() -> None:
    _load()
    marmot = find_person_by_slug("michael-marmot")
    assert marmot is not None
    assert find_person_by_slug("sir-michael-g-marmot") is marmot


def test_the_coming_year_has_its_example_programme() -> None:
    _load()
    year = editions.get_edition(2024)
    assert [(day.date.day, day.label) for day in year.days] == [
        (1, "kvällen före"),
        (2, None),
        (3, None),
        (4, "halvdag"),
    ]
    rooms = [(room.slug, room.kind, room.capacity, room.example) for room in place_queries.rooms(year.id)]
    assert rooms[:2] == [("plenum", "plenum", 1100, True), ("sal-1", "seminar", 260, True)]
    assert rooms[6] == ("utstallning", "area", 1200, True)
    assert [(block.name, block.slug) for block in place_queries.blocks(year.id)] == [(x, x.lower()) for x in "ABCD"]
    panel = _sessions(2024)["panel-myndigheterna-och-omstallningen"]
    assert [(slot.label, slot.role) for slot in panel.slots] == [
        ("företrädare för en statlig myndighet", "panellist"),
        ("företrädare för en kommun", "panellist"),
        ("företrädare för en region", "panellist"),
        ("moderator", "moderator"),
    ]
    assert (panel.example, panel.room and panel.room.slug) == (True, "plenum")


def test_a_real_session_keeps_its_name_and_says_what_is_made_up() -> None:
    _load()
    eliasson = _sessions(2024)["det-nya-globala-landskapet"]
    assert (eliasson.day, eliasson.starts, eliasson.ends) == (date(2024, 10, 4), time(10), time(11))
    assert (eliasson.approximate, eliasson.example, eliasson.example_fields) == (True, False, "ends,room")
    assert _sessions(2024)["ministrarna-inleder"].example_fields == "starts,ends,room"


def test_key_dates_say_what_is_made_up() -> None:
    _load()
    told = [(one.title, one.starts_on, one.example) for one in editions.key_dates(editions.get_edition(2024).id)]
    assert told == [
        ("Anmälan öppnar", date(2024, 5, 7), False),
        ("Sista dag att anmäla sig", date(2024, 9, 13), True),
        ("Senast besked om plats från reservlistan", date(2024, 9, 18), True),
    ]
    waiting = editions.key_dates(editions.get_edition(2022).id)
    assert [(one.starts_on, one.example) for one in waiting] == [(date(2022, 9, 15), False)]


def test_speakers_to_come_are_announced_with_what_is_known() -> None:
    _load()
    rows = db.session.scalars(select(Announcement).order_by(Announcement.position))
    assert [(row.person.name, row.topic, row.when_words) for row in rows] == [
        ("Camilla Waltersson Grönvall", None, "onsdag 2 oktober"),
        ("Anna Tenje", None, "onsdag 2 oktober"),
        ("Ahmed Abdirahman", None, "onsdag 2 oktober"),
        ("Anna Bergström", "om implementeringsvetenskap", "torsdag eller fredag"),
        ("Karoline Bottheim", "om att leda i samverkan", "torsdag eller fredag"),
        ("Martin Berg", "om AI", "torsdag eller fredag"),
        ("Faysa Idle", None, "dag meddelas senare"),
        ("Jan Eliasson", "Det nya globala landskapet", "fredag 4 oktober, ca kl. 10.00"),
    ]


def test_a_year_that_is_over_is_released_as_on_its_last_day() -> None:
    _load()
    released = {programme.year: programme for programme in releases.all_current(SUMMER)}
    assert {year: (p.number, p.final, p.released_at) for year, p in released.items()} == {
        2023: (1, True, datetime(2023, 9, 29, 10, tzinfo=UTC)),
        2022: (1, True, datetime(2022, 9, 30, 10, tzinfo=UTC)),
        2021: (1, True, datetime(2021, 11, 26, 11, tzinfo=UTC)),
        2017: (1, True, datetime(2017, 9, 29, 10, tzinfo=UTC)),
    }


def test_what_was_said_is_not_told_before_it_has_been() -> None:
    _load()
    assert editions.get_edition(2024).note is None
    assert _sessions(2024)["fss-arsmote-2024"].summary == "Endast medlemmar har rösträtt."
    assert (
        _sessions(2023)["fss-arsmote-2023"].summary
        == "Ordföranden omvaldes på ett år; fyra nya fokusområden beslutades."
    )
    assert editions.get_edition(2017).note == "Omkring 600 anmälda."


def test_afterwards_everything_is_told_and_nobody_announced() -> None:
    tally = _load(LATER)
    assert (tally.new["klara talare"], tally.new["släppta program"]) == (0, 5)
    assert (editions.get_edition(2024).note or "").startswith("Nästan tusen deltagare. Tidigare inlägg sade")
    assert _sessions(2024)["fss-arsmote-2024"].summary == "Ordföranden omvaldes på ett år till."
    programme = releases.current(editions.get_edition(2024).id, LATER)
    assert programme is not None
    assert (len(programme.shown), programme.released_at) == (54, datetime(2024, 10, 4, 10, tzinfo=UTC))


def test_what_organisers_made_by_hand_is_used_and_left_alone() -> None:
    year = make_edition(2024, theme="Vårt eget tema")
    make_room(year, "Stora scenen", slug="stora-scenen")
    person = make_person("Jan Eliasson", title="föreläsare")
    _load()
    assert (year.theme, person.title) == ("Vårt eget tema", "föreläsare")
    assert db.session.scalars(select(Edition).where(Edition.year == 2024)).all() == [year]
    assert [one.name for one in db.session.scalars(select(Person).where(Person.name == "Jan Eliasson"))] == [
        person.name
    ]
    stage = [row for row in place_queries.rooms(year.id) if row.name == "Stora scenen"]
    assert [(row.slug, row.kind, row.example) for row in stage] == [("stora-scenen", "seminar", False)]
    assert _sessions(2024)["det-nya-globala-landskapet"].slots[0].person is person
    assert releases.latest(year.id) is None


def test_facts_first_and_the_programme_another_day() -> None:
    with transaction():
        service.load(FILES.facts, now=SUMMER)
    early = _sessions(2024)
    assert {(s.day, s.starts) for s in early.values()} == {
        (date(2024, 10, 2), None),
        (date(2024, 10, 4), time(10)),
        (None, None),
    }
    with transaction():
        early["martin-berg-om-ai"].title = "AI"
        early["martin-berg-om-ai"].version += 1
    _load()
    assert len(_sessions(2024)) == 54
    assert _sessions(2024)["ministrarna-inleder"].starts == time(10)
    assert _sessions(2024)["martin-berg-om-ai"].starts is None, "an organiser has edited it: it is left alone"

"""What everybody may read of decisions, focus areas and offices, on the day that is looked at."""

import re
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from scdapp.core.db import db, transaction
from scdapp.decisions import follow_up_service, service
from scdapp.decisions.follow_up_rules import FollowUpFacts
from scdapp.decisions.models import Decision
from scdapp.decisions.rules import Text, Verdict
from scdapp.demo import known_meetings, meeting_service
from scdapp.demo import service as demo
from scdapp.demo.moments import START
from scdapp.focus import queries as focus
from scdapp.focus import service as focus_service
from scdapp.meetings import queries as meetings
from scdapp.releases import service as releases
from tests.conftest import StoppedClock
from tests.demo.test_meeting_service import STARTS
from tests.factories import make_edition, make_session

BY = "Bo Styrelse"


@pytest.fixture
def history(app: Flask) -> None:
    """The meetings that the demo knows of."""
    for year, starts in STARTS.items():
        make_edition(year, starts_on=starts)
    with transaction():
        meeting_service.load(known_meetings.read(demo.FACTS), now=START)


def _set(app: Flask, *parts: int) -> None:
    clock: StoppedClock = app.config["CLOCK"]
    clock.set(*parts)


def _headings(text: str, level: int = 2) -> list[str]:
    found = re.findall(rf"<h{level}[^>]*>(.*?)</h{level}>", text, re.DOTALL)
    return [re.sub(r"<[^>]+>|\u00ad", "", one).strip() for one in found]


@pytest.mark.usefixtures("history")
def test_the_register_lists_decisions_newest_first(client: FlaskClient) -> None:
    page = client.get("/beslut").text
    assert _headings(page) == ["2023", "2021", "2017"]
    assert _headings(page, 3)[:2] == ["Nya fokusområden", "Val av ordförande i riksstyrelsen"]
    assert "Känt beslut, utan protokoll här." in page


@pytest.mark.usefixtures("history")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?sok=tillit", ["Nya fokusområden"]),
        ("?sok=ÄLDREOMRÅDET", ["Strategiska områden"]),
        ("?ar=2021", ["Val av ordförande i riksstyrelsen"]),
        ("?slag=beslut", ["Nya fokusområden", "Strategiska områden"]),
        ("?utfall=valt&ar=2023", ["Val av ordförande i riksstyrelsen"]),
        ("?sok=100%25", []),
        ("?ar=hej&slag=x&utfall=y&sida=-3&sok=n%C3%A4ra", ["Nya fokusområden"]),
    ],
)
def test_the_register_is_searched(client: FlaskClient, query: str, found: list[str]) -> None:
    page = client.get(f"/beslut{query}").text
    assert _headings(page, 3) == found
    assert ("Inget beslut passar." in page) == (not found)


def test_an_empty_register_says_so(client: FlaskClient) -> None:
    assert "Inga beslut är publicerade än." in client.get("/beslut").text
    assert "Inga fokusområden är kända" in client.get("/fokusomraden").text
    assert "Inga uppdrag är kända" in client.get("/fortroendevalda").text


@pytest.mark.usefixtures("history")
def test_a_long_register_comes_in_pages_and_costs_no_more(app: Flask, client: FlaskClient) -> None:
    _set(app, 2024, 8, 26, 9)
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    client.get("/beslut?sok=v")
    few = len(asked)
    known = meetings.get_meeting_of(2021)
    with transaction():
        for number in range(300):
            text = Text(f"Beslut {number:03}", "", ("att bevilja.", "att avsluta."))
            service.record_known(known.id, text, Verdict("approved"), by=BY, now=START)
    asked.clear()
    page = client.get("/beslut?sok=bevilja")
    assert len(asked) == few
    assert "Sida 1 av 6, 300 beslut" in page.text
    last = client.get("/beslut?sok=bevilja&sida=99").text
    assert "Sida 6 av 6, 300 beslut" in last
    assert _headings(last, 3)[-1] == "Beslut 299"


@pytest.mark.usefixtures("history")
def test_a_decision_tells_what_is_known_and_no_more(client: FlaskClient) -> None:
    decision = db.session.query(Decision).filter_by(heading="Nya fokusområden").one()
    with transaction():
        facts = FollowUpFacts("Hemlig Ansvarig", date(2024, 12, 1), "ongoing", "Intern anteckning")
        follow_up_service.follow_up(decision.id, facts, version=None, by=BY, now=START)
    page = client.get(f"/beslut/{decision.id}").text
    for told in (
        "att anta fokusområdena Nära vård",
        "bifall",
        "inte känt",
        "28 september 2023",
        "pågår",
        "Känt beslut",
    ):
        assert told in page
    assert "Hemlig" not in page
    assert "Intern anteckning" not in page
    assert 'href="/fokusomraden?datum=2023-09-28#tillit-till-socialtjansten"' in page
    assert client.get("/beslut/9999").status_code == 404


@pytest.mark.usefixtures("history")
def test_a_decision_of_an_election_names_the_elected_with_title(client: FlaskClient) -> None:
    decision = db.session.query(Decision).filter_by(heading="Val av kassör i riksstyrelsen").one()
    page = client.get(f"/beslut/{decision.id}").text
    assert "Malin Lindén Ohlsson, <span>socialchef, Gagnefs kommun</span>" in page


@pytest.mark.usefixtures("history")
def test_what_the_meeting_in_preparation_is_at_is_not_public(client: FlaskClient) -> None:
    meeting = meetings.get_meeting_of(2024)
    with transaction():
        decision = Decision(meeting_id=meeting.id, paragraph_no=1, heading="Hemligt än", outcome="approved")
        db.session.add(decision)
        db.session.flush()
        number = decision.id
    assert "Hemligt än" not in client.get("/beslut").text
    assert client.get(f"/beslut/{number}").status_code == 404


@pytest.mark.usefixtures("history")
def test_before_its_day_a_meeting_has_decided_nothing(app: Flask, client: FlaskClient) -> None:
    _set(app, 2023, 9, 27, 12)
    assert _headings(client.get("/beslut").text) == ["2021", "2017"]
    _set(app, 2023, 9, 28, 12)
    assert _headings(client.get("/beslut").text) == ["2023", "2021", "2017"]


@pytest.mark.usefixtures("history")
def test_invariant_16_the_areas_in_force_on_any_day(client: FlaskClient) -> None:
    new = [
        "Nära vård",
        "Förebyggande och tidiga insatser för alla målgrupper",
        "Tillit till socialtjänsten",
        "Ny socialtjänstlag",
    ]
    old = list(meeting_service.AREAS_OF_2017)
    days = {"?datum=2024-10-02": new, "?datum=2023-09-28": new, "?datum=2023-09-27": old, "?datum=2023-09-01": old}
    for query, wanted in {**days, "": new, "?datum=i+dag": new, "?datum=0001-01-01": new}.items():
        assert _headings(client.get(f"/fokusomraden{query}").text)[:-1] == wanted, query


@pytest.mark.usefixtures("history")
def test_an_area_says_where_the_programme_takes_it_up(app: Flask, client: FlaskClient) -> None:
    _set(app, 2024, 10, 2, 12)
    edition = meetings.get_meeting_of(2024).edition
    shown = make_session(edition, "Om nära vård", day=date(2024, 10, 2))
    with transaction():
        releases.release(edition.id, final=True, note="", by=BY, accept_collisions=True, now=START)
    draft = make_session(edition, "Inte släppt", day=date(2024, 10, 2))
    area = focus.in_force(date(2024, 10, 2))[0]
    with transaction():
        for one in (shown, draft):
            focus_service.tag_session(one.id, [area.id])
    page = client.get("/fokusomraden").text
    assert "1 programpunkt 2024" in page
    assert "Om nära vård" in page
    assert "Inte släppt" not in page
    with transaction():
        focus_service.tag_session(shown.id, [])
    assert "Om nära vård" not in client.get("/fokusomraden").text


def _terms(text: str) -> list[str]:
    found = re.findall(r'<ol class="annals-terms">(.*?)</ol>', text, re.DOTALL)[0]
    return [" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in re.findall(r"<li>(.*?)</li>", found, re.DOTALL)]


@pytest.mark.usefixtures("history")
def test_the_chairs_over_the_years(app: Flask, client: FlaskClient) -> None:
    _set(app, 2024, 8, 26, 9)
    page = client.get("/fortroendevalda").text
    assert _terms(page) == [
        "Monica Persson Från 28 september 2023 till årsmötet 2024. 1 år, omval 2023",
        "Monica Persson Från 24 november 2021 till årsmötet 2022. 1 år, omval 2021",
        "Lars Liljedahl , vård- och omsorgschef, Östersunds kommun Från 27 september 2017 till 3 oktober 2018. "
        "1 år, nyval 2017",
        "Kalle Gudmundsson Från 2013 till 27 september 2017. 4 år, hur valet gick till är inte känt",
    ]
    assert "Nu: <b>Monica Persson</b>" in page
    assert "medlem001" not in page


@pytest.mark.usefixtures("history")
def test_a_term_whose_first_day_is_not_known_is_told_of_when_the_conference_is_over(
    app: Flask, client: FlaskClient
) -> None:
    _set(app, 2024, 10, 7, 9)
    page = client.get("/fortroendevalda").text
    assert _terms(page)[0] == "Monica Persson Från 2024 till årsmötet 2025. 1 år, omval"
    assert "Nu: <b>Monica Persson</b>" in page
    _set(app, 2018, 1, 1, 9)
    assert [one.split(" Från")[0] for one in _terms(client.get("/fortroendevalda").text)] == [
        "Lars Liljedahl , vård- och omsorgschef, Östersunds kommun",
        "Kalle Gudmundsson",
    ]


@pytest.mark.usefixtures("history")
def test_english_pages_are_there_too(client: FlaskClient) -> None:
    number = db.session.query(Decision.id).limit(1).scalar()
    for path in ("/beslut", f"/beslut/{number}", "/fokusomraden", "/fortroendevalda"):
        assert client.get(f"/en{path}").status_code == 200

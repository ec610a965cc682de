"""The board's pages about focus areas."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from scdapp.core.db import db, transaction
from scdapp.decisions import service as decisions
from scdapp.decisions.models import Decision
from scdapp.decisions.rules import Text, Verdict
from scdapp.focus import queries, service
from scdapp.focus.rules import AreaFacts
from scdapp.meetings import service as meetings
from scdapp.meetings.rules import MeetingFacts
from tests.factories import make_edition
from tests.reading import said, text

LIST = "/styrelse/fokusomraden"
NOW = datetime(2023, 10, 1, tzinfo=UTC)


@pytest.fixture
def decision(app: Flask) -> Decision:
    """Of the meeting of 2023, before which an area was in force."""
    edition = make_edition(2023)
    with transaction():
        service.record_earlier(AreaFacts("Kompetens"), position=1, by="Bo", now=NOW)
        facts = MeetingFacts(held_on=date(2023, 9, 28))
        meeting = meetings.create_meeting(edition.id, facts, by="Bo", now=NOW, recorded_afterwards=True)
        return decisions.record_known(meeting.id, Text("Fokusområden"), Verdict("approved"), by="Bo", now=NOW)


def _in_force(on: date) -> list[str]:
    db.session.rollback()
    return [one.title for one in queries.in_force(on)]


def test_invariant_16_new_areas_end_the_earlier_ones(board_member: FlaskClient, decision: Decision) -> None:
    page = text(board_member.get(f"{LIST}/nya").text)
    assert "2023: Fokusområden" in page
    typed = {"decision": decision.uid, "areas": "Nära vård\n\n  Tillit \n"}
    answer = board_member.post(f"{LIST}/nya", data=typed)
    assert (answer.status_code, answer.location) == (303, LIST)
    assert _in_force(date(2023, 9, 28)) == ["Nära vård", "Tillit"]
    assert _in_force(date(2023, 9, 27)) == ["Kompetens"]
    shown = text(board_member.get(LIST).text)
    assert "Gäller nu Nära vård Från 28 september 2023. Tillit" in shown
    assert "Andra tider Kompetens Från när är inte känt, till 28 september 2023." in shown
    assert "Det finns inget beslut som kan anta" in text(board_member.get(f"{LIST}/nya").text)


def test_without_decision_or_areas_nothing_is_adopted(board_member: FlaskClient, decision: Decision) -> None:
    for typed, wrong in (
        ({"decision": "", "areas": "Nära vård"}, ["Välj vilket beslut som antog dem."]),
        ({"decision": decision.uid, "areas": " "}, ["Skriv minst ett fokusområde."]),
        ({"decision": "påhittat", "areas": "Nära vård"}, ["Välj något ur listan."]),
    ):
        answer = board_member.post(f"{LIST}/nya", data=typed)
        assert (answer.status_code, said(answer.text)) == (422, wrong)
    long = board_member.post(f"{LIST}/nya", data={"decision": decision.uid, "areas": "x" * 300})
    assert long.status_code == 422
    assert "x" * 300 in long.text
    assert _in_force(date(2023, 9, 28)) == ["Kompetens"]


def test_an_area_is_described_driven_and_noted_on(board_member: FlaskClient, decision: Decision) -> None:
    typed = {"text": "Vi arbetar **nära**.", "drivers": "Anna Burston\nMonica Persson\nAnna Burston", "version": "1"}
    version = str(queries.get_area("kompetens").version)
    answer = board_member.post(f"{LIST}/kompetens", data={**typed, "version": version})
    assert answer.status_code == 303
    area = queries.get_area("kompetens")
    assert (area.text, [one.name for one in area.drivers]) == (typed["text"], ["Anna Burston", "Monica Persson"])
    assert board_member.post(f"{LIST}/kompetens/anteckning", data={"note": "Bra fart."}).status_code == 303
    page = text(board_member.get(f"{LIST}/kompetens").text)
    assert "Bra fart." in page
    empty = board_member.post(f"{LIST}/kompetens/anteckning", data={"note": ""})
    assert (empty.status_code, said(empty.text)) == (422, ["Fyll i det här fältet."])
    blank = board_member.post(f"{LIST}/kompetens/anteckning", data={"note": "  "})
    assert (blank.status_code, said(blank.text)) == (422, ["Skriv hur det går."])
    late = board_member.post(f"{LIST}/kompetens", data={**typed, "text": "Annat", "version": version})
    assert late.status_code == 409
    assert "Vad området betyder Vi arbetar **nära**. Annat" in text(late.text)
    assert board_member.get(f"{LIST}/finns-inte").status_code == 404

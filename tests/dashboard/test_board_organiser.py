"""The board's first page: its own seats, decisions falling due, and the same cost for few meetings and many."""

from datetime import date

from flask.testing import FlaskClient
from sqlalchemy import event

from scdapp.core.db import db, transaction
from scdapp.decisions import follow_up_service
from scdapp.decisions.follow_up_service import FollowUpFacts
from tests.factories import THEN, make_edition, make_member
from tests.meetings.meetings import (
    make_decision,
    make_item,
    make_mandate,
    make_meeting,
    make_motion,
    make_notice,
    make_post,
    make_statutes,
)
from tests.reading import text


def test_a_board_that_is_not_full_and_regions_without_a_seat_are_facts(board_member: FlaskClient) -> None:
    make_statutes(board_size=2, checked_by_board=True)
    for region in ("Väst", "Öst"):
        make_member(
            f"Medlem i {region}", email=f"{len(region)}{region[0].encode().hex()}@kommun.example", region=region
        )
    assert "Styrelsen har" not in text(board_member.get("/styrelse").text)
    make_mandate(make_post(), region="Väst", until_year=2023)
    shown = text(board_member.get("/styrelse").text)
    assert "Styrelsen har 1 ledamot, enligt stadgarna ska det vara 2" in shown
    assert "Öst har ingen plats i styrelsen" in shown
    assert "Väst har ingen plats" not in shown
    assert "Mandatet har gått ut för Exempel Ordförande för sent" in shown


def test_decisions_that_fall_due_are_told_the_late_ones_first(board_member: FlaskClient) -> None:
    meeting = make_meeting(make_edition(2023), state="closed")
    # The clock shows 26 August 2024.
    for heading, due_on, status in (
        ("Långt fram", date(2025, 3, 1), "open"),
        ("Snart", date(2024, 9, 1), "ongoing"),
        ("Sen", date(2024, 8, 25), "open"),
        ("Klar", date(2024, 8, 1), "done"),
    ):
        decision = make_decision(meeting, heading)
        facts = FollowUpFacts(responsible="Kassören", due_on=due_on, status=status)
        with transaction():
            follow_up_service.follow_up(decision.id, facts, version=None, by="Bo", now=THEN)
    shown = text(board_member.get("/styrelse").text)
    late = "Följ upp: Sen sista dagen var 25 augusti 2024 Ansvarig: Kassören."
    assert f"{late} Följ upp: Snart senast söndag 1 september 2024" in shown
    assert "Långt fram" not in shown
    assert "Följ upp: Klar" not in shown


def test_the_page_costs_the_same_for_1_meeting_and_4(board_member: FlaskClient) -> None:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    def cost(*years: int) -> int:
        for year in years:
            meeting = make_meeting(make_edition(year))
            for _ in range(3):
                make_item(meeting)
                make_motion(meeting)
                make_notice(meeting)
        board_member.get("/styrelse")
        asked.clear()
        assert board_member.get("/styrelse").status_code == 200
        return len(asked)

    event.listen(db.engine, "before_cursor_execute", note)
    assert cost(2024) == cost(2025, 2026, 2027)

"""Organisers say which sessions take up a focus area, and visitors see it."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from scdapp.core.db import db, transaction
from scdapp.editions.models import Edition
from scdapp.focus import queries, service
from scdapp.focus.rules import AreaFacts
from scdapp.releases import service as releases
from tests.factories import make_edition, make_session
from tests.reading import text

NOW = datetime(2024, 5, 1, tzinfo=UTC)
PATH = "/arrangor/2024/fokus"


@pytest.fixture
def edition(app: Flask) -> Edition:
    edition = make_edition(2024)
    with transaction():
        for number, title in enumerate(("Nära vård", "Tillit"), 1):
            service.record_earlier(AreaFacts(title), position=number, by="Bo", now=NOW)
    return edition


def test_without_sessions_the_page_says_what_to_do(organiser: FlaskClient, edition: Edition) -> None:
    assert "Programmet är tomt än." in text(organiser.get(PATH).text)


def test_boxes_are_ticked_and_seen_by_everybody(organiser: FlaskClient, client: FlaskClient, edition: Edition) -> None:
    one, other = make_session(edition, "Hemma först", day=date(2024, 10, 2)), make_session(edition, "Annat")
    uid, slug, key = one.uid, one.slug, one.id
    with transaction():
        releases.release(edition.id, final=True, note="", by="Bo", accept_collisions=True, now=NOW)
    make_session(edition, "Kaffe", kind="break", service=True)
    page = text(organiser.get(PATH).text)
    assert "Hemma först" in page
    assert "Kaffe" not in page
    assert "Fokusområden" not in text(client.get(f"/2024/program/{slug}").text)
    typed = {"session": [uid, other.uid], "tag": [f"{uid}:tillit", f"{uid}:finns-inte", "x:tillit"]}
    answer = organiser.post(PATH, data=typed)
    assert (answer.status_code, answer.location) == (303, PATH)
    assert f'value="{uid}:tillit" checked' in organiser.get(PATH).text
    page = client.get(f"/2024/program/{slug}").text
    assert 'href="/fokusomraden?datum=2024-10-02#tillit"' in page
    # A session that did not stand on the page keeps its areas.
    organiser.post(PATH, data={"session": [other.uid]})
    db.session.rollback()
    assert [area.title for area in queries.tags_of([key])[key]] == ["Tillit"]
    organiser.post(PATH, data={"session": [uid]})
    assert "#tillit" not in client.get(f"/2024/program/{slug}").text


def test_the_page_costs_the_same_for_3_and_for_300(organiser: FlaskClient, edition: Edition) -> None:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)

    def cost(count: int) -> int:
        for number in range(count):
            make_session(edition, f"Seminarium {count}-{number}")
        organiser.get(PATH)
        asked.clear()
        organiser.get(PATH)
        return len(asked)

    assert cost(3) == cost(60)


def test_the_board_alone_may_not(board_member: FlaskClient, edition: Edition) -> None:
    assert board_member.get(PATH).status_code == 403

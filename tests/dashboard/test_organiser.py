"""The organisers' first pages: every year, and where one of them stands."""

from datetime import UTC, date, datetime

from flask.testing import FlaskClient
from sqlalchemy import event

from scdapp.core.db import db, transaction
from scdapp.editions.models import Edition
from scdapp.programme.models import SpeakerSlot
from scdapp.releases import service
from tests.factories import make_edition, make_key_date, make_person, make_room, make_session, save
from tests.reading import text


def release(edition: Edition) -> None:
    """Make the draft public."""
    with transaction():
        service.release(edition.id, final=False, note="", by="Olga", now=datetime(2024, 8, 1, tzinfo=UTC))


def questions(client: FlaskClient, path: str) -> int:
    """How many statements the page costs."""
    seen: list[str] = []

    def note(*given: object) -> None:
        seen.append(str(given[2]))

    event.listen(db.engine, "before_cursor_execute", note)
    assert client.get(path).status_code == 200
    event.remove(db.engine, "before_cursor_execute", note)
    return len(seen)


def test_says_what_to_do_while_there_is_no_year(organiser: FlaskClient) -> None:
    assert "Här finns inget år än. Börja med att lägga upp det första" in text(organiser.get("/arrangor").text)


def test_lists_every_year_with_its_state_newest_first(organiser: FlaskClient) -> None:
    make_edition(2025, announced_at=None, theme=None, city=None)
    make_session(released := make_edition(2024))
    release(released)
    make_edition(2023, theme="Förändringskraft tillsammans", city="Karlstad")
    page = text(organiser.get("/arrangor").text)
    assert (
        "2025 2–4 oktober 2025 0 utkast, visas inte "
        "2024 Omställning pågår Stockholm, 2–4 oktober 2024 1 version 1 släppt "
        "2023 Förändringskraft tillsammans Karlstad, 2–4 oktober 2023 0 visas för alla"
    ) in page


def test_many_years_cost_no_more_than_few(organiser: FlaskClient) -> None:
    make_edition(2024)
    few = questions(organiser, "/arrangor")
    for year in range(1990, 2020):
        make_edition(year)
    assert questions(organiser, "/arrangor") == few


def test_a_year_tells_what_is_missing_and_what_waits_for_release(organiser: FlaskClient) -> None:
    edition = make_edition()
    room = make_room(edition)
    make_session(edition, "Släppt", room_id=room.id)
    release(edition)
    make_session(edition, "Krockar", room_id=room.id)
    unsure = make_session(edition, "Utan tid", day=None)
    save(SpeakerSlot(session_id=unsure.id, person_id=make_person().id, state="asked"))
    make_session(edition, "Paus utan lokal", kind="break", service=True)
    make_key_date(edition, "Anmälan stänger", starts_on=date(2024, 9, 13))
    page = text(organiser.get("/arrangor/2024").text)
    assert (
        "4 programpunkter 3 osläppta ändringar 1 krockar 1 utan tid 1 utan lokal 1 väntar på svar "
        "Deltagarna ser version 1, preliminär, släppt torsdag 1 augusti 2024 kl. 02.00. Granska version 2"
    ) in page
    assert "fredag 13 september Anmälan stänger om 18 dagar" in page


def test_nothing_to_review_while_nothing_differs(organiser: FlaskClient) -> None:
    make_session(edition := make_edition())
    release(edition)
    assert "Granska version" not in text(organiser.get("/arrangor/2024").text)


def test_the_year_at_hand_is_one_step_away(organiser: FlaskClient) -> None:
    assert organiser.get("/arrangor/nu").headers["Location"] == "/arrangor"
    make_edition()
    assert organiser.get("/arrangor/nu").headers["Location"] == "/arrangor/2024"


def test_only_organisers_enter(client: FlaskClient, board_member: FlaskClient) -> None:
    make_edition()
    for path in ("/arrangor", "/arrangor/2024", "/arrangor/nu"):
        assert client.get(path).headers["Location"].startswith("/logga-in?next=")
        assert board_member.get(path).status_code == 403

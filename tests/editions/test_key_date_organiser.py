"""The organisers' pages about key dates."""

import re
from datetime import date, time
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, select

from scdapp.core.db import db
from scdapp.editions.models import KeyDate
from scdapp.editions.queries import key_dates
from tests.editions.test_organiser import said, text
from tests.factories import THEN, make_edition, make_key_date

DESK = "/arrangor/2024/viktiga-datum"
NEW = {"title": "Anmälan öppnar", "starts_on": "2024-05-07", "at": "", "ends_on": "", "audience": "", "note": ""}


def snapshot() -> list[dict[str, Any]]:
    db.session.rollback()
    rows = db.session.scalars(select(KeyDate).order_by(KeyDate.id))
    return [{column.name: getattr(row, column.key) for column in row.__table__.columns} for row in rows]


def test_the_list_says_what_to_do_while_it_is_empty(organiser: FlaskClient) -> None:
    make_edition(announced_at=None)

    page = text(organiser.get(DESK).text)

    assert "Syns när året visas för alla." in page
    assert "Inga viktiga datum än. Börja med det som deltagare frågar om: när anmälan öppnar och stänger." in page
    assert organiser.get("/arrangor/2031/viktiga-datum").status_code == 404


def test_the_list_stands_in_order_of_time_and_says_for_whom(organiser: FlaskClient) -> None:
    edition = make_edition()
    make_key_date(edition, "Anmälan stänger", starts_on=date(2024, 8, 30), withdrawn_at=THEN)
    make_key_date(edition, "Anmälan öppnar", at=time(9), ends_on=date(2024, 8, 30), audience="medlemmar", example=True)

    page = text(organiser.get(DESK).text)

    assert (
        "tisdag 7 maj 2024 kl. 09.00 till och med fredag 30 augusti 2024 Anmälan öppnar exempel För medlemmar "
        "fredag 30 augusti 2024 Anmälan stänger tillbakadraget Struket i kalendrarna, borta från sidorna. "
        "Låt det gälla igen Anmälan stänger"
    ) in page


def test_the_list_asks_as_much_for_thirty_as_for_three(organiser: FlaskClient) -> None:
    edition = make_edition()
    seen: list[str] = []
    counts = []

    def note(*args: Any) -> None:
        seen.append(args[2])

    for more in (3, 27):
        for _ in range(more):
            make_key_date(edition)
        event.listen(db.engine, "before_cursor_execute", note)
        organiser.get(DESK)
        event.remove(db.engine, "before_cursor_execute", note)
        counts.append(len(seen))
        seen.clear()

    assert counts[0] == counts[1]


def test_a_good_form_adds_one(organiser: FlaskClient) -> None:
    edition = make_edition()
    typed = NEW | {"at": "kl. 9", "ends_on": "2024-08-30", "audience": "medlemmar", "note": "Först till kvarn"}

    answer = organiser.post(f"{DESK}/ny", data=typed)

    assert (answer.status_code, answer.headers["Location"]) == (303, DESK)
    (made,) = key_dates(edition.id)
    assert (made.title, made.starts_on, made.at, made.ends_on, made.audience, made.note) == (
        "Anmälan öppnar",
        date(2024, 5, 7),
        time(9),
        date(2024, 8, 30),
        "medlemmar",
        "Först till kvarn",
    )
    assert "”Anmälan öppnar” är tillagt." in text(organiser.get(DESK).text)


BAD = [
    ({"title": ""}, "Fyll i det här fältet."),
    ({"title": "\u202e"}, "Skriv vad som händer."),
    ({"title": "a" * 161}, "Texten har 161 tecken. Högst 160 får plats."),
    ({"starts_on": ""}, "Fyll i det här fältet."),
    ({"starts_on": "2024-13-01"}, "Skriv ett datum som finns, så här: 2024-10-02."),
    ({"at": "25"}, "Skriv klockslaget så här: 14.15."),
    (
        {"starts_on": "2024-03-31", "at": "02.30"},
        "Klockslaget finns inte: den natten ställs klockan fram från 02.00 till 03.00.",
    ),
    ({"ends_on": "2024-05-06"}, "Sista dagen ligger före den första."),
]


@pytest.mark.parametrize(("changed", "sentence"), BAD)
@pytest.mark.parametrize("path", ["ny", "{uid}"])
def test_a_bad_form_says_why_beside_the_field_keeps_what_was_typed_and_saves_nothing(
    organiser: FlaskClient, path: str, changed: dict[str, str], sentence: str
) -> None:
    key_date = make_key_date(make_edition(), "Något annat")
    before = snapshot()

    typed = NEW | {"note": "Rad <1>", "version": "1"} | changed
    answer = organiser.post(f"{DESK}/{path.format(uid=key_date.uid)}", data=typed)

    assert (answer.status_code, said(answer.text)) == (422, [sentence])
    assert "Rad &lt;1&gt;" in answer.text
    for name, value in changed.items():
        if value != "\u202e":
            assert re.search(rf'name="{name}"[^>]* value="{value}"', answer.text)
    assert snapshot() == before


def test_the_form_shows_what_stands_and_saves_what_is_changed(organiser: FlaskClient) -> None:
    key_date = make_key_date(make_edition(), at=time(9), note="Boka")
    address = f"{DESK}/{key_date.uid}"

    page = organiser.get(address).text
    assert 'value="Anmälan öppnar"' in page
    assert 'value="2024-05-07"' in page
    assert 'value="09.00"' in page

    answer = organiser.post(address, data=NEW | {"at": "10:30", "note": "Boka", "version": "1"})

    assert (answer.status_code, answer.headers["Location"]) == (303, DESK)
    (saved,) = snapshot()
    assert (saved["at"], saved["sequence"], saved["version"]) == (time(10, 30), 1, 2)


def test_the_second_of_two_organisers_sees_both_versions(organiser: FlaskClient) -> None:
    key_date = make_key_date(make_edition())
    address = f"{DESK}/{key_date.uid}"
    assert organiser.post(address, data=NEW | {"at": "9", "version": "1"}).status_code == 303
    before = snapshot()

    second = organiser.post(address, data=NEW | {"at": "10", "title": "Nu öppnar vi", "version": "1"})

    assert second.status_code == 409
    assert "Vad händer? Anmälan öppnar Nu öppnar vi Klockslag 09.00 10" in text(second.text)
    assert 'value="Nu öppnar vi"' in second.text
    assert snapshot() == before

    again = organiser.post(address, data=NEW | {"at": "10", "title": "Nu öppnar vi", "version": "2"})
    assert (again.status_code, snapshot()[0]["title"]) == (303, "Nu öppnar vi")


def test_what_calendars_may_hold_is_withdrawn_and_restored_but_not_deleted(organiser: FlaskClient) -> None:
    key_date = make_key_date(make_edition())
    address = f"{DESK}/{key_date.uid}"
    page = text(organiser.get(address).text)
    assert "Drar du tillbaka det försvinner det från sidorna och stryks i kalendrarna." in page
    assert "Ta bort datumet" not in page

    assert organiser.post(f"{address}/ta-bort").status_code == 303
    assert "Datumet kan redan stå i folks kalendrar." in text(organiser.get(DESK).text)

    assert organiser.post(f"{address}/dra-tillbaka").status_code == 303
    assert "”Anmälan öppnar” är tillbakadraget och struket i kalendrarna." in text(organiser.get(DESK).text)
    assert (snapshot()[0]["withdrawn_at"] is None, snapshot()[0]["sequence"]) == (False, 1)

    assert organiser.post(f"{address}/aterstall").status_code == 303
    assert (snapshot()[0]["withdrawn_at"], snapshot()[0]["sequence"]) == (None, 2)


def test_what_nobody_has_seen_is_deleted(organiser: FlaskClient) -> None:
    key_date = make_key_date(make_edition(announced_at=None))
    address = f"{DESK}/{key_date.uid}"
    assert "Ta bort datumet" in text(organiser.get(address).text)

    assert organiser.post(f"{address}/ta-bort").status_code == 303

    assert snapshot() == []
    assert organiser.get(address).status_code == 404


def test_another_years_key_date_has_no_address_here(organiser: FlaskClient) -> None:
    make_edition(2024)
    other = make_key_date(make_edition(2023))

    assert organiser.get(f"{DESK}/{other.uid}").status_code == 404
    assert organiser.post(f"{DESK}/{other.uid}/dra-tillbaka").status_code == 404


def test_only_organisers_enter(client: FlaskClient, board_member: FlaskClient) -> None:
    key_date = make_key_date(make_edition())
    before = snapshot()

    for path in ("", "/ny", f"/{key_date.uid}"):
        assert (client.get(DESK + path).status_code, board_member.get(DESK + path).status_code) == (302, 403)
    for path in ("/ny", f"/{key_date.uid}", f"/{key_date.uid}/dra-tillbaka", f"/{key_date.uid}/ta-bort"):
        assert client.post(DESK + path, data=NEW).status_code == 302
        assert board_member.post(DESK + path, data=NEW).status_code == 403

    assert snapshot() == before

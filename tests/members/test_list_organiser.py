"""Lists of members: looked at first, taken in whole or not at all, taken home as they stand."""

import re
from datetime import date
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from scdapp.core.db import db
from scdapp.core.sheets import Sheet, workbook
from scdapp.members.models import Member
from tests.factories import make_member
from tests.reading import said, text

PAGE = "/styrelse/medlemmar/listor"
HEADS = ("Namn", "E-post", "Region", "Medlem sedan", "Personnummer")


def _book(*rows: tuple[Any, ...]) -> bytes:
    return workbook([Sheet("Lista", HEADS, rows)])


def _csv(*rows: tuple[Any, ...]) -> bytes:
    lines = [";".join("" if cell is None else str(cell) for cell in row) for row in (HEADS, *rows)]
    return "\r\n".join(lines).encode("cp1252")


def _looked(board: FlaskClient, content: bytes, status: int = 200) -> str:
    answer = board.post(PAGE, data={"file": (BytesIO(content), "lista")}, content_type="multipart/form-data")
    assert answer.status_code == status, text(answer.text)
    return str(answer.text)


def _form(page: str, **more: str) -> dict[str, str]:
    fields = {name: re.search(rf'name="{name}"[^>]* value="([^"]+)"', page) for name in ("packed", "seen")}
    return {**{name: unescape(found[1]) for name, found in fields.items() if found}, **more}


def _everybody() -> list[Any]:
    db.session.rollback()
    query = select(Member.name, Member.email, Member.region, Member.since, Member.version).order_by(Member.id)
    return list(db.session.execute(query))


@pytest.mark.parametrize("file", [_book, _csv])
def test_a_list_is_looked_at_and_then_taken_in(board_member: FlaskClient, file: Any) -> None:
    make_member("Åsa Öberg", email="asa@kommun.example", region="Väst")
    make_member("Bo Ek", email="bo@kommun.example", region="Mitt")
    make_member("Inte I Listan", email=None)
    before = _everybody()
    page = _looked(
        board_member,
        file(
            ("Åsa Öberg", "ASA@kommun.example", "Syd", date(2019, 5, 1), "19640823-3234"),
            ("Bo Ek", "bo@kommun.example", "Mitt", None, None),
            ("=HYPERLINK(1)", "", "Öst", None, None),
        ),
    )
    shown = text(page)
    assert "1 nya 1 ändras 1 står redan så 0 rader med fel" in shown
    assert "1 medlem står inte i listan, och påverkas inte." in shown
    assert "Läses inte: Personnummer. Där står något som ser ut som personnummer." in shown
    assert "Region: Väst → Syd; Medlem sedan: tomt → 2019-05-01" in shown
    assert "19640823" not in page
    assert _everybody() == before
    sent = _form(page)
    assert "3234" not in sent["packed"]
    answer = board_member.post(f"{PAGE}/las-in", data=sent)
    assert (answer.status_code, answer.location) == (303, "/styrelse/medlemmar")
    taken = [
        ("Åsa Öberg", "asa@kommun.example", "Syd", date(2019, 5, 1), 2),
        *before[1:],
        ("=HYPERLINK(1)", None, "Öst", None, 1),
    ]
    assert _everybody() == taken
    assert "Listan är inläst: 1 nya, 1 ändrade." in text(board_member.get("/styrelse/medlemmar").text)
    again = board_member.post(f"{PAGE}/las-in", data=sent)
    assert again.status_code == 409
    assert "Alla i listan står redan så." in text(again.text)
    assert _everybody() == taken


def test_rows_that_are_wrong_keep_the_list_out_unless_they_are_left_out(board_member: FlaskClient) -> None:
    page = _looked(
        board_member,
        _book(
            ("Bo Ek", "inte en adress", "", None, None),
            ("Cia 640823-3234", "", "", None, None),
            ("Dan <Al>", "dan@kommun.example", "Syd", None, None),
        ),
    )
    told = re.findall(r'<tr><td class="num">(\d+)</td><td>([^<]*)</td><td>([^<]*)</td></tr>', page)
    assert [(int(row), column, unescape(sentence)[:40]) for row, column, sentence in told] == [
        (2, "E-post", "Skriv en e-postadress, så här: namn@komm"),
        (3, "Namn", "Här står något som ser ut som ett person"),
    ]
    assert "1 nya 0 ändras 0 står redan så 2 rader med fel" in text(page)
    assert "Dan &lt;Al&gt;" in page
    sent = _form(page)
    answer = board_member.post(f"{PAGE}/las-in", data=sent)
    assert answer.status_code == 422
    assert "Rätta raderna med fel i filen och välj den igen" in text(answer.text)
    assert _everybody() == []
    assert board_member.post(f"{PAGE}/las-in", data={**_form(answer.text), "skip_wrong": "y"}).status_code == 303
    assert _everybody() == [("Dan <Al>", "dan@kommun.example", "Syd", None, 1)]


def test_nothing_is_done_that_was_not_seen(board_member: FlaskClient) -> None:
    sent = _form(_looked(board_member, _book(("Bo Ek", "bo@kommun.example", "Syd", None, None))))
    make_member("Bo E", email="bo@kommun.example", region="Väst")
    answer = board_member.post(f"{PAGE}/las-in", data=sent)
    assert answer.status_code == 409
    shown = text(answer.text)
    assert "Medlemslistan ändrades medan du tittade. Så här skulle det bli nu. Inget är sparat." in shown
    assert "Namn: Bo E → Bo Ek; Region: Väst → Syd" in shown
    assert [one.name for one in _everybody()] == ["Bo E"]
    assert board_member.post(f"{PAGE}/las-in", data=_form(answer.text)).status_code == 303
    assert [one.name for one in _everybody()] == ["Bo Ek"]


def test_a_file_that_is_no_list_is_refused_with_a_sentence(board_member: FlaskClient) -> None:
    for content, sentence in {
        b"%PDF-1.7\0": "Det är varken Excel (.xlsx) eller CSV.",
        b"E-post\nbo@kommun.example\n": "Första raden ska vara rubriker, minst Namn. Hämta mallen.",
        b"Namn\n": "Det finns inga rader under rubrikerna.",
    }.items():
        assert said(_looked(board_member, content, 422)) == [sentence]
    nothing = board_member.post(PAGE, data={})
    assert (nothing.status_code, said(nothing.text)) == (422, ["Välj en fil."])
    made_up = board_member.post(f"{PAGE}/las-in", data={"packed": "påhittat", "seen": ""})
    assert made_up.status_code == 422
    assert "Listan kom inte hit som den lämnades ut. Välj filen igen." in text(made_up.text)


def test_what_is_taken_home_is_text_and_can_be_taken_in_again(board_member: FlaskClient) -> None:
    make_member("=cmd|'/c calc'!A1", email="asa@kommun.example", region="@SUM(1)", since=date(2019, 5, 1))
    make_member("Zoe", email=None, region=None)
    make_member("Har Lämnat", left_on=date(2024, 5, 3), email="left@kommun.example", region="Syd")
    answer = board_member.get(f"{PAGE}/export")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="medlemmar.xlsx"'
    assert CalamineWorkbook.from_filelike(BytesIO(answer.data)).get_sheet_by_index(0).to_python() == [
        ["Namn", "E-post", "Region", "Medlem sedan", "Lämnade"],
        ["=cmd|'/c calc'!A1", "asa@kommun.example", "@SUM(1)", date(2019, 5, 1), ""],
        ["Zoe", "", "", "", ""],
    ]
    everybody = board_member.get(f"{PAGE}/export?visa=alla").data
    assert "0 nya 0 ändras 3 står redan så 0 rader med fel" in text(_looked(board_member, everybody))
    template = CalamineWorkbook.from_filelike(BytesIO(board_member.get(f"{PAGE}/mall").data)).get_sheet_by_index(0)
    assert template.to_python() == [["Namn", "E-post", "Region", "Medlem sedan", "Lämnade"]]
    assert "Namn räcker." in text(board_member.get(PAGE).text)


def test_a_long_list_is_shown_in_part_and_taken_in_whole(board_member: FlaskClient) -> None:
    rows = [(f"Medlem {number}", f"m{number}@kommun.example", "Syd", None, None) for number in range(250)]
    page = _looked(board_member, _book(*rows))
    assert "De första 200 av 250." in text(page)
    assert board_member.post(f"{PAGE}/las-in", data=_form(page)).status_code == 303
    assert len(_everybody()) == 250
    assert "0 nya 0 ändras 250 står redan så" in text(_looked(board_member, _book(*rows)))

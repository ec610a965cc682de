"""Uploaded lists: what is read of them, and what is refused before it is parsed."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from scdapp.core import tables
from scdapp.core.errors import Refusal
from scdapp.core.sheets import Sheet, workbook
from scdapp.core.tables import read

SHEET = "xl/worksheets/sheet1.xml"


def _book(rows: list[list[object]], heads: tuple[str, ...] = ("Namn", "E-post")) -> bytes:
    return workbook([Sheet("Lista", heads, rows)])  # type: ignore[arg-type]


def _changed(book: bytes, part: str, before: bytes, after: bytes) -> bytes:
    into = BytesIO()
    with ZipFile(BytesIO(book)) as old, ZipFile(into, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            assert name != part or before in content
            new.writestr(name, content.replace(before, after) if name == part else content)
    return into.getvalue()


def test_a_workbook_and_a_csv_say_the_same() -> None:
    rows: list[list[object]] = [["Åsa Öberg", "asa@kommun.example"], [None, None], [4711, "=1+1"]]
    expected = ((2, ("Åsa Öberg", "asa@kommun.example")), (4, ("4711", "=1+1")))
    assert read(_book(rows)).rows == expected
    text = "\r\nNamn;E-post\r\nÅsa Öberg;asa@kommun.example\r\n;\r\n4711;=1+1\r\n"
    for encoding in ("utf-8", "utf-8-sig", "cp1252"):
        table = read(text.encode(encoding))
        assert (table.heads, [cells for _, cells in table.rows]) == (("Namn", "E-post"), [c for _, c in expected])
    assert read(b'Namn,E-post\n"Ek, Bo",bo@x.example\n').rows[0][1] == ("Ek, Bo", "bo@x.example")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Filen är tom"),
        (b"Namn;E-post\n", "Det finns inga rader"),
        (b"%PDF-1.7\0\0", "varken Excel"),
        (b"PK\3\4 nonsense", "går inte att läsa"),
        (b"x" * (tables.MAX_BYTES + 1), "för stor"),
        (b"a;b\n" + b"1;2\n" * (tables.MAX_ROWS + 1), "Listan är för stor"),
        (b";" * 70 + b"\n1\n", "Listan är för stor"),
    ],
)
def test_what_is_no_list_is_refused_with_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence) as refused:
        read(content)
    assert refused.value.field == "file"


def test_a_workbook_that_could_hurt_is_never_parsed() -> None:
    book = _book([["Åsa", "a@b.example"]])
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>'
    start = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    dangerous = [
        (_changed(book, SHEET, start, bomb), "DOCTYPE"),
        (_changed(book, "xl/workbook.xml", start, bomb), "DOCTYPE"),
        (_changed(book, SHEET, b'r="B2"', b'r="XFD1048576"'), "för stor"),
        (_changed(book, SHEET, b'r="B2"', b'r = "A1048576"'), "för stor"),
        (_changed(book, SHEET, b'r="B2"', b'r="&#88;FD2"'), "för stor"),
        (_changed(book, SHEET, b"</worksheet>", b"</worksheet>" + b" " * tables.MAX_UNPACKED), "packar upp"),
    ]
    into = BytesIO(book)
    with ZipFile(into, "a") as archive:
        for number in range(tables.MAX_PARTS):
            archive.writestr(f"part{number}.bin", b"")
    for content, sentence in (*dangerous, (into.getvalue(), "packar upp")):
        with pytest.raises(Refusal, match=sentence):
            read(content)


def test_what_only_looks_like_a_workbook_is_refused() -> None:
    into = BytesIO()
    with ZipFile(into, "w") as archive:
        archive.writestr("hello.txt", "hello")
    with pytest.raises(Refusal, match="går inte att läsa"):
        read(into.getvalue())

"""Lists that people upload, read as rows of text: XLSX or CSV. What could hurt is refused before it is parsed."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook

from scdapp.core.errors import Refusal
from scdapp.core.text import clean

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 20 * 1024 * 1024
MAX_PARTS = 100
MAX_ROWS = 5_000
MAX_COLUMNS = 60
MAX_CELL = 1_000
# Where a cell or row says that it stands, and anything that hides what it says.
_PLACE = re.compile(rb"""(?<=\s)r\s*=\s*["']([A-Z]{0,4})([0-9]{0,9})([^"']?)""")
_DELIMITERS = ";\t,"


@dataclass(frozen=True)
class Table:
    """The heading row, and the rows below it that hold anything, each with its number in the file."""

    heads: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Wrong:
    """What is wrong in a list, where, in words."""

    row: int
    column: str
    sentence: str


def read(content: bytes) -> Table:
    """The first sheet of the file. Refuses what is too large, broken, dangerous, empty or neither XLSX nor CSV."""
    if len(content) > MAX_BYTES:
        raise Refusal(f"Filen är för stor. Högst {MAX_BYTES // 1024**2} MB går bra.", field="file")
    if not content.strip():
        raise Refusal("Filen är tom.", field="file")
    rows = _workbook(content) if content.startswith(b"PK") else _csv(content)
    return _table(rows)


def _workbook(content: bytes) -> list[list[str]]:
    try:
        with ZipFile(BytesIO(content)) as archive:
            _ensure_harmless(archive)
        sheet = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0)
        return [[_text(cell) for cell in row] for row in sheet.iter_rows()]
    except (BadZipFile, CalamineError, ValueError, KeyError, OSError, NotImplementedError, RuntimeError) as error:
        raise Refusal("Filen går inte att läsa. Spara den som Excel (.xlsx) eller CSV igen.", field="file") from error


def _ensure_harmless(archive: ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise Refusal("Filen packar upp sig till för mycket. Spara bara bladet med listan.", field="file")
    left = MAX_UNPACKED
    for part in parts:
        with archive.open(part) as file:
            text = file.read(left + 1)  # what the archive says of its own size may be a lie
        left -= len(text)
        if left < 0:
            raise Refusal("Filen packar upp sig till för mycket. Spara bara bladet med listan.", field="file")
        if part.filename.endswith((".xml", ".rels", ".vml")):
            _ensure_plain(text)


def _ensure_plain(text: bytes) -> None:
    """No entities, no other encoding that would hide them, no cell so far out that the table would not fit."""
    if b"<!" in text.replace(b"<!--", b"").replace(b"<![CDATA[", b"") or b"\0" in text:
        raise Refusal("Filen har något i sig som en lista inte ska ha (DOCTYPE).", field="file")
    for letters, digits, rest in _PLACE.findall(text) if b"sheetData" in text else ():
        if rest or (digits and int(digits) > MAX_ROWS + 1) or (letters and _column(letters) > MAX_COLUMNS):
            raise Refusal(_TOO_LARGE, field="file")


_TOO_LARGE = f"Listan är för stor. Högst {MAX_ROWS} rader och {MAX_COLUMNS} kolumner går bra."


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _csv(content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\0" in text:
        raise Refusal("Det är varken Excel (.xlsx) eller CSV.", field="file")
    first = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter):
            if len(rows) > MAX_ROWS + 1 or len(row) > MAX_COLUMNS:
                raise Refusal(_TOO_LARGE, field="file")
            rows.append([_text(cell) for cell in row])
    except csv.Error as error:
        raise Refusal("Filen går inte att läsa som CSV.", field="file") from error
    return rows


def _table(rows: Sequence[Sequence[str]]) -> Table:
    start = next((number for number, row in enumerate(rows) if any(row)), None)
    if start is None:
        raise Refusal("Filen är tom.", field="file")
    found = [(number + 1, tuple(row)) for number, row in enumerate(rows) if number > start and any(row)]
    if len(found) > MAX_ROWS:
        raise Refusal(_TOO_LARGE, field="file")
    if not found:
        raise Refusal("Det finns inga rader under rubrikerna.", field="file")
    return Table(tuple(rows[start]), tuple(found))


def _text(cell: Any) -> str:
    """A cell as text: whole numbers without decimals, one line."""
    if isinstance(cell, bool):
        return "ja" if cell else "nej"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    return clean(str(cell)[: MAX_CELL + 1])

"""Workbooks to download: what is text stays text, whatever it begins with."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from flask import Response

from scdapp.core import clock

MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What spreadsheets may take for the beginning of a formula, also after blanks and in full width.
_FORMULA = re.compile("^\\s*[=+\\-@|%\\t\\r\uff1d\uff0b\uff0d\uff20\u2212]")
_LONGEST = 32_767
_WIDEST = 46


@dataclass(frozen=True)
class Kronor:
    """An amount in öre, shown in kronor; a number that can be summed."""

    ore: int


Cell = str | int | float | bool | date | datetime | Kronor | None


@dataclass(frozen=True)
class Sheet:
    """A table with a heading row. `name` has 31 characters at most."""

    name: str
    heads: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """The sheets as an XLSX file. No cell becomes a formula or a link."""
    into = BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(into, settings)
    writer = _Writer(book)
    for sheet in sheets:
        writer.write(sheet)
    book.close()
    return into.getvalue()


def download(body: bytes, name: str) -> Response:
    """The file as an answer that the browser saves. `name` is ours, never what somebody typed."""
    response = Response(body, mimetype=MIMETYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    response.headers["Content-Security-Policy"] = "sandbox"
    return response


class _Writer:
    def __init__(self, book: Any) -> None:
        self.book = book
        self.bold = book.add_format({"bold": True, "bottom": 1})
        self.money = book.add_format({"num_format": "#,##0.00"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        # Whoever edits the cell by hand does not wake a formula up either.
        self.quoted = book.add_format({"quote_prefix": True})

    def write(self, sheet: Sheet) -> None:
        page = self.book.add_worksheet(sheet.name)
        page.freeze_panes(1, 0)
        wide = [len(head) for head in sheet.heads]
        for column, head in enumerate(sheet.heads):
            page.write_string(0, column, head, self.bold)
        number = 0
        for number, row in enumerate(sheet.rows, 1):
            for column, cell in enumerate(row):
                self._cell(page, number, column, cell)
                if isinstance(cell, str):
                    wide[column] = max(wide[column], len(cell))
        if number:
            page.autofilter(0, 0, number, len(sheet.heads) - 1)
        for column, width in enumerate(wide):
            page.set_column(column, column, min(max(width + 2, 10), _WIDEST))

    def _cell(self, page: Any, row: int, column: int, cell: Cell) -> None:
        match cell:
            case None | "":
                return
            case str():
                text = cell[:_LONGEST]
                page.write_string(row, column, text, self.quoted if _FORMULA.match(text) else None)
            case bool():
                page.write_string(row, column, "ja" if cell else "nej")
            case Kronor():
                page.write_number(row, column, cell.ore / 100, self.money)
            case datetime():
                page.write_datetime(row, column, clock.local(cell).replace(tzinfo=None), self.moment)
            case date():
                page.write_datetime(row, column, cell, self.day)
            case _:
                page.write_number(row, column, cell)

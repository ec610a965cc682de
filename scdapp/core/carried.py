"""A list that somebody uploads and looks at first: carried in the page, signed, until it is taken in or forgotten."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.datastructures import FileStorage
from wtforms import FileField

from scdapp.core.errors import Refusal
from scdapp.core.tables import MAX_BYTES, Table, Wrong, read

WRONG_SHOWN = 200
LIST_HINT = "Excel (.xlsx) eller CSV, högst 5 MB och 5 000 rader. Första raden är rubriker."


class ListFile(FileField):
    """An uploaded list. `data` is its bytes, cut just above the limit so that the domain can refuse it, or None."""

    data: bytes | None

    def __init__(self, label: str, **rest: Any) -> None:
        super().__init__(label, description=LIST_HINT, render_kw={"accept": ".xlsx,.csv,text/csv"}, **rest)

    def process_formdata(self, valuelist: list[Any]) -> None:
        file = next((item for item in valuelist if isinstance(item, FileStorage) and item.filename), None)
        self.data = file.read(MAX_BYTES + 1) if file else None


def chosen(field: ListFile) -> Table:
    """The list that somebody chose. Refuses none, and what is no list."""
    if field.data is None:
        raise Refusal("Välj en fil.", field="file")
    return read(field.data)


def faulty(wrong: Sequence[Wrong]) -> dict[str, Any]:
    """What the page says of rows that are not right: the first of them, and how many."""
    return {"wrong": wrong[:WRONG_SHOWN], "wrong_total": len(wrong)}


def packed(table: Table, *, purpose: str) -> str:
    """The list as text to carry in a form, and an id for it."""
    return str(_serializer(purpose).dumps([str(uuid.uuid4()), table.heads, table.rows]))


def unpacked(text: str | None, *, purpose: str) -> tuple[str, Table]:
    """The id and the list again. Refuses what we have not packed for that purpose."""
    try:
        list_id, heads, rows = _serializer(purpose).loads(text or "")
    except BadSignature:
        raise Refusal("Listan kom inte hit som den lämnades ut. Välj filen igen.") from None
    return list_id, Table(tuple(heads), tuple((number, tuple(cells)) for number, cells in rows))


def _serializer(purpose: str) -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=purpose)

"""A list that somebody uploads and looks at first: carried in the page, signed, until it is taken in or forgotten."""

import uuid
from typing import Any

from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.datastructures import FileStorage
from wtforms import FileField

from scdapp.core.tables import MAX_BYTES, Table

LIST_HINT = "Excel (.xlsx) eller CSV, högst 5 MB och 5 000 rader. Första raden är rubriker."


class ListFile(FileField):
    """An uploaded list. `data` is its bytes, cut just above the limit so that the domain can refuse it, or None."""

    data: bytes | None

    def __init__(self, label: str, **rest: Any) -> None:
        super().__init__(label, description=LIST_HINT, render_kw={"accept": ".xlsx,.csv,text/csv"}, **rest)

    def process_formdata(self, valuelist: list[Any]) -> None:
        file = next((item for item in valuelist if isinstance(item, FileStorage) and item.filename), None)
        self.data = file.read(MAX_BYTES + 1) if file else None


def packed(table: Table, *, secret: str, purpose: str, list_id: str | None = None) -> str:
    """The list as text to carry in a form, and an id for it."""
    serializer = URLSafeSerializer(secret, salt=purpose)
    return str(serializer.dumps([list_id or str(uuid.uuid4()), table.heads, table.rows]))


def unpacked(text: str, *, secret: str, purpose: str) -> tuple[str, Table] | None:
    """The id and the list again; None if it is not what we packed for that purpose."""
    try:
        list_id, heads, rows = URLSafeSerializer(secret, salt=purpose).loads(text)
    except BadSignature:
        return None
    return list_id, Table(tuple(heads), tuple((number, tuple(cells)) for number, cells in rows))

"""What organisers fill in to take in a list."""

import uuid
from typing import Any

from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.datastructures import FileStorage
from wtforms import FileField, HiddenField

from scdapp.admission.catalogue import Group
from scdapp.core.fields import Choice, Form, Tick
from scdapp.intake.reading import MAX_BYTES, Table

_SALT = "intake"


class ListFile(FileField):
    """An uploaded list. `data` is its bytes, cut just above the limit so that the domain can refuse it, or None."""

    data: bytes | None

    def process_formdata(self, valuelist: list[Any]) -> None:
        file = next((item for item in valuelist if isinstance(item, FileStorage) and item.filename), None)
        self.data = file.read(MAX_BYTES + 1) if file else None


class ListForm(Form):
    """A file, and the category of rows that name none."""

    file = ListFile(
        "Fil",
        description="Excel (.xlsx) eller CSV, högst 5 MB och 5 000 rader. Första raden är rubriker.",
        render_kw={"accept": ".xlsx,.csv,text/csv"},
    )
    category = Choice("Kategori för rader som inte anger någon", empty="ingen: varje rad ska ange sin")

    def offer(self, groups: tuple[Group, ...]) -> None:
        """Set the categories."""
        self.category.offer([(one.slug, one.name) for one in groups])


class TakeInForm(Form):
    """The list that was looked at, as it came, signed: it lies nowhere but in the page."""

    packed = HiddenField()
    category = HiddenField()
    may_wait = Tick("Ställ dem som inte får plats på reservlistan")
    skip_wrong = Tick("Hoppa över raderna med fel")


def packed(table: Table, *, secret: str, year: int, list_id: str | None = None) -> str:
    """The list as text to carry in a form, and an id for it."""
    serializer = URLSafeSerializer(secret, salt=f"{_SALT}-{year}")
    return str(serializer.dumps([list_id or str(uuid.uuid4()), table.heads, table.rows]))


def unpacked(text: str, *, secret: str, year: int) -> tuple[str, Table] | None:
    """The id and the list again; None if it is not what we packed for that year."""
    try:
        list_id, heads, rows = URLSafeSerializer(secret, salt=f"{_SALT}-{year}").loads(text)
    except BadSignature:
        return None
    return list_id, Table(tuple(heads), tuple((number, tuple(cells)) for number, cells in rows))

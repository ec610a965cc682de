"""Reads of pictures."""

from sqlalchemy import Table, exists, or_, select
from sqlalchemy.sql.elements import ColumnElement

from scdapp.core.db import Base, db
from scdapp.core.errors import Missing
from scdapp.pictures.models import Picture


def get_picture(uid: str) -> Picture:
    """The picture with that id. Raises `Missing`."""
    picture = db.session.scalar(select(Picture).where(Picture.uid == uid))
    if picture is None:
        raise Missing
    return picture


def in_use(picture_id: int) -> bool:
    """Whether any row of any table still refers to the picture: the slices above need not be known by name."""
    uses = [_used_in(table, picture_id) for table in Base.metadata.sorted_tables]
    return bool(db.session.scalar(select(or_(*(use for uses_of_table in uses for use in uses_of_table)))))


def _used_in(table: Table, picture_id: int) -> list[ColumnElement[bool]]:
    keys = [key.parent for key in table.foreign_keys if key.column.table is Picture.__table__]
    return [exists().where(column == picture_id) for column in keys]

"""Verbs: add a picture, change its words, remove it when nobody shows it any more. Files follow the transaction."""

import uuid
from datetime import datetime
from pathlib import Path

from scdapp.core.db import db, locked
from scdapp.pictures import files, queries, rules
from scdapp.pictures.decode import Rendered
from scdapp.pictures.models import Picture


def add(rendered: Rendered, *, alt: str | None, credit: str | None, folder: Path, now: datetime) -> Picture:
    """A new picture whose files lie in `folder`. Refuses when its description or the photographer is missing."""
    caption = rules.caption(alt, credit)
    picture = Picture(
        uid=str(uuid.uuid4()),
        alt=caption.alt,
        credit=caption.credit,
        width=rendered.width,
        height=rendered.height,
        created_at=now,
    )
    files.write(db.session(), folder, picture.uid, rendered.files)
    db.session.add(picture)
    db.session.flush()
    return picture


def describe(picture_id: int, *, alt: str | None, credit: str | None) -> None:
    """Change the words, keep the picture. Refuses as `add` does."""
    caption = rules.caption(alt, credit)
    picture = locked(Picture, picture_id)
    picture.alt, picture.credit = caption.alt, caption.credit
    db.session.flush()


def remove_if_unused(picture_id: int, *, folder: Path) -> None:
    """Remove the picture and its files unless something still refers to it. Call it after the reference is gone."""
    db.session.flush()
    picture = locked(Picture, picture_id)
    if queries.in_use(picture_id):
        return
    files.remove(db.session(), folder, picture.uid, picture.widths)
    db.session.delete(picture)
    db.session.flush()

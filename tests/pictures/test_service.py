"""Rows and files come and go together."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from scdapp.core.db import db, transaction
from scdapp.core.errors import Missing, Refusal
from scdapp.editions.models import Edition
from scdapp.pictures import service
from scdapp.pictures.decode import rendered
from scdapp.pictures.models import Picture
from scdapp.pictures.queries import get_picture
from tests.factories import THEN, make_edition, make_person
from tests.pictures import images


@pytest.fixture
def folder(app: Flask) -> Path:
    return Path(app.instance_path) / "pictures"


def add(folder: Path, width: int = 1000) -> Picture:
    with transaction():
        return service.add(
            rendered(images.picture(width)), alt="Kistamässan", credit="Åsa Bild", folder=folder, now=THEN
        )


@contextmanager
def _failing_transaction() -> Iterator[None]:
    with transaction():
        yield
        raise ZeroDivisionError


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_picture_is_a_row_and_a_file_for_each_width(folder: Path) -> None:
    picture = add(folder)

    assert (picture.alt, picture.credit, picture.width, picture.height, picture.widths) == (
        "Kistamässan",
        "Åsa Bild",
        1000,
        500,
        (480, 960, 1000),
    )
    assert names(folder) == sorted(f"{picture.uid}-{width}.jpg" for width in (480, 960, 1000))


def test_nothing_is_left_when_the_transaction_fails(folder: Path) -> None:
    with pytest.raises(ZeroDivisionError), _failing_transaction():
        service.add(rendered(images.picture()), alt="Kistamässan", credit="Åsa Bild", folder=folder, now=THEN)

    assert names(folder) == []
    assert db.session.scalars(select(Picture)).all() == []


def test_a_picture_without_words_is_refused_and_leaves_no_files(folder: Path) -> None:
    with pytest.raises(Refusal) as refusal, transaction():
        service.add(rendered(images.picture()), alt=" ", credit="Åsa Bild", folder=folder, now=THEN)

    assert refusal.value.field == "alt"
    assert not folder.exists()


def test_words_can_be_changed(folder: Path) -> None:
    picture = add(folder)

    with transaction():
        service.describe(picture.id, alt="Mässhallen i dimma", credit="Bo Bild")

    assert (picture.alt, picture.credit) == ("Mässhallen i dimma", "Bo Bild")
    with pytest.raises(Refusal), transaction():
        service.describe(picture.id, alt="Mässhallen", credit="")
    with pytest.raises(Missing), transaction():
        service.describe(picture.id + 1, alt="Mässhallen", credit="Bo Bild")


def test_a_picture_that_nobody_shows_is_removed_with_its_files_once_that_is_certain(folder: Path) -> None:
    picture = add(folder)
    uid = picture.uid

    with pytest.raises(ZeroDivisionError), _failing_transaction():
        service.remove_if_unused(picture.id, folder=folder)
    assert len(names(folder)) == 3

    with transaction():
        service.remove_if_unused(picture.id, folder=folder)
    assert names(folder) == []
    with pytest.raises(Missing):
        get_picture(uid)


def test_a_picture_that_somebody_still_shows_stays(folder: Path) -> None:
    shown, portrait = add(folder), add(folder)
    edition = make_edition(hero_id=shown.id)
    make_person(portrait_id=portrait.id)

    with transaction():
        service.remove_if_unused(shown.id, folder=folder)
        service.remove_if_unused(portrait.id, folder=folder)

    assert len(names(folder)) == 6
    assert db.session.get_one(Edition, edition.id).hero_id == shown.id

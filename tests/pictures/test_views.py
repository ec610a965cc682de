"""Pictures go out as pictures and as nothing else, under addresses that never change their mind."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from scdapp.core.db import transaction
from scdapp.pictures import service
from scdapp.pictures.decode import rendered
from tests.factories import THEN
from tests.pictures import images


@pytest.fixture
def uid(app: Flask) -> str:
    with transaction():
        picture = service.add(
            rendered(images.picture(700)),
            alt="Hus",
            credit="Åsa",
            folder=Path(app.instance_path) / "pictures",
            now=THEN,
        )
        return picture.uid


def test_a_visitor_gets_the_picture_to_keep(client: FlaskClient, uid: str) -> None:
    answer = client.get(f"/bild/{uid}-480.jpg")

    assert answer.status_code == 200
    assert answer.data.startswith(b"\xff\xd8\xff")
    wanted = {
        "Content-Type": "image/jpeg",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "public, max-age=31536000, immutable",
        "Content-Disposition": "inline",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    assert {name: answer.headers[name] for name in wanted} == wanted
    assert "Set-Cookie" not in answer.headers


def test_who_has_it_is_told_so(client: FlaskClient, uid: str) -> None:
    first = client.get(f"/bild/{uid}-480.jpg")

    again = client.get(f"/bild/{uid}-480.jpg", headers={"If-None-Match": first.headers["ETag"]})
    head = client.head(f"/bild/{uid}-480.jpg")

    assert (again.status_code, again.data) == (304, b"")
    assert (head.status_code, head.data, head.headers["Content-Length"]) == (200, b"", str(len(first.data)))


@pytest.mark.parametrize("name", ["{uid}-481", "{uid}-1600", "{uid}-0", "{other}-480", "..-480", "%2e%2e%2fx-480"])
def test_only_what_was_uploaded_has_an_address(client: FlaskClient, uid: str, name: str) -> None:
    answer = client.get("/bild/" + name.format(uid=uid, other=uid[::-1]) + ".jpg")

    assert answer.status_code == 404


def test_a_picture_whose_file_is_lost_is_missing_and_no_fault(app: Flask, client: FlaskClient, uid: str) -> None:
    (Path(app.instance_path) / "pictures" / f"{uid}-480.jpg").unlink()

    assert client.get(f"/bild/{uid}-480.jpg").status_code == 404

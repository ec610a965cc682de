"""Numbered documents: uploaded by the board, seen by those who may."""

from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from scdapp.core.db import db
from scdapp.meetings import document_forms, document_service
from scdapp.meetings.models import Document
from tests.factories import make_edition
from tests.meetings.meetings import make_document, make_item, make_meeting
from tests.reading import said, text


def test_a_document_is_uploaded_and_seen_by_those_who_may(board_member: FlaskClient, client: FlaskClient) -> None:
    meeting = make_meeting(make_edition())
    item = make_item(meeting)
    address = f"/styrelse/arsmoten/{meeting.uid}/bilagor"
    data: dict[str, Any] = {
        "title": "Bokslut <2024>",
        "kind": "accounts",
        "visibility": "internal",
        "item": item.uid,
    }
    file = (BytesIO(b"<script>alert(1)</script>"), "mapp/bokslut.html")
    assert board_member.post(address, data={**data, "file": file}).status_code == 303
    [row] = db.session.scalars(select(Document)).all()
    assert (row.number, row.item_id, row.mime) == (1, item.id, "application/octet-stream")
    got = board_member.get(f"{address}/{row.uid}/fil")
    assert got.data == b"<script>alert(1)</script>"
    assert got.headers["Content-Disposition"] == 'attachment; filename="bilaga-1.html"'
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    shown = text(board_member.get(f"{address}/{row.uid}").text)
    assert row.sha256 in shown
    assert "Bokslut &lt;2024&gt;" in shown
    public = "/arsmote/2024/bilagor/1"
    for visibility, status in (("internal", 404), ("member", 404), ("public", 200)):
        board_member.post(f"{address}/{row.uid}", data={"visibility": visibility, "accessible": "no"})
        assert client.get(public).status_code == status
        assert ("Bokslut" in client.get("/arsmote/2024").text) == (status == 200)
    answer = client.get(public)
    again = client.get(public, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert client.get("/arsmote/2024/bilagor/2").status_code == 404


def test_what_is_wrong_with_an_upload_is_said(board_member: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = make_meeting()
    address = f"/styrelse/arsmoten/{meeting.uid}/bilagor"
    data: dict[str, Any] = {"title": "Bokslut", "kind": "accounts", "visibility": "public"}
    answer = board_member.post(address, data=data)
    assert (answer.status_code, said(answer.text)) == (422, ["Välj en fil."])
    answer = board_member.post(address, data={**data, "file": (BytesIO(b""), "a.pdf")})
    assert (answer.status_code, said(answer.text)) == (422, ["Filen är tom."])
    answer = board_member.post(address, data={**data, "title": "", "file": (BytesIO(b"x"), "a.pdf")})
    assert (answer.status_code, said(answer.text)) == (422, ["Fyll i det här fältet."])
    for module in (document_service, document_forms):
        monkeypatch.setattr(module, "LIMIT", 10)
    answer = board_member.post(address, data={**data, "file": (BytesIO(b"x" * 11), "a.pdf")})
    assert (answer.status_code, said(answer.text)) == (422, ["Filen är för stor: högst 20 MB."])


def test_only_the_last_document_can_be_removed(board_member: FlaskClient) -> None:
    meeting = make_meeting()
    first, last = make_document(meeting), make_document(meeting, "Andra")
    address = f"/styrelse/arsmoten/{meeting.uid}/bilagor"
    answer = board_member.post(f"{address}/{first.uid}/ta-bort")
    assert answer.status_code == 422
    assert "Bara den sista bilagan kan tas bort" in text(answer.text)
    assert board_member.post(f"{address}/{last.uid}/ta-bort").status_code == 303
    other = make_meeting(make_edition(2023))
    assert board_member.get(f"/styrelse/arsmoten/{other.uid}/bilagor/{first.uid}").status_code == 404

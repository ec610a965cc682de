"""Anybody asks whether a file is what was attested."""

import io
import json

import pytest
from flask.testing import FlaskClient

from scdapp.core.db import transaction
from scdapp.minutes import addendum_service, queries
from tests.decisions.hall import BY
from tests.minutes.protocol import SIGNED, attest, hold_meeting, send
from tests.reading import text

HERE = "/arsmote/kontrollera"


@pytest.fixture
def published(board_member: FlaskClient) -> str:
    """The canonical text of minutes that were published by the board's page."""
    meeting = hold_meeting()
    minutes = attest(meeting)
    board_member.post(f"/styrelse/arsmoten/{meeting.uid}/protokoll/publicera")
    return minutes.canonical or ""


def _checked(client: FlaskClient, content: bytes, name: str = "protokoll.json") -> str:
    answer = client.post(HERE, data={"file": (io.BytesIO(content), name)})
    assert answer.status_code == 200
    return text(answer.text)


def test_the_text_that_was_attested_is_unchanged_since(client: FlaskClient, published: str) -> None:
    shown = _checked(client, published.encode())
    assert "Oförändrat sedan 12 oktober 2024" in shown
    assert "Filen är protokollet från årsmötet 2024, som det justerades." in shown


def test_so_is_the_same_text_written_otherwise(client: FlaskClient, published: str) -> None:
    assert "Oförändrat sedan" in _checked(client, json.dumps(json.loads(published), indent=4).encode())


def test_and_the_pdf(client: FlaskClient, published: str) -> None:
    pdf = client.get("/arsmote/2024/protokoll.pdf").data
    assert "Oförändrat sedan 12 oktober 2024" in _checked(client, pdf, "protokoll.pdf")
    assert "Kontrollsumman är okänd" in _checked(client, pdf + b" ", "protokoll.pdf")


def test_what_differs_is_named(client: FlaskClient, published: str) -> None:
    shown = _checked(client, published.replace("500 kronor", "600 kronor").encode())
    assert "Filen är ändrad" in shown
    assert "Det som skiljer: § 1." in shown
    place = json.loads(published)["meeting"]["place"]
    shown = _checked(client, published.replace(place, "Annan ort").encode())
    assert "Paragraferna är lika, men uppgifterna om mötet skiljer." in shown


@pytest.mark.parametrize(
    "content",
    [
        *(b"[]", b"{}", b"null", b'{"meeting": 3}', b'{"meeting": {"uid": "x"}, "paragraphs": [1]}'),
        *(b"[" * 100_000, b"\xff\xfe", b'{"meeting": {"uid": 1.5}}', b'{"a": NaN}', b'{"a": "\\ud800"}'),
        b'{"meeting": {"uid": "\\u0000"}, "paragraphs": []}',
    ],
)
def test_anything_else_is_unknown(client: FlaskClient, content: bytes) -> None:
    assert "Kontrollsumman är okänd" in _checked(client, content)


def test_nothing_chosen_is_said_beside_the_field(client: FlaskClient) -> None:
    answer = client.post(HERE)
    assert answer.status_code == 422
    assert "Fyll i det här fältet." in answer.text


def test_a_sum_is_asked_for(client: FlaskClient, published: str) -> None:
    sha256 = queries.attested()[0].sha256 or ""
    spread = f"{sha256[:32].upper()} {sha256[32:]}"
    assert "Oförändrat sedan 12 oktober 2024" in text(client.get(HERE, query_string={"summa": spread}).text)
    assert "Kontrollsumman är okänd" in text(client.get(f"{HERE}?summa={'0' * 64}").text)
    assert "En kontrollsumma har 64 tecken" in client.get(f"{HERE}?summa=<b>").text


def test_minutes_that_are_not_published_are_unknown(client: FlaskClient) -> None:
    minutes = send(hold_meeting())
    assert "Kontrollsumman är okänd" in _checked(client, (minutes.canonical or "").encode())


def test_an_addendum_is_known_too(client: FlaskClient, published: str) -> None:
    minutes = queries.attested()[0]
    with transaction():
        made = addendum_service.create_addendum(minutes.id, "addition", "Mer.", by=BY, now=SIGNED)
        addendum_service.send_addendum(made.id, by=BY, now=SIGNED)
    key, sha256 = made.id, made.sha256 or ""
    for officer in queries.signers(minutes.meeting_id):
        with transaction():
            addendum_service.sign_addendum(key, officer.id, sha256=sha256, by=BY, now=SIGNED)
    assert "Filen är tillägg 1" in text(client.get(f"{HERE}?summa={sha256}").text)

"""The organisers' pages for badges and name lists."""

import io
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from werkzeug.test import TestResponse

from scdapp.badges import press
from scdapp.badges.rules import SMALL
from scdapp.core.clock import now
from scdapp.core.db import db
from tests.checkin.door import Door, make_door
from tests.reading import said, text

DESK = "/arrangor/2024/namnskyltar"
FORM = {"category": "", "day": "", "order": "name", "sheet": "8"}


@pytest.fixture
def door(app: Flask) -> Door:
    return make_door()


def led(client: FlaskClient, answer: TestResponse) -> TestResponse:
    assert answer.status_code == 303
    return client.get(answer.headers["Location"])


def link(page: TestResponse) -> str:
    """The address of the file on the page."""
    found = re.search(r'href="([^"]+\.pdf[^"]*)"', page.text)
    assert found
    return found[1].replace("&amp;", "&")


def words(answer: TestResponse) -> str:
    reader = PdfReader(io.BytesIO(answer.data))
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def test_a_few_badges_are_there_at_once(door: Door, organiser: FlaskClient) -> None:
    door.comes("Åsa Exempel")
    assert "1 skylt 1 ny sedan sist 0 utan namn än" in text(organiser.get(DESK).text)
    page = led(organiser, organiser.post(DESK, data=FORM))
    assert "Klara." in text(page.text)
    file = organiser.get(link(page))
    assert (file.mimetype, file.headers["Cache-Control"]) == ("application/pdf", "no-store")
    assert "namnskyltar-2024.pdf" in file.headers["Content-Disposition"]
    assert "Åsa Exempel" in words(file)
    assert "1 skylt 0 nya sedan sist" in text(organiser.get(DESK).text)
    assert organiser.get(link(page).replace("2024", "2023")).status_code == 404


def test_many_badges_are_left_to_the_worker(door: Door, organiser: FlaskClient, app: Flask) -> None:
    for number in range(SMALL + 1):
        door.comes(f"Person {number}")
    page = led(organiser, organiser.post(DESK, data=FORM))
    assert "Väntar på sin tur." in text(page.text)
    assert '<meta http-equiv="refresh"' in page.text
    here = page.request.path
    assert organiser.get(f"{here}/namnskyltar.pdf").status_code == 404
    assert press.work(Path(app.instance_path) / press.FOLDER, "https://scd.example", now=now()) == SMALL + 1
    assert organiser.get(link(organiser.get(here))).status_code == 200


def test_what_cannot_be_printed_is_said(door: Door, organiser: FlaskClient) -> None:
    assert "Ingen med plats har ett namn än" in text(organiser.get(DESK).text)
    door.comes("Åsa Exempel", only_thursday=True)
    wrong = organiser.post(DESK, data={**FORM, "day": "2024-10-02"})
    assert wrong.status_code == 422
    assert "Det finns inga namnskyltar att skriva ut med det valet." in text(wrong.text)
    odd = organiser.post(DESK, data={**FORM, "sheet": "9"})
    assert (odd.status_code, said(odd.text)) == (422, ["Välj något ur listan."])


def test_the_list_of_participants_has_those_who_said_yes(door: Door, organiser: FlaskClient) -> None:
    yes, no, hidden = door.comes("Ja Exempel"), door.comes("Nej Exempel"), door.comes("Hemlig Person")
    yes.listed = hidden.listed = hidden.protected = True
    no.name = None
    db.session.commit()
    desk = "/arrangor/2024/namnlistor"
    shared = organiser.get(f"{desk}?lista=deltagare")
    assert "Namn Titel Arbetsplats Ja Exempel Lunds kommun" in text(shared.text)
    assert "Hemlig" not in shared.text
    file = organiser.get(link(shared))
    assert words(file).startswith("Deltagarlista 1 person Namn Titel Arbetsplats Ja Exempel Lunds kommun")
    expected = organiser.get(desk)
    assert "Ja Exempel Lunds kommun Deltagare alla dagar Namn saknas" in text(expected.text)
    assert "Hemlig" not in expected.text
    assert words(organiser.get(link(expected))).startswith("Väntade 3 personer Inne Namn Arbetsplats Kategori Dagar")


def test_a_list_is_for_a_day_and_a_category(door: Door, organiser: FlaskClient) -> None:
    door.comes("Hela Exempel")
    door.comes("Tor Exempel", only_thursday=True)
    desk = "/arrangor/2024/namnlistor"
    wednesday = text(organiser.get(f"{desk}?dag=2024-10-02&kategori=deltagare").text)
    assert "Väntade: Deltagare, onsdag 2 oktober" in wednesday
    assert ("Hela Exempel" in wednesday, "Tor Exempel" in wednesday) == (True, False)
    assert "Ingen står på den här listan" in text(organiser.get(f"{desk}?lista=deltagare&dag=x&kategori=y").text)

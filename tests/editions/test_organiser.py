"""The organisers' pages about editions: filled in well, filled in badly, filled in by two at once."""

import re
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from scdapp.core.db import db, transaction
from scdapp.editions.models import Edition, EditionDay
from scdapp.editions.queries import find_edition, get_edition
from scdapp.pictures.models import Picture
from tests.editions.forms import NEW, of_edition
from tests.factories import make_edition
from tests.pictures import images
from tests.reading import said, text

DESK = "/arrangor/2024/uppgifter"
HERO = f"{DESK}/bild"


def snapshot() -> list[dict[str, Any]]:
    """Everything about editions and pictures that the database holds."""
    db.session.rollback()
    tables = (Edition, EditionDay, Picture)
    return [
        {column.name: getattr(row, column.key) for column in row.__table__.columns}
        for table in tables
        for row in db.session.scalars(select(table).order_by(table.id))
    ]


class TestNew:
    def test_the_form_is_empty_but_for_the_colour(self, organiser: FlaskClient) -> None:
        page = organiser.get("/arrangor/upplagor/ny")

        assert page.status_code == 200
        assert '<input checked id="hue-11" name="hue" type="radio" value="265">' in page.text
        assert 'data-hue="145"' in page.text

    def test_a_good_form_makes_a_draft_that_visitors_do_not_see(self, organiser: FlaskClient) -> None:
        answer = organiser.post("/arrangor/upplagor/ny", data=NEW | {"theme": "  Nästa\tår ", "host": "Umeå kommun"})

        assert (answer.status_code, answer.headers["Location"]) == (303, "/arrangor/2025/uppgifter")
        edition = get_edition(2025)
        assert (edition.name, edition.theme, edition.host, edition.hue, edition.announced_at) == (
            "Socialchefsdagarna 2025",
            "Nästa år",
            "Umeå kommun",
            145,
            None,
        )
        assert [day.date for day in edition.days] == [date(2025, 10, n) for n in (1, 2, 3)]
        page = text(organiser.get("/arrangor/2025/uppgifter").text)
        assert "Socialchefsdagarna 2025 är skapad. Bara arrangörer ser den." in page
        assert "Utkast Bara arrangörer ser det här året." in page

    @pytest.mark.parametrize(
        ("changed", "sentence"),
        [
            ({"year": ""}, "Fyll i det här fältet."),
            ({"year": "tjugo"}, "Skriv ett heltal med siffror."),
            ({"year": "2024"}, "Första dagen ligger inte under 2024."),
            ({"starts_on": "2025-02-30"}, "Skriv ett datum som finns, så här: 2024-10-02."),
            ({"ends_on": "2025-09-30"}, "Sista dagen ligger före den första."),
            ({"hue": "264"}, "Välj en färg."),
            ({"hue": "röd"}, "Välj en färg."),
            ({"theme": "å" * 201}, "Texten har 201 tecken. Högst 200 får plats."),
            ({"extra_days-0-label": "kvällen före"}, "Välj ett datum, eller töm etiketten också."),
            (
                {"extra_days-0-on": "2025-09-20", "extra_days-0-label": "kvällen före"},
                "Extradagen lördag 20 september 2025 ligger mer än en vecka från konferensen.",
            ),
        ],
    )
    def test_a_bad_form_says_why_beside_the_field_keeps_what_was_typed_and_saves_nothing(
        self, organiser: FlaskClient, changed: dict[str, str], sentence: str
    ) -> None:
        typed = NEW | {"city": "Umeå", "welcome": "Hej <b>alla</b>"} | changed

        answer = organiser.post("/arrangor/upplagor/ny", data=typed)

        assert answer.status_code == 422
        assert said(answer.text) == [sentence]
        assert "Rätta det här först" in text(answer.text)
        assert 'value="Umeå"' in answer.text
        assert "Hej &lt;b&gt;alla&lt;/b&gt;" in answer.text
        for name, value in changed.items():
            if name != "hue":
                assert re.search(rf'name="{name}"[^>]* value="{value}"', answer.text)
        assert snapshot() == []

    def test_a_year_is_held_once(self, organiser: FlaskClient) -> None:
        make_edition(2025)
        before = snapshot()

        answer = organiser.post("/arrangor/upplagor/ny", data=NEW)

        assert (answer.status_code, said(answer.text)) == (422, ["Det finns redan ett år 2025."])
        assert snapshot() == before

    def test_a_text_of_ten_megabytes_is_told_its_length(self, organiser: FlaskClient) -> None:
        answer = organiser.post("/arrangor/upplagor/ny", data=NEW | {"welcome": "a" * 10_000_000})

        assert answer.status_code == 422
        assert said(answer.text) == ["Texten har 10\xa0000\xa0000 tecken. Högst 5\xa0000 får plats."]
        assert snapshot() == []


class TestEdit:
    def test_the_form_shows_what_stands(self, organiser: FlaskClient) -> None:
        edition = make_edition(hue=30)
        with transaction():
            edition = db.session.get_one(Edition, edition.id)
            edition.days[2].label = "halvdag"
            edition.days.append(EditionDay(date=date(2024, 10, 1), label="kvällen före"))

        page = organiser.get(DESK)

        assert page.status_code == 200
        for name, value in of_edition(get_edition(2024)).items():
            if name in ("welcome", "note"):
                continue
            if name == "hue":
                assert re.search(r'<input checked[^>]*name="hue"[^>]*value="30"', page.text)
            else:
                assert re.search(rf'name="{name}"[^>]* value="{value}"', page.text), name
        assert "Etikett för fredag 4 oktober" in page.text
        assert "Visas för alla Sedan måndag 15 januari 2024" in text(page.text)
        assert organiser.get("/arrangor/2031/uppgifter").status_code == 404

    def test_a_good_form_is_saved_days_and_all(self, organiser: FlaskClient) -> None:
        edition = make_edition()
        typed = of_edition(
            edition,
            city="Solna",
            **{"labels-2-label": "halvdag", "extra_days-0-on": "2024-10-01", "extra_days-0-label": "kvällen före"},
        )

        answer = organiser.post(DESK, data=typed)

        assert (answer.status_code, answer.headers["Location"]) == (303, DESK)
        edition = get_edition(2024)
        assert (edition.city, edition.version, edition.sequence) == ("Solna", 2, 1)
        assert [(day.date.day, day.label) for day in edition.days] == [
            (1, "kvällen före"),
            (2, None),
            (3, None),
            (4, "halvdag"),
        ]
        assert "Programpunkter" not in text(organiser.get(DESK).text).split("Välkomsttext")[0]

    def test_an_emptied_date_takes_an_extra_day_away(self, organiser: FlaskClient) -> None:
        edition = make_edition()
        with transaction():
            edition = db.session.get_one(Edition, edition.id)
            edition.days.append(EditionDay(date=date(2024, 10, 1)))
        typed = of_edition(get_edition(2024)) | {"extra_days-0-on": ""}

        assert organiser.post(DESK, data=typed).status_code == 303
        assert [day.date.day for day in get_edition(2024).days] == [2, 3, 4]

    def test_new_dates_are_saved_and_it_is_told_what_did_not_follow(self, organiser: FlaskClient) -> None:
        typed = of_edition(make_edition(), starts_on="2024-10-09", ends_on="2024-10-11")

        assert organiser.post(DESK, data=typed).status_code == 303
        page = text(organiser.get(DESK).text)
        assert "Datumen är ändrade. Programpunkter och viktiga datum ligger kvar där de låg" in page
        assert [day.date for day in get_edition(2024).days] == [date(2024, 10, n) for n in (9, 10, 11)]

    def test_a_bad_form_changes_nothing(self, organiser: FlaskClient) -> None:
        edition = make_edition()
        before = snapshot()

        answer = organiser.post(DESK, data=of_edition(edition, ends_on="2024-10-01", city="Solna"))

        assert (answer.status_code, said(answer.text)) == (422, ["Sista dagen ligger före den första."])
        assert 'value="Solna"' in answer.text
        assert snapshot() == before

    def test_the_second_of_two_organisers_sees_both_versions_and_decides(self, organiser: FlaskClient) -> None:
        opened = of_edition(make_edition())
        assert organiser.post(DESK, data=opened | {"city": "Solna", "labels-2-label": "halvdag"}).status_code == 303
        before = snapshot()

        second = organiser.post(DESK, data=opened | {"city": "Uppsala", "theme": "Vi är på väg"})

        assert second.status_code == 409
        assert "Någon annan hann spara före dig" in text(second.text)
        table = text(second.text[second.text.index('<table class="versions"') - 20 :].replace("<table", "<main", 1))
        rows = table[: table.index("Årtal")]
        assert "Tema Omställning pågår Vi är på väg" in rows
        assert "Ort Solna Uppsala" in rows
        assert "Etiketter 2024-10-02 2024-10-03 2024-10-04, halvdag 2024-10-02 2024-10-03 2024-10-04 Ort" in rows
        assert "Lokal Kistamässan" not in rows
        assert 'value="Uppsala"' in second.text
        assert snapshot() == before

        version = re.search(r'name="version"[^>]*value="(\d+)"', second.text)
        assert version is not None
        again = organiser.post(DESK, data=opened | {"city": "Uppsala", "version": version[1]})
        assert (again.status_code, get_edition(2024).city) == (303, "Uppsala")

    def test_a_form_without_its_version_is_not_trusted(self, organiser: FlaskClient) -> None:
        typed = of_edition(make_edition(), city="Solna")

        for version in ("", "1x", "9" * 30):
            assert organiser.post(DESK, data=typed | {"version": version}).status_code == 409
        assert get_edition(2024).city == "Stockholm"


class TestAnnounce:
    def test_consequences_are_told_and_it_is_shown_and_hidden(self, organiser: FlaskClient) -> None:
        make_edition(announced_at=None)
        assert "Programmet syns först när du släpper det." in text(organiser.get(DESK).text)

        assert organiser.post(f"{DESK}/visa").status_code == 303
        page = text(organiser.get(DESK).text)
        assert "Socialchefsdagarna 2024 visas nu för alla." in page
        assert "Inget raderas, och du kan visa det igen." in page
        assert get_edition(2024).announced_at is not None

        assert organiser.post(f"{DESK}/dolj").status_code == 303
        assert "Socialchefsdagarna 2024 är dold. Bara arrangörer ser den." in text(organiser.get(DESK).text)
        assert get_edition(2024).announced_at is None


def send(client: FlaskClient, sent: dict[str, Any]) -> TestResponse:
    """As a browser sends it: all in one body, the file last."""
    data, name = sent["picture"]
    boundary, body = encode_multipart({**sent, "picture": FileStorage(BytesIO(data), name)})
    return client.post(HERO, data=body, content_type=f"multipart/form-data; boundary={boundary}")


def upload(data: bytes | None, name: str = "bild.jpg", **changed: str) -> dict[str, Any]:
    sent: dict[str, Any] = {"alt": "Kistamässan i kvällssol", "credit": "Åsa Bild", "version": "1"} | changed
    sent["picture"] = (data or b"", name if data else "")
    return sent


class TestHero:
    def test_a_picture_is_uploaded_described_and_taken_away(self, app: Flask, organiser: FlaskClient) -> None:
        make_edition()
        folder = Path(app.instance_path) / "pictures"

        assert send(organiser, upload(images.lying_phone_photo(), "IMG 1.PNG")).status_code == 303
        hero = get_edition(2024).hero
        assert hero is not None
        assert (hero.alt, hero.credit, hero.width, hero.height) == ("Kistamässan i kvällssol", "Åsa Bild", 600, 900)
        page = organiser.get(HERO).text
        assert f'src="/bild/{hero.uid}-600.jpg"' in page
        assert 'alt="Kistamässan i kvällssol"' in page
        assert organiser.get(f"/bild/{hero.uid}-480.jpg").status_code == 200

        assert send(organiser, upload(None, alt="Hallen", version="2")).status_code == 303
        described = get_edition(2024).hero
        assert described is not None
        assert (described.alt, len(list(folder.iterdir()))) == ("Hallen", 2)

        assert organiser.post(f"{HERO}/ta-bort").status_code == 303
        assert get_edition(2024).hero is None
        assert list(folder.iterdir()) == []

    @pytest.mark.parametrize(
        ("sent", "sentences"),
        [
            (upload(images.zip_file(), "bild.png"),
             ["Filen är ingen bild som vi kan läsa. Välj en bild i formatet JPEG, PNG eller WebP."]),
            (upload(images.SVG, "bild.svg"),
             ["Filen är ingen bild som vi kan läsa. Välj en bild i formatet JPEG, PNG eller WebP."]),
            (upload(images.png_claiming(60_000, 60_000), "bild.png"),
             ["Bilden har för många bildpunkter. Högst 40 megapixel går bra: minska bilden."]),
            (upload(bytes(9 * 1024 * 1024)), ["Filen är för stor. Högst 8 MB går bra: minska bilden."]),
            (upload(None), ["Välj en bildfil."]),
            (upload(images.picture(90, 90), alt=""),
             ["Välj bildfilen igen: webbläsaren kan inte behålla den.", "Fyll i det här fältet."]),
            (upload(images.picture(90, 90), credit=" "),
             ["Välj bildfilen igen: webbläsaren kan inte behålla den.", "Skriv vem som har tagit bilden."]),
        ],
        ids=["zip", "svg", "bomb", "too large", "none", "no words", "no name"],
    )  # fmt: skip
    def test_what_is_no_picture_with_words_is_refused_and_nothing_is_kept(
        self, app: Flask, organiser: FlaskClient, sent: dict[str, Any], sentences: list[str]
    ) -> None:
        make_edition()
        before = snapshot()
        answer = send(organiser, sent)

        assert (answer.status_code, said(answer.text)) == (422, sentences)
        for name in ("alt", "credit"):
            assert re.search(rf'name="{name}"[^>]* value="{sent[name].strip()}"', answer.text)
        assert snapshot() == before
        assert not (Path(app.instance_path) / "pictures").exists()

    def test_what_is_far_too_large_is_refused_at_the_door(self, organiser: FlaskClient) -> None:
        make_edition()

        answer = send(organiser, upload(bytes(25 * 1024 * 1024)))

        assert answer.status_code == 413
        assert "Det du skickade är för stort" in text(answer.text)

    def test_the_second_of_two_organisers_sees_both_texts(self, organiser: FlaskClient) -> None:
        make_edition()
        assert send(organiser, upload(images.picture(90, 90))).status_code == 303
        before = snapshot()

        second = send(organiser, upload(images.picture(80, 80), alt="En sal"))

        assert second.status_code == 409
        assert "Bildbeskrivning Kistamässan i kvällssol En sal" in text(second.text)
        assert snapshot() == before


@pytest.mark.parametrize("path", ["/arrangor/upplagor/ny", DESK, HERO])
def test_only_organisers_enter(client: FlaskClient, board_member: FlaskClient, path: str) -> None:
    make_edition()

    assert client.get(path).status_code == 302
    assert board_member.get(path).status_code == 403


def test_nobody_else_changes_anything(client: FlaskClient, board_member: FlaskClient) -> None:
    edition = make_edition()
    before = snapshot()

    for visitor in (client, board_member):
        for path, data in (
            ("/arrangor/upplagor/ny", NEW),
            (DESK, of_edition(edition, city="Solna")),
            (f"{DESK}/visa", {}),
            (f"{DESK}/dolj", {}),
            (f"{HERO}/ta-bort", {}),
        ):
            assert visitor.post(path, data=data).status_code in (302, 403)

    assert find_edition(2025) is None
    assert snapshot() == before

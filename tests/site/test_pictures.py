"""Pictures on the public pages: told to those who do not see them, credited, and no larger than the screen needs."""

import re

from flask.testing import FlaskClient

from scdapp.pictures.models import Picture
from tests.factories import THEN, make_announcement, make_edition, make_person, save
from tests.reading import text


def make_picture(alt: str, width: int, height: int) -> Picture:
    saved: Picture = save(Picture(alt=alt, credit="dalapeter.se", width=width, height=height, created_at=THEN))
    return saved


def image(page: str) -> dict[str, str]:
    """The attributes of the page's picture."""
    tag = re.search(r"<img[^>]*>", page)
    assert tag is not None
    return dict(re.findall(r'([a-z]+)="([^"]*)"', tag[0]))


def test_the_years_picture_comes_in_sizes_with_words_and_credit(client: FlaskClient) -> None:
    hero = make_picture("Kistamässan i kvällssol", 1600, 900)
    make_edition(hero_id=hero.id)
    page = client.get("/2024").text
    shown = image(page)
    assert shown["alt"] == "Kistamässan i kvällssol"
    assert (shown["width"], shown["height"]) == ("1600", "900")
    assert shown["srcset"] == ", ".join(f"/bild/{hero.uid}-{width}.jpg {width}w" for width in (480, 960, 1600))
    assert "Foto: dalapeter.se" in text(page)


def test_a_small_portrait_is_not_offered_larger_than_it_is(client: FlaskClient) -> None:
    portrait = make_picture("Åsa Exempel", 400, 500)
    person = make_person("Åsa Exempel", portrait_id=portrait.id)
    make_announcement(make_edition(), person)
    shown = image(client.get("/talare/asa-exempel").text)
    assert (shown["alt"], shown["width"], shown["height"]) == ("Åsa Exempel", "400", "500")
    assert f"/bild/{portrait.uid}-480.jpg" not in shown.get("srcset", "")


def test_pages_without_pictures_have_none(client: FlaskClient) -> None:
    make_announcement(make_edition(), make_person("Åsa Exempel"))
    for path in ("/2024", "/talare/asa-exempel"):
        assert "<img" not in client.get(path).text

"""The organisers' pages about persons and groups, as an organiser uses them."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from scdapp.core.db import db, transaction
from scdapp.people import queries
from scdapp.people.models import Person
from tests.factories import THEN, make_announcement, make_edition, make_person, make_session
from tests.pictures.images import picture, zip_file
from tests.reading import text

LIST = "/arrangor/personer"


def address(person: Person) -> str:
    return f"{LIST}/{person.uid}"


def form(name: str, **more: str) -> dict[str, str]:
    return {"name": name, "title": "", "organisation": "", "bio": "", "internal_note": "", "version": "1", **more}


def everybody() -> list[str]:
    db.session.rollback()
    return [one.name for one in queries.names()]


def test_the_list_says_what_to_do_while_it_is_empty(organiser: FlaskClient) -> None:
    page = organiser.get(LIST)
    assert page.status_code == 200
    assert "Här finns ingen än. Lägg upp den första: namnet räcker." in text(page.text)


def test_the_list_finds_people_and_offers_to_add_who_is_not_there(organiser: FlaskClient) -> None:
    make_person("Åsa Öberg", organisation="Kumla kommun")
    make_person("Kören", is_group=True, title=None)
    found = text(organiser.get(f"{LIST}?sok=ÅSA").text)
    assert "Åsa Öberg socialchef, Kumla kommun" in found
    assert "Kören" not in found
    assert "Kören grupp" in text(organiser.get(LIST).text)
    missed = organiser.get(f"{LIST}?sok=<Bo>").text
    assert "Ingen heter eller arbetar så. Visa alla eller lägg upp &lt;Bo&gt; ." in text(missed)
    assert 'value="Bo"' in organiser.get(f"{LIST}/ny?namn=Bo").text


@pytest.mark.parametrize("number", ["2", "99", "x", "-1"])
def test_the_list_is_read_in_pages(organiser: FlaskClient, number: str) -> None:
    for count in range(51):
        make_person(f"Person {count:02}")
    page = text(organiser.get(f"{LIST}?sida={number}&sok=person").text)
    wanted = "51–51 av 51" if number in ("2", "99") else "1–50 av 51"
    assert wanted in page


def test_the_page_costs_the_same_for_3_and_for_300(organiser: FlaskClient) -> None:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)

    def cost(count: int) -> int:
        with transaction():
            for number in range(count):
                name = f"Person {count}-{number:03}"
                db.session.add(Person(name=name, slug=name, created_at=THEN, changed_at=THEN))
        organiser.get(LIST)
        asked.clear()
        organiser.get(LIST)
        return len(asked)

    assert cost(3) == cost(297)


def test_a_person_is_added_with_everything_and_shown_for_the_portrait(organiser: FlaskClient) -> None:
    typed = form("  Åsa Öberg ", title="socialchef", organisation="Kumla", bio="*Hej*", internal_note="Stavas så.")
    answer = organiser.post(f"{LIST}/ny", data=typed)
    person = queries.find_person_by_slug("asa-oberg")
    assert person
    assert (answer.status_code, answer.location) == (303, address(person))
    assert (person.name, person.title, person.organisation, person.bio, person.internal_note, person.is_group) == (
        "Åsa Öberg",
        "socialchef",
        "Kumla",
        "*Hej*",
        "Stavas så.",
        False,
    )
    page = organiser.get(answer.location).text
    assert "Åsa Öberg är upplagd." in text(page)
    assert "Porträtt" in text(page)


def test_a_group_is_marked_as_one(organiser: FlaskClient) -> None:
    organiser.post(f"{LIST}/ny", data=form("Kören", is_group="y"))
    person = queries.find_person_by_slug("koren")
    assert person
    assert person.is_group


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (form(""), "Fyll i det här fältet."),
        (form("\u202e"), "Skriv vad personen eller gruppen heter."),
        (form("a" * 121), "Texten har 121 tecken. Högst 120 får plats."),
        (form("Bo", bio="a" * 5001), "Texten har 5\xa0001 tecken. Högst 5\xa0000 får plats."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_stays(
    organiser: FlaskClient, typed: dict[str, str], sentence: str
) -> None:
    answer = organiser.post(f"{LIST}/ny", data={**typed, "title": "professor <i>"})
    assert answer.status_code == 422
    assert answer.text.count(sentence) == 2
    assert 'value="professor &lt;i&gt;"' in answer.text
    assert everybody() == []


def test_a_novel_comes_back_with_a_sentence(organiser: FlaskClient) -> None:
    answer = organiser.post(f"{LIST}/ny", data=form("Bo", bio="a" * 10_000_000))
    assert answer.status_code == 422
    assert "Texten har 10\xa0000\xa0000 tecken" in answer.text
    assert everybody() == []


def test_somebody_much_alike_is_shown_before_a_second_one_is_made(organiser: FlaskClient) -> None:
    there = make_person("Dick Harrison", organisation="Lunds universitet")
    answer = organiser.post(f"{LIST}/ny", data=form("Dick Harrisson", title="professor"))
    assert answer.status_code == 422
    assert "Finns redan? Dick Harrison , Lunds universitet" in text(answer.text)
    assert f'href="{address(there)}"' in answer.text
    assert 'value="professor"' in answer.text
    assert everybody() == ["Dick Harrison"]
    answer = organiser.post(f"{LIST}/ny", data=form("Dick Harrisson", certain="y"))
    assert answer.status_code == 303
    assert everybody() == ["Dick Harrison", "Dick Harrisson"]


def test_a_change_is_saved_and_the_published_address_still_leads_there(organiser: FlaskClient) -> None:
    person = make_person("Anna Ek")
    make_announcement(make_edition(), person)
    here = address(person)
    answer = organiser.post(here, data=form("Anna Lind", title="professor"))
    assert (answer.status_code, answer.location) == (303, here)
    assert (person.name, person.title, person.slug) == ("Anna Lind", "professor", "anna-lind")
    old = organiser.get("/talare/anna-ek")
    assert (old.status_code // 100, old.location) == (3, "/talare/anna-lind")


def test_a_bad_change_changes_nothing(organiser: FlaskClient) -> None:
    person = make_person("Anna Ek")
    answer = organiser.post(address(person), data=form("", title="professor"))
    assert answer.status_code == 422
    assert 'value="professor"' in answer.text
    assert organiser.post(address(person), data=form("\u202e")).status_code == 422
    assert (person.name, person.title) == ("Anna Ek", "socialchef")


def test_the_second_of_two_editors_sees_both_texts_and_can_save_again(organiser: FlaskClient) -> None:
    person = make_person("Anna Ek")
    here = address(person)
    organiser.post(here, data=form("Anna Ek", title="<b>professor</b>"))
    mine = form("Anna Ek", title="docent", bio="Min text")
    answer = organiser.post(here, data=mine)
    assert answer.status_code == 409
    page = text(answer.text)
    assert "Titel &lt;b&gt;professor&lt;/b&gt; docent" in page
    assert "Presentation tomt Min text" in page
    assert person.title == "<b>professor</b>"
    version = re.search(r'name="version"[^>]*value="(\d+)"', answer.text)
    assert version
    assert organiser.post(here, data={**mine, "version": version[1]}).status_code == 303
    db.session.expire_all()
    assert (person.title, person.bio) == ("docent", "Min text")


@pytest.mark.parametrize("version", ["", "x", "7", "99999999999"])
def test_a_form_that_does_not_say_its_version_is_not_trusted(organiser: FlaskClient, version: str) -> None:
    person = make_person("Anna Ek")
    assert organiser.post(address(person), data=form("Bo", version=version)).status_code == 409
    assert person.name == "Anna Ek"


def test_somebody_unused_can_be_removed(organiser: FlaskClient) -> None:
    person = make_person("Anna Ek")
    answer = organiser.post(f"{address(person)}/ta-bort", data={"version": "1"})
    assert (answer.status_code, answer.location) == (303, LIST)
    assert everybody() == []
    assert "Anna Ek är borttagen." in text(organiser.get(LIST).text)


def test_who_is_announced_on_stage_or_just_changed_is_not_removed(organiser: FlaskClient) -> None:
    edition = make_edition()
    announced, on_stage, changed = (make_person(name) for name in ("Anna", "Bo", "Cia"))
    make_announcement(edition, announced)
    make_session(edition, speakers=[on_stage])
    for person, version, sentence in (
        (announced, "1", "Anna är klar talare för 2024 och kan inte tas bort. Ta tillbaka det först."),
        (on_stage, "1", "Bo är med i ett program och kan inte tas bort. Ta bort hen där först."),
        (changed, "2", "Någon annan ändrade uppgifterna just nu."),
    ):
        answer = organiser.post(f"{address(person)}/ta-bort", data={"version": version})
        assert answer.status_code == 422
        assert sentence in text(answer.text)
    assert everybody() == ["Anna", "Bo", "Cia"]


def portrait(data: bytes | None, alt: str = "Anna vid ett fönster", credit: str = "Foto Graf") -> dict[str, object]:
    file = {"picture": (BytesIO(data), "bild.png")} if data else {}
    return {"alt": alt, "credit": credit, **file}


def files(app: Flask) -> list[Path]:
    return list((Path(app.instance_path) / "pictures").glob("*.jpg"))


def test_a_portrait_is_uploaded_described_and_removed(organiser: FlaskClient, app: Flask) -> None:
    person = make_person("Anna Ek")
    there = f"{address(person)}/portratt"
    assert organiser.post(there, data=portrait(picture())).status_code == 303
    page = organiser.get(address(person)).text
    source = re.search(r'src="(/bild/[^"]+)"', page)
    assert source
    assert organiser.get(source[1]).mimetype == "image/jpeg"
    assert 'alt="Anna vid ett fönster"' in page
    assert "Foto: Foto Graf" in text(page)
    assert organiser.post(there, data=portrait(None, alt="Anna ler")).status_code == 303
    assert 'alt="Anna ler"' in organiser.get(address(person)).text
    assert organiser.post(f"{there}/ta-bort").status_code == 303
    assert files(app) == []


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (portrait(None), "Välj en bild först."),
        (portrait(zip_file()), "Filen är ingen bild som vi kan läsa."),
        (portrait(picture(), alt=""), "Fyll i det här fältet."),
        (portrait(picture(), credit="\u202e"), "Skriv vem som har tagit bilden."),
    ],
)
def test_what_is_no_portrait_is_refused_and_the_words_stay(
    organiser: FlaskClient, app: Flask, typed: dict[str, object], sentence: str
) -> None:
    person = make_person("Anna Ek")
    typed = {**typed, "credit": typed["credit"], "picture": _again(typed)} if "picture" in typed else typed
    answer = organiser.post(f"{address(person)}/portratt", data=typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'value="{typed["alt"]}"' in answer.text
    assert "Har du valt en bild behöver du välja den igen." in text(answer.text)
    assert (person.portrait, files(app)) == (None, [])


def _again(typed: dict[str, object]) -> object:
    """A fresh file: the client closes what it has sent."""
    file, name = typed["picture"]  # type: ignore[misc]
    file.seek(0)
    return BytesIO(file.read()), name


def test_the_edit_page_leads_to_the_years(organiser: FlaskClient) -> None:
    person = make_person("Anna Ek")
    make_announcement(make_edition(2023), person, topic="Om tillit")
    make_edition(2024)
    page = organiser.get(address(person)).text
    assert "2023 : Om tillit" in text(page)
    assert f'href="/arrangor/2024/klara-talare/ny?person={person.uid}"' in page
    assert "Visa som klar talare 2023" not in page


def test_who_is_not_there_is_not_found(organiser: FlaskClient) -> None:
    for there in ("", "/ta-bort", "/portratt", "/portratt/ta-bort"):
        assert organiser.post(f"{LIST}/okand{there}").status_code == 404
    assert organiser.get(f"{LIST}/okand").status_code == 404


def test_only_organisers_come_in(client: FlaskClient, board_member: FlaskClient) -> None:
    assert client.get(LIST).status_code == 302
    assert client.post(f"{LIST}/ny", data=form("Bo")).status_code == 302
    assert board_member.get(LIST).status_code == 403
    assert board_member.post(f"{LIST}/ny", data=form("Bo")).status_code == 403
    assert everybody() == []


def test_the_internal_note_is_on_no_public_page(organiser: FlaskClient, client: FlaskClient) -> None:
    edition = make_edition()
    person = make_person("Anna Ek", internal_note="HEMLIGT", bio="Öppet")
    make_announcement(edition, person)
    pages = [client.get(there).text for there in ("/2024", "/2024/talare", "/talare/anna-ek", "/talare/anna-ek.ics")]
    assert [page for page in pages if "HEMLIGT" in page] == []
    assert "Öppet" in pages[2]

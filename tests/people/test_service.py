"""People in the database: addresses that keep working, one row a person, nobody removed who is on stage."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from scdapp.core import publication
from scdapp.core.db import db, transaction
from scdapp.core.errors import EditConflict, Missing, Refusal
from scdapp.people import queries, service
from scdapp.people.models import FormerPersonSlug, Person
from scdapp.people.rules import PerhapsKnown, PersonValues
from scdapp.pictures.decode import rendered
from scdapp.pictures.models import Picture
from tests.factories import make_announcement, make_edition, make_person, make_session
from tests.pictures.images import picture

pytestmark = pytest.mark.usefixtures("app")
NOW = datetime(2024, 8, 26, 7, 0, tzinfo=UTC)


def create(name: str, *, certain: bool = False, **more: str) -> Person:
    with transaction():
        return service.create_person(PersonValues(name=name, **more), certain=certain, now=NOW)


def rename(person: Person, name: str) -> Person:
    key, version = person.id, person.version
    with transaction():
        return service.update_person(key, PersonValues(name=name), version=version, now=NOW)


def found(slug: str) -> str | None:
    db.session.rollback()
    person = queries.find_person_by_slug(slug)
    return person.name if person else None


def former_slugs() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(FormerPersonSlug.slug).order_by(FormerPersonSlug.slug)))


def test_a_new_person_gets_an_address_of_the_name() -> None:
    person = create("  Åsa  Öberg ", title="socialchef")
    assert (person.name, person.slug, person.title, person.is_group, person.version) == (
        "Åsa Öberg",
        "asa-oberg",
        "socialchef",
        False,
        1,
    )


def test_two_people_of_one_name_have_addresses_of_their_own() -> None:
    create("Anna Ek")
    assert create("Anna Ek", certain=True).slug == "anna-ek-2"
    assert create("Anna Ek", certain=True).slug == "anna-ek-3"


def test_somebody_much_alike_is_pointed_out_before_anything_is_saved() -> None:
    create("Dick Harrison", organisation="Lunds universitet")
    with pytest.raises(PerhapsKnown) as known:
        create("Dick Harrisson")
    assert [(one.name, one.organisation) for one in known.value.people] == [("Dick Harrison", "Lunds universitet")]
    assert [one.name for one in queries.names()] == ["Dick Harrison"]
    create("Dick Harrisson", certain=True)
    assert [one.name for one in queries.names()] == ["Dick Harrison", "Dick Harrisson"]


def test_a_new_name_moves_the_address_and_the_old_one_still_leads_there() -> None:
    person = rename(create("Anna Ek"), "Anna Lind")
    assert (person.slug, former_slugs()) == ("anna-lind", ["anna-ek"])
    assert (found("anna-lind"), found("anna-ek"), found("anna")) == ("Anna Lind", "Anna Lind", None)


def test_going_back_to_an_old_name_takes_the_old_address_back() -> None:
    person = rename(rename(create("Anna Ek"), "Anna Lind"), "Anna Ek")
    assert (person.slug, former_slugs()) == ("anna-ek", ["anna-lind"])
    assert (found("anna-ek"), found("anna-lind")) == ("Anna Ek", "Anna Ek")


def test_nobody_takes_over_an_address_that_led_to_somebody_else() -> None:
    rename(create("Anna Ek"), "Anna Lind")
    assert create("Anna Ek", certain=True).slug == "anna-ek-2"
    assert found("anna-ek") == "Anna Lind"


def test_a_name_spelt_otherwise_with_the_same_address_keeps_it() -> None:
    create("Anna Ek")
    second = create("Anna Ek", certain=True)
    assert (rename(second, "Anna EK").slug, former_slugs()) == ("anna-ek-2", [])


def test_saving_without_a_change_changes_nothing_for_visitors() -> None:
    person = create("Anna Ek")
    before = publication.standing()
    assert (rename(person, "Anna Ek").version, publication.standing()) == (1, before)
    assert rename(person, "Anna Lind").version == 2
    assert publication.standing().version == before.version + 1


def test_an_edit_of_an_older_version_is_not_saved() -> None:
    person = create("Anna Ek")
    key, seen = person.id, person.version
    rename(person, "Anna Lind")
    with pytest.raises(EditConflict) as conflict, transaction():
        service.update_person(key, PersonValues(name="Anna Ask"), version=seen, now=NOW)
    assert conflict.value.current is db.session.get(Person, key)
    assert (found("anna-lind"), found("anna-ask")) == ("Anna Lind", None)


def test_two_who_add_the_same_name_at_once_make_two_addresses_or_one_is_asked_to_save_again(app: Flask) -> None:
    db.session.rollback()

    def add(_number: int) -> str:
        with app.app_context():
            try:
                return create("Anna Ek", certain=True).slug
            except Refusal as refusal:
                return refusal.sentence

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(add, range(4)))
    slugs = sorted(db.session.scalars(select(Person.slug)))
    assert slugs == sorted(one for one in told if one.startswith("anna-ek"))
    assert {one for one in told if not one.startswith("anna-ek")} <= {
        "Någon annan sparade samma namn just nu. Spara igen."
    }


def delete(person: Person, folder: Path, version: int | None = None) -> None:
    key, version = person.id, version or person.version
    with transaction():
        service.delete_person(key, version=version, folder=folder)


def test_somebody_unused_can_be_removed_with_portrait_and_old_addresses(tmp_path: Path) -> None:
    person = rename(create("Anna Ek"), "Anna Lind")
    portray(person, tmp_path)
    delete(person, tmp_path)
    assert (queries.names(), former_slugs(), pictures(tmp_path)) == ([], [], ([], []))


def test_who_is_announced_stays_and_the_sentence_says_for_which_years(tmp_path: Path) -> None:
    person = make_person("Anna Ek")
    make_announcement(make_edition(2024), person)
    make_announcement(make_edition(2023), person)
    with pytest.raises(Refusal) as refusal:
        delete(person, tmp_path)
    assert refusal.value.sentence == (
        "Anna Ek är klar talare för 2023 och 2024 och kan inte tas bort. Ta tillbaka det först."
    )
    assert found("anna-ek") == "Anna Ek"


def test_who_is_on_stage_stays(tmp_path: Path) -> None:
    person = make_person("Anna Ek")
    make_session(make_edition(), speakers=[person])
    with pytest.raises(Refusal) as refusal:
        delete(person, tmp_path)
    assert refusal.value.sentence == ("Anna Ek är med i ett program och kan inte tas bort. Ta bort hen där först.")
    assert found("anna-ek") == "Anna Ek"


def test_what_somebody_else_just_changed_is_not_removed(tmp_path: Path) -> None:
    person = create("Anna Ek")
    with pytest.raises(EditConflict):
        delete(person, tmp_path, version=7)
    with pytest.raises(Missing), transaction():
        service.delete_person(4711, version=1, folder=tmp_path)
    assert found("anna-ek") == "Anna Ek"


def portray(person: Person, folder: Path, alt: str = "Anna vid ett fönster") -> None:
    key, portrait = person.id, rendered(picture())
    with transaction():
        service.set_portrait(key, portrait, alt=alt, credit="Foto Graf", folder=folder, now=NOW)


def pictures(folder: Path) -> tuple[list[str], list[str]]:
    """What the database knows and what the folder holds."""
    db.session.rollback()
    uids = sorted(db.session.scalars(select(Picture.uid)))
    return uids, sorted({file.name.rpartition("-")[0] for file in folder.glob("*.jpg")})


def test_a_new_portrait_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    person = create("Anna Ek")
    portray(person, tmp_path)
    first = person.portrait.uid if person.portrait else ""
    portray(person, tmp_path, alt="Anna på scen")
    assert person.portrait
    assert (person.portrait.alt, person.portrait.credit, person.version) == ("Anna på scen", "Foto Graf", 3)
    uid = person.portrait.uid
    assert first != uid
    assert pictures(tmp_path) == ([uid], [uid])


def test_the_words_about_a_portrait_can_change_alone_and_the_portrait_can_go(tmp_path: Path) -> None:
    person = create("Anna Ek")
    key = person.id
    with pytest.raises(Refusal, match="Välj en bild först"), transaction():
        service.describe_portrait(key, alt="Anna", credit="Foto Graf", now=NOW)
    portray(person, tmp_path)
    with transaction():
        service.describe_portrait(key, alt="Anna ler", credit="Ny Fotograf", now=NOW)
    assert person.portrait
    assert (person.portrait.alt, person.portrait.credit) == ("Anna ler", "Ny Fotograf")
    with transaction():
        service.remove_portrait(key, folder=tmp_path, now=NOW)
    assert (person.portrait, pictures(tmp_path)) == (None, ([], []))
    version = person.version
    with transaction():
        service.remove_portrait(key, folder=tmp_path, now=NOW)
    assert person.version == version


def test_a_portrait_without_words_leaves_the_old_one(tmp_path: Path) -> None:
    person = create("Anna Ek")
    portray(person, tmp_path)
    assert person.portrait
    uid = person.portrait.uid
    with pytest.raises(Refusal, match="Beskriv bilden"):
        portray(person, tmp_path, alt=" ")
    assert (person.portrait.uid, pictures(tmp_path)) == (uid, ([uid], [uid]))

"""Lists of people: found however they are typed, in Swedish order, at the same price for 3 and for 300."""

import pytest
from sqlalchemy import event

from scdapp.core.db import db, transaction
from scdapp.core.errors import Missing
from scdapp.people import queries
from scdapp.people.models import Person
from tests.factories import THEN, make_announcement, make_edition, make_person

pytestmark = pytest.mark.usefixtures("app")


def found(search: str) -> list[str]:
    return [person.name for person in queries.people_page(search).rows]


@pytest.mark.parametrize("typed", ["åsa", "ÅSA", "Åsa", "sa öb", "ÖBERG", "  öberg   åsa "])
def test_search_knows_swedish_letters_in_any_case(typed: str) -> None:
    make_person("Åsa Öberg")
    make_person("Asa Oberg")
    assert found(typed) == ["Åsa Öberg"]


def test_search_looks_at_title_and_organisation_too_and_wants_every_word() -> None:
    make_person("Anna Ek", title="professor", organisation="Örebro universitet")
    make_person("Bo Ek", title=None, organisation=None)
    assert (found("ek"), found("ek PROFESSOR"), found("örebro"), found("bo professor")) == (
        ["Anna Ek", "Bo Ek"],
        ["Anna Ek"],
        ["Anna Ek"],
        [],
    )


def test_signs_with_a_meaning_in_patterns_are_only_signs() -> None:
    make_person("100 % kör")
    make_person("Anna_Ek")
    assert (found("%"), found("_"), found("\\"), found("'")) == (["100 % kör"], ["Anna_Ek"], [], [])


def test_the_order_is_the_swedish_one() -> None:
    for name in ("Örjan", "Anders", "Åsa", "Zara", "Ärla", "Émile", "Eva", "anna"):
        make_person(name)
    assert found("") == ["Anders", "anna", "Émile", "Eva", "Zara", "Åsa", "Ärla", "Örjan"]
    assert [one.name for one in queries.names()] == found("")


def many(count: int) -> None:
    with transaction():
        for number in range(count):
            name = f"Person {number:03}"
            db.session.add(Person(name=name, slug=f"person-{number}", created_at=THEN, changed_at=THEN))


def test_a_long_list_comes_in_pages() -> None:
    many(120)
    first, last, beyond = (queries.people_page(number=number) for number in (1, 3, 99))
    assert (first.total, first.last, len(first.rows), first.summary) == (120, 3, 50, "1–50 av 120 personer och grupper")
    assert [person.name for person in last.rows] == [f"Person {number:03}" for number in range(100, 120)]
    assert last.summary == "101–120 av 120 personer och grupper"
    assert (beyond.number, beyond.rows) == (3, last.rows)
    assert queries.people_page(number=-4).number == 1
    assert queries.people_page("person 007").summary == "En person eller grupp"


def queries_asked() -> list[str]:
    """Fills as questions are asked (SQLite's BEGIN is none)."""
    told: list[str] = []

    def note(_connection: object, _cursor: object, text: str, *_rest: object) -> None:
        if text.startswith("SELECT"):
            told.append(text)

    event.listen(db.engine, "before_cursor_execute", note)
    return told


def test_the_list_costs_the_same_for_3_and_for_300() -> None:
    told = queries_asked()
    many(3)
    told.clear()
    queries.people_page()
    few = len(told)
    db.session.rollback()
    with transaction():
        db.session.query(Person).delete()
    many(300)
    told.clear()
    for person in queries.people_page().rows:
        assert person.name
    assert (few, len(told)) == (2, 2)


def test_announced_speakers_come_in_the_organisers_order_and_not_before_their_moment() -> None:
    edition, other = make_edition(2024), make_edition(2023)
    anna, bo = make_person("Anna Ek"), make_person("Bo Ek")
    make_announcement(edition, anna, position=2)
    make_announcement(edition, bo, position=1, announced_at=THEN.replace(month=3))
    make_announcement(other, anna)
    assert [one.person.name for one in queries.announcements(edition.id)] == ["Bo Ek", "Anna Ek"]
    assert [one.person.name for one in queries.announcements(edition.id, moment=THEN)] == ["Anna Ek"]
    assert [one.edition.year for one in queries.announcements_of(anna.id)] == [2024, 2023]
    assert queries.get_announcement(other.id, anna.uid).person.name == "Anna Ek"
    with pytest.raises(Missing):
        queries.get_announcement(other.id, bo.uid)
